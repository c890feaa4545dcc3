"""The same assertion in two texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import article, claim, index, passage_of

from pincite.facts.compare import compare, side_by_side
from pincite.facts.passages import passage
from pincite.model import Quote

SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]
ARTICLES = tuple(article(ident, text) for ident, text in zip(("000", "003"), SEEDS, strict=True))


def _words(pieces):
    """Give the words of a difference, a gap between the stretches of an elided quote."""
    return " […] ".join(piece.text for piece in pieces)


def _compared(first, second):
    return compare(passage_of(first), passage_of(second, "q2", "second"))


def _told(first, second):
    return [(one.kind, _words(one.first), _words(one.second)) for one in _compared(first, second).differences]


def _marked(side, change):
    return [(piece.number, piece.text) for cut in side.cuts for piece in cut.pieces if piece.change == change]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("typography", "The bridge, it was closed", "The bridge it was closed"),
        ("wording", "46 boats were damaged", "46 boats were wrecked"),
        ("modality", "The strikes may amount to crimes", "The strikes amount to crimes"),
        ("modality", "The strikes are crimes", "The strikes were crimes"),
        ("figure", "At least 46 boats sank", "At least 47 boats sank"),
        ("figure", "At least 1,500 boats sank", "At least 1,600 boats sank"),
        ("attribution", "The bridge was closed, the office said", "The bridge was closed"),
        ("omission", "All 46 small boats sank", "All 46 boats sank"),
        ("omission", "All 46 boats sank", "All 46 small boats sank"),
    ],
)
def test_a_difference_has_its_class(kind, first, second):
    assert [told[0] for told in _told(first, second)] == [kind]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The bridge was closed", "The bridge was closed"),
        ("It didn't close – “never”", 'It didn’t close - "never"'),
    ],
)
def test_texts_that_typography_alone_parts_do_not_differ(first, second):
    assert _told(first, second) == []


def test_how_much_was_quoted_at_an_end_is_no_difference():
    assert _told("“The bridge was closed”", "The bridge was closed.") == []


def test_a_difference_tells_the_words_of_either_text():
    assert _told("46 boats were damaged there", "46 boats were wrecked there") == [("wording", "damaged", "wrecked")]


def test_an_omission_has_no_words_in_one_text():
    assert _told("All 46 small boats sank", "All 46 boats sank") == [("omission", "small", "")]


def test_differences_that_one_small_word_parts_are_told_as_one():
    assert _told("the roar of engines woke us", "the howl of motors woke us") == [
        ("wording", "roar of engines", "howl of motors"),
    ]


def test_differences_far_apart_are_told_apart_and_numbered_from_one():
    found = _compared(
        "The big bridge was closed on Friday to lorries", "The old bridge was closed on Friday to trains"
    ).differences
    assert [(one.number, _words(one.first), _words(one.second)) for one in found] == [
        (1, "big", "old"),
        (2, "lorries", "trains"),
    ]


def test_a_number_means_the_same_difference_in_both_texts_and_in_the_list():
    found = _compared("The big bridge was closed on Friday to lorries", "The old bridge was closed on Friday to trains")
    assert _marked(found.first, "del") == [(one.number, _words(one.first)) for one in found.differences]
    assert _marked(found.second, "ins") == [(one.number, _words(one.second)) for one in found.differences]


def test_words_that_only_one_text_has_are_marked_in_that_one_alone():
    found = _compared("All 46 small boats sank", "All 46 boats sank")
    assert [_marked(found.first, "del"), _marked(found.second, "ins")] == [[(1, "small")], []]


def test_an_elided_passage_is_compared_part_by_part():
    found = _compared("The big bridge […] was closed", "The old bridge was closed")
    assert [("".join(piece.text for piece in cut.pieces)) for cut in found.first.cuts] == [
        "The big bridge",
        "was closed",
    ]
    assert _marked(found.first, "del") == [(1, "big")]


def test_comparing_with_nothing_in_common_marks_everything_once():
    found = _compared("Nobody was hurt", "All boats sank")
    assert [one.number for one in found.differences] == [1]


@st.composite
def _slices(draw, text):
    marks = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    return tuple((start, min(end, start + 400)) for start, end in pairs)


def _passage(of, slices, ident):
    found = Quote(id=ident, article=of.id, slices=slices, paragraph=of.document.paragraph_at(slices[0][0]))
    return passage(found, "storm", index(claim("storm", found), articles=ARTICLES))


@settings(max_examples=60)
@given(_slices(SEEDS[0]), _slices(SEEDS[1]))
def test_the_pieces_of_every_cut_join_to_exactly_the_slice(first, second):
    found = compare(_passage(ARTICLES[0], first, "q1"), _passage(ARTICLES[1], second, "q2"))
    for side, text, slices in ((found.first, SEEDS[0], first), (found.second, SEEDS[1], second)):
        assert [(cut.start, cut.end) for cut in side.cuts] == list(slices)
        assert ["".join(piece.text for piece in cut.pieces) for cut in side.cuts] == [text[s:e] for s, e in slices]
        assert all(piece.text == text[piece.start : piece.end] for cut in side.cuts for piece in cut.pieces)


@settings(max_examples=60)
@given(_slices(SEEDS[0]), _slices(SEEDS[1]))
def test_the_numbers_marked_in_the_texts_are_those_of_the_list(first, second):
    found = compare(_passage(ARTICLES[0], first, "q1"), _passage(ARTICLES[1], second, "q2"))
    wanted = [{one.number for one in found.differences if words(one)} for words in (_first, _second)]
    marked = [{number for number, _ in _marked(found.first, "del")}, {n for n, _ in _marked(found.second, "ins")}]
    assert marked == wanted
    assert [one.number for one in found.differences] == list(range(1, len(found.differences) + 1))


def _first(one):
    return one.first


def _second(one):
    return one.second


# Who comes first, and what is not compared ---------------------------------------------------------------------------


def _beside(*passages, note=""):
    return list(side_by_side(passages, index(), note))


def _named(ident, text="The bridge fell", **more):
    return replace(passage_of(text, ident, ident), **more)


def test_what_a_primary_source_says_comes_first_whatever_the_order_in_the_card():
    found = _beside(_named("a"), _named("b"), _named("c", primary=True))
    assert [(one.first.id, one.second.id) for one in found] == [("c", "a"), ("c", "b")]


def test_without_a_primary_source_the_cards_order_stands():
    assert [(one.first.id, one.second.id) for one in _beside(_named("b"), _named("a"))] == [("b", "a")]


def test_of_several_comparisons_with_one_passage_the_first_has_its_note_and_the_desks():
    found = _beside(
        _named("a", note="Of a."), _named("b", note="Of b."), _named("c", note="Of c."), note="Mind the gap."
    )
    assert [(one.at, one.of, one.note, one.first.note, one.second.note) for one in found] == [
        (1, 2, "Mind the gap.", "Of a.", "Of b."),
        (2, 2, "", "", "Of c."),
    ]


@pytest.mark.parametrize("passages", [(), (_named("a"),)])
def test_fewer_than_two_passages_are_not_compared(passages):
    assert _beside(*passages) == []


def test_passages_in_two_languages_are_set_side_by_side_and_not_compared():
    found = compare(_named("a", language="en"), _named("b", language="ru"))
    assert [found.comparable, found.differences, _marked(found.first, "del")] == [False, (), []]


def test_a_passage_without_a_language_has_that_of_the_site():
    one, other = _named("a", "It may fall", language=""), _named("b", "It must fall", language="en-GB")
    assert [told.kind for told in compare(one, other, "en").differences] == ["modality"]
    assert not compare(one, other, "de").comparable


def test_the_name_of_the_speaker_makes_attribution():
    one = _named("a", "It fell, Ada Orr told us", speaker="Ada Orr")
    other = _named("b", "It fell, Ben Low told us", speaker="Ben Low")
    assert [told.kind for told in compare(one, other).differences] == ["attribution"]


def test_passages_of_one_article_are_not_told_apart_by_its_name():
    assert compare(passage_of("It fell", "q1"), passage_of("It rose", "q2")).alike_named
    assert not compare(_named("a"), _named("b")).alike_named

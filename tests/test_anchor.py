# ruff: noqa: SIM300 - expected == actual is how tests read
"""From a selector to the one place it names, and back."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pincite import anchor
from pincite.anchor import ELISION, Document, Failure, Place, Selector, Why, describe, describe_chain, resolve
from pincite.read.originals import readable
from pincite.text import breaks_word

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
MARKS = "“”‘’–…\u00a0 \n.,7e\u0301"


def _document(text):
    return Document.of(*readable(text, "lines"))


def _found(text, *selector, **more):
    landed = resolve(Selector(*selector, **more), _document(text))
    return [text[a:b] for a, b in landed.slices] if isinstance(landed, Place) else landed.why


@functools.cache
def _seed(name):
    return _document(next(SEEDS.glob(f"{name}_*.txt")).read_text("utf-8"))


def test_words_that_stand_once_are_found():
    assert ["open at all times"] == _found("It was open at all times.", "open at all times")


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ('"Such attacks"', "“Such attacks”"),
        ("don't", "don’t"),
        ("goods - children", "goods – children"),
        ("and... so", "and… so"),
        ("two  blanks", "two blanks"),
        ("two blanks", "two\u00a0blanks"),
        ("caf\u00e9", "cafe\u0301"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_typography_is_folded_to_find_and_the_originals_characters_are_cut(typed, stands):
    assert [stands] == _found(f"He said: {stands} and left.", typed)


@pytest.mark.parametrize(
    ("typed", "stands", "why"),
    [
        ("focused on six", "foccused on six", Why.NOT_FOUND),
        ("47 boats", "46 boats", Why.NOT_FOUND),
        ("Russia says", "Russian Federation says", Why.NOT_FOUND),
        ("war crimes,” he", "war crimes”, he", Why.NOT_FOUND),
        ("Bomblets", "bomblets", Why.CASE_DIFFERS),
        ("civilian", "civilians", Why.CUTS_WORD),
        ("710 civilians", "2,710 civilians", Why.CUTS_WORD),
        ("bo\u0430ts", "boats", Why.NOT_FOUND),
    ],
)
def test_one_letter_digit_or_word_that_differs_is_refused(typed, stands, why):
    assert why == _found(f"Then {stands} came.", typed)


def test_a_word_is_never_cut_even_where_its_accent_is_a_character_of_its_own():
    assert Why.CUTS_WORD == _found("Two cafe\u0301s burned.", "Two cafe\u0301")


@pytest.mark.parametrize("gap", ["[…]", "[...]", " […] ", "\n[…]\n"])
def test_a_gap_leaves_words_out_and_each_part_is_cut(gap):
    assert ["It was", "nothing unusual"] == _found("It was a day; nothing unusual.", f"It was{gap}nothing unusual")


def test_the_parts_around_a_gap_must_stand_in_their_order():
    assert Why.OUT_OF_ORDER == _found("It was a day; nothing unusual.", "nothing unusual […] It was")


def test_the_parts_around_a_gap_may_not_overlap():
    assert Why.OUT_OF_ORDER == _found("one two three", "one two […] two three")


@pytest.mark.parametrize("exact", ["", "  ", "[…]", "words […]", "[…] words", "a […] […] b"])
def test_a_selector_without_words_on_both_sides_of_a_gap_is_empty(exact):
    assert Why.EMPTY == _found("a words b", exact)


def test_a_quote_over_a_paragraphs_end_needs_a_line_break():
    assert Why.CROSSES_PARAGRAPH == _found("He left.\nShe came.", "left. She came")


def test_a_line_break_is_a_paragraphs_end():
    assert ["left.\nShe"] == _found("He left.\nShe came.", "left.\nShe")


def test_a_line_break_inside_a_paragraph_is_not_called_a_missing_one():
    assert Why.CROSSES_PARAGRAPH != _found("one two three four", "one two\nthree")


def test_words_that_stand_twice_are_ambiguous_and_every_place_is_carried():
    failure = resolve(Selector("war crimes"), _document("war crimes\nno war crimes"))
    assert (Why.AMBIGUOUS, [0, 14]) == (failure.why, [place.start for place in failure.places])


def test_overlapping_places_are_two_places():
    assert Why.AMBIGUOUS == _found("so so so", "so so")


def test_a_gap_that_reaches_two_ends_is_ambiguous():
    assert Why.AMBIGUOUS == _found("He said one and one.", "He […] one")


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({"paragraph": 2}, 15),
        ({"prefix": "no"}, 15),
        ({"prefix": "“no"}, 15),
        ({"suffix": ", he"}, 15),
        ({"suffix": '\n"no'}, 0),
        ({"paragraph": 1, "suffix": "“no"}, 0),
    ],
)
def test_a_paragraph_a_prefix_or_a_suffix_singles_one_place_out(more, start):
    assert start == resolve(Selector("war crimes", **more), _document("war crimes\n“no war crimes, he said")).start


def test_a_wrong_paragraph_is_told_with_the_places_where_the_words_stand():
    failure = resolve(Selector("came", paragraph=1), _document("He left.\nShe came."))
    assert (Why.OTHER_PARAGRAPH, [13]) == (failure.why, [place.start for place in failure.places])


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"prefix": "He"}, Why.OTHER_PREFIX),
        ({"suffix": "late"}, Why.OTHER_SUFFIX),
        ({"prefix": "She", "suffix": "late"}, Why.OTHER_SUFFIX),
        ({"prefix": "he"}, Why.OTHER_PREFIX),
    ],
)
def test_a_wrong_prefix_or_suffix_is_refused(more, why):
    assert why == _found("She came.", "came", **more)


def test_words_that_differ_in_capitals_only_inside_another_word_are_not_found():
    assert Why.NOT_FOUND == _found("The area burned.", "ARE")


def test_a_prefix_is_found_behind_a_long_run_of_white_space():
    assert ["cat"] == _found(f"a cat; the{' ' * 200}cat", "cat", prefix="the")


def test_the_count_of_places_is_told_whole():
    assert 30 == len(resolve(Selector("the end"), _document("the end of it. " * 30)).places)


def test_a_quote_of_many_gaps_is_refused_in_time(in_time):
    code = (
        "from pincite.anchor import *; from pincite.read.originals import readable;"
        "text = 'z ' + 'a ' * 60; exact = ' [...] '.join(['a'] * 12 + ['z']);"
        "print(resolve(Selector(exact), Document.of(*readable(text, 'lines'))).why)"
    )
    assert "out-of-order" == in_time(code)


def test_the_smallest_selector_is_the_words_alone():
    assert Selector("came") == describe(_document("He left.\nShe came."), 13, 17)


def test_words_that_stand_in_two_paragraphs_are_described_with_theirs():
    assert Selector("came", paragraph=2) == describe(_document("He came.\nShe came."), 13, 17)


def test_words_that_stand_twice_in_a_paragraph_are_described_with_the_words_before():
    assert Selector("came", prefix="She") == describe(_document("He came. She came."), 13, 17)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 4), (0, 3)])
def test_no_selector_names_nothing_or_a_part_of_a_word(start, end):
    with pytest.raises(ValueError, match="no selector"):
        describe(_document("Then left."), start, end)


def test_a_passage_with_a_gap_of_its_own_is_described():
    document = _document("He wrote: “We [...] will not go.” He left.")
    selector = describe(document, 10, 33)
    assert Place(((10, 33),)) == resolve(selector, document)


@pytest.mark.parametrize("at", [0, 20, 39])
def test_a_word_among_its_own_repetitions_is_described(at):
    document = _document(" ".join(["ha"] * 40))
    assert Place(((at * 3, at * 3 + 2),)) == resolve(describe(document, at * 3, at * 3 + 2), document)


def test_a_reading_of_a_gap_is_described_so_that_it_resolves_or_not_at_all():
    document = _document("“We have it”, he said. “We have it”, she said.")
    exact = "“We […] it”"
    places = resolve(Selector(exact), document).places
    offered = {place: describe_chain(document, place, exact) for place in places}
    assert {place: resolve(one, document) for place, one in offered.items() if one} == {
        place: place for place in places if place.slices != ((0, 3), (32, 35))
    }


def _cuts(text):
    """List the offsets where a quote may begin or end."""
    return [i for i in range(len(text) + 1) if not breaks_word(text, i)]


def _slices(text, data):
    """Draw a passage at word boundaries, without white space at its ends."""
    bounds = _cuts(text)
    first, last = sorted((data.draw(st.sampled_from(bounds)), data.draw(st.sampled_from(bounds))))
    passage = text[first:last]
    assume(passage.strip())
    start = first + len(passage) - len(passage.lstrip())
    return start, start + len(passage.strip())


@pytest.mark.parametrize("name", ["000", "003"])
@given(data=st.data())
def test_every_passage_of_the_seeds_resolves_from_its_description(name, data):
    document = _seed(name)
    start, end = _slices(document.text, data)
    assert Place(((start, end),)) == resolve(describe(document, start, end), document)


@given(st.text(st.one_of(st.characters(exclude_characters="[]\r"), st.sampled_from(MARKS)), max_size=80), st.data())
def test_every_passage_of_any_text_resolves_from_its_description(text, data):
    document = _document(text)
    start, end = _slices(text, data)
    assume(not breaks_word(text, start) and not breaks_word(text, end))
    assume(document.folded.text.count(document.folded.text[:1]) < 12)  # long repetitions have a test of their own
    assert Place(((start, end),)) == resolve(describe(document, start, end), document)


@given(st.text(max_size=30), st.text(max_size=60), st.text(max_size=4), st.text(max_size=4))
def test_any_selector_resolves_or_fails_with_a_reason(exact, text, prefix, suffix):
    landed = resolve(Selector(exact, prefix, suffix), _document(text))
    assert isinstance(landed, Place | Failure)


@given(st.text(st.sampled_from("ab [.]…\n"), max_size=12), st.text(st.sampled_from("ab ….\n"), max_size=40))
def test_what_is_found_folds_to_what_was_typed(exact, text):
    landed = resolve(Selector(exact), _document(text))
    if isinstance(landed, Place):
        parts = [" ".join(part.replace("…", "...").split()) for part in ELISION.split(exact)]
        assert parts == [" ".join(text[a:b].replace("…", "...").split()) for a, b in landed.slices]


def test_paragraphs_count_from_one_and_the_headline_is_the_first():
    assert [1, 15] == [_seed("003").paragraph_at(at) for at in (0, len(_seed("003").text) - 1)]


def test_a_phrase_that_is_repeated_hundreds_of_times_is_not_tried_with_every_context(monkeypatch):
    text = "so it goes on and on. " * 300
    document = Document.of(text, [(0, len(text))])
    tried, whole = [], anchor.resolve
    monkeypatch.setattr(anchor, "resolve", lambda *given: tried.append(given) or whole(*given))
    start = text.index("goes on", len(text) // 2)
    with pytest.raises(ValueError, match="no selector"):
        describe(document, start, start + len("goes on"))
    assert len(tried) < 20


def test_far_context_tells_one_of_many_repeated_phrases():
    text = "so it goes on and on. " * 20
    text = f"{text}Here {text}"
    document = Document.of(text, [(0, len(text))])
    start = text.index("goes on", text.index("Here") + 300)
    assert resolve(describe(document, start, start + 7), document) == Place(((start, start + 7),))

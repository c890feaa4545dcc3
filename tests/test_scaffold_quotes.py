"""What the scaffold writes for a passage anchors at exactly that passage, whatever was selected."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from records import article

from pincite import fields
from pincite.anchor import Document, Place, Selector, resolve
from pincite.fields.kinds import Field, Group, ListOf
from pincite.read.files import Folder
from pincite.read.nodes import parse
from pincite.read.quotes import Anchored, anchor_quotes
from pincite.read.shape import Shaper
from pincite.scaffold.quotes import quote, sentence, snap
from pincite.site import load

ROOT = Path(__file__).resolve().parent.parent
ITEMS = Group("card", (Field("quotes", ListOf(fields.QUOTE), ""),))


def _anchored(of, *items: str) -> Anchored:
    """Read items as a card's list of quotes, in the way that a card is read."""
    node, problems = parse("card.yaml", "quotes:\n" + "\n".join(items) + "\n")
    assert problems == []
    shaper = Shaper()
    entry = shaper.entry(node, ITEMS)
    assert shaper.problems == []
    return anchor_quotes(entry.many("quotes"), {str(of.id): of})


def _slices(of, *items: str) -> list[tuple[int, int]]:
    found = _anchored(of, *items)
    assert found.problems == ()
    return [one for each in found.quotes for one in each.slices]


@pytest.fixture(scope="module")
def articles():
    """Give the articles of the repository's site."""
    return load(Folder(ROOT)).site.articles


def test_every_sentence_of_the_site_s_articles_anchors_where_it_stands(articles):
    for one in articles:
        assert _slices(one, *(quote(one, *sentence) for sentence in one.sentences)) == list(one.sentences)


def test_two_sentences_across_every_paragraph_s_end_anchor_where_they_stand(articles):
    for one in articles:
        pairs = [
            (first[0], second[1])
            for first, second in zip(one.sentences, one.sentences[1:], strict=False)
            if one.document.paragraph_at(first[0]) != one.document.paragraph_at(second[0])
        ]
        assert _slices(one, *(quote(one, *pair) for pair in pairs)) == pairs


def test_an_item_names_the_article_the_words_and_the_stance():
    storm = article("003", "Storm\nThe bridge was closed.\n")
    assert quote(storm, 6, 27) == '  - article: "003"\n    exact: The bridge was closed\n    stance: supports'


def test_words_that_stand_twice_get_their_paragraph():
    storm = article("first", "The bridge\nThe bridge was closed.\n")
    written = quote(storm, 11, 21, stance="context", indent=0)
    assert written == "- article: first\n  exact: The bridge\n  paragraph: 2\n  stance: context"
    assert _slices(storm, written) == [(11, 21)]


def test_words_that_stand_twice_in_a_paragraph_get_the_words_before_them():
    storm = article("first", "He said no. She said no.\n")
    written = quote(storm, 16, 23)
    assert "prefix: She\n" in written
    assert _slices(storm, written) == [(16, 23)]


def test_a_passage_of_several_paragraphs_is_a_block_without_the_empty_ones():
    storm = article("first", "The storm \n\n \n came.\nIt went.\n")
    start, end = snap(storm, 4, 20)
    written = quote(storm, start, end)
    assert "    exact: |-\n      storm\n      came.\n" in written
    assert _slices(storm, written) == [(4, 20)]


@pytest.mark.parametrize(
    ("selected", "meant"),
    [
        (" boats were ", "boats were"),
        ("oats wer", "boats were"),
        ("2,1", "2,132"),
        ("arbour", "harbour-master’s"),
        ("\n", None),
        (", ", None),
        ("’s", "harbour-master’s"),
        ("“At", None),
    ],
)
def test_a_selection_snaps_to_whole_words(selected, meant):
    storm = article("first", "“At least 2,132 boats were there”, on\nthe harbour-master’s list.\n")
    at = storm.text.index(selected)
    found = snap(storm, at, at + len(selected))
    assert (storm.text[slice(*found)] if found else None) == meant


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (900, 999), (-9, -1)])
def test_a_selection_of_nothing_is_no_place(start, end):
    assert snap(article("first"), start, end) is None


def test_a_selection_beyond_the_ends_is_the_whole_text():
    storm = article("first")
    assert snap(storm, -5, 10_000) == (0, len(storm.text.rstrip()))


def test_a_passage_with_a_character_that_no_card_may_hold_is_no_place():
    hidden = Document.of("The\u200bbridge was closed.", ((0, 22),))
    assert snap(hidden, 0, 22) is None
    assert snap(hidden, 11, 22) == (11, 22)


def test_a_passage_that_opens_an_isolate_and_leaves_it_open_is_no_place():
    text = "The \u2067bridge was\u2069 closed."
    assert snap(Document.of(text, ((0, len(text)),)), 0, 11) is None


def test_a_place_that_cuts_a_word_is_refused():
    with pytest.raises(ValueError, match="no selector names"):
        quote(article("first"), 1, 9)


def test_a_passage_stands_in_one_sentence_or_in_none():
    of = article("first", "Head\nThe boat\u00a0sank. It was new.\n")
    at = of.text.index
    assert sentence(of, at("boat"), at("sank")) == "The boat sank."
    assert sentence(of, at("boat"), at("was")) == ""


def test_a_place_that_nothing_singles_out_is_refused():
    bells = article("first", f"d{'o' * 97}ng " * 20)
    with pytest.raises(ValueError, match="no selector names"):
        quote(bells, *snap(bells, 1000, 1010))


PIECES = st.sampled_from(
    ["a", "be", "Wort", "7", "2,132", "1\u00a0000", "“", "”", "'", "’", "-", "–", "…", "...", "[…]", ".", ",", ":", "#",
     " ", "  ", "\n", "\n\n", "\t", "\u00a0", "e\u0301", " \u0301", "Ä", "가", "ᅡ", "字", "की", "\\", '"', "- ",
     "| ", "? "]
)  # fmt: skip


@given(st.lists(PIECES, min_size=8, max_size=40).map("".join), st.integers(0, 20), st.integers(5, 40))
def test_whatever_is_selected_the_item_anchors_at_its_place(text, start, length):
    of = article("first", text)
    found = snap(of, start, start + length)
    assume(found)
    try:
        written = quote(of, *found)
    except ValueError:
        # Only because the words stand there more than once: alone they name a place, or several.
        words = Selector(text[slice(*found)])
        assert Place((found,)) in getattr(resolve(words, of.document), "places", ())
        return
    assert _slices(of, written) == [found]

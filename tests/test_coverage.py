"""How much of an article is checked, and its paragraphs with every passage marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import TEXT, article, aside, claim, index, quote

from pincite.facts.coverage import annotate, coverage
from pincite.facts.index import Index
from pincite.model import Quote

ARTICLE = article()


def _known(*claims, set_aside=()):
    held = replace(ARTICLE, set_aside=set_aside)
    return held, index(*claims, articles=(held,))


def _states(*claims, set_aside=()):
    return [one.state for one in coverage(*_known(*claims, set_aside=set_aside)).sentences]


def _quoted(exact, ident="q1", of=ARTICLE, **more):
    return quote(of, exact, ident, **{"stance": "supports"} | more)


def _paragraph(number, *claims, set_aside=()):
    return annotate(*_known(*claims, set_aside=set_aside))[number - 1]


def _targets(*claims, of=ARTICLE):
    found = annotate(of, index(*claims, articles=(of,)))
    return [(target, run.start) for paragraph in found for run in paragraph.runs for target in run.ids]


def test_a_sentence_is_carded_set_aside_or_open():
    held = claim("storm", _quoted("Nobody was hurt"))
    states = _states(held, set_aside=(aside(ARTICLE, "The water fell"),))
    assert states == ["open", "open", "carded", "open", "set-aside"]


def test_a_sentence_that_is_both_quoted_and_set_aside_is_carded():
    held = claim("storm", _quoted("Nobody was hurt"))
    assert _states(held, set_aside=(aside(ARTICLE, "the mayor said"),))[2] == "carded"


def test_a_quote_that_only_bears_on_a_claim_cards_its_sentence_too():
    assert _states(claim("storm", _quoted("Nobody was hurt", stance="context")))[2] == "carded"


def test_the_words_that_an_elided_quote_leaves_out_are_not_carded():
    held = claim("storm", _quoted("The bridge […] At least 46 boats"))
    assert _states(held) == ["open", "carded", "open", "carded", "open"]


def test_the_open_sentences_are_those_nobody_has_dealt_with():
    held, known = _known(claim("storm", _quoted("Nobody was hurt")))
    assert [one.text for one in coverage(held, known).open_sentences] == [
        "Storm closes the bridge",
        "The bridge was closed on Friday.",
        "At least 46 boats were damaged.",
        "The water fell.",
    ]


def test_a_sentence_knows_the_claims_that_quote_it():
    held, known = _known(claim("b", _quoted("Nobody was hurt")), claim("a", _quoted("the mayor said")))
    assert coverage(held, known).sentences[2].claims == ("a", "b")


def test_shares_are_of_the_characters_without_white_space():
    ten = article(text="aaa bbbb\nccc")
    held = replace(ten, set_aside=(aside(ten, "ccc"),))
    found = coverage(held, index(claim("storm", _quoted("bbbb", of=ten)), articles=(held,)))
    assert (found.checked, found.aside, found.rest) == (40, 30, 30)


def test_what_is_quoted_twice_counts_once_and_what_is_quoted_is_not_set_aside():
    ten = article(text="aaa bbbb\nccc")
    held = replace(ten, set_aside=(aside(ten, "bbbb"),))
    quotes = (_quoted("bbbb", of=ten), _quoted("aaa bbbb", "q2", of=ten))
    found = coverage(held, index(claim("storm", *quotes), articles=(held,)))
    assert (found.checked, found.aside) == (70, 0)


def test_the_claims_that_use_an_article_are_counted_once_each():
    held, known = _known(claim("a", _quoted("Nobody"), _quoted("Friday", "q2")), claim("b", _quoted("Nobody")))
    assert coverage(held, known).claims == 2


@given(st.data())
def test_shares_are_never_below_nought_and_add_up_to_a_hundred(data):
    text = data.draw(st.text("ab \n", min_size=1).filter(str.strip))
    of = article(text=text)
    spots = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    some = data.draw(st.lists(spots.map(lambda at: (at[0], min(len(text), at[0] + at[1]))), max_size=4))
    quotes = [Quote(id=f"q{n}", article="first", slices=(spot,), paragraph=1) for n, spot in enumerate(some)]
    held = replace(of, set_aside=(aside(of, text[data.draw(st.integers(0, len(text) - 1)) :]),))
    found = coverage(held, index(*(claim("storm", *quotes),) if quotes else (), articles=(held,)))
    assert min(found.checked, found.aside, found.rest) >= 0
    assert found.checked + found.aside + found.rest == 100


def test_an_unquoted_paragraph_is_one_run():
    assert [run.text for run in _paragraph(1).runs] == ["Storm closes the bridge"]


def test_a_passage_is_a_run_of_its_own_that_links_to_its_card():
    runs = _paragraph(1, claim("storm", _quoted("closes", "toll"))).runs
    assert [(run.text, run.depth, run.link) for run in runs] == [
        ("Storm ", 0, ""),
        ("closes", 1, "storm.html#toll"),
        (" the bridge", 0, ""),
    ]


def test_where_passages_overlap_the_run_knows_both_and_links_to_the_shorter():
    runs = _paragraph(1, claim("a", _quoted("Storm closes")), claim("b", _quoted("closes the bridge"))).runs
    assert [(run.text, run.claims) for run in runs] == [
        ("Storm ", ("a",)),
        ("closes", ("a", "b")),
        (" the bridge", ("b",)),
    ]
    assert runs[1].link == "a.html#q1"


def test_three_cards_deep_looks_as_deep_as_it_gets():
    depths = [
        _paragraph(1, *(claim(f"c{n}", _quoted("Storm")) for n in range(count))).runs[0].depth for count in (2, 3, 4)
    ]
    assert depths == [2, 3, 3]


def test_a_passage_is_keyed_where_it_begins_to_the_note_of_its_claim():
    found = _paragraph(1, claim("a", _quoted("the bridge")), claim("b", _quoted("Storm")))
    assert [(note.key, note.claim.id) for note in found.notes] == [("a", "b"), ("b", "a")]
    assert [(run.text, run.key) for run in found.runs if run.key] == [("Storm", "a"), ("the bridge", "b")]


def test_a_claim_that_a_paragraph_only_bears_on_has_no_note_of_its_own():
    found = _paragraph(1, claim("a", _quoted("Storm")), claim("b", _quoted("closes", stance="disputes")))
    assert [note.claim.id for note in found.notes] == ["a"]
    assert [one.id for one in found.also] == ["b"]


def test_what_is_set_aside_is_marked_and_told():
    found = _paragraph(1, set_aside=(aside(ARTICLE, "the bridge", "caption"),))
    assert [run.text for run in found.runs if run.aside] == ["the bridge"]
    assert [one.reason for one in found.aside] == ["caption"]


def test_what_is_quoted_is_not_marked_as_set_aside():
    found = _paragraph(1, claim("a", _quoted("bridge")), set_aside=(aside(ARTICLE, "the bridge"),))
    assert [run.text for run in found.runs if run.aside] == ["the "]


def test_an_empty_line_is_no_paragraph_but_counts():
    of = article(text="One.\n\nThree.")
    assert [paragraph.number for paragraph in annotate(of, index(articles=(of,)))] == [1, 3]


def test_more_than_twenty_six_notes_are_lettered_on():
    claims = [claim(f"c{n:02}", _quoted("Storm")) for n in range(28)]
    assert [note.key for note in _paragraph(1, *claims).notes][25:] == ["z", "aa", "ab"]


def test_the_target_of_a_quote_stands_where_it_begins():
    assert _targets(claim("storm", _quoted("closes", "toll"))) == [("storm-toll", TEXT.index("closes"))]


def test_the_target_of_an_elided_quote_stands_at_its_first_part_alone():
    assert _targets(claim("storm", _quoted("Storm […] Nobody […] 46 boats"))) == [("storm-q1", 0)]


def test_the_target_of_a_quote_over_a_paragraph_border_stands_in_the_first_paragraph_alone():
    held = claim("storm", _quoted("Storm closes the bridge\nThe bridge"))
    assert _targets(held) == [("storm-q1", 0)]


def test_a_quote_over_a_paragraph_border_is_marked_in_both_paragraphs():
    held = claim("storm", _quoted("the bridge\nThe bridge"))
    assert [[run.text for run in paragraph.runs if run.depth] for paragraph in annotate(*_known(held))[:2]] == [
        ["the bridge"],
        ["The bridge"],
    ]


def test_quotes_of_the_same_words_each_have_their_target():
    held = claim("a", _quoted("Storm"), _quoted("Storm", "q2"))
    assert _targets(held, claim("b", _quoted("Storm"))) == [("a-q1", 0), ("a-q2", 0), ("b-q1", 0)]


def _quotes(text):
    marks = st.lists(st.integers(0, len(text) - 1), min_size=2, max_size=6, unique=True).map(sorted)
    return marks.map(lambda at: tuple(zip(at[::2], at[1::2], strict=False)))


@given(st.lists(_quotes(TEXT), max_size=5), st.sampled_from(["supports", "context"]))
def test_runs_join_to_exactly_the_paragraph_and_every_target_stands_once(cuts, stance):
    # A slice begins and ends at a letter, as those that anchoring makes.
    whole = [tuple(cut for cut in slices if TEXT[cut[0]].strip() and TEXT[cut[1] - 1].strip()) for slices in cuts]
    claims = [
        claim(f"c{n}", Quote(id="q1", article="first", slices=slices, paragraph=1, stance=stance))
        for n, slices in enumerate(whole)
        if slices
    ]
    found = annotate(*_known(*claims, set_aside=(aside(ARTICLE, "46 boats were"),)))
    assert ["".join(run.text for run in paragraph.runs) for paragraph in found] == TEXT.splitlines()
    assert all(run.text == TEXT[run.start : run.end] for paragraph in found for run in paragraph.runs)
    assert sorted(name for name, _ in _targets(*claims)) == sorted(f"{one.id}-q1" for one in claims)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_paragraph_knows_its_place(number):
    paragraph = _paragraph(number)
    assert TEXT[paragraph.start : paragraph.end] == TEXT.splitlines()[number - 1]


def test_a_sentence_knows_its_paragraph_and_the_states_are_counted(site):
    loaded = site.load().site
    article = loaded.articles[0]
    covered = coverage(article, Index(loaded))
    for sentence in covered.sentences:
        first, last = article.paragraphs[sentence.paragraph - 1]
        assert first <= sentence.start < sentence.end <= last
    counts = (covered.carded, covered.set_aside, len(covered.open_sentences))
    assert sum(counts) == len(article.sentences)

# ruff: noqa: SIM300 - expected == actual is how tests read
"""A quote is found, then cut: every clause of the contract, on the two seeds of this repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pincite.anchor import Document
from pincite.fields import QUOTE
from pincite.model import Article
from pincite.read.nodes import parse
from pincite.read.originals import readable
from pincite.read.quotes import anchor_quotes
from pincite.read.shape import Shaper

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def _article(name):
    path = next(SEEDS.glob(f"{name}_*.txt"))
    document = Document.of(*readable(path.read_text("utf-8"), "lines"))
    return Article(
        id=name, headline="", short="", path=f"seeds/{path.name}", format="lines", sha256="", document=document
    )


ARTICLES = {name: _article(name) for name in ("000", "003")}


def _anchored(article, exact, articles=None, **more):
    shaper = Shaper()
    text = yaml.safe_dump({"article": article, "exact": exact, **more}, allow_unicode=True, width=10_000)
    node, problems = parse("a.yaml", text)
    entry = shaper.entry(node, QUOTE)
    assert [] == problems + shaper.problems
    return anchor_quotes([entry], articles or ARTICLES)


def _cut(article, exact, **more):
    anchored = _anchored(article, exact, **more)
    assert () == anchored.problems
    text = ARTICLES[article].text
    return [text[start:end] for start, end in anchored.quotes[0].slices]


def _refused(article, exact, **more):
    anchored = _anchored(article, exact, **more)
    assert () == anchored.quotes
    (problem,) = anchored.problems
    return problem


def _made(text):
    """Make articles of one text, named `a`."""
    document = Document.of(*readable(text, "lines"))
    return {"a": Article(id="a", headline="", short="", path="seeds/a", format="lines", sha256="", document=document)}


def test_t1_straight_quotation_marks_find_curly_ones_which_are_printed():
    cut = _cut("000", '"Such attacks may amount to war crimes", Luther added.', paragraph=5)
    assert ["“Such attacks may amount to war crimes”, Luther added."] == cut


def test_t2_three_dots_for_words_left_out_are_refused_and_the_gap_is_taught():
    problem = _refused("003", "“It was a normal Sunday … children were eating”", paragraph=11)
    hint = "where words are left out, write […] instead of three dots"
    assert ("quote-not-found", hint) == (problem.code, problem.hint)


def test_t2_the_gap_in_brackets_is_cut_in_two_parts():
    cut = _cut("003", "“It was a normal Sunday […] children were eating”", paragraph=11)
    assert ["“It was a normal Sunday", "children were eating”"] == cut


def test_t3_a_quote_over_two_paragraphs_is_refused_and_the_line_break_is_taught():
    exact = "activist Mohammed Qurabi al-Ghazal told Amnesty. “First there was a loud explosion"
    problem = _refused("003", exact, paragraph=11)
    hint = "quote the two parts on their own; or write the words after `exact: |-`, a line for each paragraph"
    assert ("quote-crosses-paragraph", hint) == (problem.code, problem.hint)


def test_t3_with_a_line_break_the_two_paragraphs_are_quoted():
    exact = "activist Mohammed Qurabi al-Ghazal told Amnesty.\n“First there was a loud explosion"
    assert [exact] == _cut("003", exact, paragraph=11)


def test_t4_words_that_stand_twice_are_refused_with_every_place_and_its_selector():
    problem = _refused("000", "“Such attacks may amount to war crimes”")
    lines = problem.hint.split("\n")
    assert ("quote-ambiguous", 3) == (problem.code, len(lines))
    assert lines[1].startswith("paragraph: 4  for paragraph 4")
    assert lines[2].startswith("paragraph: 5  for paragraph 5")


def test_t5_right_words_in_the_wrong_paragraph_are_refused_with_the_right_one():
    exact = "There were a further 710 civilians killed, of whom 161 were children and 104 women."
    problem = _refused("000", exact, paragraph=6)
    hint = "they stand in paragraph 7; write `paragraph: 7` if that is meant"
    assert ("quote-paragraph", hint) == (problem.code, problem.hint)


@pytest.mark.parametrize(
    ("date", "code"), [("2016-02-01", "event-outside"), ("2013-03-14", "event-outside"), ("2015-11-31", "bad-date")]
)
def test_t6_a_date_outside_the_period_and_an_impossible_date_are_refused(site, date, code):
    site.edit("site.yaml", "period: 2021-03-01/2021-03", "period: 2015-09-30/2015-12")
    site.write("content/events.yaml", f"- title: Amnesty’s rejoinder\n  date: {date}\n")
    assert [code] == [problem.code for problem in site.load().problems if problem.span.path == "content/events.yaml"]


def test_t6_the_date_of_a_strike_inside_the_period_is_accepted(site):
    site.edit("site.yaml", "period: 2021-03-01/2021-03", "period: 2015-09-30/2015-12")
    site.write("content/events.yaml", "- title: Ariha market\n  date: 2015-11-29\n")
    assert [] == [problem for problem in site.load().problems if problem.span.path == "content/events.yaml"]


@pytest.mark.parametrize(
    ("article", "paragraph", "exact", "passage", "differs"),
    [
        (
            "000",
            2,
            "which focused on six assaults in Homs, Idlib and Aleppo",
            "which foccused on six assaults in Homs, Idlib and Aleppo",
            "the card has “focused”, the article “foccused”",
        ),
        (
            "000",
            4,
            "Russia says its air strikes target the Islamic State (Isis) group and other terrorists.",
            "Russian Federation says its air strikes target the Islamic State (Isis) group and other terrorists.",
            "the card has “Russia”, the article “Russian Federation”",
        ),
        (
            "000",
            5,
            "“Such attacks may amount to war crimes,” Luther added.",
            "“Such attacks may amount to war crimes”, Luther added.",
            "the card has “crimes,””, the article “crimes”,”",
        ),
    ],
    ids=["t7-typo-mended", "t8-name-repaired", "t12-comma-moved"],
)
def test_a_near_match_is_refused_with_the_passage_and_what_differs(article, paragraph, exact, passage, differs):
    problem = _refused(article, exact, paragraph=paragraph)
    hint = f"nearest, in paragraph {paragraph}: “{passage}”\nwhat differs: {differs}"
    assert ("quote-not-found", hint) == (problem.code, problem.hint)


def test_t7_the_originals_mistake_is_kept():
    exact = "which foccused on six assaults in Homs, Idlib and Aleppo"
    assert [exact] == _cut("000", exact, paragraph=2)


def test_t9_a_hyphen_finds_a_dash_which_is_printed():
    cut = _cut("003", "People were buying goods - children were eating”", paragraph=11)
    assert ["People were buying goods – children were eating”"] == cut


@pytest.mark.parametrize(
    ("exact", "paragraph", "where"),
    [
        ("“information warfare”", 13, 'they stand in article "003", paragraph 14'),
        ("“Such attacks may constitute war crimes”", 4, 'they stand in article "003", paragraph 2'),
    ],
    ids=["t10", "t13"],
)
def test_words_of_another_article_are_refused_and_the_article_is_named(exact, paragraph, where):
    problem = _refused("000", exact, paragraph=paragraph)
    assert ("quote-not-found", where) == (problem.code, problem.hint)


def test_t11_a_straight_apostrophe_finds_a_curly_one_which_is_printed():
    cut = _cut("000", "Russia's ministry of defence did not respond to an FT request", paragraph=14)
    assert ["Russia’s ministry of defence did not respond to an FT request"] == cut


def test_t14_a_short_passage_that_stands_twice_is_refused_with_both_places():
    problem = _refused("003", "war crimes")
    places = re.findall(r"for paragraph (\d+)", problem.hint)
    assert ("quote-ambiguous", ["1", "2"]) == (problem.code, places)


@pytest.mark.parametrize(
    ("article", "exact"), [("003", "war crimes"), ("000", "Russian Federation"), ("003", "Amnesty")]
)
def test_every_choice_that_an_ambiguous_quote_is_offered_works_when_it_is_typed(article, exact):
    problem = _refused(article, exact)
    for line in problem.hint.split("\n")[1:]:
        if offered := re.match(r"(.+?)  for paragraph", line):
            more = yaml.safe_load("{" + offered.group(1) + "}")
            assert [exact] == _cut(article, exact, **more)


def test_an_offered_prefix_that_crosses_a_paragraphs_end_works_when_it_is_typed():
    articles = _made("A storm.\n“Never”, he said. “Never”, he said again.\n")
    anchored = _anchored("a", "Never", articles)
    offers = re.findall(
        r"^(.+?)  for paragraph", anchored.problems[0].hint.removeprefix("say which one:\n"), re.MULTILINE | re.DOTALL
    )
    found = [_anchored("a", "Never", articles, **yaml.safe_load("{" + offer.strip() + "}")) for offer in offers]
    assert [10, 28] == [one.quotes[0].slices[0][0] for one in found]


def test_an_ambiguous_quote_among_many_repetitions_is_refused_and_no_traceback():
    anchored = _anchored("a", "boom", _made(" ".join(["boom"] * 40)))
    assert ["quote-ambiguous"] == [problem.code for problem in anchored.problems]


def test_the_number_of_times_that_words_stand_is_told_rightly():
    anchored = _anchored("a", "the end", _made("the end of it. " * 30))
    assert 'these words stand 30 times in article "a"' == anchored.problems[0].message


@pytest.mark.parametrize(
    ("more", "line"),
    [({"prefix": "no such words"}, 3), ({"suffix": "no such words"}, 3)],
)
def test_a_wrong_prefix_or_suffix_is_told_at_its_own_line(more, line):
    problem = _refused("003", "terrorist groups", **more)
    assert ("quote-context", line) == (problem.code, problem.span.line)


def test_where_the_prefix_fits_and_the_suffix_does_not_the_suffix_is_blamed():
    problem = _refused("003", "terrorist groups", prefix="only targeting", suffix="of the moon")
    assert "these words stand in the article, but not with this suffix" == problem.message


def test_a_paragraph_that_cannot_be_chosen_is_not_offered_as_something_to_type():
    problem = _refused("003", "Amnesty", paragraph=4)
    offered = re.findall(r"`paragraph: ([^`]*)`", problem.hint)
    assert [] == [number for number in offered if not number.isdigit()]


def test_a_quote_of_less_than_three_letters_or_digits_proves_nothing():
    assert "quote-short" == _refused("003", "46", paragraph=9).code


def test_a_quote_inside_a_number_is_refused_with_the_whole_number():
    problem = _refused("000", "71", paragraph=7)
    assert ("quote-cuts-word", "the article has “710”") == (problem.code, problem.hint)


def test_capitals_that_differ_are_refused_with_the_articles_own():
    problem = _refused("003", "the kremlin has previously described")
    assert "paragraph 14 has: “The Kremlin has previously described”" == problem.hint


def test_a_line_break_that_the_article_does_not_have_is_named():
    problem = _refused("003", "The Kremlin has\npreviously described")
    assert "without a line break" not in problem.message


def test_quotes_without_an_id_are_named_by_their_place():
    shaper = Shaper()
    rows = ("exact: Serwer", "exact: Breitbart News, id: b", "exact: Bomblets")
    text = "".join(f"- {{article: '003', {row}}}\n" for row in rows)
    entries = [shaper.entry(node, QUOTE) for node in parse("a.yaml", text)[0].nodes]
    assert ["q1", "b", "q3"] == [quote.id for quote in anchor_quotes(entries, ARTICLES).quotes]


def test_a_quote_knows_its_paragraph_also_where_none_was_given():
    assert 9 == _anchored("003", "at least 46 civilians").quotes[0].paragraph

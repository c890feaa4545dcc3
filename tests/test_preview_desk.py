"""The desk's page: every part with its links, nothing of the editors' as markup, and long lists cut."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from records import RATINGS, actor, article, aside, claim, config, correction, index, quote, reference

from pincite.dates import parse
from pincite.facts.desk import Desk, desk
from pincite.preview.desk import SHOWN_AT_MOST, page, stylesheet
from pincite.problems import Problem, Severity, Span
from pincite.versions import Statement, version

ARTICLE = replace(article(), set_aside=(aside(article(), "The water fell."),), language="en")
HOSTILE = "<script>alert(1)</script>\"'&"
TODAY = dt.date(2021, 12, 1)


def _quoted(exact):
    return quote(ARTICLE, exact, stance="supports")


def _soup(*claims, problems=(), today=TODAY, site=None, texts=None, editor=lambda _: "", **more):
    site = site or index(*claims, **{"articles": (ARTICLE,)} | more).site
    return _parsed(desk(site, problems, today=today), texts=texts, editor=editor)


def _parsed(found, **more):
    return BeautifulSoup(page(found, title="Orrin", **more), "html.parser")


def _section(soup, ident):
    return soup.find(id=ident).find_parent("section")


def _rows(soup, ident):
    rows = _section(soup, ident).select("tbody tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


FULL = (
    claim("a", _quoted("The bridge was closed"), claim="The storm closed the bridge at Orrin on Friday."),
    claim(
        "b",
        _quoted("46 boats"),
        draft=True,
        claim="On Friday the storm closed the bridge at Orrin.",
        looked_for=("A.",),
    ),
)


def test_the_page_has_one_heading_and_a_section_for_each_kind_of_work():
    soup = _soup(*FULL)
    assert [one.get_text() for one in soup.find_all("h1")] == ["The desk"]
    ids = [one["id"] for one in soup.find_all("h2")]
    assert ids == ["problems", "coverage", "drafts", "withdrawn", "unrecorded", "evidence", "stale", "near", "unused"]
    assert [one["href"] for one in soup.select("nav a")] == [f"#{ident}" for ident in ids]


def test_every_table_has_a_caption_and_heads_for_columns_and_rows():
    soup = _soup(*FULL, references=(reference("log"),))
    for table in soup.find_all("table"):
        assert table.caption.get_text()
        assert {one.get("scope") for one in table.find_all("th")} == {"col", "row"}
    assert len(soup.find_all("table")) == 7


def test_sentences_carry_their_state_in_words_and_lead_to_their_cards():
    items = _section(_soup(*FULL), "coverage").select(".sentences li")
    states = [one.select_one(".state").get_text() for one in items]
    assert states == ["open", "carded", "open", "in a draft", "set aside"]
    assert [one["href"] for one in items[1].select(".cards a")] == ["/claims/a.html"]
    assert items[3].select_one(".cards").get_text() == "b, draft"


def test_an_open_sentence_leads_to_the_picker_at_its_place():
    item = _section(_soup(*FULL), "coverage").select(".sentences .open")[1]
    start = ARTICLE.text.index("Nobody")
    assert item.a["href"] == f"/articles/first.html?pick={start}-{ARTICLE.text.index('said.') + 5}#p2"
    assert item.q["lang"] == "en"


def test_an_article_tells_its_shares_and_its_open_sentences():
    (row,) = _rows(_soup(*FULL), "coverage")
    assert (row[0], row[1], row[-1]) == ("Article first", "2", "2 of 5")
    assert sum(int(share.removesuffix(" %")) for share in row[2:6]) == 100


def test_an_article_without_a_card_says_so():
    assert _rows(_soup(), "coverage")[0][1] == "none yet"


def test_problems_stand_by_file_with_their_line_and_a_link_to_the_editor():
    found = [
        Problem("odd", "it is odd", Span("content/a.yaml", 1, 3), "mend it", severity=Severity.WARNING),
        Problem("gone", "it is gone", Span("site.yaml")),
    ]
    soup = _soup(problems=found, texts={"content/a.yaml": "a b"}, editor=lambda span: f"ed:{span.path}:{span.line}")
    section = _section(soup, "problems")
    assert [one.get_text() for one in section.find_all("h3")] == ["content/a.yaml", "site.yaml"]
    assert [one["href"] for one in section.find_all("a")] == ["ed:content/a.yaml:1", "ed:site.yaml:0"]
    assert section.mark.get_text() == "b"
    assert "1 error, 1 warning" in soup.header.get_text()


def test_a_withdrawn_card_is_listed_with_the_day_and_the_reason():
    gone = claim("a", corrections=(correction("2021-04-02", "Another bridge was meant."),), withdrawn=True)
    row = _rows(_soup(replace(gone, path="content/claims/a.yaml")), "withdrawn")[0]
    assert row == ["Title of a withdrawn", "2021-04-02", "Another bridge was meant.", "content/claims/a.yaml"]


def test_a_claim_whose_newest_version_is_not_on_record_is_listed_with_its_number_and_day():
    made = version("a", None, parse("2021-04-02"), Statement(claim="C.", rating="good", verdict="V."))
    news = replace(claim("a"), versions=(made,), path="content/claims/a.yaml")
    site = replace(index(news, claim("b"), articles=(ARTICLE,))._site, pending=("a",))
    rows = _rows(_soup(site=site), "unrecorded")
    assert rows == [["Title of a", "1", "2021-04-02", "content/claims/a.yaml"]]


def test_drafts_and_cards_without_evidence_are_listed_with_their_file():
    soup = _soup(
        *(
            replace(one, path=f"content/claims/{one.id}.yaml", span=Span(f"content/claims/{one.id}.yaml", 7, 9))
            for one in FULL
        )
    )
    assert _rows(soup, "drafts") == [["Title of b draft", "b", "2021-04-01", "content/claims/b.yaml:1:1"]]
    told = [(row[0], row[1]) for row in _rows(soup, "evidence")]
    assert told == [("Title of a", "does not say"), ("Title of b draft", "A.")]


def test_stale_checks_tell_their_days_and_limits():
    scale = (replace(RATINGS[0], settled=False), *RATINGS[1:])
    soup = _soup(claim("a"), claim("b", rating="fair"), config=config(ratings=scale))
    assert [row[:4] for row in _rows(soup, "stale")] == [
        ["Title of a", "2021-04-01", "244", "60"],
        ["Title of b", "2021-04-01", "244", "180"],
    ]
    assert "Counted on 2021-12-01" in _section(soup, "stale").get_text()


def test_without_a_day_nothing_is_called_stale_or_fresh():
    assert "No day was given" in _section(_soup(claim("a"), today=None), "stale").get_text()


def test_cards_that_may_be_one_are_paired_with_how_alike_they_are():
    ((one, other, claims, passages, related),) = _rows(_soup(*FULL), "near")
    assert (one, other, passages, related) == ("Title of a", "Title of b draft", "", "not yet")
    assert 0.3 <= float(claims) <= 1


def test_that_not_all_could_be_compared_is_told():
    assert "too many cards" in _section(_parsed(Desk(problems=(), all_compared=False)), "near").get_text()


def test_unused_entries_lead_to_their_pages_and_files():
    soup = _soup(
        references=(reference("log", span=Span("content/references.yaml", 4, 1)),),
        actors=(actor(), actor("ben")),
        editor=lambda span: f"ed:{span.line}" if span.line else "",
    )
    links = [one["href"] for one in _section(soup, "unused").find_all("a")]
    assert links == ["/references.html#log", "ed:4", "/actors/ada.html", "/actors/ben.html"]


def test_a_site_with_nothing_to_do_says_so_in_every_section():
    soup = _parsed(Desk(problems=(), today=TODAY))
    assert [len(_section(soup, one["id"]).select(".nothing")) for one in soup.find_all("h2")] == [1] * 9
    assert [one.get_text() for one in soup.select("h2 .number")] == ["0", "0 open", *["0"] * 7]


def test_the_number_of_sentences_says_that_they_are_open():
    soup = _soup(*FULL)
    assert soup.find(id="coverage").select_one(".number").get_text() == "2 open"
    assert soup.select("nav li")[1].get_text() == "Articles, sentence by sentence 2 open"


def test_stacked_rows_are_still_a_table_and_each_cell_names_its_column():
    table = _section(_soup(*FULL), "drafts").table
    roles = [(one.name, one.get("role")) for one in (table, table.caption, *table.find_all(["thead", "tbody", "tr"]))]
    assert roles == [
        ("table", "table"),
        ("caption", "caption"),
        ("thead", "rowgroup"),
        ("tr", "row"),
        ("tbody", "rowgroup"),
        ("tr", "row"),
    ]
    assert {one["role"] for one in table.thead.find_all("th")} == {"columnheader"}
    assert table.tbody.th["role"] == "rowheader"
    heads = [one.get_text() for one in table.thead.find_all("th")]
    assert [one["data-label"] for one in table.tbody.find_all("td", role="cell")] == heads[1:]


def test_nothing_that_an_editor_wrote_is_markup():
    text = f"Head {HOSTILE}\nA {HOSTILE} sank there.\n"
    held = article(text=text, short=HOSTILE)
    card = claim("a", title=HOSTILE, looked_for=(HOSTILE,), draft=True)
    found = [Problem("odd", HOSTILE, Span(HOSTILE, 1, 2), HOSTILE)]
    more = {"articles": (held,), "references": (reference("log", title=HOSTILE),)}
    soup = _soup(card, problems=found, texts={HOSTILE: HOSTILE}, editor=lambda _: HOSTILE, **more)
    assert soup.find("script") is None
    assert HOSTILE in _section(soup, "coverage").q.get_text()
    page_of_hostile = page(Desk(problems=()), title=HOSTILE)
    assert b"<script" not in page_of_hostile


def test_long_lists_are_cut_and_the_number_is_told():
    claims = [claim(f"c{number}") for number in range(SHOWN_AT_MOST + 7)]
    found = [Problem("odd", "m", Span("site.yaml", number, 1)) for number in range(1, SHOWN_AT_MOST + 12)]
    soup = _soup(*claims, problems=found)
    assert [len(_rows(soup, ident)) for ident in ("evidence", "stale")] == [SHOWN_AT_MOST] * 2
    assert _section(soup, "evidence").select_one(".cut").get_text() == "200 of 207 are shown."
    assert len(soup.select(".problems li")) == SHOWN_AT_MOST
    assert _section(soup, "problems").select_one(".cut").get_text() == "200 of 211 are shown."


def test_the_page_needs_nothing_that_its_policy_forbids():
    text = page(desk(index(*FULL).site, (), today=TODAY), title="Orrin").decode()
    assert re.findall(r"<script|<style| style=| on\w+=|javascript:|https?://", text) == []
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "name", ["sentences", "problems", "nothing", "cut", "wide", "state", "cards", "number", "aside"]
)
def test_the_stylesheet_knows_the_page_s_classes(name):
    assert f".{name}" in stylesheet().decode()

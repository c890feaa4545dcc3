"""The page of the open data and the files that it offers, on finished sites and in the preview."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from reading import FILES, from_csv, opened, table_csv
from records import claim, config, index
from rendering import ROOT, base, made, renderer, repository, soups, states, told

from pincite.formats.dataset import rows_of
from pincite.formats.tables import LINKS, TABLES
from pincite.pages import Plan, open_data
from pincite.pages.open_data import MAKERS
from pincite.preview.addresses import content_type
from pincite.preview.live import Live
from pincite.settings import Licence, Publisher


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return base(tmp_path_factory.mktemp("open-data"))


@pytest.fixture(scope="module")
def vell(tmp_path_factory):
    """Give the files of the site of states."""
    return made(states(tmp_path_factory.mktemp("vell"))).files


def _page(root, *claims, **more):
    plan = Plan(index(*claims, config=config(**more)).site)
    return BeautifulSoup(renderer(root).render(plan.page("data.html")), "html.parser")


def _text(part):
    return " ".join(part.get_text().split())


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_tells_rows_and_bytes_of_every_file():
    files = repository().files
    rows = [
        [_text(cell) for cell in row.select("th, td")]
        for row in soups({"data.html": files["data.html"]})["data.html"].select("#downloads ~ .body tbody tr")
    ]
    assert [(row[0], row[3].replace(",", "")) for row in rows] == [
        (path.removeprefix("data/"), str(len(files[path]))) for path in MAKERS
    ]
    assert {row[0]: row[2] for row in rows if row[2]} == {
        "claims.json": "33",
        **{f"{table.name}.csv": str(len(from_csv(files[f"data/{table.name}.csv"], table))) for table in FILES},
    }


def test_the_page_has_every_table_and_column_with_its_meaning(root):
    page = _page(root)
    shown = {
        table.name: [row.code.string for row in page.select(f"section[aria-labelledby={table.name}] tbody tr")]
        for table in TABLES.values()
    }
    assert shown == {table.name: table.names for table in TABLES.values()}
    assert [_text(row.th) for row in page.select("section[aria-labelledby=lists] tbody tr")] == [
        link.name for link in LINKS
    ]
    meaning = page.find(id="figures.least").td
    assert _text(meaning) == "At least so many; with most the lower end of a range. Empty where not given."


def test_without_a_licence_the_page_says_so_and_whom_to_ask(root):
    use = _text(_page(root, publisher=Publisher(name="The desk", email="a@example.org")).find(id="use").parent)
    assert "No licence is stated for the cards and their data. Ask the publisher" in use
    assert "The desk (a@example.org)" in use


def test_a_licence_is_named_and_linked_and_is_not_for_the_articles_words(root):
    use = _page(root, licence=Licence(name="CC BY", url="https://example.org/by")).find(id="use").parent
    assert (use.a["href"], use.a.string) == ("https://example.org/by", "CC BY")
    assert "belong to their publishers" in _text(use)


def test_the_page_says_how_to_cite_its_newest_version(root):
    cited = _text(_page(root, claim(checked="2021-04-01")).select_one(".citation"))
    assert cited == "Orrin, Checked, data, version of 1 April 2021. https://example.org/orrin/data.html"


def test_a_site_without_claims_is_cited_without_a_version(root):
    assert _text(_page(root).select_one(".citation")) == "Orrin, Checked. https://example.org/orrin/data.html"


def test_every_page_leads_to_the_data_from_its_foot():
    pages = soups(repository().files)
    lost = [
        path
        for path, page in pages.items()
        if not any(
            posixpath.normpath(posixpath.join(posixpath.dirname(path), link["href"])) == "data.html"
            for link in page.select(".foot-links a")
        )
    ]
    assert lost == ["404.html"]


def test_where_the_site_is_in_another_language_the_meanings_are_marked_as_english(site):
    site.edit("site.yaml", "language: en", "language: ru")
    site.write("locale/ru.po", (repository().folder.root / "locale/ru.po").read_bytes())
    result = made(site.root)
    page = soups(result.files)["data.html"]
    assert told(result.problems) == []
    parts = page.select("main > section:has(h2[id=claims]), main > section:has(h2[id=lists])")
    assert [(part["lang"], part["dir"]) for part in parts] == [("en", "ltr")] * 2
    assert page.h1.string == "Данные этого сайта"


# The files -----------------------------------------------------------------------------------------------------------


def test_every_address_of_the_site_in_the_data_leads_to_a_place_that_is_there(vell):
    pages = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in soups(vell).items()}
    lost = []
    for one in json.loads(vell["data/claims.json"]):
        for address in (one["page"], *(quote["page"] for quote in one["quotes"])):
            lost += [address] if _is_lost(address, pages) else []
    for table in FILES:
        for row in from_csv(vell[f"data/{table.name}.csv"], table):
            lost += [row["page"]] if "page" in row and _is_lost(row["page"], pages) else []
    assert lost == []


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Give what the site of states has published, and the ids on each of its pages."""
    result = made(states(tmp_path_factory.mktemp("registers")))
    pages = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in soups(result.files).items()}
    return Plan(result.site)._shared.published, pages


@pytest.mark.parametrize("name", ["articles", "actors", "bibliography", "places", "topics", "ratings"])
def test_every_entry_of_a_register_has_the_page_that_it_names(name, places):
    published, pages = places
    held = [row["page"] for row in rows_of(name, published)]
    assert [address for address in held if _is_lost(address, pages)] == []
    assert held


def _is_lost(address, pages):
    parts = urlsplit(address)
    path = parts.path.removeprefix("/vell/")
    return path not in pages or (parts.fragment and parts.fragment not in pages[path])


def test_the_data_hold_withdrawn_claims_and_no_drafts_also_where_pages_show_drafts(tmp_path):
    files = made(states(tmp_path), drafts=True).files
    claims = {one["id"]: one["status"] for one in json.loads(files["data/claims.json"])}
    assert "claims/draft.html" in files
    assert ("draft" in claims, claims["withdrawn"]) == (False, "withdrawn")


def test_a_file_that_was_made_is_not_made_again_for_the_page_that_tells_its_size(monkeypatch):
    plan = Plan(index(claim()).site)
    sizes = {path: len(plan.files[path].make()) for path in MAKERS}
    monkeypatch.setattr(open_data, "MAKERS", dict.fromkeys(MAKERS))
    assert {one.path: one.size for one in plan.page("data.html").data["files"]} == sizes


def test_a_page_tells_the_sizes_of_files_that_nobody_made():
    plan = Plan(index(claim()).site)
    sizes = {one.path: one.size for one in plan.page("data.html").data["files"]}
    assert sizes == {path: len(plan.files[path].make()) for path in MAKERS}


def test_another_address_of_the_site_is_told_in_the_data(site):
    files = made(site.root, url="https://else.example/x").files
    assert json.loads(files["data/claims.json"])[0]["page"].startswith("https://else.example/x/claims/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data/claims.json", "application/json; charset=utf-8"),
        ("data/quotes.csv", "text/csv; charset=utf-8"),
        ("data/pincite.sqlite", "application/vnd.sqlite3"),
        ("data/CITATION.cff", "application/yaml; charset=utf-8"),
    ],
)
def test_the_preview_gives_a_file_as_the_build_does_and_says_what_it_is(path, kind, root):
    state = Live(root).update(frozenset()).state
    assert (state.data(path), content_type(path)) == (made(root, drafts=True).files[path], kind)


def _example(kind):
    told = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    return re.findall(rf"```{kind}\n(.*?)\n```", told, re.DOTALL)[-1]


def test_the_example_in_python_in_the_docs_gives_exact_texts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = TABLES["quotes"]
    row = dict.fromkeys(table.names) | {"id": "a/q1", "text": "=1+1"}
    (tmp_path / "quotes.csv").write_bytes(table_csv(table, [row]))
    held = {}
    exec(_example("python"), held)  # noqa: S102 - our own docs
    assert [(one["id"], one["text"]) for one in held["rows"]] == [("a/q1", "=1+1")]


def test_the_example_in_sql_in_the_docs_counts_the_claims_of_places():
    connection = opened(repository().files["data/pincite.sqlite"])
    found = dict(tuple(row) for row in connection.execute(_example("sql")))
    places = {one.id: one.name for one in repository().site.places}
    assert found == Counter(places[ident] for one in repository().site.claims for ident in one.places)


def test_the_docs_name_every_file():
    told = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    assert [path for path in MAKERS if path.removeprefix("data/") not in told] == []


def test_the_site_of_this_repository_in_numbers():
    files = repository().files
    claims = json.loads(files["data/claims.json"])
    rows = {table.name: len(from_csv(files[f"data/{table.name}.csv"], table)) for table in FILES}
    assert rows == {"claims": 33, "quotes": 125, "figures": 44, "evidence": 220, "timeline": 35}
    assert Counter(one["rating"] for one in claims) == {
        "corroborated": 10,
        "supported-context": 10,
        "attributed-unverified": 6,
        "contested": 4,
        "misleading-garbled": 2,
        "contradicted": 1,
    }
    assert {quote["article"] for one in claims for quote in one["quotes"]} == {"000", "003"}

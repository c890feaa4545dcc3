"""The plan: which pages a site has, and at which addresses."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import extruct
import pytest
from bs4 import BeautifulSoup
from records import actor, article, claim, config, correction, index, place, topic
from rendering import base, made, renderer, soups, told

from pincite.model import Prose
from pincite.pages import PER_PAGE, Plan, entries, navigation

BASE = """
404.html about.html actors/ada-wren.html actors/harbour-office.html actors/index.html actors/orrin-council.html
articles/first.html articles/index.html articles/second.html claims/boats-damaged.html claims/bridge-closed.html
claims/index.html compare.html corrections.html data.html figures.html index.html places/coast.html places/index.html
places/orrin.html ratings.html ratings/confirmed.html ratings/contested.html ratings/refuted.html references.html
timeline.html topics/bridge.html topics/damage.html topics/index.html verify.html
""".split()


@pytest.fixture(scope="module")
def base_root(tmp_path_factory):
    """Give a copy of the base site that can be rendered, for tests that only read it."""
    return base(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def published(base_root):
    """Give the files of the base site."""
    return made(base_root).files


def _site(count=0, **more):
    claims = [claim(f"c{number:03}", rating=("good", "poor")[number % 2]) for number in range(count)]
    return index(*claims, **more).site


def _paths(site):
    return [page.path for page in Plan(site)]


def _page(site, path):
    return next(page for page in Plan(site) if page.path == path)


def test_the_plan_holds_exactly_the_addresses_that_were_promised(site):
    assert _paths(site.load().site) == BASE


def test_a_site_without_any_claim_has_all_its_standing_pages():
    assert _paths(_site(actors=())) == sorted(
        "404.html actors/index.html articles/first.html articles/index.html claims/index.html compare.html "
        "corrections.html data.html figures.html index.html places/index.html ratings.html ratings/fair.html "
        "ratings/good.html ratings/poor.html references.html timeline.html topics/index.html verify.html".split(),
    )


def test_pages_stand_in_the_order_of_their_addresses():
    assert _paths(_site(3)) == sorted(_paths(_site(3)))


def test_no_two_pages_have_one_address():
    paths = _paths(_site(250, places=(place(),), topics=(topic(),)))
    assert sorted(set(paths)) == paths


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (200, 2), (201, 3)])
def test_the_list_of_claims_has_a_page_for_every_hundred(count, pages):
    wanted = ["claims/index.html", *(f"claims/page-{number}.html" for number in range(2, pages + 1))]
    assert sorted(page.path for page in Plan(_site(count)) if page.template == "claims.html") == wanted


def test_every_claim_stands_on_one_page_of_the_list_least_supported_first():
    site = _site(205)
    listed = [row.id for at in ("index", "page-2", "page-3") for row in _page(site, f"claims/{at}.html").data["rows"]]
    assert len(listed) == 205
    assert listed == [one.id for one in index(*site.claims).in_order(site.claims)]


def test_no_page_of_the_list_holds_more_than_a_hundred():
    lists = [page.data["rows"] for page in Plan(_site(250)) if page.template == "claims.html"]
    assert [len(rows) for rows in lists] == [PER_PAGE, PER_PAGE, 50]


def test_pages_of_the_list_link_to_one_another(base_root):
    found = renderer(base_root)
    lists = [page for page in Plan(_site(PER_PAGE + 1)) if page.template == "claims.html"]
    shown = {page.path: BeautifulSoup(found.render(page), "html.parser") for page in lists}
    links = [[(one["href"], one.get_text()) for one in page.select(".pager a")] for page in shown.values()]
    assert links == [[("index.html", "Page 1"), ("page-2.html", "Page 2")]] * 2
    assert [one.get_text() for one in shown["claims/page-2.html"].select(".pager [aria-current]")] == ["Page 2"]


def test_a_draft_has_no_page(published):
    assert "claims/repair-cost.html" not in published


def test_a_draft_is_named_on_no_page(published):
    assert [path for path, data in published.items() if b"repair-cost" in data or b"Repairs cost" in data] == []


def test_a_draft_that_is_asked_for_has_a_page_and_says_that_it_is_one(site):
    pages = soups(made(site.root, drafts=True).files)
    assert "Draft: not published" in pages["claims/repair-cost.html"].get_text()
    assert [one.get_text() for one in pages["claims/index.html"].select(".draft")] == ["Draft"]


def test_a_claim_that_takes_the_address_of_the_list_is_a_problem(site):
    site.write("content/claims/index.yaml", site.read("content/claims/bridge-closed.yaml"))
    found = made(site.root)
    assert [problem.code for problem in found.problems] == ["path-collision"]
    assert found.files == {}


def test_an_actor_that_takes_the_address_of_the_index_is_a_problem(site):
    site.write("content/actors.yaml", site.read("content/actors.yaml") + "index: {name: Index, kind: group}\n")
    assert told(made(site.root).problems) == ["content/actors.yaml path-collision"]


def test_each_claims_page_sees_its_own_card_alone():
    found = _page(_site(2), "claims/c001.html")
    assert (found.data["card"].claim.id, found.title, found.description) == ("c001", "Title of c001: Poor", "So it is.")


def test_the_front_page_counts_every_claim_and_shows_the_featured_in_their_order():
    site = _site(4, config=config(featured=("c003", "c001")))
    data = _page(site, "index.html").data
    assert data["total"] == 4
    assert [row.id for row in data["featured"]] == ["c003", "c001"]


def test_the_front_page_leaves_out_what_is_featured_but_not_published():
    assert _page(_site(1, config=config(featured=("gone",))), "index.html").data["featured"] == ()


def test_the_front_page_says_when_the_first_check_was():
    checked = [claim("a", checked="2021-05-01"), claim("b", checked="2021-04-01")]
    assert _page(index(*checked).site, "index.html").data["first_checked"].text == "2021-04-01"


def test_registers_stand_in_the_order_of_names_whatever_their_case():
    site = _site(actors=(actor("a", name="zeta"), actor("b", name="Alpha"), actor("c", name="beta")))
    names = [one.entry.name for one in _page(site, "actors/index.html").data["entries"]]
    assert names == ["Alpha", "beta", "zeta"]


def test_an_articles_page_names_the_other_articles():
    site = _site(articles=(article("first"), article("second")))
    assert [one.id for one in _page(site, "articles/first.html").data["others"]] == ["second"]


def test_the_log_of_corrections_holds_those_of_every_claim():
    held = [claim("a", corrections=(correction("2021-04-02"),)), claim("b", corrections=(correction("2021-04-03"),))]
    log = _page(index(*held).site, "corrections.html").data["corrections"]
    assert [one.claim.id for one in log] == ["b", "a"]


def test_a_page_of_prose_stands_at_its_name():
    prose = (Prose(id="about", title="About us", short="About", body="Words."),)
    assert (_page(_site(prose=prose), "about.html").title, "about.html" in _paths(_site())) == ("About us", False)


def test_the_masthead_follows_the_settings():
    prose = (Prose(id="about", title="About us", short="About", body="Words."),)
    links = navigation(_site(prose=prose, config=config(navigation=("timeline", "about", "claims"))))
    assert [(link.path, link.title) for link in links] == [
        ("timeline.html", "Timeline"),
        ("about.html", "About"),
        ("claims/index.html", "Claims"),
    ]


WITHDRAWN = 'corrections:\n  - {date: 2021-04-10, note: "Another bridge was meant."}\nstatus: withdrawn\n'


def _withdrawn(site):
    path = "content/claims/bridge-closed.yaml"
    site.write(path, site.read(path) + WITHDRAWN)
    result = made(site.root)
    assert told(result.problems) == []
    return soups(result.files)


def test_a_withdrawn_claim_keeps_its_page_which_says_so_above_it_and_gives_no_rating(site):
    page = _withdrawn(site)["claims/bridge-closed.html"]
    notice, heading = page.select_one(".correction"), page.h1
    assert notice in heading.find_all_previous("div")
    assert "Withdrawn on 10 April 2021. Another bridge was meant." in " ".join(notice.get_text().split())
    assert (page.title.get_text().split(" | ")[0], page.select(".grade a, .scale")) == (
        "The bridge was closed on 3 March 2021: Withdrawn",
        [],
    )
    assert page.find("meta", {"name": "description"})["content"] == "Another bridge was meant."


def test_lists_have_a_withdrawn_claim_last_marked_and_out_of_the_filters_by_rating(site):
    rows = _withdrawn(site)["claims/index.html"].select(".ledger > li")
    assert [(row["id"], row["data-rating"]) for row in rows] == [
        ("claim-boats-damaged", "confirmed"),
        ("claim-bridge-closed", ""),
    ]
    assert rows[1].select_one(".meta b").get_text() == "Withdrawn. "
    assert [one.get("class") for one in rows[1].select("svg")] == [["mark", "none"]]


def test_a_withdrawn_claim_is_in_no_count_of_ratings(site):
    pages = _withdrawn(site)
    assert [one.get_text() for one in pages["ratings.html"].select("[id^=rating-] .n")] == ["1", "0", "0"]
    assert len(pages["index.html"].select(".units a")) == 1
    assert pages["ratings/contested.html"].select(".ledger li") == []


def test_readers_links_to_a_withdrawn_claims_passages_still_lead_there(site):
    article = _withdrawn(site)["articles/second.html"]
    assert (article.find(id="bridge-closed-denial").name, article.select("#p2 mark")) == ("span", [])


def test_a_list_of_one_page_has_no_table_beside_it():
    assert ["claims/list.json" in Plan(_site(count)).files for count in (0, PER_PAGE)] == [False, False]


def test_a_list_of_several_pages_has_a_table_of_all_claims_beside_it():
    site = _site(PER_PAGE + 1)
    held = Plan(site).files["claims/list.json"]
    assert len(json.loads(held.make())["claims"]) == PER_PAGE + 1
    assert held.make() == Plan(site).files["claims/list.json"].make()


def test_only_pages_of_a_longer_list_lead_to_the_table(base_root):
    found = renderer(base_root)
    shown = {count: found.render(_page(_site(count), "claims/index.html")).decode() for count in (1, PER_PAGE + 1)}
    assert ["list.json" in page for page in shown.values()] == [False, True]


def test_the_search_has_a_page_and_a_link_only_where_the_site_asks_for_it():
    asked = _site(config=config(search="pagefind", navigation=("claims", "search")))
    assert ["search.html" in _paths(site) for site in (_site(), asked)] == [False, True]
    assert [(link.path, link.title) for link in navigation(asked)][1] == ("search.html", "Search")


def test_the_plan_counts_and_finds_the_page_of_the_search():
    plan = Plan(_site(2, config=config(search="pagefind")))
    assert (len(plan.paths), plan.page("search.html").template) == (len(list(plan)), "search.html")
    assert Plan(_site(2)).page("search.html") is None


@pytest.mark.parametrize(
    ("email", "repository", "begins"),
    [
        ("a@example.org", "", "mailto:a@example.org?subject="),
        ("a@example.org", "https://example.org/desk/cards", "mailto:a@example.org?subject="),
        ("", "https://example.org/desk/cards", "https://example.org/desk/cards/issues/new?title="),
        ("", "", None),
    ],
)
def test_an_error_is_reported_with_the_card_its_version_and_its_address(site, email, repository, begins):
    text = site.read("site.yaml").replace("  email: corrections@example.org\n", f"  email: {email}\n" if email else "")
    site.write("site.yaml", text + (f"repository: {repository}\n" if repository else ""))
    site.write("content/pages/corrections-policy.md", "---\ntitle: How we correct\n---\n\nOn top, with the day.\n")
    page = soups(made(site.root).files)["claims/bridge-closed.html"]
    links = [one["href"] for one in page.select("#corrections ~ p a") if "Report" in one.text]
    if begins is None:
        assert links == []
        return
    (link,) = links
    asked = parse_qs(urlsplit(link).query)
    title = asked.get("subject") or asked["title"]
    assert link.startswith(begins)
    assert title == ["Error in claim bridge-closed, version 1 of 1 April 2021"]
    assert asked["body"][0].strip() == "https://example.org/orrin/claims/bridge-closed.html"


def _linked(data):
    return extruct.extract(data, syntaxes=["json-ld"], uniform=True)["json-ld"]


def test_the_front_page_tells_machines_of_the_site_and_its_publisher(published):
    found = _linked(published["index.html"])
    assert [one["@type"] for one in found] == ["WebSite", "Organization"]
    assert found[0]["publisher"]["@id"] == found[1]["@id"]


def test_every_other_page_tells_machines_where_it_stands(published):
    trails = {}
    for path, data in published.items():
        if path.endswith(".html") and path not in {"index.html", "404.html"}:
            (trails[path],) = (one["itemListElement"] for one in _linked(data) if one["@type"] == "BreadcrumbList")
    assert {tuple(step["position"] for step in steps) for steps in trails.values()} == {(1, 2)}
    names = {path: [step["name"] for step in steps] for path, steps in trails.items()}
    assert [names[path] for path in ("about.html", "articles/index.html", "articles/first.html")] == [
        ["Orrin, Checked", "About"],
        ["Orrin, Checked", "Articles"],
        ["Articles", "The first article"],
    ]
    assert names["claims/boats-damaged.html"] == ["Claims", "At least 46 boats were damaged"]


def test_the_step_above_a_page_is_a_page(published):
    above = {
        one["itemListElement"][0]["item"]
        for path, data in published.items()
        if path.endswith(".html")
        for one in _linked(data)
        if one["@type"] == "BreadcrumbList"
    }
    paths = {address.removeprefix("https://example.org/orrin/") or "index.html" for address in above}
    assert paths - published.keys() == set()
    assert "index.html" in paths


def test_the_page_for_what_is_not_there_tells_machines_nothing(published):
    assert _linked(published["404.html"]) == []


def test_what_a_page_tells_machines_already_stands_before_its_place(monkeypatch):
    whole = entries.MAKERS["claims"]
    told_first = {"@type": "ClaimReview"}
    monkeypatch.setitem(entries.MAKERS, "claims", lambda *given: replace(whole(*given), linked=lambda: (told_first,)))
    found = Plan(_site(1)).page("claims/c000.html").linked()
    assert [one["@type"] for one in found] == ["ClaimReview", "BreadcrumbList"]

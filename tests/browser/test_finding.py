"""Finding claims in a browser: filters, the address that keeps them, lists of several pages, and the full text."""

from __future__ import annotations

import functools
import importlib.util
import re
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = "claims/index.html"
pytestmark = pytest.mark.browser


def _ids(page) -> list[str]:
    """Give the claims that are shown, in their order."""
    return page.eval_on_selector_all(
        ".ledger > li", "rows => rows.filter(row => row.checkVisibility()).map(row => row.id.slice('claim-'.length))"
    )


def _query(page) -> str:
    return urlsplit(page.url).query


def _count(page, choice: str) -> int:
    return int(page.locator(f"label:has(#{choice}) .n").inner_text())


@pytest.fixture
def opened(visit, host):
    """Give a function that opens the list of claims with a query, in one tab for each set of options.

    No page may complain of anything.
    """
    tabs = {}

    def open_list(query="", **options):
        key = repr(options)
        tabs[key] = tabs.get(key) or visit(**options)
        tabs[key].page.goto(f"{host}/{LIST}{query}")
        return tabs[key].page

    yield open_list
    assert [said for one in tabs.values() for said in one.complaints] == []


def _wait_for_all(page):
    """Wait until the table of all claims was searched. The page's policy forbids to evaluate a text in it."""
    page.locator("#all", has_text=re.compile(r"^\d+ of 250 claims$")).wait_for()


# Filters -------------------------------------------------------------------------------------------------------------


def test_choices_of_one_kind_add_up_and_those_of_another_narrow(opened):
    ratings, article = set(_ids(opened("?rating=contested,misleading-garbled"))), set(_ids(opened("?article=000")))
    page = opened()
    page.check("#rating-contested")
    contested = _ids(page)
    page.check("#rating-misleading-garbled")
    assert (len(contested), len(_ids(page)), set(_ids(page))) == (4, 6, ratings)
    page.check("#article-000")
    assert set(_ids(page)) == ratings & article
    assert page.inner_text("#all") == f"{len(ratings & article)} of 33 claims"


def test_the_number_beside_a_choice_is_what_it_finds_under_the_other_filters(opened):
    place = "?place=idlib-governorate&rating="
    page = opened(f"{place}supported-context")
    shown = [_count(page, choice) for choice in ("rating-contested", "article-000", "rating-supported-context")]
    queries = ("contested", "supported-context&article=000", "supported-context")
    assert shown == [len(_ids(opened(place + query))) for query in queries]
    assert shown[2] > 0


def test_a_place_finds_what_lies_within_it(opened):
    inner, outer, whole = (set(_ids(opened(f"?place={name}"))) for name in ("ariha", "idlib-governorate", "syria"))
    assert inner
    assert inner < outer < whole


def test_an_actor_is_found_in_any_part_as_claimant_or_in_another(opened):
    every, claimed, named = (
        set(_ids(opened(f"?actor=russian-government{part}"))) for part in ("", "&as=claimant", "&as=named")
    )
    assert claimed
    assert named
    assert claimed | named == every


def test_dates_narrow_by_when_it_was_said_to_the_day_or_the_month(opened):
    found = {
        "from=2016": 0,
        "to=2015-11": 1,
        "from=2015-11-27&to=2015-11-27": 1,
        "from=2015-11-28&to=2015-11": 0,
        "from=2015-12-24": 7,  # those of which only the month is known
        "from=2015-12&to=2015": 29,
    }
    assert {query: len(_ids(opened(f"?{query}"))) for query in found} == found


def test_a_range_an_open_end_and_a_month_are_found_where_any_of_their_days_fits(opened):
    spans = "rows => rows.map(row => row.dataset.happened.split('/'))"
    ranges = opened("?dated=happened&from=2015-10-20&to=2015-10-20").eval_on_selector_all(".ledger > li", spans)
    months = opened("?dated=happened&from=2015-11-15&to=2015-11-15").eval_on_selector_all(".ledger > li", spans)
    assert ["2015-09-30", "9999-12-31"] in ranges
    assert all(first <= "2015-10-20" <= last for first, last in ranges)
    assert ["2015-11-01", "2015-11-30"] in months


def test_undated_claims_come_besides_those_of_the_dates(opened):
    dated, undated, both = (
        set(_ids(opened(query))) for query in ("?to=2015-11", "?undated=1", "?to=2015-11&undated=1")
    )
    assert dated
    assert undated
    assert both == dated | undated


def test_words_are_prefixes_that_all_must_stand_there_and_phrases_stand_as_they_are(opened):
    page = opened()
    hits = {
        "ARIHÁ kill": True,
        "“attack on a market”": True,
        "«market in Ariha, Idlib»": True,
        "“market attack”": False,
        '"attack on a mark"': False,
        '"attack on a mark': True,  # the phrase is not at its end yet
        "riha": False,
        "ariha mosque": False,
        "c07": True,
        "Amnesty": True,  # the claimant
    }
    found = {}
    for words in hits:
        page.fill("#words", words)
        found[words] = "ariha-49" in _ids(page)
    assert found == hits


def test_words_of_other_scripts_are_folded(opened):
    page = opened()
    page.eval_on_selector(
        "#claim-ariha-49",
        """row => {
          row.querySelector('h3 a').textContent = 'مسجد عُمَر بن الخطّاب في أَريحا';
          row.dataset.words = 'Ещё Żółć Straße ٤٩ 市場の攻撃';
        }""",
    )
    page.add_script_tag(url=page.eval_on_selector("script[src*='claims.']", "script => script.src"))
    for words in ("عمر", "اريحا", "الخطاب مسجد", "еще", "zolc", "STRASSE", "49 مسجد", "攻撃"):
        page.fill("#words", words)
        assert _ids(page) == ["ariha-49"] or ("ariha-49" in _ids(page) and words.startswith("49")), words


def test_what_was_found_is_marked_in_the_title_and_nothing_else_changes(opened):
    page = opened("?q=mark+“at+the+ariha”")
    title = page.locator("#claim-ariha-49 h3 a")
    assert title.locator("mark.hit").all_inner_texts() == ["at the Ariha", "mark"]
    whole = title.inner_text()
    page.fill("#words", "")
    assert (title.inner_text(), title.locator("mark").count()) == (whole, 0)


def test_the_list_is_sorted_by_date_and_by_name(opened):
    days = "rows => rows.map(row => row.dataset.said).filter(Boolean)"
    newest = opened("?sort=date").eval_on_selector_all(".ledger > li", days)
    oldest = opened("?sort=oldest").eval_on_selector_all(".ledger > li", days)
    last = opened("?sort=oldest").locator(".ledger > li").last.get_attribute("data-said")
    names = opened("?sort=name").locator(".ledger h3 a").all_inner_texts()
    assert newest == sorted(newest, key=lambda day: day[11:], reverse=True)
    assert oldest == sorted(oldest, key=lambda day: day[:10])
    assert (len(newest), last) == (30, "")
    assert names[:3] == [
        "49 civilians were killed at the Ariha market",
        "‘A further 710 civilians’ were killed (161 children, 104 women)",
        "Amnesty accuses Russia of committing war crimes in Syria",
    ]


def test_nothing_found_is_said(opened):
    page = opened("?q=nothingofthekind")
    assert (_ids(page), page.locator("[data-empty]").is_visible()) == ([], True)


def test_what_is_shown_is_announced_once_a_reader_pauses(opened):
    page = opened()
    page.locator("#words").press_sequentially("mosque")
    page.locator(".finder [role=status]", has_text="of 33 claims").wait_for(state="attached")
    assert page.inner_text("#all") == page.locator(".finder [role=status]").text_content()


# The address ---------------------------------------------------------------------------------------------------------


def test_the_address_names_what_is_set_in_words_and_restores_it(opened, visit, host):
    page = opened()
    page.fill("#words", "russia")
    page.check("#rating-contested")
    page.check("#rating-misleading-garbled")
    page.locator("details.kind", has=page.locator("#from")).locator("summary").click()
    page.fill("#from", "2015-10")
    page.select_option("#sort", "date")
    assert _query(page) == "q=russia&rating=contested,misleading-garbled&from=2015-10&sort=date"
    shown = _ids(page)
    assert _ids(opened(f"?{_query(page)}")) == shown
    assert 0 < len(shown) < 6


def test_back_and_forward_step_through_what_was_chosen(opened):
    page = opened()
    steps = [_ids(page)]
    page.check("#rating-contested")
    steps.append(_ids(page))
    page.locator("#words").press_sequentially("russia")
    steps.append(_ids(page))
    for at in (1, 0):
        page.go_back()
        assert _ids(page) == steps[at]
    page.go_forward()
    page.go_forward()
    assert (_ids(page), page.input_value("#words")) == (steps[2], "russia")
    assert steps[0] != steps[1] != steps[2]


def test_what_the_list_does_not_know_is_passed_over(opened):
    page = opened("?rating=nonsense&place=<b>&actor=&from=2015-13&to=soon&sort=size&as=x&dated=x&topic=%00&color=red")
    assert (len(_ids(page)), page.locator(".chips").is_visible()) == (33, False)
    assert len(_ids(opened("?rating=nonsense,contested"))) == 4


def test_the_earlier_names_of_parameters_are_still_read(opened):
    assert len(_ids(opened("?without=contested corroborated"))) == 33 - 4 - 10
    assert _ids(opened("?article=003&place=ariha&q=market")) == _ids(opened("?q=market&place=ariha&article=003"))


def test_each_filter_can_be_taken_away_by_itself_and_all_at_once(opened):
    page = opened("?q=russia&rating=contested&place=syria&from=2015&undated=1")
    chips = page.locator(".chips li button")
    assert chips.all_inner_texts() == ["Words: russia", "Contested", "Syria", "Not dated", "From 2015"]
    page.get_by_role("button", name="Remove the filter: Contested").click()
    assert (_query(page), page.locator("#rating-contested").is_checked()) == (
        "q=russia&place=syria&from=2015&undated=1",
        False,
    )
    assert page.evaluate("document.activeElement.textContent") == "Syria"
    page.get_by_role("button", name="Clear all filters").click()
    assert (_query(page), len(_ids(page)), page.locator(".chips").is_visible()) == ("", 33, False)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("places/ariha.html", "place=ariha"),
        ("topics/civilian-casualties.html", "topic=civilian-casualties"),
        ("ratings/contested.html", "rating=contested"),
        ("actors/amnesty-international.html", "actor=amnesty-international&as=claimant"),
    ],
)
def test_other_pages_lead_to_their_claims_in_the_list(visit, host, path, query):
    page = visit().page
    page.goto(f"{host}/{path}")
    own = page.locator(".ledger > li").count()
    page.get_by_role("link", name="Narrow them down").click()
    page.wait_for_selector(".chips li")
    assert (_query(page), len(_ids(page)) >= own > 1) == (query, True)


# Without a script, on a phone ----------------------------------------------------------------------------------------


def test_ratings_and_articles_narrow_the_list_without_script_in_the_same_way(opened):
    without, having = opened(java_script_enabled=False), opened()
    assert without.locator(".ledger > li:visible").count() == 33
    for page in (without, having):
        for choice in ("#rating-contested", "#rating-misleading-garbled", "#article-003"):
            page.check(choice)
    shown = [row.get_attribute("id") for row in without.locator(".ledger > li:visible").all()]
    assert shown == [f"claim-{one}" for one in _ids(having)]
    assert 0 < len(shown) < 6


def test_nothing_that_needs_a_script_is_shown_without_one(opened):
    page = opened(java_script_enabled=False)
    shown = page.locator(".finder :is(input, select, button, summary):visible")
    assert {one.get_attribute("name") for one in shown.all()} == {"rating", "article"}


def test_on_a_phone_the_filters_are_folded_above_the_list(opened):
    for options in ({}, {"java_script_enabled": False}):
        page = opened(viewport={"width": 390, "height": 800}, **options)
        assert not page.locator("#rating-contested").is_visible()
        page.locator(".fold > summary").click()
        page.check("#rating-contested")
        assert page.locator(".ledger > li:visible").count() == 4


# More claims than one page holds -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def many(tmp_path_factory) -> Path:
    """Build a made site of 250 claims, with the full text where its extra is installed."""
    folder = tmp_path_factory.mktemp("many")
    subprocess.run([sys.executable, str(ROOT / "bench/corpus.py"), str(folder / "made"), "--cards", "250"], check=True)
    if _searchable():
        settings = folder / "made/site.yaml"
        settings.write_text(settings.read_text("utf-8") + "search: pagefind\n", "utf-8")
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(folder / "made"), "--output", str(folder / "site")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    return folder / "site"


class _Handler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix("/made/"))

    def log_message(self, *said) -> None:
        """Print nothing."""


@pytest.fixture(scope="session")
def made(many):
    """Serve the made site below the base path of its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(many))) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/made"
        server.shutdown()
        thread.join()


def test_the_table_of_all_claims_is_loaded_when_a_reader_filters_and_not_before(visit, made):
    one = visit()
    one.page.goto(f"{made}/{LIST}")
    assert [url for url in one.requests if url.endswith(".json")] == []
    assert one.page.inner_text("#all") == "Claims 1 to 100 of 250"
    one.page.check("#rating-contested")
    _wait_for_all(one.page)
    assert [urlsplit(url).path for url in one.requests if url.endswith(".json")] == ["/made/claims/list.json"]
    assert one.complaints == []


def test_a_filter_finds_the_claims_of_every_page_from_every_page(visit, made):
    found = []
    for path in (LIST, "claims/page-3.html"):
        page = visit().page
        page.goto(f"{made}/{path}?rating=contested,corroborated&sort=name")
        _wait_for_all(page)
        shown, total = len(_ids(page)), int(page.inner_text("#all").split()[0])
        assert not page.locator(".pager").is_visible()
        found.append((_ids(page), total, shown))
    assert found[0] == found[1]
    assert found[0][1] > found[0][2] == 100


def test_a_row_that_the_script_makes_is_the_row_of_its_own_page(visit, made):
    page = visit().page
    page.goto(f"{made}/claims/page-3.html")
    row = "id => document.getElementById(id).innerText + document.querySelector(`#${id} h3 a`).href"
    ids = page.eval_on_selector_all(".ledger > li", "rows => rows.map(row => row.id)")[:20]
    own = [page.evaluate(row, one) for one in ids]
    marks = page.eval_on_selector_all(".ledger .mark", "marks => marks.slice(0, 20).map(mark => mark.outerHTML)")
    other = visit().page
    other.goto(f"{made}/{LIST}?rating=corroborated")
    _wait_for_all(other)
    while other.locator(".more button").is_visible():
        other.click(".more button")
    assert [other.evaluate(row, one) for one in ids] == own
    assert [other.locator(f"#{one} .mark").evaluate("mark => mark.outerHTML") for one in ids] == marks


def test_more_are_shown_a_hundred_at_a_time(visit, made):
    page = visit().page
    page.goto(f"{made}/{LIST}?sort=name")
    button = page.get_by_role("button", name="Show 100 more")
    button.click()
    assert len(_ids(page)) == 200
    assert page.evaluate("[...document.querySelectorAll('.ledger h3 a')].indexOf(document.activeElement)") == 100
    page.get_by_role("button", name="Show 50 more").click()
    assert (len(_ids(page)), page.locator(".more").is_visible()) == (250, False)


def test_without_filters_a_page_of_the_list_is_as_it_was(visit, made):
    page = visit().page
    page.goto(f"{made}/claims/page-2.html")
    before = page.inner_text("section[aria-labelledby=all]")
    page.fill("#words", "kan")
    _wait_for_all(page)
    page.fill("#words", "")
    assert page.inner_text("section[aria-labelledby=all]") == before


def test_from_a_folder_the_page_filters_its_own_claims_and_says_so(visit, many):
    page = visit().page
    page.goto((many / LIST).as_uri())
    page.check("#rating-contradicted")
    page.wait_for_selector("[data-fails=file]:visible")
    assert page.inner_text("#all").endswith("of the 100 claims on this page")
    assert 0 < len(_ids(page)) <= 100
    assert not page.locator("[data-fails=net]").is_visible()


def test_a_table_that_cannot_be_loaded_is_said(visit, made):
    page = visit().page
    page.route("**/list.json", lambda route: route.fulfill(status=404))
    page.goto(f"{made}/{LIST}?rating=contradicted")
    page.wait_for_selector("[data-fails=net]:visible")
    assert len(_ids(page)) > 0


# Full text -----------------------------------------------------------------------------------------------------------


def _searchable() -> bool:
    return importlib.util.find_spec("pagefind") is not None and importlib.util.find_spec("pagefind_bin") is not None


needs_pagefind = pytest.mark.skipif(
    not _searchable(), reason="the extra is not installed: pip install 'pincite[search]'"
)


@needs_pagefind
def test_the_full_text_is_found_below_a_base_path_and_no_other_host_is_asked(visit, made):
    one = visit()
    one.page.goto(f"{made}/search.html")
    assert [url for url in one.requests if "/pagefind/" in url] == []
    one.page.fill("#words", "verzandorkan OR kan")
    one.page.fill("#words", "kan")
    one.page.wait_for_selector(".ledger > li")
    assert one.page.inner_text("#found").startswith("Found: ")
    assert one.page.locator(".excerpt mark.hit").count() > 0
    assert _query(one.page) == "q=kan"
    assert [url for url in one.requests if not url.startswith(made)] == []
    assert one.complaints == []
    one.page.locator(".ledger h3 a").first.click()
    one.page.wait_for_url(f"{made}/*/*.html")
    one.page.go_back()
    one.page.wait_for_selector(".ledger > li")
    assert one.page.input_value("#words") == "kan"


@needs_pagefind
@pytest.mark.parametrize(("words", "state"), [("kan", "absent"), ("", "")])
def test_a_page_without_its_index_says_so(visit, made, words, state):
    page = visit().page
    page.route("**/pagefind/*", lambda route: route.fulfill(status=404, content_type="text/html", body="lost"))
    page.goto(f"{made}/search.html?q={words}")
    if state:
        page.wait_for_selector(f"[data-state={state}]:visible")
    assert page.locator("[data-state]:visible").count() == bool(state)


@needs_pagefind
def test_without_script_the_search_says_that_it_needs_one(visit, made):
    page = visit(java_script_enabled=False).page
    page.goto(f"{made}/search.html")
    assert page.locator("[data-state=script]").is_visible()
    assert not page.locator("#words").is_visible()

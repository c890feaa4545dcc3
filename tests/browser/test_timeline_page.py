"""The timeline with its script: filters, keyboard, zoom, the address; and what is left of it without."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

MARK = "document.activeElement.dataset.of"
COVERING = """() => {
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
  const boxes = [...document.querySelectorAll('.broad .at:not([hidden]) text:not(.q)')].map(
    text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], at) =>
    boxes.slice(at + 1).filter(([, b]) => meet(a, b)).map(([other]) => [one, other]));
}"""


@pytest.fixture
def opened(visit, host):
    """Give a function that opens the timeline; at the end nothing may have been complained of."""
    visits = []

    def open_timeline(query="", **options):
        visits.append(visit(**options))
        visits[-1].page.goto(f"{host}/timeline.html{query}")
        return visits[-1].page

    yield open_timeline
    assert [one.complaints for one in visits if one.complaints] == []


def _listed(page):
    return page.locator(".event:visible").evaluate_all("all => all.map(one => one.id)")


def _drawn(page, picture=".broad"):
    return sorted(page.locator(f"{picture} .at:visible").evaluate_all("all => all.map(one => one.dataset.of)"))


def _said(page):
    return page.locator(".count output").inner_text()


def _query(page):
    return page.url.partition("?")[2]


def _enter(page):
    """Go to the picture as a keyboard does; give the mark."""
    page.locator(".bar select").focus()
    page.keyboard.press("Tab")
    return page.evaluate(MARK)


# Filters -------------------------------------------------------------------------------------------------------------


def test_a_place_narrows_list_and_picture_alike_and_is_in_the_address(opened):
    page = opened()
    assert (len(_listed(page)), _said(page), _query(page)) == (35, "All 35 events", "")
    page.select_option("#by-place", "idlib-governorate")
    found = _listed(page)
    assert 0 < len(found) < 10
    assert _drawn(page) == sorted(found)
    assert all("idlib-governorate" in page.locator(f"#{one}").get_attribute("data-place") for one in found)
    assert (_said(page), _query(page)) == (f"{len(found)} of 35 events", "place=idlib-governorate")


def test_lane_topic_and_rating_narrow_together_and_everything_can_be_shown_again(opened):
    page = opened()
    for lane in ("happened", "reported"):
        page.uncheck(f"[name=lane][value={lane}]")
    page.select_option("#by-topic", "russian-response")
    page.select_option("#by-rating", "contested")
    kept = page.locator(".event:visible").evaluate_all("all => all.map(({dataset: d}) => [d.lane, d.topic, d.rating])")
    assert kept
    assert all(
        lane == "denied" and "russian-response" in topic and "contested" in rating for lane, topic, rating in kept
    )
    assert _query(page) == "lane=denied&topic=russian-response&rating=contested"
    assert page.locator(".days h3:visible").count() <= page.locator(".day:visible").count()
    page.click("text=Show all")
    page.wait_for_function("() => !location.search")
    assert (len(_listed(page)), _said(page)) == (35, "All 35 events")


def test_nothing_found_is_said(opened):
    page = opened()
    page.select_option("#by-place", "vienna")
    page.select_option("#by-topic", "cluster-munitions")
    assert (_listed(page), _drawn(page)) == ([], [])
    assert _said(page) == "No event of 35 has all of this"


def test_the_count_is_told_politely(opened):
    page = opened()
    assert page.locator(".count output").evaluate("e => e.computedRole ?? e.tagName").lower() in {"status", "output"}


def test_an_address_brings_filters_zoom_and_mark_back(opened):
    page = opened("?lane=reported+denied&topic=targets&from=2015-12-01&to=2015-12-31&event=t21")
    assert page.locator("[value=happened]").is_checked() is False
    assert page.locator("#by-topic").input_value() == "targets"
    assert page.locator(".zoom select").input_value() == "2015-12"
    assert {page.locator(f"#{one}").get_attribute("data-lane") for one in _listed(page)} <= {"reported", "denied"}
    assert "from=2015-12-01&to=2015-12-31" in page.url
    whole = opened("?event=t09")
    assert whole.locator("[data-lit].event").get_attribute("id") == "t09"
    assert _enter(whole) == "t09"


@pytest.mark.parametrize(
    "query",
    [
        "?lane=sideways&place=atlantis&topic=&rating=%00&event=nobody",
        "?from=x&to=2015-13-40",
        "?from=2015-12-31&to=2015-10-01",
    ],
)
def test_what_an_address_says_that_is_not_known_is_left_aside(opened, query):
    page = opened(query)
    assert len(_listed(page)) == 35
    assert page.locator(".pan[data-wide]").count() == 0


def test_an_address_that_leads_to_an_event_shows_it_whatever_else_it_says(opened):
    page = opened("?place=vienna#t09")
    assert page.locator("#t09").is_visible()
    assert page.locator("#t09").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_place_leads_to_its_events_among_those_of_the_place(visit, host):
    one = visit()
    one.page.goto(f"{host}/places/ariha.html")
    one.page.locator("a[href*='timeline.html?place=']").first.click()
    one.page.wait_for_url("**/timeline.html?place=ariha#*")
    assert one.page.locator(":target").is_visible()
    assert 0 < len(_listed(one.page)) < 35
    assert one.take()[1] == []


# Keyboard ------------------------------------------------------------------------------------------------------------


def test_tab_enters_the_picture_once_and_arrows_go_along_and_across(opened):
    page = opened()
    assert _enter(page) == page.locator(".broad .at").first.get_attribute("data-of")
    page.keyboard.press("End")
    last = page.evaluate(MARK)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(MARK) == last, "there is nothing behind the last mark of a lane"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(MARK) != last
    lanes = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        lanes.append(page.evaluate("document.getElementById(document.activeElement.dataset.of).dataset.lane"))
    assert lanes == ["reported", "denied", "denied", "reported"]
    page.keyboard.press("Home")
    assert page.evaluate(MARK) == page.locator(".broad .row").nth(1).locator(".at").first.get_attribute("data-of")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.stage *')") is False


@pytest.mark.parametrize("lane", ["happened", "reported", "denied"])
def test_a_lane_that_is_left_alone_begins_where_one_reads(opened, lane):
    page = opened(f"?lane={lane}")
    left = "all => [...new Set(all.map(one => Math.round(one.getBoundingClientRect().left)))]"
    assert page.locator(".event:visible").evaluate_all(left) == page.locator("h1").evaluate_all(left)
    if lane != "happened":
        assert page.locator(".lane-heads > *:visible").evaluate_all(left) == page.locator("h1").evaluate_all(left)


def test_every_mark_of_a_lane_is_reached_by_keys_and_is_seen_to_have_the_focus(opened):
    page = opened("?lane=happened")
    reached, unseen = [_enter(page)], []
    for _ in range(18):
        page.keyboard.press("ArrowRight")
        reached.append(page.evaluate(MARK))
        if page.evaluate("getComputedStyle(document.activeElement.firstElementChild).outlineStyle") == "none":
            unseen.append(reached[-1])
    assert sorted(set(reached)) == sorted(_listed(page))
    assert unseen == []


def test_enter_leads_from_a_mark_to_its_event_and_back_leads_to_the_mark(opened):
    page = opened()
    mark = _enter(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.event')")
    assert page.evaluate("document.activeElement.id") == mark
    assert page.url.endswith(f"event={mark}#{mark}")
    page.go_back()
    page.wait_for_function("() => document.activeElement.matches('.at')")
    assert page.evaluate(MARK) == mark


def test_a_mark_is_named_by_its_date_and_title_and_the_picture_is_a_group(opened):
    page = opened()
    tree = page.locator(".broad").aria_snapshot()
    assert tree.startswith('- group "The period in three lanes')
    assert '- link "15 October At least 46 civilians killed' in tree
    assert '- link "about 7 October approximate Damage photographed' in tree
    assert "Denied or answered" in tree
    assert "img" not in tree


# Pointing ------------------------------------------------------------------------------------------------------------


def test_pointing_near_a_mark_tells_what_it_is_and_escape_takes_it_away(opened):
    page = opened()
    box = page.locator(".broad [data-of=t16] > g").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2)
    assert page.locator(".told").inner_text().startswith("17 November")
    assert page.locator("#t16").get_attribute("data-lit") == ""
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**#t16")
    page.mouse.move(5, 5)
    assert page.locator(".told").is_hidden()


def test_a_finger_is_told_first_and_goes_with_the_words(opened):
    page = opened(viewport={"width": 390, "height": 900}, has_touch=True)
    page.locator(".tall [data-of=t16]").scroll_into_view_if_needed()
    box = page.locator(".tall [data-of=t16] > g").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".told").inner_text().startswith("17 November")
    assert "#" not in page.url
    page.locator(".told a").tap()
    page.wait_for_url("**#t16")


def test_the_heads_of_the_lanes_cover_no_link_that_is_come_back_to(opened):
    page = opened(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.locator(".event a").nth(160).focus()
    covered = []
    for _ in range(100):
        page.keyboard.press("Shift+Tab")
        top, foot = page.evaluate("""[document.activeElement.getBoundingClientRect().top,
          document.querySelector('.lane-heads').getBoundingClientRect().bottom]""")
        if top < foot:
            covered.append(page.evaluate("document.activeElement.outerHTML"))
    assert covered == []


# Zoom ----------------------------------------------------------------------------------------------------------------


def _wide(page):
    return page.locator(".broad").evaluate("e => e.clientWidth / e.parentElement.clientWidth")


def test_zoom_keeps_the_mark_in_sight_and_words_apart(opened):
    page = opened()
    _enter(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    for _ in range(3):
        page.keyboard.press("+")
        seen = page.evaluate("""() => {
          const [mark, pan] = [document.activeElement.firstElementChild, document.querySelector('.pan')].map(
            e => e.getBoundingClientRect());
          return mark.left >= pan.left && mark.right <= pan.right;
        }""")
        assert seen
        assert page.evaluate(COVERING) == []
    assert _wide(page) > 6
    page.keyboard.press("-")
    assert 3 < _wide(page) < 6
    page.keyboard.press("0")
    assert _wide(page) == 1
    assert "from=" not in page.url


def test_a_month_fills_the_picture_and_says_its_days(opened):
    page = opened()
    page.locator(".zoom select").select_option("2015-11")
    assert 2.5 < _wide(page) < 3.5
    assert "from=2015-11-01&to=2015-11-30" in page.url
    assert "November 2015" in page.locator(".zoom output").inner_text()
    assert page.locator(".broad > g text", has_text="29").count() > 0
    page.locator("[data-zoom='0']").click()
    assert (_wide(page), page.locator(".zoom output").inner_text()) == (1, "")


def test_the_picture_is_moved_by_buttons_and_scrolling_down_scrolls_the_page(opened):
    page = opened("?from=2015-11-01&to=2015-11-30", reduced_motion="reduce")
    page.click("text=Later")
    page.wait_for_function("() => /from=2015-11-2\\d/.test(location.search)")
    page.locator(".pan").hover()
    before = page.evaluate("document.querySelector('.pan').scrollLeft")
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert page.evaluate("document.querySelector('.pan').scrollLeft") == before


# Elsewhere -----------------------------------------------------------------------------------------------------------


def test_the_upright_picture_has_the_same_filters_and_keys(opened):
    page = opened("?place=idlib-governorate", viewport={"width": 320, "height": 800})
    assert _drawn(page, ".tall") == sorted(_listed(page))
    assert page.locator(".zoom").is_hidden()
    page.locator(".count button").focus()
    page.keyboard.press("Tab")
    first = page.evaluate(MARK)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(MARK) not in {first, None}


def test_without_a_script_all_is_there_and_nothing_is_offered_in_vain(opened):
    page = opened("?place=vienna#t09", java_script_enabled=False)
    assert len(_listed(page)) == 35
    assert page.locator("main :is(button, select, input):visible").count() == 0
    assert page.locator(".broad").get_attribute("role") == "img"
    assert page.locator("#t09").evaluate("e => e.matches(':target')")


def test_paper_has_list_and_picture_and_no_controls(opened):
    page = opened("?from=2015-12-01&to=2015-12-31")
    page.emulate_media(media="print")
    assert page.locator("main :is(button, select, input):visible").count() == 0
    assert _wide(page) == 1
    assert len(_listed(page)) == 35


def test_it_works_from_a_folder(visit, built):
    one = visit()
    one.page.goto(f"{(built / 'timeline.html').as_uri()}?place=idlib-governorate")
    found = _listed(one.page)
    assert 0 < len(found) < 35
    one.page.select_option("#by-place", "")
    assert len(_listed(one.page)) == 35
    assert [
        said
        for said in one.complaints
        if said.startswith("error: ") and "font" not in said and "ERR_FAILED" not in said
    ] == []

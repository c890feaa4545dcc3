"""The passage picker in a browser: by mouse, by keyboard, on a phone, and what it sends and copies."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib

import pytest
import yaml
from previewing import Running
from rendering import base

from pincite.preview.live import Live
from pincite.preview.shown import Around

pytestmark = pytest.mark.browser

TEXT = """Storm 🌍 closes the bridge
The 🚢 bridge was closed on Friday. Nobody 🌊🌊 was hurt, the mayor said. The water rose.
At least 46 boats were damaged. The water fell.
"""
CARD = """title: Boats
claim: Boats were damaged.
claimant: ada-wren
rating: confirmed
verdict: So it was.
quotes:
  - {article: astral, exact: 46 boats, stance: supports}
checked: 2021-04-01
status: draft
"""
PAGE = "articles/astral.html"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Serve the base site with an article in which characters of two UTF-16 units stand."""
    root = base(tmp_path_factory.mktemp("picker"))
    (root / "seeds/astral.txt").write_text(TEXT, "utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    article = f"headline: Storm\nshort: Article A\ntext: seeds/astral.txt\nformat: lines\nsha256: {digest}\n"
    aside = "set_aside:\n  - {exact: The water rose., reason: opinion}\n"
    (root / "content/articles/astral.yaml").write_text(article + aside, "utf-8")
    (root / "content/articles/unquoted.yaml").write_text(article.replace("Article A", "Article B"), "utf-8")
    (root / "content/claims/boats.yaml").write_text(CARD, "utf-8")
    around = Around(editor=lambda span: f"ed://{span.path}", today=lambda: dt.date(2026, 11, 22))
    server = Running(root, functools.partial(Live, root), around=around)
    server.url = f"http://127.0.0.1:{server.port}/"
    yield server
    server.stop()


@pytest.fixture
def opened(visit, preview):
    """Give a function that opens the article; at the end nothing may have been complained of."""
    visits = []

    def open_article(address=PAGE, **options):
        visits.append(visit(**options))
        visits[-1].page.goto(preview.url + address)
        visits[-1].page.locator(".launch").wait_for(state="attached")
        return visits[-1].page

    yield open_article
    assert [one.complaints for one in visits if one.complaints] == []


_SELECT = """([first, last]) => {
  const find = (words, end) => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at + (end ? words.length : 0)];
    }
  };
  getSelection().setBaseAndExtent(...find(first, false), ...find(last, true));
}"""


_IDENT = "ident => document.querySelector('#pincite-new-id').value === ident"


def _select(page, first, last=None):
    page.evaluate(_SELECT, [first, last or first])


def _quoted(page):
    """Give the words that the panel has made a quote of, when it has."""
    page.locator("#pincite-picker .panel").wait_for()
    (told,) = yaml.safe_load(page.locator("#pincite-yaml").input_value())
    return told["exact"]


def _until_quoted(page, words):
    page.wait_for_function(
        "words => document.querySelector('#pincite-picker .unseen').textContent === `Chosen: ${words}`", arg=words
    )
    assert _quoted(page) == words


def test_selected_words_become_the_yaml_of_a_quote(opened):
    page = opened()
    _select(page, "bridge was closed")
    assert _quoted(page) == "bridge was closed"
    start = TEXT.index("bridge was closed")
    assert f"Article A ¶2, {start}–{start + 17}, 3 words" in page.locator(".where").inner_text()


def test_offsets_are_right_behind_and_between_characters_of_two_units(opened):
    page = opened()
    _select(page, "🌊🌊 was hurt")
    assert _quoted(page) == "🌊🌊 was hurt"
    start = TEXT.index("🌊🌊")
    assert f"{start}–{start + 11}" in page.locator(".where").inner_text()


def test_words_are_selected_with_the_mouse_inside_a_link_and_the_link_is_not_followed(opened):
    page = opened()
    link = page.locator("a.passage", has_text="46 boats")
    box = link.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    page.mouse.move(box["x"] + box["width"] - 1, middle, steps=4)
    page.mouse.up()
    assert _quoted(page) == "46 boats"
    assert page.url.endswith(PAGE)


@pytest.mark.parametrize("pixels", [2, 5, 10, 25])
def test_a_long_link_is_selected_at_any_speed_of_the_mouse(opened, pixels):
    page = opened()
    page.evaluate(
        """() => { // as if a card quoted the whole paragraph
          const span = document.querySelector('#p2 [data-article]'), link = document.createElement('a');
          link.href = '/claims/boats.html';
          link.draggable = false;
          link.append(...span.childNodes);
          span.append(link);
        }"""
    )
    box = page.locator("#p2 [data-article] > a").bounding_box()
    y = box["y"] + 10
    told = "window.told = []; for (const e of ['dragstart', 'pointercancel']) addEventListener(e, () => told.push(e))"
    page.evaluate(told)
    page.mouse.move(box["x"] + 2, y)
    page.mouse.down()
    for moved in range(pixels, 261, pixels):
        page.mouse.move(box["x"] + moved, y)
    reached = page.evaluate("getSelection().toString()")
    page.mouse.up()
    assert len(reached) > 20
    assert _quoted(page).startswith(reached[:20])
    assert "pointercancel" not in page.evaluate("told")


def test_a_selection_that_is_pulled_over_the_open_panel_ends_in_its_line(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _until_quoted(page, "Nobody 🌊🌊 was hurt")
    page.evaluate("getSelection().removeAllRanges()")
    link = page.locator("a.passage", has_text="46 boats").bounding_box()
    panel = page.locator(".panel").bounding_box()
    y = link["y"] + link["height"] / 2
    page.evaluate(
        "y => { const p = document.querySelector('.panel'); p.style.cssText = `inset-block: ${y - 60}px auto` }", y
    )
    page.mouse.move(link["x"] + 1, y)
    page.mouse.down()
    page.mouse.move(panel["x"] + 40, y, steps=8)
    page.mouse.up()
    _until_quoted(page, "46 boats were damaged. The water fell.")


def test_plain_text_that_is_pulled_over_the_open_panel_takes_in_no_later_paragraph(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _until_quoted(page, "Nobody 🌊🌊 was hurt")
    page.evaluate("getSelection().removeAllRanges()")
    line, panel = page.locator("#p2 .text [data-article]").bounding_box(), page.locator(".panel").bounding_box()
    y = line["y"] + 10
    page.evaluate(
        "y => { const p = document.querySelector('.panel'); p.style.cssText = `inset-block: ${y - 60}px auto` }", y
    )
    page.mouse.move(line["x"] + 2, y)
    page.mouse.down()
    page.mouse.move(panel["x"] + 40, y, steps=8)
    selected = page.evaluate("getSelection().toString()")
    page.mouse.up()
    assert "bridge was closed" in selected
    assert "46 boats were damaged" not in selected


@pytest.mark.parametrize("width", [1280, 1100, 1000])
def test_the_panel_leaves_the_ends_of_the_lines_free(opened, width):
    page = opened(viewport={"width": width, "height": 800})
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    ends = "Math.max(...[...document.querySelectorAll('.para .text')].map(e => e.getBoundingClientRect().right))"
    assert page.evaluate(ends) <= page.locator(".panel").bounding_box()["x"]


def test_a_link_still_leads_on_when_it_is_clicked(opened):
    page = opened()
    page.locator("a.passage", has_text="46 boats").click()
    page.wait_for_url("**/claims/boats.html*")


def test_a_selection_over_paragraphs_and_notes_is_clipped_to_the_article_s_text(opened):
    page = opened()
    _select(page, "the mayor said", "46 boats")
    assert _quoted(page).startswith("the mayor said. The water rose.\nAt least 46 boats")


def test_text_of_the_notes_is_not_picked(opened):
    page = opened()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.notes .set-aside'))")
    page.wait_for_timeout(400)
    assert page.locator(".panel").is_hidden()


def test_the_cards_and_what_is_set_aside_are_named(opened):
    page = opened()
    _select(page, "The water rose.", "46 boats")
    _quoted(page)
    items = page.locator(".panel li").all_inner_texts()
    assert items == ["Boats draft, a part, supports", "Set aside: opinion"]
    assert page.locator(".panel li a").get_attribute("href") == "/claims/boats.html#q1"


def test_the_yaml_is_copied(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_role("button", name="Copy").click()
    page.locator(".status", has_text="Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#pincite-yaml").input_value()


def test_without_a_clipboard_the_yaml_is_selected(opened):
    page = opened()
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_role("button", name="Copy").click()
    page.locator(".status", has_text="It is selected").wait_for()
    assert page.evaluate("(e => e.selectionEnd - e.selectionStart === e.value.length)(document.activeElement)")


def test_a_sentence_is_chosen_extended_and_left_by_keyboard_alone(opened):
    page = opened(f"{PAGE}#p2")
    page.keyboard.press("Alt+p")
    _until_quoted(page, "The 🚢 bridge was closed on Friday.")
    assert page.evaluate("document.activeElement.id") == "pincite-picker-title"
    page.keyboard.press("ArrowDown")
    _until_quoted(page, "Nobody 🌊🌊 was hurt, the mayor said.")
    assert page.evaluate("getSelection().toString()") == "Nobody 🌊🌊 was hurt, the mayor said."
    page.keyboard.press("Shift+ArrowRight")
    _until_quoted(page, "Nobody 🌊🌊 was hurt, the mayor said. The water rose.")
    page.keyboard.press("Shift+ArrowRight")
    _until_quoted(page, "Nobody 🌊🌊 was hurt, the mayor said. The water rose.\nAt least 46 boats were damaged.")
    page.keyboard.press("ArrowUp")
    _until_quoted(page, "The water rose.")


def test_the_keyboard_begins_at_the_link_that_has_the_focus(opened):
    page = opened()
    page.locator("a.passage", has_text="46 boats").focus()
    page.keyboard.press("Alt+p")
    _until_quoted(page, "At least 46 boats were damaged.")


def test_escape_closes_the_panel_and_gives_the_focus_back(opened):
    page = opened()
    link = page.locator("a.passage", has_text="46 boats")
    link.focus()
    page.keyboard.press("Alt+p")
    _until_quoted(page, "At least 46 boats were damaged.")
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert link.evaluate("e => e === document.activeElement")
    page.wait_for_timeout(400)
    assert page.locator(".panel").is_hidden(), "the selection that is still there opened it again"


def test_words_that_were_closed_can_be_selected_again(opened):
    page = opened()
    for _ in range(2):
        _select(page, "bridge was closed")
        assert _quoted(page) == "bridge was closed"
        page.keyboard.press("Escape")
        page.evaluate("getSelection().removeAllRanges()")
        page.wait_for_timeout(50)


def test_what_is_quoted_stays_marked_while_the_panel_has_the_selection(opened):
    page = opened()
    marked = "[...(CSS.highlights.get('pincite-chosen') ?? [])].map(String)"
    _select(page, "ridge was clo")
    _until_quoted(page, "bridge was closed")
    page.locator("#pincite-yaml").click()
    assert page.evaluate(marked) == ["bridge was closed"]
    page.keyboard.press("Escape")
    assert page.evaluate(marked) == []


def test_arrow_keys_belong_to_the_fields_where_one_types(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.locator("#pincite-yaml").press("ArrowDown")
    page.wait_for_timeout(200)
    assert _quoted(page) == "Nobody 🌊🌊 was hurt"


def test_a_selection_by_mouse_takes_no_focus_and_moves_nothing(opened):
    page = opened()
    look = "[scrollY, document.documentElement.scrollWidth, document.querySelector('#p3').getBoundingClientRect().top]"
    before = page.evaluate(look)
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    assert page.evaluate(look) == before
    assert page.evaluate("document.activeElement === document.body")


def test_the_desk_s_link_opens_the_panel_at_its_sentence_once(opened):
    start = TEXT.index("Nobody")
    page = opened(f"{PAGE}?pick={start}-{start + 18}#p2")
    _until_quoted(page, "Nobody 🌊🌊 was hurt")
    assert page.url.endswith(f"{PAGE}#p2")


def test_a_draft_card_is_begun_from_the_passage_and_the_page_shows_it(opened, preview):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    assert page.get_by_label("Id and address").input_value() == "nobody-was-hurt"
    page.get_by_label("Title").fill("Nobody: hurt")
    page.wait_for_function(_IDENT, arg="nobody-hurt")
    page.get_by_label("Id and address").fill("nobody-was-hurt")
    page.get_by_role("button", name="Create the draft").click()
    # The page loads itself anew, for the passage is quoted now; what the panel told stands there again.
    page.locator("[id=nobody-was-hurt-q1]").wait_for(state="attached")
    page.locator(".result", has_text="content/claims/nobody-was-hurt.yaml is written.").wait_for()
    links = page.locator(".result a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert links == ["ed://content/claims/nobody-was-hurt.yaml", "/claims/nobody-was-hurt.html"]
    written = yaml.safe_load((preview.root / "content/claims/nobody-was-hurt.yaml").read_text("utf-8"))
    assert (written["title"], written["status"]) == ("Nobody: hurt", "draft")
    assert [quote["exact"] for quote in written["quotes"]] == ["Nobody 🌊🌊 was hurt"]
    start = TEXT.index("Nobody")
    page.locator(".result a", has_text="See its page").wait_for()
    assert page.get_by_role("button", name="Create the draft").count() == 0, "the form is still there"
    assert page.locator(".result").evaluate(_IN_VIEW)
    assert written["claim"] == "Nobody 🌊🌊 was hurt, the mayor said."
    assert f"{start}–{start + 18}" in page.locator(".where").inner_text()
    (preview.root / "content/claims/nobody-was-hurt.yaml").unlink()
    page.locator("[id=nobody-was-hurt-q1]").wait_for(state="detached")


_IN_VIEW = """e => {
  const box = e.getBoundingClientRect(), around = e.closest('.panel').getBoundingClientRect();
  return box.height > 0 && box.top >= around.top && box.bottom <= around.bottom;
}"""


def _described(page, label):
    return page.get_by_label(label).evaluate(
        "e => document.getElementById(e.getAttribute('aria-describedby'))?.textContent ?? ''"
    )


def test_nobody_is_accused_unless_chosen(opened):
    page = opened("articles/unquoted.html")
    page.keyboard.press("Alt+p")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    claimant = page.get_by_label("Who claims it")
    assert claimant.evaluate("e => e.selectedOptions[0].textContent") == "choose who claims it"
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_role("alert").filter(has_text="does not say who claims it").wait_for()
    assert _described(page, "Who claims it").startswith("the card does not say who claims it")
    assert claimant.evaluate("e => e === document.activeElement")
    claimant.select_option(index=1)
    assert _described(page, "Who claims it") == ""


def test_the_id_follows_the_title_until_it_is_typed_by_hand(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    page.get_by_label("Title").fill("Boats")
    page.wait_for_function(_IDENT, arg="boats-2")
    page.get_by_label("Id and address").fill("mine")
    page.get_by_label("Title").fill("Ships")
    page.wait_for_timeout(500)
    assert page.get_by_label("Id and address").input_value() == "mine"
    page.get_by_label("Id and address").fill("")
    page.wait_for_function(_IDENT, arg="ships")


def test_a_card_that_is_refused_says_why_at_the_field_and_in_sight(opened):
    page = opened(viewport={"width": 360, "height": 640})
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    page.get_by_label("Id and address").fill("boats")
    page.get_by_role("button", name="Create the draft").click()
    refused = page.get_by_role("alert").filter(has_text='there is a card "boats" already')
    refused.wait_for()
    assert refused.evaluate(_IN_VIEW)
    assert _described(page, "Id and address").endswith('take another id: "boats-2" is free')
    assert page.get_by_label("Id and address").get_attribute("aria-invalid") == "true"


def test_an_open_panel_and_what_was_typed_outlive_a_reload(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    page.get_by_label("Title").fill("Mine")
    page.reload()
    _until_quoted(page, "Nobody 🌊🌊 was hurt")
    assert page.get_by_label("Title").input_value() == "Mine"
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_timeout(300)
    assert page.locator(".panel").is_hidden()


@pytest.mark.parametrize("colours", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_on_a_phone_the_panel_fits_and_everything_in_it_can_be_reached(opened, colours):
    page = opened(viewport={"width": 320, "height": 560}, **colours)
    _select(page, "Storm 🌍 closes", "The water fell.")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    outside = page.locator(".panel").evaluate(
        """p => [...p.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth)
          .map(e => e.outerHTML)"""
    )
    assert outside == []
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    page.get_by_role("button", name="Create the draft").scroll_into_view_if_needed()
    assert page.get_by_role("button", name="Create the draft").is_visible()


def test_on_a_phone_the_passage_is_seen_above_a_panel_that_takes_less_than_half(opened):
    page = opened(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    _select(page, "46 boats", "The water fell.")
    _quoted(page)
    page.wait_for_timeout(50)
    top = page.locator(".panel").bounding_box()["y"]
    assert top >= 640 * 0.54
    bottom = page.evaluate("[...CSS.highlights.get('pincite-chosen')][0].getBoundingClientRect().bottom")
    assert 0 < bottom <= top
    assert [page.locator(".help").is_visible(), page.locator(".keys").is_visible()] == [False, False]
    heights = page.locator(".panel button:visible").evaluate_all("all => all.map(e => e.offsetHeight)")
    assert min(heights) >= 44


def test_the_yaml_is_not_wrapped_and_ends_its_last_line(opened):
    page = opened(viewport={"width": 360, "height": 640})
    _select(page, "bridge was closed", "The water fell.")
    _quoted(page)
    box = page.locator("#pincite-yaml")
    assert box.input_value().endswith("stance: supports\n")
    assert box.evaluate("e => [getComputedStyle(e).whiteSpace, e.scrollWidth > e.clientWidth]") == ["pre", True]


def test_the_panel_is_a_named_dialog_with_named_controls(opened):
    page = opened()
    _select(page, "Nobody 🌊🌊 was hurt")
    _quoted(page)
    page.get_by_text("New draft card from this").click()
    assert page.get_by_role("dialog", name="Quote this passage").is_visible()
    for role, name in (("textbox", "The quote, as YAML"), ("textbox", "Title"), ("combobox", "Rating, for now")):
        assert page.get_by_role(role, name=name).is_visible()

"""Pictures that are tables, in a browser: tables on a phone, too, one order in every script, and room for much."""

from __future__ import annotations

import re

import pytest
from rendering import base, made

pytestmark = pytest.mark.browser

PAGES = ("figures.html", "claims/ariha-49.html", "ratings.html", "articles/index.html", "index.html")
# Whether a link is what one would hit in the middle of its first line.
_ON_TOP = """e => {
  const box = e.getClientRects()[0];
  return e.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
}"""
NUMBERS = (3, 2132, *range(40, 78))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Make a site with a card of forty statements of one thing, from 3 to 2,132; give its page of figures."""
    root = base(tmp_path_factory.mktemp("crowded"))
    card = root / "content/claims/boats-damaged.yaml"
    text = card.read_text("utf-8")
    listed = ", ".join(str(number) for number in NUMBERS)
    text = text.replace("finding: The log lists 46 boats.", f"finding: The log lists 46 boats, or {listed}.")
    rows = "".join(
        f"  - {{measure: gulls seen, evidence: harbour-log, value: {number}, note: Count {at}.}}\n"
        for at, number in enumerate(NUMBERS)
    )
    card.write_text(text.replace("evidence:\n  - reference", f"{rows}evidence:\n  - reference"), "utf-8")
    report = made(root)
    assert not report.problems
    for path, data in report.files.items():
        (root / "built" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "built" / path).write_bytes(data)
    return root / "built" / "figures.html"


def _roles(one):
    """Count the nodes of each role in the accessibility tree."""
    session = one.context.new_cdp_session(one.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found: dict[str, int] = {}
    for node in nodes:
        if not node["ignored"]:
            role = node["role"]["value"]
            found[role] = found.get(role, 0) + 1
    return found


@pytest.mark.parametrize("path", PAGES)
def test_tables_are_tables_to_a_screen_reader_on_a_phone(visit, host, path):
    one = visit(viewport={"width": 390, "height": 844})
    one.page.goto(f"{host}/{path}")
    counted = one.page.evaluate(
        """() => Object.fromEntries(['table', 'tr', 'td', 'tbody th'].map(name => [name,
             [...document.querySelectorAll(name)].filter(e => !e.closest('[aria-hidden]')).length]))"""
    )
    roles = _roles(one)
    assert counted["table"] > 0
    assert roles.get("table") == counted["table"]
    assert roles.get("row") == counted["tr"]
    assert roles.get("cell", 0) + roles.get("gridcell", 0) == counted["td"]
    assert roles.get("rowheader", 0) == counted["tbody th"]


def test_without_pictures_every_statement_still_says_its_number(visit, host):
    page = visit().page
    page.goto(f"{host}/figures.html")
    page.evaluate("document.querySelectorAll('svg').forEach(e => e.remove())")
    said = page.locator("tbody td:last-child b").all_inner_texts()
    assert len(said) == page.locator(".plot tbody tr, .lone tbody tr:not(.reason)").count() > 30
    assert [words for words in said if not re.search(r"\d", words)] == []


_PLACES = """() => [...document.querySelectorAll('.plot')].map(table => {
  const middle = e => { const box = e.getBoundingClientRect(); return (box.left + box.right) / 2; };
  const track = table.querySelector('tbody .track').getBoundingClientRect();
  const labels = [...table.querySelectorAll('tfoot text')];
  return {
    labels: labels.map(e => [Number(e.textContent.replace(/\\D/g, '')), middle(e)]),
    marks: [...table.querySelectorAll('tbody tr')]
      .filter(row => /^\\d[\\d,]*$/.test(row.querySelector('b').textContent))
      .map(row => [Number(row.querySelector('b').textContent.replace(/\\D/g, '')),
                   middle(row.querySelector('circle, rect'))]),
    outside: labels.filter(e => {
      const box = e.getBoundingClientRect();
      return box.left < track.left - 1 || box.right > track.right + 1;
    }).length,
  };
})"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_an_axis_and_its_marks_run_the_same_way_in_every_script(visit, host, direction):
    page = visit().page
    page.goto(f"{host}/figures.html")
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    plots = page.evaluate(_PLACES)
    assert len(plots) > 5
    for plot in plots:
        assert plot["outside"] == 0
        assert plot["labels"] == sorted(plot["labels"], key=lambda label: label[1])
        placed = [at for _, at in sorted(plot["marks"])]
        assert placed == sorted(placed)
        (_, left), (top, right) = plot["labels"][0], plot["labels"][-1]
        # Labels at the ends are set inwards, so a mark may lie half a label beside its place between them.
        assert all(abs(left + (right - left) * number / top - at) < 20 for number, at in plot["marks"])


@pytest.mark.parametrize("width", [320, 1280])
def test_forty_statements_from_three_to_thousands_stay_readable(visit, crowded, width):
    page = visit(viewport={"width": width, "height": 700}).page
    page.goto(crowded.as_uri())
    table = page.locator("table.plot", has_text="Gulls seen")
    assert "Lowest: 3" in table.locator("caption").inner_text()
    assert "Highest: 2,132" in table.locator("caption").inner_text()
    rows = table.locator("tbody tr")
    assert rows.count() == 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    clashes = table.evaluate("""table => [...table.querySelectorAll('tbody tr')].filter(row => {
      const mark = row.querySelector('circle').getBoundingClientRect();
      return [...row.querySelectorAll('th a, b, small')].some(e => {
        const box = e.getBoundingClientRect();
        return box.left < mark.right && mark.left < box.right && box.top < mark.bottom && mark.top < box.bottom;
      });
    }).length""")
    assert clashes == 0
    rows.nth(20).scroll_into_view_if_needed()
    axis = table.locator("tfoot").bounding_box()
    assert 0 < axis["y"] <= 700 - axis["height"] + 1, "the axis went out of sight"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_axis_that_stays_in_sight_never_covers_the_title(visit, crowded, width):
    page = visit(viewport={"width": width, "height": 700}).page
    page.goto(crowded.as_uri())
    on_top = (
        page.locator("table.plot", has_text="Gulls seen")
        .locator("caption")
        .evaluate("""caption => {
      const { bottom } = caption.getBoundingClientRect();
      scrollTo({ top: scrollY + bottom - innerHeight, behavior: "instant" });  // the title alone is in the window
      const box = caption.getBoundingClientRect();
      return document.elementFromPoint(box.left + box.width / 2, box.bottom - 5).closest("caption, tfoot").tagName;
    }""")
    )
    assert on_top == "CAPTION"


def test_a_wide_spread_tells_the_least_from_nought_and_from_the_greatest(visit, crowded):
    page = visit().page
    page.goto(crowded.as_uri())
    table = page.locator("table.plot", has_text="Gulls seen")
    marks = [box["x"] for box in (one.bounding_box() for one in table.locator("tbody circle").all())]
    assert marks[0] == min(marks)
    assert marks[1] == max(marks) > marks[0] + 100


def test_the_heads_of_the_matrix_stay_in_sight(visit, host):
    page = visit().page
    page.goto(f"{host}/articles/index.html")
    page.locator(".matrix tbody tr").nth(25).evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    assert page.locator(".matrix thead th").first.bounding_box()["y"] == pytest.approx(0, abs=1)


def test_on_a_phone_the_heads_of_the_matrix_are_seen_while_they_have_the_focus(visit, host):
    page = visit(viewport={"width": 390, "height": 700}, reduced_motion="reduce").page
    page.goto(f"{host}/articles/index.html")
    links = page.locator(".matrix thead a").all()
    assert len(links) == 2
    for link in links:
        link.focus()
        assert link.evaluate(_ON_TOP)
        assert link.bounding_box()["height"] >= 24


def test_the_axis_of_a_long_plot_covers_no_link_that_has_the_focus(visit, crowded):
    page = visit(viewport={"width": 320, "height": 256}, reduced_motion="reduce").page
    page.goto(crowded.as_uri())
    links = page.locator("table.long tbody th a")
    assert links.count() == 40
    links.first.focus()
    covered = []
    for _ in range(60):
        if not page.evaluate(f"({_ON_TOP})(document.activeElement)"):
            covered.append(page.evaluate("document.activeElement.outerHTML"))
        page.keyboard.press("Tab")
    assert covered == []


def test_a_cell_of_the_matrix_leads_to_its_passage(visit, host):
    page = visit(java_script_enabled=False).page
    page.goto(f"{host}/articles/index.html")
    page.locator(".matrix td a").first.click()
    assert re.search(r"/articles/[^/]+\.html#", page.url)
    assert page.locator(":target").count() == 1


def test_the_contents_of_the_figures_lead_to_their_sections(visit, host):
    page = visit().page
    page.goto(f"{host}/figures.html")
    for link in page.locator(".contents a").all():
        target = link.get_attribute("href")
        assert page.locator(f"section [id='{target[1:]}']").inner_text().startswith(link.inner_text())

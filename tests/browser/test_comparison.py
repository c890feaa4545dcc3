"""Comparisons in a browser: what a screen reader hears, a phone shows, and paper keeps."""

from __future__ import annotations

import pytest

PAGE = "compare.html"

pytestmark = pytest.mark.browser


def _spoken(page):
    """Give what the accessibility tree has under each deletion and insertion: role and words."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def words(node):
        if node["role"]["value"] == "StaticText":
            return node["name"]["value"]
        return "".join(words(nodes[child]) for child in node.get("childIds", ()) if child in nodes)

    return [(node["role"]["value"], words(node)) for node in tree if node["role"]["value"] in {"deletion", "insertion"}]


def test_a_screen_reader_hears_what_only_one_passage_has_and_its_number(visit, host):
    page = visit().page
    page.goto(f"{host}/{PAGE}")
    marks = page.eval_on_selector_all(
        "del[data-n], ins[data-n]", "all => all.map(one => [one.tagName, one.textContent, one.dataset.n])"
    )
    roles = {"DEL": "deletion", "INS": "insertion"}
    wanted = [(roles[tag], f" [differs: {text} {number}] ") for tag, text, number in marks]
    assert [told for told in _spoken(page) if "differs" in told[1]] == wanted
    assert len(wanted) > 20


def test_on_a_phone_the_passages_and_their_differences_follow_one_another(visit, host):
    page = visit(viewport={"width": 390, "height": 900}).page
    page.goto(f"{host}/{PAGE}")
    tops = page.eval_on_selector_all(
        ".compared",
        "all => all.map(one => [...one.querySelectorAll('figure, .diffs')].map(part => {"
        " const box = part.getBoundingClientRect(); return [box.top, box.bottom, box.left] }))",
    )
    for first, second, differences in tops:
        assert first[1] <= second[0] < second[1] <= differences[0]
        assert first[2] == second[2]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_mark_covers_the_line_of_the_one_above_it(visit, host):
    page = visit(viewport={"width": 390, "height": 900}).page
    page.goto(f"{host}/{PAGE}")
    overlaps = page.evaluate(
        """() => [...document.querySelectorAll('.compared blockquote')].flatMap(quote => {
          const boxes = [...quote.querySelectorAll('del, ins')].flatMap(mark => [...mark.getClientRects()])
          return boxes.filter(one => boxes.some(other =>
            other.top > one.top + 4 && other.top < one.bottom - .5
            && other.left < one.right && one.left < other.right)).map(() => quote.textContent)
        })"""
    )
    assert overlaps == []


@pytest.mark.parametrize("tag", ["del", "ins"])
def test_on_paper_the_lines_and_numbers_stay_and_the_grounds_go(visit, host, tag):
    page = visit().page
    page.emulate_media(media="print")
    page.goto(f"{host}/{PAGE}")
    seen = page.eval_on_selector(
        f"{tag}[data-n]",
        "one => { const here = getComputedStyle(one); return [here.borderBlockEndStyle, here.backgroundColor,"
        " getComputedStyle(one, '::after').content.includes(one.dataset.n)] }",
    )
    assert seen == [{"del": "dashed", "ins": "solid"}[tag], "rgba(0, 0, 0, 0)", True]

"""The report of `diff --html` in a browser: nobody is kept out of it, wide and narrow, and it asks for nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_axe import _AXE, AXE, TAGS

from pincite.cli import main

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("content", "templates", "assets", "seeds")


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """Write the report of a copy of this repository's site with a change of each kind."""
    root = tmp_path_factory.mktemp("report") / "site"
    root.mkdir()
    for name in SOURCES:
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "site.yaml", root)
    assert main(["build", "--root", str(root)]) == 0
    card = root / "content/claims/ariha-49.yaml"
    text = card.read_text("utf-8").replace("rating: supported-context", "rating: contested")
    text = text.replace("the 49 were killed", "the 49 may have been killed")
    card.write_text(text + "corrections:\n  - {date: 2026-11-29, note: The rating was too high.}\n", "utf-8")
    other = root / "content/claims/photo-su34.yaml"
    note = "status: withdrawn\ncorrections:\n  - {date: 2026-11-29, note: It was taken elsewhere.}\n"
    other.write_text(other.read_text("utf-8") + note, "utf-8")
    settings = root / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Found a mistake?", "Have you found a mistake?"), "utf-8")
    target = root / "changes.html"
    assert main(["diff", "--root", str(root), str(root / "output"), "--html", str(target)]) == 0
    return target


def test_nobody_is_kept_out_of_the_report_and_it_asks_for_nothing(visit, report):
    for colours, width in (("light", 1280), ("dark", 320)):
        seen = visit(color_scheme=colours, viewport={"width": width, "height": 800}, bypass_csp=True)
        seen.page.goto(report.as_uri())
        seen.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        seen.page.evaluate(AXE)
        overflow = seen.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        read = seen.page.locator("dd.verdict ins").text_content()
        assert (seen.page.evaluate(_AXE, TAGS), overflow <= 0, read.strip()) == ([], True, "[added: may have been]")
        assert (seen.requests, seen.complaints) == ([report.as_uri()], [])

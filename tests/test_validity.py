"""Every built page, stylesheet and picture is valid: the Nu Html Checker, which the W3C runs, finds no error.

It runs below tests/markup, where `make test` installs it from its lock; it needs Java, and no network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from rendering import ROOT, repository, states

from pincite.pipeline import make

pytestmark = pytest.mark.markup

CHECKER = ROOT / "tests" / "markup" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SECONDS = 120
# Properties of SVG 2 (7.3 and 13.8) that browsers have and that the checker has not learnt yet.
NOT_LEARNT = {f"CSS: “{name}”: Property “{name}” doesn't exist." for name in ("r", "paint-order")}


def _lacking():
    if not shutil.which("java"):
        return "java is not installed"
    return "" if CHECKER.exists() else "the checker is not installed: run `make test`, with npm"


@pytest.fixture
def check():
    """Give a function that checks every page, stylesheet and picture below a folder, and gives what is wrong."""
    if reason := _lacking():
        (pytest.fail if os.environ.get("REQUIRE_MARKUP") else pytest.skip)(reason)

    def run(folder):
        command = ["java", "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout"]
        command += ["--also-check-css", "--also-check-svg", "--skip-non-html", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False)
        return [
            f"{Path(said.get('url', '')).name}:{said.get('lastLine', 0)}: {said['message']}"
            for said in json.loads(done.stdout)["messages"]
            if said["message"] not in NOT_LEARNT
        ]

    return run


def _write(files, folder):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def test_every_page_stylesheet_and_picture_of_both_sites_is_valid(check, tmp_path):
    of_states = make(states(tmp_path), drafts=True).files
    assert (len(of_states) > 80, len(repository().files) > 100) == (True, True)
    _write(repository().files, tmp_path / "out" / "site")
    _write(of_states, tmp_path / "out" / "states")
    assert check(tmp_path / "out") == []


def test_what_is_not_valid_is_found(check, tmp_path):
    """A check of the check, for each kind of file."""
    _write(
        {
            "page.html": b'<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a">',
            "sheet.css": b"p { colour: red }",
            "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><line-of-mine/></svg>',
        },
        tmp_path / "out",
    )
    assert {said.split(":")[0] for said in check(tmp_path / "out")} == {"page.html", "sheet.css", "picture.svg"}

"""The manifest's inputs are the files of the site that a build reads: all of them, and no others."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rendering import ROOT, equip
from test_build import copy

if TYPE_CHECKING:
    from pathlib import Path

# What is opened for reading below the root, by the command that a user types; how often does not matter. Python tells
# it of every file that Python code opens. What other programs and libraries open is not seen: the fonts of the share
# images, which come with pincite, and Pagefind's reading of the finished pages. Nor is counted what is looked at first,
# to tell whether anything is another than before: all that lies there.
_WATCH = """
import os, sys
root, opened = os.path.realpath(sys.argv[1]) + os.sep, set()
def hook(event, arguments):
    named = event == "open" and isinstance(arguments[0], (str, bytes))
    if named and not (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(root):
            opened.add(path[len(root):])
sys.addaudithook(hook)
from pincite.cli import main
from pincite.output import built
listing = built.listing
def listed(root):
    found = listing(root)
    opened.clear()
    return found
built.listing = listed
status = main(["build", "--root", sys.argv[1], *sys.argv[2:]])
sys.stdout.write("\\n" + "\\n".join(sorted(opened)))
sys.exit(status)
"""
_OWN = ("output/", ".pincite/", ".output.pincite-")  # what a build writes, and reads again


def _read_and_listed(root: Path, *arguments: str) -> tuple[set[str], dict[str, str]]:
    """Build; give the files that were read, and the inputs of the manifest."""
    command = [sys.executable, "-c", _WATCH, str(root), *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    read = {path for path in run.stdout.splitlines() if (root / path).is_file() and not path.startswith(_OWN)}
    return read, json.loads((root / "output/manifest.json").read_bytes())["inputs"]


def _lay(root: Path, name: str) -> Path:
    shutil.copytree(ROOT / "tests" / name, root)
    equip(root)
    shutil.copytree(ROOT / "locale", root / "locale")
    return root


def test_the_repositorys_site_is_made_of_what_the_manifest_lists_its_record_included(tmp_path):
    root = copy(tmp_path / "site")
    (root / "record").mkdir(exist_ok=True)
    (root / "record/publications.json").write_text('{"manifests": []}', "utf-8")
    read, inputs = _read_and_listed(root)
    assert "record/publications.json" in inputs
    assert len(inputs) > 100
    assert sorted(read) == sorted(inputs)


def test_so_is_a_site_with_a_catalogue_of_another_language(tmp_path):
    read, inputs = _read_and_listed(_lay(tmp_path / "site", "arabic-site"))
    assert "locale/ar.po" in inputs
    assert sorted(read) == sorted(inputs)


@pytest.mark.parametrize("drafts", [True, False], ids=["shown", "left out"])
def test_drafts_are_read_and_checked_always_and_are_inputs_only_of_a_site_that_shows_them(drafts, tmp_path):
    root = _lay(tmp_path / "site", "states-site")
    read, inputs = _read_and_listed(root, *(["--drafts"] if drafts else []))
    marked = {
        path
        for path in read
        if path.startswith("content/claims/") and "status: draft" in (root / path).read_text("utf-8")
    }
    assert marked
    assert sorted(read - inputs.keys()) == ([] if drafts else sorted(marked))
    assert sorted(inputs.keys() - read) == []

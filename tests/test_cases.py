# ruff: noqa: N803 - the fixture ROOT is a constant of the repository
"""Golden cases: each folder below tests/cases is a patch on tests/base-site and the text that a terminal must show.

A case holds only the files that it adds or replaces, `delete.txt` names base files to remove, one a line, and
`expected.txt` is the whole output. `pytest --update-cases` rewrites the expectations; CI refuses it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parent / "cases"
NOT_COPIED = ("expected.txt", "delete.txt")
LOADING = (
    "cardcheck.py",
    "recordcheck.py",
    "scalecheck.py",
    "crosscheck.py",
    "onrecord.py",
    "site.py",
    "read/*.py",
    "formats/*.py",
)

# Codes that no folder in a repository can bring about, and the test that holds each.
ELSEWHERE = {
    "symlink": "test_files",
    "file-kind": "test_files",
    "file-name": "test_files",
    "file-too-big": "test_files",
    "file-unreadable": "test_files",
    "yaml-too-many": "test_nodes",
    "claimreview-shape": "test_formats_review_rules",
}


def _folders():
    return sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", _folders(), ids=lambda case: case.name)
def test_a_case_prints_exactly_what_is_expected(case, site, request):
    shutil.copytree(case, site.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    if (case / "delete.txt").exists():
        for path in (case / "delete.txt").read_text(encoding="utf-8").split():
            site.delete(path)
    actual = site.printed() + "\n"
    expected = case / "expected.txt"
    if request.config.getoption("--update-cases"):
        expected.write_bytes(actual.encode())
    assert expected.exists(), f"{case.name} has no expected.txt; write it with --update-cases and read it"
    assert expected.read_bytes().decode() == actual


def test_a_case_never_names_the_machine_it_ran_on(tmp_path):
    texts = [path.read_text(encoding="utf-8") for path in CASES.glob("*/expected.txt")]
    assert [text for text in texts if str(tmp_path.parent) in text or "/home/" in text] == []


def test_every_folder_has_an_expectation_and_every_expectation_an_input():
    files = {case.name: {path.name for path in case.rglob("*") if path.is_file()} for case in _folders()}
    assert [name for name, held in files.items() if "expected.txt" not in held or held == {"expected.txt"}] == []


def test_every_code_of_loading_has_a_case(ROOT):
    sources = [path.read_text("utf-8") for glob in LOADING for path in sorted((ROOT / "pincite").glob(glob))]
    given = {
        code
        for source in sources
        for code in re.findall(r'(?:Problem|Breach|_say|warn|_problem)\(\s*f?"([a-z0-9-]+)"', source)
    }
    held = {
        code
        for path in CASES.glob("*/expected.txt")
        for code in re.findall(r": (?:error|warning)\[([a-z0-9-]+)\]", path.read_text("utf-8"))
    }
    assert given - held - set(ELSEWHERE) == set()


def test_every_code_told_to_be_held_elsewhere_is_named_there():
    folder = Path(__file__).resolve().parent
    lost = [c for c, module in ELSEWHERE.items() if c not in (folder / f"{module}.py").read_text("utf-8")]
    assert lost == []

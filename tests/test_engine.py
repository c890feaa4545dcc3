"""Which program this is: another one where a file of it, or of a library, is another, and not where only a time is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from running import ROOT

import pincite
from pincite import engine

_TELL = (
    "import sys, json\nsys.path[:0] = sys.argv[1:]\n"
    "import lib\nfrom pincite import engine\n"
    "names = engine.libraries()\nprint(names, engine.digest(names) if names is not None else None)"
)


def _told(*path: object) -> str:
    """Tell the program, run from a copy, with a library of ours, each found along a path."""
    command = [sys.executable, "-S", "-c", _TELL, *map(str, path)]
    return subprocess.run(command, cwd=path[0], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def copies(tmp_path):
    """Give a copy of the program and a library, in folders of their own."""
    for name in ("", "verbs", "disk"):
        target = tmp_path / "program/pincite" / name
        target.mkdir(parents=True, exist_ok=True)
        for path in (ROOT / "pincite" / name).glob("*.py"):
            shutil.copy(path, target)
    (tmp_path / "libraries/lib").mkdir(parents=True)
    (tmp_path / "libraries/lib/__init__.py").write_bytes(b"")
    (tmp_path / "libraries/lib/data.txt").write_bytes(b"1")
    return tmp_path / "program", tmp_path / "libraries"


def test_a_library_is_named_and_the_same_program_is_told_alike(copies):
    first = _told(*copies)
    assert first.startswith("('lib',) pincite ")
    for folder in copies:
        for path in folder.rglob("*.py"):
            os.utime(path, (1, 1))
    assert _told(*copies) == first


@pytest.mark.parametrize(
    "change",
    [
        lambda program, _: (program / "pincite/text.py").write_bytes(b""),
        lambda program, _: (program / "pincite/new.txt").write_bytes(b""),
        lambda program, _: (program / "pincite/verbs/check.py").unlink(),
        lambda _, library: (library / "lib/data.txt").write_bytes(b"2"),
        lambda _, library: (library / "lib/more.py").write_bytes(b""),
    ],
)
def test_a_file_that_is_another_makes_another_program(change, copies):
    before = _told(*copies)
    change(*copies)
    assert _told(*copies) != before


def test_a_library_of_the_same_name_that_is_found_first_makes_another_program(copies, tmp_path):
    before = _told(*copies)
    (tmp_path / "shadow/lib").mkdir(parents=True)
    (tmp_path / "shadow/lib/__init__.py").write_bytes(b"other = True\n")
    assert _told(copies[0], tmp_path / "shadow", copies[1]) != before


def test_a_library_of_one_file_counts_and_one_in_an_archive_cannot_be_told(copies, tmp_path):
    one = tmp_path / "one"
    one.mkdir()
    (one / "lib.py").write_bytes(b"")
    before = _told(copies[0], one)
    (one / "lib.py").write_bytes(b"other = True\n")
    assert before.startswith("('lib',) pincite ")
    assert _told(copies[0], one) != before
    with zipfile.ZipFile(tmp_path / "lib.zip", "w") as archive:
        archive.writestr("lib.py", "")
    assert _told(copies[0], tmp_path / "lib.zip") == "('lib',) None\n"


def test_a_library_that_is_not_there_cannot_be_told():
    assert engine.digest(("no_such_library",)) is None


def test_the_version_counts_and_what_python_compiled_does_not(monkeypatch, copies):
    before = engine.digest(())
    monkeypatch.setattr(pincite, "__version__", "99")
    assert engine.digest(()) != before
    first = _told(*copies)
    assert (copies[0] / "pincite/__pycache__").is_dir()
    shutil.rmtree(copies[0] / "pincite/__pycache__")
    assert _told(*copies) == first


def test_where_share_images_are_drawn_their_fonts_count():
    told = engine.digest(("PIL",))
    assert told.count("\nbeside PIL ") >= 1
    assert "\nPIL " in told

"""The same bytes on every machine, whatever came before: the whole tree's digest, machine against machine.

`make reproduce` tries more of them, and each Python: docs/reproducible.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import inside
import pytest
from running import ROOT, run
from test_build import CARD, SOURCES, copy, digest, edit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """Give a copy of the repository's site, which no test changes."""
    return copy(tmp_path_factory.mktemp("determinism") / "site")


@pytest.fixture(scope="module")
def expected(root) -> dict[str, str]:
    """Build it cold, once."""
    assert run(cwd=root, PYTHONHASHSEED="0").status == 0
    tree = digest(root / "output")
    assert len(tree) > 130
    return tree


_PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
_TURKISH = {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}


@pytest.mark.parametrize(
    ("mask", "environment"),
    [
        ("022", {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "PYTHONOPTIMIZE": "2"}),
        ("077", {"PYTHONHASHSEED": "random", "HOME": "/nowhere", "TMPDIR": "/nowhere", **_PLAIN}),
        ("000", {"TZ": "Pacific/Niue", "SOURCE_DATE_EPOCH": "0", **_TURKISH}),
    ],
    ids=["seed, zone, no docstrings", "chance, no home, ASCII", "zone, epoch, Turkish"],
)
def test_the_environment_and_the_umask_change_no_byte(mask, environment, root, expected, tmp_path):
    """Several at once, for each costs a build of the whole site; `make reproduce` tries them one by one."""
    shell = f'umask {mask} && exec "{sys.executable}" "{ROOT / "build.py"}" --output "{tmp_path / "made"}"'
    subprocess.run(["sh", "-c", shell], cwd=root, env={**os.environ, **environment}, check=True, capture_output=True)
    assert digest(tmp_path / "made") == expected


def test_place_and_way_of_calling_change_no_byte(expected, tmp_path):
    """Another folder, deeper, with blanks and letters of other scripts in its name, called from a third place."""
    other = copy(tmp_path / "a b/Überprüft – проверено/deep")
    (tmp_path / "here").mkdir()
    assert run("--root", other, cwd=tmp_path / "here").status == 0
    assert digest(other / "output") == expected


def test_order_and_times_of_files_change_no_byte(expected, tmp_path):
    """Files are laid down in reverse, the way in which some file systems will list them, and long ago."""
    other = tmp_path / "site"
    files = [ROOT / "site.yaml", *(path for name in SOURCES[1:] for path in (ROOT / name).rglob("*") if path.is_file())]
    for path in sorted(files, reverse=True):
        target = other / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1_000_000_000, 1_000_000_000))
    assert run(cwd=other).status == 0
    assert digest(other / "output") == expected


def test_a_warm_build_is_a_cold_build_with_its_caches_and_without(expected, tmp_path):
    other = copy(tmp_path / "site")
    for _ in range(2):
        assert run(cwd=other).status == 0
        assert digest(other / "output") == expected
    assert len([*(other / ".pincite").rglob("*.png")]) > 30
    (other / ".pincite/built.json").unlink()  # without which all is made again, but for the pictures
    assert run(cwd=other).status == 0
    assert digest(other / "output") == expected
    shutil.rmtree(other / ".pincite")
    assert run(cwd=other).status == 0
    assert digest(other / "output") == expected


def test_an_edit_that_is_undone_leaves_no_trace(expected, tmp_path):
    """Through a changed card, a failed build, a removed card and a build with drafts, back to where it was."""
    other = copy(tmp_path / "site")
    whole = (other / CARD).read_bytes()
    assert inside.run(cwd=other).status == 0
    edit(other / CARD, 'claim: "A further 710', 'claim: "Another 710')
    assert inside.run(cwd=other).status == 0
    assert digest(other / "output") != expected
    edit(other / CARD, 'exact: "There were a further 710', 'exact: "There were a further 711')
    assert inside.run(cwd=other).status == 1
    (other / CARD).write_bytes(whole)
    assert inside.run("--drafts", "--base-url", "https://else.example/", cwd=other).status == 0
    assert inside.run(cwd=other).status == 0
    assert digest(other / "output") == expected


def test_line_ends_of_another_system_change_no_page(expected, tmp_path):
    """What git makes of a text file on Windows. Only the digests of the inputs, in the manifest, are others."""
    other = copy(tmp_path / "site")
    for path in (other / "content").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(cwd=other).status == 0
    made = digest(other / "output")
    assert {path for path in expected if expected[path] != made.get(path)} <= {"manifest.json"}

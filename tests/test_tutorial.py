"""The tutorial is walked as it is told: each command in it is run, in order, on a copy of the repository's site."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest
from running import ROOT, run
from test_build import copy

from pincite.pages import Plan
from pincite.read.files import Folder
from pincite.site import load

TEXT = (ROOT / "docs" / "first-card.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
COMMANDS = re.findall(r"^ {4}(\S.*)$", PROSE, re.MULTILINE)
TARGETS = [command.removeprefix("make ") for command in COMMANDS if command.startswith("make ")]


def _blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?\n)```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_tutorial_has_the_commands_that_are_walked_here():
    words = [command.split()[0] for command in COMMANDS]
    assert words == ["make", "cp", ".venv/bin/python", ".venv/bin/python", "make", "rm"]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_the_tutorial_is_one_of_make(target):
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "build.py" in done.stdout) == (0, True)


def test_the_tutorial_comes_to_what_it_tells(tmp_path):
    root = copy(tmp_path / "site")
    card = root / "content" / "claims" / "my-first-card.yaml"
    _, cp, check, check_again, _, rm = COMMANDS
    assert (check, check_again) == (".venv/bin/python build.py check",) * 2

    subprocess.run(shlex.split(cp), cwd=root, check=True)
    assert card.is_file()
    card.write_bytes(_blocks("yaml")[0].encode())
    refused = run("check", cwd=root)
    (told,) = [block for block in _blocks("text") if "error[" in block]
    assert (refused.status, told.rstrip("\n") in refused.err) == (1, True)

    before, after = re.search(r"Write `([^`]+)` instead of `([^`]+)`", TEXT).group(2, 1)
    card.write_bytes(card.read_bytes().decode().replace(before, after).encode())
    mended = run("check", cwd=root)
    assert (mended.status, mended.err) == (0, "")
    assert mended.out.endswith("no problems\n")

    address = "claims/my-first-card.html"
    shown, built = (load(Folder(root), drafts=drafts).site for drafts in (True, False))
    addresses = [address in {page.path for page in Plan(site)} for site in (shown, built)]
    assert (f"`{address}`" in TEXT, addresses) == (True, [True, False])

    subprocess.run(shlex.split(rm), cwd=root, check=True)
    assert not card.exists()

"""Properties that hold for any input, each with a few; `tests/fuzz/run.py` runs them by the million."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz import carrying, prose, quoting, reading, taking
from fuzz.targets import TARGETS
from hypothesis import settings

RUN = Path(__file__).parent / "fuzz" / "run.py"
MODULES = {one.__name__ for one in (carrying, prose, quoting, reading, taking)}
FEW = {"site": 10, "original-text": 20}  # whose inputs take long; of others 80


@pytest.mark.parametrize("name", TARGETS)
def test_the_property_holds_for_a_few_inputs(name):
    TARGETS[name].tuned(settings(max_examples=FEW.get(name, 80)))()
    assert TARGETS[name].held > 0


@pytest.mark.parametrize("name", TARGETS)
def test_a_property_is_a_sentence(name):
    assert TARGETS[name].says[0].isupper()
    assert TARGETS[name].check.__module__ in MODULES


def test_the_targets_are_listed_with_their_sentences():
    told = subprocess.run([sys.executable, RUN, "--list"], capture_output=True, text=True, encoding="utf-8", check=True)
    assert sorted(line.split()[0] for line in told.stdout.splitlines()) == sorted(TARGETS)


def test_a_target_that_is_none_is_wrong_usage():
    told = subprocess.run([sys.executable, RUN, "--only", "none"], capture_output=True, text=True, check=False)
    assert (told.returncode, "no target is called so" in told.stderr) == (2, True)


def test_an_input_that_was_saved_is_run_again(tmp_path):
    saved = tmp_path / "dates" / "0123.bin"
    saved.parent.mkdir()
    saved.write_bytes(b"\1\2\3")
    told = subprocess.run([sys.executable, RUN, "--again", saved], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[0].startswith("text=")
    assert told.stdout.splitlines()[-1] == "it holds"


def test_the_docs_count_the_properties():
    assert f"{len(TARGETS)} properties" in (RUN.parents[2] / "docs" / "limits.md").read_text("utf-8")

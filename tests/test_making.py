"""Pages are made again only where something that they rest on is another, and come out as if all had been made."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from test_preview_live import EDITS, _edit

from pincite.output.manifest import listed_as
from pincite.pipeline import Means, make
from pincite.sinks import Nowhere

ROOT = Path(__file__).parent


class Kept:
    """A sink that holds files from one build to the next, as an output folder does."""

    def __init__(self):
        self.files, self.put_now = {}, []

    def begin(self, kept, to_make):
        pass

    def again(self):
        self.put_now.clear()

    def put(self, path, data):
        self.files[path] = data
        self.put_now.append(path)
        return listed_as(data)

    def has(self, path, listed):
        return path in self.files and listed_as(self.files[path]) == listed


@pytest.fixture(name="site", params=["base-site", "states-site"])
def fixture_site(request, tmp_path):
    root = tmp_path / "site"
    shutil.copytree(ROOT / request.param, root)
    for name in ("templates", "assets"):
        if not (root / name).exists():
            shutil.copytree(ROOT.parent / name, root / name)
    return root


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_a_build_with_a_cache_gives_what_one_without_gives(site, seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    whole = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    sink, means = Kept(), Means(site, program="program")
    for _ in range(8):
        edits = [chance.choice(EDITS) for _ in range(chance.choice((1, 1, 2, 3)))]
        for edit in edits:
            if chance.random() < 0.5:
                _edit(site, edit, whole)
            elif edit[0] in whole:
                (site / edit[0]).unlink(missing_ok=True)
                (site / edit[0]).write_bytes(whole[edit[0]])
        drafts = chance.random() < 0.3
        expected = make(site, drafts=drafts)
        if chance.random() < 0.3:
            checked = make(site, drafts=drafts, sink=Nowhere(), means=means)
            assert (checked.problems, checked.listed) == (expected.problems, expected.listed), edits
        made = make(site, drafts=drafts, sink=sink, means=means)
        assert made.problems == expected.problems, edits
        assert made.listed == expected.listed, edits
        assert made.inputs == expected.inputs, edits
        assert {path: sink.files[path] for path in made.listed} == expected.files, edits

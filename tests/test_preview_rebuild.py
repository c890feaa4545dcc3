"""Building off the loop: never two at once, the last save always, and no bug ends it."""

from __future__ import annotations

import asyncio
import sys
import time

import pytest

from pincite.pipeline import Made
from pincite.preview.contents import Contents
from pincite.preview.rebuild import Rebuild, attempted
from pincite.preview.shown import Change
from pincite.read.files import Folder


@pytest.fixture
def root(tmp_path):
    (tmp_path / "site.yaml").write_text("0")
    return tmp_path


def maker(root, seconds=0.0):
    """Make a site of one page that holds site.yaml's text; `running` counts builds at one time."""

    def make():
        make.running += 1
        make.most = max(make.most, make.running)
        make.times += 1
        text = (root / "site.yaml").read_bytes()
        time.sleep(seconds)
        make.running -= 1
        return Made({"index.html": text}, (), (), Folder(root), None)

    make.running = make.most = make.times = 0
    return make


@pytest.mark.parametrize(
    "error", [ValueError("v"), SystemExit(3), RecursionError(), MemoryError(), KeyboardInterrupt()]
)
def test_whatever_a_build_raises_becomes_a_problem(error):
    def fail():
        raise error

    attempt = attempted(fail)
    assert [attempt.files, [problem.code for problem in attempt.problems]] == [{}, ["bug"]]
    assert type(error).__name__ in attempt.problems[0].message


def test_a_bug_in_one_build_does_not_hinder_the_next(root):
    def make():
        if (root / "site.yaml").read_text() == "bad":
            sys.exit("gone")
        return Made({"index.html": b"good"}, (), (), Folder(root), None)

    async def run():
        rebuild = Rebuild(make, Contents(root))
        await rebuild.first()
        (root / "site.yaml").write_text("bad")
        rebuild.notice(frozenset({"site.yaml"}))
        await rebuild.next()
        held = rebuild.shown
        (root / "site.yaml").write_text("well")
        rebuild.notice(None)
        await rebuild.next()
        return held, rebuild.shown

    held, mended = asyncio.run(run())
    assert [held.files, "SystemExit: gone" in held.alert, mended.alert] == [{"index.html": b"good"}, True, ""]


def test_saves_during_a_build_make_one_more_build_with_the_last_state(root):
    make = maker(root, 0.1)

    async def run():
        rebuild = Rebuild(make, Contents(root))
        await rebuild.first()

        async def save():
            for number in range(1, 21):
                (root / "site.yaml").write_text(str(number))
                rebuild.notice(frozenset({"site.yaml"}))
                await asyncio.sleep(0.01)

        saving = asyncio.ensure_future(save())
        while rebuild.shown.files["index.html"] != b"20":
            await asyncio.wait_for(rebuild.next(), 10)
        await saving
        return rebuild.shown.files["index.html"]

    assert asyncio.run(run()) == b"20"
    assert make.most == 1
    assert make.times < 10


def test_the_loop_is_free_while_a_build_runs(root):
    async def run():
        rebuild = Rebuild(maker(root, 0.3), Contents(root))
        building = asyncio.ensure_future(rebuild.first())
        turns = 0
        while not building.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns

    assert asyncio.run(run()) > 10


def test_a_notice_without_a_change_of_contents_builds_nothing(root):
    make = maker(root)

    async def run():
        rebuild = Rebuild(make, Contents(root))
        await rebuild.first()
        (root / "site.yaml").touch()
        rebuild.notice(frozenset({"site.yaml"}))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(rebuild.next(), 0.2)

    asyncio.run(run())
    assert make.times == 1


def test_the_revision_changes_with_what_is_shown_and_with_the_server(root):
    async def run():
        rebuild = Rebuild(lambda: Made({"index.html": b"same"}, (), (), Folder(root), None), Contents(root))
        await rebuild.first()
        revision = rebuild.revision
        (root / "site.yaml").write_text("other")
        rebuild.notice(None)
        report = await rebuild.next()
        return report.change, revision == rebuild.revision, Rebuild(maker(root), Contents(root)).revision != revision

    assert asyncio.run(run()) == (Change.NOTHING, True, True)

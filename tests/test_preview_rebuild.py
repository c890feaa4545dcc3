"""Taking in saves off the loop: never two at once, the last save always, and no bug ends it."""

from __future__ import annotations

import asyncio
import time

import pytest
from previewing import FakeLive, FakeState

from pincite.kept.store import KeptError
from pincite.preview import rebuild as rebuilding
from pincite.preview.contents import Contents
from pincite.preview.live import Update
from pincite.preview.rebuild import Rebuild, bug
from pincite.preview.shown import Shown
from pincite.problems import Problem, Span


@pytest.fixture
def root(tmp_path):
    (tmp_path / "site.yaml").write_text("0")
    return tmp_path


def _text(rebuild):
    return rebuild.shown.state.data("index.html").decode()


def _codes(shown):
    return [problem.code for problem in shown.everything]


def test_a_bug_is_a_problem_with_its_name():
    assert [bug(SystemExit(3)).code, "SystemExit: 3" in bug(SystemExit(3)).message] == ["bug", True]


def test_a_bug_in_one_save_keeps_the_page_and_does_not_hinder_the_next(root):
    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        await rebuild.first()
        (root / "site.yaml").write_text("exit")
        rebuild.notice(frozenset({"site.yaml"}))
        await rebuild.next()
        held = rebuild.shown, _text(rebuild)
        (root / "site.yaml").write_text("well")
        rebuild.notice(None)
        await rebuild.next()
        return held, rebuild.shown, _text(rebuild)

    (held, page), mended, after = asyncio.run(run())
    assert [_codes(held), page, held.behind, _codes(mended), after] == [["bug"], "0", True, [], "well"]


def test_after_a_bug_everything_is_read_anew(root):
    made = []

    def make():
        made.append(FakeLive(root))
        return made[-1]

    async def run():
        rebuild = Rebuild(make, Contents(root))
        for text in ("exit", "well", "better"):
            (root / "site.yaml").write_text(text)
            rebuild.notice(None)
            await rebuild.next()

    asyncio.run(run())
    assert [one.times for one in made] == [1, 2]


def test_saves_during_a_build_make_one_more_build_with_the_last_state(root):
    live = FakeLive(root, seconds=0.1)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()

        async def save():
            for number in range(1, 21):
                (root / "site.yaml").write_text(str(number))
                rebuild.notice(frozenset({"site.yaml"}))
                await asyncio.sleep(0.01)

        saving = asyncio.ensure_future(save())
        while _text(rebuild) != "20":
            await asyncio.wait_for(rebuild.next(), 10)
        await saving
        return _text(rebuild)

    assert asyncio.run(run()) == "20"
    assert [live.most, live.times < 10] == [1, True]


def test_the_loop_is_free_while_a_build_runs(root):
    async def run():
        rebuild = Rebuild(FakeLive(root, seconds=0.3), Contents(root))
        building = asyncio.ensure_future(rebuild.first())
        turns = 0
        while not building.done():
            await asyncio.sleep(0.01)
            turns += 1
        return turns

    assert asyncio.run(run()) > 10


def test_a_notice_without_a_change_of_contents_takes_nothing_in(root):
    live = FakeLive(root)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()
        (root / "site.yaml").touch()
        rebuild.notice(frozenset({"site.yaml"}))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(rebuild.next(), 0.2)

    asyncio.run(run())
    assert live.times == 1


def test_a_report_names_the_files_that_changed(root):
    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        await rebuild.first()
        (root / "site.yaml").write_text("other")
        rebuild.notice(None)
        return await rebuild.next()

    assert asyncio.run(run()).changed == {"site.yaml"}


def test_what_all_pages_come_to_is_told_after_a_quiet_while_and_once(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.05)
    (root / "site.yaml").write_text("nowhere")

    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        before = _codes((await rebuild.first()).shown)
        report = await rebuild.next()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(rebuild.next(), 0.2)
        return before, report

    before, report = asyncio.run(run())
    assert [before, report.changed, _codes(report.shown)] == [[], frozenset(), ["broken-link"]]


def test_what_all_pages_came_to_stands_until_they_are_inspected_anew(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.05)
    (root / "site.yaml").write_text("nowhere")

    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        await rebuild.first()
        await rebuild.next()
        (root / "site.yaml").write_text("mended")
        rebuild.notice(None)
        return [_codes((await rebuild.next()).shown), _codes((await rebuild.next()).shown)]

    assert asyncio.run(run()) == [["broken-link"], []]


def test_a_save_during_the_inspection_breaks_it_off_and_comes_first(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.0)
    (root / "site.yaml").write_text("nowhere")

    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        await rebuild.first()
        (root / "site.yaml").write_text("mended")
        rebuild.notice(frozenset({"site.yaml"}))
        return (await asyncio.wait_for(rebuild.next(), 5)).changed

    assert asyncio.run(run()) == {"site.yaml"}


def test_a_save_that_comes_while_pages_are_inspected_is_taken_in(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.0)
    live = FakeLive(root)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()
        began = asyncio.Event()
        loop = asyncio.get_running_loop()

        def thorough(stop):
            loop.call_soon_threadsafe(began.set)
            while not stop():
                time.sleep(0.005)

        rebuild.shown.state.thorough = thorough
        following = asyncio.ensure_future(rebuild.next())
        await began.wait()
        (root / "site.yaml").write_text("other")
        rebuild.notice(frozenset({"site.yaml"}))
        return (await asyncio.wait_for(following, 5)).changed

    assert asyncio.run(run()) == {"site.yaml"}


def test_what_pages_told_of_a_file_goes_with_the_save_of_that_file(root):
    told = Problem("unsafe-link", "it leads astray", Span("content/pages/about.md"))
    other = Problem("template", "it is broken", Span("templates/base.html"))
    before = Shown(FakeState({}, problems=(told,)), thorough=(other,))
    after = before.followed_by(Update(FakeState({}), (), {}), frozenset({"content/pages/about.md"}))
    assert [problem.code for problem in after.everything] == ["template"]


def test_what_an_inspection_finds_in_pages_that_it_makes_is_told(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.01)

    async def run():
        rebuild = Rebuild(FakeLive(root), Contents(root))
        await rebuild.first()
        state = rebuild.shown.state

        def thorough(_stop):
            state.problems = (Problem("unsafe-link", "it leads astray", Span("about.md")),)
            return ()

        state.thorough = thorough
        return await asyncio.wait_for(rebuild.next(), 5)

    assert _codes(asyncio.run(run()).shown) == ["unsafe-link"]


def test_when_polling_a_look_does_not_wait_for_the_inspection(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.0)
    live = FakeLive(root)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()

        def thorough(stop):
            while not stop():
                time.sleep(0.005)

        rebuild.shown.state.thorough = thorough
        following = asyncio.ensure_future(rebuild.next())
        await asyncio.sleep(0.05)
        (root / "site.yaml").write_text("other")
        rebuild.notice(None)
        return (await asyncio.wait_for(following, 5)).changed

    assert asyncio.run(run()) == {"site.yaml"}


def test_a_look_that_fails_does_not_end_the_preview(root, monkeypatch):
    live = FakeLive(root)

    async def run():
        contents = Contents(root)
        rebuild = Rebuild(live, contents)
        await rebuild.first()

        def fail(_paths):
            raise OSError(36, "File name too long")

        monkeypatch.setattr(contents, "look", fail)
        (root / "site.yaml").write_text("other")
        rebuild.notice(None)
        await asyncio.wait_for(rebuild.next(), 5)
        return _text(rebuild)

    assert asyncio.run(run()) == "other"


# A cache that fails --------------------------------------------------------------------------------------------------


class _Failing(FakeLive):
    """Makes states of which the first can make no page any more; `anew` is called when that was found."""

    def __init__(self, root):
        super().__init__(root)
        self.begun = 0

    def anew(self):
        self.begun += 1

    def update(self, changed):
        update = super().update(changed)
        if update.state and not self.begun:

            def fail(*_):
                raise KeptError("lost")

            update.state.data = update.state.thorough = fail
        return update


def _index(shown):
    return shown.state.data("index.html").decode() if shown.state else _codes(shown)


def test_where_the_cache_fails_all_is_read_anew_once_for_all_who_ask(root):
    live = _Failing(root)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()
        return await asyncio.gather(*(rebuild.answer(_index) for _ in range(5))), _codes(rebuild.shown)

    assert (asyncio.run(run()), live.begun, live.times) == ((["0"] * 5, []), 1, 2)


def test_where_the_cache_fails_and_the_site_is_broken_its_problems_are_what_is_shown(root):
    live = _Failing(root)

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()
        (root / "site.yaml").write_text("bad")
        rebuild.notice(None)
        await rebuild.next()
        return await rebuild.answer(_index), rebuild.shown.state, await rebuild.answer(_index)

    assert (asyncio.run(run()), live.times) == ((["broken"], None, ["broken"]), 3)


def test_an_inspection_that_the_cache_fails_is_done_again_on_what_is_read_anew(root, monkeypatch):
    monkeypatch.setattr(rebuilding, "QUIET", 0.01)
    live = _Failing(root)
    (root / "site.yaml").write_text("nowhere")

    async def run():
        rebuild = Rebuild(live, Contents(root))
        await rebuild.first()
        await asyncio.wait_for(rebuild.next(), 5)
        return _codes(rebuild.shown)

    assert (asyncio.run(run()), live.begun) == (["broken-link"], 1)

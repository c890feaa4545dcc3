"""Every way to save a file is noticed."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys

import pytest
import watchfiles

from pincite.preview.watch import relevant, watch


@pytest.fixture
def root(tmp_path):
    for name in ("content/claims", "templates", "output"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("s")
    (tmp_path / "content/claims/a.yaml").write_text("a")
    return tmp_path


class Watched:
    """Notices as they come; `wait` gives the first that is neither empty nor the look at the start."""

    def __init__(self, root):
        self.root = root
        self.notices = asyncio.Queue()
        self.said = []

    async def __aenter__(self):
        self.task = asyncio.ensure_future(watch(self.root, self.notices.put_nowait, lambda: 0.0, self.said.append))
        assert await asyncio.wait_for(self.notices.get(), 10) is None
        return self

    async def __aexit__(self, *_):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def wait(self, seconds=10.0):
        return await asyncio.wait_for(self.notices.get(), seconds)


def replace(root):
    (root / "content/new").write_text("b")
    (root / "content/new").rename(root / "site.yaml")


SAVES = {
    "in place": lambda root: (root / "content/claims/a.yaml").write_text("b"),
    "a new file": lambda root: (root / "content/claims/b.yaml").write_text("b"),
    "deleted": lambda root: (root / "content/claims/a.yaml").unlink(),
    "renamed": lambda root: (root / "content/claims/a.yaml").rename(root / "content/claims/z.yaml"),
    "site.yaml in place": lambda root: (root / "site.yaml").write_text("t"),
    "site.yaml replaced": replace,
    "a new top folder": lambda root: (root / "seeds").mkdir(),
    "a top folder moved away": lambda root: shutil.move(root / "content", root / "gone"),
}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_a_save_is_noticed(root, save):
    async def run():
        async with Watched(root) as watched:
            save(root)
            return await watched.wait()

    notice = asyncio.run(run())
    assert notice is None or {path.split("/")[0] for path in notice} <= {"site.yaml", "content", "seeds"}


def test_a_file_replaced_twice_is_noticed_twice(root):
    async def run():
        async with Watched(root) as watched:
            for _ in range(2):
                replace(root)
                while "site.yaml" not in (await watched.wait() or ()):
                    pass

    asyncio.run(run())


def test_files_in_a_folder_that_came_later_are_noticed(root):
    async def run():
        async with Watched(root) as watched:
            (root / "seeds").mkdir()
            while await watched.wait() is not None:
                pass
            (root / "seeds/a.txt").write_text("a")
            return await watched.wait()

    assert asyncio.run(run()) == {"seeds/a.txt"}


def test_a_folder_taken_away_and_put_back_is_watched_again(root):
    async def run():
        async with Watched(root) as watched:
            shutil.move(root / "content", root / "gone")
            while await watched.wait() is not None:
                pass
            shutil.move(root / "gone", root / "content")
            while await watched.wait() is not None:
                pass
            (root / "content/claims/a.yaml").write_text("b")
            return await watched.wait()

    assert asyncio.run(run()) == {"content/claims/a.yaml"}


def test_the_output_is_never_noticed(root):
    async def run():
        async with Watched(root) as watched:
            (root / "output/index.html").write_text("x")
            (root / "output").rename(root / "output.old")
            (root / "README.md").write_text("x")
            (root / "content/.a.swp").write_text("x")
            with pytest.raises(TimeoutError):
                await watched.wait(0.5)

    asyncio.run(run())


def test_where_polling_is_asked_for_everything_is_looked_at_again_and_again(root, monkeypatch):
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")

    async def run():
        async with Watched(root) as watched:
            return [await watched.wait(), await watched.wait()]

    assert asyncio.run(run()) == [None, None]


def test_where_the_system_refuses_to_tell_it_is_said_and_polled(root, monkeypatch):
    async def refuse(*_, **__):
        raise OSError(28, "OS file watch limit reached")
        yield

    monkeypatch.setattr(watchfiles, "awatch", refuse)

    async def run():
        async with Watched(root) as watched:
            return [await watched.wait(), await watched.wait()], watched.said

    notices, said = asyncio.run(run())
    assert [notices, len(said), "watch limit" in said[0]] == [[None, None], 1, True]


def test_an_event_of_an_unknown_place_means_a_look_at_everything(root):
    paths = (root / "content/a.yaml", root / "output/a", root / "content/.a", root, root.parent / "elsewhere")
    assert [relevant(str(path), root) for path in paths] == ["content/a.yaml", None, None, None, ""]


def test_no_other_verb_pays_for_the_watcher():
    code = (
        "import sys, pincite.cli, pincite.commands.serve, pincite.commands.build\n"
        "print([name for name in ('livereload', 'tornado', 'watchfiles') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "go", [lambda root: root.rename(root.with_name("away")), shutil.rmtree], ids=["moved", "removed"]
)
def test_a_site_that_goes_and_comes_back_is_noticed_both_times_and_so_are_its_saves(tmp_path, go):
    root = tmp_path / "site"

    def make():
        (root / "content").mkdir(parents=True)
        (root / "site.yaml").write_text("s")

    async def run():
        make()
        async with Watched(root) as watched:
            go(root)
            while await watched.wait() is not None:
                pass
            make()
            while await watched.wait() is not None:
                pass
            (root / "content/b.yaml").write_text("b")
            notice = await watched.wait()
            while notice is None:
                notice = await watched.wait()
            return notice, watched.said

    notice, said = asyncio.run(run())
    assert (any(path.startswith("content") for path in notice), said) == (True, [])


def test_a_site_that_is_gone_before_it_is_watched_is_noticed_when_it_comes(tmp_path):
    root = tmp_path / "site"

    async def run():
        notices, said = asyncio.Queue(), []
        task = asyncio.ensure_future(watch(root, notices.put_nowait, lambda: 0.0, said.append))
        assert await asyncio.wait_for(notices.get(), 10) is None
        (root / "content").mkdir(parents=True)
        assert await asyncio.wait_for(notices.get(), 10) is None
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return said

    assert asyncio.run(run()) == []

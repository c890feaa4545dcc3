"""Taking in a save: off the event loop, never two at once, and the last save always."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pincite.inputs import SETTINGS
from pincite.kept.store import KeptError
from pincite.preview.live import Update, bug
from pincite.preview.shown import Around, Shown, styles_differ
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.preview.contents import Contents
    from pincite.preview.live import Live
    from pincite.problems import Problem

_T = TypeVar("_T")
QUIET = 0.5  # seconds without a change after which the whole site is inspected


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a save, for whoever prints it and for browsers.

    `changed` are the paths of files, none where all pages were inspected; `seconds` from the notice to the new state.
    """

    shown: Shown
    changed: frozenset[str]
    styles: bool
    seconds: float


class Rebuild:
    """Takes in changes on notice and holds what is shown. All methods are for the event loop's thread."""

    def __init__(self, make: Callable[[], Live], contents: Contents, around: Around | None = None) -> None:
        self.shown = Shown(around=around or Around())
        self.looking = 0.0  # seconds that the last look at everything took
        self._make = make
        self._live: Live | None = None
        self._contents = contents
        self._pending: set[str] = set()
        self._everything = False
        self._noticed = asyncio.Event()
        self._inspect_at: float | None = None
        self._taking = asyncio.Lock()

    def notice(self, paths: frozenset[str] | None) -> None:
        """Remember paths that may have changed, None for all; they are taken in even if work is going on."""
        if paths is None:
            self._everything = True
        else:
            self._pending |= paths
        self._noticed.set()

    async def first(self) -> Report:
        """Take in whatever is there."""
        began = time.perf_counter()
        await self._look(None)
        return await self._take_in(frozenset(), began)

    async def next(self) -> Report:
        """Wait for a change of contents and take it in; or, after a quiet while, tell what all pages came to.

        A save meanwhile is there for the next call.
        """
        while True:
            if not await self._wait():
                if report := await self._inspect():
                    return report
                continue
            self._noticed.clear()
            paths, everything = frozenset(self._pending), self._everything
            self._pending, self._everything = set(), False
            began = time.perf_counter()
            changed = await self._look(None if everything else paths)
            if everything:
                self.looking = time.perf_counter() - began
            if changed:
                return await self._take_in(changed, began)

    async def answer(self, work: Callable[[Shown], _T]) -> _T:
        """Give what `work` makes, in a thread, of what is shown.

        Where the cache has failed meanwhile, everything is read anew without it, and the work done again.
        """
        while True:
            shown = self.shown
            try:
                return await in_thread(partial(work, shown))
            except KeptError:
                await self._without_cache(shown)

    async def _without_cache(self, failed: Shown) -> None:
        """Show another state than the one that can make no more pages; none where the files have no good one now."""
        async with self._taking:
            if self.shown.state is not failed.state:
                return
            update = await in_thread(self._read_anew)
            self.shown = replace(self.shown, state=None).followed_by(update)
            self._inspect_at = time.monotonic() + QUIET if update.state is not None else None

    def _read_anew(self) -> Update:
        if self._live is not None:
            self._live.anew()
        return self._updated(frozenset())

    async def _look(self, paths: frozenset[str] | None) -> frozenset[str]:
        """Give the paths whose contents changed. Where looking itself fails, reading everything anew will say why."""
        try:
            return await in_thread(lambda: self._contents.look(paths))
        except Exception:  # noqa: BLE001 - folders without end, names too long: the site's own reading words it
            self._live = None
            return paths or frozenset({SETTINGS})

    async def _wait(self) -> bool:
        """Wait for a notice; False when it is time to inspect the whole site."""
        if self._noticed.is_set():  # `wait_for` does not look at all where no time is left
            return True
        left = None if self._inspect_at is None else max(0.0, self._inspect_at - time.monotonic())
        try:
            await asyncio.wait_for(self._noticed.wait(), left)
        except TimeoutError:
            return False
        return True

    async def _take_in(self, changed: frozenset[str], began: float) -> Report:
        async with self._taking:
            update = await in_thread(lambda: self._updated(changed))
            before, self.shown = self.shown, self.shown.followed_by(update, changed)
            self._inspect_at = time.monotonic() + QUIET if update.state is not None else None
        return Report(self.shown, changed, styles_differ(before, self.shown), time.perf_counter() - began)

    def _updated(self, changed: frozenset[str]) -> Update:
        """Update; whatever is raised becomes a problem: the preview outlives a bug, even one that calls sys.exit."""
        try:
            if self._live is None:
                self._live, changed = self._make(), frozenset()
            return self._live.update(changed)
        except BaseException as error:  # noqa: BLE001 - SystemExit among them
            # What is kept in memory may be half of something: the next save reads everything anew.
            self._live = None
            return Update(None, (bug(error),), {})

    def _wanted_elsewhere(self) -> bool:
        """Tell whether a notice waits. What an inspection has made until then is there when it is begun again."""
        return self._everything or bool(self._pending)

    async def _inspect(self) -> Report | None:
        """Inspect all pages; None where nothing is new. A save breaks it off, and it is begun again after that."""
        shown, state, began = self.shown, self.shown.state, time.perf_counter()
        told = self.shown.everything  # before the pages are made, for the state learns from that
        if state is None:  # pragma: no cover - no time is set then
            return None

        def work() -> tuple[Problem, ...] | None:
            try:
                return state.thorough(self._wanted_elsewhere)
            except KeptError:
                raise
            except BaseException as error:  # noqa: BLE001 - as above
                return (bug(error),)

        try:
            found = await in_thread(work)
        except KeptError:
            await self._without_cache(shown)
            return None
        if found is None and self._wanted_elsewhere():
            return None
        self._inspect_at = None
        self.shown = self.shown.inspected(found or ())
        if self.shown.everything == told:
            return None
        return Report(self.shown, frozenset(), styles=False, seconds=time.perf_counter() - began)


async def in_thread(work: Callable[[], _T]) -> _T:
    """Run work in a daemon thread. An executor would be waited for when the program ends, Ctrl-C or not."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def settle(act: Callable[[], None]) -> None:
        try:
            loop.call_soon_threadsafe(lambda: None if future.done() else act())
        except RuntimeError:  # the loop has ended meanwhile: nobody waits for this any more
            return

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to the one who waits
            failure = error
            if not isinstance(error, Exception):  # as it is, it would end the event loop
                failure = RuntimeError(f"the work left: {type(error).__name__}: {error}")
                failure.__cause__ = error
            settle(lambda: future.set_exception(failure))
        else:
            settle(lambda: future.set_result(result))

    threading.Thread(target=run, name="pincite-preview", daemon=True).start()
    return await future

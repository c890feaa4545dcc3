"""Making the site anew after a save: off the event loop, never two at once, and the last save always."""

from __future__ import annotations

import asyncio
import os
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pincite.preview.shown import BLANK, Attempt, Change, follow
from pincite.problems import Problem, Span
from pincite.render.environment import base_path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.pipeline import Made
    from pincite.preview.contents import Contents

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to, for whoever prints it: the files that changed for readers, the seconds it took."""

    attempt: Attempt
    change: Change
    files: int
    seconds: float


class Rebuild:
    """Builds on notice and holds what is shown. All methods are for the event loop's thread."""

    def __init__(self, make: Callable[[], Made], contents: Contents) -> None:
        self.shown = BLANK
        self.looking = 0.0  # seconds that the last look at everything took
        # Another server at the same address begins anew at 0: pages of the old one must not take that for theirs.
        self._name = os.urandom(4).hex()
        self._number = 0
        self._make = make
        self._contents = contents
        self._pending: set[str] = set()
        self._everything = False
        self._noticed = asyncio.Event()

    @property
    def revision(self) -> str:
        """Name what is shown just now; it changes with everything that a browser could see."""
        return f"{self._name}.{self._number}"

    def notice(self, paths: frozenset[str] | None) -> None:
        """Remember paths that may have changed, None for all; they are built even if a build is running."""
        if paths is None:
            self._everything = True
        else:
            self._pending |= paths
        self._noticed.set()

    async def first(self) -> Report:
        """Build whatever is there."""
        await _in_thread(self._contents.look)
        return await self._build()

    async def next(self) -> Report:
        """Wait for a change of contents and build. A save during the build is there for the next call."""
        while True:
            await self._noticed.wait()
            self._noticed.clear()
            paths, everything = self._pending, self._everything
            self._pending, self._everything = set(), False
            began = time.perf_counter()
            changed = await _in_thread(lambda: self._contents.look(None if everything else paths))  # noqa: B023 - awaited
            if everything:
                self.looking = time.perf_counter() - began
            if changed:
                return await self._build()

    async def _build(self) -> Report:
        began = time.perf_counter()
        attempt = await _in_thread(lambda: attempted(self._make))
        self.shown, change, files = follow(self.shown, attempt)
        if change is not Change.NOTHING:
            self._number += 1
        return Report(attempt, change, files, time.perf_counter() - began)


def attempted(make: Callable[[], Made]) -> Attempt:
    """Make the site; whatever is raised becomes a problem: the preview outlives a bug, even one that calls sys.exit."""
    try:
        made = make()
        base_path = base_path_of(made.site.config.url) if made.site else "/"
        return Attempt(made.files, base_path, made.problems, made.folder.texts)
    except BaseException as error:  # noqa: BLE001 - SystemExit among them
        if os.environ.get("PINCITE_DEBUG"):
            traceback.print_exc()
        message = f"pincite itself failed: {type(error).__name__}: {error}"
        hint = "undo the last change or save again; PINCITE_DEBUG=1 shows where it failed, please report it"
        return Attempt({}, "/", (Problem("bug", message, Span("pincite"), hint),), {})


async def _in_thread(work: Callable[[], _T]) -> _T:
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
        except Exception as error:  # noqa: BLE001 - handed to the one who waits
            failure = error
            settle(lambda: future.set_exception(failure))
        else:
            settle(lambda: future.set_result(result))

    threading.Thread(target=run, name="pincite-build", daemon=True).start()
    return await future

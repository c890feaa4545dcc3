"""Told by the operating system that files change, or looking at all of them again and again where it cannot tell."""

from __future__ import annotations

import asyncio
import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder
from pincite.inputs import FOLDERS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    Notice = Callable[[frozenset[str] | None], None]

# Milliseconds. A batch ends when nothing came for a step, so that a `git checkout` is a build or a few; a busy disk
# cannot hold a build back for longer than the debounce. An editor waits for a step and a half: with 4 that is 6 ms and
# costs 0.4 per cent of a core while nothing is saved, with 15 it was 22 ms and 0.2 per cent.
_STEP, _DEBOUNCE = 4, 300
_SLOW_STEP = 60  # for site.yaml, seldom saved: each step is a wake-up, and an idle preview should cost nothing
_POLL = 0.5  # seconds between two looks where nothing tells of changes


def relevant(path: str, root: Path) -> str | None:
    """Give an event's path below the root if a build may read it, an empty string if it cannot be told, else None."""
    try:
        parts = Path(path).relative_to(root).parts
    except ValueError:
        return ""
    if not parts or parts[0] not in {SETTINGS, *FOLDERS} or any(part.startswith(".") for part in parts):
        return None
    return "/".join(parts)


async def watch(root: Path, notice: Notice, pause: Callable[[], float], say: Callable[[str], None]) -> None:
    """Call `notice` with the paths of each batch of events, or None for "look at everything"; runs until cancelled.

    Falls back to looking at everything every `pause()` seconds, at least half a second, where the system cannot tell.
    """
    while not _wants_polling():
        try:
            await _Told(root, notice).run()
        except Exception as error:  # noqa: BLE001 - no inotify, its limit, strange file systems: one remedy
            cause = _first(error)
            if not isinstance(cause, _GoneError | FileNotFoundError) and _is_there(root):
                say(f"every file is read again and again: the system does not tell of changes ({cause})")
                break
            notice(None)
            await asyncio.sleep(_POLL)
            while not _is_there(root):  # noqa: ASYNC110 - nothing tells when it is back, and a look is short
                await asyncio.sleep(_POLL)
    while True:
        notice(None)
        await asyncio.sleep(max(_POLL, pause()))


def _is_there(root: Path) -> bool:
    try:
        return is_folder(root, follow=True)
    except DiskError:  # below a folder that nobody may enter now
        return False


def _first(error: Exception) -> Exception:
    """Take the cause out of the group that a task group wraps it in."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _wants_polling() -> bool:
    """Tell whether watchfiles would poll: its polling goes by times of change, and ours by contents misses nothing."""
    forced = os.environ.get("WATCHFILES_FORCE_POLLING", "")
    if forced:
        return forced.lower() not in {"false", "disable", "disabled"}
    return "microsoft-standard" in platform.release().lower()  # WSL: Windows' drives send no events


class _GoneError(Exception):
    """The site's own folder was moved or removed: what watches it would be told of nothing that comes in its place."""


class _Told:
    """Watches the root for site.yaml and for folders that come and go, and the folders with all that is in them.

    Two watches, because one of site.yaml itself would be lost when an editor saves by putting a new file in its place,
    and one of the whole root would see the output folder.
    """

    def __init__(self, root: Path, notice: Notice) -> None:
        self._root = Path(os.path.realpath(root))  # events name real paths
        self._gone = (watchfiles.Change.deleted, str(self._root))
        self._notice = notice
        self._anew = asyncio.Event()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._folders())
            group.create_task(self._top())

    async def _folders(self) -> None:
        while True:
            self._anew.clear()
            paths = (self._root / name for name in FOLDERS)
            standing = [path for path in paths if is_folder(path)]
            # The watch is set up in this very step of the loop, so what changed before it is seen by this look.
            asyncio.get_running_loop().call_soon(self._notice, None)
            if not standing:
                await self._anew.wait()
                continue
            try:
                async for changes in self._events(*standing, recursive=True):
                    self._take(changes)
            except FileNotFoundError:  # a folder went away meanwhile: once more, without it
                await asyncio.sleep(_STEP / 1000)

    async def _top(self) -> None:
        async for changes in self._events(self._root, recursive=False):
            if self._gone in changes:
                raise _GoneError
            if self._take(changes) - {SETTINGS}:
                self._anew.set()

    def _events(self, *paths: Path, recursive: bool) -> AsyncGenerator[set[tuple[watchfiles.Change, str]], None]:
        return watchfiles.awatch(
            *paths,
            watch_filter=lambda *event: event == self._gone or relevant(event[1], self._root) is not None,
            debounce=_DEBOUNCE,
            step=_STEP if recursive else _SLOW_STEP,
            stop_event=self._anew if recursive else None,
            force_polling=False,
            recursive=recursive,
        )

    def _take(self, changes: set[tuple[watchfiles.Change, str]]) -> set[str]:
        paths = {relevant(path, self._root) or "" for _, path in changes}
        self._notice(None if "" in paths else frozenset(paths))
        return paths

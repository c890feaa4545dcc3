"""The site in memory: what was read is kept, and a page is made when it is asked for.

1. `update` forgets the files that changed, loads what is missing, and gives the state of the site: a save of one card
   costs the reading of that card and a look at what is known of the others.
2. A `State` makes a page when a browser asks for it, and keeps it. A page that cannot be made is shown as it last was.
3. `thorough` makes and inspects all pages, as a build does, when nobody waits for anything else.
"""

from __future__ import annotations

import gc
import os
import threading
import traceback
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pincite.fields.schema import schemas
from pincite.formats.marked import Marked
from pincite.pages import FeedFile, Plan
from pincite.pipeline import collisions, frame_of, inspected
from pincite.preview.addresses import stable_names
from pincite.preview.contents import SETTINGS
from pincite.problems import Problem, Span, has_errors, in_order
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.render.environment import Renderer, base_path_of
from pincite.site import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pincite.model import Site
    from pincite.render.assets import Assets
    from pincite.render.environment import Frame

THOROUGH = 2_000  # pages; a site of more is inspected whole by `check` and `build` alone
_KEPT = 200  # pages that are remembered as they last were


@dataclass(slots=True)
class Memory:
    """What the states of a site share: pages that browsers asked for, as they last were; and one lock for all making.

    The templates' environment and the Markdown converters are the same for all states, and are not for two threads.
    """

    pages: dict[str, bytes] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, path: str, data: bytes) -> None:
        """Remember a page, and forget the one that was not asked for for the longest time."""
        self.pages.pop(path, None)
        if data:
            self.pages[path] = data
        if len(self.pages) > _KEPT:
            del self.pages[next(iter(self.pages))]


@dataclass(slots=True)
class State:
    """One state of a site without errors; `fixed` are its files that are no pages.

    Pages may be asked for from any thread; they are made one at a time.
    """

    site: Site
    plan: Plan
    fixed: Mapping[str, bytes]
    base_path: str
    names: Mapping[str, str]
    _renderer: Renderer
    _memory: Memory
    _made: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        """Tell whether the site has a file of this path."""
        return isinstance(path, str) and (
            path in self.fixed or path in self.plan.files or self.plan.page(path) is not None
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the pages made so far."""
        return tuple(self._renderer.problems)

    def data(self, path: str) -> bytes:
        """Give a file of the site; empty for a page that cannot be made and never could. Raises KeyError."""
        if path in self.fixed:
            return self.fixed[path]
        with self._memory.lock:
            data = self._asked(path)
            self._memory.keep(path, data)
            return data

    def _asked(self, path: str) -> bytes:
        """Make a page or a file, or give the one that was made; where it cannot be made, as it last was.

        Files are made when they are asked for, too: on a large site some take longer than a page.
        """
        if path not in self._made:
            page = self.plan.page(path)
            if page is None and path not in self.plan.files:
                raise KeyError(path)
            before = len(self._renderer.problems)
            try:
                data = self._renderer.render(page) if page else self._renderer.file(self.plan.files[path])
            except Exception as error:  # noqa: BLE001 - a bug of ours on one page leaves the others to be looked at
                self._renderer.problems.append(bug(error))
                data = b""
            wrong = has_errors(self._renderer.problems[before:])
            self._made[path] = self._memory.pages.get(path, b"") if wrong else data
        return self._made[path]

    def thorough(self, stop: Callable[[], bool]) -> tuple[Problem, ...] | None:
        """Inspect the whole site as a build does; None where it is too large, or `stop` says that it is not wanted."""
        if len(self.plan.paths) > THOROUGH:
            return None
        # Of a file that is no page nothing is inspected but that it is there, and that its templates can be filled.
        pages, files = [], {**self.fixed, **dict.fromkeys(self.plan.files, b""), ".nojekyll": b""}
        for path, one in self.plan.files.items():
            if isinstance(one, FeedFile):
                with self._memory.lock:
                    self._asked(path)
        for page in self.plan:
            if stop():
                return None
            pages.append(page)
            with self._memory.lock:
                files[page.path] = self._asked(page.path)
        if has_errors(self._renderer.problems):
            return ()  # they are told already, and a page that was not made would be told as a broken link
        return tuple(inspected(files, pages, self.site))


def bug(error: BaseException) -> Problem:
    """Word a failure of the program itself."""
    if os.environ.get("PINCITE_DEBUG"):
        traceback.print_exception(error)
    message = f"pincite itself failed: {type(error).__name__}: {error}"
    hint = "undo the last change or save again; PINCITE_DEBUG=1 shows where it failed, please report it"
    return Problem("bug", message, Span("pincite"), hint)


@dataclass(frozen=True, slots=True)
class Update:
    """What an update came to: the state, None where an error forbids one; the problems of reading; the files' texts."""

    state: State | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(repr=False)


class Live:
    """Keeps a site in memory, drafts included. Not for two threads at once."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)
        self._reading = Reading(self._folder, drafts=True)
        self._marked = Marked()
        self._assets: tuple[Assets, list[Problem]] | None = None
        self._articles: tuple[object, ...] = ()
        self._renderer: tuple[Frame, Renderer] | None = None
        self._memory = Memory()
        self._first = True

    def update(self, changed: frozenset[str]) -> Update:
        """Take in what changed, by paths below the root, and give the site as it is now."""
        self._reading.forget(changed)
        if any(path.startswith("assets/") or path == SETTINGS for path in changed):
            self._assets = None
        if any(path.startswith("templates/") for path in changed):
            self._renderer = None
        loaded = self._reading.load()
        if self._first:
            # What stays for hours is taken out of the collector's sight: with ten thousand cards a full collection
            # takes longer than everything else that a save asks for.
            self._first = False
            gc.collect()
            gc.freeze()
        problems, site, texts = list(loaded.problems), loaded.site, self._folder.texts
        if site is None or has_errors(problems):
            return Update(None, in_order(problems), texts)
        # Pictures for links elsewhere are not drawn here, so no page names one.
        site = replace(site, config=replace(site.config, share_images=False))
        assets, found = self._gathered(site)
        plan = Plan(site)
        problems += [*found, *collisions(plan)]
        if has_errors(problems):
            return Update(None, in_order(problems), texts)
        problems += self._marked.run(site)  # what is wrong with the markup keeps no page from being looked at
        renderer = self._rendering(site, plan, assets)
        base_path = base_path_of(site.config.url)
        fixed = {**assets.files, **({} if "data" in site.config.leave_out else schemas())}
        state = State(site, plan, fixed, base_path, stable_names(assets.files), renderer, self._memory)
        return Update(state, in_order(problems), texts)

    def _gathered(self, site: Site) -> tuple[Assets, list[Problem]]:
        # The stylesheet's last section names the articles.
        articles = tuple(article.id for article in site.articles)
        if self._assets is None or articles != self._articles:
            self._articles = articles
            self._assets = gather(self._folder, site)
        return self._assets

    def _rendering(self, site: Site, plan: Plan, assets: Assets) -> Renderer:
        """Give a renderer with the templates compiled before, where nothing that they hold on to has changed."""
        frame = frame_of(site, assets)
        if self._renderer is None or self._renderer[0] != frame or not self._renderer[1].knows(assets):
            self._renderer = (frame, Renderer(plan.titles, self._folder, assets, frame))
            return self._renderer[1]
        return self._renderer[1].anew(plan.titles)

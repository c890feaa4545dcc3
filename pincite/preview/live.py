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
from dataclasses import field, replace
from typing import TYPE_CHECKING

from pincite.fields.schema import schemas
from pincite.formats.marked import Marked
from pincite.framing import frame_of
from pincite.inputs import SETTINGS
from pincite.kept.claims import Bodies
from pincite.kept.store import KeptError, Store
from pincite.pages import FeedFile, Plan
from pincite.pipeline import Means, collisions, inspected
from pincite.preview.addresses import stable_names
from pincite.problems import Problem, Span, has_errors, in_order
from pincite.read.files import Folder
from pincite.records import dataclass
from pincite.render.assets import gather
from pincite.render.environment import Renderer, base_path_of
from pincite.site import Memory as Kept
from pincite.site import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pincite.kept.passed import Passed
    from pincite.model import Claim, Site
    from pincite.render.assets import Assets
    from pincite.render.environment import Frame
    from pincite.settings import Config

THOROUGH = 2_000  # pages; a site of more is inspected whole by `check` and `build` alone
_WAIT = 3.0  # seconds for which a build that writes into the cache is waited for: to read all anew takes longer
_REVIEW = "claimreview"  # the check of a card's markup, as a build names it
_CHECKS = (_REVIEW,)
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
        if not isinstance(path, str):
            return False
        if path.endswith(".html"):  # no file that is no page has such a name, and all of them are asked for less often
            return path in self.fixed or self.plan.page(path) is not None
        return path in self.fixed or path in self.plan.files

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the pages made so far."""
        return tuple(self._renderer.problems)

    def data(self, path: str) -> bytes:
        """Give a file of the site; empty for a page that cannot be made and never could.

        Raises KeyError, and KeptError where the cache has failed and this state can make no more pages.
        """
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
            except KeptError:
                raise
            except Exception as error:  # noqa: BLE001 - a bug of ours on one page leaves the others to be looked at
                self._renderer.problems.append(bug(error))
                data = b""
            wrong = has_errors(self._renderer.problems[before:])
            self._made[path] = self._memory.pages.get(path, b"") if wrong else data
        return self._made[path]

    def thorough(self, stop: Callable[[], bool]) -> tuple[Problem, ...] | None:
        """Inspect the whole site as a build does; None where it is too large, or `stop` says that it is not wanted.

        Raises KeptError, as above.
        """
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

    def __init__(self, root: Path, means: Means | None = None) -> None:
        """`means` name the cache and how many processes may read; without a cache all is kept in memory."""
        self._root = root
        self._means = means or Means()
        self._memory = Memory()
        cache = self._means.cache
        self._begin(Store(cache, write=self._means.keep, wait=_WAIT) if cache else None)

    def _begin(self, store: Store | None) -> None:
        """Know nothing yet of the site."""
        means = self._means
        self._store = store
        self._folder = Folder(self._root)
        memory = Kept(Bodies(store) if store else None, means.program, means.jobs, means.step, _CHECKS)
        self._reading = Reading(self._folder, drafts=True, memory=memory)
        self._marked = Marked()
        self._moved: dict[str, Claim | None] | None = None  # claims by path that it has not seen, None for all
        self._config: tuple[Config, Config] | None = None
        self._assets: tuple[Assets, list[Problem]] | None = None
        self._articles: tuple[object, ...] = ()
        self._renderer: tuple[Frame, Renderer] | None = None
        self._first = True

    def anew(self) -> None:
        """Go on without the cache, which has failed: the next update reads everything, and keeps it in memory.

        The states that were given before can make no more pages.
        """
        if self._store:
            self._store.close()
        self._begin(Store(None))

    def update(self, changed: frozenset[str]) -> Update:
        """Take in what changed, by paths below the root, and give the site as it is now."""
        try:
            return self._saved(self._update(changed))
        except KeptError:
            self.anew()
            return self._saved(self._update(frozenset()))

    def _saved(self, update: Update) -> Update:
        """Write what was kept: as long as it is not, no build and no other preview can write."""
        if self._store:
            self._store.save()
        return update

    def _update(self, changed: frozenset[str]) -> Update:
        self._reading.forget(changed)
        if any(path.startswith("assets/") or path == SETTINGS for path in changed):
            self._assets = None
        if any(path.startswith("templates/") for path in changed):
            self._renderer = None
        loaded = self._reading.load()
        self._moved = None if loaded.moved is None or self._moved is None else {**self._moved, **loaded.moved}
        if self._first:
            # What stays for hours is taken out of the collector's sight: with ten thousand cards a full collection
            # takes longer than everything else that a save asks for.
            self._first = False
            gc.collect()
            gc.freeze()
        problems, site, texts = list(loaded.problems), loaded.site, self._folder.texts
        if site is None or has_errors(problems):
            return Update(None, in_order(problems), texts)
        site = replace(site, config=self._without_images(site.config))
        assets, found = self._gathered(site)
        plan = Plan(site)
        problems += [*found, *collisions(plan)]
        if has_errors(problems):
            return Update(None, in_order(problems), texts)
        problems += self._marks(site, loaded.passed.get(_REVIEW))
        renderer = self._rendering(site, plan, assets)
        base_path = base_path_of(site.config.url)
        fixed = {**assets.files, **({} if "data" in site.config.leave_out else schemas())}
        state = State(site, plan, fixed, base_path, stable_names(assets.files), renderer, self._memory)
        return Update(state, in_order(problems), texts)

    def _marks(self, site: Site, passed: Passed | None) -> list[Problem]:
        """Hold the markup against the rules: what is wrong with it keeps no page from being looked at."""
        self._marked.passed = passed
        problems = self._marked.run(site, self._moved)
        self._moved = {}
        if passed:
            passed.save()
        return problems

    def _without_images(self, config: Config) -> Config:
        """Pictures for links elsewhere are not drawn here, so no page names one. Of one configuration give one."""
        if self._config is None or self._config[0] is not config:
            self._config = (config, replace(config, share_images=False))
        return self._config[1]

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

"""What the preview shows: the last good site with the problems of today, and the answer to each address.

An answer carries a version, a digest of all that a browser could see of it. A browser whose page has another version
than the answer has now is told to load anew, and no other one is.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import threading
from dataclasses import field, replace
from typing import TYPE_CHECKING

from pincite.facts.desk import desk as gather
from pincite.kept.store import KeptError
from pincite.preview import desk, overlay
from pincite.preview.addresses import Elsewhere, Refused, resolve
from pincite.preview.live import bug
from pincite.problems import in_order
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from pincite.preview.live import State, Update
    from pincite.problems import Problem, Span

NOT_FOUND, UNAVAILABLE = 404, 503
_DESK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Around:
    """What the preview knows besides the site: how to open a place in the editor's own program, and the day."""

    editor: Callable[[Span], str] = overlay.no_link
    today: Callable[[], dt.date] = dt.date.today


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The last good state, None before the first, and what is wrong today: in reading, and in the whole site's pages.

    `texts` are the files' own, for excerpts. `behind` says that the pages are older than the files.
    """

    state: State | None = None
    problems: tuple[Problem, ...] = ()
    thorough: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    behind: bool = False
    around: Around = Around()

    def followed_by(self, update: Update, changed: AbstractSet[str] = frozenset()) -> Shown:
        """Give what is shown after an update: where it failed, the last good pages stay.

        What pages told before stands until they are inspected anew, else an alert would go and come at each save; but
        not what was told of a file that has changed since.
        """
        state = update.state or self.state
        behind = update.state is None and state is not None
        before = (*self.thorough, *(self.state.problems if self.state else ()))
        thorough = tuple(dict.fromkeys(problem for problem in before if problem.span.path not in changed))
        return Shown(state, update.problems, thorough, update.texts, behind, self.around)

    def inspected(self, problems: tuple[Problem, ...]) -> Shown:
        """Give what is shown when all pages have been inspected."""
        return replace(self, thorough=problems)

    @property
    def everything(self) -> tuple[Problem, ...]:
        """All problems, those of the pages made so far among them."""
        made = self.state.problems if self.state else ()
        return in_order([*self.problems, *made, *self.thorough])

    @property
    def alert(self) -> str:
        """The problems as HTML."""
        return overlay.alert(self.everything, behind=self.behind, texts=self.texts, editor=self.around.editor)


@dataclass(frozen=True, slots=True)
class Answer:
    """A file for a browser. `path` tells its type; `alert` is HTML to put in, `version` what it all comes to."""

    status: int
    path: str
    data: bytes = field(repr=False)
    alert: str = ""
    version: str = ""


def answer(shown: Shown, raw: str) -> Answer | Elsewhere | Refused:
    """Answer a request's raw path. A page that is asked for the first time is made here. Raises KeptError."""
    state = shown.state
    if raw == desk.ADDRESS:
        return _desk(shown)
    if raw == desk.ADDRESS.removesuffix("/"):
        return Elsewhere(desk.ADDRESS)
    if state is None:
        found = resolve(raw, frozenset(), {}, "/")
        if shown.problems and isinstance(found, Refused) and found.status == NOT_FOUND:
            # 503, not 200: what waits for the site, a browser test or a link checker, must not take this for it.
            return _page(shown, UNAVAILABLE, "index.html", overlay.page(shown.problems))
        return found if isinstance(found, Refused) else Refused(NOT_FOUND)
    found = resolve(raw, state, state.names, state.base_path)
    if isinstance(found, Elsewhere):
        return found
    status, path = 200, ""
    if isinstance(found, Refused):
        if found.status != NOT_FOUND or "404.html" not in state:
            return found
        status, path = NOT_FOUND, "404.html"
    else:
        path = found.path
    data = state.data(path)
    if not path.endswith(".html"):
        return Answer(status, path, data)
    if not data:
        return _page(shown, UNAVAILABLE, path, overlay.page(shown.everything))
    return _page(shown, status, path, data)


def _desk(shown: Shown) -> Answer:
    """Make the desk, or give the one that was made: on a large site that takes seconds, and several may ask."""
    with _DESK:
        return _desk_of(shown, shown.everything, shown.around.today())


@functools.lru_cache(maxsize=1)
def _desk_of(shown: Shown, everything: tuple[Problem, ...], today: dt.date) -> Answer:
    """Make the desk; its own list of problems stands for the alert."""
    site = shown.state.site if shown.state else None
    try:
        gathered = gather(site, everything, today=today)
    except KeptError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug here leaves the problems to be read, itself among them
        gathered = gather(None, (*everything, bug(error)), today=today)
    title = site.config.title if site else "The preview"
    data = desk.page(gathered, title=title, texts=shown.texts, editor=shown.around.editor)
    return Answer(200, desk.PATH, data, "", hashlib.sha256(data).hexdigest()[:16])


def _page(shown: Shown, status: int, path: str, data: bytes) -> Answer:
    """Give a page with the alert. Its version does not depend on the fingerprints of stylesheets.

    Pages are served with the fingerprints they will be published with. So that a stylesheet can still be swapped
    without a reload, which would lose scroll position and the filters an editor has set, the server takes any
    fingerprint for the current file, and a page that differs in the fingerprint alone counts as the same.
    """
    alert = shown.alert
    seen = data
    for stable, named in shown.state.names.items() if shown.state else ():
        if stable.endswith(".css"):
            seen = seen.replace(named.encode(), stable.encode())
    version = hashlib.sha256(alert.encode() + b"\0" + seen).hexdigest()[:16]
    return Answer(status, path, data, alert, version)


def styles_differ(before: Shown, after: Shown) -> bool:
    """Tell whether any stylesheet is another one."""

    def styles(shown: Shown) -> dict[str, str]:
        names = shown.state.names if shown.state else {}
        return {stable: named for stable, named in names.items() if stable.endswith(".css")}

    return styles(before) != styles(after)

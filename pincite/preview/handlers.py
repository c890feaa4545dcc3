"""What the preview answers: the site's pages, its own files, the picker's questions, a new card.

Every request is refused whose Host names another server, or whose Origin names another page. What writes asks for more:
a page of this very server, and the token that only its pages know.
"""

from __future__ import annotations

import hmac
import json
import os
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tornado import web

from pincite.disk.files import DiskError
from pincite.output.create import create
from pincite.preview import desk, overlay, picker
from pincite.preview.addresses import Elsewhere, Refused, content_type
from pincite.preview.dress import Dressing, dress
from pincite.preview.shown import answer
from pincite.problems import Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.model import Site
    from pincite.preview.hosts import Hosts
    from pincite.preview.rebuild import Rebuild
    from pincite.preview.shown import Shown

_NO_SITE = {"error": "there is no site to show yet", "hint": "mend the problems first"}
# A drawing is a page, too, where its own address is opened: it may not act as one of ours.
_NO_PAGE = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
OWN_FILES: dict[str, Callable[[], bytes]] = {
    overlay.STYLESHEET: overlay.stylesheet,
    desk.STYLESHEET: desk.stylesheet,
    picker.STYLESHEET: picker.stylesheet,
    picker.SCRIPT: picker.script,
}


_Ask = Callable[["Site", Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Service:
    """What every request may use. An empty `token` means that nothing may be written."""

    root: Path
    rebuild: Rebuild
    hosts: Hosts
    token: str


class Guarded(web.RequestHandler):
    """Answers GET and HEAD of the editor's own pages, remembers nothing in a cache, shows no traceback."""

    SUPPORTED_METHODS: tuple[str, ...] = ("GET", "HEAD")

    def initialize(self, service: Service) -> None:
        self.service = service
        self.hosts = service.hosts

    @property
    def shown(self) -> Shown:
        """What is shown just now."""
        return self.service.rebuild.shown

    def set_default_headers(self) -> None:
        self.clear_header("Server")  # whoever asks is not told what to try
        self.set_header("Cache-Control", "no-store")
        # Where a link leads is not told which draft it stands in.
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        # A foreign page may not take in drafts as images or scripts either.
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        # Nor may it show them in a frame, where a click meant for it would land on ours.
        self.set_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")

    @property
    def host(self) -> str:
        """Give the Host header; none and several are an empty string, which no rule admits."""
        found = self.request.headers.get_list("Host")
        return found[0] if len(found) == 1 else ""

    def prepare(self) -> None:
        if not self.hosts.admits(self.host):
            raise web.HTTPError(421)
        for origin in self.request.headers.get_list("Origin"):  # none where a link is followed
            if not self.hosts.admits_origin(origin, self.host):
                raise web.HTTPError(403)
        # What browsers say of who asks (Fetch Metadata): a foreign page may link here, and make us do no other work.
        site, *way = (self.request.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode", "Dest"))
        if site in {"cross-site", "same-site"} and way not in (["navigate", "document"], ["navigate", ""]):
            raise web.HTTPError(403)

    def compute_etag(self) -> None:
        """Give none: nothing is cached that could be asked about."""

    def answer(self, told: dict[str, Any]) -> None:
        """Send JSON."""
        self.set_header("Content-Type", content_type("x.json"))
        self.finish(json.dumps(told))

    def write_error(self, status_code: int, **_: object) -> None:
        if status_code == 405:  # noqa: PLR2004 - Method Not Allowed, RFC 9110, 15.5.6: it names those that are
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")

    def log_exception(self, *args: Any) -> None:  # noqa: ANN401 - as tornado has it
        if os.environ.get("PINCITE_DEBUG") and not isinstance(args[1], web.HTTPError):
            traceback.print_exception(*args)


class SitePage(Guarded):
    """The site's files."""

    async def get(self) -> None:
        raw = self.request.path
        found = await self.service.rebuild.answer(lambda shown: answer(shown, raw))
        if isinstance(found, Elsewhere):
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(found.address + query)
        elif isinstance(found, Refused):
            raise web.HTTPError(found.status)
        else:
            self.set_status(found.status)
            kind = content_type(found.path)
            self.set_header("Content-Type", kind)
            if "xml" in kind:
                self.set_header("Content-Security-Policy", _NO_PAGE)
            data = found.data
            if found.version:
                to_desk = "" if found.path == desk.PATH else overlay.TO_DESK
                told = self._picker(found.path)
                data = dress(data, Dressing(self.host, self.hosts.port, found.version, found.alert, told, to_desk))
            self.finish(data)

    def _picker(self, path: str) -> dict[str, str] | None:
        """Give what the picker's script is told, on the pages of articles alone."""
        of_article = path.startswith("articles/") and path != "articles/index.html"
        return {"token": self.service.token} if of_article else None

    head = get


class OwnFile(Guarded):
    """The preview's own stylesheets and scripts."""

    def get(self) -> None:
        self.set_header("Content-Type", content_type(self.request.path))
        self.finish(OWN_FILES[self.request.path]())

    head = get


class Question(Guarded):
    """A question of the picker, answered in JSON by `ask`, which takes the site that is shown and the query."""

    def initialize(self, service: Service, ask: _Ask = picker.asked) -> None:
        super().initialize(service)
        self.ask = ask

    async def get(self) -> None:
        query = {key: values[-1].decode("utf-8", "replace") for key, values in self.request.query_arguments.items()}

        def work(shown: Shown) -> dict[str, Any]:
            return _NO_SITE if shown.state is None else self.ask(shown.state.site, query)

        self.answer(await self.service.rebuild.answer(work))

    head = get


class NewCard(Guarded):
    """A draft card begun from a selection: the one request that writes."""

    SUPPORTED_METHODS = ("POST",)

    def prepare(self) -> None:
        super().prepare()
        origin, sent = self.request.headers.get_list("Origin"), self.request.headers.get_list("X-Pincite-Token")
        if len(origin) != 1 or not self.hosts.admits_origin(origin[0], self.host):
            raise web.HTTPError(403)
        token = self.service.token
        if not token or len(sent) != 1 or not hmac.compare_digest(sent[0].encode(), token.encode()):
            raise web.HTTPError(403)
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            raise web.HTTPError(415)

    async def post(self) -> None:
        body = self.request.body

        def work(shown: Shown) -> dict[str, Any]:
            if shown.state is None:
                return _NO_SITE
            return self._written(picker.posted(shown.state.site, body, today=shown.around.today()))

        self.answer(await self.service.rebuild.answer(work))

    def _written(self, files: dict[str, bytes] | Problem) -> dict[str, Any]:
        if isinstance(files, Problem):
            return dict(picker.refusal(files))
        try:
            create(self.service.root, files)
        except DiskError as error:
            return dict(picker.refusal(error.problem))
        path = next(iter(files))
        page = path.replace("content/", "/", 1).replace(".yaml", ".html")
        return {"path": path, "page": page, "editor": self.shown.around.editor(Span(path, 1, 1))}

"""A site at an address: its files are asked for by HTTP, within limits of size and time, and of one host alone."""

from __future__ import annotations

import http.client
import re
import ssl
import urllib.error
import urllib.request
import zlib
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pincite import __version__
from pincite.intake.deadline import Deadline
from pincite.problems import Problem, Span
from pincite.published.place import PlaceError, inside
from pincite.records import dataclass

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO

WAIT = 30.0  # seconds for one connection or one piece of an answer
SECONDS = 300.0  # for a whole file: ten megabytes over a line of the slowest kind
_NOT_THERE = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_FOUND_PAGE = "404.html"
_PIECE = 1 << 16
_WINDOW = {"gzip": 47, "x-gzip": 47, "deflate": 15}  # zlib's: 32 more finds out the header by itself
_NAMES = re.compile(r"/(?:index\.html|manifest\.json)$")
_SAFE = "/:@!$&'()*+,;=~%-._"


class _Asked(urllib.request.Request):
    """A request that knows when its time is up."""

    deadline: Deadline


class _Watched(http.client.HTTPConnection):
    deadline: Deadline

    def connect(self) -> None:
        super().connect()
        self.deadline.watch(self.sock)


class _WatchedTls(http.client.HTTPSConnection):
    deadline: Deadline

    def connect(self) -> None:
        super().connect()
        self.deadline.watch(self.sock)


class _Http(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_made(_Watched, req), req)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_made(_WatchedTls, req), req)


def _made(kind: type[http.client.HTTPConnection], request: urllib.request.Request) -> type[http.client.HTTPConnection]:
    """Give the kind of connection with the deadline of a request: the library makes the connection itself."""
    deadline = getattr(request, "deadline")  # noqa: B009 - the library's type has none; all requests here do
    return type(kind.__name__, (kind,), {"deadline": deadline})


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only within the host: a site is not another one's files."""

    def redirect_request(  # the names are the library's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse what leads to another host or port, or from https to http."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        same = before.hostname == after.hostname
        if after.scheme == before.scheme:
            same = same and before.port == after.port
        else:  # from http to https, each at the port that is its own
            same = same and (before.scheme, after.scheme, before.port, after.port) == ("http", "https", None, None)
        if not same:
            fp.close()  # the library does so only for what it follows
            raise urllib.error.URLError(f"it leads on to {after.scheme}://{after.netloc[:80]}, another host")
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made is not None:
            setattr(made, "deadline", getattr(req, "deadline"))  # noqa: B009, B010 - as above
        return made


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Http, _Https, _SameHost)


@dataclass(frozen=True, slots=True)
class WebPlace:
    """A site at an address, which ends in a slash. May be asked from several threads."""

    name: str
    url: str
    seconds: float = SECONDS
    wait: float = WAIT
    _asks: urllib.request.OpenerDirector = field(default_factory=_opener, repr=False, compare=False)

    def read(self, path: str, limit: int) -> bytes | None:
        """Ask for a file, past every cache on the way that lets itself be asked.

        The page for addresses that lead nowhere is taken from such an answer, too: many servers give it with no other.
        """
        if not inside(path):
            return None
        url = self.url + quote(path)
        deadline = Deadline(self.seconds)
        try:
            return self._read(url, path, limit, deadline)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise PlaceError(_unanswered(url, self._worded(error, deadline))) from None
        finally:
            deadline.stop()

    def paths(self) -> None:
        """Say that nobody can list what a server has."""
        return

    def _read(self, url: str, path: str, limit: int, deadline: Deadline) -> bytes | None:
        headers = {"User-Agent": f"pincite/{__version__}", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        request = _Asked(url, headers=headers)
        request.deadline = deadline
        try:
            with self._asks.open(request, timeout=self.wait) as answer:
                return _body(answer, limit, deadline)
        except urllib.error.HTTPError as error:
            with error:
                if error.code not in _NOT_THERE:
                    moved = error.code in _MOVED
                    why = "it leads round in a circle" if moved else f"the server answered {error.code} {error.reason}"
                    raise PlaceError(_unanswered(url, why)) from None
                return _body(error, limit, deadline) if path == _NOT_FOUND_PAGE else None

    def _worded(self, error: Exception, deadline: Deadline) -> str:
        reason = getattr(error, "reason", error)
        if deadline.passed:
            return f"no whole answer within {self.seconds:g} seconds"
        if isinstance(reason, TimeoutError):
            return f"the server was silent for {self.wait:g} seconds"
        if isinstance(reason, ssl.SSLCertVerificationError):
            return f"its certificate is not valid ({reason.verify_message})"
        if isinstance(error, http.client.IncompleteRead):
            return "the answer ended before its end"
        if isinstance(error, http.client.HTTPException):
            return "the answer is no proper HTTP"
        if isinstance(error, zlib.error):
            return "the answer cannot be unpacked"
        return str(getattr(reason, "strerror", None) or reason)


def _body(answer: http.client.HTTPResponse | urllib.error.HTTPError, limit: int, deadline: Deadline) -> bytes:
    """Read an answer, unpacked where the server packed it unasked, up to one byte behind the limit."""
    coding = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding != "identity" and coding not in _WINDOW:
        raise ValueError(f'the answer is packed as "{coding[:40]}", which was not asked for')
    unpacks = zlib.decompressobj(_WINDOW[coding]) if coding in _WINDOW else None
    found = bytearray()
    while len(found) <= limit and (piece := answer.read(_PIECE)):
        if deadline.passed:
            raise TimeoutError
        found += unpacks.decompress(piece, limit + 1 - len(found)) if unpacks else piece
    if deadline.passed:  # the end of what was cut off looks like the end of a file
        raise TimeoutError
    if len(found) <= limit:
        if unpacks and not unpacks.eof:
            raise zlib.error
        _whole(answer)
    return bytes(found[: limit + 1])


def _whole(answer: http.client.HTTPResponse | urllib.error.HTTPError) -> None:
    """Refuse an answer that ended before the length that it names: read in pieces, the library lets that pass."""
    if getattr(answer, "length", None):
        raise http.client.IncompleteRead(b"")


def address_of(text: str) -> str:
    """Make the address of a site of what a user typed: with a slash at its end, without the name of a file.

    Raises PlaceError where it is no address.
    """
    try:
        parts = urlsplit(text.partition("#")[0].partition("?")[0])
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host.encode("idna").decode()
        port = f":{parts.port}" if parts.port is not None else ""
        strange = not host or parts.username is not None or re.search(r"[\x00-\x20\x7f\\]", text)
    except (ValueError, UnicodeError):
        strange, host, port, parts = True, "", "", urlsplit("")
    if strange:
        message = "this is no address of a site"
        raise PlaceError(Problem("no-place", message, Span(_unnamed(text)), "write https://host/path/")) from None
    path = _NAMES.sub("", "/" + parts.path.lstrip("/")).rstrip("/")
    return f"{parts.scheme.lower()}://{host}{port}{quote(path, safe=_SAFE)}/"


def _unnamed(text: str) -> str:
    """Leave out the name and password that an address may hold."""
    return re.sub(r"//[^/]*@", "//", text)


def _unanswered(url: str, why: str) -> Problem:
    return Problem("fetch-failed", f"{url} cannot be had: {why}", Span(url), "check the address and the connection")

"""Fetching one page: http and https only, within limits of size and time, and never from a private address.

1. The name is resolved once. Every address that it has must be public.
2. The connection is made to the very address that was looked at, so that no second answer of a name server counts.
3. A redirect is a new beginning: its target is looked at in the same way.

What proxies the environment names is not asked: a proxy would resolve the name itself.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import re
import socket
import ssl
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from pincite import __version__
from pincite.intake.answer import Fetched, fail, page_of, refuse
from pincite.intake.deadline import Deadline
from pincite.intake.hosts import is_public
from pincite.intake.markup import PAGE_LIMIT
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 30.0  # for everything: names, redirects, the page
WAIT = 10.0  # for one connection or one piece of an answer
REDIRECTS = 5
AGENT = f"pincite/{__version__}"

_MOVED = frozenset((301, 302, 303, 307, 308))
_OK = 200
_ADDRESSES_TRIED = 4
_SAFE = "/:@!$&'()*+,;=~%-._?"
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Net:
    """How the network is reached. Tests put a server of their own behind it."""

    resolve: Callable[[str, int], list[str]]
    allowed: Callable[[str], bool] = is_public
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = SECONDS
    wait: float = WAIT
    limit: int = PAGE_LIMIT


def resolved(host: str, port: int) -> list[str]:
    """Give the IP addresses of a host by the system's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Connection(http.client.HTTPConnection):
    """A connection to one IP address in the name of a host."""

    def __init__(self, host: str, port: int, made: socket.socket) -> None:
        super().__init__(host, port)
        self.sock = made

    def connect(self) -> None:
        """Refuse to connect anew: that would ask the name server again."""
        raise http.client.NotConnected


def fetch(url: str, net: Net | None = None) -> Fetched:
    """Fetch a page. Raises InputError: fetch-refused for what may not be asked, fetch-failed for what did not come."""
    net = net or Net(resolved)
    deadline = Deadline(net.seconds)
    seen: list[str] = []
    try:
        for _ in range(REDIRECTS + 1):
            answer = _asked(url, net, deadline)
            if isinstance(answer, Fetched):
                return Fetched(answer.data, answer.kind, answer.charset, url, tuple(seen))
            seen.append(url)
            url = answer
        refuse(url, f"it leads on more than {REDIRECTS} times")
    except (OSError, http.client.HTTPException) as error:
        why = f"no answer within {net.seconds:g} seconds" if deadline.passed else _worded(error, net)
        fail(url, why)
    finally:
        deadline.stop()


def _worded(error: Exception, net: Net) -> str:
    if isinstance(error, TimeoutError):
        return f"the server was silent for {net.wait:g} seconds"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, http.client.HTTPException):
        return "the answer is no proper HTTP"
    return (error.strerror if isinstance(error, OSError) else "") or "the connection broke off"


def _asked(url: str, net: Net, deadline: Deadline) -> Fetched | str:
    """Ask one address. Gives the page, or the address of a redirect."""
    scheme, host, port, target = _parts(url)
    connection = _Connection(host, port, _connected(url, scheme, host, port, net, deadline))
    try:
        default = {"http": 80, "https": 443}[scheme]
        name = f"[{host}]" if ":" in host else host
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for key, value in {
            "Host": name if port == default else f"{name}:{port}",
            "User-Agent": AGENT,
            "Accept": "text/html,application/xhtml+xml,text/markdown;q=0.8,text/plain;q=0.7",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }.items():
            connection.putheader(key, value)
        connection.endheaders()
        # Closed by hand: with `Connection: close` the answer alone holds the socket.
        with connection.getresponse() as answer:
            return _answered(url, answer, net, deadline)
    finally:
        connection.close()


def _answered(url: str, answer: http.client.HTTPResponse, net: Net, deadline: Deadline) -> Fetched | str:
    if answer.status in _MOVED:
        leads_to = answer.getheader("Location") or ""
        if not leads_to:
            fail(url, "it leads on to nowhere")
        try:
            return urljoin(url, leads_to.encode("latin-1", "replace").decode("utf-8", "replace"))
        except ValueError:
            fail(url, "it leads on to what is no address")
    if answer.status != _OK:
        fail(url, f"the server answered {answer.status} {answer.reason}".rstrip())
    return page_of(url, answer, net.limit, lambda: deadline.passed)


def _parts(url: str) -> tuple[str, str, int, str]:
    """Take an address apart: scheme, host in ASCII, port, and what is asked of the host."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("ascii" if ":" in (parts.hostname or "") else "idna").decode()
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except (ValueError, UnicodeError):
        refuse(url, "it is no address")
    if parts.scheme not in {"http", "https"}:
        refuse(url, "only http and https are")
    if parts.username is not None or parts.password is not None:
        refuse(url, "it holds a name or a password")
    if not host or parts.port == 0 or _UNSEEN.search(url):
        refuse(url, "it is no address of a page")
    path, query = (quote(part, safe=_SAFE, errors="surrogateescape") for part in (parts.path or "/", parts.query))
    target = f"{path}?{query}" if parts.query else path
    return parts.scheme, host, port, target


def _connected(url: str, scheme: str, host: str, port: int, net: Net, deadline: Deadline) -> socket.socket:
    """Connect to an address that was looked at, and speak TLS in the host's name."""
    addresses = _addresses(host, port, net, deadline)
    if not addresses or not all(net.allowed(one) for one in addresses):
        refuse(url, "its host has an address that is not public")
    error: OSError = TimeoutError()
    for address in addresses[:_ADDRESSES_TRIED]:
        try:
            made = socket.create_connection((address, port), timeout=deadline.left(net.wait))
        except OSError as now:
            error = now
            continue
        deadline.watch(made)
        made.settimeout(net.wait)
        if scheme == "http":
            return made
        with contextlib.ExitStack() as open_still:
            open_still.callback(made.close)
            # The handshake comes after the socket is watched.
            secured = net.tls().wrap_socket(made, server_hostname=host, do_handshake_on_connect=False)
            open_still.callback(secured.close)
            deadline.watch(secured)
            secured.do_handshake()
            open_still.pop_all()
        return secured
    raise error


def _addresses(host: str, port: int, net: Net, deadline: Deadline) -> list[str]:
    """Resolve a name on a thread of its own: the system's resolver knows no time limit."""
    answer: queue.Queue[list[str] | OSError] = queue.Queue()

    def ask() -> None:
        try:
            answer.put(net.resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else socket.gaierror(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=deadline.left(net.seconds))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found

"""Whose requests the preview answers: a page of another site must not read drafts through the editor's browser.

A name that an attacker owns can be made to lead to 127.0.0.1 (DNS rebinding), so that the browser takes that page and
this server for one site. Only the Host header tells the two apart; a WebSocket, which knows no same-origin rule, has
its Origin for that.
"""

from __future__ import annotations

import ipaddress
import re

from pincite.records import dataclass

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::([0-9]{1,5}))?", re.ASCII)
_HTTP_PORT = 80  # left out of Host and Origin by browsers
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def bare(host: str) -> str:
    """Give a host as sockets take it: without the brackets of an IPv6 address."""
    return host.removeprefix("[").removesuffix("]")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host. A name other than localhost is not trusted to be."""
    address = _address(bare(host))
    return host.lower() == "localhost" or (address is not None and address.is_loopback)


def in_url(host: str) -> str:
    """Give a host as it stands in an address to click: no wildcard, and an IPv6 address in brackets."""
    address = _address(bare(host))
    if address is not None and address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"  # noqa: PLR2004 - IPv4
    return f"[{bare(host)}]" if ":" in host else host


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that a server at `port`, bound to `host`, answers to."""

    host: str
    port: int

    def admits(self, header: str) -> bool:
        """Tell whether a Host header names this server."""
        found = _HOST.fullmatch(header.lower())
        if found is None or int(found[3] or _HTTP_PORT) != self.port:
            return False
        name = found[1] or found[2]
        if name in _LOOPBACK or name == bare(self.host).lower():
            return True
        address, own = _address(name), _address(bare(self.host))
        if address is None or own is None:
            return False
        # Bound to all addresses, the server is visited by any of them. An attacker rebinds names, never an address.
        return address == own or own.is_unspecified

    def admits_origin(self, origin: str, header: str) -> bool:
        """Tell whether a page of `origin` is one of the pages served under this Host header."""
        return self.admits(header) and origin.lower() == f"http://{header.lower()}"

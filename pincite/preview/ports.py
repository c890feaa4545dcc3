"""Ports: taking one at every address of a host, and finding a free one near a taken one."""

from __future__ import annotations

import errno
import os
import socket


def bind(host: str, port: int) -> list[socket.socket]:
    """Take a port at every address of a host, any free one for 0, the same for all.

    Raises OSError if the port cannot be had, or if the host is no address of this machine.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    refused: OSError | None = None
    for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
        at = (address[0], sockets[0].getsockname()[1] if sockets else port, *address[2:])
        try:
            # Not tornado's bind_sockets: it leaves a socket open when it fails.
            one = socket.create_server(at, family=family)
        except OSError as error:
            refused = error
            if error.errno == errno.EADDRNOTAVAIL:  # localhost is ::1, too, even where there is no IPv6
                continue
            break
        one.setblocking(False)
        sockets.append(one)
    if sockets and (refused is None or refused.errno == errno.EADDRNOTAVAIL):
        return sockets
    for one in sockets:
        one.close()
    raise refused or OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))


def free_port(host: str, port: int) -> int:
    """Find a port near a taken one that is free just now; 0, "any", where none is."""
    for other in range(port + 1, min(port + 50, 65536)):
        try:
            sockets = bind(host, other)
        except OSError:
            continue
        for one in sockets:
            one.close()
        return other
    return 0

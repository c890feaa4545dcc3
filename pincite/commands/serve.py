"""`pincite serve`: show the site with its drafts, and anew with each save; the output folder is not touched."""

from __future__ import annotations

import errno
import functools
import os
import threading
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.disk.kinds import is_folder
from pincite.preview.editor import link
from pincite.preview.hosts import bare, in_url, is_loopback
from pincite.problems import summary

if TYPE_CHECKING:
    import argparse
    import socket

    from pincite.preview.rebuild import Report
    from pincite.problems import Problem


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Gives 2 where the folder, the address or the port cannot be had."""
    from pincite.commands.means import means
    from pincite.preview.live import Live  # `pincite --help` does not pay for it
    from pincite.preview.ports import bind
    from pincite.preview.server import PreviewServer  # nor for livereload and tornado
    from pincite.preview.shown import Around

    root = folder_of(args.root)
    if not is_folder(root, follow=True):
        console.say(f'pincite: error[no-folder]: "{args.root}" is no folder; name the site\'s with --root')
        return console.USAGE
    try:
        sockets = bind(bare(args.host), args.port)
    except (OSError, UnicodeError) as error:
        console.say(f"pincite: error[no-port]: {_refusal(error, args.host, args.port)}")
        return console.USAGE
    if not is_loopback(args.host):
        console.say(
            f"pincite: warning[drafts-open]: --host {args.host} lets everyone who reaches this machine read the drafts",
        )
    teller = _Teller(_url(args.host, sockets), browser=args.open)
    # Who is not at this machine has no use for its paths.
    scheme = args.editor if is_loopback(args.host) else ""
    around = Around(editor=lambda span: link(root, span, scheme))
    make = functools.partial(Live, root, means(root, None, None))
    server = PreviewServer(root, make, around=around, ready=teller.ready, told=teller.told, say=teller.say)
    server.serve(sockets, args.host)
    return console.FINE


def _refusal(error: Exception, host: str, port: int) -> str:
    from pincite.preview.ports import free_port  # as above

    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"port {port} is taken; try --port {free_port(bare(host), port)}"
    if number in {errno.EACCES, errno.EPERM}:
        return f"port {port} is not for ordinary users; try --port {free_port(bare(host), max(port, 8000))}"
    reason = os.strerror(number or 0) if number in errno.errorcode else getattr(error, "strerror", None) or error
    return f'cannot listen at "{host}": {reason}; try --host 127.0.0.1'


def _url(host: str, sockets: list[socket.socket]) -> str:
    return f"http://{in_url(host)}:{sockets[0].getsockname()[1]}/"


class _Teller:
    """Prints what happens. Problems are printed again only when they are other ones."""

    def __init__(self, url: str, *, browser: bool) -> None:
        self._url = url
        self._browser = browser
        self._printed: tuple[Problem, ...] = ()

    def ready(self, report: Report) -> None:
        """Tell where the site is, and open it there if that is wanted."""
        self._problems(report)
        console.out(f"{self._url} shows the site with its drafts, {self._url}desk/ what is to do; Ctrl-C ends it")
        if self._browser:
            threading.Thread(target=_open, args=(self._url,), daemon=True).start()

    def told(self, report: Report) -> None:
        """Tell what a save came to."""
        self._problems(report)
        what = "all pages inspected"
        if report.changed:
            first, *others = sorted(report.changed)
            what = first + (f" and {len(others)} more" if others else "")
        console.say(f"pincite: {what}: {summary(report.shown.everything)} ({report.seconds:.2f} s)")

    def say(self, text: str) -> None:
        """Print a remark."""
        console.say(f"pincite: {text}")

    def _problems(self, report: Report) -> None:
        problems = report.shown.everything
        if problems != self._printed:
            console.tell(problems, report.shown.texts)
        self._printed = problems


def _open(url: str) -> None:
    """Open a browser; on a machine without one nothing happens, the address stands printed."""
    import webbrowser  # quick start, as above

    webbrowser.open(url)

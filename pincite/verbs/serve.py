"""`pincite serve` on the command line."""

from __future__ import annotations

import argparse

from pincite.verbs.arguments import add_root

_LAST_PORT = 65535


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Show the site below --root in a browser, drafts included, and anew with each save. "
        "Pages come from memory; the output folder is not touched."
    )
    parser.epilog = "example: pincite serve --open"
    add_root(parser)
    parser.add_argument(
        "--host",
        metavar="H",
        type=_host,
        default="127.0.0.1",
        help="the address to listen at (default: 127.0.0.1, this machine alone)",
    )
    parser.add_argument(
        "--port",
        metavar="P",
        type=_port,
        default=8000,
        help="the port (default: 8000; 0 takes any that is free)",
    )
    parser.add_argument(
        "--editor",
        metavar="NAME",
        type=_editor,
        default="vscode",
        help="the program that opens a problem's place: vscode, idea, zed, subl, ..., an address with {path}, {line} "
        "and {column}, or none (default: vscode)",
    )
    parser.add_argument("--open", action="store_true", help="open the site in the browser")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write a number from 0 to {_LAST_PORT}")
    return int(text)


def _editor(text: str) -> str:
    if text == "none":
        return ""
    from pincite.preview.editor import template_of  # the help does not pay for it

    try:
        return template_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _host(text: str) -> str:
    from pincite.preview.hosts import bare  # as above

    if not bare(text).strip():
        raise argparse.ArgumentTypeError("write an address of this machine, or 0.0.0.0 for all of them")
    return text

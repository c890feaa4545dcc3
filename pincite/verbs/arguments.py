"""Arguments that several verbs take."""

from __future__ import annotations

import argparse

_JOBS = 64


def add_root(parser: argparse.ArgumentParser) -> None:
    """Declare --root."""
    parser.add_argument("--root", metavar="DIR", default=".", help="the site's folder (default: this one)")


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Declare --jobs."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="how many processes make pages, where there are many to make (default: one a processor)",
    )


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= _JOBS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: write 1 to {_JOBS}")
    return number


def base_url(text: str) -> str:
    """Take an http or https address without query or fragment."""
    from urllib.parse import urlsplit  # only those who give an address pay for it

    try:
        parts = urlsplit(text)
        strange = parts.username is not None or parts.port == 0 or ".." in parts.path or set(text) & set(" \"'<>\\`")
    except ValueError:
        strange, parts = True, urlsplit("")
    if strange or parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a site: write https://host/path/")
    return text


def seconds(text: str) -> int:
    """Take a number of seconds, of at most a day."""
    if not text.isascii() or not text.isdigit() or int(text) > 86_400:  # noqa: PLR2004 - a day
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds, from 0 to 86400")
    return int(text)

"""Arguments that several verbs take."""

from __future__ import annotations

import argparse


def add_root(parser: argparse.ArgumentParser) -> None:
    """Declare --root."""
    parser.add_argument("--root", metavar="DIR", default=".", help="the site's folder (default: this one)")


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

"""Arguments that several verbs take."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from urllib.parse import urlsplit


def add_root(parser: argparse.ArgumentParser) -> None:
    """Declare --root."""
    parser.add_argument("--root", metavar="DIR", default=".", help="the site's folder (default: this one)")


def folder_of(text: str) -> Path:
    """Give an absolute path, links in it kept: what is refused later must be seen as it was written."""
    return Path(os.path.abspath(text))  # noqa: PTH100 - Path.resolve would follow the links


def base_url(text: str) -> str:
    """Take an http or https address without query or fragment."""
    try:
        parts = urlsplit(text)
        strange = parts.username is not None or parts.port == 0 or ".." in parts.path or set(text) & set(" \"'<>\\`")
    except ValueError:
        strange, parts = True, urlsplit("")
    if strange or parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a site: write https://host/path/")
    return text


def from_repository(root: Path) -> str:
    """Give the way from the repository's folder to the site's, as `site/`; nothing where they are the same.

    GitHub names the repository's folder in GITHUB_WORKSPACE; elsewhere it is taken to be the current one.
    """
    repository = os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    way = Path(os.path.realpath(root))
    if not way.is_relative_to(repository):
        return ""
    parts = way.relative_to(repository).parts
    return "".join(f"{part}/" for part in parts)

"""Arguments that several verbs take."""

from __future__ import annotations

import os
from pathlib import Path


def folder_of(text: str) -> Path:
    """Give an absolute path, links in it kept: what is refused later must be seen as it was written."""
    return Path(os.path.abspath(text))  # noqa: PTH100 - Path.resolve would follow the links


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

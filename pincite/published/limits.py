"""What GitHub Pages, its upload and git can serve of a site: names of files, and sizes.

The names are those that the upload of an artifact refuses, so that a site may go either way; the sizes are GitHub's
documented limits for Pages and for files in a repository. docs/publishing.md tells them.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pincite.problems import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SITE_LIMIT = 1_000_000_000  # bytes together: more is not served for sure
FILE_WARNED, FILE_LIMIT = 50 * 1024 * 1024, 100 * 1024 * 1024  # bytes: git warns, and GitHub refuses
NAME_LIMIT = 255  # bytes of a file's or a folder's name in UTF-8
UNSERVED = '":<>|*?\\\r\n'
DOMAIN = "CNAME"  # GitHub writes it into the branch when a domain of one's own is set
NO_JEKYLL = ".nojekyll"  # empty; without it Pages leaves out what begins with an underscore, and rewrites pages


def unservable(sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Tell which files cannot be served, and warn where a limit is near. `sizes` are bytes by path."""
    if NO_JEKYLL not in sizes:
        message, hint = f"the site has no {NO_JEKYLL}", "build it anew: every build writes one"
        yield Problem("pages-path", message, Span(f"output:{NO_JEKYLL}"), hint)
    seen: dict[str, str] = {}
    for path, size in sorted(sizes.items()):
        if reason := _unserved(path):
            hint = "rename the file that it is made from: letters, digits, hyphens, dots and underscores are fine"
            yield Problem("pages-path", f"a path that {reason} cannot be published", Span(f"output:{path}"), hint)
        yield from _doubles(path, seen)
        yield from _large(path, size)
    if (total := sum(sizes.values())) > SITE_LIMIT:
        message = f"the site has {_mega(total)} MB together; GitHub Pages serves up to {_mega(SITE_LIMIT)} MB"
        hint = "make pictures and downloads smaller, or keep large files elsewhere and link to them"
        yield Problem("pages-size", message, Span("output:"), hint, Severity.WARNING)


def _unserved(path: str) -> str:
    """Say what about a path keeps it from being served; nothing where all is well."""
    for char in path:
        if char in UNSERVED or unicodedata.category(char) in {"Cc", "Cs"}:
            return f"holds {char!r}"
    for part in path.split("/"):
        if len(part.encode("utf-8", "replace")) > NAME_LIMIT:
            return f"has a name of more than {NAME_LIMIT} bytes"
        if part.casefold() == ".git":
            return "has a part called .git"
    return ""


def _doubles(path: str, seen: dict[str, str]) -> Iterator[Problem]:
    """Hold a path and the folders above it against those before: what some systems take for one must be one."""
    parts = path.split("/")
    for depth in range(1, len(parts) + 1):
        here = "/".join(parts[:depth])
        before = seen.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFC", here).casefold()), here)
        if before != here:
            message = f'"{here}" differs from "{before}" only in capital letters or in how accents are written'
            hint = "rename one of them: on some systems they are the same file"
            yield Problem("pages-path", message, Span(f"output:{path}"), hint)
            return


def _large(path: str, size: int) -> Iterator[Problem]:
    mebi = size / 1024 / 1024
    if size > FILE_LIMIT:
        message = f"the file has {mebi:.0f} MiB; GitHub takes files of up to {FILE_LIMIT // 1024 // 1024} MiB"
        yield Problem("pages-size", message, Span(f"output:{path}"), "make it smaller, or keep it elsewhere")
    elif size > FILE_WARNED:
        message = f"the file has {mebi:.0f} MiB; GitHub warns from {FILE_WARNED // 1024 // 1024} MiB on"
        hint = "every version of it stays in the branch; make it smaller if that can be done"
        yield Problem("pages-size", message, Span(f"output:{path}"), hint, Severity.WARNING)


def _mega(size: int) -> str:
    return f"{size / 1_000_000:,.0f}"

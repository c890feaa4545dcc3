"""A report as one HTML file for the desk: no script, no request, everything from a site escaped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pincite.changes.wording import KINDS, besides, files_told, headed, name_of, remarks
from pincite.changes.words import shortened
from pincite.disk.files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.changes.report import Report
    from pincite.changes.words import Piece

_HERE = Path(__file__).parent
_MARK = b'<meta name="generator" content="pincite diff">'
_BEGINNING = 500  # bytes within which a report says that it is one
_AROUND = 90  # characters around a difference in a line of a page
_MANY = 12  # lines of a page from which on they are folded


def ours(data: bytes) -> bool:
    """Tell whether a file is a report that may be replaced by another."""
    return _MARK in data[:_BEGINNING]


def as_html(report: Report, language: str) -> bytes:
    """Write a report. `language` is that of the site's words."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"named": name_of, "headed": headed, "short": _short, "cut": _cut}
    page = environment.get_template("report.html").render(
        report=report,
        language=language,
        kinds=KINDS,
        contents=list(_contents(report)),
        remarks=list(remarks(report)),
        files_told=list(files_told(report)),
        besides=besides,
        many=_MANY,
        css=Markup(read_file(_HERE / "report.css").decode()),  # noqa: S704 - our own file, and no word of a site
    )
    return page.strip().encode("utf-8", "replace") + b"\n"


def _short(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return shortened(pieces, _AROUND)


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND]}…"


def _contents(report: Report) -> Iterator[tuple[str, str, int]]:
    """Give the sections that a report has: id, title, and how many entries."""
    if report.lost:
        yield "lost", "Addresses that are gone", len(report.lost)
    for kind, title in KINDS.items():
        if cards := report.of(kind):
            yield kind, title, len(cards)
    for ident, title, entries in (
        ("came", "Pages that come", report.came),
        ("pages", "Other pages that change", report.pages),
        ("shared", "What pages share", report.frames),
    ):
        if entries:
            yield ident, title, len(entries)

"""The report of an import: what was found and where, what was taken, and what was dropped and why."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pincite.intake.entry import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.intake.hypothesis import Lost
    from pincite.intake.metadata import Metadata
    from pincite.intake.taken import Piece, Taken

_NAMES = {"modified": "changed, which `dating` will tell", "canonical": "canonical link", "url": "address taken"}
_EXPECTED = ("headline", "byline", "published", "publisher", "language", "url")
_WIDTH = 100


def report(metadata: Metadata, taken: Taken, *, every: bool) -> str:
    """Word what an article was made of. `every` lists each dropped piece, also where many of one reason follow."""
    lines = [f"{_name(one.field)}: {short(one.value)} (from {one.source})" for one in sources(metadata)]
    missing = [_name(field) if field != "url" else "address" for field in _EXPECTED if not metadata.get(field)]
    if missing:
        lines.append(f"not found, and left out: {', '.join(missing)}")
    lines += [f"differs: {_name(one.field)}: {short(one.value)} (from {one.source})" for one in metadata.conflicts]
    lines += [f"note: {one}" for one in metadata.notes]
    lines += [f"changed: {one}" for one in taken.changes]
    lines += [
        f"{len(taken.paragraphs)} taken (+), {len(taken.dropped)} dropped (-); --keep and --drop choose by number:",
        *_pieces(taken.pieces, every=every),
    ]
    return "\n".join(lines)


def _name(field: str) -> str:
    return _NAMES.get(field, field)


def _pieces(pieces: tuple[Piece, ...], *, every: bool) -> Iterator[str]:
    runs = ([piece] for piece in pieces) if every else _runs(pieces)
    for run in runs:
        first, last = run[0], run[-1]
        numbers = f"{first.number}" if first is last else f"{first.number}-{last.number}"
        why = f"{first.reason}: " if first.reason else ""
        yield f"  {'-' if first.reason else '+'} {numbers:>7}  {why}{short(first.text)}"


def _runs(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """Put dropped pieces together that follow each other for one reason; taken ones stand alone."""
    for reason, run in groupby(pieces, key=lambda piece: piece.reason):
        if reason:
            yield list(run)
        else:
            yield from ([piece] for piece in run)


def entry_lines(sign: str, entries: list[Lost]) -> list[str]:
    """Word the annotations that became no card, each behind the sign of why."""
    return [
        f"  {sign} {one.number:>7}  {one.why}" + (f": “{short(one.words)}”" if one.words else "") for one in entries
    ]


def short(text: str) -> str:
    """Give a text as a line of a report shows it."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"

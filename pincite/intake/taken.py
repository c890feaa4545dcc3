"""What was taken of a page and what was dropped: every piece with its number, so that an editor can choose again."""

from __future__ import annotations

from dataclasses import replace

from pincite.problems import InputError, Problem, Span
from pincite.records import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a page, one line of text. `number` counts from 1 in reading order; an empty `reason` is taken."""

    number: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A page in pieces, in reading order, and what was changed in their characters, a sentence each."""

    pieces: tuple[Piece, ...]
    changes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts that were taken, in reading order, without the headline."""
        return tuple(piece.text for piece in self.pieces if not piece.reason)

    @property
    def dropped(self) -> tuple[Piece, ...]:
        """The pieces that were not taken; each has its reason in words."""
        return tuple(piece for piece in self.pieces if piece.reason)


def choose(taken: Taken, keep: frozenset[int], drop: frozenset[int], path: str) -> Taken:
    """Take what an editor keeps, and leave out what an editor drops, by number.

    Raises InputError for a number that no piece has, or that is both kept and dropped.
    """
    hint = f"pieces are numbered 1 to {len(taken.pieces)}; --dry-run --all lists them"
    for number in sorted(keep | drop):
        if not 1 <= number <= len(taken.pieces):
            raise InputError(Problem("no-such-piece", f"the page has no piece {number}", Span(path), hint))
        if number in keep & drop:
            message = f"piece {number} is both kept and dropped"
            raise InputError(Problem("no-such-piece", message, Span(path), "name it once"))
    return replace(taken, pieces=tuple(_chosen(piece, keep, drop) for piece in taken.pieces))


def _chosen(piece: Piece, keep: frozenset[int], drop: frozenset[int]) -> Piece:
    if piece.number in keep:
        return replace(piece, reason="")
    if piece.number in drop and not piece.reason:
        return replace(piece, reason="by the editor")
    return piece

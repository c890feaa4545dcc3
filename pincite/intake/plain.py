"""Plain text and Markdown: the first line or heading is the headline, and every other paragraph is taken.

Plain text with hard line ends is joined into paragraphs only where it is clearly wrapped: blank lines part the
paragraphs, and nearly every line is broken where its next word would not have fitted.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pincite.intake import stated
from pincite.intake.clean import clean_line, cleaned, in_line
from pincite.intake.metadata import Found, Metadata
from pincite.intake.taken import Piece, Taken
from pincite.problems import InputError, Problem, Span, few
from pincite.read.nodes import Pairs, Scalar, parse
from pincite.read.originals import TooComplexError, readable
from pincite.text import fold_words

_NARROW, _WIDE = 40, 100  # characters between which the widest line of a wrapped text lies
_CLEARLY = 0.9
_GROUPS, _ENDS = 2, 3  # fewer paragraphs, or fewer lines that go on, show nothing clearly
_BRACKETS = 2000  # the converter needs the square of their number in time
# What a whole paragraph ends with: a mark, and what closes around it.
_END = re.compile(r"[.?!:…。！？؟।\"'”’“»«›‹」』]['\"”’“»«›‹」』)\]]*$")
_SHOWN = 10  # numbers of pieces in one note
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,2}[ \t]+(.+?)[ \t]*#*$|^(\S.*)\n=+[ \t]*$", re.MULTILINE)
_KEYS = {
    "title": "headline",
    "headline": "headline",
    "author": "byline",
    "byline": "byline",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "url",
    "url": "url",
    "lang": "language",
    "language": "language",
}


def read_text(text: str) -> tuple[Metadata, Taken]:
    """Take a plain text: its first line as the headline, and its paragraphs."""
    lines, joined = _paragraphs(text)
    headline = lines[0] if lines else ""
    clean, changes = cleaned(lines)
    if joined:
        changes = (f"{joined} wrapped lines joined into paragraphs", *changes)
    taken = _taken(clean, changes, 0 if lines else -1)
    metadata = _metadata({"headline": headline}, "the first line")
    return replace(metadata, notes=_broken(taken.pieces)), taken


def _broken(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """Say which pieces look like the rest of the one before: they begin in lower case, and it does not end."""
    found = [str(one.number) for last, one in pairwise(pieces) if one.text[0].islower() and not _END.search(last.text)]
    if not found:
        return ()
    which = f"pieces {few(found, _SHOWN)} begin" if found[1:] else f"piece {found[0]} begins"
    told = (
        f"{which} in lower case, and the line before does not end a sentence: a wrapped paragraph? Nothing was joined. "
    )
    told += "Join the lines in the file; or where blank lines part its paragraphs, import it with --format markdown"
    return (told,)


def _paragraphs(text: str) -> tuple[list[str], int]:
    """Give the paragraphs of a text, and how many line ends were taken for blanks."""
    groups = [group.split("\n") for group in re.split(r"\n[ \t\f\v]*\n", text.strip("\n"))]
    groups = [[one for line in group if (one := in_line(line))] for group in groups]
    groups = [group for group in groups if group]
    if not _is_wrapped(groups):
        return [line for group in groups for line in group], 0
    return [" ".join(group) for group in groups], sum(len(group) - 1 for group in groups)


def _is_wrapped(groups: list[list[str]]) -> bool:
    width = max((len(line) for group in groups for line in group), default=0)
    ends = [(line, follows) for group in groups for line, follows in pairwise(group)]
    if len(groups) < _GROUPS or len(ends) < _ENDS or not _NARROW <= width <= _WIDE:
        return False
    full = sum(len(line) + 1 + len(follows.split(" ")[0]) > width for line, follows in ends)
    return full >= _CLEARLY * len(ends)


def read_markdown(text: str, path: str) -> tuple[Metadata, Taken]:
    """Take a text in Markdown: its first heading as the headline, and its paragraphs as a reader would see them.

    Front matter between two lines of three hyphens is read for what it says, and dropped. Raises InputError where the
    Markdown is nested or broken beyond reading.
    """
    given: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        node, _ = parse(path, front.group(1))
        pairs = node.pairs if isinstance(node, Pairs) else ()
        given = {_KEYS[key.text]: one.text for key, one in pairs if key.text in _KEYS and isinstance(one, Scalar)}
        text = text[front.end() :]
    if text.count("[") > _BRACKETS:
        raise _too_complex(f"it has more than {_BRACKETS:,} opening brackets", path)
    try:
        whole, slices = readable(text, "markdown")
    except TooComplexError as error:
        raise _too_complex(str(error), path) from None
    lines, changes = cleaned(whole[start:end] for start, end in slices)
    at = _headline_in(lines, given, text)
    source = "the front matter"
    if "headline" not in given and lines:
        given["headline"], source = lines[max(at, 0)], "the first heading" if at >= 0 else "the first line"
        at = max(at, 0)
    metadata = _metadata(given, "the front matter")
    if "headline" in metadata.found:
        metadata.found["headline"] = Found("headline", metadata.get("headline"), source)
    return metadata, _taken(lines, changes, at)


def _too_complex(why: str, path: str) -> InputError:
    hint = "import it with --format text"
    return InputError(Problem("page-too-complex", f"the text cannot be read: {why}", Span(path), hint))


def _headline_in(lines: tuple[str, ...], given: dict[str, str], text: str) -> int:
    """Give the number of the line that is the headline: the one the front matter names, else the first heading."""
    heading = _HEADING.search(text)
    wanted = given.get("headline") or (in_line(heading.group(1) or heading.group(2)) if heading else "")
    plain = re.sub(r"[*_`\\]", "", wanted)
    return next((n for n, line in enumerate(lines) if fold_words(line) in {fold_words(wanted), fold_words(plain)}), -1)


def _taken(lines: tuple[str, ...], changes: tuple[str, ...], headline: int) -> Taken:
    seen = [line for line in lines if line]
    return Taken(
        tuple(Piece(n + 1, line, "headline" if n == headline else "") for n, line in enumerate(seen)),
        changes,
    )


def _metadata(given: dict[str, str], source: str) -> Metadata:
    forms = {"published": stated.day, "language": stated.language, "url": stated.address}
    found = {}
    for field, value in given.items():
        text = clean_line(value)
        if result := forms.get(field, str)(text):
            found[field] = Found(field, result, source, text)
    return Metadata(found)

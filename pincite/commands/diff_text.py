"""A report of changes for a terminal: as git's word diff marks them, in colour only where someone looks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pincite.addresses import page_of
from pincite.changes.cards import ADDED, CHANGED, REMOVED, WITHDRAWN
from pincite.changes.files import PAGE, WORDS
from pincite.changes.wording import KINDS, besides, files_told, headed, name_of, remarks
from pincite.changes.words import GONE, NEW, SAME, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.changes.cards import Card, Field, Item
    from pincite.changes.pages import Hunk, PageChange
    from pincite.changes.report import Report
    from pincite.changes.words import Piece

_MARKS = {GONE: ("[-", "-]"), NEW: ("{+", "+}")}
# Where a colour begins and ends: characters that are none (Unicode 23.7), which the console puts colours for after it
# has made harmless what came from a site.
_COLOURS = {GONE: "\ufdd0", NEW: "\ufdd1"}
_BOLD, _PLAIN = "\ufdd2", "\ufdd3"
PAINT = {"\ufdd0": "\x1b[31m", "\ufdd1": "\x1b[32m", "\ufdd2": "\x1b[1m", "\ufdd3": "\x1b[m"}
_LINES, _NAMED = 8, 20  # lines of a page, and names in a list, that are shown without --all
_AROUND, _WITHIN = 120, 60  # characters around a difference: of a card's text, of a page's line
_FIELD_IN_LINE = 60  # characters: a longer text begins on a line of its own


def coloured() -> bool:
    """Tell whether stdout is a terminal that may be given colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool((sys.stdout and sys.stdout.isatty()) or os.environ.get("FORCE_COLOR"))


class Text:
    """Words a report, line by line; with `colours` there are characters of PAINT in them."""

    def __init__(self, *, everything: bool, colours: bool) -> None:
        self._all = everything
        self._colours = colours

    def lines(self, report: Report) -> Iterator[str]:
        """Give the lines of a report, the summary last."""
        return (" ".join(line.splitlines()) for line in self._report(report))

    def _report(self, report: Report) -> Iterator[str]:
        yield f"before: {report.before}"
        yield f"now:    {report.after}"
        yield from remarks(report)
        for section in (self._lost(report), self._cards(report), self._pages(report), self._shared(report)):
            yield from section
        if not report.same:
            yield ""
        yield report.summary

    def _head(self, text: str) -> Iterator[str]:
        yield ""
        yield f"{_BOLD}{text}{_PLAIN}" if self._colours else text

    def _lost(self, report: Report) -> Iterator[str]:
        if report.lost:
            yield from self._head("Addresses that are gone, which readers may have kept")
            yield from self._listed([_titled(path, report) for path in report.lost])

    def _cards(self, report: Report) -> Iterator[str]:
        for kind, title in KINDS.items():
            cards = report.of(kind)
            if not cards:
                continue
            yield from self._head(title)
            for card in cards:
                yield from self._card(card, report.on_pages.get(card.id))

    def _card(self, card: Card, page: PageChange | None) -> Iterator[str]:
        if card.kind == CHANGED:
            yield ""
        rated = f" [{card.rating}]" if card.rating and card.kind in {ADDED, REMOVED} else ""
        yield f"  {page_of('claims', card.id)}  {card.name}{rated}"
        if card.kind == WITHDRAWN:
            yield f"    reason: {card.note or 'none is given'}"
        for one in card.first:
            yield from self._field(one, "    ")
        for item in card.items:
            yield from self._item(item)
        for one in card.rest:
            yield from self._field(one, "    ")
        if page and page.seen and (card.kind != CHANGED or page.hunks or page.lost or page.retitled or self._all):
            yield "    besides, on its page:"
            yield from self._page(page, "      ")

    def _field(self, one: Field, indent: str) -> Iterator[str]:
        classes = f" ({', '.join(one.classes)})" if one.classes else ""
        only = " (only its label on the scale)" if one.only_label else ""
        head = f"{indent}{name_of(one.name)}{classes}{only}:"
        pieces = one.pieces if self._all else shortened(one.pieces, _AROUND)
        whole = all(piece.kind != SAME for piece in pieces)
        text = self._replaced(one) if whole and "\n" not in one.before + one.after else self.marked(pieces)
        if "\n" not in text and sum(len(piece.text) for piece in pieces) <= _FIELD_IN_LINE:
            yield f"{head} {text}"
            return
        yield head
        yield from (f"{indent}  {line}" for line in text.split("\n") if line.strip())

    def _replaced(self, one: Field) -> str:
        return f"{self._in(GONE, one.before or 'none')} -> {self._in(NEW, one.after or 'none')}"

    def _item(self, item: Item) -> Iterator[str]:
        yield f"    {headed(item)}"
        if item.text:
            yield from (f"      {line}" for line in item.text.split("\n") if line.strip())
        for one in item.fields:
            yield from self._field(one, "      ")

    def _pages(self, report: Report) -> Iterator[str]:
        if report.came:
            yield from self._head("Pages that come")
            yield from self._listed([_titled(path, report) for path in report.came])
        if report.pages:
            yield from self._head("Other pages that change")
        for page in report.pages:
            yield ""
            yield f"  {page.path}  {page.title}"
            yield from self._page(page, "    ")

    def _page(self, page: PageChange, indent: str) -> Iterator[str]:
        left = page.lines if self._all else _LINES
        under = ""
        for hunk in page.hunks:
            if left <= 0:
                break
            if hunk.under and hunk.under != under:
                under = hunk.under
                yield f"{indent}under “{_cut(under)}”:"
            yield from self._hunk(hunk, indent + "  ", left)
            left -= len(hunk.lines)
        hidden = page.lines - (page.lines if self._all else _LINES)
        if hidden > 0:
            yield f"{indent}and {hidden} more {'line' if hidden == 1 else 'lines'}; --all shows them"
        more = list(besides(page))
        yield from (f"{indent}{line if self._all else _cut(line)}" for line in (more if self._all else more[:_LINES]))
        if len(more) > _LINES and not self._all:
            yield f"{indent}and {len(more) - _LINES} more; --all shows them"

    def _hunk(self, hunk: Hunk, indent: str, most: int) -> Iterator[str]:
        if hunk.behind:
            yield f"{indent}  {_cut(hunk.behind)}"
        for line in hunk.lines[:most]:
            sign = {GONE: "-", NEW: "+"}.get(line[0].kind, "~") if len(line) == 1 else "~"
            text = self._in(line[0].kind, line[0].text) if sign != "~" else self.marked(shortened(line, _WITHIN))
            yield f"{indent}{sign} {text}"

    def _shared(self, report: Report) -> Iterator[str]:
        for frame in report.frames:
            yield from self._head(
                f"On {frame.pages} pages alike, around the text (masthead, foot), as on {frame.example}"
            )
            for hunk in frame.hunks:
                yield from self._hunk(hunk, "  ", _LINES)
        if report.code_only:
            number = len(report.code_only)
            pages = "one page" if number == 1 else f"{number} pages"
            yield from self._head(
                f"On {pages} only the code changes (styles, links within the site, data for machines)"
            )
            if self._all:
                yield from (f"  {path}" for path in report.code_only)
        told = list(files_told(report))
        if told:
            yield from self._head("Files for machines: " + "; ".join(told))
        if self._all:
            for kind in WORDS:
                files = report.files.of(kind) if kind != PAGE else report.files.of()
                for sign, paths in (("+", files.came), ("-", files.gone), ("~", files.changed)):
                    yield from (f"  {sign} {path}" for path in paths)

    def _listed(self, lines: Sequence[str]) -> Iterator[str]:
        shown = lines if self._all else lines[:_NAMED]
        yield from (f"  {line}" for line in shown)
        if len(lines) > len(shown):
            yield f"  and {len(lines) - len(shown)} more; --all names them"

    def marked(self, pieces: Sequence[Piece]) -> str:
        """Give a text with its differences marked."""
        made = []
        for one in pieces:
            start, end = _MARKS.get(one.kind, ("", ""))
            made.append(self._in(one.kind, f"{start}{one.text}{end}"))
        return "".join(made)

    def _in(self, kind: str, text: str) -> str:
        if not self._colours or kind not in _COLOURS:
            return text
        return "\n".join(f"{_COLOURS[kind]}{line}{_PLAIN}" for line in text.split("\n"))


def _titled(path: str, report: Report) -> str:
    title = report.titles.get(path, "")
    return f"{path}  {title}" if title else path


def _cut(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"

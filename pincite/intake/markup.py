"""From HTML to blocks: runs of text in reading order, each with the element that holds it and why it may be dropped.

1. Scripts, styles and comments go before anything is parsed: they are most of a saved page, and cost the parser most.
2. One walk over the tree, without recursion, since pages nest: a block ends where a browser would break the line.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from bs4.element import NavigableString, PreformattedString, Tag

from pincite.intake.clean import in_line
from pincite.intake.signs import HIDDEN, reason_of
from pincite.problems import InputError, Problem, Span
from pincite.read.files import ORIGINAL_LIMIT
from pincite.read.originals import BLOCKS, UNSEEN, TooComplexError, tree
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

# Bytes of a page as it comes, with its scripts and pictures; what is parsed is no larger than an original may be.
PAGE_LIMIT = 8 * 1024 * 1024
TAGS_LIMIT = 50_000  # a long article with all that stands around it has a few thousand

_PICTURE = re.compile(r"data:[\w.+/-]{0,80};base64,[A-Za-z0-9+/=]+")
_CUT = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE | re.ASCII)
_END = {
    "<!--": re.compile(r"-->"),
    "<script": re.compile(r"</script[^>]*>?", re.IGNORECASE | re.ASCII),
    "<style": re.compile(r"</style[^>]*>?", re.IGNORECASE | re.ASCII),
}
_BREAK = "\n"
_NEVER_TEXT = UNSEEN - {"noscript"}  # what stands in it is told as hidden
_SIMPLE_ROW, _LONGEST_CELL = 2, 120


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its tree, and the texts of its scripts of JSON-LD."""

    soup: BeautifulSoup = field(repr=False)
    linked_data: tuple[str, ...]
    saved_from: str = ""


@dataclass(slots=True)
class Element:
    """An element on the walk, which began as the `enter`th; behind `leave` nothing lies in it any more."""

    tag: Tag
    enter: int
    parent: Element | None
    reason: str = ""
    reasoned: Element | None = None  # the outermost element that gave the reason
    block: Element | None = None  # the innermost element that breaks lines, itself perhaps
    leave: int = 0
    link: bool = False
    row: bool = False
    children: list[Element] = field(default_factory=list)
    runs: list[tuple[str, bool]] = field(default_factory=list)

    def holds(self, at: int) -> bool:
        """Tell whether a block at this place of the walk lies in the element."""
        return self.enter <= at <= self.leave


@dataclass(slots=True)
class Block:
    """A run of text on one line. `at` is its place in the walk, `linked` the share of its characters that are links."""

    text: str
    kind: str
    element: Element
    at: int
    linked: float
    reason: str = ""


def parse(html: str, path: str) -> Page:
    """Parse a page. Raises InputError (page-too-complex) where it cannot be read in sensible time."""
    saved = re.match(r"(?:\ufeff|\s|<![Dd][^>]{0,500}>)*<!-- saved from url=\(\d{1,6}\)(\S+) -->", html[:4096])
    bare, scripts = _without_scripts(_PICTURE.sub("data:,", html))
    if len(bare.encode("utf-8", "replace")) > ORIGINAL_LIMIT:
        raise _too_complex(f"without its scripts it still has more than {ORIGINAL_LIMIT:,} bytes", path)
    if bare.count("<") > TAGS_LIMIT:
        raise _too_complex(f"it has more than {TAGS_LIMIT:,} tags", path)
    try:
        return Page(tree(bare), scripts, saved.group(1) if saved else "")
    except TooComplexError as error:
        raise _too_complex(str(error), path) from None


def _too_complex(why: str, path: str) -> InputError:
    message = f"the page cannot be read: {why}"
    hint = "save it again, or copy the article's text into a file of plain text and import that"
    return InputError(Problem("page-too-complex", message, Span(path), hint))


def _without_scripts(html: str) -> tuple[str, tuple[str, ...]]:
    """Cut out comments, scripts and styles in one pass; give the rest, and the texts of scripts of JSON-LD.

    One that never ends goes on to the end of the page, as it does in a browser.
    """
    kept, scripts = list[str](), list[str]()
    at = 0
    while found := _CUT.search(html, at):
        kind = found.group().lower()
        end = _END[kind].search(html, found.end())
        kept += [html[at : found.start()], " "]
        if kind == "<script":
            opened, _, body = html[found.end() : end.start() if end else len(html)].partition(">")
            if "ld+json" in opened.lower():
                scripts.append(body)
        at = end.end() if end else len(html)
    return "".join([*kept, html[at:]]), tuple(scripts)


def blocks(soup: BeautifulSoup, spared: frozenset[int]) -> list[Block]:
    """Give the blocks of a page in reading order.

    Elements whose `id()` is in `spared` are not dropped by their names.
    """
    walk = _Walk(spared)
    walk.run(soup)
    return walk.found


class _Walk:
    """One walk over a tree: the elements that are open, and the runs of text that are gathered in each block."""

    def __init__(self, spared: frozenset[int]) -> None:
        self.found: list[Block] = []
        self._spared = spared
        self._count = 0

    def run(self, soup: BeautifulSoup) -> None:
        top = Element(soup, 0, None)
        top.block = top
        waiting: list[tuple[object, Element, bool]] = [(node, top, False) for node in reversed(soup.contents)]
        while waiting:
            node, parent, done = waiting.pop()
            if isinstance(node, Element):
                if done:
                    self._close(node)
            elif isinstance(node, NavigableString):
                if not isinstance(node, PreformattedString):
                    self._text(str(node), parent)
            elif isinstance(node, Tag) and node.name not in _NEVER_TEXT:
                if node.name == "br":
                    self._text(_BREAK, parent, broken=True)
                    continue
                element = self._open(node, parent)
                waiting.append((element, parent, True))
                waiting += [(one, element, False) for one in reversed(node.contents)]
        self._flush(top)
        top.leave = self._count

    def _open(self, tag: Tag, parent: Element) -> Element:
        breaks = tag.name in BLOCKS or "-" in tag.name
        if breaks:
            # A block inside a paragraph ends it (HTML, 13.1.2.4): the parser of the standard library nests it instead.
            while parent.parent and _holds_text_only(parent, tag):
                self._flush(parent.block or parent)
                parent = parent.parent
        self._count += 1
        element = Element(tag, self._count, parent, parent.reason, parent.reasoned, parent.block, link=parent.link)
        parent.children.append(element)
        element.link = parent.link or tag.name == "a"
        inside_row = parent.row and parent.block is not None
        if breaks and not inside_row:
            self._flush(parent.block or parent)
            element.block = element
            element.row = tag.name == "tr" and _is_row_of_data(tag)
        element.row = element.row or inside_row
        if inside_row and breaks:
            self._text(" ", element)
        if not element.reason and id(tag) not in self._spared and (why := reason_of(tag)):
            self._reason(element, why, apart=breaks)
        return element

    def _reason(self, element: Element, why: str, *, apart: bool) -> None:
        """Give an element its reason. A part of a line is taken out of a paragraph only where it is not seen."""
        inside = element.block.tag.name if element.block and not apart else ""
        if inside in _TEXTUAL and why != HIDDEN:
            return
        element.reason, element.reasoned = why, element
        if not apart:
            element.block = element

    def _text(self, text: str, element: Element, *, broken: bool = False) -> None:
        block = element.block or element
        if not broken:
            text = text.replace(_BREAK, " ")
        block.runs.append((text, element.link))

    def _close(self, element: Element) -> None:
        if element.block is element:
            self._flush(element)
        element.leave = self._count

    def _flush(self, element: Element) -> None:
        """Make blocks of what was gathered in an element."""
        runs, element.runs = element.runs, []
        for text, linked in _lines(runs):
            if any(char.isalnum() for char in text):
                self._count += 1
                self.found.append(Block(text, element.tag.name, element, self._count, linked, element.reason))


_TEXTUAL = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote td th dd dt figcaption caption pre tr".split())
_CLOSED_BY = {"p": BLOCKS, "li": frozenset(("li",)), "td": frozenset(("td", "tr")), "dt": frozenset(("dd", "dt"))}


def _holds_text_only(element: Element, tag: Tag) -> bool:
    """Tell whether an open element would have ended where this one begins."""
    return tag.name in _CLOSED_BY.get(element.tag.name, ())


def _is_row_of_data(tag: Tag) -> bool:
    """Tell a row of figures from the row of a layout: cells with a few words, and nothing that breaks a line."""
    cells = [one for one in tag.contents if isinstance(one, Tag)]
    if len(cells) < _SIMPLE_ROW or any(cell.name not in {"td", "th"} for cell in cells):
        return False
    for cell in cells:
        length = 0
        for one in cell.descendants:
            if isinstance(one, Tag):
                if one.name in BLOCKS or one.name in {"br", "a", "img"}:
                    return False
            else:
                length += len(str(one))
            if length > _LONGEST_CELL:
                return False
    return True


def _lines(runs: list[tuple[str, bool]]) -> Iterator[tuple[str, float]]:
    """Part the runs of one block into lines: at two line breaks, and at one where the lines are no running text."""
    for part in _parts(runs):
        lines = [line for line in _at_breaks(part) if in_line("".join(text for text, _ in line))]
        follows = [in_line("".join(text for text, _ in line)) for line in lines[1:]]
        # Text with hard line ends goes on in small letters somewhere; a list of labels, and verse, do not.
        running = follows and sum(line[0].islower() for line in follows) * 3 >= len(follows)
        for line in [[run for one in lines for run in [*one, (" ", False)]]] if running else lines:
            text = in_line("".join(one for one, _ in line))
            letters = sum(len(one.strip()) for one, _ in line)
            linked = sum(len(one.strip()) for one, link in line if link)
            yield text, linked / max(1, letters)


def _at_breaks(part: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    line: list[tuple[str, bool]] = []
    for run in part:
        if run[0] == _BREAK:
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _parts(runs: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """Part runs where two line breaks stand with nothing but white space between them."""
    part: list[tuple[str, bool]] = []
    breaks = 0
    for run in runs:
        if run[0] == _BREAK:
            breaks += 1
        elif in_line(run[0]):
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(run)
    yield part

"""What a page shows to a reader, line by line: the text of its main part, and of the frame that all pages share."""

from __future__ import annotations

import html
import re
from dataclasses import field
from typing import TYPE_CHECKING

from pincite.output.markup import BARE, element, tokens
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.output.markup import Element

# Elements that begin and end a line (HTML 15.3: those that are displayed as blocks, rows or entries of lists).
_BLOCKS = frozenset(
    """address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul""".split()
)
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption"))
_UNSEEN = frozenset(("svg", "template", "noscript", "head"))  # with all that is in them, but for a title
# Elements within a line that style sheets set off from their neighbours, so that no white space need stand there.
_SET_OFF = frozenset(("b", "button", "label", "small", "span", "sup", "time"))
_CELL, _EDGE = "\x01", "\x02"  # between cells, and where such an element begins or ends
_BETWEEN_WORDS = re.compile(rf"(?<=\w){_EDGE}+(?=\w)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text, and the heading that it stands under."""

    text: str
    under: str = ""


@dataclass(slots=True)
class Visible:
    """A page as readers find it. `title` is its own, without the site's name behind the bar.

    `links` are the addresses that the main part leads to, in order, `ids` what a link can point to in it.
    """

    title: str = ""
    main: list[Line] = field(default_factory=list)
    frame: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def visible(page: bytes) -> Visible:
    """Read what a page shows. Whatever the bytes, there is an answer."""
    reader = _Reader(has_main=b"<main" in page)
    reader.read(page.decode("utf-8", "replace"))
    return reader.found


class _Reader:
    """Goes through a page once."""

    def __init__(self, *, has_main: bool) -> None:
        self.found = Visible()
        self._main = not has_main
        self._always = not has_main
        self._unseen: list[str] = []
        self._words: list[str] = []
        self._heading: list[str] | None = None
        self._under = ""

    def read(self, page: str) -> None:
        parts = tokens(page)
        self._text(parts[0])
        for at in range(1, len(parts), 2):
            token, text = parts[at], parts[at + 1]
            if token == BARE:
                self._text(BARE)
            elif token.startswith("</"):
                self._close(token[2:].rstrip("> \t\n\r\f").lower())
            elif not token.startswith("<!") and (found := element(token)):
                self._open(found, token)
            self._text(text)
        self._flush()

    def _text(self, text: str) -> None:
        if text and not self._unseen:
            self._words.append(_CONTROL.sub(" ", html.unescape(text) if "&" in text else text))

    def _open(self, found: Element, token: str) -> None:
        name = found.name
        if name == "title" and "svg" not in self._unseen:
            own, _, site = html.unescape(found.raw or "").rpartition(" | ")
            self.found.title = " ".join((own or site).split())
        if name in _UNSEEN and not token.endswith("/>"):
            self._unseen.append(name)
        if self._unseen or name in _UNSEEN:
            return
        self._begin(found)
        if name in _HEADINGS:
            self._heading = []
        if self._main:
            if ident := found.attributes.get("id"):
                self.found.ids.add(ident)
            if name == "a" and (address := found.attributes.get("href")):
                self.found.links.append(address)

    def _begin(self, found: Element) -> None:
        """Begin a line, a cell or what stands within a line."""
        name = found.name
        if name in _BLOCKS:
            self._flush()
            self._main = self._main or name == "main"
        elif name in _CELLS and self._words:
            self._words.append(_CELL)
        elif name in _SET_OFF:
            self._words.append(_EDGE)
        elif name == "br":
            self._words.append(" ")
        elif name == "textarea":
            self._text(found.raw or "")
        elif name == "img":
            self._text(f"[{found.attributes.get('alt', '')}]")

    def _close(self, name: str) -> None:
        if self._unseen:
            if name in self._unseen:
                del self._unseen[self._unseen.index(name) :]
            return
        if name in _BLOCKS:
            self._flush()
        elif name in _SET_OFF:
            self._words.append(_EDGE)
        if name in _HEADINGS and self._heading is not None:
            self._under, self._heading = " ".join(self._heading) or self._under, None
        if name == "main":
            self._main = self._always

    def _flush(self) -> None:
        whole = _BETWEEN_WORDS.sub(" ", "".join(self._words)).replace(_EDGE, "")
        text = " / ".join(cell for part in whole.split(_CELL) if (cell := " ".join(part.split())))
        self._words = []
        if not text:
            return
        if not self._main:
            self.found.frame.append(text)
            return
        if self._heading is not None:
            self._heading.append(text)
        self.found.main.append(Line(text, "" if self._heading is not None else self._under))

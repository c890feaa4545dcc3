"""Python-Markdown, mended where it loses what was typed: letters in emphasis and links, cells, the sign of a #tag.

`tests/fuzz/prose.py` found these in 3.11.3: it holds all signs that were typed against all that a reader sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import LINK_RE, DelimiterProcessor, LinkInlineProcessor

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    import markdown
    from markdown.inlinepatterns import Delimiter


class Mended(Extension):
    """Takes the place of the library's tables and emphasis. It is given behind the extension `tables`."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register what is mended, at the library's own places."""
        md.parser.blockprocessors.register(_Tables(md.parser, {"use_align_attribute": False}), "table", 75)
        md.parser.blockprocessors.register(_Headings(md.parser), "hashheader", 70)
        emphasis = _Emphasis("*", "strong,em", md)
        emphasis.add("_", "strong,em", smart=True)
        md.inlinePatterns.register(emphasis, "em_strong", 60)
        md.inlinePatterns.register(_Links(LINK_RE, md), "link", 160)


class _Tables(TableProcessor):
    def test(self, parent: ET.Element, block: str) -> bool:
        """Take for a table only what is one in every row: cells beyond those of the head would be left out."""
        if not super().test(parent, block):
            return False
        rows = block.split("\n")[2:]
        cells = self._split_row  # type: ignore[attr-defined]  # the library's own, of which its types do not tell
        return all(len(cells(row.strip(" "))) <= len(self.separator) for row in rows)


class _Headings(HashHeaderProcessor):
    """Takes `#5` and `#MeToo` for words, as CommonMark does: one sign is a heading's where a blank follows.

    Of two signs and more, none can be a word's; what `##x` would lose is told to the editor (see `read.lost`).
    """

    RE = re.compile(r"(?:^|\n)(?P<level>#(?=\s|$)|#{2,6})(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Links(LinkInlineProcessor):
    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802 - Python-Markdown's name
        """Take for a link only what ends behind its beginning.

        Of `[a](b'(c) d` and more the library means to go back to a bracket that it has not met, and makes an address of
        all that follows but for the last letters, of which one is gone.
        """
        href, title, end, handled = super().getLink(data, index)
        return href, title, end, handled and end > index


class _Emphasis(DelimiterProcessor):
    """Ends no `**` by a single `*`, and takes what it found in a text for nothing but that text.

    Of `*a**b*c` the library means to pair the first mark with the last, and takes the one in the middle instead: as
    that is two marks long, it ends one character too late, and the `c` is gone. In `*a**b*[x](y)` that character is the
    first of its own placeholder for the link.

    What it finds at once, it gives piece by piece, while the text before grows or shrinks. By how much, it reckons from
    the next mark that it meets, which may be another; and it gives pieces of one text also for a part of it.
    """

    _data = ""  # the text that the regions are places in

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name and the types are Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Give the next piece of emphasis, from what was found before where the rest of the text is still the same."""
        if self.regions and not data.endswith(self._data[self.regions[self.cache_index][0] :]):
            self.reset()
        if not self.regions:
            self._data = data
        return super().handleMatch(m, data)

    def get_cached_result(self, pos: int, data: str) -> tuple[ET.Element, int, int]:  # noqa: ARG002 - the library's
        """Give a piece that was found before: what lies before it has changed, and nothing behind its beginning."""
        offset = len(data) - len(self._data)
        start, end = self.regions[self.cache_index][0], self.regions[self.cache_index][3]
        made, count = self._build_element(data, self.cache_index, offset)  # type: ignore[attr-defined]  # as above
        self.increment_next_position(start, count)
        return made, start + offset, end + offset

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        """Add what lies between the marks a:b and c:d; where those behind are fewer, the marks that are as few."""
        marks = self._data[c:d]
        closing = len(marks) - len(marks.lstrip(delim.token))
        if closing < size:
            while delim.stack and delim.stack[-1][-1] != closing:
                delim.stack.pop()
            b = delim.stack.pop()[1] if delim.stack else b
            a, d, size = b - closing, c + closing, closing
        super().add_region(delim, a, b, c, d, size)

"""Originals: from the pinned file to the text that quotes are cut from, with its paragraphs.

`lines`: the file's own characters; every line is a paragraph, and the first is the headline. `html` and `markdown`: the
readable text of the page, one paragraph a block, joined by line breaks; what a browser would not show is not text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from pincite.anchor import Slice

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split(),
)
_UNSEEN = frozenset("script style template noscript head iframe object svg math select textarea button".split())


def readable(raw: str, kind: str) -> tuple[str, tuple[Slice, ...]]:
    """Give the text of an original and its paragraphs as slices of it. `kind` is lines, html or markdown."""
    if kind == "lines":
        text = raw
        lines = raw.split("\n")
        if lines and not lines[-1]:
            lines.pop()
    else:
        if kind == "markdown":
            # Imported here: the microsite has no such original, and the two libraries cost a fifth of a second.
            import markdown

            raw = markdown.markdown(raw, extensions=["tables"])
        lines = list(_blocks(raw))
        text = "\n".join(lines)
    slices, at = [], 0
    for line in lines:
        slices.append((at, at + len(line)))
        at += len(line) + 1
    return text, tuple(slices)


def _blocks(raw: str) -> Iterator[str]:
    """Give the text of each block of a page, in reading order, white space squeezed as a browser shows it."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(raw, "html.parser")
    gathered: list[str] = []
    for piece in _pieces(soup):
        if piece is not None:
            gathered.append(piece)
            continue
        if line := in_one_line("".join(gathered)):
            yield line
        gathered.clear()
    if line := in_one_line("".join(gathered)):
        yield line


def _pieces(node: Tag) -> Iterator[str | None]:
    """Walk a page: text as it comes, None where a block begins or ends or a line breaks."""
    from bs4.element import NavigableString, PreformattedString

    for child in node.children:
        if isinstance(child, PreformattedString):  # comments, doctype, CDATA: not shown
            continue
        if isinstance(child, NavigableString):
            yield str(child)
            continue
        name = child.name.lower()  # type: ignore[attr-defined]  # a child that is no string is a Tag
        attributes = child.attrs  # type: ignore[attr-defined]  # as above
        if name in _UNSEEN or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            continue
        if name == "br":
            yield None
        elif name in _BLOCKS:
            yield None
            yield from _pieces(child)  # type: ignore[arg-type]  # as above
            yield None
        else:
            yield from _pieces(child)  # type: ignore[arg-type]  # as above

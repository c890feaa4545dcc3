"""Originals: from the pinned file to the text that quotes are cut from, with its paragraphs.

`lines`: the file's own characters; every line is a paragraph, and the first is the headline. `html` and `markdown`: the
readable text of the page, one paragraph a block, joined by line breaks; what a browser would not show is not text.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pincite.bounds import too_much
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from pincite.anchor import Slice

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split(),
)
UNSEEN = frozenset("script style template noscript head iframe object svg math select textarea button".split())


_UNCLOSED_AT_MOST = 200  # tags that open and do not close: more cost the parser the square of their number


class TooComplexError(ValueError):
    """An original whose markup cannot be read in sensible time or depth."""


def readable(raw: str, kind: str) -> tuple[str, tuple[Slice, ...]]:
    """Give the text of an original and its paragraphs as slices of it. `kind` is lines, html or markdown.

    Raises TooComplexError where the markup is nested or broken beyond reading.
    """
    if kind == "lines":
        text = raw
        lines = raw.split("\n")
        if lines and not lines[-1]:
            lines.pop()
    else:
        lines = list(_blocks(_from_markdown(raw) if kind == "markdown" else raw))
        text = "\n".join(lines)
    slices, at = [], 0
    for line in lines:
        slices.append((at, at + len(line)))
        at += len(line) + 1
    return text, tuple(slices)


def _from_markdown(raw: str) -> str:
    # Imported here: the microsite has no such original, and its pages' Markdown has a converter of its own.
    import markdown

    from pincite.mended import Mended

    if why := too_much(raw):
        raise TooComplexError(why)
    try:
        return markdown.markdown(raw, extensions=["tables", Mended()])
    except (RecursionError, ValueError):
        raise TooComplexError("its lists or quotes are nested too deep") from None


def tree(raw: str) -> BeautifulSoup:
    """Parse a page. Raises TooComplexError where it has hundreds of tags that never close, or is broken otherwise."""
    # Imported here: only originals kept as HTML pay for it.
    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, ParserRejectedMarkup

    if any(piece.count("<") > _UNCLOSED_AT_MOST for piece in raw.split(">")):
        raise TooComplexError("it has hundreds of tags that never close")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a text that looks like an address is a text
        try:
            return BeautifulSoup(raw, "html.parser")
        except (ValueError, AssertionError, ParserRejectedMarkup) as error:  # html.parser raises what it meets
            raise TooComplexError(f"its markup is broken ({error})") from None


def _blocks(raw: str) -> Iterator[str]:
    """Give the text of each block of a page, in reading order, white space squeezed as a browser shows it."""
    soup = tree(raw)
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


def _pieces(soup: BeautifulSoup) -> Iterator[str | None]:
    """Walk a page: text as it comes, None where a block begins or ends or a line breaks. No recursion: pages nest."""
    from bs4.element import NavigableString, PreformattedString, Tag

    waiting: list[object] = list(reversed(soup.contents))
    while waiting:
        node = waiting.pop()
        if node is None:
            yield None
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # comments, doctype, CDATA: not shown
                yield str(node)
        elif isinstance(node, Tag) and not _is_unseen(node):
            if node.name == "br":
                yield None
            elif node.name in BLOCKS:
                yield None
                waiting.append(None)
            waiting.extend(reversed(node.contents))


def _is_unseen(node: Tag) -> bool:
    return node.name in UNSEEN or "hidden" in node.attrs or node.attrs.get("aria-hidden") == "true"

"""Originals: from the pinned file to the text that quotes are cut from, with its paragraphs.

`lines`: the file's own characters; every line is a paragraph, and the first is the headline. `html` and `markdown`: the
readable text of the page, one paragraph a block, joined by line breaks; what a browser would not show is not text.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pincite.bounds import too_much
from pincite.read.faithful import open_quote
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


_DEEP = 200  # elements within elements: more is no page, and costs more than it is long
_DEPTH = 512  # elements within elements: what browsers stop at
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
        # Releases of Python differ in what they make of it.
        if kind == "html" and (opened := open_quote(raw)) is not None:
            number = raw.count("\n", 0, opened) + 1
            raise TooComplexError(f'in a tag on line {number} the quotation mark (") of an attribute is never closed')
        lines = list(_blocks(_from_markdown(raw), numbered=True) if kind == "markdown" else _blocks(raw))
        text = "\n".join(lines)
    slices, at = [], 0
    for line in lines:
        slices.append((at, at + len(line)))
        at += len(line) + 1
    return text, tuple(slices)


def _from_markdown(raw: str) -> str:
    # Imported here: the microsite has no such original, and its pages' Markdown has a converter of its own.
    import markdown
    from markdown.extensions.tables import TableExtension

    from pincite.mended import Mended

    if why := too_much(raw):
        raise TooComplexError(why)
    try:
        converter = markdown.Markdown(extensions=[TableExtension(), Mended()])
        # A list begins with the number that was typed, and not with 1.
        converter.parser.blockprocessors["olist"].LAZY_OL = False  # type: ignore[attr-defined]  # of this kind alone
        return converter.convert(raw)
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


def _blocks(raw: str, *, numbered: bool = False) -> Iterator[str]:
    """Give the text of each block of a page, in reading order, white space squeezed as a browser shows it.

    With `numbered`, the numbers of lists are text: in Markdown somebody typed them.
    """
    soup = tree(raw)
    if numbered:
        _number(soup)
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


def _number(soup: BeautifulSoup) -> None:
    """Put the number of each item of a list before its text."""
    for ordered in soup.find_all("ol"):
        first = str(ordered.get("start", "1"))
        for number, item in enumerate(ordered.find_all("li", recursive=False), int(first) if first.isdecimal() else 1):
            blocks = item.find_all(True, recursive=False)
            (blocks[0] if blocks and blocks[0].name == "p" else item).insert(0, f"{number}. ")


def _pieces(soup: BeautifulSoup) -> Iterator[str | None]:
    """Walk a page: text as it comes, None where a block begins or ends or a line breaks. No recursion: pages nest."""
    from bs4.element import NavigableString, PreformattedString, Tag

    waiting: list[tuple[object, int]] = [(node, 1) for node in reversed(soup.contents)]
    while waiting:
        node, depth = waiting.pop()
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
                waiting.append((None, depth))
            if depth > _DEPTH:
                raise TooComplexError(f"its elements are nested deeper than {_DEPTH} levels")
            waiting.extend([(one, depth + 1) for one in reversed(node.contents)])


def _is_unseen(node: Tag) -> bool:
    return node.name in UNSEEN or "hidden" in node.attrs or node.attrs.get("aria-hidden") == "true"

"""Simple Markdown, written without the converter: paragraphs and flat lists of text, emphasis, code, links, pointers.

Most texts of a desk hold no more than this, and the converter takes some ten times as long for it. What is written
here is byte for byte what the converter makes, which `tests/test_simple.py` holds against it. Whatever might mean more
is left to it: a text is simple only where nothing that the converter could begin something with is left over.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pincite.pointers import POINTER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Stands for & while Markdown is at work, which would take `&copy;` for the sign. No text of ours may hold it.
AMPERSAND = "\ufdd0"
# The signs with which alone the converter begins something, and what it takes off or widens before.
_SIGNS = r"\\`*\[\]<>|\x00-\x09\x0b-\x1f\x7f-\x9f"
# An underscore within a word is none: it neither begins emphasis nor ends it. Signs come first in every expression, and
# what must stand before them is asked behind them: so a search leaps from sign to sign, and is seven times as fast.
_SYNTAX = re.compile(rf"[{_SIGNS}_{AMPERSAND}](?<!\w_(?=\w))")
_PLAIN = rf"[^{_SIGNS}_]+"
# The converter looks for code first, then for pointers, links and emphasis. As none of them may hold a sign of
# another, but for code, and no sign may be left over, they cannot overlap, and their order is no matter. Emphasis has
# its marks at its words, without more of the same beside them: then the first mark can begin it and the next one end it
# by every rule, whatever else stands around. Underscores begin at a word, and stand at no word outside.
_INLINE = re.compile(
    rf"`(?!\s)(?P<code>[^`\\<>|\x00-\x1f\x7f-\x9f]+)(?<!\s)`(?!`)"
    rf"|\*(?!\s)(?P<em>{_PLAIN})(?<!\s)\*(?!\*)"
    rf"|\*\*(?!\s)(?P<strong>{_PLAIN})(?<!\s)\*\*(?!\*)"
    rf"|_(?<!\w_)(?=\w)(?P<underlined>{_PLAIN})(?<!\s)_(?!\w)"
    rf"|{POINTER.pattern}"
    rf"|\[(?<!!\[)(?P<words>{_PLAIN})\]\((?P<address>[^\s()\"'{_SIGNS}]+)\)",
)
# A line that begins a block, or may.
_BLOCK = re.compile(r"^(?:[\s#=+-]|\d+\.)", re.MULTILINE)
# The same within an item, whose further lines may stand below its words.
_BLOCK_IN_ITEM = re.compile(r"^(?: {0,3}(?:[#=+-]|\d+\.|[^\S ])| {4})", re.MULTILINE)
_BULLET = re.compile(r"^[*+-] +", re.MULTILINE)
_NUMBER = re.compile(r"^[0-9]+\. +", re.MULTILINE)


class Stretch(NamedTuple):
    """A paragraph or a list: the texts in it, and the markup before, between and behind them."""

    before: str
    texts: Sequence[str]
    between: str
    behind: str


def stretches(text: str) -> list[Stretch | str]:
    """Cut a text without line breaks at its end into simple stretches, and those that need the converter, as they are.

    A simple paragraph stands at the left edge, so it ends whatever stands above, and nothing below looks up to it. A
    list looks at its neighbours, and they at it: it is simple only where these are simple paragraphs.
    """
    made: list[Stretch | str] = []
    for plain, group in groupby(text.split("\n\n"), _is_paragraph):
        blocks = list(group)
        if plain:
            made += [Stretch("<p>", (block,), "", "</p>") for block in blocks]
        elif len(blocks) == 1:
            made.append(_list(blocks[0]) or blocks[0])
        else:
            made.append("\n\n".join(blocks))
    return made


def _is_paragraph(block: str) -> bool:
    return not _BLOCK.search(block) and is_simple(block)


def _list(block: str) -> Stretch | None:
    """Give a block that is a flat list and nothing more; None for any other."""
    sign, tag = (_BULLET, "ul") if block[:1] in {"*", "+", "-"} else (_NUMBER, "ol")
    if not sign.match(block):
        return None
    items = [item.removesuffix("\n") for item in sign.split(block)[1:]]
    if any(_BLOCK_IN_ITEM.search(item) or not is_simple(item) for item in items):
        return None
    first = block.partition(".")[0]
    start = f' start="{first}"' if tag == "ol" and first != "1" else ""
    return Stretch(f"<{tag}{start}>\n<li>", items, "</li>\n<li>", f"</li>\n</{tag}>")


def is_simple(text: str) -> bool:
    """Tell whether `written` can write the text of a paragraph or an item, which begins no block by itself."""
    if not text or " \n" in text or text[-1].isspace():
        return False
    return not _SYNTAX.search(text) or not _SYNTAX.search(_INLINE.sub("-", text))


def written(
    text: str,
    pointer: Callable[[re.Match[str]], tuple[str, str, str] | None],
    check: Callable[[str], str],
) -> str:
    """Write a simple text as HTML.

    `pointer` gives the address, the words and the class of a pointer's link, None for one that leads nowhere; `check`
    what an address becomes, with AMPERSAND for & as it is given it. What they raise passes, in the order of the text.
    """

    def one(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "code":
                return f"<code>{found['code']}</code>"
            case "strong":
                return f"<strong>{found['strong']}</strong>"
            case "em" | "underlined" as group:
                return f"<em>{found[group]}</em>"
            case "address":
                return f'<a href="{_escaped(check(found["address"]))}">{found["words"]}</a>'
        if (pointed := pointer(found)) is None:
            return found.group()
        href, words, kind = pointed
        kind = f'class="{kind}" ' if kind else ""  # attributes stand in the converter's order
        return f'<a {kind}href="{_escaped(href)}">{_escaped(words, mark=False)}</a>'

    return _INLINE.sub(one, text.replace("&", AMPERSAND)).replace(AMPERSAND, "&amp;")


def _escaped(text: str, *, mark: bool = True) -> str:
    """Escape as the converter does, in an attribute also the quotation mark."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if mark else text

"""What a finished page shows, held against what it must: nothing of a card may be missing, whatever a template does."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pincite.output.tags import Fault, Quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pincite.facts.promised import Promised

CODE = "not-shown"
FIGURE = "figure-altered"
_LONGEST = 200  # characters of a figure in words
# A number as the languages of the CLDR group it: digits of any script, each separator between two of them.
_NUMBER = re.compile(r"\d(?:\d|[.,'’٬\xa0\u2009\u202f](?=\d))*")
_APART = re.compile(r"\D")


def missing(
    promised: Promised,
    heading: str | None,
    quoted: Collection[Quoted],
    figures: Iterable[str],
    pages: Collection[str],
) -> Iterator[Fault]:
    """Tell what a page lacks. What it has: its first heading, passages, numbers, and the files that it links to."""
    if promised.claim and (heading is None or heading.split() != promised.claim.split()):
        shown = "has none" if heading is None else f"is {heading!r}"
        what = f"does not show its claim: its heading {shown}, and the card says {promised.claim!r}"
        yield Fault(
            CODE, what, "let the template print the claim as it is, in the first <h1>: no filter, no text added"
        )
    for what, article, start, end in promised.stretches:
        if Quoted(article, start, end) not in quoted:
            hint = "let the template print every passage with the quote macro, in one piece"
            yield Fault(CODE, f"does not show {what}: {article}, {start} to {end}", hint)
    for numbers, count in (Counter(promised.figures) - Counter(figures)).items() if promised.figures else ():
        often = f" {count} times" if count > 1 else ""
        hint = "let the template print each figure with its macro, which says the number in data-fig"
        yield Fault(CODE, f"does not show a figure’s number, {' to '.join(numbers.split())}{often}", hint)
    for path in promised.pages:
        if path not in pages:
            yield Fault(CODE, f"does not link to {path}", "let the template list every claim that the page is given")


def misprinted(numbers: str, printed: str | None) -> Fault | None:
    """Tell how the text of an element differs from the numbers that it says it shows, in digits of any script."""
    if printed is None:
        return Fault(FIGURE, f"has a figure that is never closed: {numbers}", "close the element of the figure")
    found = [int(_APART.sub("", one)) for one in _NUMBER.findall(printed[:_LONGEST])]
    if sorted(found) == sorted(map(int, numbers.split())):
        return None
    what = f"prints {printed[:60]!r} for the figure {' to '.join(numbers.split())}"
    return Fault(FIGURE, what, "let the template print a figure’s words as they are: no filter, no number added inside")

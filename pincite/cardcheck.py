"""What one card must be by itself: open where it is not settled, its numbers in their sources, its dates in order.

Everything here is known from the card, the articles it quotes and site.yaml; what several cards must be together is
`crosscheck`'s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.numbers import numbers_in
from pincite.problems import Problem, Severity, Span
from pincite.text import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.dates import When
    from pincite.model import Article, Claim, Figure, Quote
    from pincite.settings import Rating

# Ids that stand on a claim's page already: of its sections, and of every page's main part.
_ON_CLAIM_PAGES = frozenset(
    "main verdict state quotes compare context figures evidence reply analysis history corrections".split(),
)
# A quote of fewer than both warns. The letters are for scripts without spaces, and for long names.
FEW_WORDS, FEW_LETTERS = 3, 12
_AROUND = 60  # characters of a sentence that a hint shows on either side
_NUMBERED = re.compile(r"(?:correction|version)-\d+")


def check_card(
    claim: Claim,
    ratings: Mapping[str, Rating],
    articles: Mapping[str, Article],
    period: When,
) -> Iterator[Problem]:
    """Run every check of one card. `ratings` and `articles` are by id, `period` is the timeline's."""
    if (rating := ratings.get(claim.rating)) and not rating.settled:
        yield from _unsettled(claim, rating)
    for related in claim.related:
        if related.claim == claim.id:
            yield Problem("related-to-itself", "the card is related to itself", related.span, "delete this entry")
    for quote in claim.quotes:
        if quote.id in _ON_CLAIM_PAGES or _NUMBERED.fullmatch(quote.id):
            yield reserved(quote.id, "quote", quote.span)
        yield from _bare(quote, articles[quote.article].text)
    yield from _shortcomings(claim, period)
    yield from _figures(claim, articles)
    yield from _corrections(claim)


def _bare(quote: Quote, text: str) -> Iterator[Problem]:
    """Warn of a quote so short that its sentence may say the opposite: of “no strike took place”, “took place”."""
    parts = [text[start:end] for start, end in quote.slices]
    # Where words stand without spaces between them, a letter says as much as three do elsewhere.
    letters = sum(3 if is_unspaced(char) else 1 for part in parts for char in part if char.isalnum())
    if sum(len(part.split()) for part in parts) < FEW_WORDS and letters < FEW_LETTERS:
        start, end = quote.slices[0][0], quote.slices[-1][1]
        before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        after = text[end : end + _AROUND].partition("\n")[0]
        message = f"the quote is shorter than {FEW_WORDS} words: what is left out may turn its sense"
        hint = f"quote more of its sentence: “{before}{text[start:end]}{after}”"
        yield Problem("quote-short", message, quote.span, hint, Severity.WARNING)


def reserved(ident: str, what: str, span: Span) -> Problem:
    """Refuse an id that a part of the page has already."""
    article = "an" if what[0] in "aeiou" else "a"
    message = f'"{ident}" is the address of a part of the page, and cannot be the id of {article} {what}'
    return Problem("reserved-id", message, span, f"write another id, such as {ident}-{what}")


def _unsettled(claim: Claim, rating: Rating) -> Iterator[Problem]:
    missing = [key for key in ("known", "unknown", "would_change") if not getattr(claim, key)]
    if missing:
        names = ", ".join(f'"{key}"' for key in missing)
        message = f'the rating "{rating.label}" is not settled, and {names} {_be(missing)} missing'
        severity = Severity.WARNING if claim.draft else Severity.ERROR
        yield Problem("unsettled", message, claim.span, "add each with a sentence or more", severity)


def _be(things: list[str]) -> str:
    return "is" if len(things) == 1 else "are"


def _shortcomings(claim: Claim, period: When) -> Iterator[Problem]:
    """Warn of what a reader would miss on the site, though nothing in the card is wrong."""
    if claim.happened and (claim.happened.last < period.first or claim.happened.first > period.last):
        message = f"{claim.happened.text} lies outside the timeline's period, {period.text}: it is not shown there"
        hint = "correct `happened`, widen `period` in site.yaml, or leave `happened` out and say the date in `dating`"
        yield Problem("event-outside", message, claim.happened_span, hint, Severity.WARNING)


def _figures(claim: Claim, articles: Mapping[str, Article]) -> Iterator[Problem]:
    """Check that a number stands in its quote or finding, and that parts do not exceed the whole."""
    quotes = {quote.id: quote for quote in claim.quotes}
    findings: dict[str, str] = {}
    for item in claim.evidence:
        findings[item.reference] = f"{findings.get(item.reference, '')} {item.finding}".strip()
    for figure in claim.figures:
        yield from _whole(figure)
        if figure.quote and figure.quote in quotes:
            quote = quotes[figure.quote]
            words = " ".join(articles[quote.article].text[start:end] for start, end in quote.slices)
            where = f'the quote "{figure.quote}"'
        elif figure.evidence and figure.evidence in findings:
            words, where = findings[figure.evidence], f'the finding of "{figure.evidence}"'
        else:
            continue
        standing = numbers_in(words)
        for number in _numbers_of(figure):
            if number not in standing:
                message = f"the number {number} does not stand in {where}"
                yield Problem("figure-not-in-source", message, figure.span, f"it reads: “{words[:200]}”")


def _numbers_of(figure: Figure) -> Iterator[int]:
    yield from (n for n in (figure.value, figure.least, figure.most, figure.over) if n is not None)
    yield from (number for _, number in figure.parts)


def _whole(figure: Figure) -> Iterator[Problem]:
    if figure.least is not None and figure.most is not None and figure.most < figure.least:
        message = f"the range ends ({figure.most}) below its beginning ({figure.least})"
        yield Problem("figure-range", message, figure.span, "exchange `least` and `most`")
    whole = figure.value if figure.value is not None else figure.most
    parts = sum(number for _, number in figure.parts)
    if whole is not None and parts > whole:
        message = f"the parts add up to {parts}, more than the whole, {whole}"
        yield Problem("figure-parts", message, figure.span, "check the parts against the source")


def _corrections(claim: Claim) -> Iterator[Problem]:
    dates = [correction.date.first for correction in claim.corrections]
    for before, correction in zip(dates, claim.corrections[1:], strict=False):
        if correction.date.first < before:
            message, hint = "the corrections are not in order", "newest last; a new one has the day on which it is made"
            yield Problem("corrections-order", message, correction.span, hint)

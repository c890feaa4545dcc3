"""Quotes: from the selector in a card to the anchored record, or to a problem that says what to write instead."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pincite.anchor import Failure, Place, Selector, Why, describe_chain, resolve
from pincite.likeness import changes, end_of_letter, nearest, unlike
from pincite.model import ActorId, ArticleId, Quote, QuoteId, SetAside
from pincite.problems import Problem, Span
from pincite.records import dataclass
from pincite.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.anchor import Document
    from pincite.model import Article
    from pincite.read.shape import Entry

_SHORTEST = 3  # letters or digits: a shorter quote is no quote
_SHOWN = 160  # characters of a passage in a hint
_PLACES = 20  # places of an ambiguous quote that a hint lists
_DIFFERENCES = 4  # differences in a hint


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of the quotes of a card: those that stand, and the problems of the others."""

    quotes: tuple[Quote, ...]
    problems: tuple[Problem, ...]


def anchor_quotes(entries: Sequence[Entry], articles: Mapping[str, Article]) -> Anchored:
    """Anchor the quotes of one card or event. Those without an `id` are named q1, q2, ... by their place."""
    quotes, problems = [], []
    named: dict[str, Span] = {}
    for number, entry in enumerate(entries, start=1):
        name = entry.get("id") or f"q{number}"
        if name in named:
            problems.append(
                Problem(
                    "quote-id-twice",
                    f'two quotes of this card are named "{name}"; the first on line {named[name].line}',
                    entry.at("id"),
                    "give one of them another id",
                ),
            )
        named.setdefault(name, entry.at("id"))
        article = articles.get(entry.get("article"))
        exact = entry.get("exact")
        if article is None or not exact:
            continue
        landed = _land(entry, article, articles)
        if isinstance(landed, Problem):
            problems.append(landed)
            continue
        quotes.append(
            Quote(
                id=QuoteId(name),
                article=ArticleId(article.id),
                slices=landed.slices,
                paragraph=article.document.paragraph_at(landed.start),
                stance=entry.get("stance", "reports"),
                speaker=ActorId(entry.get("speaker")) if entry.get("speaker") else None,
                via=entry.many("via"),
                note=entry.get("note"),
                translation=entry.get("translation"),
                span=entry.at("exact"),
            ),
        )
    return Anchored(tuple(quotes), tuple(problems))


def anchor_set_aside(entries: Sequence[Entry], article: Article) -> tuple[tuple[SetAside, ...], list[Problem]]:
    """Anchor the passages that an article sets aside."""
    found, problems = [], []
    for entry in entries:
        if not entry.get("exact") or not entry.get("reason"):
            continue
        landed = _land(entry, article, {})
        if isinstance(landed, Problem):
            problems.append(landed)
            continue
        found.append(
            SetAside(
                slices=landed.slices,
                paragraph=article.document.paragraph_at(landed.start),
                reason=entry.get("reason"),
                note=entry.get("note"),
                span=entry.at("exact"),
            ),
        )
    return tuple(found), problems


def _land(entry: Entry, article: Article, articles: Mapping[str, Article]) -> Place | Problem:
    selector = Selector(
        entry.get("exact"),
        entry.get("prefix"),
        entry.get("suffix"),
        entry.get("paragraph", None),
    )
    landed = resolve(selector, article.document)
    if isinstance(landed, Place):
        parts = [article.text[start:end] for start, end in landed.slices]
        if any(not article.text[one[1] : other[0]].strip() for one, other in pairwise(landed.slices)):
            message, hint = "the quote shows a gap where nothing is left out", "take the […] away"
            return Problem("quote-empty", message, entry.at("exact"), hint)
        if all(long_enough(part) for part in parts):
            return landed
        return Problem(
            "quote-short",
            "a quote this short proves nothing",
            entry.at("exact"),
            "quote at least a word or a number of three characters",
        )
    return _problem(landed, selector, entry, article, articles)


def long_enough(words: str) -> bool:
    """Tell whether words have the letters and digits that the shortest quote needs."""
    return sum(1 for _ in islice(filter(str.isalnum, words), _SHORTEST)) == _SHORTEST


def _problem(
    failure: Failure,
    selector: Selector,
    entry: Entry,
    article: Article,
    articles: Mapping[str, Article],
) -> Problem:
    """Word a failure: where it is about a key of its own, at that key, else at the words."""
    match failure.why:
        case Why.AMBIGUOUS:
            return _ambiguous(failure, selector, entry.at("exact"), article)
        case Why.OTHER_PARAGRAPH:
            return _other_paragraph(failure, selector, entry.at("paragraph"), article)
        case Why.OTHER_PREFIX | Why.OTHER_SUFFIX:
            return _other_context(failure, entry, article.document)
        case Why.NOT_FOUND | Why.OUT_OF_ORDER | Why.CASE_DIFFERS:
            return _not_found(failure, selector, entry.at("exact"), article, articles)
    return _misshapen(failure, entry.at("exact"), article.document)


def _misshapen(failure: Failure, where: Span, document: Document) -> Problem:
    """Word a failure that lies in how the quote is written, not in which words it has."""
    match failure.why:
        case Why.CUTS_WORD:
            message = "the quote begins or ends inside a word or a number"
            hint = f"the article has {_whole_words(failure.places[0], document)}"
            return Problem("quote-cuts-word", message, where, hint)
        case Why.CROSSES_PARAGRAPH:
            first = document.paragraph_at(failure.places[0].start)
            message = f"these words run from paragraph {first} into the next without a line break"
            hint = "quote the two parts on their own; or write the words after `exact: |-`, a line for each paragraph"
            return Problem("quote-crosses-paragraph", message, where, hint)
        case Why.NO_PARAGRAPH_END:
            message = "the line breaks of the quote are not where paragraphs of the article end"
            hint = "join the lines, or write >- instead of |; a line break in a quote stands for the end of a paragraph"
            return Problem("quote-crosses-paragraph", message, where, hint)
    return Problem("quote-empty", "there are no words between the gaps", where, "write words around […]")


def _not_found(
    failure: Failure,
    selector: Selector,
    where: Span,
    article: Article,
    articles: Mapping[str, Article],
) -> Problem:
    if failure.why is Why.OUT_OF_ORDER:
        message = f'the parts of the quote do not stand in this order in article "{article.id}"'
        hint = "each stands there by itself; write them in the article's order, or as quotes of their own"
    elif failure.why is Why.CASE_DIFFERS:
        place = failure.places[0]
        found = article.text[place.start : place.end]
        message = f'these words do not stand in article "{article.id}": capital and small letters differ'
        hint = f"paragraph {article.document.paragraph_at(place.start)} has: “{_cut(found)}”"
    else:
        whole = failure.part == fold_words(selector.exact)
        words = "these words do" if whole else f"of the quote, “{_cut(failure.part, 60)}” does"
        message = f'{words} not stand in article "{article.id}"'
        hint = _not_found_hint(selector.exact if whole else failure.part, article, articles)
    return Problem("quote-not-found", message, where, hint)


def _ambiguous(failure: Failure, selector: Selector, where: Span, article: Article) -> Problem:
    return Problem(
        "quote-ambiguous",
        f'these words stand {len(failure.places)} times in article "{article.id}"',
        where,
        "say which one:\n" + "\n".join(_choices(failure, selector, article.document)),
    )


def _other_paragraph(failure: Failure, selector: Selector, where: Span, article: Article) -> Problem:
    numbers = _paragraphs(failure, article.document)
    meant = f"; write `paragraph: {numbers}` if that is meant" if numbers.isdigit() else ""
    return Problem(
        "quote-paragraph",
        f'these words do not stand in paragraph {selector.paragraph} of article "{article.id}"',
        where,
        f"they stand in paragraph {numbers}{meant}",
    )


def _other_context(failure: Failure, entry: Entry, document: Document) -> Problem:
    place = failure.places[0]
    key = "prefix" if failure.why is Why.OTHER_PREFIX else "suffix"
    before = document.text[max(0, place.start - 40) : place.start].rsplit("\n", 1)[-1]
    after = document.text[place.end : place.end + 40].split("\n", 1)[0]
    return Problem(
        "quote-context",
        f"these words stand in the article, but not with this {key}",
        entry.at(key),
        f"around them stands: “{before}” [the quote] “{after}”",
    )


def _choices(failure: Failure, selector: Selector, document: Document) -> list[str]:
    lines = []
    for place in failure.places[:_PLACES]:
        best = describe_chain(document, place, selector.exact)
        if best is None:
            continue
        keys = [f"paragraph: {best.paragraph}"] if best.paragraph else []
        keys += [f"prefix: {_as_yaml(best.prefix)}"] if best.prefix else []
        keys += [f"suffix: {_as_yaml(best.suffix)}"] if best.suffix else []
        start = document.text.rfind("\n", 0, place.start) + 1
        around = document.text[max(start, place.start - 30) : place.end + 30].split("\n")[0]
        lines.append(f"{', '.join(keys)}  for paragraph {document.paragraph_at(place.start)}: “…{_cut(around)}…”")
    if len(failure.places) > len(lines):
        lines.append(f"and {len(failure.places) - len(lines)} more" if lines else "quote more of the words around it")
    return lines


def _as_yaml(text: str) -> str:
    """Write a text as it is typed into a card: between double quotation marks, a line break as its escape."""
    return json.dumps(text, ensure_ascii=False)


def _paragraphs(failure: Failure, document: Document) -> str:
    numbers = sorted({document.paragraph_at(place.start) for place in failure.places})
    return " or ".join(str(number) for number in numbers)


def _whole_words(place: Place, document: Document) -> str:
    text, start, end = document.text, place.start, place.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return f"“{_cut(text[start:end])}”"


def _not_found_hint(exact: str, article: Article, articles: Mapping[str, Article]) -> str:
    for other in articles.values():
        if other.id != article.id and isinstance(place := resolve(Selector(exact), other.document), Place):
            return f'they stand in article "{other.id}", paragraph {other.document.paragraph_at(place.start)}'
    document = article.document
    if "..." in fold_words(exact):
        elided = Selector(fold_words(exact).replace("...", "[...]"))
        if isinstance(resolve(elided, document), Place):
            return "where words are left out, write […] instead of three dots"
    bare = exact.strip("“”‘’")
    if bare != exact and isinstance(resolve(Selector(bare), document), Place):
        return "without the curly marks around them they stand there; in YAML a text is put between straight marks"
    near = nearest(exact, document)
    if near is None:
        unseen = "" if article.format == "lines" else "; what the page has hidden from its readers is no text of it"
        return f"nothing in the article is like them; copy the passage from the original{unseen}"
    passage = document.text[near.start : end_of_letter(document.text, near.end)]
    found = changes(exact, passage, spaced=True)
    told = [_difference(change.first, change.second) for change in found[:_DIFFERENCES]]
    more = f"; and {len(found) - _DIFFERENCES} more differences" if len(found) > _DIFFERENCES else ""
    lines = [f"nearest, in paragraph {document.paragraph_at(near.start)}: “{_cut(passage)}”"]
    return "\n".join([*lines, f"what differs: {'; '.join(told)}{more}"] if told else lines)


def _difference(card: str, article: str) -> str:
    if not card:
        return f"the article also has “{_cut(article, 60)}”"
    if not article:
        return f"the article does not have “{_cut(card, 60)}”"
    here, there = (f" ({named})" if named else "" for named in unlike(card, article))
    return f"the card has “{_cut(card, 60)}”{here}, the article “{_cut(article, 60)}”{there}"


def _cut(text: str, at_most: int = _SHOWN) -> str:
    flat = text.replace("\n", " ¶ ")
    return flat if len(flat) <= at_most else f"{flat[: at_most - 1]}…"

"""What the passage picker answers: the quote for a selection, who quotes it already, and a card begun from it.

Pure: the server hands in the site, drafts included, and writes what comes out. Offsets are code points into the
article's text, the end exclusive. Answers are made of what JSON holds; one that cannot be given is an `error`, with a
`hint`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite import fields
from pincite.anchor import Failure, Selector, describe, resolve
from pincite.disk.files import read_file
from pincite.fields.kinds import NOT_WRITTEN
from pincite.problems import Problem, Span
from pincite.scaffold import cards, form, ids
from pincite.scaffold.quotes import item, sentence, snap
from pincite.text import in_one_line, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from pincite.anchor import Slice
    from pincite.model import Article, Claim, Quote, Site

SCRIPT = "/_pincite/picker.js"  # no page of a site has such an address
STYLESHEET = "/_pincite/picker.css"
PASSAGE = "/_pincite/passage"
OUTLINE = "/_pincite/outline"
NEW_CARD = "/_pincite/new-card"

_TOO_OFTEN = 50  # places of the same words, of which nobody wants to tell one from the others
_OFFSET = re.compile(r"[0-9]{1,9}", re.ASCII)
_TITLE_WORDS = 8  # of a passage, for the title that is proposed


def script() -> bytes:
    """Give the picker's script."""
    return read_file(Path(__file__).with_name("picker.js"))


def stylesheet() -> bytes:
    """Give the picker's stylesheet."""
    return read_file(Path(__file__).with_name("picker.css"))


def outline(site: Site, article_id: str) -> dict[str, Any]:
    """Give what choosing by keyboard and beginning a card need to know of an article.

    `sentences` are triples of start, end and paragraph; `claimant`, or nobody, and `rating` are proposals for a card.
    """
    article = _article(site, article_id)
    if article is None:
        return _no_article(article_id)
    return {
        "article": str(article.id),
        "sentences": [(start, end, article.document.paragraph_at(start)) for start, end in article.sentences],
        "actors": [{"id": str(one.id), "name": one.name} for one in site.actors],
        "ratings": [{"id": str(one.id), "label": one.label} for one in site.config.ratings],
        "claimant": _claimant(site, article),
        "rating": str((site.config.unsettled or site.config.ratings[-1]).id),
    }


def answer(site: Site, article_id: str, start: int, end: int, title: str = "") -> dict[str, Any]:
    """Give the quote for a selection: snapped to whole words, as YAML, with the cards that hold any of it.

    A card's `covers` is "whole" where one piece of its quote holds all of the passage, and "part" otherwise. The
    `proposed` id of a card is made of the title: the one that is given, or the one that is proposed.
    """
    article = _article(site, article_id)
    if article is None:
        return _no_article(article_id)
    place = snap(article, start, end)
    if place is None:
        return _error("no card could quote this", "select some words: at least three letters or digits")
    selector = _selector(article, place)
    if selector is None:
        return _error("nothing tells this place from others with the same words", "select more of the words around it")
    text = article.text[slice(*place)]
    title = in_one_line(title) or _title(text)
    last = article.document.paragraph_at(place[1] - 1)
    return {
        "article": str(article.id),
        "short": article.short,
        "start": place[0],
        "end": place[1],
        "paragraphs": (article.document.paragraph_at(place[0]), last),
        "text": text,
        "words": sum(text[one.start].isalnum() for one in words(text)),
        "yaml": item(str(article.id), selector),
        "selector": {key: value for key, value in asdict(selector).items() if value},
        "cards": [_card(claim, quote, place) for claim, quote in _quoting(site, article, place)],
        "set_aside": [
            {"reason": one.reason, "note": one.note, "text": " […] ".join(article.text[s:e] for s, e in one.slices)}
            for one in article.set_aside
            if _meets(one.slices, place)
        ],
        "proposed": {"id": _ident(site, article, title, place), "title": title},
    }


def asked(site: Site, query: Mapping[str, str]) -> dict[str, Any]:
    """Answer the query of a request for a passage: `article`, `start`, `end`, and a card's `title` where it has one."""
    start, end = (_offset(query.get(key, "")) for key in ("start", "end"))
    if start is None or end is None:
        return _error("the place is given by two numbers, start and end", "load the page again")
    return answer(site, query.get("article", ""), start, end, query.get("title", ""))


def posted(site: Site, body: bytes, *, today: dt.date) -> dict[str, bytes] | Problem:
    """Begin the card that a request asks for: a JSON object with what `new_card` takes."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = None
    given: dict[str, Any] = sent if isinstance(sent, dict) else {}
    start, end = (_offset(str(given.get(key, ""))) for key in ("start", "end"))
    words = {key: given.get(key, "") for key in ("article", "id", "title", "claimant", "rating")}
    if start is None or end is None or not all(isinstance(value, str) for value in words.values()):
        return Problem("bad-value", "this is no request for a card", Span(""), "load the page again")
    return new_card(site, words.pop("article"), start, end, **words, today=today)


def _offset(text: str) -> int | None:
    return int(text) if _OFFSET.fullmatch(text) else None


def new_card(  # noqa: PLR0913 - what a form sends, each by its name
    site: Site,
    article_id: str,
    start: int,
    end: int,
    *,
    id: str,  # noqa: A002 - the card's, as in the content format
    title: str,
    claimant: str = "",
    rating: str = "",
    today: dt.date,
) -> dict[str, bytes] | Problem:
    """Begin a draft card from a selection: the file to create, by its path, or the problem that forbids it.

    Without a rating the proposal of `outline` stands; who claims it is for the editor to say. The span of a problem
    names the field that it is about. Whether the file is there already is for `output.create` to say, which never
    writes over one.
    """
    article = _article(site, article_id)
    place = snap(article, start, end) if article else None
    if article is None or place is None:
        told = _no_article(article_id) if article is None else answer(site, article_id, start, end)
        return Problem("quote-empty", told["error"], Span(""), told["hint"])
    rating, title = rating or outline(site, article_id)["rating"], in_one_line(title)
    path = f"content/claims/{id}.yaml"
    if found := _refusal(site, id, title, claimant, rating):
        return found
    selector = _selector(article, place)
    if selector is None:
        told = answer(site, article_id, start, end)
        return Problem("quote-ambiguous", told["error"], Span(""), told["hint"])
    quote = item(str(article.id), selector)
    said = sentence(article, *place)
    card = cards.NewClaim(
        title=title,
        claim=NOT_WRITTEN if not said or form.refused(fields.CLAIM, "claim", said) else said,
        claimant=claimant,
        rating=rating,
        checked=today.isoformat(),
        quotes=(quote,),
    )
    return {path: cards.claim(card).encode()}


def refusal(problem: Problem) -> dict[str, str]:
    """Say why no card was begun, and at which `field` of the form, where it is about one."""
    # `output.create` names the file that is there; in the form that is the id.
    field = "id" if problem.code == "file-exists" else problem.span.path
    return {"error": problem.message, "hint": problem.hint, "field": field}


def _refusal(site: Site, ident: str, title: str, claimant: str, rating: str) -> Problem | None:
    """Say what forbids a card: its values would load with a problem, or it has the id of another."""
    if why := ids.refused(ident):
        return Problem("bad-id", why, Span("id"), "or empty the field, and the title gives an id")
    if ident in (taken := _taken(site)):
        hint = f'take another id: "{ids.free(ident, taken)}" is free'
        return Problem("file-exists", f'there is a card "{ident}" already', Span("id"), hint)
    if not title:
        return Problem(
            "empty-value", "the card has no title", Span("title"), "write a few words for lists and headings"
        )
    if why := form.refused(fields.CLAIM, "title", title):
        return Problem("bad-value", why, Span("title"), "write another title")
    if not claimant:
        hint = "choose one from the list" if site.actors else "add an actor to content/actors.yaml first"
        return Problem("empty-value", "the card does not say who claims it", Span("claimant"), hint)
    if claimant not in {one.id for one in site.actors}:
        return Problem("no-such-actor", f'there is no actor "{claimant}"', Span("claimant"), "choose one from the list")
    if rating not in {one.id for one in site.config.ratings}:
        return Problem("no-such-rating", f'there is no rating "{rating}"', Span("rating"), "choose one from the list")
    return None


def _article(site: Site, ident: str) -> Article | None:
    return next((one for one in site.articles if one.id == ident), None)


def _selector(article: Article, place: Slice) -> Selector | None:
    """Give the smallest selector of a place. None where nothing tells it apart, or where its words stand very often.

    Each context is tried against all places of the words; an editor who selects some of them does not wait for that.
    """
    found = resolve(Selector(article.text[slice(*place)]), article.document)
    if isinstance(found, Failure) and len(found.places) > _TOO_OFTEN:
        return None
    try:
        return describe(article.document, *place)
    except ValueError:
        return None


def _no_article(ident: str) -> dict[str, Any]:
    return _error(f'there is no article "{ident}"', "load the page again: it may have been renamed")


def _error(error: str, hint: str) -> dict[str, Any]:
    return {"error": error, "hint": hint}


def _meets(slices: Iterable[Slice], place: Slice) -> bool:
    return any(start < place[1] and place[0] < end for start, end in slices)


def _quoting(site: Site, article: Article, place: Slice) -> list[tuple[Claim, Quote]]:
    """Give the cards that hold any of a passage, those that hold all of it first."""

    def found() -> Iterator[tuple[Claim, Quote]]:
        for claim in site.claims:
            for quote in claim.quotes:
                if quote.article == article.id and _meets(quote.slices, place):
                    yield claim, quote

    return sorted(found(), key=lambda one: (not _holds(one[1], place), one[0].name, one[0].id))


def _holds(quote: Quote, place: Slice) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in quote.slices)


def _card(claim: Claim, quote: Quote, place: Slice) -> dict[str, Any]:
    return {
        "id": str(claim.id),
        "title": claim.title,
        "quote": str(quote.id),
        "stance": quote.stance,
        "covers": "whole" if _holds(quote, place) else "part",
        "draft": claim.draft,
        "page": f"/claims/{claim.id}.html#{quote.id}",
    }


def _claimant(site: Site, article: Article) -> str:
    """Propose the actor who claims most of what the cards check in this article; nobody where none quotes it."""
    number = Counter(
        str(claim.claimant) for claim in site.claims if any(quote.article == article.id for quote in claim.quotes)
    )
    known = {str(one.id) for one in site.actors}
    return min((ident for ident in number if ident in known), key=lambda ident: (-number[ident], ident), default="")


def _title(text: str) -> str:
    """Propose the passage's first words, up to the end of a paragraph."""
    line = in_one_line(text.partition("\n")[0])
    found = [one for one in words(line) if line[one.start].isalnum()]
    return line[found[0].start : found[:_TITLE_WORDS][-1].end] if found else line


def _ident(site: Site, article: Article, title: str, place: Slice) -> str:
    ident = ids.from_title(title) or f"{article.id}-{place[0]}"
    return ids.free(ident, _taken(site))


def _taken(site: Site) -> set[str]:
    """Give the ids that no new card can have: those of cards, and that of their list's own page."""
    return {"index", *(str(claim.id) for claim in site.claims)}

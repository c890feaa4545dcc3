"""`pincite new claim`: a draft card, its quote found in the article before anything is written."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from pincite import fields
from pincite.anchor import Place, Selector, describe_chain, resolve
from pincite.commands import begin, console
from pincite.commands.answers import one_of
from pincite.commands.arguments import folder_of
from pincite.fields.kinds import NOT_WRITTEN
from pincite.problems import InputError, Problem, Span
from pincite.read.files import Folder, first_forbidden, forbidden
from pincite.read.quotes import anchor_quotes
from pincite.read.shape import Entry
from pincite.scaffold import cards, quotes
from pincite.verbs.new import CLAIM_MORE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pincite.commands.answers import Answers
    from pincite.model import Article, Site

_PLACES, _AROUND = 20, 30  # places of ambiguous words that are listed, and characters shown around each


@begin.resumable
def run(args: argparse.Namespace) -> int:
    """Write content/claims/ID.yaml. Gives 1 where its quote is not found, 2 where something is missing or wrong."""
    folder = Folder(folder_of(args.root))
    needed = begin.answers(args)
    try:
        site = begin.known_site(folder)
        return _begin(args, needed, site, folder)
    except InputError as error:
        return begin.refused(error.problem)


def _begin(args: argparse.Namespace, needed: Answers, site: Site, folder: Folder) -> int:
    if not site.articles:
        needed.parser.error("there is no article to quote yet; begin with: pincite new article")
    if not site.actors:
        needed.parser.error("there is no actor yet who could claim something; add one to content/actors.yaml")
    more = begin.given_fields(args, needed, fields.CLAIM, CLAIM_MORE)
    more |= begin.given_ids(args, needed, "place", site.places, "content/places.yaml")
    more |= begin.given_ids(args, needed, "topic", site.topics, "content/topics.yaml")
    checked = args.checked or begin.today()
    needed.check("--checked", checked, begin.fits(fields.CLAIM, "checked"))
    article, selector, sentence = _passage(args, needed, {str(one.id): one for one in site.articles})
    title = needed.get("--title", args.title, "Title, short", begin.fits(fields.CLAIM, "title"))
    ident = begin.ident(args, needed, title, begin.names(folder, "content/claims"))
    claim = needed.get(
        "--claim",
        args.claim,
        "The claim, one sentence",
        begin.fits(fields.CLAIM, "claim"),
        sentence or NOT_WRITTEN,
    )
    actors = sorted(str(one.id) for one in site.actors)
    needed.show("Actors", actors)
    if needed.asks and args.claimant is None:
        console.say("  (others are added in content/actors.yaml; Ctrl-C shows the command to go on with afterwards)")
    claimant = needed.get("--claimant", args.claimant, "Who claims it", one_of("actor", actors, "content/actors.yaml"))
    needed.show("Ratings", (f"{one.id} ({one.label})" for one in site.config.ratings))
    ratings = [str(one.id) for one in site.config.ratings]
    proposed = str(site.config.unsettled.id) if site.config.unsettled else ""
    rating = needed.get("--rating", args.rating, "Rating", one_of("rating", ratings), proposed)
    needed.finish()
    new = cards.NewClaim(
        title=title,
        claim=claim,
        claimant=claimant,
        rating=rating,
        verdict=more.pop("verdict", NOT_WRITTEN),
        checked=checked,
        quotes=(quotes.item(article, selector, stance=args.stance),),
        more=more,
    )
    status = begin.written(args, f"content/claims/{ident}.yaml", cards.claim(new))
    if status == console.FINE:
        console.say("pincite: the card is a draft: `pincite serve` shows it, `pincite build` leaves it out")
    return status


def _passage(args: argparse.Namespace, needed: Answers, articles: dict[str, Article]) -> tuple[str, Selector, str]:
    """Get the article and the passage: its id, the smallest selector, and the sentence in which it stands."""
    only = next(iter(articles)) if len(articles) == 1 else ""
    if args.article is None:
        needed.show("Articles", (f"{one.id} ({one.short})" for one in articles.values()))
    ident = needed.get("--article", args.article, "Article", one_of("article", articles), only)
    if args.exact is None and not needed.asks:
        needed.missing.append("--exact")
    if ident not in articles or (args.exact is None and not needed.asks):
        return ident, Selector(""), ""
    article = articles[ident]
    if args.exact is not None:
        found = _found(article, args.exact, args.paragraph)
        if isinstance(found, Problem):
            raise InputError(begin.at_flag("--paragraph" if found.code == "quote-paragraph" else "--exact", found))
        return ident, *found
    return ident, *_asked(needed, article, args.paragraph)


def _asked(needed: Answers, article: Article, paragraph: int | None) -> tuple[Selector, str]:
    """Ask for the words; where they stand in several paragraphs, for the paragraph too."""

    def words_fit(value: str) -> str:
        found = _found(article, value, paragraph)
        if not isinstance(found, Problem) or (paragraph is None and _parts(article, value)):
            return ""
        return f"{found.message}; {found.hint}"

    exact = needed.get("--exact", None, "The words, as the article has them", words_fit)
    found = _found(article, exact, paragraph)
    if not isinstance(found, Problem):
        return found
    numbers = [str(number) for number in _parts(article, exact)]
    needed.show("These words stand in the paragraphs", numbers)
    number = needed.get("--paragraph", None, "Paragraph", one_of("paragraph", numbers), numbers[0])
    found = _found(article, exact, int(number))
    if isinstance(found, Problem):
        raise InputError(begin.at_flag("--exact", found))
    return found


def _parts(article: Article, exact: str) -> list[int]:
    """Give the paragraphs that hold ambiguous words once; none where a paragraph does not tell them apart."""
    landed = resolve(Selector(exact), article.document)
    if isinstance(landed, Place) or not landed.places:
        return []
    numbers = [article.document.paragraph_at(place.start) for place in landed.places]
    return [one for one in numbers if not isinstance(_found(article, exact, one), Problem)]


def _found(article: Article, exact: str, paragraph: int | None) -> tuple[Selector, str] | Problem:
    """Find the words as a card's quote is found; give the smallest selector, and their sentence."""
    if char := first_forbidden(exact):
        return forbidden(char, Span(""))
    if not exact.strip():
        return Problem("empty-value", "no words were given", Span(""), "copy the words of a passage from the article")
    entry = Entry(Span(""), {"article": str(article.id), "exact": exact})
    if paragraph is not None:
        entry.values["paragraph"] = paragraph
    anchored = anchor_quotes([entry], {str(article.id): article})
    if anchored.problems:
        return _on_command_line(anchored.problems[0], article, exact, paragraph)
    quote = anchored.quotes[0]
    selector = describe_chain(article.document, Place(quote.slices), exact) or Selector(exact, paragraph=paragraph)
    return selector, quotes.sentence(article, quote.start, quote.end)


def _on_command_line(problem: Problem, article: Article, exact: str, paragraph: int | None) -> Problem:
    """Word the remedy of a quote that is not found in flags: the one for a card is YAML."""
    if problem.code == "quote-paragraph":
        hint = problem.hint.replace("`paragraph: ", "`--paragraph ")
    elif problem.code == "quote-crosses-paragraph":
        hint = "name the words of one paragraph; the other part can be added to the card as a quote of its own"
    elif problem.code == "quote-ambiguous":
        hint = "\n".join(["say which one:", *_places(article, exact, paragraph)])
    else:
        return problem
    return dataclasses.replace(problem, hint=hint)


def _places(article: Article, exact: str, paragraph: int | None) -> Iterator[str]:
    """List where ambiguous words stand, each with the flag that names the place, or with what does not do."""
    landed = resolve(Selector(exact, paragraph=paragraph), article.document)
    places = () if isinstance(landed, Place) else landed.places
    where = [article.document.paragraph_at(place.start) for place in places]
    for place, number in list(zip(places, where, strict=True))[:_PLACES]:
        start = article.text.rfind("\n", 0, place.start) + 1
        around = article.text[max(start, place.start - _AROUND) : place.end + _AROUND].split("\n")[0]
        once = paragraph is None and where.count(number) == 1
        flag = f"--paragraph {number}" if once else f"more of the words around it, in paragraph {number}"
        yield f"{flag}: “…{around}…”"
    if len(places) > _PLACES:
        yield f"and {len(places) - _PLACES} more"

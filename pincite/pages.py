"""The plan: every page of a site, its address, its template, and the slice of the content that it may see.

A page's bytes depend on its slice, its templates and the engine, and on nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.addresses import SECTIONS
from pincite.facts import registers
from pincite.facts.card import card, short_name
from pincite.facts.coverage import annotate, coverage
from pincite.facts.glance import glance
from pincite.facts.index import Index
from pincite.facts.picture import picture, upright
from pincite.facts.rows import rows
from pincite.facts.timeline import LANES, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.facts.card import Card
    from pincite.facts.coverage import Coverage
    from pincite.facts.glance import Glance
    from pincite.model import Article, Site
    from pincite.settings import ClaimId

PER_PAGE = 100  # claims on one page of the list


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made. `path` is its address below the output folder; `section` is what the masthead marks."""

    path: str
    template: str
    title: str
    description: str
    section: str
    data: Mapping[str, object]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the masthead."""

    name: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article for lists and the front page."""

    article: Article
    coverage: Coverage
    glance: Glance


def navigation(site: Site) -> tuple[Link, ...]:
    """Give the links of the masthead, as site.yaml orders them."""
    prose = {str(page.id): page.short for page in site.prose}
    links = []
    for name in site.config.navigation:
        path, title = SECTIONS.get(name, (f"{name}.html", prose.get(name, name)))
        links.append(Link(name, path, title))
    return tuple(links)


def plan(site: Site) -> tuple[Page, ...]:
    """List every page of a site, in the order of their addresses."""
    index = Index(site)
    cards = {claim.id: card(claim, index) for claim in index.in_order(site.claims)}
    scale = tuple(registers.rating_page(rating, index) for rating in site.config.ratings)
    summaries = tuple(ArticleSummary(one, coverage(one, index), glance(one, index)) for one in site.articles)
    found = [
        *_front(index, cards, scale, summaries),
        *_claims(index, cards, scale),
        *_articles(index, summaries),
        *_overviews(index, tuple(cards.values())),
        *_scales(index, scale),
        *_registers(index),
        *_prose(site),
    ]
    return tuple(sorted(found, key=lambda page: page.path))


def _front(
    index: Index,
    cards: Mapping[ClaimId, Card],
    scale: tuple[registers.RatingPage, ...],
    summaries: tuple[ArticleSummary, ...],
) -> Iterator[Page]:
    site = index.site
    config = site.config
    featured = [index.claims[ident] for ident in config.featured if ident in index.claims]
    yield Page(
        "index.html",
        "index.html",
        "",
        config.description,
        "",
        {
            "front": config.front,
            "scale": scale,
            "featured": tuple(rows([claim], index)[0] for claim in featured),
            "lead": cards[featured[0].id].lead if featured else None,
            "articles": summaries,
            "corrections": registers.corrections(index),
            "first_checked": min((claim.checked for claim in site.claims), key=lambda when: when.first, default=None),
            "total": len(site.claims),
        },
    )
    yield Page("404.html", "404.html", "Page not found", "", "", {})


def _claims(
    index: Index,
    cards: Mapping[ClaimId, Card],
    scale: tuple[registers.RatingPage, ...],
) -> Iterator[Page]:
    site = index.site
    every = rows(site.claims, index)
    pages = max(1, -(-len(every) // PER_PAGE))
    for number in range(1, pages + 1):
        part = every[(number - 1) * PER_PAGE : number * PER_PAGE]
        title = f"All {len(every)} claims" + (f", page {number} of {pages}" if pages > 1 else "")
        yield Page(
            "claims/index.html" if number == 1 else f"claims/page-{number}.html",
            "claims.html",
            title,
            f"All claims of {site.config.title} with rating, strength of evidence, claimant and date.",
            "claims",
            {
                "rows": part,
                "total": len(every),
                "number": number,
                "pages": pages,
                "scale": scale,
                "articles": site.articles,
                "sentences": sum(len(article.sentences) for article in site.articles),
                "places": tuple(place for place in site.places if index.by_place[place.id]),
            },
        )
    for claim in site.claims:
        rating = index.ratings[claim.rating]
        yield Page(
            f"claims/{claim.id}.html",
            "claim.html",
            f"{claim.title}: {rating.label}",
            claim.verdict,
            "claims",
            {"card": cards[claim.id], "scale": tuple(site.config.ratings)},
            claim.path,
        )


def _articles(index: Index, summaries: tuple[ArticleSummary, ...]) -> Iterator[Page]:
    site = index.site
    yield Page(
        "articles/index.html",
        "articles.html",
        "Articles",
        "The articles checked, with what of each is covered by fact cards.",
        "articles",
        {"articles": summaries, "ratings": site.config.ratings},
    )
    for summary in summaries:
        article = summary.article
        yield Page(
            f"articles/{article.id}.html",
            "article.html",
            f"{article.short}, annotated",
            f"The text of {article.short} with every checked passage, its claims and ratings.",
            "articles",
            {
                "article": article,
                "coverage": summary.coverage,
                "glance": summary.glance,
                "paragraphs": annotate(article, index),
                "others": tuple(other for other in site.articles if other.id != article.id),
                "rating_numbers": {rating.id: at for at, rating in enumerate(site.config.ratings)},
                "ratings": {rating.id: rating for rating in site.config.ratings},
            },
            f"content/articles/{article.id}.yaml",
        )


def _overviews(index: Index, cards: tuple[Card, ...]) -> Iterator[Page]:
    site = index.site
    period = site.config.period
    line = timeline(index)
    yield Page(
        "timeline.html",
        "timeline.html",
        "Timeline",
        "What happened, what was reported and what was denied, in order.",
        "timeline",
        {
            "timeline": line,
            "lanes": LANES,
            "picture": picture(line, period),
            "upright": upright(line, period),
            "period": period,
            "publishers": {one.id: short_name(one.publisher) for one in site.references},
        },
        "content/events.yaml",
    )
    yield Page(
        "compare.html",
        "compare.html",
        "Comparison",
        "The same assertion in different articles, with the differences classed.",
        "compare",
        {"cards": tuple(one for one in cards if one.comparisons), "articles": site.articles},
    )
    yield Page(
        "figures.html",
        "figures.html",
        "Who says how many",
        "The figures of the articles and of outside sources, compared only where they count the same thing.",
        "figures",
        {"cards": tuple(one for one in cards if one.figures)},
    )


def _scales(index: Index, scale: tuple[registers.RatingPage, ...]) -> Iterator[Page]:
    site = index.site
    yield Page(
        "ratings.html",
        "ratings.html",
        "The rating scale",
        "What each rating means, and how many claims have it.",
        "ratings",
        {"scale": scale, "strengths": site.config.strengths, "total": len(site.claims)},
    )
    for one in scale:
        yield Page(
            f"ratings/{one.rating.id}.html",
            "rating.html",
            one.rating.label,
            one.rating.meaning,
            "ratings",
            {"page": one, "scale": tuple(site.config.ratings)},
        )
    yield Page(
        "references.html",
        "references.html",
        "References",
        "The bibliography, with the claims that each reference bears on.",
        "references",
        {"entries": registers.bibliography(index)},
        "content/references.yaml",
    )
    yield Page(
        "corrections.html",
        "corrections.html",
        "Corrections",
        "Every correction, newest first.",
        "corrections",
        {"corrections": registers.corrections(index)},
    )


def _registers(index: Index) -> Iterator[Page]:
    site = index.site
    for kind, title, entries in (
        ("actors", "Actors", [registers.actor_page(one, index) for one in site.actors]),
        ("topics", "Topics", [registers.topic_page(one, index) for one in site.topics]),
        ("places", "Places", [registers.place_page(one, index) for one in site.places]),
    ):
        singular = kind.removesuffix("s")
        yield Page(
            f"{kind}/index.html",
            f"{kind}.html",
            title,
            f"{title} of {site.config.title}, with the claims that name them.",
            kind,
            {"entries": tuple(sorted(entries, key=lambda page: getattr(page, singular).name.casefold()))},
            f"content/{kind}.yaml",
        )
        for entry in entries:
            record = getattr(entry, singular)
            yield Page(
                f"{kind}/{record.id}.html",
                f"{singular}.html",
                record.name,
                f"Claims of {site.config.title} on {record.name}.",
                kind,
                {"page": entry},
                f"content/{kind}.yaml",
            )


def _prose(site: Site) -> Iterator[Page]:
    for page in site.prose:
        yield Page(
            f"{page.id}.html",
            "page.html",
            page.title,
            page.description,
            page.id,
            {"page": page, "pages": site.prose},
            page.path,
        )

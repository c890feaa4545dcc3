"""The pages of single entries: a claim, an article, a rating, an actor, a place, a topic, a page of prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.addresses import page_of
from pincite.facts import promised, registers
from pincite.facts.coverage import annotate
from pincite.facts.sharing import picture
from pincite.formats import fragments
from pincite.pages.page import Later, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pincite.model import Actor, Article, Claim, Place, Prose, Topic
    from pincite.pages.shared import Shared
    from pincite.settings import Rating


_OTHERS = 8  # other articles that an article's page leads to


def page_of_claim(claim: Claim, shared: Shared) -> Page:
    """Plan the page of a claim."""
    claim = claim.whole
    why = claim.withdrawal
    label = shared.language.gettext("Withdrawn") if claim.withdrawn else shared.index.ratings[claim.rating].label
    return Page(
        page_of("claims", claim.id),
        "claim.html",
        shared.language.gettext("%(claim)s: %(rating)s") % {"claim": claim.title, "rating": label},
        why.note if why else claim.verdict,
        "claims",
        lambda: {
            "card": shared.card(claim),
            "scale": tuple(shared.site.config.ratings),
            "ways": Later(lambda: fragments.ways(claim, shared.index)),
            "history": Later(lambda: shared.history(claim)),
            "originals": Later(
                lambda: tuple(shared.index.articles[one] for one in sorted({cut.article for cut in claim.cuts}))
            ),
        },
        claim.path,
        lambda: shared.reviews(claim),
        name=claim.title,
        picture=picture(claim, label, shared.site),
        promised=lambda: promised.of_claim(claim),
    )


def _article(article: Article, shared: Shared) -> Page:
    site, _ = shared.site, shared.language.gettext

    def data() -> Mapping[str, object]:
        summary = shared.summary(article)
        return {
            "article": article,
            "coverage": summary.coverage,
            "glance": summary.glance,
            "paragraphs": annotate(article, shared.index),
            "others": tuple(other for other in site.articles if other.id != article.id)[:_OTHERS],
            "rating_numbers": {rating.id: at for at, rating in enumerate(site.config.ratings)},
            "ratings": shared.index.ratings,
        }

    return Page(
        page_of("articles", article.id),
        "article.html",
        _("%(article)s, annotated") % {"article": article.short},
        _("The text of %(article)s with every checked passage, its claims and ratings.") % {"article": article.short},
        "articles",
        data,
        f"content/articles/{article.id}.yaml",
        name=article.short,
        promised=lambda: promised.of_article(article),
    )


def _rating(rating: Rating, shared: Shared) -> Page:
    def data() -> Mapping[str, object]:
        page = registers.rating_page(rating, shared.index)
        return {"page": page, "scale": tuple(shared.site.config.ratings)}

    return Page(page_of("ratings", rating.id), "rating.html", rating.label, rating.meaning, "ratings", data)


def _actor(actor: Actor, shared: Shared) -> Page:
    return _entry("actors", actor, shared, lambda: {"page": registers.actor_page(actor, shared.index)})


def _place(place: Place, shared: Shared) -> Page:
    return _entry("places", place, shared, lambda: {"page": registers.place_page(place, shared.index)})


def _topic(topic: Topic, shared: Shared) -> Page:
    return _entry("topics", topic, shared, lambda: {"page": registers.topic_page(topic, shared.index)})


def _entry(
    kind: str,
    record: Actor | Place | Topic,
    shared: Shared,
    data: Callable[[], Mapping[str, object]],
) -> Page:
    return Page(
        page_of(kind, record.id),
        f"{kind.removesuffix('s')}.html",
        record.name,
        shared.language.gettext("Claims of %(site)s on %(name)s.")
        % {"site": shared.site.config.title, "name": record.name},
        kind,
        data,
        f"content/{kind}.yaml",
    )


def _prose(page: Prose, shared: Shared) -> Page:
    return Page(
        f"{page.id}.html",
        "page.html",
        page.title,
        page.description,
        page.id,
        lambda: {"page": page, "pages": shared.site.prose},
        page.path,
    )


# By the folder that the pages stand in; each takes the record that the plan has for the folder.
MAKERS: Mapping[str, Callable[[Any, Shared], Page]] = {
    "claims": page_of_claim,
    "articles": _article,
    "ratings": _rating,
    "actors": _actor,
    "places": _place,
    "topics": _topic,
    "": _prose,
}

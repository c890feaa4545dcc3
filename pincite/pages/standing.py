"""The pages that every site has: the front page, the lists, the overviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import addresses
from pincite.facts import counts, registers
from pincite.facts.card import short_name
from pincite.facts.comparisons import gathered, said_alone, tally
from pincite.facts.distribution import distribution
from pincite.facts.entries import LANES
from pincite.facts.figures import forms
from pincite.facts.marks import KEY
from pincite.facts.matrix import matrix
from pincite.facts.picture import picture
from pincite.facts.promised import of_list
from pincite.facts.rows import row
from pincite.facts.timeline import timeline
from pincite.facts.upright import upright
from pincite.formats.website import organization, website
from pincite.pages import open_data, record
from pincite.pages.page import Later, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.facts.index import Index
    from pincite.model import Claim
    from pincite.pages.shared import Shared


def _front(shared: Shared) -> Page:
    site, index = shared.site, shared.index
    config = site.config

    def data() -> Mapping[str, object]:
        featured = [claim for ident in config.featured if (claim := index.claims.get(ident)) and not claim.withdrawn]
        return {
            "front": config.front,
            "scale": shared.scale,
            "featured": tuple(row(claim, index) for claim in featured),
            "lead": Later(lambda: shared.card(featured[0]).lead if featured else None),
            "articles": Later(lambda: shared.summaries),
            "corrections": Later(lambda: registers.corrections(index)),
            "first_checked": Later(
                lambda: min((one.checked for one in index.standing), key=lambda when: when.first, default=None)
            ),
            "total": len(index.standing),
        }

    return Page(
        "index.html",
        "index.html",
        "",
        config.description,
        "",
        data,
        linked=lambda: (website(site), organization(site)),
    )


def _lost(shared: Shared) -> Page:
    return Page("404.html", "404.html", shared.language.gettext("Page not found"), "", "", dict)


def list_of_claims(shared: Shared, number: int, pages: int, per_page: int) -> Page:
    """Plan one page of the list of all claims; the first is number 1."""
    site, index = shared.site, shared.index
    total = len(site.claims)
    _, ngettext = shared.language.gettext, shared.language.ngettext
    title = ngettext("%(count)s claim", "All %(count)s claims", total) % {"count": shared.language.number(total)}
    if pages > 1:
        title = _("%(title)s, page %(number)s of %(pages)s") % {"title": title, "number": number, "pages": pages}

    def listed() -> Sequence[Claim]:
        return shared.in_order[(number - 1) * per_page : number * per_page]

    def data() -> Mapping[str, object]:
        return {
            "rows": tuple(row(claim, index) for claim in listed()),
            "total": total,
            "withdrawn": total - len(index.standing),
            "number": number,
            "pages": pages,
            "scale": Later(lambda: shared.scale),
            "choices": Later(lambda: shared.choices),
            "sentences": Later(lambda: sum(len(article.sentences) for article in site.articles)),
            "table": addresses.CLAIMS_TABLE if pages > 1 else "",
        }

    return Page(
        "claims/index.html" if number == 1 else f"claims/page-{number}.html",
        "claims.html",
        title,
        _("All claims of %(site)s with rating, strength of evidence, claimant and date.") % {"site": site.config.title},
        "claims",
        data,
        promised=lambda: of_list(listed()),
    )


def _articles(shared: Shared) -> Page:
    _ = shared.language.gettext
    return Page(
        "articles/index.html",
        "articles.html",
        _("Articles"),
        _("The articles checked, with what of each is covered by fact cards."),
        "articles",
        lambda: {
            "articles": shared.summaries,
            "ratings": shared.site.config.ratings,
            "matrix": matrix(shared.index),
        },
    )


def _timeline(shared: Shared) -> Page:
    _ = shared.language.gettext
    site = shared.site

    def data() -> Mapping[str, object]:
        line = timeline(shared.index)
        return {
            "timeline": line,
            "lanes": {lane: _(title) for lane, title in LANES.items()},
            "picture": Later(lambda: picture(line)),
            "upright": Later(lambda: upright(line)),
            "key": Later(lambda: tuple((kind, sign) for kind, sign in KEY.items() if kind in line.kinds)),
            "period": site.config.period,
            "publishers": Later(lambda: {one.id: short_name(one.publisher) for one in site.references}),
        }

    return Page(
        "timeline.html",
        "timeline.html",
        _("Timeline"),
        _("What happened, what was reported and what was denied, in order."),
        "timeline",
        data,
        "content/events.yaml",
    )


def _compare(shared: Shared) -> Page:
    _ = shared.language.gettext

    def data() -> Mapping[str, object]:
        sections = gathered(shared.card(claim) for claim in shared.standing if claim.gathered and claim.compare)
        return {
            "sections": sections,
            "tally": tally(sections),
            "alone": said_alone(shared.standing, shared.index),
        }

    return Page(
        "compare.html",
        "compare.html",
        _("Comparison"),
        _("The same assertion in different articles, with the differences classed."),
        "compare",
        data,
    )


def _figures(shared: Shared) -> Page:
    _ = shared.language.gettext

    def data() -> Mapping[str, object]:
        sections = counts.gather(shared.standing, shared.index)
        return {"sections": sections, "forms": forms(table for one in sections for table in one.tables)}

    return Page(
        "figures.html",
        "figures.html",
        _("Who says how many"),
        _("The figures of the articles and of outside sources, compared only where they count the same thing."),
        "figures",
        data,
    )


def _ratings(shared: Shared) -> Page:
    _ = shared.language.gettext
    config = shared.site.config
    return Page(
        "ratings.html",
        "ratings.html",
        _("The rating scale"),
        _("What each rating means, and how many claims have it."),
        "ratings",
        lambda: {
            "scale": shared.scale,
            "strengths": config.strengths,
            "distribution": distribution(shared.index),
        },
    )


def _references(shared: Shared) -> Page:
    _ = shared.language.gettext
    return Page(
        "references.html",
        "references.html",
        _("References"),
        _("The bibliography, with the claims that each reference bears on."),
        "references",
        lambda: {"entries": registers.bibliography(shared.index)},
        "content/references.yaml",
    )


def _actors(shared: Shared) -> Page:
    return _register(shared, "actors", shared.language.gettext("Actors"), registers.actors)


def _places(shared: Shared) -> Page:
    return _register(shared, "places", shared.language.gettext("Places"), registers.places)


def _topics(shared: Shared) -> Page:
    return _register(shared, "topics", shared.language.gettext("Topics"), registers.topics)


def _register(shared: Shared, kind: str, title: str, listed: Callable[[Index], tuple[registers.Entry, ...]]) -> Page:
    return Page(
        f"{kind}/index.html",
        f"{kind}.html",
        title,
        shared.language.gettext("%(title)s of %(site)s, with the claims that name them.")
        % {"title": title, "site": shared.site.config.title},
        kind,
        lambda: {"entries": listed(shared.index)},
        f"content/{kind}.yaml",
    )


def _search(shared: Shared) -> Page:
    _ = shared.language.gettext
    return Page(
        addresses.SEARCH,
        "search.html",
        _("Search"),
        _("Full text of %(site)s: claims, articles and pages.") % {"site": shared.site.config.title},
        "search",
        lambda: {"scale": tuple(shared.site.config.ratings)},
        "site.yaml",
    )


# By address. The list of claims has as many pages as it needs, and is made by `list_of_claims`.
PAGES: dict[str, Callable[[Shared], Page]] = {
    "index.html": _front,
    "404.html": _lost,
    "articles/index.html": _articles,
    "timeline.html": _timeline,
    "compare.html": _compare,
    "figures.html": _figures,
    "ratings.html": _ratings,
    "references.html": _references,
    "corrections.html": record.corrections,
    "actors/index.html": _actors,
    "places/index.html": _places,
    "topics/index.html": _topics,
    "data.html": open_data.page,
    "verify.html": record.verify,
}
# What a site has besides where it sets `search`.
SEARCH: dict[str, Callable[[Shared], Page]] = {addresses.SEARCH: _search}

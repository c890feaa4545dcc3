"""How the claims are spread over the ratings: on the whole site, and in what each article states."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.facts.lengths import short
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Article
    from pincite.settings import Rating, RatingId

ARTICLES_AT_MOST = 8  # columns that a reader can still compare


@dataclass(frozen=True, slots=True)
class Share:
    """So many claims of a column: the number, whole per cent of the column, and the length of its bar in per cent."""

    claims: int
    percent: int
    length: str


@dataclass(frozen=True, slots=True)
class Spread:
    """One rating: its share of all claims, and of those that each article states."""

    rating: Rating
    whole: Share
    by_article: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """The ratings in the order of the scale. The columns are all claims, then a column for each of `articles`.

    The longest bar is the greatest share of any column, so that lengths can be compared across columns. `others` counts
    the articles that have no column, `twice` the claims that several articles state and that each one's column counts.
    """

    spread: tuple[Spread, ...]
    articles: tuple[Article, ...]
    total: int
    totals: tuple[int, ...]
    others: int
    twice: int


def distribution(index: Index) -> Distribution:
    """Count the claims of each rating; by article, too, where the site has more than one."""
    claims = index.standing
    stated = {claim.id: index.printed_by(claim) for claim in claims}
    articles = chief_articles(index) if len(index.articles) > 1 else ()
    whole = Counter(claim.rating for claim in claims)
    columns = [
        Counter(claim.rating for claim in claims if any(one.id == article.id for one in stated[claim.id]))
        for article in articles
    ]
    longest = max((count / column.total() for column in (whole, *columns) for count in column.values()), default=1)
    return Distribution(
        tuple(
            Spread(
                rating,
                _share(whole, rating, longest),
                tuple(_share(column, rating, longest) for column in columns),
            )
            for rating in index.site.config.ratings
        ),
        articles,
        len(claims),
        tuple(column.total() for column in columns),
        len(index.articles) - len(articles) if articles else 0,
        sum(len(found) > 1 for found in stated.values()),
    )


def chief_articles(index: Index) -> tuple[Article, ...]:
    """Give the articles that most cards quote, at most eight, in the order in which the site lists them."""
    cited = {ident: len({claim.id for claim, _ in index.cuts[ident]}) for ident in index.articles}
    chosen = set(sorted(cited, key=lambda ident: -cited[ident])[:ARTICLES_AT_MOST])
    return tuple(article for ident, article in index.articles.items() if ident in chosen)


def _share(column: Counter[RatingId], rating: Rating, longest: float) -> Share:
    total, count = column.total(), column[rating.id]
    share = count / total if total else 0.0
    return Share(count, round(100 * share), short(100 * share / longest, 1, "%"))

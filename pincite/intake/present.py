"""What a site has already of what is imported: the article of an address, or of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pincite.problems import Problem, Severity, Span
from pincite.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pincite.model import Article

_NEARLY_ALL = 0.9  # of the characters that were taken


def is_page(address: str, article: Article) -> bool:
    """Tell whether an article was published, or is archived, at an address."""
    wanted = _page(address)
    return bool(wanted) and wanted in {_page(article.url), _page(article.archived)}


def _page(address: str) -> str:
    """Give an address without what differs between visits: scheme, www, fragment, marks of campaigns, last slash."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    kept = [one for one in parts.query.split("&") if one and not one.startswith(("utm_", "fbclid=", "gclid="))]
    return f"{host}{parts.path.rstrip('/')}?{'&'.join(kept)}"


def present(
    name: str, addresses: Collection[str], paragraphs: Sequence[str], articles: Sequence[Article]
) -> list[Problem]:
    """Warn at the source's name of the articles that have one of these addresses or nearly all of these paragraphs."""
    found = []
    folded = [one for text in paragraphs if (one := _bare(text))]
    for article in articles:
        if any(is_page(one, article) for one in addresses):
            has = "the address"
        elif _share(folded, article) >= _NEARLY_ALL:
            has = "nearly all of the text"
        else:
            continue
        message = f'article "{article.id}" has {has} of this one already'
        hint = "compare the two, and delete the one that is not needed, with its original; cards quote one of them"
        found.append(Problem("article-twice", message, Span(name), hint, Severity.WARNING))
    return found


def _share(folded: list[str], article: Article) -> float:
    """Give the share of the characters that stand in an article, whole paragraphs only."""
    # Between blanks, so that only whole words are found.
    text = f" {_bare(article.text)} "
    return sum(len(one) for one in folded if f" {one} " in text) / max(1, sum(map(len, folded)))


def _bare(text: str) -> str:
    return " ".join(fold_words(text).split())

"""Loads a whole site: reads every file, checks everything against everything, and collects every problem.

1. site.yaml, then the lists, so that ids are known.
2. The articles and their originals.
3. Cards and events, their quotes anchored in the articles.
4. `crosscheck`: what no single file can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from pincite.crosscheck import crosscheck
from pincite.model import Site
from pincite.problems import InputError, Problem, Span, in_order
from pincite.read import articles as read_articles
from pincite.read import cards, lists
from pincite.read.files import CARD_LIMIT, LIST_LIMIT, Folder
from pincite.read.nodes import parse
from pincite.read.settings import read_config
from pincite.read.shape import Shaper

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.model import Article, Claim, Event, Prose
    from pincite.read.nodes import Node
    from pincite.settings import Config

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a project: the site as far as it could be read (None without a site.yaml), and every problem."""

    site: Site | None
    problems: tuple[Problem, ...]
    folder: Folder = field(repr=False)


def load(folder: Folder, *, drafts: bool = False) -> Loaded:
    """Load and check the project below a folder. Drafts are checked always, and kept only with `drafts`."""
    shaper = Shaper()
    config = _config(folder, shaper)
    originals = {str(article.id): article for article in _articles(folder, shaper)}
    claims = _claims(folder, originals, shaper)
    if config is None:
        return Loaded(None, in_order(shaper.problems), folder)
    site = Site(
        config=config,
        claims=claims,
        articles=tuple(originals.values()),
        actors=_list(folder, "content/actors.yaml", lists.read_actors, shaper),
        references=_list(folder, "content/references.yaml", lists.read_references, shaper),
        places=_list(folder, "content/places.yaml", lists.read_places, shaper),
        topics=_list(folder, "content/topics.yaml", lists.read_topics, shaper),
        events=_events(folder, originals, shaper),
        prose=_prose(folder, shaper),
    )
    shaper.problems += crosscheck(site, shaper.pointers, folder)
    return Loaded(site if drafts else _published(site), in_order(shaper.problems), folder)


def _published(site: Site) -> Site:
    """Leave drafts out: they are no part of a published site, and nothing published may point to one."""
    return replace(site, claims=tuple(claim for claim in site.claims if not claim.draft))


def _config(folder: Folder, shaper: Shaper) -> Config | None:
    if not folder.exists("site.yaml"):
        message, hint = "there is no site.yaml here", "run pincite in a site's folder, or name one with --root"
        shaper.problems.append(Problem("no-site", message, Span("site.yaml"), hint))
        return None
    node = _node(folder, "site.yaml", LIST_LIMIT, shaper)
    return read_config(node, shaper) if node else None


def _node(folder: Folder, path: str, limit: int, shaper: Shaper) -> Node | None:
    try:
        text = folder.read_text(path, limit)
    except InputError as error:
        shaper.problems.append(error.problem)
        return None
    node, problems = parse(path, text)
    shaper.problems += problems
    return node


def _list(folder: Folder, path: str, read: Callable[[Node, Shaper], tuple[T, ...]], shaper: Shaper) -> tuple[T, ...]:
    """Read one list of entries; a site may do without it."""
    if not folder.exists(path):
        return ()
    node = _node(folder, path, LIST_LIMIT, shaper)
    return read(node, shaper) if node else ()


def _named_files(folder: Folder, top: str, suffix: str, shaper: Shaper) -> list[tuple[str, str]]:
    """List the files of a folder with the ids that their names give; two files of one id are a problem."""
    paths, problems = folder.walk(top, (suffix,))
    shaper.problems += problems
    found: dict[str, str] = {}
    for path in paths:
        ident = PurePosixPath(path).name.removesuffix(suffix)
        if not shaper.check_id(ident, Span(path)):
            continue
        if ident in found:
            message = f'"{ident}" is the name of two files; the other is {found[ident]}'
            shaper.problems.append(Problem("id-twice", message, Span(path), "rename one of them: the name is the id"))
            continue
        found[ident] = path
    return sorted(found.items())


def _articles(folder: Folder, shaper: Shaper) -> list[Article]:
    found = []
    for ident, path in _named_files(folder, "content/articles", ".yaml", shaper):
        node = _node(folder, path, CARD_LIMIT, shaper)
        if node and (article := read_articles.read_article(ident, node, folder, shaper)):
            found.append(article)
    return found


def _claims(folder: Folder, articles: dict[str, Article], shaper: Shaper) -> tuple[Claim, ...]:
    found = []
    for ident, path in _named_files(folder, "content/claims", ".yaml", shaper):
        node = _node(folder, path, CARD_LIMIT, shaper)
        if node and (claim := cards.read_claim(ident, node, articles, shaper)):
            found.append(claim)
    return tuple(found)


def _events(folder: Folder, articles: dict[str, Article], shaper: Shaper) -> tuple[Event, ...]:
    if not folder.exists("content/events.yaml"):
        return ()
    node = _node(folder, "content/events.yaml", LIST_LIMIT, shaper)
    return cards.read_events(node, articles, shaper) if node else ()


def _prose(folder: Folder, shaper: Shaper) -> tuple[Prose, ...]:
    found = []
    for ident, path in _named_files(folder, "content/pages", ".md", shaper):
        try:
            text = folder.read_text(path, CARD_LIMIT)
        except InputError as error:
            shaper.problems.append(error.problem)
            continue
        if page := lists.read_prose(ident, path, text, shaper):
            found.append(page)
    return tuple(sorted(found, key=lambda page: (page.order, page.id)))

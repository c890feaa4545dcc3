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

from pincite.crosscheck import Read, crosscheck
from pincite.model import Site
from pincite.problems import InputError, Problem, Span, in_order
from pincite.read import articles as read_articles
from pincite.read import cards, lists
from pincite.read.files import CARD_LIMIT, LIST_LIMIT, Folder
from pincite.read.nodes import parse
from pincite.read.settings import read_config
from pincite.read.shape import Shaper, nearest_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.model import Article, Claim, Event, Prose
    from pincite.read.nodes import Node
    from pincite.settings import Config

T = TypeVar("T")
_LISTS = tuple(f"content/{kind}.yaml" for kind in ("actors", "events", "places", "references", "topics"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a project: the site as far as it could be read (None without a site.yaml), and every problem.

    `left_out` are the paths of drafts that the site does without.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    folder: Folder = field(repr=False)
    left_out: frozenset[str] = frozenset()


def load(folder: Folder, *, drafts: bool = False) -> Loaded:
    """Load and check the project below a folder. Drafts are checked always, and kept only with `drafts`."""
    shaper, unread = Shaper(), set[str]()
    config = _config(folder, shaper)
    originals = {str(article.id): article for article in _articles(folder, shaper)}
    claims = _claims(folder, originals, shaper)
    actors = _list(folder, "actor", lists.read_actors, shaper, unread)
    references = _list(folder, "reference", lists.read_references, shaper, unread)
    places = _list(folder, "place", lists.read_places, shaper, unread)
    topics = _list(folder, "topic", lists.read_topics, shaper, unread)
    events = _events(folder, originals, shaper)
    prose = _prose(folder, shaper)
    _strangers(folder, shaper)
    if config is None:
        return Loaded(None, in_order(shaper.problems), folder)
    site = Site(
        config=config,
        claims=claims,
        articles=tuple(originals.values()),
        actors=actors,
        references=references,
        places=places,
        topics=topics,
        events=events,
        prose=prose,
    )
    read = Read(tuple(shaper.pointers), shaper.declared, frozenset(unread))
    shaper.problems += crosscheck(site, read, folder)
    left_out = frozenset(claim.path for claim in claims if claim.draft and not drafts)
    return Loaded(site if drafts else _published(site), in_order(shaper.problems), folder, left_out)


def _strangers(folder: Folder, shaper: Shaper) -> None:
    """Tell of files in content/ that nothing reads: a list whose name is misspelt would vanish without a word."""
    paths, _ = folder.walk("content", ())
    for path in paths:
        if path.startswith(("content/claims/", "content/articles/", "content/pages/")) or path in _LISTS:
            continue
        near = nearest_word(path, _LISTS)
        hint = f'did you mean "{near}"?' if near else "move it into one of the folders, or away"
        shaper.problems.append(Problem("file-unknown", "nothing reads this file", Span(path), hint))


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


def _list(
    folder: Folder,
    kind: str,
    read: Callable[[Node, Shaper], tuple[T, ...]],
    shaper: Shaper,
    unread: set[str],
) -> tuple[T, ...]:
    """Read one list of entries; a site may do without it. One that cannot be read is remembered, told once."""
    path = f"content/{kind}s.yaml"
    if not folder.exists(path):
        return ()
    node = _node(folder, path, LIST_LIMIT, shaper)
    if node is None:
        unread.add(kind)
        return ()
    return read(node, shaper)


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

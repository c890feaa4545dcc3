"""Loads a whole site: reads every file, checks everything against everything, and collects every problem.

1. The names of all files, so that ids are known.
2. site.yaml and the lists; the articles and their originals; then cards and events, their quotes anchored in the
   articles; prose.
3. `onrecord`: the versions of each claim, and what was changed in silence.
4. `crosscheck`: what no single file can tell.

A `Reading` can be asked again: what a file gave is kept until the file is forgotten, so that the preview reads one card
when one card was saved. What comes out is the same as if all were read anew.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeVar

from pincite.crosscheck import Crosscheck, Pointing, Read, checks_of
from pincite.deck import Around, Deck, names_of
from pincite.disk.kinds import is_file
from pincite.kept.passed import Passed
from pincite.language import ENGLISH
from pincite.listing import EVENTS, LISTS, SETTINGS, listed
from pincite.model import Actor, Article, Place, Reference, Site, Topic
from pincite.onrecord import OnRecord
from pincite.problems import InputError, Problem, Span, in_order
from pincite.read import articles as read_articles
from pincite.read import catalogue, lists
from pincite.read.events import read_events
from pincite.read.files import CARD_LIMIT, LIST_LIMIT, Folder
from pincite.read.nodes import parse
from pincite.read.settings import read_config
from pincite.read.shape import Shaper
from pincite.records import dataclass
from pincite.shelf import Shelf, Taken
from pincite.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pincite.deck import Check
    from pincite.kept.claims import Bodies
    from pincite.language import Language
    from pincite.listing import Listing
    from pincite.model import Claim, Prose
    from pincite.read.nodes import Node
    from pincite.settings import Config
    from pincite.steps import Step

T = TypeVar("T")
_CARD = "card"
_READERS: Mapping[str, Callable[[Node, Shaper], tuple[Any, ...]]] = {
    "actor": lists.read_actors,
    "reference": lists.read_references,
    "place": lists.read_places,
    "topic": lists.read_topics,
}
_KINDS: Mapping[str, Any] = {
    "actor": tuple[Actor, ...],
    "reference": tuple[Reference, ...],
    "place": tuple[Place, ...],
    "topic": tuple[Topic, ...],
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a project: the site as far as it could be read (None without a site.yaml), and every problem.

    `left_out` are the paths of drafts that the site does without; `passed` has what is known of checks of the cards.
    `moved` are the claims by the paths of their cards that are others than at the loading before, None where a card is
    gone or cannot be read; None at the first one.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    folder: Folder = field(repr=False)
    left_out: frozenset[str] = frozenset()
    passed: Mapping[str, Passed] = field(default_factory=dict, repr=False)
    moved: Mapping[str, Claim | None] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a reading may use besides the files: the cache, how many processes, and what is told how far it is."""

    bodies: Bodies | None = None
    program: str = ""  # what decides, besides the files, what is read from them: the cache is another for each
    jobs: int = 1
    step: Step = None
    checks: tuple[str, ...] = ()  # of cards, besides our own, that somebody else runs: what passed them is remembered
    resting_on: str = ""  # what these checks rest on besides the files

    def passed(self, folder: Folder, check: str) -> Passed | None:
        """Give what the cache knows of the claims that passed a check; it rests on the settings and the registers."""
        if self.bodies is None:
            return None
        paths = (SETTINGS, LISTS["actor"], LISTS["reference"])
        resting_on = (folder.digest(path, LIST_LIMIT) if folder.has(path) else "" for path in paths)
        more = "" if check == _CARD else self.resting_on
        return Passed(self.bodies, check, (self.program, more, *resting_on), self.jobs)


def load(folder: Folder, *, drafts: bool = False, memory: Memory | None = None) -> Loaded:
    """Load and check the project below a folder. Drafts are checked always, and kept only with `drafts`."""
    return Reading(folder, drafts=drafts, memory=memory).load()


class Reading:
    """Loads a project again and again, and reads only what is forgotten. Not for two threads at once."""

    def __init__(self, folder: Folder, *, drafts: bool = False, memory: Memory | None = None) -> None:
        self._folder = folder
        self._drafts = drafts
        self._memory = memory or Memory()
        self._listing: Listing | None = None
        self._taken: dict[str, Taken] = {}
        self._articles: dict[str, Article] = {}
        self._spoken = ""  # the path of the catalogue
        self._tally = Tally()
        self._pointing: dict[str, Pointing] = {}
        self._unchecked: frozenset[str] | None = None  # cards that the crosscheck has not seen, None for all
        self._crosscheck = Crosscheck()
        self._loaded = False
        self._record = OnRecord(folder)
        store = self._memory.bodies.store if self._memory.bodies else None
        self._shelf = Shelf(folder, store, self._memory.program)
        self._deck = Deck(folder, self._record, self._memory.bodies, self._memory.jobs)

    def forget(self, paths: Iterable[str]) -> None:
        """Let go of files, given by their paths below the root, that have changed, come or gone."""
        changed = tuple(paths)
        if SETTINGS in changed:  # a catalogue serves several languages: pt-BR and pt-PT, each with its own numbers
            self._taken.pop(self._spoken, None)
        # First what rests on the names as they were: an original is known by the articles that are listed.
        if any(path.startswith("seeds/") for path in changed):
            for article in self._files("article").values():
                self._taken.pop(article, None)
        for path in changed:
            self._folder.forget(path)
            self._taken.pop(path, None)
            self._deck.forget(self._files("claim").get(self._record.forget(path), path))
            where = self._folder.root / path
            listed = self._listing is not None and path in self._listing.paths
            # What is new or gone, and what is no file to read: links, backups, pipes.
            if path.startswith("content/") and not (listed and is_file(where)):
                self._listing = None

    def load(self) -> Loaded:
        """Read what is not read yet, and check the whole."""
        listing = self._listing = self._listing or listed(self._folder)
        folder = self._folder
        config = self._config()
        self._spoken = catalogue.path_of(config.language, folder) if config else ""
        originals = self._originals()
        entries = {kind: self._list(path, _READERS[kind], _KINDS[kind]) for kind, path in LISTS.items()}
        passed = self._passed(config)
        with _no_collecting():
            self._cards(listing, originals, config, entries, passed)
        claims = tuple(self._tally.claims.values())
        events = self._list(EVENTS, lambda node, shaper: read_events(node, originals, shaper))
        prose = [self._prose(ident, path) for ident, path in listing.files["page"].items()]
        language = self._language(config.language, self._spoken) if self._spoken else ENGLISH
        named = (path for kind in ("article", "page") for path in listing.files[kind].values())
        here = {SETTINGS, EVENTS, *LISTS.values(), *named, self._spoken}
        for gone in self._taken.keys() - here:
            del self._taken[gone]
        problems = [*listing.problems, *(problem for taken in self._taken.values() for problem in taken.problems)]
        problems += [problem for found in self._tally.problems.values() for problem in found]
        if config is None:
            return Loaded(None, in_order(problems), folder, moved=self._moved)
        recorded = self._record.run(claims, self._tally, config, listing.files["claim"])
        problems += recorded.problems
        site = Site(
            config=config,
            claims=claims,
            articles=tuple(originals.values()),
            actors=entries["actor"] or (),
            references=entries["reference"] or (),
            places=entries["place"] or (),
            topics=entries["topic"] or (),
            events=events or (),
            prose=tuple(sorted((page for page in prose if page), key=lambda page: (page.order, page.id))),
            language=language,
            chain=recorded.chain,
            pending=recorded.pending,
            reworded=recorded.reworded,
        )
        self._shelf.save()
        self._crosscheck.passed = passed.get(_CARD)
        unread = frozenset(kind for kind, found in entries.items() if found is None)
        problems += self._crosscheck.run(site, self._read(listing, unread), folder)
        self._unchecked = frozenset()
        if _CARD in passed:
            passed[_CARD].save()
        left_out = frozenset[str]() if self._drafts else frozenset(one.path for one in self._tally.drafts.values())
        given = site if self._drafts else site.published
        return Loaded(given, in_order(problems), folder, left_out, passed, self._moved)

    @property
    def _moved(self) -> dict[str, Claim | None] | None:
        moved, cards = self._deck.moved, self._tally.cards
        return None if moved is None else {path: cards[path].claim if path in cards else None for path in moved}

    def _read(self, listing: Listing, unread: frozenset[str]) -> Read:
        declared: dict[str, set[str]] = {}
        # Cards declare nothing that others point to: their quotes' ids are their own.
        for path in (SETTINGS, *LISTS.values()):
            if path in self._taken:
                for kind, ids in self._taken[path].declared.items():
                    declared.setdefault(kind, set()).update(ids)
        for path, taken in self._taken.items():
            if path not in self._pointing or self._pointing[path].pointers is not taken.pointers:
                self._pointing[path] = Pointing(names_of(taken.pointers), taken.pointers)
        for gone in self._pointing.keys() - self._taken.keys():
            del self._pointing[gone]
        return Read(self._pointing, self._tally, self._unchecked, declared, listing.named, unread)

    def _passed(self, config: Config | None) -> dict[str, Passed]:
        """Ask the cache which cards passed which checks: once, for what is asked again each check tells by itself."""
        if self._loaded or config is None:
            return {}
        self._loaded = True
        found = {name: self._memory.passed(self._folder, name) for name in (_CARD, *self._memory.checks)}
        return {name: one for name, one in found.items() if one}

    def _cards(
        self,
        listing: Listing,
        originals: Mapping[str, Article],
        config: Config | None,
        entries: Mapping[str, tuple[Any, ...] | None],
        passed: Mapping[str, Passed],
    ) -> None:
        digests = {}
        for ident, path in listing.files["article"].items():
            original = originals[ident].path if ident in originals else ""
            digests[ident] = f"{self._folder.digests.get(path, '')} {self._folder.digests.get(original, '')}"
        language = config.language if config else ""
        around = Around(
            originals,
            digests,
            language,
            self._memory.program,
            self._checks(config, originals, entries) if passed else {},
        )
        self._deck.passed = passed
        self._tally.take(self._deck.run(listing.files["claim"], around, self._memory.step), self._deck.moved)
        moved = self._deck.moved
        self._unchecked = None if moved is None or self._unchecked is None else self._unchecked | moved

    def _files(self, kind: str) -> Mapping[str, str]:
        return self._listing.files[kind] if self._listing else {}

    def _take(
        self,
        path: str,
        work: Callable[[Shaper], T],
        kind: Any = None,  # noqa: ANN401 - the annotation of what is given, where it is to be kept in the cache
        more: Callable[[Any], list[str]] = lambda _: [],
    ) -> T:
        """Give what a file gave before, or read it; `more` names what else was read for its record."""
        taken = self._taken.get(path) or (self._shelf.find(path, kind) if kind else None)
        if taken is None:
            shaper = Shaper()
            record = work(shaper)
            taken = Taken(record, tuple(shaper.problems), tuple(shaper.pointers), shaper.declared)
            if kind and record:
                self._shelf.put(path, kind, taken, [path, *more(record)])
        self._taken[path] = taken
        found: T = taken.record
        return found

    def _text(self, path: str, limit: int, shaper: Shaper) -> str | None:
        try:
            return self._folder.text_of(path, limit)
        except InputError as error:
            shaper.problems.append(error.problem)
            return None

    def _node(self, path: str, limit: int, shaper: Shaper) -> Node | None:
        text = self._text(path, limit, shaper)
        if text is None:
            return None
        node, problems = parse(path, text)
        shaper.problems += problems
        return node

    def _config(self) -> Any:  # noqa: ANN401 - Config, or None; `_take` hands it on as it is
        def work(shaper: Shaper) -> Any:  # noqa: ANN401 - as above
            if not self._folder.has(SETTINGS):
                message, hint = "there is no site.yaml here", "run pincite in a site's folder, or name one with --root"
                shaper.problems.append(Problem("no-site", message, Span(SETTINGS), hint))
                return None
            node = self._node(SETTINGS, LIST_LIMIT, shaper)
            return read_config(node, shaper) if node else None

        return self._take(SETTINGS, work)

    def _list(
        self,
        path: str,
        read: Callable[[Node, Shaper], tuple[Any, ...]],
        kind: Any = None,  # noqa: ANN401 - an annotation
    ) -> tuple[Any, ...] | None:
        """Read one list of entries; a site may do without it. None is one that cannot be read."""

        def work(shaper: Shaper) -> tuple[Any, ...] | None:
            if not self._folder.has(path):
                return ()
            node = self._node(path, LIST_LIMIT, shaper)
            return None if node is None else read(node, shaper)

        return self._take(path, work, kind)

    def _language(self, tag: str, path: str) -> Language:
        def work(shaper: Shaper) -> Language:
            text = self._text(path, LIST_LIMIT, shaper)
            if text is None:
                return ENGLISH
            language, problems = catalogue.read_language(tag, path, text)
            shaper.problems += problems
            return language

        return self._take(path, work)

    def _originals(self) -> dict[str, Article]:
        """Read the articles; where one is another than before, the quotes that may be cut from it are read anew."""

        def work(ident: str, path: str, shaper: Shaper) -> Article | None:
            node = self._node(path, CARD_LIMIT, shaper)
            return read_articles.read_article(ident, node, self._folder, shaper) if node else None

        found = {
            ident: article
            for ident, path in self._files("article").items()
            if (article := self._take(path, lambda shaper: work(ident, path, shaper), Article, _original))  # noqa: B023 - called at once
        }
        before = self._articles
        if found.keys() != before.keys() or any(article is not before[ident] for ident, article in found.items()):
            # A quote that was not found may name an article, or stand in another one by a hint.
            self._taken.pop(EVENTS, None)
            self._articles = found
        return self._articles

    def _checks(
        self,
        config: Config | None,
        originals: Mapping[str, Article],
        entries: Mapping[str, tuple[Any, ...] | None],
    ) -> dict[str, Check]:
        """Give the checks that a card is put to while it is at hand; where nothing is kept, they are run later."""
        if config is None or self._memory.bodies is None:
            return {}
        around = Site(
            config=config,
            articles=tuple(originals.values()),
            actors=entries["actor"] or (),
            references=entries["reference"] or (),
        )
        return {_CARD: checks_of(around)}

    def _prose(self, ident: str, path: str) -> Prose | None:
        def work(shaper: Shaper) -> Prose | None:
            text = self._text(path, CARD_LIMIT, shaper)
            return None if text is None else lists.read_prose(ident, path, text, shaper)

        return self._take(path, work)


def _original(article: Article) -> list[str]:
    return [article.path]


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep Python from looking for circles to collect: nearly all that a card gives stays, and none of it is one."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()

"""Every card of a site as it was read, followed by its record, and remembered: in memory, and in the cache.

A card is read anew only where something that it rests on is another: its file, its record, an article that it names,
the program, the site's language. What a card gave is kept in the cache in two parts, and only the light one is loaded:
see `kept.claims`. Cards with an error are never kept.
"""

from __future__ import annotations

import json
from dataclasses import field
from functools import partial
from sys import intern
from typing import TYPE_CHECKING, Any

from pincite import packed
from pincite.kept.claims import Bodies, KeptClaim, body, light, mark
from pincite.kept.store import basis
from pincite.problems import InputError, Problem, has_errors
from pincite.read import cards
from pincite.read.files import CARD_LIMIT
from pincite.read.nodes import CARD_VALUES, parse
from pincite.read.shape import Shaper
from pincite.read.values import Pointer
from pincite.records import dataclass
from pincite.tally import Card
from pincite.workers import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pincite.kept.passed import Passed
    from pincite.kept.store import Store
    from pincite.model import Article, Claim
    from pincite.onrecord import OnRecord
    from pincite.read.files import Folder, Read
    from pincite.steps import Step

    Check = Callable[[Claim], tuple[Problem, ...]]

SHARED = 200  # cards to be read, from which on workers pay
_FEW = 50  # rows that are looked up one by one
_BATCH = 500  # rows that are written at once
_PROBLEMS = tuple[Problem, ...]
_POINTERS = tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What all cards rest on: the articles by id with the digest of each, the language, the program.

    `checks` are run on each card while it is at hand: those that it passes need not load it for that again.
    """

    articles: Mapping[str, Article] = field(compare=False, repr=False)
    digests: Mapping[str, str]
    language: str
    program: str
    checks: Mapping[str, Check] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Row:
    """A card as a worker hands it on: `row` for the cache, or `card` where it is not kept; what was read of files."""

    path: str
    ident: str
    row: tuple[bytes, bytes, bytes] | None
    card: Card | None
    read: Read
    passed: tuple[str, ...] = ()


_UNREAD = Card(None, (), (), 0, lambda: ())  # holds the place of a card that is to be read


def names_of(pointers: Iterable[Pointer]) -> tuple[str, ...]:
    """Name what pointers lead to; a quote's id is its card's own."""
    return tuple(dict.fromkeys(f"{one.to}:{one.id}" for one in pointers if one.to != "quote"))


def _same(pointers: tuple[Pointer, ...]) -> tuple[Pointer, ...]:
    """Give them. What a worker hands on is pickled, and a function without a name cannot be."""
    return pointers


def _passes(check: Check, claim: Claim) -> bool:
    try:
        return not check(claim)
    except LookupError:  # it points to what is not there, which is told, and then no check is run
        return False


def quiet(read: Read) -> Read:
    """Leave out the texts: of cards without an error few are shown again."""
    return {path: (digest, unified, None) for path, (digest, unified, _) in read.items()}


class Deck:
    """The cards of a project; it can be asked again, and reads only what is forgotten. Not for two threads at once."""

    def __init__(self, folder: Folder, record: OnRecord, bodies: Bodies | None = None, jobs: int = 1) -> None:
        self.read = 0  # cards that were read from their files by the last run
        # Paths of cards that since the run before are new, other ones or gone; None where it was the first.
        self.moved: frozenset[str] | None = None
        self._folder = folder
        self._record = record
        self._bodies = bodies
        self._jobs = jobs
        self.passed: Mapping[str, Passed] = {}
        self._files: Mapping[str, str] = {}
        self._idents: dict[str, str] = {}
        self._cards: dict[str, Card] = {}
        self._missing: set[str] = set()
        self._around: Around | None = None

    def forget(self, path: str) -> None:
        """Let go of a card, by its path below the root."""
        if path in self._cards:
            self._missing.add(path)

    def run(self, files: Mapping[str, str], around: Around, step: Step = None) -> dict[str, Card]:
        """Give all cards by their paths; `files` are the paths by id. `step` is told how many are read.

        What is given is the same mapping each time, as it is now. Raises KeptError.
        """
        first = self._around is None
        self._let_go(around)
        gone = self._take_names(files)
        cards, missing = self._cards, {path: self._idents[path] for path in sorted(self._missing)}
        number, left = len(files), dict(missing)
        for path, card in self._from_cache(missing, around):
            cards[path] = card
            del left[path]
            if step:
                step("cards read", number - len(left), number)
        todo = list(left.items())
        self.read = len(todo)
        work, jobs = partial(self._read, around=around), self._jobs if len(todo) >= SHARED else 1
        fresh: list[_Row] = []
        for one in shared(todo, lambda task: work(*task), jobs):
            cards[one.path] = self._taken(one, fresh)
            del left[one.path]
            if step:
                step("cards read", number - len(left), number)
        self._keep(fresh)
        self.moved = None if first else gone.union(missing)
        self._missing.clear()
        return cards

    def _take_names(self, files: Mapping[str, str]) -> frozenset[str]:
        """Take the paths by id, where they are others than before; give the paths that are gone."""
        if files is self._files:
            return frozenset()
        self._files, self._idents = files, {path: ident for ident, path in files.items()}
        gone = frozenset(self._cards.keys() - self._idents.keys())
        self._missing = (self._missing | (self._idents.keys() - self._cards.keys())) - gone
        self._cards = {path: self._cards.get(path, _UNREAD) for path in self._idents}
        return gone

    def _let_go(self, around: Around) -> None:
        """Let go of the cards that rest on something that is another now."""
        before, self._around = self._around, around
        if before is None or before == around:
            return
        if (before.language, before.program) != (around.language, around.program):
            self._missing.update(self._cards)
            return
        both = before.digests.keys() | around.digests.keys()
        moved = {f"article:{one}" for one in both if before.digests.get(one) != around.digests.get(one)}
        # A quote that was not found may stand in any article now.
        self._missing.update(
            path for path, card in self._cards.items() if not moved.isdisjoint(card.names) or has_errors(card.problems)
        )

    def _from_cache(self, missing: Mapping[str, str], around: Around) -> Iterator[tuple[str, Card]]:
        if self._bodies is None:
            return
        for path, row in self._rows(self._bodies.store, missing):
            head, _, rest = row[1].partition(b"\n")
            try:
                articles, *told = packed.plain(head)
                if self._basis(path, missing[path], articles, around) == row[0]:
                    yield path, self._kept(path, missing[path], told, rest, row[0])
            except packed.UNFIT:
                continue

    def _rows(self, store: Store, missing: Mapping[str, str]) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
        if len(missing) > _FEW:
            yield from ((path, (basis, data)) for path, basis, data in store.all("card") if path in missing)
            return
        for path in missing:
            if row := store.get("card", path):
                yield path, row

    def _kept(self, path: str, ident: str, told: list[Any], data: bytes, basis: bytes) -> Card:
        if self._bodies is None:
            raise AssertionError  # pragma: no cover - nothing is kept without a cache
        recorded, names, warned, *marks = told
        claim = KeptClaim(ident, path, tuple(marks), data, basis, self._bodies)
        problems = packed.form(_PROBLEMS)[1](warned, path) if warned else ()  # type: ignore[misc] # never None for these
        # Not by way of the deck: a card that held it would keep it, and all cards, until somebody looks for circles.
        pointers = partial(self._bodies.pointers, claim, _POINTERS)
        return Card(claim, problems, tuple([intern(one) for one in names]), recorded, pointers)

    def _basis(self, path: str, ident: str, articles: Iterable[str], around: Around) -> bytes:
        """Digest everything that a card rests on. What cannot be read counts as empty: reading it will tell."""
        digest, record = self._folder.digest(path, CARD_LIMIT), self._record.digest(ident)
        named = [f"{one}={around.digests.get(one, '')}" for one in articles]
        return basis((around.program, path, digest, record, around.language, *named))

    def _read(self, path: str, ident: str, around: Around) -> _Row:
        """Read one card and follow its record: in a worker, or here."""
        shaper = Shaper()
        claim = self._claim(path, ident, around.articles, shaper)
        sound = not has_errors(shaper.problems)
        followed = self._record.follow(claim, ident, around.articles, around.language, sound=sound)
        problems, pointers = (*shaper.problems, *followed.problems), tuple(shaper.pointers)
        names = names_of(pointers)
        read = self._folder.taken([path, self._record.path(ident)])
        if self._bodies is None or followed.claim is None or not followed.sound or has_errors(problems):
            card = Card(followed.claim, problems, names, followed.recorded, partial(_same, pointers))
            return _Row(path, ident, None, card, read)
        articles = [one.removeprefix("article:") for one in names if one.startswith("article:")]
        warned = packed.form(_PROBLEMS)[0](problems, path) if problems else []  # type: ignore[misc] # as above
        told = [articles, followed.recorded, names, warned, *mark(followed.claim)]
        head = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
        basis = self._basis(path, ident, articles, around)
        whole = body(followed.claim) + b"\n" + packed.dumps(pointers, _POINTERS, path)
        passed = tuple(name for name, check in around.checks.items() if _passes(check, followed.claim))
        return _Row(path, ident, (basis, head + b"\n" + light(followed.claim), whole), None, quiet(read), passed)

    def _claim(self, path: str, ident: str, articles: Mapping[str, Article], shaper: Shaper) -> Claim | None:
        try:
            text = self._folder.text_of(path, CARD_LIMIT)
        except InputError as error:
            shaper.problems.append(error.problem)
            return None
        node, problems = parse(path, text, CARD_VALUES)
        shaper.problems += problems
        return cards.read_claim(ident, node, articles, shaper, self._folder.unified[path]) if node else None

    def _taken(self, one: _Row, fresh: list[_Row]) -> Card:
        """Take what was read of a card, here or in a worker; rows are written a batch at a time."""
        self._folder.learn(one.read)
        if one.row is None:
            if one.card is None:
                raise AssertionError  # pragma: no cover - it is the one or the other
            return one.card
        basis, data, _ = one.row
        for name in one.passed:
            self.passed[name].learn(basis)
        fresh.append(one)
        if len(fresh) >= _BATCH:
            self._keep(fresh)
        head, _, rest = data.partition(b"\n")
        return self._kept(one.path, one.ident, json.loads(head)[1:], rest, basis)

    def _keep(self, fresh: list[_Row]) -> None:
        if self._bodies is None or not fresh:
            return
        rows = [(one.path, *one.row) for one in fresh if one.row]
        self._bodies.store.put("card", [(path, basis, data) for path, basis, data, _ in rows])
        self._bodies.store.put("body", [(f"{path}#{basis.hex()}", basis, whole) for path, basis, _, whole in rows])
        self._bodies.store.save()
        fresh.clear()

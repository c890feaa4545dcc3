"""All that changes for readers between two builds: claims, pages, what every page shares, files, lost addresses.

1. The manifests tell which files differ; only those are read.
2. data/claims.json tells what changes on the cards.
3. Pages are held against each other by what they show. What is the same change on every page is told once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import field, replace
from typing import TYPE_CHECKING

from pincite.addresses import SECTIONS, page_of
from pincite.changes.cards import ADDED, CHANGED, REMOVED, WITHDRAWN, Card, Cards, compare_cards, read_claims
from pincite.changes.files import DATA, FEEDS, OTHER, PAGE, Files, differing
from pincite.changes.pages import Hunk, PageChange, compare_pages, hunks_of, unexplained
from pincite.changes.visible import Line, visible
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pincite.changes.rows import Row
    from pincite.changes.visible import Visible
    from pincite.output.manifest import Manifest

CLAIMS = "data/claims.json"
_MANY = 3  # pages with the same change of their frame, from which on it is one of the site
# In which order the folders and pages of a site are told; all else, as pages of prose, follows.
_ORDER = (
    *("index.html", "claims/", "articles/", "timeline.html", "compare.html", "figures.html", "ratings"),
    *("actors/", "topics/", "places/", "references.html", "corrections.html", "data.html"),
)
# Gone files of these kinds are addresses that somebody may have kept.
_KEPT = (PAGE, DATA, FEEDS, OTHER)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two builds: what it is called, its manifest, and how its files are read.

    `read` gives the files in the order of their paths, None for one that is not there.
    """

    name: str
    manifest: Manifest
    read: Callable[[Sequence[str]], Iterable[bytes | None]]


@dataclass(frozen=True, slots=True)
class FrameChange:
    """A change of what stands around the main part of a page, the same on a number of pages; `example` is one."""

    pages: int
    example: str
    hunks: tuple[Hunk, ...]


@dataclass(slots=True)
class Report:
    """What changes. Names are those of the two builds; pages are in the order in which they are told.

    `on_pages` has, by the id of a claim whose card changes, what its page shows otherwise besides. `titles` are those
    of pages that come or go, `code_only` pages of which nothing visible changes. `not_compared` says what could not be.
    """

    before: str
    after: str
    urls: tuple[str, str] = ("", "")
    generators: tuple[str, str] = ("", "")
    drafts: tuple[bool, bool] = (False, False)
    cards: tuple[Card, ...] = ()
    on_pages: dict[str, PageChange] = field(default_factory=dict)
    pages: tuple[PageChange, ...] = ()
    frames: tuple[FrameChange, ...] = ()
    code_only: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    not_compared: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Tell whether no file of the site differs."""
        return not self.files.number

    @property
    def lost(self) -> tuple[str, ...]:
        """Give the addresses that are gone and that somebody may have kept."""
        return self.files.of(*_KEPT).gone

    @property
    def moved(self) -> bool:
        """Tell whether the whole site has another address."""
        return bool(all(self.urls) and self.urls[0] != self.urls[1])

    def of(self, kind: str) -> tuple[Card, ...]:
        """Give the claims of one kind of change."""
        return tuple(card for card in self.cards if card.kind == kind)

    @property
    def came(self) -> tuple[str, ...]:
        """Give the pages that come, without those of claims."""
        claims = {page_of("claims", card.id) for card in self.of(ADDED)}
        return tuple(path for path in self.files.of(PAGE).came if path not in claims)

    @property
    def seen(self) -> int:
        """Count the pages on which a reader can notice a change of the page itself."""
        return sum(page.seen for page in self.pages) + len(self.on_pages)

    @property
    def summary(self) -> str:
        """Say all of it in one line."""
        if self.same:
            return "nothing changes for readers"
        return "; ".join((*_claims_summary(self), _pages_summary(self)))


def _claims_summary(report: Report) -> Iterator[str]:
    for kind, verb in ((ADDED, "added"), (WITHDRAWN, "withdrawn"), (REMOVED, "removed"), ("reinstated", "reinstated")):
        if number := len(report.of(kind)):
            yield f"{counted(number, 'claim')} {verb}"
    changed = report.of(CHANGED)
    if not changed:
        yield "no other claim changes" if report.cards else "no claim changes"
        return
    parts: Counter[str] = Counter()
    for card in changed:
        parts.update(_parts(card))
    named = [counted(parts[name], word) for name, word in _FIELDS.items() if parts[name]]
    named += [f"{word} in {parts[name]}" for name, word in _LISTS.items() if parts[name]]
    others = sum(not (_FIELDS.keys() | _LISTS.keys()) & _parts(card) for card in changed)
    named += [f"{others} in other ways"] if others else []
    yield f"{counted(len(changed), 'claim')} {'changes' if len(changed) == 1 else 'change'}: {', '.join(named)}"


def _parts(card: Card) -> set[str]:
    return {*(one.name for one in card.fields), *(one.table for one in card.items)}


# What the summary counts claims by: the parts for which a fact check answers.
_FIELDS = {"rating": "rating", "claim": "claim sentence", "verdict": "verdict"}
_LISTS = {
    "quotes": "quotes",
    "figures": "figures",
    "corrections": "corrections",
    "minor": "minor notes",
    "evidence": "evidence",
}


def counted(number: int, word: str) -> str:
    """Count in words: `1 page`, `2 pages`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _pages_summary(report: Report) -> str:
    pages, seen = report.files.of(PAGE), report.seen
    told = f"{counted(seen, 'page')} {'changes' if seen == 1 else 'change'}" if seen else "no page changes"
    if report.frames:
        told += f", and so does what {report.frames[0].pages} share"
    came, gone = len(pages.came), len(pages.gone)
    return f"{told}, {_verb(came, 'come')}, {_verb(gone, 'go')}"


def _verb(number: int, verb: str) -> str:
    return f"{number or 'none'} {verb}{'es' if verb == 'go' else 's'}" if number < 2 else f"{number} {verb}"  # noqa: PLR2004 - one, or more


def compare(before: Side, after: Side, language: str) -> Report:
    """Tell what changes from one build to another. `language` is that of the cards' words. Raises what reading does."""
    files = differing(before.manifest.outputs, after.manifest.outputs)
    report = Report(
        before.name,
        after.name,
        (before.manifest.url, after.manifest.url),
        (before.manifest.generator, after.manifest.generator),
        (before.manifest.drafts, after.manifest.drafts),
        files=files,
    )
    report.cards, report.not_compared = _cards(before, after, language)
    pages = files.of(PAGE)
    report.titles = {
        **{path: visible(page or b"").title for path, page in _read(before, pages.gone)},
        **{path: visible(page or b"").title for path, page in _read(after, pages.came)},
    }
    _compare_pages(report, before, after, pages.changed)
    return report


def _read(side: Side, paths: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    return zip(paths, side.read(paths), strict=True)


def _cards(before: Side, after: Side, language: str) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    digests = [side.manifest.outputs.get(CLAIMS) for side in (before, after)]
    if digests[0] == digests[1] and digests[0]:
        return (), ()
    read: list[Mapping[str, Row]] = []
    lacking = []
    for side in (before, after):
        found = read_claims(next(iter(side.read((CLAIMS,))))) if CLAIMS in side.manifest.outputs else None
        if found is None:
            lacking.append(f"the claims: {side.name} has no {CLAIMS} that can be read")
        else:
            read.append(found)
    if lacking:
        return (), tuple(lacking)
    cards: Cards = compare_cards(read[0], read[1], language)
    columns = ", ".join(sorted(cards.not_compared))
    return tuple(cards.cards), (f"what only one of the two has in {CLAIMS}: {columns}",) if columns else ()


def _compare_pages(report: Report, before: Side, after: Side, paths: Sequence[str]) -> None:
    cards = {page_of("claims", card.id): card for card in report.cards if card.kind not in {ADDED, REMOVED}}
    frames: defaultdict[tuple[Hunk, ...], list[str]] = defaultdict(list)
    found = []
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Hunk, ...]] = {}
    for path, old, new in zip(paths, before.read(paths), after.read(paths), strict=True):
        if old is None or new is None:
            report.not_compared += (f"{path}: {(before if old is None else after).name} lists it and does not have it",)
            continue
        was, is_ = visible(old), visible(new)
        change = compare_pages(path, was, is_)
        if hunks := _frame(was, is_, known):
            frames[hunks].append(path)
        if card := cards.get(path):
            rest = unexplained(change, told_of(card))
            report.on_pages[card.id] = rest
        else:
            found.append(change)
    single = {path: hunks for hunks, on in frames.items() if len(on) < _MANY for path in on}
    report.frames = tuple(
        FrameChange(len(on), on[0], hunks)
        for hunks, on in sorted(frames.items(), key=lambda one: -len(one[1]))
        if len(on) >= _MANY
    )
    pages = [_with_frame(change, single.get(change.path, ())) for change in found]
    framed = {path for hunks, on in frames.items() if len(on) >= _MANY for path in on}
    report.pages = tuple(sorted((page for page in pages if page.seen), key=lambda page: place(page.path)))
    report.code_only = tuple(page.path for page in pages if not page.seen and page.path not in framed)


def _frame(
    was: Visible, is_: Visible, known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Hunk, ...]]
) -> tuple[Hunk, ...]:
    """Give what changes around the main part of a page. Most pages have the same there, which is compared once."""
    key = (tuple(was.frame), tuple(is_.frame))
    if key[0] == key[1]:
        return ()
    if key not in known:
        known[key] = tuple(hunks_of([Line(one) for one in key[0]], [Line(one) for one in key[1]]))
    return known[key]


def _with_frame(change: PageChange, hunks: tuple[Hunk, ...]) -> PageChange:
    if not hunks:
        return change
    around = tuple(Hunk("around the page", hunk.behind, hunk.lines) for hunk in hunks)
    return replace(change, hunks=(*change.hunks, *around))


def told_of(card: Card) -> Iterator[str]:
    """Give the texts by which a card's changes are told."""
    yield from (card.rating, card.note)
    for one in card.fields:
        yield from (one.before, one.after)
    for item in card.items:
        yield item.text
        for part in item.fields:
            yield from (part.before, part.after)


def place(path: str) -> tuple[int, str]:
    """Give the place of a page in the order in which pages are told."""
    at = next((at for at, name in enumerate(_ORDER) if path.startswith(name)), len(_ORDER))
    return at, "" if path == SECTIONS["claims"] else path

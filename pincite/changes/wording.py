"""What both forms of a report that people read say in the same words: headings, verbs, counts of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.changes.cards import ADDED, CHANGED, MOVED, REINSTATED, REMOVED, WITHDRAWN
from pincite.changes.files import PAGE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.changes.cards import Item
    from pincite.changes.pages import PageChange
    from pincite.changes.report import Report

# The claims' kinds of change in the order in which they are told, with the heading of each.
KINDS = {
    ADDED: "Claims added",
    WITHDRAWN: "Claims withdrawn",
    REINSTATED: "Claims that stand again",
    REMOVED: "Claims removed",
    CHANGED: "Claims changed",
}
_MOVED = 3  # lines that stand elsewhere on a page, and are named
LISTS = {"absent": "articles without it", "related": "related claims", "minor": "minor notes"}
_VERBS = {ADDED: "added", REMOVED: "removed", CHANGED: "changed", MOVED: "in another order"}


def name_of(field: str) -> str:
    """Word the name of a card's field or list: `claimant_note` is the claimant note."""
    return LISTS.get(field, field.replace("_", " "))


def headed(item: Item) -> str:
    """Head an entry of a list: `quotes, removed: article 003`."""
    verb = "new" if item.kind == ADDED and item.table in {"corrections", "minor"} else _VERBS[item.kind]
    return f"{name_of(item.table)}, {verb}" + (f": {item.what}" if item.what else "")


def files_told(report: Report) -> Iterator[str]:
    """Count the files that are no pages, kind by kind: `8 data files change`."""
    for kind, words in WORDS.items():
        files = report.files.of(kind)
        if kind == PAGE or not files.number:
            continue
        counts = ((len(files.changed), "change"), (len(files.came), "come"), (len(files.gone), "go"))
        parts = [f"{number} {verb}" for number, verb in counts if number]
        yield f"{words[1]}: {', '.join(parts)}"


def remarks(report: Report) -> Iterator[str]:
    """Say what a reader of the report must know of the two builds."""
    if report.moved:
        yield f"the whole site has another address: {report.urls[0]} before, {report.urls[1]} now"
    if report.generators[0] != report.generators[1]:
        yield f"made by different programs: {report.generators[0]} before, {report.generators[1]} now"
    for shows, name in zip(report.drafts, (report.before, report.after), strict=True):
        if shows:
            yield f"{name} shows drafts"
    yield from (f"not compared: {one}" for one in report.not_compared)


def besides(page: PageChange) -> Iterator[str]:
    """Say what changes on a page that is no line of its text."""
    if page.retitled:
        yield f"its title: “{page.retitled}” before, “{page.title}” now"
    yield from (f"moved on the page: {line}" for line in page.moved[:_MOVED])
    if len(page.moved) > _MOVED:
        yield f"moved on the page: {len(page.moved) - _MOVED} more lines"
    yield from (f"a link goes: {one}" for one in page.links_gone)
    yield from (f"a link comes: {one}" for one in page.links_new)
    if page.lost:
        yield f"links to {', '.join(f'#{one}' for one in page.lost)} no longer find their place"

"""A report for programs: what `pincite diff --format json` prints. docs/machines.md tells its keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite.addresses import page_of
from pincite.changes.files import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.changes.cards import Card, Field, Item
    from pincite.changes.files import Files
    from pincite.changes.pages import Hunk, PageChange
    from pincite.changes.report import Report
    from pincite.changes.words import Piece

FORMAT = 1


def as_json(report: Report) -> str:
    """Write a report as JSON: one object, everything in it, nothing cut."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "summary": report.summary,
        "same": report.same,
        "before": _side(report, 0),
        "after": _side(report, 1),
        "lost": list(report.lost),
        "claims": [_card(card, report.on_pages.get(card.id)) for card in report.cards],
        "pages": [_page(page) for page in report.pages],
        "shared": [
            {"pages": frame.pages, "example": frame.example, "changes": [_hunk(one) for one in frame.hunks]}
            for frame in report.frames
        ],
        "code_only": list(report.code_only),
        "titles": report.titles,
        "files": {kind: _files(report.files.of(kind)) for kind in WORDS if report.files.of(kind).number},
        "not_compared": list(report.not_compared),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _side(report: Report, at: int) -> dict[str, Any]:
    return {
        "name": (report.before, report.after)[at],
        "url": report.urls[at],
        "generator": report.generators[at],
        "drafts": report.drafts[at],
    }


def _files(files: Files) -> dict[str, list[str]]:
    return {"added": list(files.came), "removed": list(files.gone), "changed": list(files.changed)}


def _card(card: Card, page: PageChange | None) -> dict[str, Any]:
    return {
        "id": card.id,
        "change": card.kind,
        "title": card.title,
        "page": page_of("claims", card.id),
        "rating": card.rating,
        **({"note": card.note} if card.note else {}),
        "fields": [_field(one) for one in card.fields],
        "items": [_item(one) for one in card.items],
        "on_page": _page(page) if page and page.seen else None,
    }


def _field(one: Field) -> dict[str, Any]:
    return {
        "name": one.name,
        "before": one.before,
        "after": one.after,
        "classes": list(one.classes),
        **({"only_label": True} if one.only_label else {}),
        "pieces": _pieces(one.pieces),
    }


def _item(one: Item) -> dict[str, Any]:
    return {
        "list": one.table,
        "change": one.kind,
        "what": one.what,
        "text": one.text,
        "fields": [_field(field) for field in one.fields],
    }


def _page(page: PageChange) -> dict[str, Any]:
    return {
        "page": page.path,
        "title": page.title,
        "title_before": page.retitled or None,
        "changes": [_hunk(one) for one in page.hunks],
        "moved": list(page.moved),
        "links_removed": list(page.links_gone),
        "links_added": list(page.links_new),
        "lost": list(page.lost),
    }


def _hunk(one: Hunk) -> dict[str, Any]:
    return {"under": one.under, "behind": one.behind, "lines": [_pieces(line) for line in one.lines]}


def _pieces(pieces: Sequence[Piece]) -> list[list[Any]]:
    """Give the pieces as pairs of kind and text, with their classes behind where there are any."""
    return [[one.kind, one.text, *([list(one.classes)] if one.classes else [])] for one in pieces]

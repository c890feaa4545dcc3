"""Events of the timeline: from YAML nodes to records, their quotes anchored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import fields
from pincite.model import Event, EventId
from pincite.problems import Problem
from pincite.read.cards import read_evidence
from pincite.read.nodes import Items
from pincite.read.quotes import anchor_quotes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.model import Article
    from pincite.read.nodes import Node
    from pincite.read.shape import Shaper


def read_events(node: Node, articles: Mapping[str, Article], shaper: Shaper) -> tuple[Event, ...]:
    """Read content/events.yaml: a list. Events without an `id` are named event-1, event-2, ... by their place."""
    if not isinstance(node, Items):
        message, hint = "events are written as a list", "begin each event with `- title: ...`"
        shaper.problems.append(Problem("wrong-kind", message, node.span, hint))
        return ()
    events = []
    for number, item in enumerate(node.nodes, start=1):
        entry = shaper.entry(item, fields.EVENT)
        if entry is None:
            continue
        anchored = anchor_quotes(entry.many("quotes"), articles)
        shaper.problems += anchored.problems
        if not entry.get("title") or not entry.get("date"):
            continue
        events.append(
            Event(
                id=EventId(entry.get("id") or f"event-{number}"),
                title=entry.get("title"),
                date=entry.get("date"),
                kind=entry.get("kind", "happened"),
                text=entry.get("text"),
                dating=entry.get("dating"),
                label=entry.get("label"),
                places=entry.many("places"),
                quotes=anchored.quotes,
                evidence=read_evidence(entry),
                claims=entry.many("claims"),
                span=entry.at("date"),
            ),
        )
    return tuple(events)

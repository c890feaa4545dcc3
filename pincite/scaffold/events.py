"""A new event: an item behind the last one of content/events.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import fields
from pincite.problems import Problem, Span
from pincite.read.nodes import Items, parse
from pincite.scaffold.form import known, modeline

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "content/events.yaml"
SCHEMA = "../schema/events.schema.json"


def event(values: Mapping[str, str], indent: int = 0) -> str:
    """Write one event as an item of the list; `values` are fields by their keys, `title` and `date` among them."""
    margin = " " * indent
    lines = known(fields.EVENT, values).splitlines()
    return "".join(f"{margin}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def opening() -> str:
    """Write what a list of events begins with."""
    return modeline(SCHEMA)


def behind(present: str, values: Mapping[str, str]) -> str | Problem:
    """Write the event to put behind the `present` text of the list, or say why nothing can be put there.

    It stands as far in as the items that are there. What is there already is read together with it, so that a list
    which an editor has written in another way, between brackets perhaps, is refused and not spoilt.
    """
    before, _ = parse(PATH, present)
    if before is None:
        written = event(values)
        after, problems = parse(PATH, _joined(present, written))
        return written if not problems and isinstance(after, Items) and len(after.nodes) == 1 else _no_list()
    if not isinstance(before, Items):
        return _no_list()
    written = event(values, before.span.column - 1)
    after, problems = parse(PATH, _joined(present, written))
    if problems or not isinstance(after, Items) or after.nodes[:-1] != before.nodes:
        return _no_list()
    return written


def _joined(present: str, written: str) -> str:
    return present + ("" if not present or present.endswith("\n") else "\n") + written


def _no_list() -> Problem:
    return Problem(
        "events-not-a-list",
        "no event can be put behind what stands in this file",
        Span(PATH),
        "mend the file where `pincite check` says so, and write each event as lines below `- title: ...`",
    )

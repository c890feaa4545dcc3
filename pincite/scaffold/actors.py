"""New actors: entries behind the last one of content/actors.yaml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite import fields
from pincite.problems import Problem, Span
from pincite.read.files import LIST_LIMIT
from pincite.read.nodes import Pairs, parse
from pincite.scaffold.form import known, modeline
from pincite.scaffold.typed import text

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "content/actors.yaml"
SCHEMA = "../schema/actors.schema.json"


def actor(ident: str, values: Mapping[str, str], indent: int = 0) -> str:
    """Write one entry; `values` are fields by their keys, `name` and `kind` among them, a list as `a, b`."""
    margin = " " * indent
    lines = known(fields.ACTOR, values).splitlines()
    return "".join(f"{margin}{line}\n" for line in [f"{text(ident)}:", *(f"  {line}" for line in lines)])


def opening() -> str:
    """Write what a list of actors begins with."""
    return modeline(SCHEMA)


def behind(present: str, entries: Mapping[str, Mapping[str, str]]) -> str | Problem:
    """Write entries, by their ids, to put behind the `present` text of the list, or say why nothing can be put there.

    They stand as far in as the entries that are there. What is there already is read together with them, so that a list
    which an editor has written in another way, between braces perhaps, is refused and not spoilt.
    """
    before, _ = parse(PATH, present)
    there = before.pairs if isinstance(before, Pairs) else ()
    indent = before.span.column - 1 if isinstance(before, Pairs) else 0
    written = "".join(actor(ident, values, indent) for ident, values in entries.items())
    gap = "" if not present or present.endswith("\n") else "\n"
    after, problems = parse(PATH, present + gap + written)
    fewer = "a list of actors holds some thousands: import a feed with fewer claimants"
    if problems and problems[0].code == "yaml-too-many":
        return replace(problems[0], hint=fewer)
    if len((present + gap + written).encode()) > LIST_LIMIT:
        return Problem("file-too-big", f"the list would have more than {LIST_LIMIT:,} bytes", Span(PATH), fewer)
    added = after.pairs[len(there) :] if isinstance(after, Pairs) and after.pairs[: len(there)] == there else ()
    if problems or [key.text for key, _ in added] != list(entries):
        return Problem(
            "actors-not-entries",
            "no entry can be put behind what stands in this file",
            Span(PATH),
            "mend the file where `pincite check` says so, and write each actor as lines below `id:`",
        )
    return written

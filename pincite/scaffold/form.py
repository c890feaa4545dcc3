"""Fields of a file in the order of the table: those that are known as YAML, the others as comments to be filled in.

What a comment says comes from the table of fields, so that a field which is added there is offered here.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pincite.fields.kinds import Choice, EdtfDate, Flag, Group, ListOf, Ref, Text
from pincite.problems import Span
from pincite.read.files import first_forbidden, forbidden
from pincite.read.nodes import parse
from pincite.read.shape import Shaper
from pincite.scaffold.typed import field, text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from pincite.fields.kinds import Field, Kind
    from pincite.problems import Problem

# What a reader of the file needs to know once, in front of the fields that are left open.
# An editor's command that takes one "# " away from many lines leaves the explanations what they are: comments.
OPEN = """\
## What may stand here as well. Take the "# " in front of a field away, and write its value behind the colon. The lines
## with two signs above it say what it is for.
"""
_WIDTH = 120


def modeline(schema: str) -> str:
    """Write the line from which an editor's YAML language server knows the file's schema, a path from the file."""
    return f"# yaml-language-server: $schema={schema}\n"


def known(group: Group, values: Mapping[str, str]) -> str:
    """Write the fields that have a value, each with a line break; a list of ids is given as one text, `a, b`."""
    written = []
    for one in group.fields:
        if not (value := values.get(one.key)):
            continue
        if isinstance(one.kind, ListOf):
            written.append(f"{one.key}: [{', '.join(text(item) for item in value.split(', '))}]")
        else:
            written.append(field(one.key, value))
    return "".join(f"{line}\n" for line in written)


def unread(path: str, source: str, group: Group) -> list[Problem]:
    """Read the text of a file that is to be written as the build will; give what it could not read, ids left aside."""
    node, problems = parse(path, source)
    shaper = Shaper()
    if node:
        shaper.entry(node, group)
    return [*problems, *shaper.problems]


def refused(group: Group, key: str, value: str) -> str:
    """Say why a value cannot be that of a field, with the remedy; empty where it can. Ids are not looked up."""
    if char := first_forbidden(value):
        return forbidden(char, Span("")).message
    only = Group(group.name, tuple(one for one in group.fields if one.key == key))
    found = unread("", known(only, {key: value}) or f"{key}:\n", only)
    return f"{found[0].message}; {found[0].hint}" if found else ""


def left_open(group: Group, done: Container[str]) -> str:
    """Write the fields that are not `done` as comments: what each means and takes, and below it the field."""
    lines = []
    for one in group.fields:
        if one.key not in done:
            # A word of a choice, such as `not-applicable`, is not broken at its hyphen.
            lines += textwrap.wrap(
                _told(one), _WIDTH, initial_indent="## ", subsequent_indent="##   ", break_on_hyphens=False
            )
            lines += [f"# {line}" for line in _empty(one.key, one.kind)]
    return "".join(f"{line}\n" for line in lines)


def _told(one: Field) -> str:
    takes = _takes(one.kind)
    return f"{one.meaning} ({takes})" if takes else one.meaning


def _takes(kind: Kind) -> str:
    """Say what a field takes where its meaning does not."""
    match kind:
        case Ref(to="quote"):
            return "the id of a quote of this card"
        case Ref(to=to):
            return f"the id of {'an' if to[0] in 'aeiou' else 'a'} {to}"
        case Choice(of=words):
            return " | ".join(words)
        case EdtfDate(single=True):
            return "a day, as 2026-11-22"
        case EdtfDate():
            return "a date, as 2026-11-22, 2026-11 or 2026"
        case Flag():
            return "true | false"
        case Text(markdown=True):
            return "Markdown"
        case ListOf(item=Ref(to=to)):
            return f"ids of {to}s, as [one, another]"
    return ""


def _empty(key: str, kind: Kind) -> Iterator[str]:
    """Write a field without its value: filled in by nobody, it is refused and not published."""
    match kind:
        case Text(markdown=True):
            yield f"{key}: |"
        case ListOf(item=Group() as group):
            yield f"{key}:"
            for number, one in enumerate(inner for inner in group.fields if inner.required):
                yield f"  {' ' if number else '-'} {one.key}:"
        case Group() as group:
            yield f"{key}:"
            yield from (f"  {one.key}:" for one in group.fields if one.required)
        case ListOf(item=Text() | ListOf()):
            yield f"{key}:"
            yield "  -"
        case _:
            yield f"{key}:"

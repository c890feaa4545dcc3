"""Actors, references, places, topics and prose pages: from files to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import fields
from pincite.model import Actor, ActorId, Place, PlaceId, Prose, ProseId, Reference, ReferenceId, Topic, TopicId
from pincite.problems import Problem, Span
from pincite.read.nodes import merge_mark, parse, unfinished_merge
from pincite.read.unseen import unseen
from pincite.text import line_and_column

if TYPE_CHECKING:
    from pincite.read.nodes import Node
    from pincite.read.shape import Shaper


def read_actors(node: Node, shaper: Shaper) -> tuple[Actor, ...]:
    """Read content/actors.yaml."""
    return tuple(
        Actor(
            id=ActorId(ident),
            name=entry.get("name"),
            kind=entry.get("kind"),
            description=entry.get("description"),
            interest=entry.get("interest"),
            url=entry.get("url"),
            same_as=entry.many("same_as"),
            member_of=ActorId(entry.get("member_of")) if entry.get("member_of") else None,
            span=entry.span,
        )
        for ident, entry in sorted(shaper.entries(node, fields.ACTOR).items())
    )


def read_references(node: Node, shaper: Shaper) -> tuple[Reference, ...]:
    """Read content/references.yaml."""
    return tuple(
        Reference(
            id=ReferenceId(ident),
            title=entry.get("title"),
            publisher=entry.get("publisher"),
            date=entry.get("date", None),
            url=entry.get("url"),
            archived=entry.get("archived"),
            origin=ReferenceId(entry.get("origin")) if entry.get("origin") else None,
            tier=entry.get("tier"),
            language=entry.get("language"),
            read=entry.get("read"),
            note=entry.get("note"),
            span=entry.span,
        )
        for ident, entry in sorted(shaper.entries(node, fields.REFERENCE).items())
    )


def read_places(node: Node, shaper: Shaper) -> tuple[Place, ...]:
    """Read content/places.yaml."""
    return tuple(
        Place(
            id=PlaceId(ident),
            name=entry.get("name"),
            within=PlaceId(entry.get("within")) if entry.get("within") else None,
            latitude=entry.get("latitude"),
            longitude=entry.get("longitude"),
            span=entry.span,
        )
        for ident, entry in sorted(shaper.entries(node, fields.PLACE).items())
    )


def read_topics(node: Node, shaper: Shaper) -> tuple[Topic, ...]:
    """Read content/topics.yaml."""
    return tuple(
        Topic(id=TopicId(ident), name=entry.get("name"), description=entry.get("description"), span=entry.span)
        for ident, entry in sorted(shaper.entries(node, fields.TOPIC).items())
    )


def _in_body(begins: Span, body: str, at: int) -> Span:
    """Give the place in the file of a place in a page's text, which stands in the file as it is."""
    line, column = line_and_column(body, at)
    return Span(begins.path, begins.line + line - 1, column, 1)


def _first_unseen(begins: Span, body: str) -> Span:
    """Give the first line with a character that no reader sees; the body's first where only the whole shows it."""
    lines = [] if body.isascii() else body.split("\n")
    number = next((at for at, line in enumerate(lines) if unseen(line)), 0)
    return Span(begins.path, begins.line + number, 1)


def read_prose(ident: str, path: str, text: str, shaper: Shaper) -> Prose | None:
    """Read one prose page: YAML front matter between two lines of three hyphens, then Markdown."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if not ends or ends[0] != 0:
        shaper.problems.append(
            Problem(
                "front-matter",
                "the page does not begin with front matter",
                Span(path, 1, 1),
                "delete what stands above the first line ---"
                if ends and not "".join(lines[: ends[0]]).strip()
                else "begin with a line ---, then `title: ...`, then a line ---",
            ),
        )
        return None
    if len(ends) == 1:
        shaper.problems.append(
            Problem(
                "front-matter", "the front matter is never closed", Span(path, 1, 1, 3), "close it with a line ---"
            ),
        )
        return None
    body = "\n".join(lines[ends[1] + 1 :])
    if found := merge_mark(body):
        line = ends[1] + 2 + body.count("\n", 0, found.start())
        shaper.problems.append(unfinished_merge(path, line, found.group()))
        return None
    begins = Span(path, ends[1] + 2, 1)
    shaper.point(body, begins, placed=lambda at: _in_body(begins, body, at))
    shaper.see(body, _first_unseen(begins, body))
    # Blank lines stand for the opening ---, so that the places of problems are those of the file.
    node, problems = parse(path, "\n" + "\n".join(lines[1 : ends[1]]))
    shaper.problems += problems
    entry = shaper.entry(node, fields.PROSE) if node else None
    if entry is None or not entry.get("title"):
        return None
    return Prose(
        id=ProseId(ident),
        title=entry.get("title"),
        short=entry.get("short") or entry.get("title"),
        body=body.strip("\n"),
        description=entry.get("description"),
        order=entry.get("order", 1000),
        path=path,
        body_line=ends[1] + 2,
        span=entry.at("title"),
    )

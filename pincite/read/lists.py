"""Actors, references, places, topics and prose pages: from files to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import fields
from pincite.model import Actor, ActorId, Place, PlaceId, Prose, ProseId, Reference, ReferenceId, Topic, TopicId
from pincite.problems import Problem, Span
from pincite.read.nodes import merge_mark, parse, unfinished_merge

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
                "begin with a line ---, then `title: ...`, then a line ---",
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
    shaper.point(body, Span(path, ends[1] + 2, 1))
    shaper.see(body, Span(path, ends[1] + 2, 1))
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

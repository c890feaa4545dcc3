"""JSON Schemas of the files that editors write, from the table of fields: for completion and checks in a text editor.

pincite takes every value as the text that was typed; other readers of YAML make numbers and booleans of some. So a
schema takes `paragraph: 8` and `"8"`, `article: 003` and `"003"` alike. It takes whatever pincite takes, but for two
things that nobody writes on purpose: `null` and `~` without quotation marks (an empty field looks the same), and blanks
around a choice or a colour inside its quotation marks. What takes more than one field to tell is left to pincite.

The draft is 07, which every version of the common language server for YAML knows.
"""

from __future__ import annotations

import json
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pincite.fields.card import CLAIM, EVENT
from pincite.fields.kinds import (
    Choice,
    Colour,
    Degrees,
    Digest,
    EdtfDate,
    Flag,
    Group,
    ListOf,
    Name,
    Number,
    NumbersBy,
    Ref,
    Text,
    Url,
)
from pincite.fields.lists import ACTOR, ARTICLE, PLACE, PROSE, REFERENCE, TOPIC
from pincite.fields.site import SITE
from pincite.fields.words import in_words
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.fields.kinds import Kind

# By this a schema of ours is known, and may be replaced by a newer one.
MARK = "Written by `pincite schema` from its table of fields; changes are lost with the next."

_ID = "[a-z0-9][a-z0-9-]{0,79}"
_MONTH = "(?:0[1-9]|1[0-2]|XX)"
_DAY = "(?:0[1-9]|[12][0-9]|3[01]|XX)"
_DATE = rf"[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?)?[?~%]?"
_WORDED = ["string", "number", "boolean"]  # what other readers make of a text that was typed
_DATES = ("2015-10-15", "2015-10", "2015-10-XX", "2015-12?", "2015-10~", "2015-09-30/2015-11-29", "2015-12/..")


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file: what it is called, the files it stands for, its group, and how often the group stands in it.

    `shape` is "one" (the file is the group), "by id" (ids with a group each) or "list".
    """

    title: str
    glob: str
    group: Group
    shape: str = "one"


FILES: Mapping[str, File] = MappingProxyType(
    {
        "claim": File("A fact card", "content/claims/**/*.yaml", CLAIM),
        "article": File("An article", "content/articles/**/*.yaml", ARTICLE),
        "actors": File("The actors", "content/actors.yaml", ACTOR, "by id"),
        "references": File("The bibliography", "content/references.yaml", REFERENCE, "by id"),
        "places": File("The places", "content/places.yaml", PLACE, "by id"),
        "topics": File("The topics", "content/topics.yaml", TOPIC, "by id"),
        "events": File("The events of the timeline", "content/events.yaml", EVENT, "list"),
        "page": File("The front matter of a page of prose", "content/pages/**/*.md", PROSE),
        "site": File("The site", "site.yaml", SITE),
    }
)


def path_of(kind: str) -> str:
    """Give the path of a schema, in the root of a site and in its output: `schema/claim.schema.json`."""
    return f"schema/{kind}.schema.json"


@cache
def schemas() -> Mapping[str, bytes]:
    """Write the schema of each kind of file, as UTF-8 JSON by its path."""
    written = {path_of(kind): json.dumps(schema(kind), ensure_ascii=False, indent=1) for kind in FILES}
    return MappingProxyType({path: f"{text}\n".encode() for path, text in written.items()})


def is_ours(data: bytes) -> bool:
    """Tell whether a file was written from `schemas`, in this version or another."""
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(held, dict) and held.get("$comment") == MARK


def schema(kind: str) -> dict[str, Any]:
    """Give the schema of one kind of file, a key of FILES."""
    file = FILES[kind]
    opening = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": MARK, "title": file.title}
    inner = _of(file.group)
    if file.shape == "list":
        return {**opening, "type": "array", "items": inner}
    if file.shape == "by id":
        names = {"pattern": f"^{_ID}$", "patternErrorMessage": _ID_IN_WORDS}
        return {**opening, "type": "object", "propertyNames": names, "additionalProperties": inner}
    return {**opening, **inner}


_ID_IN_WORDS = "an id is lower-case letters a to z, digits and hyphens"


def _of(kind: Kind) -> dict[str, Any]:  # noqa: C901 - one case a kind
    match kind:
        case Group(short=""):
            return _group(kind)
        case Group(short=short):
            alone = next(one.kind for one in kind.fields if one.key == short)
            return {"anyOf": [_of(alone), _group(kind)]}
        case ListOf(item=item, at_least=at_least):
            fewest = {"minItems": at_least} if at_least else {}
            return {"type": "array", "items": _of(item), **fewest}
        case NumbersBy():
            return {"type": "object", "additionalProperties": _of(Number())}
        case Text(line=True):
            return _typed(_WORDED, r"\S[^\n]*", kind)
        case Text():
            return {"type": _WORDED, "pattern": r"\S", "patternErrorMessage": "the field has no value"}
        case Ref() | Name():
            return {**_typed(_WORDED, _ID, kind), "patternErrorMessage": _ID_IN_WORDS}
        case EdtfDate(single=True):
            return _typed("string", rf"[0-9]{{4}}-{_MONTH}-{_DAY}[?~%]?", kind)
        case EdtfDate():
            either = rf"(?:{_DATE}|{_DATE}/{_DATE}|\.\./{_DATE}|{_DATE}/\.\.)"
            return {**_typed(["string", "number"], either, kind), "examples": list(_DATES)}
        case Choice(of=words):
            return {"type": "string", "enum": list(words)}
        case Url():
            return _typed("string", r"[hH][tT][tT][pP][sS]?://[^\s/]\S*", kind)
        case Number(least=least, most=most):
            bounds = {"minimum": least, "maximum": most}
            return {**_typed(["integer", "string"], "[0-9]{1,13}", kind), **bounds}
        case Degrees(most=most):
            bounds = {"minimum": -most, "maximum": most}
            return {**_typed(["number", "string"], r"-?[0-9]{1,3}(?:\.[0-9]+)?", kind), **bounds}
        case Flag():
            return _typed(["boolean", "string"], "(?:true|false)", kind)
        case Colour():
            return {"type": "string", "format": "color-hex", "pattern": "^#[0-9a-fA-F]{6}$", **_told(kind)}
        case Digest():
            return _typed("string", "[0-9a-fA-F]{64}", kind)
    raise AssertionError(kind)  # pragma: no cover - the table holds no other kind


def _typed(types: str | list[str], pattern: str, kind: Kind) -> dict[str, Any]:
    """Give the schema of a scalar; a text below `>` ends with a line break, which does not count."""
    return {"type": types, "pattern": rf"^\s*{pattern}\s*$", **_told(kind)}


def _told(kind: Kind) -> dict[str, str]:
    return {"patternErrorMessage": f"write {in_words(kind).replace('`', '')}"}


def _group(group: Group) -> dict[str, Any]:
    required = [one.key for one in group.fields if one.required]
    properties = {}
    for one in group.fields:
        inner = one.kind
        while isinstance(inner, ListOf):
            inner = inner.item
        # The choices of a word, and the fields of a group, are shown by the editor itself.
        takes = "" if isinstance(inner, Choice | Group) else f" Takes {in_words(one.kind).replace('`', '')}."
        meaning = one.meaning[:1].upper() + one.meaning[1:]
        ended = meaning if meaning.endswith(("?", ".")) else f"{meaning}."
        properties[one.key] = {"description": f"{ended}{takes}", **_of(one.kind)}
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }

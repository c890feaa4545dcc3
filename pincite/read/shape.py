"""From YAML nodes to checked values, after the table of fields: every problem of a file in one go, none twice.

An `Entry` is a group of fields that were read: its values are plain (text, numbers, dates, tuples, entries), and each
key remembers its place. What was wrong is left out of the entry and told in the problems.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING, Any

from pincite.fields.kinds import Group, ListOf, Number, NumbersBy, Text
from pincite.read.naming import foreign_letter
from pincite.read.nodes import Items, Node, Pairs, Scalar
from pincite.read.typed import cut_numbers
from pincite.read.values import Values, nearest_word
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.fields.kinds import Kind
    from pincite.problems import Span

_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
# Keys that editors look for, and what stands in their place.
_INSTEAD = {"id": "the name of the file is the id", "output": "name the output folder with --output"}


@dataclass(slots=True)
class Entry:
    """A group of fields that were read. `get` gives a value, `at` the place of a key or of the whole."""

    span: Span
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def get(self, key: str, default: Any = "") -> Any:  # noqa: ANN401 - the table of fields decides the type
        """Give a field's value, or a default where it was left out or wrong."""
        return self.values.get(key, default)

    def many(self, key: str) -> tuple[Any, ...]:
        """Give a list field's items, none where it was left out."""
        items: tuple[Any, ...] = self.values.get(key, ())
        return items

    def lost(self, key: str) -> bool:
        """Tell whether a field was given and could not be read, which a problem tells already."""
        return key in self.spans and key not in self.values

    def at(self, key: str) -> Span:
        """Give the place of a field's value, or of the entry."""
        return self.spans.get(key, self.span)


@dataclass(slots=True)
class Shaper(Values):
    """Reads nodes after the table and gathers problems and the pointers to be checked later."""

    # The ids that each kind of entry gives, also where the entry itself is wrong: so no slip is told twice.
    declared: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _needed: bool = False  # whether the field that is being read is a required one

    def entry(self, node: Node, group: Group) -> Entry | None:
        """Read a group of fields; None where the node is no group at all."""
        if not isinstance(node, Pairs):
            what = "a list" if isinstance(node, Items) else "a text"
            wanted = ", ".join(one.key for one in group.fields if one.required) or group.fields[0].key
            self._say(
                "not-a-group",
                f"{_a(group.name)} is written as lines of `name: value`, not as {what}",
                node.span,
                f"begin with: {wanted}",
            )
            return None
        values: dict[str, Any] = {}
        spans: dict[str, Span] = {}
        meant = set()
        known = group.known
        for key, value in node.pairs:
            name = key.text
            if (one := known.get(name)) is None:
                meant.add(self._unknown_key(key, group))
                continue
            spans[name] = value.span
            self._needed = one.required
            result = self._value(value, one.kind, name, key.span)
            if result is not None:
                values[name] = result
        if "id" in values:
            self.declared[group.name].add(values["id"])
        for one in group.required:
            if one.key not in spans and one.key not in meant:
                self._say(
                    "missing-key",
                    f'"{one.key}" is missing from this {group.name}',
                    node.span,
                    f"add `{one.key}: ...` ({one.meaning})",
                )
        return Entry(node.span, values, spans)

    def entries(self, node: Node, group: Group) -> dict[str, Entry]:
        """Read a mapping of ids to groups."""
        if not isinstance(node, Pairs):
            hint = "begin a line with an id and a colon, without a hyphen, and write the fields further in below it"
            self._say("not-a-group", f"write each {group.name} as `id:` and its fields below", node.span, hint)
            return {}
        found: dict[str, Entry] = {}
        for key, value in node.pairs:
            self.declared[group.name].add(key.text)
            if self.check_id(key.text, key.span) and (entry := self.entry(value, group)):
                entry.span = key.span
                found[key.text] = entry
        return found

    def _unknown_key(self, key: Scalar, group: Group) -> str:
        """Tell of a key that is not in the table; give the one that was most likely meant."""
        near = nearest_word(key.text, [one.key for one in group.fields])
        instead = _INSTEAD.get(key.text) or f"{_a(group.name)} has: {', '.join(f.key for f in group.fields)}"
        hint = f'did you mean "{near}"?' if near else instead
        odd = foreign_letter(key.text) if near else ""
        self._say("unknown-key", f'"{key.text}" is no field of {_a(group.name)}{odd}', key.span, hint)
        return near

    def _value(self, node: Node, kind: Kind, key: str, key_span: Span) -> Any:  # noqa: ANN401 - one return a kind
        read = self.OF_ONE_TEXT.get(type(kind))
        if read is None:
            return self._compound(node, kind, key)
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, Items) else "a group of fields"
            hint = f"write `{key}: ...`"
            if isinstance(node, Pairs) and node.span == key_span:  # `- One thing: another` in a list of texts
                hint = 'put the item between " and ": the colon in it makes it look like a field'
            self._say("wrong-kind", f'"{key}" takes one text, not {what}', node.span, hint)
            return None
        if node.comment and isinstance(kind, Text):
            lost = f'the text after "#" would be lost from "{key}"'
            self._say("text-lost", lost, node.comment, "quote the value, or move the comment to a line of its own")
            return None
        text = node.text.strip()
        if not text:
            place = node.span if node.text else key_span
            instead = "write one" if self._needed else f"write one, or delete the line of {key}"
            self._say("empty-value", f'"{key}" has no value', place, instead)
            return None
        return read(self, text, node, kind, key)

    def _compound(self, node: Node, kind: Kind, key: str) -> Any:  # noqa: ANN401 - as above
        match kind:
            case Group(short=short) if short and not isinstance(node, Pairs):
                return self._short(node, kind, key)
            case Group():
                return self.entry(node, kind)
            case ListOf():
                return self._list(node, kind, key)
            case NumbersBy():
                return self._numbers(node, key)
        raise AssertionError(kind)  # pragma: no cover - the table holds no other kind

    def _short(self, node: Node, group: Group, key: str) -> Entry | None:
        """Read a group of which only the field that says most was written, without its name."""
        alone = next(one for one in group.fields if one.key == group.short)
        if isinstance(node, Scalar) and _ADDRESS.match(node.text) and any(one.key == "url" for one in group.fields):
            self._say("bad-id", f'"{node.text}" is an address, and no id', node.span, f"write `url: {node.text}`")
            return None
        value = self._value(node, alone.kind, key, node.span)
        return None if value is None else Entry(node.span, {alone.key: value}, {alone.key: node.span})

    def _list(self, node: Node, kind: ListOf, key: str) -> tuple[Any, ...] | None:
        if not isinstance(node, Items):
            self._say(
                "wrong-kind",
                f'"{key}" takes a list',
                node.span,
                f"write each item on its own line below `{key}:`, after a hyphen and a space",
            )
            return None
        if len(node.nodes) < kind.at_least:
            self._say("list-short", f'"{key}" needs at least {kind.at_least}', node.span, f"add to `{key}:`")
        if isinstance(kind.item, Text):
            message = f'in brackets the comma ends an item of "{key}", and would cut this number'
            for span in cut_numbers(node):
                self._say("text-lost", message, span, "put the item between quotation marks")
        values = [self._value(item, kind.item, key, item.span) for item in node.nodes]
        return tuple([value for value in values if value is not None])

    def _numbers(self, node: Node, key: str) -> tuple[tuple[str, int], ...] | None:
        if not isinstance(node, Pairs):
            self._say("wrong-kind", f'"{key}" takes names with numbers', node.span, "write {children: 32, women: 11}")
            return None
        found = []
        for name, value in node.pairs:
            if not self.see(name.text, name.span):
                continue
            number = self._value(value, Number(), name.text, name.span)
            if number is not None:
                found.append((name.text, number))
        return tuple(found)


def _a(name: str) -> str:
    """Put the article before the name of a group: an actor, a claim."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"

"""Records as bytes and back: dataclasses of texts, numbers, dates, places and tuples of these, packed as JSON.

The cache holds data and never code: what is unpacked is built by the classes named here, whatever the bytes say. A
record's form is read from its annotations once; a place in a file is packed without the path that its record shares.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import operator
import sys
import types
import typing
from enum import Enum
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pincite import dates
from pincite.dates import When
from pincite.problems import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# What is packed, with the path that most of its places share.
Pack = typing.Callable[[Any, str], Any]

_WITH_PATH = 4  # values of a place in another file
_DECODE = json.JSONDecoder().raw_decode
_new, _tuple_new = object.__new__, tuple.__new__
# A mistake of the disk may leave any JSON: what these raise is what unpacking may raise.
UNFIT = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
when = functools.lru_cache(maxsize=20_000)(dates.parse)


def dumps(value: object, kind: Any, path: str) -> bytes:  # noqa: ANN401 - any annotation
    """Pack a value of a kind. `path` is that of the file that its places are in."""
    pack = form(kind)[0]
    return json.dumps(pack(value, path) if pack else value, ensure_ascii=False, separators=(",", ":")).encode()


def plain(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON that was packed: `json.loads` looks for its encoding first, and for blanks. Raises one of UNFIT."""
    return _DECODE(data.decode())[0]


def loads(data: bytes, kind: Any, path: str) -> Any:  # noqa: ANN401 - what `kind` says
    """Unpack a value of a kind. Raises one of UNFIT where the bytes are none."""
    unpack = form(kind)[1]
    value = plain(data)
    return unpack(value, path) if unpack else value


@functools.cache
def form(kind: Any) -> tuple[Pack | None, Pack | None]:  # noqa: ANN401 - any annotation
    """Give how a kind of value is packed and unpacked; None for what JSON holds as it is."""
    if kind is Span:
        return _pack_span, _unpack_span
    if kind is When:
        return (lambda value, _: value.text), (lambda value, _: when(value))
    if hasattr(kind, "__supertype__"):  # a NewType
        return form(kind.__supertype__)
    if kind in {str, int, bool, float}:
        return None, None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value, _: value.value), (lambda value, _: kind(value))
    if dataclasses.is_dataclass(kind):
        return _record(kind, [one.name for one in dataclasses.fields(kind) if one.init])
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _record(kind, list(getattr(kind, "_fields", ())))  # a named one
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return _optional(next(one for one in inner if one is not types.NoneType))
    if origin is tuple:
        return _tuple(inner[0]) if inner[1:] == (...,) else _fixed(inner)
    raise TypeError(f"{kind} is no kind that is packed")


def _pack_span(span: Any, path: str) -> Any:  # noqa: ANN401 - as `Pack` has it
    if span.path == path:
        return [span.line, span.column, span.length]
    return 0 if span == NOWHERE else [span.line, span.column, span.length, span.path]


def _unpack_span(value: Any, path: str) -> Span:  # noqa: ANN401 - as `Pack` has it
    if value == 0:
        return NOWHERE
    if len(value) == _WITH_PATH:
        line, column, length, path = value
    else:
        line, column, length = value
    return _tuple_new(Span, (path, line, column, length))  # not by way of its own `__new__`, which is Python's


def _optional(kind: Any) -> tuple[Pack | None, Pack | None]:  # noqa: ANN401 - any annotation
    pack, unpack = form(kind)
    if pack is None or unpack is None:
        return None, None
    return (
        lambda value, path: None if value is None else pack(value, path),
        lambda value, path: None if value is None else unpack(value, path),
    )


def _tuple(kind: Any) -> tuple[Pack, Pack]:  # noqa: ANN401 - any annotation
    pack, unpack = form(kind)
    if pack is None or unpack is None:
        return (lambda value, _: value), (lambda value, _: tuple(value))
    return (
        lambda value, path: [pack(one, path) for one in value],
        lambda value, path: tuple([unpack(one, path) for one in value]) if value else (),
    )


def _fixed(kinds: tuple[Any, ...]) -> tuple[Pack, Pack]:
    forms = [form(kind) for kind in kinds]
    if all(pack is None for pack, _ in forms):
        return (lambda value, _: value), (lambda value, _: tuple(value))

    def along(at: int) -> Callable[[Any, str], list[Any]]:
        ways = [one[at] for one in forms]
        return lambda value, path: [way(one, path) if way else one for way, one in zip(ways, value, strict=True)]

    packed, unpacked = along(0), along(1)
    return packed, lambda value, path: tuple(unpacked(value, path))


def _record(kind: Any, names: list[str]) -> tuple[Pack, Pack]:  # noqa: ANN401 - a class with these fields
    hints = typing.get_type_hints(kind, _names(kind))
    forms = [(name, *form(hints[name])) for name in names]
    unpackers = [unpack for _, _, unpack in forms]

    def pack(value: Any, path: str) -> list[Any]:  # noqa: ANN401 - as `Pack` has it
        return [way(getattr(value, name), path) if way else getattr(value, name) for name, way, _ in forms]

    return pack, _slotted(kind, names, unpackers) if dataclasses.is_dataclass(kind) else _named(kind, unpackers)


def _named(kind: Any, unpackers: list[Pack | None]) -> Pack:  # noqa: ANN401 - a named tuple
    return lambda value, path: kind(
        *[way(one, path) if way else one for way, one in zip(unpackers, value, strict=True)]
    )


def _slotted(kind: Any, names: list[str], unpackers: list[Pack | None]) -> Pack:  # noqa: ANN401 - a slotted dataclass
    # A frozen record's own constructor asks for each field by name; its slots take their values at once.
    slots = [getattr(kind, name).__set__ for name in names]
    late = [
        (getattr(kind, one.name).__set__, one.default_factory)
        for one in dataclasses.fields(kind)
        if not one.init and one.default_factory is not dataclasses.MISSING
    ]

    ways = [(at, way) for at, way in enumerate(unpackers) if way]

    def unpack(value: Any, path: str) -> Any:  # noqa: ANN401 - as `Pack` has it
        if len(value) != len(slots):
            raise ValueError(f"{len(value)} values of {len(slots)}")
        for at, way in ways:
            value[at] = way(value[at], path)
        made = _new(kind)
        any(map(operator.call, slots, repeat(made), value))  # each gives None
        for fill, make in late:
            fill(made, make())
        return made

    return unpack


def _names(kind: type) -> dict[str, Any]:
    """Give the names that a class's annotations use, also those that its module imports for type checkers alone."""
    found = dict(vars(sys.modules[kind.__module__]))
    for module in (
        "pincite.model",
        "pincite.settings",
        "pincite.versions",
        "pincite.dates",
        "pincite.anchor",
        "pincite.problems",
    ):
        if module in sys.modules:
            for name, one in vars(sys.modules[module]).items():
                found.setdefault(name, one)
    return found

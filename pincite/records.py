"""Dataclasses that are quick to make: two hundred of them would cost a run a tenth of a second before it does anything.

The standard library writes six functions for each frozen class and compiles them one by one. Five of these say the same
for every class, and are shared here; only the one that makes a record is written for it. In every other respect what
comes out is a dataclass: to `fields`, `replace` and `asdict`, to copying and pickling, and to a type checker.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what a type checker is to take ours for
else:

    def dataclass(cls=None, /, **asked):  # noqa: ANN001, ANN003, ANN201 - as the one of the standard library
        """Make a class a dataclass, by the options of the standard library's."""
        return _made(cls, asked) if cls else lambda cls: _made(cls, asked)


_OURS: tuple[dict[str, bool], ...] = (
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
)
_OWN = {"__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__setattr__", "__delattr__", "__getstate__"}


def _made(cls: type[Any], asked: dict[str, bool]) -> type[Any]:
    heir = any(dataclasses.is_dataclass(base) for base in cls.__mro__[1:])
    if asked not in _OURS or heir or not _OWN.isdisjoint(cls.__dict__):
        return dataclasses.dataclass(**asked)(cls)
    kw_only = asked.get("kw_only", False)
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    fields = dataclasses.fields(made)
    if any(not one.init or one.hash is not None for one in fields):
        raise TypeError(f"a field of {made.__qualname__} is of a kind that no record has")
    params = vars(made)["__dataclass_params__"]
    params.init = params.repr = params.eq = params.frozen = True
    made.__init__ = _written(made, fields)
    for function in (*_compared(fields), _shown(fields), *_kept(fields), _refused("assign to"), _refused("delete")):
        function.__qualname__ = f"{made.__qualname__}.{function.__name__}"
        setattr(made, function.__name__, function)
    return made


def _written(made: type[Any], fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Write the function that makes a record, as somebody would by hand."""
    known: dict[str, Any] = {"_missing": MISSING}
    given: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for one in fields:
        name, value = one.name, one.name
        # A slot takes a value also where the class forbids it.
        known[f"_set_{name}"] = vars(made)[name].__set__
        default = ""
        if one.default is not MISSING:
            known[f"_default_{name}"], default = one.default, f"=_default_{name}"
        elif one.default_factory is not MISSING:
            known[f"_make_{name}"], default = one.default_factory, "=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        given[bool(one.kw_only)].append(name + default)
        lines.append(f" _set_{name}(self, {value})")
    named = ["*", *given[True]] if given[True] else []
    source = "\n".join([f"def __init__({', '.join(['self', *given[False], *named])}):", *(lines or [" pass"])])
    exec(source, known)  # noqa: S102 - names of fields and nothing else
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    written.__module__ = made.__module__
    written.__annotations__ = {one.name: one.type for one in fields} | {"return": None}
    return written


def _all(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda one, get=attrgetter(names[0]): (get(one),)) if names else lambda _: ()  # type: ignore[misc]  # the get


def _compared(fields: tuple[Field[Any], ...]) -> tuple[Callable[..., Any], ...]:
    values = _all([one.name for one in fields if one.compare])

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - these are such functions, here and below
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return __eq__, __hash__


def _shown(fields: tuple[Field[Any], ...]) -> Callable[..., str]:
    names = [one.name for one in fields if one.repr]

    @recursive_repr()
    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return __repr__


def _kept(fields: tuple[Field[Any], ...]) -> tuple[Callable[..., Any], ...]:
    """Give what copies and pickles records: what restores one may set what nobody else may."""
    names = [one.name for one in fields]

    def __getstate__(self: object) -> list[Any]:  # noqa: N807
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[Any]) -> None:  # noqa: N807
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return __getstate__, __setstate__


def _refused(what: str) -> Callable[..., None]:
    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: N807, ARG001 - the value is not looked at
        raise FrozenInstanceError(f"cannot {what} field {name!r}")

    def __delattr__(self: object, name: str) -> None:  # noqa: N807, ARG001 - for whatever record
        raise FrozenInstanceError(f"cannot {what} field {name!r}")

    return __setattr__ if what == "assign to" else __delattr__

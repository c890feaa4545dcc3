"""Our dataclasses do what those of the standard library do, and each is told from them by its speed alone."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field

import pytest

from pincite import records

_ASKED = {"frozen": True, "slots": True}


class _Card:
    """A card."""

    ident: str
    count: int = 1
    tags: list[str] = field(default_factory=list)
    path: str = field(default="", repr=False, compare=False)

    @property
    def double(self) -> int:
        return 2 * self.count

    def __str__(self) -> str:
        return self.ident


class _Named:
    """One with names alone."""

    ident: str = field(default="a", kw_only=True)
    count: int


class _One:
    """One field."""

    only: tuple[int, ...]


class _Empty:
    """None."""


def _pair(cls: type) -> tuple[type, type]:
    """Make a dataclass of a class twice: by the standard library, and by us."""
    return tuple(
        make(**_ASKED)(type(cls.__name__, (), {**vars(cls), "__qualname__": cls.__qualname__}))
        for make in (dataclasses.dataclass, records.dataclass)
    )


Card = records.dataclass(**_ASKED)(type("Card", (), {**vars(_Card), "__qualname__": "Card"}))
_CALLS = [
    (_Card, ("a",), {}),
    (_Card, ("a", 2, ["x"], "p"), {}),
    (_Card, (), {"ident": "a", "tags": ["y"], "count": 3}),
    (_Named, (3,), {}),
    (_Named, (), {"count": 3, "ident": "b"}),
    (_One, ((1, 2),), {}),
    (_Empty, (), {}),
]
_WRONG = [(_Card, (), {}), (_Card, ("a", 1, [], "", 5), {}), (_Named, (1, 2), {}), (_One, (), {"other": 1})]


@pytest.mark.parametrize(("cls", "given", "named"), _CALLS)
def test_what_is_made_shows_itself_and_can_be_taken_apart_as_ever(cls, given, named):
    theirs, ours = (one(*given, **named) for one in _pair(cls))
    assert (repr(ours), str(ours)) == (repr(theirs), str(theirs))
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert type(ours).__match_args__ == type(theirs).__match_args__
    assert not hasattr(ours, "__dict__")
    assert dataclasses.is_dataclass(ours)


@pytest.mark.parametrize("cls", [_Card, _Named, _One, _Empty])
def test_it_is_called_as_ever(cls):
    theirs, ours = _pair(cls)
    names = [[(one.name, one.kind) for one in inspect.signature(each).parameters.values()] for each in (theirs, ours)]
    assert names[0] == names[1]
    assert theirs.__init__.__annotations__ == ours.__init__.__annotations__


@pytest.mark.parametrize(("cls", "given", "named"), _WRONG)
def test_wrong_arguments_are_refused_as_ever(cls, given, named):
    said = []
    for one in _pair(cls):
        with pytest.raises(TypeError) as refused:
            one(*given, **named)
        said.append(str(refused.value).partition("__init__()")[2])
    assert said[0] == said[1]


def test_two_are_equal_where_what_is_compared_is():
    assert Card("a", path="x") == Card("a", path="y")
    assert Card("a") != Card("b")
    assert Card("a") != "a"
    assert Card("a") != _pair(_Card)[0]("a")


def test_those_that_are_equal_have_one_hash_and_what_cannot_be_hashed_says_so():
    one = _pair(_One)[1]
    assert len({one((1, 2)), one((1, 2)), one((2, 1))}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Card("a"))


def test_a_default_is_made_for_each_anew():
    one, other = Card("a"), Card("a")
    assert one.tags is not other.tags


def test_nothing_can_be_set_or_deleted():
    card = Card("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'ident'"):
        card.ident = "b"
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'other'"):
        card.other = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'ident'"):
        del card.ident
    assert card.ident == "a"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 - our own
def test_it_can_be_copied_and_kept(again):
    card = Card("a", 2, ["x"], "p")
    other = again(card)
    assert (other, other.path, other.double) == (card, "p", 4)
    assert dataclasses.replace(card, count=3).count == 3


def test_one_that_holds_itself_can_be_shown():
    card = Card("a")
    card.tags.append(card)
    assert repr(card) == "Card(ident='a', count=1, tags=[...])"


def test_other_options_are_for_the_standard_library():
    ordered = records.dataclass(frozen=True, slots=True, order=True)(type("Point", (), dict(vars(_One))))
    assert ordered((1,)) < ordered((2,))
    loose = records.dataclass(type("Loose", (), dict(vars(_Card))))("a")
    loose.ident = "b"
    assert loose.ident == "b"
    heir = dataclasses.dataclass(frozen=True, slots=True)(
        type("Heir", (Card,), {"__annotations__": {"more": "int"}, "more": 1})
    )
    assert heir("a").more == 1


def test_what_an_own_function_of_a_class_says_stays():
    def own(_: object) -> str:
        return "own"

    cls = records.dataclass(**_ASKED)(type("Own", (), {**vars(_One), "__repr__": own}))
    assert repr(cls((1,))) == "own"


def test_a_field_of_a_strange_kind_is_refused():
    strange = type("Strange", (), {"__annotations__": {"a": "int"}, "a": field(init=False, default=1)})
    with pytest.raises(TypeError, match="no record has"):
        records.dataclass(**_ASKED)(strange)

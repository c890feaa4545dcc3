"""How a long work tells how far it has come, without knowing whom it tells, or whether anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

T = TypeVar("T")
# Is told what is being done, how many are done, and of how many.
Step: TypeAlias = "Callable[[str, int, int], None] | None"


def counted(what: str, things: Collection[T], step: Step) -> Iterable[T]:
    """Give things one by one, and tell each time how many have been taken care of."""
    return things if step is None else _counted(what, things, step)


def _counted(what: str, things: Collection[T], step: Callable[[str, int, int], None]) -> Iterator[T]:
    for done, one in enumerate(things):
        step(what, done, len(things))
        yield one
    step(what, len(things), len(things))

"""Which files of the output stand there as its manifest says: found out by reading and hashing every one of them.

The work begins in a process beside, from the front. Who asks for the outcome before it is there helps from the back.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

from pincite.disk.trees import Facts, compare
from pincite.output.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pincite.output.manifest import Listed

# Fewer files are read sooner than a process is forked.
FORKED_FROM = 500
# Of the memory that both processes have: how far each has come; then for each file whether it is as listed, and facts.
_FRONT, _BACK, _HEAD, _EACH = 0, 1, 2, 4


class Standing:
    """The files of an output folder that are as listed; `present` are the paths that are ordinary files there."""

    def __init__(self, target: str, listed: Mapping[str, Listed], present: Iterable[str]) -> None:
        there = present if isinstance(present, (set, frozenset)) else set(present)
        self._target = target
        self._wanted = [(path, one.sha256, one.size) for path, one in listed.items() if path in there]
        # 32 bytes for each file.
        self._memory = memoryview(mmap.mmap(-1, 8 * (_HEAD + _EACH * len(self._wanted)))).cast("Q")
        self._memory[_BACK] = len(self._wanted)
        self._beside = Beside(self._from_the_front) if len(self._wanted) >= FORKED_FROM else None
        self._found: dict[str, Facts] | None = None

    def found(self) -> Mapping[str, Facts]:
        """Give the files that are as listed, and by what one can tell that they are still the same ones."""
        if self._found is None:
            self._found = self._all()
            self._wanted = []  # of a hundred thousand files that is a good deal
        return self._found

    def end(self) -> None:
        """Break off what is still being read."""
        if self._beside:
            self._beside.end()

    def _from_the_front(self, going: Callable[[], bool]) -> None:
        memory = self._memory
        for number, facts in enumerate(compare(self._target, self._wanted)):
            at = _HEAD + _EACH * number
            if facts:
                memory[at], memory[at + 1], memory[at + 2], memory[at + 3] = 1, *facts
            memory[_FRONT] = number + 1
            if number + 1 >= memory[_BACK] or (number % 256 == 0 and not going()):
                return

    def _all(self) -> dict[str, Facts]:
        memory, number = self._memory, len(self._wanted)
        own: list[Facts | None] = []
        for facts in compare(self._target, reversed(self._wanted)):
            own.append(facts)
            number -= 1
            memory[_BACK] = number
            if number <= memory[_FRONT]:
                break
        self.end()  # only now is all to be seen that the process beside has noted
        noted = self._memory[_HEAD : _HEAD + _EACH * number].tolist()
        all_facts = map(Facts._make, zip(noted[1::_EACH], noted[2::_EACH], noted[3::_EACH], strict=True))
        front = [one if same else None for same, one in zip(noted[::_EACH], all_facts, strict=True)]
        outcomes = zip(self._wanted, (*front, *reversed(own)), strict=True)
        return {path: facts for (path, _sha256, _size), facts in outcomes if facts}

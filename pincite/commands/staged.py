"""The output folder as a build fills it: the sink of the pages, and the files that stand there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.output.manifest import Listed
    from pincite.output.stage import Stage

_MANY, _FEW = 1_000, 0.1  # files that stay, and the share of others, at which all are linked while those are made


class Output:
    """A sink that writes what differs from the output as it is."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def has(self, path: str, listed: Listed) -> bool:
        """Tell whether the output has the file."""
        return self._stage.before.get(path) == listed

    def begin(self, kept: int, to_make: int) -> None:
        """Find out what the output has before other processes ask; link it meanwhile, where little is to be made."""
        if self._stage.before and kept >= _MANY and 0 < to_make < _FEW * kept:
            self._stage.prepare()

    def again(self) -> None:
        """Let go of what was put."""
        self._stage.restart()

    def put(self, path: str, data: bytes) -> Listed:
        """Write a file."""
        return self._stage.put(path, data)


class Staged(Mapping[str, bytes]):
    """The files of a site that were put or kept, read when they are asked for. Raises DiskError."""

    def __init__(self, stage: Stage, listed: Mapping[str, Listed]) -> None:
        self._stage = stage
        self._listed = listed

    def __getitem__(self, path: str) -> bytes:
        if path not in self._listed:
            raise KeyError(path)
        return self._stage.data(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

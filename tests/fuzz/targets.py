"""The properties by name, and what every reader promises: nothing is raised, each problem has its place and remedy."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from pincite.problems import InputError, Problem, as_github, as_json, as_text
from pincite.read.files import Folder, InputFile, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy


@dataclass
class Target:
    """A property: its name on the command line, its sentence, what checks it, and the strategies of its inputs.

    `last` are the inputs that it was last given, `held` counts those for which it held.
    """

    name: str
    says: str
    check: Callable[..., None]
    inputs: dict[str, SearchStrategy[Any]]
    last: dict[str, Any] = field(default_factory=dict)
    held: int = 0

    def tuned(self, how: settings) -> Callable[[], None]:
        """Give what runs the property under Hypothesis, with settings."""

        @functools.wraps(self.check)
        def told(**values: Any) -> None:
            self.last = values
            self.check(**values)
            self.held += 1

        return how(given(**self.inputs)(told))


TARGETS: dict[str, Target] = {}
Check = Callable[..., None]


def target(name: str, **inputs: SearchStrategy[Any]) -> Callable[[Check], Check]:
    """Register a property under a name. Its docstring is its sentence; `inputs` are the strategies of its arguments."""

    def register(check: Check) -> Check:
        TARGETS[name] = Target(name, (check.__doc__ or "").partition("\n")[0].rstrip("."), check, inputs)
        return check

    return register


def sound(problems: Iterable[Problem], texts: dict[str, str]) -> None:
    """Hold problems to what each promises: a code, words, a remedy, a file, and a place inside of that file.

    `texts` are the files' texts by path; a place in another file is only asked for its path.
    """
    problems = list(problems)
    for wording in (as_text(problems, texts), as_json(problems), as_github(problems)):
        assert bool(wording.strip("[]")) == bool(problems)
    for one in problems:
        assert one.code, one
        assert one.message, one
        assert one.hint, one
        assert one.span.path, one
        assert len(as_text([one], {}).split("\n")) == 1 + len(one.hint.split("\n")), one  # nothing else begins a line
        f"{one.message}{one.hint}{one.span.path}".encode()  # half a surrogate pair cannot be printed
        text = texts.get(one.span.path)
        if text is None:
            continue
        lines = text.split("\n")
        line, column, length = one.span.line, one.span.column, one.span.length
        assert 0 <= line <= len(lines), one
        assert 0 <= column <= (len(lines[line - 1]) + 1 if line else 0), one
        # A place that is a point may stand behind the last character of its line; none of what it marks may.
        assert 0 <= length <= max(1, len(lines[line - 1]) - column + 1 if line else 0), one


def text_of(path: str, data: bytes | str) -> str | Problem:
    """Decode a file as every reader does: a text, or the problem that says why it is none."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    try:
        return decode(InputFile(path, raw, ""))
    except InputError as error:
        shown = raw.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        sound([error.problem], {path: shown})
        return error.problem


class Held(Folder):
    """A folder of which some files are held in memory, whatever stands on the disk."""

    __slots__ = ("held",)

    def read(self, path: str, limit: int) -> InputFile:
        """Give a held file, or read it."""
        if path not in self.held:
            return super().read(path, limit)
        self.digests[path] = "0" * 64
        return InputFile(path, self.held[path], "0" * 64)

    def peek(self, path: str) -> InputFile:
        """Give a held file again."""
        return InputFile(path, self.held[path], "0" * 64) if path in self.held else super().peek(path)

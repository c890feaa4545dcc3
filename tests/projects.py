"""A project in a folder of its own, which a test may spoil."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pincite.formats.marked import Marked
from pincite.problems import as_text, has_errors
from pincite.read.files import Folder
from pincite.site import Loaded, load

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own, which a test may spoil."""

    root: Path

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file, with the folders above it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, path: str) -> str:
        """Give a file's text."""
        return (self.root / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def load(self, *, drafts: bool = False) -> Loaded:
        """Load and check the project."""
        return load(Folder(self.root), drafts=drafts)

    def problems(self) -> list[str]:
        """Give the place and the code of every problem."""
        return [f"{problem.span} {problem.code}" for problem in self.load().problems]

    def printed(self) -> str:
        """Give the whole text that a terminal would show of the content: what loading finds, and then the markup."""
        loaded = self.load()
        problems = list(loaded.problems)
        if loaded.site is not None and not has_errors(problems):
            problems += Marked().run(loaded.site)
        return as_text(problems, loaded.folder.texts)

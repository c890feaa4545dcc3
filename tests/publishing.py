"""What tests of publishing share: a site in a git repository with a remote, on record, committed and built."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import inside
from projects import Project
from rendering import equip
from repositories import ALONE, commit, git
from running import ROOT, Run, run
from test_build import digest

CARD = "content/claims/boats-damaged.yaml"
NEW_NOTE = "  - {date: 2021-05-01, note: It was wrong.}\n"


@dataclass(frozen=True)
class Desk(Project):
    """A site of a desk, at `root`; `top` is its repository's folder, `remote` the bare repository that it pushes to."""

    top: Path
    remote: Path

    def run(self, verb: str, *arguments: object, **environment: str) -> Run:
        """Run the program in this process, which spares a second each time."""
        return inside.run(verb, *arguments, cwd=self.root, **{**ALONE, **environment})

    def as_user(self, verb: str, *arguments: object, **environment: str) -> Run:
        """Run the program as a user does."""
        return run(verb, *arguments, cwd=self.root, **{**ALONE, **environment})

    def well(self, verb: str, *arguments: object) -> Run:
        """Run the program, and hold that it ends well."""
        done = self.run(verb, *arguments)
        assert done.status == 0, done.err
        return done

    def commit(self) -> str:
        """Commit everything; give the commit."""
        return commit(self.top, "Work")

    def renew(self) -> None:
        """Record, commit and build: what comes before every publication."""
        self.well("record")
        self.commit()
        self.well("build")

    def correct(self) -> None:
        """Change a verdict, with a note that says so."""
        self.edit(CARD, "verdict: Both articles", "verdict: The two articles")
        self.write(CARD, self.read(CARD).rstrip("\n") + "\n" + NEW_NOTE)

    def published(self, branch: str = "gh-pages") -> list[str]:
        """Give the commits of the branch at the remote, the newest first."""
        return git(self.remote, "rev-list", branch, "--", check=False).split()

    def served(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Give every file of the branch at the remote."""
        names = git(self.remote, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
        return {
            name: subprocess.run(
                ["git", "cat-file", "blob", f"{branch}:{name}"], cwd=self.remote, capture_output=True, check=True
            ).stdout
            for name in names
            if name
        }

    def built(self) -> dict[str, bytes]:
        """Give every file of the output folder."""
        output = self.root / "output"
        return {path: (output / path).read_bytes() for path in digest(output)}


def make_desk(folder: Path, below: str = "") -> Desk:
    """Make a desk's repository with a remote beside it, its site recorded, committed and built."""
    top, remote = folder / "desk", folder / "remote.git"
    root = top / below if below else top
    shutil.copytree(ROOT / "tests" / "base-site", root)
    equip(root)
    shutil.copytree(ROOT / "locale", root / "locale")
    desk = Desk(root, top, remote)
    desk.write(".gitignore", "/output/\n/.output.pincite-*\n/.pincite/\n")
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(top, "init", "--quiet", "--initial-branch", "main")
    git(top, "config", "user.name", "An Editor")
    git(top, "config", "user.email", "editor@example.org")
    git(top, "remote", "add", "origin", str(Path("..", "remote.git")))
    desk.renew()
    git(top, "push", "--quiet", "origin", "main")
    return desk


def copied(desk: Desk, folder: Path) -> Desk:
    """Give a copy of a desk with its remote, which a test may spoil."""
    shutil.copytree(desk.top.parent, folder, dirs_exist_ok=True, symlinks=True)
    return Desk(folder / desk.root.relative_to(desk.top.parent), folder / desk.top.name, folder / desk.remote.name)

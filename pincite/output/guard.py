"""Which folders a build may write to: one of its own, and never one that holds anything another hand has put there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.files import DiskError, shown
from pincite.disk.kinds import is_folder, is_inside, is_link, is_mount, stands
from pincite.disk.trees import list_tree
from pincite.output.manifest import MANIFEST, SIGNATURE, read_manifest
from pincite.problems import Problem, Span, few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.disk.trees import Tree
    from pincite.output.manifest import Manifest

# What a project consists of: none of it is ever an output folder, holds one, or lies in one.
PROTECTED = (
    "site.yaml",
    "content",
    "templates",
    "assets",
    "seeds",
    "record",
    "schema",
    "pincite",
    "tests",
    ".git",
    ".pincite",
)
# What file managers leave in any folder that is looked at. Nobody made it, and nobody misses it.
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_ELSEWHERE = "name a folder of its own with --output, such as output"


def place_of(output: Path) -> Path:
    """Give the output folder's absolute path: what leads to it resolved, its own name kept, so that a link shows."""
    # realpath, because Path.resolve raises on links that lead in a circle.
    if output.name in {"", ".."}:
        return Path(os.path.realpath(output))
    return Path(os.path.realpath(output.parent)) / output.name


def check_target(root: Path, output: Path) -> list[Problem]:
    """Tell why a folder may not be replaced by a build: `output-unsafe` or `output-foreign`; nothing if it may.

    A folder that is missing or empty may. Raises nothing: what cannot be read is `output-io`.
    """
    try:
        return check_place(root, output) or check_contents(output)
    except DiskError as error:
        return [error.problem]


def check_place(root: Path, output: Path) -> list[Problem]:
    """Tell what is wrong with the place alone, the gravest reason. Raises DiskError where it cannot be looked at.

    Paths are compared part by part, and by what they lead to.
    """
    target = place_of(output)
    reasons = [*_of_the_place(target), *_of_the_project(Path(os.path.realpath(root)), target)]
    return [
        Problem("output-unsafe", f'the output folder "{shown(target)}" {reason}', Span(shown(target)), remedy)
        for reason, remedy in reasons[:1]
    ]


def _of_the_place(target: Path) -> Iterator[tuple[str, str]]:
    if target == Path(target.anchor):
        yield "is the root of the file system", _ELSEWHERE
    if is_link(target):
        yield (
            "is a symbolic link, which a build would replace by a folder",
            "name the folder it points to with --output",
        )
    if stands(target) and not is_folder(target):
        yield "is a file", "move the file away, or name a folder with --output"
    if (home := _home()) and is_inside(home, target):
        yield "is your home folder, or holds it", _ELSEWHERE
    if is_mount(target):
        yield "is a mount point, which cannot be replaced in one step", "name a folder inside it with --output"
    if ".git" in target.parts:
        yield "lies in a git repository's own folder", _ELSEWHERE


def _of_the_project(root: Path, target: Path) -> Iterator[tuple[str, str]]:
    if is_inside(root, target):
        yield "is the project itself, or holds it", _ELSEWHERE
    for name in PROTECTED:
        # A project's folder may itself be a link to where its files are.
        for source in dict.fromkeys((root / name, Path(os.path.realpath(root / name)))):
            if is_inside(target, source):
                yield f'lies in "{name}", which is part of the project', _ELSEWHERE
            if is_inside(source, target):
                yield f'holds "{name}", which is part of the project', _ELSEWHERE


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:  # an account without a home
        return None


def check_contents(output: Path) -> list[Problem]:
    """Tell which files in the folder the last build did not write. Raises DiskError where it cannot be listed."""
    target = place_of(output)
    if not is_folder(target):
        return []
    return foreign(target, list_tree(target), read_manifest(target))


def foreign(target: Path, tree: Tree, written: Manifest | None) -> list[Problem]:
    """Tell which files of a listed folder are not in its manifest; None is one that is not there, or none of ours."""
    ours = {MANIFEST, SIGNATURE, *written.outputs} if written else set()
    found = {path for path in tree.files if path not in ours and path.rpartition("/")[2] not in DROPPINGS}
    # A build writes no links and no pipes, so one that has the name of a page is foreign, too.
    return _foreign(target, sorted(found | set(tree.others)), whole=written is not None)


def _foreign(target: Path, foreign: list[str], *, whole: bool) -> list[Problem]:
    if not foreign:
        return []
    names = few([f'"{shown(path)}"' for path in foreign])
    if whole:
        message = f'the output folder "{shown(target)}" holds what the last build did not write: {names}'
        remedy = "move it away (what belongs on the site goes to assets/), or name another folder with --output"
    else:
        message = f'the output folder "{shown(target)}" is no build of pincite, but holds {names}'
        remedy = "name another folder with --output, or empty this one if nothing in it is needed"
    return [Problem("output-foreign", message, Span(shown(target)), remedy)]

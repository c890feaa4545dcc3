"""The full-text index of a finished site, made by Pagefind: pages in, files out, and nothing of it stays on the disk.

1. The pages that say they are to be searched are laid into a folder of their own: Pagefind reads folders alone.
2. Pagefind runs on it, told nothing by the environment or by a file of settings that is not ours.
3. Of what it makes, the index and the script that reads it are taken. Its own user interface is left: it would bring
   styles of its own and words that no catalogue translates.

No filters are used: with them Pagefind's files differ from run to run, without them they are the same.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pincite.disk import files as disk
from pincite.disk.files import DiskError
from pincite.disk.own import own_folder
from pincite.disk.trees import list_tree
from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "pagefind"
SEARCHED = b" data-pagefind-body"
_PACKAGES = ("pagefind", "pagefind_bin")
_TAKEN = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"}
_INDEX = {".pf_meta", ".pf_index", ".pf_fragment", ".pagefind"}
# What would only stand between the words of an excerpt: the lines above a heading, the places of quotes, words that are
# heard and not seen, the names of facts.
_PASSED_OVER = (".kicker", ".pin", ".sr", ".scale", ".facts dt")
_PATIENCE = 1800  # seconds; ten thousand pages take half a minute
_SAID = 300


def missing(span: Span) -> Problem | None:
    """Tell that the extra is not installed, at the place where the site asks for it; None where all is there."""
    if all(importlib.util.find_spec(name) for name in _PACKAGES):
        return None
    message = "the site sets `search: pagefind`, and Pagefind is not installed"
    return Problem("search-not-installed", message, span, "install it with `pip install 'pincite[search]'`")


def full_text(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Make the index of the pages that ask for it, as output paths to bytes; nothing where none does.

    The same pages give the same bytes, in whatever order they come. Raises DiskError where the disk
    cannot be used or Pagefind fails.
    """
    asking = {path: data for path, data in pages.items() if path.endswith(".html") and SEARCHED in data}
    if not asking:
        return {}
    with own_folder() as folder:
        _lay(folder / "site", asking)
        _run(folder)
        made = list_tree(folder / FOLDER).files
        taken = (path for path in made if path in _TAKEN or PurePosixPath(path).suffix in _INDEX)
        return {f"{FOLDER}/{path}": disk.read_file(folder / FOLDER / path) for path in taken}


def _lay(folder: Path, pages: Mapping[str, bytes]) -> None:
    folders = {parent for path in pages for parent in PurePosixPath(path).parents}
    for parent in sorted(folders | {PurePosixPath()}):
        disk.mkdir(folder / parent)
    for path, data in sorted(pages.items()):
        disk.write_file(folder / path, data)


def _run(folder: Path) -> None:
    # -P: what lies in the current folder is not taken for a package.
    command = [sys.executable, "-P", "-m", "pagefind", "--site", "site", "--output-path", FOLDER, "--silent"]
    command += [part for selector in _PASSED_OVER for part in ("--exclude-selectors", selector)]
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND_")}
    with disk.operation("run Pagefind in", folder):
        try:
            done = subprocess.run(  # noqa: S603 - the program is ours to choose, and no word of it is a reader's
                command,
                cwd=folder,
                env=settings,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DiskError(_failed(f"it was not done after {_PATIENCE // 60} minutes")) from None
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split())
        raise DiskError(_failed(said[-_SAID:] or f"it ended with {done.returncode}"))


def _failed(why: str) -> Problem:
    hint = "run the build again; without `search` in site.yaml the site is built without its full text"
    return Problem("search-failed", f"Pagefind could not make the full-text index: {why}", Span("site.yaml"), hint)

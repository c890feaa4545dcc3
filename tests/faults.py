"""What the tests of the output share: two small sites, and ways to let any operation on the disk fail."""

from __future__ import annotations

import itertools
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from pincite.disk import files
from pincite.disk.files import DiskError
from pincite.output.manifest import Manifest, listed, written


def a_site(**pages: str) -> dict[str, bytes]:
    built = {path.replace("__", "/") + ".html": text.encode() for path, text in pages.items()}
    return built | {"manifest.json": written(Manifest(generator="pincite 1", outputs=listed(built)))}


OLD = a_site(about="same", claims__one="one", claims__gone="gone")
NEW = a_site(about="same", claims__one="one, changed", data__x="x")


def read(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(output):
    return sorted(path.name for path in output.parent.iterdir() if path.name.startswith(f".{output.name}."))


def no_exchange(_one, _other):
    return False


def at(number, fault):
    """Make a hook that lets the operation of this number, counted from 1, fail; None lets all pass."""
    count = itertools.count(1)

    def hook(_verb, _path):
        if next(count) == number:
            raise fault

    return hook


def from_then_on(number, code):
    count = itertools.count(1)

    def hook(_verb, _path):
        if next(count) >= number:
            raise OSError(code, os.strerror(code))

    return hook


def without_syncfs(system):
    return lambda name: None if name == "syncfs" else system(name)


def dying(number):
    count = itertools.count(1)

    def hook(_verb, _path):
        if next(count) == number:
            os._exit(9)

    return hook


def in_a_fork(work):
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@contextmanager
def a_quick_folder(tmp_path):
    """Give a folder in memory where the system offers that: some thousand trees are built there."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="pincite-", dir=memory) as folder:
        yield Path(folder)


def failing(monkeypatch, code):
    """Let every operation fail from now on."""
    monkeypatch.setattr(files, "before", from_then_on(1, code))


def caught(work, *given, **named):
    """Give the problem that a work ends in."""
    with pytest.raises(DiskError) as error:
        work(*given, **named)
    return error.value.problem


def three_files(folder):
    """Lay files in folders within folders, each with its path as its text; give their folder, and one for copies."""
    for path in ("x", "a/y", "a/b/z"):
        (folder / "old" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "old" / path).write_text(path)
    return folder / "old", folder / "new"

"""A commit that brings what builds keep, or an output, with every digest right, makes no page say what no card says.

Whoever forges here has all that the site's own builds have, but for the key: what was laid was built by this program
from these inputs, under another user's key, and altered through the program's own hands.
"""

from __future__ import annotations

import dataclasses
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import inside
import pytest
from rendering import base
from test_build import digest

from pincite import engine
from pincite.kept.store import Store
from pincite.output import built
from pincite.output.manifest import MANIFEST, listed_as, read_manifest, written

if TYPE_CHECKING:
    from pathlib import Path

CARD = "content/claims/boats-damaged.yaml"
PAGE = "claims/boats-damaged.html"
TRUE, FALSE = "damaged in the storm", "sunk by an enemy"


@pytest.fixture(scope="module", autouse=True)
def fixture_libraries():
    """Let every build here see what it uses; what other tests have loaded may lie anywhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "libraries", lambda also=(): tuple(sorted({*also})))
        yield


def _built(root: Path, *arguments: str) -> dict[str, str]:
    ran = inside.run("build", *arguments, cwd=root)
    assert (ran.status, ran.err) == (0, "")
    return digest(root / "output")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory) -> Path:
    """Give the site as another user has built it, and what was kept for the next build."""
    folder = tmp_path_factory.mktemp("theirs")
    root = base(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        _built(root)
    assert TRUE in (root / "output" / PAGE).read_text("utf-8")
    return root


@pytest.fixture
def root(theirs, tmp_path, monkeypatch) -> Path:
    """Give a copy of that site for another hand to forge, whose key counts until the test takes it away."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(theirs.parent / "cache"))
    return shutil.copytree(theirs, tmp_path / "site")


def _forged_page(root: Path) -> None:
    """Let a page of the output, and the manifest with it, say something else."""
    output = root / "output"
    page = output / PAGE
    page.write_text(page.read_text("utf-8").replace(TRUE, FALSE), "utf-8")
    manifest = read_manifest(output)
    listed = {**manifest.outputs, PAGE: listed_as(page.read_bytes())}
    (output / MANIFEST).write_bytes(written(dataclasses.replace(manifest, outputs=listed)))


def _forged_row_of_a_page(root: Path) -> None:
    _forged_page(root)
    one = listed_as((root / "output" / PAGE).read_bytes())
    with closing(Store(root)) as store:
        basis, data = store.get("page", PAGE)
        template = data.partition(b"\n")[0].decode().split(" ")[2]
        head = f"{one.sha256} {one.size} {template}".encode()
        store.put("page", [(PAGE, basis, head + b"\n" + data.partition(b"\n")[2])])
        store.save()
    (root / built_memory).unlink()


built_memory = ".pincite/built.json"


def _forged_rows_of_cards(root: Path) -> None:
    with closing(Store(root)) as store:
        for table in ("card", "body", "page", "derived", "text"):
            rows = [(name, basis, data) for name, basis, data in store.all(table)]
            if table == "page":
                store.drop(table, [name for name, _, _ in rows])
            store.put(table, [(n, b, d.replace(TRUE.encode(), FALSE.encode())) for n, b, d in rows if table != "page"])
        store.drop("made", ["state", "rows"])
        store.save()
    (root / built_memory).unlink()


def _forged_memory_of_the_last_build(root: Path) -> None:
    _forged_page(root)
    last = built._read(root)
    built._write(root, last._replace(outputs=built._digest(root / "output")))


FORGED = [_forged_page, _forged_row_of_a_page, _forged_rows_of_cards, _forged_memory_of_the_last_build]


@pytest.mark.parametrize("forged", FORGED)
def test_what_another_hand_has_forged_is_not_published(forged, theirs, root, monkeypatch, tmp_path):
    forged(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    right = digest(theirs / "output")
    assert _built(root) == right


@pytest.mark.parametrize("forged", FORGED[1:])
def test_the_same_is_believed_of_who_has_the_key(forged, theirs, root):
    """Else these forgeries would prove nothing."""
    forged(root)
    assert _built(root) != digest(theirs / "output")
    assert FALSE in (root / "output" / PAGE).read_text("utf-8")

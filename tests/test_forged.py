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
from pincite.kept.seal import seal_of
from pincite.kept.store import Store
from pincite.output import built
from pincite.output.cache import Cache
from pincite.output.manifest import MANIFEST, listed_as, read_manifest, written

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "claims/boats-damaged.html"
MEMORY, PICTURES = ".pincite/built.json", ".pincite/share"
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
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("share_images: true\n")
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
    (root / MEMORY).unlink(missing_ok=True)


def _forged_rows_of_cards(root: Path) -> None:
    with closing(Store(root)) as store:
        for table in ("card", "body", "derived", "text"):
            rows = list(store.all(table))
            store.put(table, [(name, basis, data.replace(TRUE.encode(), FALSE.encode())) for name, basis, data in rows])
        store.drop("made", ["state", "rows"])
        store.save()
    (root / MEMORY).unlink(missing_ok=True)


def _forged_memory_of_the_last_build(root: Path) -> None:
    _forged_page(root)
    last = built._read(root)
    built._write(root, last._replace(outputs=built._digest(root / "output")))


def _forged_pictures(root: Path) -> None:
    cache = Cache(root / PICTURES, seal_of(root))
    for path in list((root / PICTURES).iterdir()):
        path.unlink()
        cache._keep(path.name[:64], b"a picture of something else")
    (root / MEMORY).unlink(missing_ok=True)


FORGED = [
    _forged_row_of_a_page,
    _forged_rows_of_cards,
    _forged_memory_of_the_last_build,
    _forged_pictures,
]


@pytest.mark.parametrize("forged", [_forged_page, *FORGED])
def test_what_another_hand_has_forged_is_not_published(forged, theirs, root, monkeypatch, tmp_path):
    forged(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert _built(root) == digest(theirs / "output")


def test_nor_does_a_build_that_forgets_its_cache_take_a_forged_picture(theirs, root, monkeypatch, tmp_path):
    _forged_pictures(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    assert _built(root, "--clean") == digest(theirs / "output")


def test_nor_is_it_without_a_key(theirs, root, monkeypatch, tmp_path):
    for forged in (_forged_rows_of_cards, _forged_pictures):
        forged(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none" / "at all"))
    assert _built(root) == digest(theirs / "output")


@pytest.mark.parametrize("forged", FORGED)
def test_who_has_the_key_is_believed(forged, theirs, root):
    """Else these forgeries would prove nothing."""
    forged(root)
    assert _built(root) != digest(theirs / "output")

"""What lies below a site's folder, by digests, and what is odd there: `pincite.inputs`."""

from __future__ import annotations

import hashlib
import os
import sys

import pytest

from pincite import inputs
from pincite.inputs import Listing, digest_of, file_digest, listed, listing
from pincite.site import SETTINGS


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def root(tmp_path):
    """Give a folder with a file in each place that a site has."""
    for folder in inputs.FOLDERS:
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner/file.txt").write_text(folder, "utf-8")
    (tmp_path / "site.yaml").write_bytes(b"title: A\n")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/page.html").write_bytes(b"")
    return tmp_path


def test_every_file_of_a_site_is_listed_and_nothing_else(root):
    found = listing(str(root))
    assert found.digests == {
        "site.yaml": _sha(b"title: A\n"),
        **{f"{name}/inner/file.txt": _sha(name.encode()) for name in inputs.FOLDERS},
    }
    assert found.folders == tuple(path for name in inputs.FOLDERS for path in (name, f"{name}/inner"))
    assert found.odd == ()


def test_hidden_files_and_backups_are_listed_as_well(root):
    for name in (".hidden", "card.yaml~", "card.bak", ".git/config", "__pycache__/a.pyc"):
        (root / "content" / name).parent.mkdir(exist_ok=True)
        (root / "content" / name).write_bytes(b"")
    there = listing(str(root)).digests
    assert [name for name in (".hidden", "card.yaml~", ".git/config") if f"content/{name}" not in there] == []
    assert "content/__pycache__/a.pyc" in there


def test_what_is_not_there_is_not_odd(tmp_path):
    assert listing(str(tmp_path / "missing")) == Listing({}, (), ())


def test_its_settings_are_the_sites():
    assert inputs.SETTINGS == SETTINGS


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_114_113, 3_000_000])
def test_a_file_of_any_size_has_its_digest(size, tmp_path):
    data = bytes(range(251)) * (size // 251 + 1)
    (tmp_path / "file").write_bytes(data[:size])
    assert file_digest(str(tmp_path / "file")) == _sha(data[:size])


def _link(path):
    path.symlink_to(path.parent)


def _not_utf8(path):
    os.close(os.open(os.fsencode(path) + b"\xff", os.O_CREAT))


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such files")
@pytest.mark.parametrize("make", [_link, lambda path: path.symlink_to("nowhere"), os.mkfifo, _not_utf8])
def test_links_pipes_and_names_that_are_no_text_are_odd(make, root):
    make(root / "content/inner/odd")
    found = listing(str(root))
    assert [os.fsencode(path)[:17] for path in found.odd] == [b"content/inner/odd"]
    assert len(found.digests) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such files")
@pytest.mark.parametrize("name", ["content", "site.yaml"])
def test_a_part_of_the_site_that_is_a_link_is_odd(name, root):
    (root / name).rename(root / "moved")
    (root / name).symlink_to(root / "moved")
    assert listing(str(root)).odd == (name,)


@pytest.mark.parametrize("name", ["content", "site.yaml"])
def test_a_part_of_the_site_of_the_wrong_kind_is_odd(name, root, tmp_path):
    (root / name).rename(root / "moved")
    (root / name).write_bytes(b"") if name == "content" else (root / name).mkdir()
    assert listing(str(root)).odd == (name,)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_what_cannot_be_read_is_odd(root):
    (root / "content/inner/file.txt").chmod(0)
    (root / "seeds/inner").chmod(0)
    found = listing(str(root))
    (root / "seeds/inner").chmod(0o755)
    assert found.odd == ("content/inner/file.txt", "seeds/inner/")


def test_folders_of_a_name_can_be_left_out(root):
    assert listed(str(root / "content"), without="inner") == Listing({}, (), ())


def test_the_digest_of_a_list_tells_names_from_digests_and_does_not_ask_for_an_order():
    one, other = {"a": "1", "b": "2"}, {"b": "2", "a": "1"}
    assert digest_of(one) == digest_of(other)
    assert len({digest_of(each) for each in (one, {"a": "2", "b": "1"}, {"a": "1"}, {"ab": "12"}, {})}) == 5

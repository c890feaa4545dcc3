"""Digests tell a folder from any other by all that lies in it, and nothing that is odd is passed over in silence."""

from __future__ import annotations

import errno
import hashlib
import os

import pytest
from faults import failing

from pincite.disk import digests, files
from pincite.disk.digests import digest_of, file_digest, listed, mark_of


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one").write_bytes(b"1")
    (tmp_path / "a/.hidden").write_bytes(b"h")
    (tmp_path / "two").write_bytes(b"2" * 200_000)
    return tmp_path


def test_every_file_is_listed_with_the_digest_of_its_bytes(folder):
    found = listed(str(folder))
    assert found.digests == {"a/one": sha256(b"1"), "a/.hidden": sha256(b"h"), "two": sha256(b"2" * 200_000)}
    assert (found.folders, found.odd) == (("a",), ())


def test_a_folder_of_a_name_is_left_out_where_that_is_asked_for(folder):
    assert listed(str(folder), "x/", without="a").digests.keys() == {"x/two"}


def test_links_pipes_and_names_that_are_no_text_are_odd(folder):
    (folder / "link").symlink_to("two")
    os.mkfifo(folder / "pipe")
    (folder / os.fsdecode(b"\xff")).write_bytes(b"x")
    assert listed(str(folder)).odd == ("link", "pipe", os.fsdecode(b"\xff"))


def test_one_byte_or_one_name_makes_another_digest(folder):
    before = listed(str(folder)).digest
    (folder / "a/one").write_bytes(b"2")
    changed = listed(str(folder)).digest
    (folder / "a/one").rename(folder / "a/other")
    assert len({before, changed, listed(str(folder)).digest}) == 3
    assert digest_of({"x": "1", "y": "2"}) == digest_of({"y": "2", "x": "1"})


def test_what_cannot_be_read_is_odd_and_has_no_digest(folder, monkeypatch):
    def refuse(verb, _path):
        if verb == "read":
            raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(files, "before", refuse)
    assert (listed(str(folder)).digests, file_digest(str(folder / "two"))) == ({}, None)
    failing(monkeypatch, errno.EIO)
    assert listed(str(folder), "x/").odd == ("x/",)


def test_a_link_has_no_digest(folder):
    (folder / "link").symlink_to("two")
    assert file_digest(str(folder / "link")) is None


def test_a_mark_tells_each_kind_of_thing_from_every_other(folder, monkeypatch):
    (folder / "link").symlink_to("two")
    os.mkfifo(folder / "pipe")
    marks = [mark_of(folder / name, 300_000) for name in ("a", "a/one", "two", "link", "pipe")]
    assert len({*marks}) == 5
    assert mark_of(folder / "gone", 9) is None
    assert mark_of(folder / "two", 9) == b"%d %d" % (0o100000, 200_000)  # by its size alone

    failing(monkeypatch, errno.EACCES)
    assert mark_of(folder / "two", 9) == b"errno %d" % errno.EACCES


def test_a_file_of_many_pieces_is_digested_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(digests, "_ONCE", 2)
    data = bytes(range(256))
    (tmp_path / "x").write_bytes(data)
    assert file_digest(str(tmp_path / "x")) == sha256(data)

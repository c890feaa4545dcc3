"""What stands at a path is a file, a folder, a link, something else or nothing; where nobody may look, that is told."""

from __future__ import annotations

import errno
import os

import pytest
from faults import failing

from pincite.disk.files import DiskError
from pincite.disk.kinds import identity_of, is_file, is_folder, is_link, is_mount, is_same, mode_of, stands


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-file").symlink_to("file")
    (tmp_path / "to-folder").symlink_to("folder")
    (tmp_path / "to-nothing").symlink_to("gone")
    (tmp_path / "to-itself").symlink_to("to-itself")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("file", "stands file"),
        ("folder", "stands folder"),
        ("pipe", "stands"),
        ("to-file", "stands link"),
        ("to-folder", "stands link"),
        ("to-nothing", "stands link"),
        ("to-itself", "stands link"),
        ("gone", ""),
        ("file/below", ""),
        ("a\0b", ""),
    ],
)
def test_each_kind_is_told_apart_and_no_link_is_followed(folder, name, kinds):
    path = f"{folder}/{name}"
    asked = {"stands": stands, "file": is_file, "folder": is_folder, "link": is_link}
    assert [word for word, ask in asked.items() if ask(path)] == kinds.split()


@pytest.mark.parametrize(
    ("name", "expected"), [("to-file", (True, False)), ("to-folder", (False, True)), ("to-itself", (False, False))]
)
def test_a_link_is_followed_where_that_is_asked_for(folder, name, expected):
    assert (is_file(folder / name, follow=True), is_folder(folder / name, follow=True)) == expected


@pytest.mark.parametrize("ask", [stands, is_file, is_folder, is_link, mode_of])
def test_what_cannot_be_looked_at_is_no_nothing_but_an_error_with_the_path(folder, ask, monkeypatch):
    failing(monkeypatch, errno.EACCES)
    with pytest.raises(DiskError) as caught:
        ask(folder / "file")
    assert (caught.value.errno, str(folder / "file") in caught.value.problem.message) == (errno.EACCES, True)


def test_a_name_that_is_too_long_is_an_error_with_the_path(folder):
    with pytest.raises(DiskError, match="File name too long"):
        stands(folder / ("x" * 5000))


def test_the_permissions_of_a_file_are_told(folder):
    (folder / "file").chmod(0o640)
    assert mode_of(folder / "file") == 0o640


def test_two_ways_to_one_folder_are_the_same_and_what_is_not_there_is_the_same_as_nothing(folder):
    assert is_same(folder / "folder", folder / "to-folder")
    assert not is_same(folder / "gone", folder / "gone")


def test_the_root_is_a_mount_point_and_a_new_folder_is_none(folder):
    assert (is_mount("/"), is_mount(folder / "folder")) == (True, False)


def test_a_folder_that_takes_the_place_of_another_is_another_one(folder):
    before = identity_of(folder / "folder")
    (folder / "folder").rename(folder / "old")
    (folder / "folder").mkdir()
    assert before == identity_of(folder / "old") != identity_of(folder / "folder") == identity_of(folder / "to-folder")
    assert identity_of(folder / "gone") is None

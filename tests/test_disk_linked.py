"""A file gets a second name in another folder, through no link, and a copy where the disk has no second names."""

from __future__ import annotations

import errno
import os
import stat

import pytest
from faults import caught, three_files

from pincite.disk import files
from pincite.disk.linked import link_files


@pytest.fixture
def pair(tmp_path):
    return three_files(tmp_path)


def test_files_get_the_same_names_below_another_folder(pair):
    old, new = pair
    link_files(old, new, ["x", "a/y", "a/b/z"])
    assert [(new / path).stat().st_ino for path in ("x", "a/y", "a/b/z")] == [
        (old / path).stat().st_ino for path in ("x", "a/y", "a/b/z")
    ]


def test_a_file_that_cannot_be_linked_is_told_with_both_paths(pair):
    old, new = pair
    problem = caught(link_files, old, new, ["x", "a/nothing"])
    assert f'"{old}/a/nothing" to "{new}/a/nothing"' in problem.message


def test_nothing_is_linked_from_a_folder_that_is_a_link(pair):
    old, new = pair
    (old / "a").rename(old / "elsewhere")
    (old / "a").symlink_to("elsewhere")
    caught(link_files, old, new, ["a/y"])
    assert not (new / "a" / "y").exists()


def test_a_link_that_is_linked_stays_a_link(pair):
    old, new = pair
    (old / "x").unlink()
    (old / "x").symlink_to("a/y")
    link_files(old, new, ["x"])
    assert (new / "x").is_symlink()


def test_a_copy_is_whole_and_has_the_mode_of_all_files(pair, monkeypatch):
    def link(*_given, **_named):
        raise PermissionError(errno.EPERM, "no links")

    old, new = pair
    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(files, "CHUNK", 2)
    (old / "a" / "y").chmod(0o600)
    link_files(old, new, ["a/y"])
    assert ((new / "a" / "y").read_text(), stat.S_IMODE((new / "a" / "y").stat().st_mode)) == ("a/y", 0o644)


def test_linking_breaks_off_where_it_is_told_to(pair):
    old, new = pair
    answers = iter([True, True, False])
    link_files(old, new, ["x", "a/y"], lambda: next(answers))
    assert [path.name for path in new.rglob("*")] == ["x"]

"""Whole folders are listed, compared, linked, flushed and removed, and below them through no link."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys

import pytest
from faults import caught, failing, three_files

from pincite.disk import files, trees
from pincite.disk.linked import link_files
from pincite.disk.trees import Tree

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="syncfs is Linux's")


@pytest.mark.parametrize("work", [trees.flush_tree, trees.remove_tree, trees.list_tree, trees.facts_below])
def test_every_operation_fails_with_its_path_and_a_remedy(tmp_path, monkeypatch, work):
    (tmp_path / "x").mkdir()
    failing(monkeypatch, errno.ENOSPC)
    problem = caught(work, tmp_path / "x")
    assert (problem.code, f'"{tmp_path / "x"}"' in problem.message) == ("output-io", True)
    assert (problem.span.path, problem.hint) == (str(tmp_path / "x"), "make room on the disk and try again")


@on_linux
def test_a_fault_that_syncfs_reports_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "system", lambda _name: lambda *_given: -1)
    monkeypatch.setattr(trees.ctypes, "get_errno", lambda: errno.EIO)
    assert "cannot flush" in caught(trees.flush_tree, tmp_path).message


def test_without_syncfs_every_file_and_folder_is_flushed(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("")
    monkeypatch.setattr(files, "system", lambda _name: None)
    flushed = []
    monkeypatch.setattr(trees, "flush", flushed.append)
    trees.flush_tree(tmp_path)
    assert flushed == [f"{tmp_path}/a/x", f"{tmp_path}/a", tmp_path]


def test_removing_a_tree_removes_links_and_not_what_they_lead_to(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("mine")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "folder").symlink_to(tmp_path / "kept")
    (tmp_path / "tree" / "file").symlink_to(tmp_path / "kept" / "file")
    trees.remove_tree(tmp_path / "tree")
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    trees.remove_tree(tmp_path / "link")
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "file"]


def test_a_listing_tells_files_folders_and_others_apart(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "x").write_text("four")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "link").symlink_to("b")
    assert trees.list_tree(tmp_path) == Tree((".hidden", "b/x"), ("b", "b/c"), ("link",))


def test_no_part_is_flushed_but_those_that_are_told_and_the_folder_last(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(trees, "flush", flushed.append)
    trees.flush_parts(tmp_path, ["a/b/x"], {"a", "a/b"})
    assert flushed == [f"{tmp_path}/a/b/x", f"{tmp_path}/a/b", f"{tmp_path}/a", tmp_path]


def test_what_is_looked_at_is_told_by_size_inode_and_time(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("four")
    (tmp_path / "link").symlink_to("a")
    facts, tree = trees.facts_below(tmp_path)
    found = (tmp_path / "a" / "x").stat()
    assert facts == {"a/x": (4, found.st_ino, found.st_mtime_ns)}
    assert tree == Tree(("a/x",), ("a",), ("link",))


def test_a_listing_begins_at_a_link_and_goes_through_none(tmp_path):
    (tmp_path / "real" / "a").mkdir(parents=True)
    (tmp_path / "real" / "b").symlink_to("a")
    (tmp_path / "link").symlink_to("real")
    assert trees.list_tree(tmp_path / "link") == Tree((), ("a",), ("b",))


def test_folders_are_made_with_those_between_and_may_be_there(tmp_path):
    made = set()
    mask = os.umask(0o777)
    try:
        for folder in ("a/b", "a/c", "", "a/b"):
            trees.make_folders(str(tmp_path / "top"), folder, made)
        trees.make_folders(str(tmp_path / "top"), "a/b", set())
    finally:
        os.umask(mask)
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "top", *(tmp_path / "top").rglob("*"))
    }
    assert (modes, made) == (dict.fromkeys(("top", "a", "b", "c"), 0o755), {"", "a", "a/b", "a/c"})


@pytest.mark.parametrize("what", ["file", "link"])
def test_a_folder_is_not_made_where_something_else_stands(tmp_path, what):
    (tmp_path / "real").mkdir()
    (tmp_path / "x").write_text("") if what == "file" else (tmp_path / "x").symlink_to("real")
    assert "move it away" in caught(trees.make_folders, str(tmp_path), "x/y", set()).hint


@pytest.fixture
def pair(tmp_path):
    return three_files(tmp_path)


def test_a_comparison_answers_in_order_and_one_at_a_time(pair):
    old, _new = pair
    wanted = [(path, hashlib.sha256(path.encode()).hexdigest(), len(path)) for path in ("x", "a/y", "a/b/z")]
    (old / "a" / "y").write_text("a/Y")
    assert [facts and facts.size for facts in trees.compare(old, wanted)] == [1, None, 5]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are named pipes")
def test_a_pipe_is_no_empty_file(tmp_path):
    os.mkfifo(tmp_path / "x")
    assert list(trees.compare(tmp_path, [("x", hashlib.sha256().hexdigest(), 0)])) == [None]


def test_where_no_folder_can_be_opened_all_goes_by_whole_paths(pair, monkeypatch):
    old, new = pair
    monkeypatch.setattr(trees, "_BY_DESCRIPTOR", False)
    link_files(old, new, ["x", "a/y", "a/b/z"])
    wanted = [(path, hashlib.sha256(path.encode()).hexdigest(), len(path)) for path in ("x", "a/y", "a/b/z")]
    assert list(trees.compare(new, wanted)) == [trees.facts_below(old)[0][path] for path, _sha256, _size in wanted]
    trees.remove_tree(new)
    assert (new.exists(), trees.list_tree(old).files) == (False, ("a/b/z", "a/y", "x"))

"""Whole folders are listed, compared, linked, flushed and removed, and below them through no link."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from pincite.output import files, trees
from pincite.output.files import OutputError
from pincite.output.trees import Tree

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="syncfs is Linux's")


def caught(work, *given, **named):
    with pytest.raises(OutputError) as error:
        work(*given, **named)
    return error.value.problem


def failing(monkeypatch, code):
    def hook(_verb, _path):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files, "before", hook)


@pytest.mark.parametrize("work", [trees.flush_tree, trees.remove_tree, trees.list_tree, trees.facts_below])
def test_every_operation_fails_with_its_path_and_a_remedy(tmp_path, monkeypatch, work):
    (tmp_path / "x").mkdir()
    failing(monkeypatch, errno.ENOSPC)
    problem = caught(work, tmp_path / "x")
    assert (problem.code, f'"{tmp_path / "x"}"' in problem.message) == ("output-io", True)
    assert (problem.span.path, problem.hint) == (str(tmp_path / "x"), "make room on the disk and build again")


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

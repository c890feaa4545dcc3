"""A site that is in memory is put into the output whole; what may break off where is tried with the stage."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from faults import (
    NEW,
    OLD,
    a_quick_folder,
    at,
    beside,
    no_exchange,
    read,
)

from pincite.disk import files, trees
from pincite.disk.files import DiskError
from pincite.output.apply import Written, write_site


@pytest.fixture
def project(tmp_path):
    with a_quick_folder(tmp_path) as folder:
        (folder / "project").mkdir()
        yield folder / "project"


@pytest.fixture
def output(project):
    return project / "output"


@pytest.fixture(params=["exchange", "renames"])
def swap(request, monkeypatch):
    """Run a test with both ways to swap."""
    if request.param == "renames":
        monkeypatch.setattr(files, "exchange", no_exchange)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")
    return request.param


def test_the_first_build_creates_every_file(project, output):
    written = write_site(project, output, OLD)
    assert (read(output), written) == (OLD, Written(created=tuple(sorted(OLD))))


def test_a_build_says_what_it_created_changed_kept_and_removed(project, output, swap):
    write_site(project, output, OLD)
    written = write_site(project, output, NEW)
    assert written == Written(
        created=("data/x.html",),
        changed=("claims/one.html", "manifest.json"),
        kept=("about.html",),
        removed=("claims/gone.html",),
    )
    assert read(output) == NEW


def test_nothing_is_left_beside_the_output(project, output, swap):
    write_site(project, output, OLD)
    write_site(project, output, NEW)
    assert beside(output) == []


def test_a_build_that_changes_nothing_touches_nothing(project, output, monkeypatch):
    write_site(project, output, OLD)
    before = output.stat(), (output / "claims/one.html").stat()
    monkeypatch.setattr(files, "mkdir", None)
    written = write_site(project, output, OLD)
    assert (written.touched, written.kept) == (False, tuple(sorted(OLD)))
    assert (output.stat(), (output / "claims/one.html").stat()) == before


def test_a_file_that_was_edited_by_hand_is_written_again(project, output):
    write_site(project, output, OLD)
    (output / "claims/one.html").write_bytes(b"xxx")
    assert write_site(project, output, OLD).changed == ("claims/one.html",)
    assert read(output) == OLD


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_modes_are_the_same_whatever_the_umask(project, output, mask):
    previous = os.umask(mask)
    try:
        write_site(project, output, OLD)
    finally:
        os.umask(previous)
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (output, *output.rglob("*"))}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_folders_above_the_output_are_made(project, tmp_path):
    output = tmp_path / "a" / "b" / "site"
    write_site(project, output, OLD)
    assert read(output) == OLD


def test_an_empty_folder_is_replaced(project, output, swap):
    output.mkdir()
    write_site(project, output, OLD)
    assert (read(output), beside(output)) == (OLD, [])


def test_a_relative_output_is_the_folder_below_the_working_folder(project, monkeypatch):
    monkeypatch.chdir(project)
    write_site(project, Path("output"), OLD)
    assert read(project / "output") == OLD


def test_what_the_last_build_did_not_write_stops_the_build(project, output):
    write_site(project, output, OLD)
    (output / "notes.txt").write_text("mine")
    with pytest.raises(DiskError) as caught:
        write_site(project, output, NEW)
    assert (caught.value.problem.code, read(output)) == ("output-foreign", OLD | {"notes.txt": b"mine"})


def test_a_file_that_is_put_there_while_the_build_stages_is_not_lost(project, output, monkeypatch):
    write_site(project, output, OLD)
    flush_parts = trees.flush_parts

    def meanwhile(stage, *parts):
        flush_parts(stage, *parts)
        (output / "notes.txt").write_text("mine")

    monkeypatch.setattr(trees, "flush_parts", meanwhile)
    with pytest.raises(DiskError):
        write_site(project, output, NEW)
    assert (read(output), beside(output)) == (OLD | {"notes.txt": b"mine"}, [])


def test_the_project_itself_is_never_replaced(project):
    (project / "site.yaml").write_text("title: x")
    with pytest.raises(DiskError) as caught:
        write_site(project, project, OLD)
    assert (caught.value.problem.code, read(project)) == ("output-unsafe", {"site.yaml": b"title: x"})


@pytest.mark.parametrize("path", ["../x.html", "/x.html", "a//b", "a/./b", "", "a\\b", "a\0b"])
def test_a_path_out_of_the_output_is_a_bug_of_the_caller(project, output, path):
    with pytest.raises(ValueError, match="no path inside"):
        write_site(project, output, OLD | {path: b""})


def test_a_site_without_a_manifest_is_a_bug_of_the_caller(project, output):
    with pytest.raises(ValueError, match=r"manifest\.json"):
        write_site(project, output, {"claims/one.html": b""})


def test_an_old_tree_that_cannot_be_removed_is_a_warning(project, output, swap, monkeypatch):
    write_site(project, output, OLD)

    def refuse(verb, path):
        if verb == "remove" and "pincite-" in str(path) and "journal" not in path.name:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(files, "before", refuse)
    (warning,) = write_site(project, output, NEW).warnings
    assert (warning.code, str(warning.severity), read(output)) == ("output-leftover", "warning", NEW)


def test_the_next_build_removes_what_could_not_be_removed(project, output, swap, monkeypatch):
    test_an_old_tree_that_cannot_be_removed_is_a_warning(project, output, swap, monkeypatch)
    monkeypatch.setattr(files, "before", None)
    write_site(project, output, NEW)
    assert beside(output) == []


def test_an_interrupt_leaves_the_old_tree_and_nothing_beside_it(project, output, monkeypatch):
    write_site(project, output, OLD)
    monkeypatch.setattr(files, "before", at(12, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_site(project, output, NEW)
    assert (read(output), beside(output)) == (OLD, [])

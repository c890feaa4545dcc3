"""The output folder is always one complete build, whatever breaks off where."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from pincite.output import apply, files
from pincite.output.apply import Written, recover, write_site
from pincite.output.files import OutputError
from pincite.output.lock import old_beside, stage_beside
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


@pytest.fixture
def project(tmp_path):
    """Give an empty project, in memory where the system offers that: some thousand trees are built here."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    if not os.access(memory, os.W_OK):
        root = tmp_path / "project"
        root.mkdir()
        yield root
        return
    with tempfile.TemporaryDirectory(prefix="pincite-", dir=memory) as folder:
        yield Path(folder)


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
    with pytest.raises(OutputError) as caught:
        write_site(project, output, NEW)
    assert (caught.value.problem.code, read(output)) == ("output-foreign", OLD | {"notes.txt": b"mine"})


def test_a_file_that_is_put_there_while_the_build_stages_is_not_lost(project, output, monkeypatch):
    write_site(project, output, OLD)
    flush_tree = files.flush_tree

    def meanwhile(stage):
        flush_tree(stage)
        (output / "notes.txt").write_text("mine")

    monkeypatch.setattr(files, "flush_tree", meanwhile)
    with pytest.raises(OutputError):
        write_site(project, output, NEW)
    assert (read(output), beside(output)) == (OLD | {"notes.txt": b"mine"}, [])


def test_the_project_itself_is_never_replaced(project):
    (project / "site.yaml").write_text("title: x")
    with pytest.raises(OutputError) as caught:
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


def test_recover_puts_the_old_tree_back_that_a_journal_tells_of(project, output):
    write_site(project, output, OLD)
    output.rename(old_beside(output))
    output.with_name(".output.pincite-journal").write_text(f'{{"old": "{old_beside(output).name}"}}')
    recover(output)
    assert (read(output), beside(output)) == (OLD, [])


@pytest.mark.parametrize("torn", ["", '{"ol', "[]", '{"old": 1}', '{"old": "../project"}', '{"old": "output"}'])
def test_recover_forgets_a_torn_journal(project, output, torn):
    write_site(project, output, OLD)
    output.with_name(".output.pincite-journal").write_text(torn)
    recover(output)
    assert (read(output), beside(output)) == (OLD, [])


def test_recover_leaves_a_folder_alone_that_is_none_of_ours(project, output):
    kept = [project / name for name in (".output.pincite-x", ".output2.pincite-99999999", ".output.pincite")]
    for folder in kept:
        folder.mkdir()
    recover(output)
    assert [folder.is_dir() for folder in kept] == [True] * 3


def test_recover_sweeps_the_stage_of_a_dead_process(project, output):
    stage = output.with_name(".output.pincite-999999999")
    (stage / "claims").mkdir(parents=True)
    (stage / "claims" / "x.html").write_text("half")
    recover(output)
    assert beside(output) == []


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


@pytest.fixture
def trial(project, output, monkeypatch):
    """Give a function that builds NEW over a fresh OLD with a hook; flushing is counted, but costs nothing."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(files, "_system", without_syncfs(files._system))
    monkeypatch.setattr(files, "CHUNK", 400)  # so that a disk may be full in the middle of a file
    master = project / "master"
    write_site(project, master, OLD)

    def build(hook):
        if output.exists():
            shutil.rmtree(output)
        shutil.copytree(master, output)
        files.before = hook
        try:
            return write_site(project, output, NEW)
        finally:
            files.before = None

    yield build
    files.before = None


def without_syncfs(system):
    return lambda name: None if name == "syncfs" else system(name)


def operations(build):
    verbs = []
    build(lambda verb, path: verbs.append((verb, path.name)))
    return verbs


def test_the_trials_count_every_kind_of_operation(trial, swap):
    verbs = {verb for verb, _name in operations(trial)}
    wanted = {"list", "look at", "read", "make the folder", "create", "set the mode of", "write", "flush", "remove"}
    assert wanted | {"rename" if swap == "renames" else "exchange"} <= verbs


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_an_operation_that_fails_leaves_the_old_or_the_new_tree_and_the_next_build_succeeds(
    trial, swap, project, output, code
):
    for number in range(1, len(operations(trial)) + 1):
        try:
            trial(at(number, OSError(code, os.strerror(code))))
        except OutputError as error:
            expected, told = OLD, str(project) in error.problem.message and bool(error.problem.hint)
        else:
            expected, told = NEW, True
        assert (number, read(output), told) == (number, expected, True)
        write_site(project, output, NEW)
        assert (number, read(output), beside(output)) == (number, NEW, [])


def test_a_disk_that_fails_for_good_loses_nothing(trial, swap, project, output):
    for number in range(1, len(operations(trial)) + 1):
        try:
            trial(from_then_on(number, errno.EIO))
        except OutputError:
            expected = OLD
        else:
            expected = NEW
        recover(output)
        assert (number, read(output)) == (number, expected)
        write_site(project, output, NEW)
        assert (number, read(output), beside(output)) == (number, NEW, [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_a_process_that_dies_at_any_operation_leaves_the_old_or_the_new_tree(trial, swap, project, output):
    for number in range(1, len(operations(trial)) + 1):
        in_a_fork(lambda number=number: trial(dying(number)))
        if swap == "exchange":
            assert read(output) in (OLD, NEW)  # at every moment, without any repair
        recover(output)
        assert (number, read(output) in (OLD, NEW), beside(output)) == (number, True, [])
        write_site(project, output, NEW)
        assert (number, read(output)) == (number, NEW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_a_process_that_dies_while_it_recovers_loses_nothing(trial, project, output, monkeypatch):
    monkeypatch.setattr(files, "exchange", no_exchange)
    names = operations(trial)
    between = [number for number, (verb, _name) in enumerate(names, 1) if verb == "rename"][1]
    for number in range(1, 40):
        in_a_fork(lambda: trial(dying(between)))
        assert not output.exists()
        in_a_fork(lambda number=number: recovering(output, dying(number)))
        recover(output)
        assert (number, read(output), beside(output)) == (number, OLD, [])


def recovering(output, hook):
    files.before = hook
    recover(output)


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


def test_a_reader_finds_the_output_at_every_operation_of_an_exchange(trial, output):
    if sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")
    seen = []
    trial(lambda _verb, _path: seen.append(read(output) in (OLD, NEW)))
    assert set(seen) == {True}


def test_a_failed_step_back_keeps_the_journal_for_the_next_build(trial, output, monkeypatch):
    monkeypatch.setattr(files, "exchange", no_exchange)
    names = operations(trial)
    between = [number for number, (verb, _name) in enumerate(names, 1) if verb == "rename"][1]
    with pytest.raises(OutputError):
        trial(from_then_on(between, errno.EIO))
    assert (output.exists(), apply._journal(output).exists()) == (False, True)
    recover(output)
    assert (read(output), beside(output)) == (OLD, [])


def test_the_stage_is_named_after_the_output_and_the_process(output):
    assert stage_beside(output) == output.parent / f".output.pincite-{os.getpid()}"

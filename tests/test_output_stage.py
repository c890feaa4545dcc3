"""An output that is filled file by file, by several processes, is as whole as one that was written at once."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading

import pytest
from faults import (
    NEW,
    OLD,
    a_quick_folder,
    a_site,
    at,
    beside,
    dying,
    from_then_on,
    in_a_fork,
    no_exchange,
    read,
    without_syncfs,
)

from pincite.disk import files, linked, trees
from pincite.disk.files import DiskError
from pincite.output import stage as module
from pincite.output import standing
from pincite.output.apply import write_site
from pincite.output.manifest import MANIFEST, SIGNATURE, Listed, listed
from pincite.output.stage import Stage, Written
from pincite.output.swap import recover

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")


@pytest.fixture
def project(tmp_path):
    with a_quick_folder(tmp_path) as folder:
        (folder / "project").mkdir()
        yield folder / "project"


@pytest.fixture
def output(project):
    return project / "output"


@pytest.fixture
def built(project, output):
    """Give an output that has OLD."""
    write_site(project, output, OLD)
    for path in output.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))  # some clocks of disks tick so slowly that no test would see it
    return output


@pytest.fixture(params=["prepared", "unprepared", "alone"])
def way(request, monkeypatch):
    """Run a test with processes beside and a tree linked early; with the first alone; and with one process."""
    return ways(request.param, monkeypatch)


def ways(way, monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2 if way == "alone" else 1)
    monkeypatch.setattr(standing, "FORKED_FROM", 0)
    return way


def fill(stage, site, way="unprepared"):
    """Take a site into a stage: what is as before without its bytes, as a build does that remembers."""
    if way != "unprepared":
        stage.prepare()
    wanted = listed(site)
    told = {}
    for path, one in wanted.items():
        told[path] = stage.keep(path) if stage.before.get(path) == one else stage.put(path, site[path])
    return told


def build(project, output, site, way="unprepared", **named):
    with Stage(project, output, **named) as stage:
        return stage.finish(fill(stage, site, way), site[MANIFEST])


def told(path):
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def inodes(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


# What a build does ---------------------------------------------------------------------------------------------------


def test_a_build_says_what_it_created_changed_kept_and_removed(project, built, way):
    before = inodes(built)
    assert build(project, built, NEW, way) == Written(
        created=("data/x.html",),
        changed=("claims/one.html", "manifest.json"),
        kept=("about.html",),
        removed=("claims/gone.html",),
    )
    after = inodes(built)
    assert (read(built), beside(built)) == (NEW, [])
    assert [path for path, inode in after.items() if before.get(path) == inode] == ["about.html"]


def test_the_first_build_creates_all_wherever_it_is(project, tmp_path, way):
    output = tmp_path / "a" / "b" / "site"
    assert build(project, output, OLD, way) == Written(created=tuple(sorted(OLD)))
    assert read(output) == OLD


def test_where_nothing_differs_nothing_is_touched(project, built, way, monkeypatch):
    before = {path: told(path) for path in (built.parent, built, *built.rglob("*"))}
    if way != "prepared":
        monkeypatch.setattr(trees, "make_folders", None)
    written = build(project, built, OLD, "unprepared")
    assert (written.touched, written.kept) == (False, tuple(sorted(OLD)))
    assert {path: told(path) for path in before} == before


def test_a_stage_that_was_prepared_for_nothing_leaves_nothing(project, built, way):
    assert build(project, built, OLD, way).touched is False
    assert (read(built), beside(built)) == (OLD, [])


def test_an_old_folder_may_become_a_file_and_a_file_a_folder(project, output, way):
    one = a_site(a__b__c="1", d="2", kept="3")
    other = a_site(kept="3") | {"d.html/e.html": b"4", "a": b"5"}
    write_site(project, output, one)
    build(project, output, other, way)
    assert (read(output), sorted(path.name for path in output.iterdir() if path.is_dir())) == (other, ["d.html"])


def test_an_empty_folder_is_not_taken_over(project, built, way):
    (built / "empty" / "er").mkdir(parents=True)
    build(project, built, NEW, way)
    assert not (built / "empty").exists()


def test_a_signature_is_written_kept_replaced_and_removed(project, built):
    told = []
    for signature in (b"one", b"one", b"two", None):
        with Stage(project, built) as stage:
            written = stage.finish(fill(stage, OLD), OLD[MANIFEST], signature)
        present = (built / SIGNATURE).read_bytes() if (built / SIGNATURE).exists() else None
        told.append((present, written.created, written.changed, written.removed))
    assert told == [
        (b"one", (SIGNATURE,), (), ()),
        (b"one", (), (), ()),
        (b"two", (), (SIGNATURE,), ()),
        (None, (), (), (SIGNATURE,)),
    ]


def test_what_was_put_is_listed_by_digest_and_size_and_what_is_kept_is_the_same_record(project, built):
    with Stage(project, built) as stage:
        assert stage.put("new.html", b"") == Listed(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0
        )
        assert stage.put("about.html", b"same") is stage.keep("about.html")


def test_a_file_that_was_edited_by_hand_cannot_be_kept(project, built):
    (built / "about.html").write_bytes(b"xxxx")
    with Stage(project, built) as stage, pytest.raises(KeyError):
        stage.keep("about.html")


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/./b", ".", "..", "a/..", "", "a/", "a\\b", "a\0b", MANIFEST, SIGNATURE]
)
def test_a_path_that_no_build_may_ask_for_is_a_bug_of_the_caller(project, built, path):
    with Stage(project, built) as stage, pytest.raises(ValueError, match="no path inside"):
        stage.put(path, b"")


@pytest.mark.parametrize("path", ["a", ".nojekyll", "..a", "a/...b", "a b", "é\n", "a.", "...", "-"])
def test_other_paths_may_be_asked_for(project, output, path):
    with Stage(project, output) as stage:
        stage.finish({path: stage.put(path, b"x")}, OLD[MANIFEST])
    assert read(output) == {path: b"x", MANIFEST: OLD[MANIFEST]}


def test_a_file_is_put_once(project, built):
    with Stage(project, built) as stage:
        stage.put("x.html", b"1")
        with pytest.raises(DiskError):
            stage.put("x.html", b"2")


@pytest.mark.parametrize("fault", ["never put", "not listed"])
def test_a_list_that_differs_from_what_was_put_is_a_bug_of_the_caller(project, built, fault, way):
    with Stage(project, built) as stage:
        told = fill(stage, NEW, way)
        if fault == "never put":
            told["more.html"] = Listed("0" * 64, 1)
        else:
            del told["data/x.html"]
        with pytest.raises(ValueError, match="put"):
            stage.finish(told, NEW[MANIFEST])
    assert (read(built), beside(built)) == (OLD, [])


@pytest.mark.parametrize("code", sorted(linked._CANNOT_LINK))
def test_where_the_disk_has_no_links_what_is_kept_is_copied(project, built, way, monkeypatch, code):
    def link(*_given, **_named):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", link)
    before = inodes(built)
    written = build(project, built, NEW, way)
    assert (written.kept, read(built), beside(built)) == (("about.html",), NEW, [])
    assert inodes(built)["about.html"] != before["about.html"]


@pytest.mark.parametrize(("pages", "flushed"), [(7, "parts"), (8, "tree")])
def test_a_few_new_files_are_flushed_by_themselves_and_many_with_the_disk(project, built, monkeypatch, pages, flushed):
    told = []
    monkeypatch.setattr(trees, "flush_tree", lambda _folder: told.append("tree"))
    monkeypatch.setattr(trees, "flush_parts", lambda _folder, files, folders: told.append(("parts", *files, *folders)))
    site = a_site(about="same", **{f"claims__{number}": "x" for number in range(pages)})
    build(project, built, site)
    names = {path for path in site if path != "about.html"}
    assert [one if isinstance(one, str) else (one[0], {*one[1:]}) for one in told] == [
        "tree" if flushed == "tree" else ("parts", names | {"claims"})
    ]


def test_without_durable_nothing_is_flushed(project, built, monkeypatch):
    for name in ("flush_tree", "flush_parts"):
        monkeypatch.setattr(trees, name, None)
    build(project, built, NEW, durable=False)
    assert read(built) == NEW


# Several processes ---------------------------------------------------------------------------------------------------


@forking
def test_workers_put_and_keep(project, built, way):
    site = a_site(about="same", **{f"claims__{number}": str(number) for number in range(40)})
    with Stage(project, built) as stage:
        assert stage.before
        if way == "prepared":
            stage.prepare()
        for share in range(4):
            in_a_fork(lambda share=share: [stage.put(path, site[path]) for path in sorted(listed(site))[share::4]])
        stage.finish(listed(site), site[MANIFEST])
    assert (read(built), beside(built)) == (site, [])


@forking
def test_a_worker_may_not_be_the_first_to_ask_what_stands(project, built, tmp_path):
    def ask():
        with pytest.raises(RuntimeError, match="before workers"):
            stage.put("x.html", b"x")
        (tmp_path / "told").touch()

    with Stage(project, built) as stage:
        in_a_fork(ask)
        assert stage.put("about.html", b"same") == stage.before["about.html"]
    assert (tmp_path / "told").exists()


@forking
def test_a_worker_that_leaves_its_stage_takes_nothing_with_it(project, built):
    with Stage(project, built) as stage:
        told = fill(stage, NEW)
        in_a_fork(stage.abandon)
        stage.finish(told, NEW[MANIFEST])
    assert read(built) == NEW


@forking
def test_a_worker_that_dies_leaves_the_output_as_it_was(project, built, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1)
    with Stage(project, built) as stage:
        assert stage.before
        monkeypatch.setattr(files, "before", dying(6))
        in_a_fork(lambda: stage.put("x.html", b"half of it"))
        monkeypatch.setattr(files, "before", None)
        with pytest.raises(DiskError):
            stage.finish({**fill(stage, OLD), "x.html": listed({"x": b"half of it"})["x"]}, NEW[MANIFEST])
    assert (read(built), beside(built)) == (OLD, [])


@forking
@pytest.mark.parametrize("number", range(1, 12))
def test_a_process_that_links_and_dies_is_made_up_for(project, built, monkeypatch, number):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    with Stage(project, built) as stage:
        assert stage.before
        monkeypatch.setattr(files, "before", dying(number + 1))  # the first is this process's
        stage.prepare()
        monkeypatch.setattr(files, "before", None)
        stage.finish(fill(stage, NEW), NEW[MANIFEST])
    assert (read(built), beside(built)) == (NEW, [])


@forking
def test_a_process_that_links_ends_with_the_one_that_asked_for_it(project, built, monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "getppid", lambda: 1)
    with Stage(project, built) as stage:
        stage.prepare()
        stage._linking.wait()
        assert list(stage._ready.iterdir()) == []


# What another hand does meanwhile ------------------------------------------------------------------------------------


def meanwhile(monkeypatch, work):
    """Let something happen when the new tree is on the disk, before it is held against the list."""
    flush_parts = trees.flush_parts

    def flush(stage, *parts):
        flush_parts(stage, *parts)
        work(stage)

    monkeypatch.setattr(trees, "flush_parts", flush)


@pytest.mark.parametrize("when", ["before it is linked", "after it"])
def test_a_kept_file_that_is_changed_meanwhile_stops_the_build(project, built, way, when, monkeypatch):
    def change(*_given):
        (built / "about.html").write_bytes(b"xxxx")

    with Stage(project, built) as stage:
        told = fill(stage, NEW, way)
        if when == "before it is linked":
            change()
        else:
            meanwhile(monkeypatch, change)
        with pytest.raises(DiskError) as caught:
            stage.finish(told, NEW[MANIFEST])
    assert (str(built / "about.html") in caught.value.problem.message, beside(built)) == (True, [])
    assert read(built) == OLD | {"about.html": b"xxxx"}


def test_a_kept_file_that_is_replaced_by_another_of_the_same_size_and_time_stops_the_build(project, built, way):
    with Stage(project, built) as stage:
        told = fill(stage, NEW)
        before = (built / "about.html").stat()
        (built / "new").write_bytes(b"xxxx")
        os.utime(built / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
        (built / "new").rename(built / "about.html")
        with pytest.raises(DiskError):
            stage.finish(told, NEW[MANIFEST])
    assert read(built) == OLD | {"about.html": b"xxxx"}


def test_a_kept_file_that_was_only_touched_is_read_again_and_kept(project, built, way):
    with Stage(project, built) as stage:
        told = fill(stage, NEW, way)
        os.utime(built / "about.html", ns=(1, 1))
        assert stage.finish(told, NEW[MANIFEST]).kept == ("about.html",)
    assert read(built) == NEW


def test_a_kept_file_in_whose_place_a_link_stands_is_never_followed(project, built, way):
    (project / "secret").write_bytes(b"same")
    with Stage(project, built) as stage:
        told = fill(stage, NEW)
        (built / "about.html").unlink()
        (built / "about.html").symlink_to(project / "secret")
        with pytest.raises(DiskError):
            stage.finish(told, NEW[MANIFEST])
    assert ((built / "about.html").is_symlink(), beside(built)) == (True, [])


def test_a_kept_file_that_is_gone_stops_the_build(project, built):
    with Stage(project, built) as stage:
        told = fill(stage, NEW)
        (built / "about.html").unlink()
        with pytest.raises(DiskError):
            stage.finish(told, NEW[MANIFEST])
    assert (read(built), beside(built)) == ({path: OLD[path] for path in OLD if path != "about.html"}, [])


@pytest.mark.parametrize("what", ["more", "less", "longer", "link", "folder"])
def test_a_new_tree_that_another_hand_has_changed_does_not_become_the_output(project, built, way, what, monkeypatch):
    def change(stage):
        path = stage / "claims" / "one.html"
        if what == "longer":
            path.write_bytes(b"longer than it was")
        elif what == "less":
            path.unlink()
        elif what == "link":
            (stage / "x").symlink_to("claims")
        elif what == "folder":
            (stage / "x").mkdir()
        else:
            (stage / "x").write_bytes(b"")

    meanwhile(monkeypatch, change)
    with pytest.raises(DiskError):
        build(project, built, NEW, way)
    assert (read(built), beside(built)) == (OLD, [])


def test_what_another_hand_puts_into_the_output_stops_the_build(project, built, way, monkeypatch):
    meanwhile(monkeypatch, lambda _stage: (built / "notes.txt").write_text("mine"))
    with pytest.raises(DiskError) as caught:
        build(project, built, NEW, way)
    assert (caught.value.problem.code, beside(built)) == ("output-foreign", [])
    assert read(built) == OLD | {"notes.txt": b"mine"}


@pytest.mark.parametrize("code", ["output-unsafe", "output-foreign"])
def test_a_target_that_is_not_ours_is_refused_before_anything_is_done(project, built, code):
    (built / "notes.txt").write_text("mine")
    with pytest.raises(DiskError) as caught:
        Stage(project, project if code == "output-unsafe" else built)
    assert (caught.value.problem.code, read(built)) == (code, OLD | {"notes.txt": b"mine"})


# Whatever breaks off -------------------------------------------------------------------------------------------------


@pytest.fixture(params=["exchange", "renames"])
def swap(request, monkeypatch):
    if request.param == "renames":
        monkeypatch.setattr(files, "exchange", no_exchange)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")
    return request.param


@pytest.fixture(params=["prepared", "alone"])
def way_tried(request, monkeypatch):
    return ways(request.param, monkeypatch)


@pytest.fixture
def trial(project, output, way_tried, monkeypatch):
    """Give a function that builds NEW over a fresh OLD with a hook; flushing is counted, but costs nothing.

    A second name of every old file is kept, by which a test sees whether anything was written into one.
    """
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(files, "system", without_syncfs(files.system))
    monkeypatch.setattr(files, "CHUNK", 400)
    if way_tried == "alone":
        monkeypatch.setattr(module, "_FEW", 0)
    master, second = project / "master", project / "second"
    write_site(project, master, OLD)

    def run(hook):
        for folder in (output, second):
            if folder.exists():
                shutil.rmtree(folder)
        shutil.copytree(master, output)
        shutil.copytree(output, second, copy_function=os.link)
        files.before = hook
        try:
            return build(project, output, NEW, way_tried)
        finally:
            files.before = None

    yield run
    files.before = None
    assert read(second) == OLD


def operations(run):
    verbs = []
    run(lambda verb, path: verbs.append((verb, path.name)))
    return verbs


def test_the_trials_count_every_kind_of_operation(trial, swap, way_tried):
    verbs = {verb for verb, _name in operations(trial)}
    wanted = {"list", "look at", "read", "make the folder", "create", "set the mode of", "write", "flush", "remove"}
    wanted |= {"link"} if way_tried != "prepared" else {"rename"}
    assert wanted | {"rename" if swap == "renames" else "exchange"} <= verbs


def test_an_operation_that_fails_leaves_the_old_or_the_new_site_and_the_next_build_succeeds(
    trial, swap, project, output
):
    """Other answers of the system than a full disk are tried by `bench/breaks.py`."""
    for number in range(1, len(operations(trial)) + 1):
        try:
            trial(at(number, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
        except DiskError as error:
            expected, told = OLD, str(project) in error.problem.message and bool(error.problem.hint)
        else:
            expected, told = NEW, True
        assert (number, read(output), told) == (number, expected, True)
        assert read(project / "second") == OLD
        build(project, output, NEW)
        assert (number, read(output), beside(output)) == (number, NEW, [])


def test_a_disk_that_fails_for_good_loses_nothing(trial, swap, project, output):
    for number in range(1, len(operations(trial)) + 1):
        try:
            trial(from_then_on(number, errno.EIO))
        except DiskError:
            expected = OLD
        else:
            expected = NEW
        recover(output)
        assert (number, read(output), read(project / "second")) == (number, expected, OLD)
        build(project, output, NEW)
        assert (number, read(output), beside(output)) == (number, NEW, [])


def test_an_interrupt_leaves_one_site_and_nothing_beside_it(trial, output):
    for number in range(1, len(operations(trial)) + 1):
        try:
            trial(at(number, KeyboardInterrupt()))
        except KeyboardInterrupt:
            assert (number, read(output) in (OLD, NEW), beside(output)) == (number, True, [])


@forking
def test_a_process_that_dies_at_any_operation_leaves_the_old_or_the_new_site(trial, swap, project, output):
    for number in range(1, len(operations(trial)) + 1):
        in_a_fork(lambda number=number: trial(dying(number)))
        if swap == "exchange":
            assert read(output) in (OLD, NEW)  # at every moment, without any repair
        assert read(project / "second") == OLD
        recover(output)
        assert (number, read(output) in (OLD, NEW), beside(output)) == (number, True, [])
        build(project, output, NEW)
        assert (number, read(output)) == (number, NEW)


def test_a_reader_finds_one_site_at_every_operation_of_an_exchange(trial, output):
    if sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")
    seen = []
    trial(lambda _verb, _path: seen.append(read(output) in (OLD, NEW)))
    assert set(seen) == {True}

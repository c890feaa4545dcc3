"""A file stands as listed if all of its bytes say so, whichever process has read it."""

from __future__ import annotations

import os
import threading

import pytest
from faults import dying

from pincite.disk import files
from pincite.output import standing
from pincite.output.manifest import listed
from pincite.output.standing import Standing

SITE = {f"{folder}{name}.html": f"{folder}{name}".encode() for folder in ("", "a/", "a/b/") for name in range(5)}


@pytest.fixture(params=["beside", "alone"])
def way(request, monkeypatch):
    """Run a test with a process beside and without."""
    monkeypatch.setattr(threading, "active_count", lambda: 1 if request.param == "beside" else 2)
    monkeypatch.setattr(standing, "FORKED_FROM", 0)
    return request.param


@pytest.fixture
def output(tmp_path):
    for path, data in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def found(output, present=SITE):
    return Standing(str(output), listed(SITE), present).found()


def test_every_file_that_is_as_listed_is_found_with_what_it_is_told_by(output, way):
    facts = {path: (output / path).stat() for path in SITE}
    assert found(output) == {path: (one.st_size, one.st_ino, one.st_mtime_ns) for path, one in facts.items()}


def test_a_file_of_the_same_size_and_time_with_other_bytes_is_not_as_listed(output, way):
    before = (output / "a/3.html").stat()
    (output / "a/3.html").write_bytes(b"a/X")
    os.utime(output / "a/3.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert SITE.keys() - found(output).keys() == {"a/3.html"}


@pytest.mark.parametrize("data", [b"", b"a", b"a/3 and more"])
def test_a_file_of_another_size_is_not_as_listed(output, way, data):
    (output / "a/3.html").write_bytes(data)
    assert SITE.keys() - found(output).keys() == {"a/3.html"}


def test_what_is_gone_or_a_link_or_a_folder_or_cannot_be_read_is_not_as_listed(output, way, monkeypatch):
    for name in ("a/0.html", "a/1.html", "a/2.html"):
        (output / name).unlink()
    (output / "a/1.html").symlink_to(output / "0.html")
    (output / "a/2.html").mkdir()

    def hook(_verb, path):
        if path == output / "a/3.html":
            raise OSError

    monkeypatch.setattr(files, "before", hook)
    assert SITE.keys() - found(output).keys() == {f"a/{number}.html" for number in range(4)}


def test_a_folder_that_is_a_link_holds_nothing_that_is_as_listed(output, way):
    (output / "a").rename(output / "elsewhere")
    (output / "a").symlink_to("elsewhere")
    assert sorted(found(output)) == [f"{number}.html" for number in range(5)]


def test_what_is_not_there_is_not_looked_for(output, way):
    assert sorted(found(output, {"1.html", "other"})) == ["1.html"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
@pytest.mark.parametrize("number", [1, 2, 7, 15])
def test_what_a_process_beside_that_dies_has_not_come_to_is_read_by_this_one(output, monkeypatch, number):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(standing, "FORKED_FROM", 0)
    monkeypatch.setattr(files, "before", dying(number))
    work = Standing(str(output), listed(SITE), SITE)
    monkeypatch.setattr(files, "before", None)
    assert work.found().keys() == SITE.keys()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_what_both_have_read_makes_a_whole_wherever_they_meet(output, monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(standing, "FORKED_FROM", 0)
    for number in range(len(SITE) + 1):
        monkeypatch.setattr(files, "before", dying(number + 1))
        work = Standing(str(output), listed(SITE), SITE)
        work._beside.wait()
        monkeypatch.setattr(files, "before", None)
        read = []
        monkeypatch.setattr(files, "before", lambda _verb, path, read=read: read.append(path))
        assert (work.found().keys(), len(read)) == (SITE.keys(), max(1, len(SITE) - number))


def test_a_big_file_is_read_in_pieces(output, way, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 2)
    assert found(output).keys() == SITE.keys()


def test_a_broken_off_reading_leaves_no_process(output, way):
    work = Standing(str(output), listed(SITE), SITE)
    work.end()
    assert work._beside is None or work._beside._process == 0


def test_no_process_is_forked_for_a_few_files(output, monkeypatch):
    monkeypatch.setattr(standing, "Beside", None)
    assert found(output).keys() == SITE.keys()

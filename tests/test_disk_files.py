"""No error without a path, no link followed, no name lost."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import stat
import sys
from pathlib import Path

import pytest
from faults import caught, failing

from pincite.disk import files
from pincite.disk.below import read_below
from pincite.disk.digests import file_digest
from pincite.disk.files import DiskError
from pincite.disk.trees import compare

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="renameat2 and syncfs are Linux's")


@pytest.mark.parametrize(
    ("work", "given"),
    [
        (files.mkdir, ["x"]),
        (files.write_file, ["x", b"data"]),
        (files.read_file, ["x"]),
        (files.flush, ["x"]),
        (files.rename, ["x", "y"]),
        (files.exchange, ["x", "y"]),
        (files.remove_file, ["x"]),
        (files.remove_folder, ["x"]),
    ],
)
def test_every_operation_fails_with_its_path_and_a_remedy(tmp_path, monkeypatch, work, given):
    (tmp_path / "x").mkdir()
    failing(monkeypatch, errno.ENOSPC)
    problem = caught(work, *[tmp_path / name if isinstance(name, str) else name for name in given])
    assert (problem.code, f'"{tmp_path / "x"}"' in problem.message) == ("output-io", True)
    assert (problem.span.path, problem.hint) == (str(tmp_path / "x"), "make room on the disk and try again")


def test_what_helps_is_said_for_reading_and_for_writing(tmp_path, monkeypatch):
    failing(monkeypatch, errno.EACCES)
    assert "you may read it" in caught(files.read_file, tmp_path).hint
    assert "you may write there" in caught(files.remove_file, tmp_path).hint


def test_a_fault_in_the_middle_of_a_file_names_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 4)
    written = []

    def hook(verb, _path):
        written.append(verb)
        if written.count("write") == 2:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(files, "before", hook)
    problem = caught(files.write_file, tmp_path / "x", b"12345678")
    assert problem.message == f'cannot write "{tmp_path / "x"}": Input/output error'


def test_a_file_is_written_whole_in_any_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 3)
    files.write_file(tmp_path / "x", b"12345678")
    assert (tmp_path / "x").read_bytes() == b"12345678"


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    (tmp_path / "x").write_text("mine")
    assert caught(files.write_file, tmp_path / "x", b"").code == "output-io"
    assert (tmp_path / "x").read_text() == "mine"


def test_no_link_is_written_or_read_through(tmp_path):
    (tmp_path / "real").write_text("mine")
    (tmp_path / "link").symlink_to("real")
    caught(files.write_file, tmp_path / "link", b"")
    caught(files.read_file, tmp_path / "link")
    assert (tmp_path / "real").read_text() == "mine"


def test_reading_a_folder_is_a_problem_that_names_it(tmp_path):
    assert str(tmp_path) in caught(files.read_file, tmp_path).message


def test_a_folder_that_is_there_is_an_error_unless_it_may_be(tmp_path):
    caught(files.mkdir, tmp_path)
    files.mkdir(tmp_path, exist_ok=True)


def test_a_file_in_the_place_of_a_folder_is_an_error_always(tmp_path):
    (tmp_path / "x").write_text("")
    assert "move it away" in caught(files.mkdir, tmp_path / "x", exist_ok=True).hint


def test_missing_parents_are_made_with_the_mode_of_all_folders(tmp_path):
    files.mkdir(tmp_path / "a" / "b", parents=True)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o755


@on_linux
def test_two_folders_exchange_their_names(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    assert files.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()


def test_a_system_that_cannot_exchange_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "system", lambda _name: None)
    assert files.exchange(tmp_path / "a", tmp_path / "b") is False


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM])
def test_a_file_system_that_cannot_exchange_says_so(tmp_path, monkeypatch, code):
    monkeypatch.setattr(files, "system", lambda _name: lambda *_given: -1)
    monkeypatch.setattr(files.ctypes, "get_errno", lambda: code)
    assert files.exchange(tmp_path / "a", tmp_path / "b") is False


@on_linux
def test_an_exchange_that_fails_names_both_paths(tmp_path):
    problem = caught(files.exchange, tmp_path / "a", tmp_path / "b")
    assert str(tmp_path / "a") in problem.message
    assert str(tmp_path / "b") in problem.message


def test_a_name_that_is_not_utf8_can_be_printed():
    assert files.shown(Path(os.fsdecode(b"caf\xe9"))) == "caf\\xe9"


def test_an_error_comes_whole_from_a_worker(tmp_path):
    with pytest.raises(DiskError) as error:
        files.read_file(tmp_path / "x")
    assert pickle.loads(pickle.dumps(error.value)).problem == error.value.problem  # noqa: S301 - our own bytes


@pytest.mark.parametrize("limit", [0, 1, 7, 8, 9, -1])
def test_a_file_is_read_up_to_its_limit(tmp_path, limit):
    (tmp_path / "x").write_bytes(b"12345678")
    assert files.read_file(tmp_path / "x", limit) == (b"12345678" if limit < 0 else b"12345678"[:limit])


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "x").write_bytes(b"1234")
    fstat = os.fstat

    def grown(descriptor):
        found = fstat(descriptor)
        with (tmp_path / "x").open("ab") as file:
            file.write(b"5678")
        return found

    monkeypatch.setattr(os, "fstat", grown)
    assert files.read_file(tmp_path / "x")[:8] == b"12345678"


def test_a_file_that_cannot_be_closed_is_a_problem_that_names_it(tmp_path, monkeypatch):
    close = os.close

    def failing_close(descriptor):
        close(descriptor)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "close", failing_close)
    problem = caught(files.write_file, tmp_path / "x", b"1")
    assert f'"{tmp_path / "x"}"' in problem.message


def test_a_disk_that_complains_when_a_file_is_closed_that_was_only_read_takes_nothing_from_it(tmp_path, monkeypatch):
    """Network disks may. What was written is told, for it may not have come there; see `write_file`."""
    (tmp_path / "a").write_bytes(b"whole")
    (tmp_path / "b").write_bytes(b"whole")
    closed, close = [], os.close

    def complain(descriptor):
        close(descriptor)
        closed.append(descriptor)
        raise OSError(errno.EIO, "Input/output error")

    digest = hashlib.sha256(b"whole").hexdigest()
    monkeypatch.setattr(os, "close", complain)
    read = files.read_file(tmp_path / "a"), read_below(tmp_path, "a", 9), file_digest(str(tmp_path / "a"))
    (same,) = compare(tmp_path, [("a", digest, 5)])
    with pytest.raises(DiskError):
        files.write_file(tmp_path / "c", b"")
    monkeypatch.undo()
    assert read == (b"whole", b"whole", digest)
    assert same
    assert len(closed) > 4

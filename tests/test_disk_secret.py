"""The secret of a user: the same for all programs, nobody else's, and made anew where it is not whole or not alone."""

from __future__ import annotations

import errno
import hashlib
import os

import pytest
from faults import at

from pincite.disk import files
from pincite.disk.secret import secret

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights and links as they are elsewhere")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "own"


def _mode(path):
    return path.stat().st_mode & 0o777


def test_it_is_made_once_and_then_found(folder):
    assert secret(folder, make=False) is None
    assert not folder.parent.exists()
    made = secret(folder, make=True)
    assert len(made) == 32
    assert [secret(folder, make=make) for make in (True, False)] == [made, made]
    assert [path.name for path in folder.iterdir()] == ["key"]


def test_it_is_another_one_elsewhere(folder):
    assert secret(folder, make=True) != secret(folder.with_name("other"), make=True)


@pytest.mark.parametrize("mask", [0, 0o022, 0o277])
def test_nobody_else_may_read_it_whatever_the_umask(folder, mask):
    before = os.umask(mask)
    try:
        secret(folder, make=True)
    finally:
        os.umask(before)
    assert [_mode(one) for one in (folder.parent, folder, folder / "key")] == [0o700, 0o700, 0o600]


def test_no_folder_is_made_but_its_own_and_the_one_above(tmp_path):
    assert secret(tmp_path / "no" / "cache" / "own", make=True) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("above", [False, True])
def test_nothing_is_made_in_a_folder_of_another_user(folder, monkeypatch, above):
    """As under `sudo`, which may keep HOME: its owner could neither use nor remove what the superuser made there."""
    if above:
        folder.parent.mkdir()
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    assert secret(folder, make=True) is None
    assert list(folder.parent.parent.rglob("*")) == [folder.parent] * above


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key.write_bytes(b""),
        lambda key: key.write_bytes(key.read_bytes()[:-1]),
        lambda key: key.write_bytes(key.read_bytes() + b"x"),
        lambda key: key.write_bytes(b"x" + key.read_bytes()[1:]),
        lambda key: key.write_bytes(bytes(64)),
        lambda key: key.chmod(0o640),
        lambda key: key.chmod(0o602),
        lambda key: key.symlink_to(key.rename(key.with_name("elsewhere"))),
        lambda key: (key.unlink(), os.mkfifo(key)),
    ],
    ids=["empty", "cut off", "longer", "altered", "zeros", "read by others", "written by others", "a link", "a pipe"],
)
def test_one_that_is_not_whole_or_not_ours_alone_is_made_anew(folder, spoil):
    before = secret(folder, make=True)
    spoil(folder / "key")
    assert secret(folder, make=False) is None
    made = secret(folder, make=True)
    assert made not in {None, before}
    assert secret(folder, make=False) == made
    assert (_mode(folder / "key"), (folder / "key").is_symlink()) == (0o600, False)


def test_one_that_another_user_made_is_made_anew(folder, monkeypatch):
    before = secret(folder, make=True)
    monkeypatch.setattr(os, "fstat", lambda _one: os.stat_result((0o100600, 0, 0, 1, os.geteuid() + 1, *[0] * 5)))
    assert secret(folder, make=False) is None
    monkeypatch.undo()
    assert secret(folder, make=False) == before


def test_in_a_folder_of_another_user_there_is_none(folder, monkeypatch):
    secret(folder, make=True)
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    assert [secret(folder, make=make) for make in (False, True)] == [None, None]


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_in_a_folder_in_which_others_may_write_there_is_none(folder, mode):
    secret(folder, make=True)
    folder.chmod(mode)
    assert [secret(folder, make=make) for make in (False, True)] == [None, None]


def test_in_a_folder_that_is_a_link_there_is_none_and_none_is_made(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    folder.parent.mkdir()
    folder.symlink_to(elsewhere)
    assert secret(folder, make=True) is None
    assert list(elsewhere.iterdir()) == []


def test_where_a_folder_has_its_name_there_is_none(folder):
    (folder / "key" / "below").mkdir(parents=True)
    folder.chmod(0o700)
    assert secret(folder, make=True) is None
    assert (folder / "key" / "below").is_dir()


@pytest.mark.parametrize("spoilt", [False, True])
def test_twelve_processes_that_make_it_at_once_have_the_same_one(folder, spoilt):
    if spoilt:
        secret(folder, make=True)
        (folder / "key").write_bytes(b"cut off")
    begin, go = os.pipe()
    reading, writing = os.pipe()
    processes = []
    for _ in range(12):
        if not (process := os.fork()):
            try:
                os.close(go)
                os.read(begin, 1)  # which ends for all at once
                os.write(writing, hashlib.sha256(secret(folder, make=True) or b"").digest())
            finally:
                os._exit(0)
        processes.append(process)
    os.close(go)
    for process in processes:
        os.waitpid(process, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        found = told.read()
    os.close(begin)
    assert found == hashlib.sha256(secret(folder, make=False)).digest() * 12


def test_what_one_that_died_has_left_is_cleared(folder):
    folder.mkdir(parents=True, mode=0o700)
    (folder / "key.new").write_bytes(b"half")
    assert secret(folder, make=True)
    assert [path.name for path in folder.iterdir()] == ["key"]


@pytest.mark.parametrize("spoilt", [False, True])
def test_wherever_the_disk_fails_there_is_none_or_a_whole_one(folder, monkeypatch, spoilt):
    made = number = 0
    while not made:
        number += 1
        if spoilt:
            secret(folder, make=True)
            (folder / "key").write_bytes(b"cut off")
        with monkeypatch.context() as patched:
            patched.setattr(files, "before", at(number, OSError(errno.ENOSPC, "No space left on device")))
            found = secret(folder, make=True)
        made = found is not None
        assert found in {None, secret(folder, make=False)}
    assert number > 10

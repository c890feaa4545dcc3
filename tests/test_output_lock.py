"""One build at a time, and a dead one is in nobody's way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from pincite.disk.files import DiskError
from pincite.output import lock as locks
from pincite.output.lock import LockHeldError, lock, owner_of, ready_beside, stage_beside, sweep

unix = pytest.mark.skipif(sys.platform == "win32", reason="flock is Unix's")


@unix
def test_a_second_build_is_refused_at_once_and_told_who_holds_the_lock(tmp_path):
    with lock(tmp_path), pytest.raises(LockHeldError) as caught, lock(tmp_path):
        pass
    assert (caught.value.problem.code, f"process {os.getpid()}" in str(caught.value)) == ("locked", True)


def test_the_lock_can_be_taken_again_after_it_was_released(tmp_path):
    for _ in range(2):
        with lock(tmp_path):
            pass
    assert (tmp_path / ".pincite" / "lock").exists()


@unix
def test_a_disk_that_complains_when_the_lock_is_released_undoes_no_build(tmp_path, monkeypatch):
    """The lock goes with the file that is closed, and that with the process."""

    def refuse(descriptor, what, flock=locks.fcntl.flock):
        if what == locks.fcntl.LOCK_UN:
            raise OSError(errno.EIO, "Input/output error")
        flock(descriptor, what)

    monkeypatch.setattr(locks.fcntl, "flock", refuse)
    for _ in range(2):
        with lock(tmp_path):
            pass


@unix
def test_the_lock_is_released_when_the_build_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        raise ZeroDivisionError
    with lock(tmp_path):
        pass


@unix
def test_a_build_in_another_process_is_seen_and_its_death_frees_the_lock(tmp_path):
    script = "import sys, time, pathlib\nfrom pincite.output.lock import lock\n"
    script += "with lock(pathlib.Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockHeldError, match=str(other.pid)), lock(tmp_path):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with lock(tmp_path):
        pass


@unix
def test_a_worker_that_outlives_the_build_does_not_keep_the_lock(tmp_path):
    with lock(tmp_path):
        worker = os.fork()
        if not worker:
            time.sleep(30)
            os._exit(0)
    try:
        with lock(tmp_path):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def test_a_project_that_cannot_be_locked_is_a_problem_with_a_path(tmp_path):
    (tmp_path / ".pincite").write_text("")
    with pytest.raises(DiskError, match=r"\.pincite"), lock(tmp_path):
        pass


@unix
def test_a_lock_file_that_is_a_link_is_not_written_through(tmp_path):
    (tmp_path / ".pincite").mkdir()
    (tmp_path / "mine").write_text("mine")
    (tmp_path / ".pincite" / "lock").symlink_to(tmp_path / "mine")
    with pytest.raises(DiskError), lock(tmp_path):
        pass
    assert (tmp_path / "mine").read_text() == "mine"


@unix
def test_a_disk_without_locks_is_built_on_without_one(tmp_path, monkeypatch):
    def flock(_descriptor, _how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks.fcntl, "flock", flock)
    monkeypatch.setattr(locks, "_release", lambda _descriptor: None)
    entered = []
    with lock(tmp_path):
        entered.append(1)
    assert entered == [1]


def test_a_stage_of_a_living_process_stays(tmp_path):
    stage = tmp_path / f".output.pincite-{os.getppid()}"
    stage.mkdir()
    sweep(tmp_path / "output")
    assert stage.exists()


@pytest.mark.parametrize("owner", ["999999999", "9999999999", "{own}", "{own}-old", "{own}-ready"])
def test_a_stage_of_a_dead_process_or_of_our_own_number_is_removed(tmp_path, owner):
    stage = tmp_path / f".output.pincite-{owner.format(own=os.getpid())}"
    (stage / "claims").mkdir(parents=True)
    assert (sweep(tmp_path / "output"), stage.exists()) == ((), False)


def test_a_link_with_the_name_of_a_stage_stays(tmp_path):
    (tmp_path / "kept").mkdir()
    link = tmp_path / ".output.pincite-999999999"
    link.symlink_to("kept")
    sweep(tmp_path / "output")
    assert link.is_symlink()


def test_a_parent_that_is_not_there_holds_nothing(tmp_path):
    assert sweep(tmp_path / "a" / "output") == ()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        (".output.pincite-12", 12),
        (".output.pincite-12-old", 12),
        (".output.pincite-12-ready", 12),
        (".output.pincite-", None),
        (".output.pincite-journal", None),
        (".output.pincite-12-older", None),
        ("output.pincite-12", None),
        (".outputX.pincite-12", None),
        (".output.pincite-1٢", None),
    ],
)
def test_a_stage_is_known_by_its_whole_name(tmp_path, name, owner):
    assert owner_of(name, tmp_path / "output") == owner


def test_the_stage_is_named_after_the_output_and_the_process(tmp_path):
    output = tmp_path / "output"
    assert stage_beside(output) == tmp_path / f".output.pincite-{os.getpid()}"
    assert ready_beside(output) == tmp_path / f".output.pincite-{os.getpid()}-ready"

"""A swap that broke off is put right by the next build, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from faults import NEW, OLD, a_quick_folder, beside, dying, from_then_on, in_a_fork, no_exchange, read, without_syncfs

from pincite.disk import files
from pincite.disk.files import DiskError
from pincite.output import swap as module
from pincite.output.apply import write_site
from pincite.output.lock import old_beside
from pincite.output.swap import recover


@pytest.fixture
def project(tmp_path):
    with a_quick_folder(tmp_path) as folder:
        (folder / "project").mkdir()
        yield folder / "project"


@pytest.fixture
def output(project):
    return project / "output"


@pytest.fixture
def trial(project, output, monkeypatch):
    """Give a function that builds NEW over a fresh OLD with a hook; flushing is counted, but costs nothing."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(files, "system", without_syncfs(files.system))
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


def operations(build):
    verbs = []
    build(lambda verb, path: verbs.append((verb, path.name)))
    return verbs


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


def test_a_failed_step_back_keeps_the_journal_for_the_next_build(trial, output, monkeypatch):
    monkeypatch.setattr(files, "exchange", no_exchange)
    names = operations(trial)
    between = [number for number, (verb, _name) in enumerate(names, 1) if verb == "rename"][1]
    with pytest.raises(DiskError):
        trial(from_then_on(between, errno.EIO))
    assert (output.exists(), module._journal(output).exists()) == (False, True)
    recover(output)
    assert (read(output), beside(output)) == (OLD, [])


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

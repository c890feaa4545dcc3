"""`--jobs`: workers give the same site as one process, and a build whose workers are ended leaves all as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import inside
import pytest
from rendering import base
from running import ROOT, run
from test_build import digest, edit

from pincite import deck, making
from pincite.deck import Deck
from pincite.kept import passed
from pincite.making import Maker

sys.path.insert(0, str(ROOT / "bench"))

import corpus

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")

CARDS = 210  # above what reading cards and making pages share among workers
CARD = "content/claims/boats-damaged.yaml"
SECONDS = 60  # for what takes one, on a machine that does other things


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """Give a site of enough cards that workers pay."""
    root = tmp_path_factory.mktemp("jobs") / "archive"
    root.mkdir()
    corpus.make(root, CARDS)
    return root


@pytest.fixture(scope="module")
def alone(archive, tmp_path_factory) -> Path:
    """Build it in one process."""
    output = tmp_path_factory.mktemp("alone") / "output"
    assert _built(archive, output, 1).status == 0
    return output


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    """Build a small site once."""
    root = base(tmp_path_factory.mktemp("small"))
    assert inside.run("build", cwd=root).status == 0
    return root


@pytest.fixture
def root(done, tmp_path) -> Path:
    """Give a copy of it, in which every page is to be made again."""
    copy = shutil.copytree(done, tmp_path / "copy")
    edit(copy / "site.yaml", "tagline: Two articles on one storm", "tagline: Two articles")
    return copy


@pytest.fixture
def many(monkeypatch) -> None:
    """Let every site be one of enough cards and pages that workers pay."""
    for module in (deck, making, passed):
        monkeypatch.setattr(module, "SHARED", 1)


@pytest.fixture
def makers(monkeypatch, tmp_path):
    """Give a function that names the processes which have made pages."""
    folder, make = tmp_path / "makers", Maker.make
    folder.mkdir()

    def noted(self, path):
        (folder / str(os.getpid())).touch()
        return make(self, path)

    monkeypatch.setattr(Maker, "make", noted)
    return lambda: {int(one.name) for one in folder.iterdir()}


def _built(root: Path, output: Path, jobs: int, *more: str):
    return run("build", "--clean", "--jobs", jobs, "--output", output, *more, cwd=root)


# The same site -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [2, 3])
def test_workers_make_the_same_site_as_one_process_and_say_the_same(archive, alone, tmp_path, jobs):
    ran = _built(archive, tmp_path / "output", jobs)
    assert (ran.status, ran.err) == (0, "")
    assert f"{len(digest(alone))} files" in ran.out
    manifests = [(output / "manifest.json").read_bytes() for output in (alone, tmp_path / "output")]
    assert manifests[0] == manifests[1]
    assert digest(alone) == digest(tmp_path / "output")


def test_a_build_after_one_with_workers_finds_all_that_they_left(archive, alone, tmp_path):
    assert _built(archive, tmp_path / "output", 3).status == 0
    (archive / ".pincite/built.json").unlink()
    ran = run("build", "--jobs", 1, "--output", tmp_path / "output", cwd=archive)
    assert (ran.status, ran.err) == (0, "")
    assert " new" not in ran.out
    assert " changed" not in ran.out
    assert digest(alone) == digest(tmp_path / "output")


@pytest.mark.usefixtures("many")
def test_as_many_processes_make_pages_as_were_asked_for_at_most(root, makers):
    assert inside.run("build", "--jobs", 3, cwd=root).status == 0
    assert os.getpid() in makers()
    assert 2 <= len(makers()) <= 3


@pytest.mark.usefixtures("many")
def test_one_job_is_this_process_alone(root, makers):
    assert inside.run("build", "--jobs", 1, cwd=root).status == 0
    assert makers() == {os.getpid()}


def test_a_small_site_is_made_by_one_process_however_many_are_asked_for(root, makers):
    assert inside.run("build", "--jobs", 4, cwd=root).status == 0
    assert makers() == {os.getpid()}


@pytest.fixture
def readers(monkeypatch, tmp_path):
    """Let this process read no card before a worker has read one; give a function that tells whether one has."""
    first, read, there = os.getpid(), Deck._read, tmp_path / "read"

    def noted(self, path, ident, around):
        done = read(self, path, ident, around)
        if os.getpid() != first:
            there.touch()
        deadline = time.monotonic() + SECONDS
        while not there.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        return done

    monkeypatch.setattr(Deck, "_read", noted)
    return there.exists


WRONG = {
    "boats-damaged": ("46 boats were damaged, including 32", "46 boats were damaged, including 33"),
    "bridge-closed": ('exact: "The bridge at Orrin was closed on 3', 'exact: "The bridge at Orrin was closed on 4'),
    "repair-cost": ("Repairs will cost 1,500 crowns", "Repairs will cost 1,600 crowns"),
}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("jobs", [2, 3])
def test_problems_that_workers_find_are_told_as_by_one_process_and_in_the_same_order(root, request, jobs):
    for ident, (right, wrong) in WRONG.items():
        path = root / f"content/claims/{ident}.yaml"
        edit(path, right, wrong)
    alone = inside.run("check", "--jobs", 1, "--format", "json", cwd=root)
    read_by_a_worker = request.getfixturevalue("readers")
    assert inside.run("check", "--jobs", jobs, "--format", "json", cwd=root) == alone
    assert read_by_a_worker()
    told = {one["path"] for one in json.loads(alone.out) if one["code"] == "quote-not-found"}
    assert told == {f"content/claims/{ident}.yaml" for ident in WRONG}


@pytest.mark.usefixtures("many")
def test_a_mistake_in_a_template_is_told_by_workers_as_by_one_process(root):
    before = digest(root / "output")
    edit(root / "templates/base.html", "<body", "{{ nothing.at.all }}<body")
    told = [inside.run("build", "--jobs", jobs, cwd=root) for jobs in (1, 3)]
    assert told[0] == told[1]
    assert (told[0].status, "Traceback" in told[0].err) == (1, False)
    assert "templates/base.html" in told[0].err
    assert digest(root / "output") == before


# A worker that ends --------------------------------------------------------------------------------------------------


def _ending(monkeypatch, tmp_path: Path, end) -> None:
    """Let a worker do something in the place of its first page, and this process wait for that."""
    first, make, there = os.getpid(), Maker.make, tmp_path / "there"

    def made(self, path):
        if os.getpid() != first:
            there.touch()
            end()
        deadline = time.monotonic() + SECONDS
        while path not in self.plan.overviews and not there.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        return make(self, path)

    monkeypatch.setattr(Maker, "make", made)


def _raise() -> None:
    raise RuntimeError("a mistake")


def _no_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("end", "how"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "was ended by SIGKILL"),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), "was ended by SIGTERM"),
        (lambda: os._exit(3), "ended with status 3"),
    ],
    ids=["killed", "ended", "left"],
)
def test_a_worker_that_ends_before_its_work_is_an_error_and_the_output_is_as_it_was(
    root, monkeypatch, tmp_path, end, how
):
    before, beside = digest(root / "output"), set(root.iterdir())
    with monkeypatch.context() as patch:
        _ending(patch, tmp_path, end)
        ran = inside.run("build", "--jobs", 3, cwd=root)
    assert (ran.status, ran.out) == (74, "")
    assert f"error[worker-ended]: a worker process {how} before its work was done\n" in ran.err
    assert "`--jobs 1`" in ran.err
    assert ("memory" in ran.err) == (how == "was ended by SIGKILL")
    assert "Traceback" not in ran.err
    assert digest(root / "output") == before
    assert set(root.iterdir()) == beside
    assert _no_children()
    assert inside.run("build", "--jobs", 3, cwd=root).status == 0


@pytest.mark.usefixtures("many")
def test_what_stands_after_a_worker_was_ended_and_the_build_repeated_is_the_same_site(root, monkeypatch, tmp_path):
    with monkeypatch.context() as patch:
        _ending(patch, tmp_path, lambda: os.kill(os.getpid(), signal.SIGKILL))
        assert inside.run("build", "--jobs", 2, cwd=root).status == 74
    assert inside.run("build", "--jobs", 2, cwd=root).status == 0
    assert inside.run("build", "--clean", "--output", tmp_path / "clean", cwd=root).status == 0
    assert digest(root / "output") == digest(tmp_path / "clean")


@pytest.mark.usefixtures("many")
def test_a_check_whose_worker_is_ended_says_so_too(root, monkeypatch, tmp_path):
    _ending(monkeypatch, tmp_path, lambda: os.kill(os.getpid(), signal.SIGKILL))
    ran = inside.run("check", "--jobs", 2, cwd=root)
    assert (ran.status, "error[worker-ended]" in ran.err, "Traceback" in ran.err) == (74, True, False)
    assert _no_children()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_worker_that_is_ended_while_it_reads_cards_is_the_same_error(root, monkeypatch, tmp_path, verb):
    first, read, there, before = os.getpid(), Deck._read, tmp_path / "there", digest(root / "output")
    for ident in WRONG:
        path = root / f"content/claims/{ident}.yaml"
        path.write_bytes(path.read_bytes() + b"# asked again\n")

    def ended(self, path, ident, around):
        if os.getpid() != first:
            there.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        deadline = time.monotonic() + SECONDS
        while not there.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        return read(self, path, ident, around)

    with monkeypatch.context() as patch:
        patch.setattr(Deck, "_read", ended)
        ran = inside.run(verb, "--jobs", 2, cwd=root)
    assert (ran.status, ran.out) == (74, "")
    assert "error[worker-ended]: a worker process was ended by SIGKILL before its work was done\n" in ran.err
    assert digest(root / "output") == before
    assert _no_children()
    assert inside.run(verb, "--jobs", 2, cwd=root).status == 0


@pytest.mark.usefixtures("many")
def test_a_bug_in_a_worker_is_told_as_one_in_the_first_process_is(root, monkeypatch, tmp_path):
    before = digest(root / "output")
    _ending(monkeypatch, tmp_path, _raise)
    ran = inside.run("build", "--jobs", 2, cwd=root)
    assert (ran.status, "RuntimeError: a mistake" in ran.err, "Traceback" in ran.err) == (70, True, False)
    assert digest(root / "output") == before
    assert _no_children()


# Interrupted ---------------------------------------------------------------------------------------------------------

# The program, with pages that take their time and workers for any number of them.
SLOW = """
import os, pathlib, sys, time
sys.path.insert(0, {root!r})
from pincite import cli, deck, making
deck.SHARED = making.SHARED = 1
make = making.Maker.make
def slowly(self, path):
    pathlib.Path({makers!r}, str(os.getpid())).touch()
    time.sleep(0.2)
    return make(self, path)
making.Maker.make = slowly
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def slow(tmp_path, root):
    """Start a build with workers in a process group of its own; give it when three processes make pages."""
    makers = tmp_path / "makers"
    makers.mkdir()
    program = tmp_path / "slow.py"
    program.write_text(SLOW.format(root=str(ROOT), makers=str(makers)), "utf-8")
    started = subprocess.Popen(
        [sys.executable, str(program), "build", "--jobs", "3"],
        cwd=root,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that runs us in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads in this test
    )
    deadline = time.monotonic() + SECONDS
    while len(list(makers.iterdir())) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(list(makers.iterdir())) == 3
    yield started
    if _any_left(started.pid):
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate(timeout=SECONDS)


def _any_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _gone(group: int) -> bool:
    deadline = time.monotonic() + SECONDS
    while _any_left(group) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _any_left(group)


@pytest.mark.parametrize("whom", ["the group, as a terminal does", "the first process alone"])
def test_a_build_with_workers_that_is_interrupted_leaves_no_process_and_the_output_alone(slow, root, whom):
    before, beside = digest(root / "output"), {*root.iterdir()}
    (os.killpg if whom.startswith("the group") else os.kill)(slow.pid, signal.SIGINT)
    out, err = slow.communicate(timeout=SECONDS)
    assert (slow.returncode, out.decode(), err.decode()) == (130, "", "pincite: interrupted; output is as it was\n")
    assert _gone(slow.pid)
    assert digest(root / "output") == before
    left = {path for path in root.iterdir() if path not in beside}
    assert left == set()
    assert inside.run("build", cwd=root).status == 0


def test_workers_do_not_outlive_a_first_process_that_is_killed(slow, root):
    before = digest(root / "output")
    slow.kill()
    slow.communicate(timeout=SECONDS)
    assert _gone(slow.pid)
    assert digest(root / "output") == before
    assert inside.run("build", cwd=root).status == 0


# The option ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["build", "check"])
@pytest.mark.parametrize("jobs", ["0", "-1", "65", "1.5", "two", "", "٣", " 2", "1e1"])
def test_what_is_no_number_of_processes_is_wrong_usage(done, verb, jobs):
    ran = inside.run(verb, f"--jobs={jobs}", cwd=done)
    assert (ran.status, ran.out) == (2, "")
    assert f"argument --jobs: {jobs!r} is no number of processes: write 1 to 64\n" in ran.err


def test_the_docs_tell_from_how_much_on_workers_share_it():
    told = " ".join((ROOT / "docs/building.md").read_text("utf-8").split())
    assert f"from {deck.SHARED} cards to read, {passed.SHARED} to check or {making.SHARED} pages to make" in told

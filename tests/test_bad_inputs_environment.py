"""The bad inputs of the environment, by number: full disks, limits, signals, many at once, moving sources, clocks, git.

What takes longer, every limit and every moment, is tried by `make faults`.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import worlds
from forks import MEGABYTES, at_call, faulty, killed, limit
from repositories import ALONE, commit, git, needs_git, repository
from running import ROOT, run
from worlds import (
    CARD,
    PAGE,
    World,
    accepted,
    apart,
    codes,
    copied,
    first,
    humble,
    linux,
    made_anew,
    read_only,
    refused,
    small_disk,
    told_well,
    unix,
)

from pincite import making
from pincite.commands import anew

pytestmark = unix

# The cases of the catalogue whose groups are files, cli and environment; each has a test of its number.
FILES = "F001 F004 F005 F006 F008 F009 F010 F011 F012 F013 F014 F015 F017 F018 F021 F024 F025 F026 F027 F028 F029 F030"
COMMANDS = "L001 L002 L003 L004 L005 L006 L007 L008 L009 L010 L012 L013 L016 L019 L020"
ENVIRONMENT = "E001 E002 E004 E005 E007 E009 E011 E013 E014 E015 E016 E017 E018 E019 E020 E021 E022 E024 E025 E027 E028"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return first(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def wanted(base, tmp_path_factory):
    return made_anew(base, tmp_path_factory.mktemp("wanted"))


@pytest.fixture
def world(base, tmp_path):
    """Give a copy of the built site, of which a card says something else."""
    one = copied(base, tmp_path)
    one.changed()
    return one


def _mended(world, wanted):
    """Assert that a build now goes well, leaves nothing, and gives what it would have given at first."""
    # A process beside one that was killed holds the lock until it has ended, too.
    done = world.run("build", "--wait", "20")
    assert (done.status, world.beside()) == (0, []), done
    told_well(done)
    assert world.built() == wanted


def test_every_case_of_the_catalogue_has_its_test():
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_bad_inputs_*.py")]
    found = {one.upper() for text in texts for one in re.findall(r"^def test_([fle]\d{3})_", text, re.MULTILINE)}
    assert sorted(f"{FILES} {COMMANDS} {ENVIRONMENT}".split()) == sorted(found)
    assert len(found) == 58


# Disks ---------------------------------------------------------------------------------------------------------------


def _on_small_disk(base, folder, options, work):
    def alone():
        small_disk(folder, options)
        one = copied(base, folder)
        one.changed()
        work(one)

    apart(alone)


@linux
@pytest.mark.parametrize("spare", [0])
def test_e001_a_disk_that_is_full_keeps_the_old_site_and_is_named(base, wanted, tmp_path, spare):
    """The cache lies on it, too, and is done without."""

    def work(one):
        filling = worlds.filled(one.root.parent, spare)
        refused(one, "build", status=74, says=("No space left", ".output.pincite-", "make room"))
        filling.unlink()
        _mended(one, wanted)

    _on_small_disk(base, tmp_path / "disk", "size=4m", work)


@linux
def test_e001_a_cache_on_a_full_disk_is_done_without(world, wanted):
    def work():
        small_disk(world.root / ".pincite", "size=64k")
        worlds.filled(world.root / ".pincite", 4_096)
        accepted(world, "build")
        assert world.built() == wanted

    apart(work)


@linux
def test_e001_an_output_on_a_full_disk_is_told_and_the_cache_does_not_take_it_for_built(world, wanted):
    def work():
        disk = world.root.parent / "disk"
        small_disk(disk, "size=100k")
        refused(world, "build", "--output", disk / "made", status=74, says=("No space left", str(disk)))
        assert list(disk.iterdir()) == []
        _mended(world, wanted)

    apart(work)


@linux
def test_e002_a_disk_without_room_for_names_keeps_the_old_site(base, wanted, tmp_path):
    def work(one):
        there = os.statvfs(one.root)
        for number in range(there.f_favail - 3):
            (one.root.parent / f"filling-{number}").touch()
        refused(one, "build", status=74, says=("No space left", ".output.pincite-"))
        for path in one.root.parent.glob("filling-*"):
            path.unlink()
        _mended(one, wanted)

    _on_small_disk(base, tmp_path / "disk", "nr_inodes=400", work)


@linux
@pytest.mark.parametrize("made", [(), ("--output", "../made")])
def test_e005_a_project_that_cannot_be_written_is_told(world, made):
    def work():
        read_only(world.root)
        refused(world, "build", *made, status=74, says=("Read-only file system", ".pincite"))
        assert accepted(world, "check").out == "10 pages checked; no problems\n"

    apart(work)


@linux
def test_e005_an_output_that_cannot_be_written_is_told(world):
    def work():
        read_only(world.output)
        refused(world, "build", status=74, says=("output", "mount"))
        read_only(world.root.parent)
        assert world.run("build", "--output", "../made").status == 74

    apart(work)


@linux
def test_e005_a_folder_that_cannot_hold_the_output_is_told(world):
    folder = world.root.parent / "held"
    folder.mkdir(mode=0o500)
    refused(world, "build", "--output", folder / "made", status=74, says=("Permission denied", "held"), at_first=humble)


@linux
def test_e005_files_that_nobody_may_change_are_told_and_none_is_lost(world, wanted):
    """They may be read, but given no second name and not removed: the copy is whole, and what stays is told."""

    def chattr(sign):
        return subprocess.run(["chattr", "-R", sign, world.output], capture_output=True, check=False).returncode

    if shutil.which("chattr") is None or chattr("+i"):
        pytest.skip("no file can be made immutable here")
    try:
        done = world.run("build")
        told_well(done)
        if done.status == 0:
            assert (world.built(), "output-leftover" in codes(done)) == (wanted, True)
        else:
            assert (done.status, "Operation not permitted" in done.err) == (74, True)
    finally:
        subprocess.run(["chattr", "-R", "-i", world.root], check=True)
    _mended(world, wanted)


# Limits --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [8])
def test_e004_too_few_files_that_may_be_open_are_told_with_the_limit(world, wanted, number):
    """As a user's own process meets it, from its start; `make faults` walks over all numbers."""
    before = world.built()
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py")],
        cwd=world.root,
        capture_output=True,
        check=False,
        preexec_fn=limit(resource.RLIMIT_NOFILE, number),
    )
    said = done.stderr.decode()
    assert (done.returncode, "Too many open files" in said, "ulimit -n" in said) == (74, True, True), said
    assert ("Traceback" in said, "a bug" in said, world.built() == before) == (False, False, True)
    _mended(world, wanted)


@pytest.mark.parametrize("size", [9_000])
def test_e004_too_small_files_are_told_with_the_limit(world, wanted, size):
    """Not 0, which what the program says in a file is subject to as well."""
    said = ("File too large", "ulimit -f")
    refused(world, "build", status=74, says=said, at_first=limit(resource.RLIMIT_FSIZE, size))
    _mended(world, wanted)


@linux
def test_e004_too_little_memory_is_told_as_such(world, wanted):
    """Under the limit that each run here has. `make faults` walks over less and less memory, from a process's start."""
    hunger = _while_it("before", lambda: bytearray((MEGABYTES + 100) << 20))
    found = refused(world, "build", status=74, says=("too little memory", "close other programs"), at_first=hunger)
    assert codes(found) == ["out-of-memory"]
    _mended(world, wanted)


@linux
def test_e004_where_no_more_processes_may_be_had_one_does_all_the_work(world, wanted):
    """Another user than the administrator, for whom there is no such limit."""

    def work():
        worlds.mirrored(world.root.parent, Path("/mnt"))  # where another user comes to, too
        Path("/mnt").chmod(0o755)
        for path in (Path("/mnt/site"), *Path("/mnt/site").rglob("*")):
            os.chown(path, 65534, 65534)
        other = World(Path("/mnt/site"))

        def at_first():
            making.SHARED = 1
            limit(resource.RLIMIT_NPROC, 0)()
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)

        done = other.run("build", "--jobs", "4", "--clean", at_first=at_first)
        assert (done.status, done.err, other.built()) == (0, "", wanted), done

    if os.geteuid() != 0:
        pytest.skip("only the administrator can become another user")
    apart(work)


# A build that is ended -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 200, 350, 420, 450])
def test_e007_a_build_that_is_killed_leaves_one_whole_build_and_is_mended_by_the_next(world, wanted, number):
    """At a few calls to the system; the tests of the output kill it at each of its own steps, `make faults` at all."""
    before = world.built()
    done = world.run("build", at_first=at_call(number, killed))
    assert done.status in {0, -signal.SIGKILL}
    assert world.built() in ((before, wanted) if done.status else (wanted,))
    assert world.run("verify", "output").status == 0
    _mended(world, wanted)


@pytest.mark.parametrize("number", [1, 40, 120, 200, 280, 330, 380, 420, 440, 460])
def test_e009_a_fault_of_the_disk_at_any_call_is_told_as_one(world, wanted, number):
    """What is not needed, as the cache, may fail in silence, and what comes after the swap is a warning."""
    before = world.built()
    done = world.run("build", at_first=at_call(number, faulty))
    told_well(done)
    if done.status == 0:
        assert world.built() == wanted
    else:
        assert (done.status, "Input/output error" in done.err, world.built()) == (74, True, before), done
    _mended(world, wanted)


@pytest.mark.parametrize("wait", [0.03, 0.1])
def test_e011_ctrl_c_ends_a_build_and_it_says_what_stands(world, wanted, wait):
    before = world.built()
    going = world.begin("build", "--clean")
    time.sleep(wait)
    going.kill(signal.SIGINT, group=True)
    done = going.wait()
    told_well(done)
    assert done.status in {0, 130}, done
    if done.status == 130:
        stands = "as it was" if world.built() == before else "the new build"
        assert f"pincite: interrupted; output is {stands}" in done.err
    assert world.built() in (before, wanted)
    _mended(world, wanted)


def test_e011_a_build_that_is_asked_to_end_does_so_at_once_and_leaves_the_old_site(world, wanted):
    """SIGTERM has no message: who sends it is no reader. A shell gives 143 for it."""
    before = world.built()
    done = world.run("build", at_first=at_call(400, lambda: os.kill(os.getpid(), signal.SIGTERM)))
    assert (done.status, done.err, world.built()) == (-signal.SIGTERM, "", before)
    _mended(world, wanted)


# Many at once --------------------------------------------------------------------------------------------------------


def test_e013_twelve_builds_at_once_wait_for_one_another(world, wanted):
    going = [world.begin("build", "--wait", "60") for _ in range(12)]
    assert [one.wait().status for one in going] == [0] * 12
    assert (world.built(), world.beside()) == (wanted, [])


def test_e013_of_twelve_builds_that_do_not_wait_each_is_done_or_told_who_builds(world, wanted):
    """Without `--wait` a build is refused at once, with 75: a script must not hang on another one's build."""
    runs = [one.wait() for one in [world.begin("build") for _ in range(12)]]
    assert {one.status for one in runs} <= {0, 75}
    assert 0 in {one.status for one in runs}
    assert [one for one in runs if one.status == 75 and "another build of this project is running" not in one.err] == []
    assert (world.built(), world.beside()) == (wanted, [])


def test_e013_a_build_beside_a_preview_that_makes_the_same_anew_is_whole(base, wanted, tmp_path):
    one = copied(base, tmp_path)
    serving = one.begin("serve", "--port", "0")
    try:
        deadline = time.monotonic() + 60
        while b"Ctrl-C" not in os.pread(serving.out.fileno(), 9_999, 0) and time.monotonic() < deadline:
            time.sleep(0.02)
        one.changed()
        done = one.run("build", "--clean")
        assert (done.status, done.err, one.built()) == (0, "", wanted)
    finally:
        serving.kill(signal.SIGINT)
        assert "Traceback" not in serving.wait().err


# Sources that move ---------------------------------------------------------------------------------------------------


def _while_it(reads, act):
    """Let something happen once the sources are listed and before they are read, or once they are."""

    def lay():
        make = anew.make

        def instead(*arguments, **more):
            if reads == "before":
                act()
            made = make(*arguments, **more)
            if reads == "after":
                act()
            return made

        anew.make = instead

    return lay


def _moves(world, act, *names, **more):
    """Build while something moves; the output must be as it was, and each file named."""
    before = world.built()
    done = world.run("build", at_first=act, **more)
    told_well(done)
    assert (done.status, world.built(), world.beside()) == (1, before, [])
    assert "source-moved" in codes(done)
    assert [name for name in names if f"{name}: error[source-moved]" not in done.err] == [], done.err
    return done


@pytest.mark.parametrize("reads", ["before", "after"])
def test_e014_a_source_that_is_edited_while_the_build_reads_stops_it(world, reads):
    def act():
        world.edit(CARD, "badly damaged", "slightly damaged")

    found = _moves(world, _while_it(reads, act), CARD)
    assert "was changed while the site was built" in found.err
    assert accepted(world, "build").err == ""
    assert "slightly damaged" in (world.root / PAGE).read_text("utf-8")


@pytest.mark.parametrize("reads", ["before", "after"])
def test_e014_a_source_that_comes_while_the_build_reads_stops_it(world, reads):
    _moves(
        world,
        _while_it(reads, lambda: world.write("content/claims/new.yaml", "title: New\n")),
        "content/claims/new.yaml",
    )


@pytest.mark.parametrize(
    "name", ["content/claims/.new.yaml.swp", "content/pages/about.md~", "README.md", "assets/.DS_Store"]
)
def test_e014_what_no_build_reads_may_move(world, wanted, name):
    done = world.run("build", at_first=_while_it("after", lambda: world.write(name, "x")))
    assert (done.status, done.err, world.built()) == (0, "", wanted)


def test_e014_what_was_kept_of_a_state_that_moved_is_forgotten(world, wanted):
    """A template that is changed after it was listed, and is set back: nothing of what it was meanwhile may stay."""
    text = world.read("templates/base.html")
    _moves(
        world,
        _while_it("before", lambda: world.write("templates/base.html", text + "<!-- x -->")),
        "templates/base.html",
    )
    world.write("templates/base.html", text)
    _mended(world, wanted)


@needs_git
def test_e014_another_commit_that_is_checked_out_during_a_build_stops_it(world):
    repository(world.root)
    git(world.root, "checkout", "--quiet", "-b", "other")
    world.edit(CARD, "badly damaged", "slightly damaged")
    world.write("content/pages/about.md", world.read("content/pages/about.md") + "\nMore of it.\n")
    commit(world.root, "other")
    git(world.root, "checkout", "--quiet", "main")

    def checkout():
        git(world.root, "checkout", "--quiet", "other")

    _moves(world, _while_it("after", checkout), CARD, "content/pages/about.md")
    assert world.run("build").status == 0
    assert "slightly damaged" in (world.root / PAGE).read_text("utf-8")


@pytest.mark.parametrize("reads", ["before", "after"])
def test_e015_a_source_that_is_deleted_while_the_build_runs_stops_it(world, reads):
    found = _moves(world, _while_it(reads, lambda: world.delete(CARD)), CARD)
    assert "went while the site was built" in found.err


# What surrounds it ---------------------------------------------------------------------------------------------------


def test_e016_a_terminal_of_ascii_and_no_locale_change_no_byte(world, wanted):
    """As a user's own process: what Python takes from its environment it takes at its start."""
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    done = run("--clean", "--root", world.root, cwd=world.root.parent, PYTHONHASHSEED="42", **plain)
    assert (done.status, done.err, world.built()) == (0, "", wanted)


@pytest.mark.parametrize(
    ("zone", "locale", "mask"),
    [("America/Los_Angeles", "tr_TR.UTF-8", 0o077), ("Asia/Kathmandu", "de_DE.UTF-8", 0o002)],
)
def test_e017_zone_locale_and_umask_change_no_byte_and_no_mode(world, wanted, zone, locale, mask):
    """The whole site, the hash seed, folder and order of files: `test_determinism` and `make reproduce`."""

    def at_first():
        time.tzset()
        os.umask(mask)

    accepted(world, "build", at_first=at_first, TZ=zone, LC_ALL=locale, LANGUAGE="tr")
    assert world.built() == wanted
    assert {path.stat().st_mode & 0o777 for path in world.output.rglob("*.html")} == {0o644}


def test_e016_a_full_stdout_is_told_and_the_site_stands(world, wanted):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")

    def full(*numbers):
        return lambda: [os.dup2(os.open("/dev/full", os.O_WRONLY), number) for number in numbers]

    done = world.run("build", at_first=full(1))
    assert (done.status, "stdout" in done.err, world.built()) == (74, True, wanted)
    assert world.run("build", at_first=full(1, 2)).status == 74
    world.delete("content/topics.yaml")
    assert [world.run("build", at_first=full(*numbers)).status for numbers in ((2,), (1,), (1, 2))] == [1, 1, 1]


def test_e018_a_time_of_building_that_is_none_is_not_asked_for(world, wanted):
    """No date of a page is one of building, so SOURCE_DATE_EPOCH decides nothing, and cannot be wrong."""
    accepted(world, "build", SOURCE_DATE_EPOCH="today")
    assert world.built() == wanted


@pytest.mark.parametrize("number", ["-1", "999999999999"])
def test_e019_a_time_of_building_beyond_all_calendars_is_not_asked_for(world, wanted, number):
    """As above."""
    accepted(world, "build", SOURCE_DATE_EPOCH=number)
    assert world.built() == wanted


def _dated(world, seconds):
    for path in world.root.rglob("*"):
        if path.is_file():
            os.utime(path, (seconds, seconds))


@pytest.mark.parametrize("seconds", [0, 4_000_000_000])
def test_e020_a_clock_that_jumps_makes_no_page_stale(world, wanted, seconds):
    """Sources, output and cache as another clock would have dated them; builds ask no clock."""
    _dated(world, seconds)
    accepted(world, "build")
    assert world.built() == wanted


def test_e021_a_change_is_seen_though_all_sources_are_of_1970(world):
    accepted(world, "build")
    _dated(world, 0)
    world.edit(CARD, "badly", "Harbour")
    os.utime(world.root / CARD, (0, 0))
    accepted(world, "build")
    assert "Harbour" in (world.root / PAGE).read_text("utf-8")


def test_e022_a_change_is_seen_though_time_and_size_stay(world):
    accepted(world, "build")
    found = (world.root / CARD).stat()
    world.edit(CARD, "badly", "often")
    os.utime(world.root / CARD, ns=(found.st_atime_ns, found.st_mtime_ns))
    after = (world.root / CARD).stat()
    assert (after.st_size, after.st_mtime_ns) == (found.st_size, found.st_mtime_ns)
    accepted(world, "build")
    assert "often damaged" in (world.root / PAGE).read_text("utf-8")


def test_e024_a_home_that_is_not_there_is_not_needed(world, wanted):
    none = str(world.root.parent / "none" / "at all")
    accepted(world, "build", HOME=none, TMPDIR=none, XDG_CACHE_HOME=none)
    assert world.built() == wanted


def test_e024_without_a_home_the_same_is_built(world, wanted):
    accepted(world, "build", at_first=lambda: os.environ.pop("HOME"))
    assert world.built() == wanted


# git -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shallow(world):
    """Give a clone of the newest commit alone, and the commit before it."""
    assert world.run("record").status == 0
    repository(world.root)
    first_one = git(world.root, "rev-parse", "HEAD")
    commit(world.root, "another")
    git(world.root.parent, "clone", "--quiet", "--depth", "1", f"file://{world.root}", "clone")
    return World(world.root.parent / "clone"), first_one


@needs_git
def test_e025_a_shallow_clone_gives_the_same_site(world, shallow):
    """What was corrected when stands in record/, and not in the commits: nothing is read from history to build."""
    clone, _ = shallow
    assert world.run("build").status == 0
    accepted(clone, "build")
    accepted(clone, "check", **ALONE)
    assert clone.built() == world.built()


@needs_git
def test_e025_what_asks_for_an_older_commit_of_a_shallow_clone_is_told_how_to_have_it(shallow):
    """Status 2, as for any commit that there is not."""
    clone, older = shallow
    says = (older, "fetch-depth: 0", "git fetch --unshallow")
    refused(clone, "check", "--since", older, status=2, says=says, **ALONE)


@needs_git
def test_e027_a_history_that_was_written_anew_is_told_by_what_others_have_of_the_record(world):
    """Not by commits, which may be squashed, but by what they recorded: a version that others have stays as it was."""
    assert world.run("record").status == 0
    repository(world.root, remote=world.root.parent / "remote.git")
    world.edit(CARD, "badly damaged", "hardly damaged")
    shutil.rmtree(world.root / "record")
    assert world.run("record").status == 0
    git(world.root, "add", "--all")
    git(world.root, "commit", "--quiet", "--amend", "-m", "begin")
    found = refused(world, "check", status=1, says=("boats-damaged", "origin/main"), **ALONE)
    assert codes(found) == ["record-rewritten"]


@needs_git
def test_e027_a_history_that_says_the_same_may_be_written_anew(world):
    assert world.run("record").status == 0
    repository(world.root, remote=world.root.parent / "remote.git")
    git(world.root, "commit", "--quiet", "--amend", "-m", "another message")
    accepted(world, "check", **ALONE)


# The YAML library ----------------------------------------------------------------------------------------------------


def test_e028_without_the_parser_in_c_every_card_of_the_golden_cases_has_the_same_verdict(tmp_path):
    """In two processes, each with one parser: every YAML file of tests/cases, by its problems and their lines."""
    code = f"""
import yaml, sys
from pathlib import Path
if sys.argv[1] == "python":
    del yaml.CSafeLoader
from pincite.read.nodes import parse
from pincite.read.files import InputFile, decode
from pincite.problems import InputError
for path in sorted(Path({str(ROOT / "tests/cases")!r}).rglob("*.yaml")):
    try:
        node, problems = parse(path.name, decode(InputFile(path.name, path.read_bytes(), "")))
    except InputError as error:
        node, problems = None, [error.problem]
    print(path, node is None, sorted(f"{{one.code}} {{one.span.line}}" for one in problems))
"""
    told = [run(parser, program=_script(tmp_path, code), PYTHONPATH=str(ROOT)) for parser in ("c", "python")]
    assert [one.status for one in told] == [0, 0], told[1].err
    assert told[0].out == told[1].out
    assert len(told[0].out.splitlines()) > 100


def _script(folder, code):
    path = folder / "script.py"
    path.write_text(code, "utf-8")
    return path

"""`build` as a user runs it: what a build writes, what it refuses, and that it is all or nothing."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import inside
import pytest
from running import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ("site.yaml", "content", "templates", "assets", "seeds")
CARD = "content/claims/further-710.yaml"


def digest(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file below a folder, by path; of a missing folder nothing."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def copy(target: Path) -> Path:
    """Copy the repository's site, without what was built from it."""
    target.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name)
        else:
            shutil.copy2(ROOT / name, target / name)
    return target


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_bytes(text.replace(old, new).encode())


def spoil(project: Path) -> None:
    """Change one digit in one quote."""
    edit(project / CARD, 'exact: "There were a further 710', 'exact: "There were a further 711')


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """Copy and build the repository's site once."""
    root = copy(tmp_path_factory.mktemp("build") / "site")
    assert (run(cwd=root).status, (root / "output/index.html").exists()) == (0, True)
    return root


@pytest.fixture
def project(original, tmp_path) -> Path:
    """Give a copy of the site, built, that the test may spoil."""
    shutil.copytree(original, tmp_path / "site")
    return tmp_path / "site"


# What is written -----------------------------------------------------------------------------------------------------


def test_the_site_has_every_page_that_is_promised(original):
    output = original / "output"
    claims = {path.stem for path in (original / "content/claims").glob("*.yaml")}
    assert {path.stem for path in (output / "claims").glob("*.html")} == {*claims, "index"}
    assert len(claims) == 33
    assert {path.name for path in (output / "articles").iterdir()} == {"000.html", "003.html", "index.html"}
    promised = """index.html timeline.html compare.html figures.html ratings.html references.html corrections.html
        about.html methodology.html corrections-policy.html 404.html actors/index.html topics/index.html
        places/index.html .nojekyll manifest.json schema/claim.schema.json schema/events.schema.json""".split()
    assert [path for path in promised if not (output / path).is_file()] == []


def test_the_timeline_runs_from_september_to_december(original):
    text = (original / "output/timeline.html").read_text("utf-8")
    days = sorted(re.findall(r'datetime="(2015-\d\d-\d\d)"', text))
    assert "2015-09-30" in days
    assert any(day.startswith("2015-12") for day in days)


def test_the_manifest_lists_every_other_file_with_its_digest(original):
    manifest = json.loads((original / "output/manifest.json").read_bytes())
    listed = {path: entry["sha256"] for path, entry in manifest["outputs"].items()}
    written = digest(original / "output")
    del written["manifest.json"]
    assert listed == written


def test_a_build_that_changes_nothing_says_so(project):
    before = digest(project / "output")
    again = run(cwd=project)
    assert (again.status, again.err) == (0, "")
    assert re.fullmatch(r"output: \d+ pages, (\d+) files \(\1 unchanged\); no problems\n", again.out)
    assert digest(project / "output") == before


def test_a_build_leaves_nothing_beside_the_output(project):
    inside.run(cwd=project)
    assert {path.name for path in project.iterdir()} == {*SOURCES, "output", ".pincite"}


def test_a_card_that_is_removed_takes_its_page_with_it(project):
    card = _unpublished(project, status="")
    assert inside.run(cwd=project).status == 0
    assert (project / "output/claims/zz-unpublished.html").is_file()
    card.unlink()
    assert inside.run(cwd=project).status == 0
    assert not (project / "output/claims/zz-unpublished.html").exists()


def test_a_base_url_takes_the_place_of_the_one_in_the_settings(project, tmp_path):
    done = inside.run("--base-url", "https://else.example/deep/down", "--output", tmp_path / "else", cwd=project)
    assert done.status == 0
    assert 'href="https://else.example/deep/down/claims/further-710.html"' in (
        tmp_path / "else/claims/further-710.html"
    ).read_text("utf-8")
    assert 'href="/deep/down/index.html"' in (tmp_path / "else/404.html").read_text("utf-8")


# What stops a build --------------------------------------------------------------------------------------------------


def test_a_wrong_digit_stops_the_build_and_names_place_passage_and_difference(project):
    before = digest(project / "output")
    spoil(project)
    lines = (project / CARD).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "further 711" in text)
    column = lines[line - 1].index('"') + 1
    for verb in ((), ("build",), ("check",)):
        done = run(*verb, cwd=project)
        assert done.status == 1
        assert f"{CARD}:{line}:{column}: error[quote-not-found]: " in done.err
        assert f"{line:>5} | {lines[line - 1]}\n" in done.err
        assert "nearest, in paragraph 7: “There were a further 710 civilians killed" in done.err
        assert "what differs: the card has “711”, the article “710”" in done.err
        assert "Traceback" not in done.err
        assert digest(project / "output") == before
        assert done.err.endswith("; output is as it was\n") == (verb != ("check",))


def test_a_wrong_digit_is_one_problem(project):
    spoil(project)
    problems = json.loads(inside.run("check", "--format", "json", cwd=project).out)
    assert [problem["code"] for problem in problems] == ["quote-not-found"]


def test_the_first_build_that_fails_writes_no_output(tmp_path):
    root = copy(tmp_path / "site")
    spoil(root)
    done = inside.run(cwd=root)
    assert done.status == 1
    assert not (root / "output").exists()
    assert "output is as it was" not in done.err


def test_a_mended_card_builds_the_same_site_again(project):
    before = digest(project / "output")
    spoil(project)
    assert inside.run(cwd=project).status == 1
    edit(project / CARD, "further 711", "further 710")
    assert inside.run(cwd=project).status == 0
    assert digest(project / "output") == before


def test_a_changed_original_stops_the_build(project):
    before = digest(project / "output")
    seed = next((project / "seeds").glob("000_*"))
    seed.write_bytes(seed.read_bytes().replace(b"710", b"711"))
    done = inside.run(cwd=project)
    assert (done.status, "error[original-changed]" in done.err) == (1, True)
    assert digest(project / "output") == before


# Drafts --------------------------------------------------------------------------------------------------------------


def _unpublished(project: Path, status: str = "status: draft\n") -> Path:
    """Add a card whose every telling word is found nowhere else."""
    text = (project / CARD).read_text("utf-8")
    text = re.sub(r"(?m)^code: .*\n", "", text)
    text = re.sub(r"(?m)^title: .*", "title: Zyzzyva in the title", text)
    text = re.sub(r"(?m)^headline: .*", "headline: Zyzzyva in the headline", text)
    text = re.sub(r"(?m)^claim: .*", "claim: Zyzzyva is the claim.", text)
    text = re.sub(r"(?m)^claimant_note: .*", "claimant_note: Zyzzyva the claimant", text)
    card = project / "content/claims/zz-unpublished.yaml"
    card.write_text(status + text, "utf-8")
    return card


def test_a_draft_is_mentioned_nowhere_without_being_asked_for(project):
    before = digest(project / "output")
    _unpublished(project)
    done = inside.run(cwd=project)
    assert (done.status, done.err) == (0, "")
    files = {path.relative_to(project / "output").as_posix(): path for path in _files(project / "output")}
    telling = [path for path, file in files.items() if b"yzzyva" in file.read_bytes() or "zz-unpublished" in path]
    assert telling == []
    after = digest(project / "output")
    assert {path for path in before if path != "manifest.json" and before[path] != after.get(path)} == set()


def test_the_manifest_does_not_name_drafts(project):
    _unpublished(project)
    assert inside.run(cwd=project).status == 0
    assert "zz-unpublished" not in (project / "output/manifest.json").read_text("utf-8")


def test_a_draft_is_shown_when_it_is_asked_for_and_gone_in_the_next_build(project):
    before = digest(project / "output")
    card = _unpublished(project)
    assert inside.run("--drafts", cwd=project).status == 0
    page = project / "output/claims/zz-unpublished.html"
    assert "Zyzzyva is the claim." in page.read_text("utf-8")
    assert "zz-unpublished.html" in (project / "output/claims/index.html").read_text("utf-8")
    card.unlink()
    assert inside.run(cwd=project).status == 0
    assert digest(project / "output") == before


def test_a_draft_with_a_wrong_quote_stops_the_check(project):
    card = _unpublished(project)
    edit(card, 'exact: "There were a further 710', 'exact: "There were a further 711')
    done = inside.run("check", cwd=project)
    assert (done.status, "zz-unpublished.yaml:" in done.err) == (1, True)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# Where a build may write ---------------------------------------------------------------------------------------------


def test_a_foreign_file_in_the_output_is_refused_and_kept(project):
    (project / "output/notes.txt").write_text("mine", "utf-8")
    before = digest(project / "output")
    done = inside.run(cwd=project)
    assert (done.status, "error[output-foreign]" in done.err, '"notes.txt"' in done.err) == (2, True, True)
    assert digest(project / "output") == before


@pytest.mark.parametrize(
    "target",
    [".", "content", "content/claims", "templates", "assets/new", "seeds", ".pincite/site", "..", "site.yaml"],
)
def test_a_folder_of_sources_is_no_output(project, target):
    before = {**digest(project), ".pincite/lock": ""}
    done = inside.run("--output", target, cwd=project)
    assert (done.status, "error[output-unsafe]" in done.err) == (2, True)
    assert {**digest(project), ".pincite/lock": ""} == before


def test_a_folder_that_holds_other_things_is_no_output(project, tmp_path):
    home = tmp_path / "documents"
    home.mkdir()
    (home / "thesis.txt").write_text("years of work", "utf-8")
    done = inside.run("--output", home, cwd=project)
    assert (done.status, "error[output-foreign]" in done.err) == (2, True)
    assert digest(home).keys() == {"thesis.txt"}


def test_a_link_is_no_output(project, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    done = inside.run("--output", tmp_path / "link", cwd=project)
    assert (done.status, "error[output-unsafe]" in done.err) == (2, True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Two at once, and a build that is stopped ----------------------------------------------------------------------------

_HOLD = """
import pathlib, sys
from pincite.output.lock import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_told_to_wait(project):
    before = digest(project / "output")
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(project)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        done = inside.run(cwd=project)
        assert (done.status, done.out) == (75, "")
        assert f"another build of this project is running (process {holder.pid})" in done.err
        assert "Traceback" not in done.err
        assert inside.run("check", cwd=project).status == 0, "a check writes nothing and needs no lock"
    finally:
        holder.communicate()
    assert inside.run(cwd=project).status == 0
    assert digest(project / "output") == before


def test_a_lock_of_a_dead_build_holds_nobody_up(project):
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(project)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    assert run(cwd=project).status == 0


def test_a_build_that_is_interrupted_says_so_and_leaves_the_output_alone(project):
    before = digest(project / "output")
    lock = project / ".pincite/lock"
    lock.unlink()
    started = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py")],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs us in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads in this test
    )
    deadline = time.monotonic() + 60
    while not (lock.exists() and lock.read_text()) and time.monotonic() < deadline:
        time.sleep(0.001)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out.decode(), err.decode()) == (130, "", "pincite: interrupted; output is as it was\n")
    assert digest(project / "output") == before
    assert run(cwd=project).status == 0

"""The program as a user runs it: verbs, options, exit statuses, what goes to which stream, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import inside
import pytest
from rendering import base
from running import ROOT, Run, run
from test_build import CARD, copy, digest, spoil

from pincite import __version__


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """Give a small site, which no test changes."""
    return base(tmp_path_factory.mktemp("cli"))


@pytest.fixture(scope="module")
def bad(tmp_path_factory) -> Path:
    """Give a copy of the repository's site with one wrong digit, which no test changes."""
    root = copy(tmp_path_factory.mktemp("cli") / "site")
    spoil(root)
    return root


# What is asked for ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_goes_to_stdout(asked):
    done = run(asked)
    assert (done.status, done.err) == (0, "")
    assert [
        verb for verb in ("build", "check", "serve", "new", "import", "schema", "publish") if verb not in done.out
    ] == []
    assert "130 interrupted" in done.out


@pytest.mark.parametrize("verb", ["build", "check", "record", "publish", "new", "schema"])
def test_a_verb_that_asks_no_server_loads_nothing_to_ask_one_with(in_time, verb):
    heavy = ("http.client", "urllib.request", "ssl", "tornado", "PIL")
    code = f"import sys; from pincite.cli import _parser; _parser([{verb!r}]); "
    assert in_time(code + f"print([one for one in {heavy!r} if one in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "verb",
    [
        "build",
        "check",
        "serve",
        "schema",
        "import",
        "publish",
        "new",
        "new claim",
        "new article",
        "new event",
        "new site",
    ],
)
def test_every_verb_has_help_with_an_example_in_80_columns(verb):
    done = inside.run(*verb.split(), "--help", cwd=ROOT, COLUMNS="80")
    assert (done.status, done.err) == (0, "")
    assert "example: pincite" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("asked", ["--version", "-V"])
def test_the_version_goes_to_stdout(asked):
    assert run(asked) == Run(0, f"pincite {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["--frobnicate"],
        ["build", "--frobnicate"],
        ["check", "--format", "xml"],
        ["check", "--drafts"],
        ["build", "extra"],
        ["build", "--output"],
        ["build", "--base-url", "ftp://host/"],
        ["build", "--base-url", "https://host/?q"],
        ["serve", "--port", "many"],
        ["import"],
        ["import", "page.html", "--keep", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_on_stderr(arguments):
    done = inside.run(*arguments, cwd=ROOT)
    assert (done.status, done.out) == (2, "")
    assert "usage: pincite" in done.err
    assert "Traceback" not in done.err


def test_wrong_usage_names_what_is_wrong():
    assert "frobnicate" in run("frobnicate").err
    assert "'ftp://host/' is no address of a site" in run("build", "--base-url", "ftp://host/").err


def test_a_folder_may_be_called_like_a_verb(tmp_path):
    base(tmp_path).rename(tmp_path / "check")
    done = inside.run("--root", "check", "--output", tmp_path / "made", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")


# Where there is a site, and where not --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "root", "said"),
    [
        ("check", ".", "there is no site.yaml here"),
        ("check", "missing", 'missing"'),
        ("build", ".", "there is no site.yaml here"),
        ("build", "missing", 'missing"'),
    ],
)
def test_where_there_is_no_site_the_configuration_is_wrong(verb, root, said, tmp_path):
    done = inside.run(verb, "--root", root, cwd=tmp_path)
    assert done.status == 2
    assert "site.yaml: error[no-site]: there is no " in done.err
    assert said in done.err
    assert "--root" in done.err
    assert "Traceback" not in done.err


def test_where_there_is_no_site_nothing_is_made(tmp_path):
    inside.run("build", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_repository_itself_is_without_a_problem():
    done = run("check", "--strict")
    assert (done.status, done.err) == (0, "")
    assert re.fullmatch(r"\d+ pages checked; no problems\n", done.out)


def test_a_check_writes_nothing(tmp_path):
    root = copy(tmp_path / "site")
    before = digest(root)
    assert inside.run("check", cwd=root).status == 0
    assert digest(root) == before


@pytest.mark.parametrize("way", ["here", "by --root", "relative", "as a module"])
def test_the_site_is_found_from_everywhere(way, good, tmp_path):
    ways = {
        "here": lambda: run("check", cwd=good),
        "by --root": lambda: run("check", "--root", good, cwd=tmp_path),
        "relative": lambda: run("check", "--root", os.path.relpath(good, tmp_path), cwd=tmp_path),
        "as a module": lambda: run("pincite", "check", cwd=good, program="-m", PYTHONPATH=str(ROOT)),
    }
    done = ways[way]()
    assert (done.status, done.err) == (0, "")


def test_a_build_from_elsewhere_writes_into_the_sites_own_folder(tmp_path):
    root = base(tmp_path)
    (tmp_path / "here").mkdir()
    done = inside.run("--root", root, cwd=tmp_path / "here")
    assert (done.status, done.out.startswith("output: ")) == (0, True)
    assert (root / "output/index.html").is_file()
    assert list((tmp_path / "here").iterdir()) == []


def test_an_output_is_meant_from_where_the_user_stands(good, tmp_path):
    assert inside.run("--root", good, "--output", "made", cwd=tmp_path).status == 0
    assert (tmp_path / "made/index.html").is_file()


# How problems are told -----------------------------------------------------------------------------------------------


def test_problems_go_to_stderr_and_the_result_to_stdout(bad):
    done = run("check", cwd=bad)
    assert done.status == 1
    assert re.fullmatch(r"\d+ pages checked; \d+ errors?\n", done.out)
    assert f"{CARD}:" in done.err


def test_json_is_the_whole_of_stdout(bad, good):
    done = inside.run("check", "--format", "json", cwd=bad)
    assert (done.status, done.err) == (1, "")
    problems = {problem["code"]: problem for problem in json.loads(done.out)}
    told = problems["quote-not-found"]
    assert told.keys() == {
        *("path", "line", "column", "length", "endColumn", "severity", "code", "message", "hint"),
    }
    assert (told["path"], told["severity"]) == (CARD, "error")
    assert (bad / CARD).read_text("utf-8").splitlines()[told["line"] - 1][told["column"] - 1] == '"'
    assert inside.run("check", "--format", "json", cwd=good).out == "[]\n"


def test_annotations_are_commands_that_github_understands(bad, good):
    done = inside.run("check", "--format", "github", cwd=bad)
    assert (done.status, done.err) == (1, "")
    lines = done.out.splitlines()
    pattern = r"::(error|warning) file=[^,:]+,line=(\d+),endLine=\2,col=\d+(,endColumn=\d+)?,title=[a-z0-9-]+::\S.*"
    assert [line for line in lines if not re.fullmatch(pattern, line)] == []
    assert any(line.startswith(f"::error file={CARD},line=") for line in lines)
    clean = inside.run("check", "--format", "github", cwd=good)
    assert (clean.status, clean.out, clean.err) == (0, "", "")


@pytest.mark.parametrize(
    ("here", "root", "workspace", "told"),
    [
        ("..", "site", "", f"file=site/{CARD},"),
        (".", ".", "..", f"file=site/{CARD},"),
        (".", ".", ".", f"file={CARD},"),
        ("content", "..", "", f"file={CARD},"),
    ],
)
def test_an_annotation_names_its_file_from_the_repository(here, root, workspace, told, bad):
    named = os.path.realpath(bad / workspace) if workspace else ""
    done = inside.run("check", "--format", "github", "--root", root, cwd=bad / here, GITHUB_WORKSPACE=named)
    assert told in done.out


def test_colour_is_for_terminals_and_for_those_who_ask(bad):
    assert "\x1b[" not in run("check", cwd=bad, NO_COLOR="").err
    assert "\x1b[" in run("check", cwd=bad, NO_COLOR="", FORCE_COLOR="1", TERM="xterm").err
    assert "\x1b[" not in run("check", cwd=bad, FORCE_COLOR="1", TERM="xterm").err


# Bad surroundings ----------------------------------------------------------------------------------------------------

ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_a_terminal_that_knows_ascii_alone_is_written_to_all_the_same(bad, style):
    done = run("check", "--format", style, cwd=bad, **ASCII)
    assert (done.status, "Traceback" in done.err) == (1, False)
    assert (done.out + done.err).isascii()
    assert "quote-not-found" in done.out + done.err


def test_an_ascii_terminal_builds_the_same_site(tmp_path):
    whole = copy(tmp_path / "site")
    for name, environment in (("ascii", ASCII), ("utf", {})):
        assert run("--output", tmp_path / name, cwd=whole, **environment).status == 0
    assert digest(tmp_path / "ascii") == digest(tmp_path / "utf")


def test_json_stays_json_on_an_ascii_terminal(bad):
    done = run("check", "--format", "json", cwd=bad, **ASCII)
    hints = [problem["hint"] for problem in json.loads(done.out)]
    assert any("“711”" in hint for hint in hints)


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_a_reader_who_goes_away_is_no_mishap(good, style):
    """As `pincite check | head -0`: whatever the status, there is nothing on stderr."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--format", style]
    done = subprocess.run(command, cwd=good, stdout=write, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_goes_away_does_not_make_a_bad_site_good(bad):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--format", "github"]
    done = subprocess.run(command, cwd=bad, stdout=write, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(write)
    assert done.returncode != 0


@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0)])
def test_closed_streams_are_no_mishap(good, closed, status):
    shell = f'exec "{sys.executable}" "{ROOT / "build.py"}" check {closed}'
    done = subprocess.run(["sh", "-c", shell], cwd=good, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_stdout_is_told_in_one_line(good):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "check"],
            cwd=good,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    assert (done.returncode, done.stderr.decode()) == (
        74,
        "pincite: error[output-io]: No space left on device: stdout; make room on the disk and try again\n",
    )


def test_a_bug_is_told_in_one_line_with_a_way_to_see_more(good):
    program = (
        "import sys, pincite.commands.check as c\n"
        "def make(*_, **__): raise RuntimeError('oh')\n"
        "c.make = make\n"
        "from pincite.cli import main\n"
        "sys.exit(main(['check']))"
    )
    short = run(program, cwd=good, program="-c", PYTHONPATH=str(ROOT), PINCITE_DEBUG="")
    assert (short.status, short.out, short.err.count("\n")) == (70, "", 1)
    assert short.err.startswith("pincite: a bug: RuntimeError: oh")
    assert "PINCITE_DEBUG=1" in short.err
    more = run(program, cwd=good, program="-c", PYTHONPATH=str(ROOT), PINCITE_DEBUG="1")
    assert (more.status, "Traceback" in more.err) == (70, True)


def test_check_refuses_a_published_page_that_leads_to_a_draft(tmp_path):
    desk = copy(tmp_path / "desk")
    card = desk / "content/claims/ariha-49.yaml"
    draft = (desk / "content/claims/further-710.yaml").read_text("utf-8").replace("code: c16\n", "")
    (desk / "content/claims/zz-draft.yaml").write_text(draft + "status: draft\n", "utf-8")
    card.write_text(
        card.read_text("utf-8").replace("analysis: |\n", "analysis: |\n  See [the draft](claims/zz-draft.html).\n\n"),
        "utf-8",
    )
    done = inside.run("check", cwd=desk)
    assert (done.status, "broken-link" in done.err) == (1, True)


def test_a_name_that_gives_orders_to_a_terminal_is_shown_as_escapes(tmp_path):
    root = copy(tmp_path / "site")
    (root / "content/claims/\x1b]0;X\x07\u202e.yaml").write_text("x")
    done = run("check", "--root", str(root))
    assert (done.status, "\x1b" in done.err, "\u202e" in done.err, "\\x1b]0;X\\x07\\u202e.yaml" in done.err) == (
        1,
        False,
        False,
        True,
    )

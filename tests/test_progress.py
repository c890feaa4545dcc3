"""Progress on a terminal: one line, after a second, gone before anything else is printed; elsewhere none."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys

import pytest
from rendering import base
from running import ROOT, run

from pincite.commands import console, progress
from pincite.commands.progress import _Line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has no pseudo-terminals")

# A program in which a second is over at once, so that any site takes long.
_AT_ONCE = (
    "import sys\nfrom pincite.commands import progress\n"
    "progress._PATIENCE, progress._PAUSE = 0.0, 0.0\n"
    "from pincite.cli import main\nsys.exit(main(sys.argv[1:]))"
)


def _on_a_terminal(code: str, *arguments: str, **environment: str) -> str:
    """Run a program whose both streams are one terminal of 60 columns; give all that comes out of it."""
    import fcntl  # not every system has them, and the others skip all of this
    import pty
    import struct
    import termios

    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm", **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    while select.select([mine], [], [], 120)[0]:
        try:
            data = os.read(mine, 65536)
        except OSError:  # how Linux tells that nobody has the other end any more
            break
        if not data:
            break
        written += data
    os.close(mine)
    program.wait()
    return written.decode()


def _seen(written: str) -> list[str]:
    """Give the lines that stand on the terminal at the end, as it carries out what it is told."""
    lines, at = [""], 0
    for part in re.findall(r"\x1b\[K|\r\n|\r|\n|[^\r\n\x1b]+|\x1b\[[0-9;]*m", written):
        if part in {"\r\n", "\n"}:
            lines.append("")
            at = 0
        elif part == "\r":
            at = 0
        elif part == "\x1b[K":
            lines[-1] = lines[-1][:at]
        elif not part.startswith("\x1b"):
            lines[-1] = lines[-1][:at] + part + lines[-1][at + len(part) :]
            at += len(part)
    return [line for line in lines if line]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Give a small site, with a warning."""
    root = base(tmp_path_factory.mktemp("progress"))
    (root / "content/claims/old.yaml~").write_bytes(b"")
    return root


def test_a_check_shows_how_far_it_is_and_nothing_of_that_stays(site):
    written = _on_a_terminal(_AT_ONCE, "check", "--root", str(site), NO_COLOR="1")
    assert re.search(r"\rcards read: \d of \d", written)
    assert re.search(r"\rpages made: \d+ of \d+; about \d+ s left\x1b\[K", written)
    plain = run("check", "--root", site)
    assert "\n".join(_seen(written)) == f"{plain.err}{plain.out}".strip()


def test_a_build_shows_it_as_well_and_the_line_is_no_wider_than_the_terminal(site):
    written = _on_a_terminal(_AT_ONCE, "build", "--root", str(site), "--output", str(site.parent / "made"))
    shown = re.findall(r"\r([^\r\x1b]*)\x1b\[K", written)
    assert max(map(len, shown)) < 60
    assert shown[-1] == ""
    assert _seen(written)[-1].endswith("; 1 warning")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "xterm"}], ids=str)
def test_what_is_done_at_once_or_on_a_poor_terminal_shows_nothing(environment, site):
    code = _AT_ONCE if environment["TERM"] == "dumb" else _AT_ONCE.replace("0.0, 0.0", "600.0, 0.0")
    written = _on_a_terminal(code, "check", "--root", str(site), **environment)
    assert "\x1b[K" not in written
    assert "cards read" not in written


def test_where_nobody_looks_nothing_is_shown(site):
    command = [sys.executable, "-c", _AT_ONCE, "check", "--root", str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert b"\r" not in done.stdout + done.stderr


@pytest.fixture
def lines(monkeypatch):
    """Give the lines that are shown, one after another."""
    shown = []
    monkeypatch.setattr(console, "transient", shown.append)
    return shown


class _Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def _walk(clock: _Clock, what: str, total: int, seconds: float, line: _Line) -> None:
    for done in range(total):
        line.step(what, done, total)
        clock.now += seconds


def test_the_first_second_is_silent_and_then_ten_lines_a_second_are_enough(lines):
    clock = _Clock()
    line = _Line(clock)
    _walk(clock, "cards read", 200, 0.01, line)
    assert 9 <= len(lines) <= 11
    assert lines[0].startswith("cards read: 100 of 200")


def test_what_is_left_follows_from_what_is_done(lines):
    clock = _Clock()
    line = _Line(clock)
    _walk(clock, "cards read", 2_000, 0.01, line)  # a fifth of the whole: 20 s
    _walk(clock, "pages made", 1_000, 0.08, line)
    assert [one for one in lines if one.startswith("pages made: 500 ")] == ["pages made: 500 of 1,000; about 40 s left"]
    assert lines[-1].startswith("pages made: 99")
    slow = _Line(clock)
    _walk(clock, "cards read", 2_000, 0.1, slow)
    assert lines[-1] == "cards read: 1,999 of 2,000; about 13 min left"


def test_a_work_that_begins_anew_is_measured_anew(lines):
    clock = _Clock()
    line = _Line(clock)
    _walk(clock, "cards read", 200, 0.1, line)
    _walk(clock, "pages made", 200, 0.4, line)
    _walk(clock, "cards read", 200, 0.1, line)
    assert lines[-1] == "cards read: 199 of 200; about 80 s left"


def test_a_part_of_unknown_length_shows_no_time(lines):
    clock = _Clock()
    line = _Line(clock)
    _walk(clock, "share images drawn", 20, 0.5, line)
    assert lines[-1] == "share images drawn: 19 of 20"


def test_what_goes_wrong_takes_the_line_with_it(monkeypatch, lines):
    monkeypatch.setattr(console, "rewrites", lambda: True)
    with pytest.raises(ZeroDivisionError), progress.progress() as step:
        step("cards read", 1, 1 // 0)
    assert lines == [""]

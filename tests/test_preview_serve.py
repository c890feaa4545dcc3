"""`pincite serve` as an editor runs it: a process, a real project, a real port."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from pincite.cli import main

CARD = "content/claims/boats-damaged.yaml"


@pytest.fixture
def project(site, ROOT):  # noqa: N803 - the fixture's name
    for folder in ("templates", "assets"):
        shutil.copytree(ROOT / folder, site.root / folder)
    return site


class Serving:
    """A running `pincite serve`."""

    def __init__(self, root, *options):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pincite", "serve", "--root", str(root), "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__))),  # noqa: PTH100, PTH120 - one line
            env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        )
        self.line = self.process.stdout.readline()
        self.url = self.line.split(" ", 1)[0]

    def get(self, path=""):
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 - http, as printed
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()

    def until(self, wanted, path="", seconds=20.0):
        """Ask until the page is as wanted; give the seconds it took."""
        began = time.monotonic()
        while not wanted(self.get(path)):
            assert time.monotonic() - began < seconds, self.get(path)[:3000]
            time.sleep(0.02)
        return time.monotonic() - began

    def interrupt(self):
        """Press Ctrl-C; give the exit status and what was printed to stderr."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=10)
        return self.process.returncode, errors


@pytest.fixture
def serve():
    started = []

    def start(root, *options):
        started.append(Serving(root, *options))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def title_of(project):
    return re.search(r"^title: (.*)$", project.read(CARD), re.MULTILINE)[1]


def test_one_line_with_the_address_and_ctrl_c_ends_it_quietly(project, serve):
    serving = serve(project.root)
    told = r"(http://127\.0\.0\.1:\d+/) shows the site with its drafts, \1desk/ what is to do; Ctrl-C ends it\n"
    assert re.fullmatch(told, serving.line)
    assert serving.interrupt() == (130, "pincite: interrupted\n")


def test_a_saved_card_is_served_within_two_seconds(project, serve):
    serving, whole, title = serve(project.root), project.read(CARD), title_of(project)
    took = []
    for number in range(3):  # the best of three: other programs run on a test machine, too
        project.write(CARD, whole.replace(title, f"Title number {number}.", 1))
        took.append(serving.until(lambda page, n=number: f"Title number {n}." in page, "claims/boats-damaged.html"))
    assert min(took) < 2


def test_the_output_folder_is_never_touched(project, serve):
    serving = serve(project.root)
    project.edit(CARD, f"title: {title_of(project)}", "title: Quite another title")
    serving.until(lambda page: "Quite another title" in page, "claims/boats-damaged.html")
    assert sorted(path.name for path in project.root.iterdir()) == [
        ".pincite",  # the cache
        "assets",
        "content",
        "seeds",
        "site.yaml",
        "templates",
    ]


def test_a_broken_card_keeps_the_page_and_names_the_place_until_it_is_mended(project, serve):
    serving, whole = serve(project.root), project.read(CARD)
    project.write(CARD, whole.replace("title:", "titel:", 1))
    serving.until(lambda page: 'role="alert"' in page)
    page = serving.get()
    assert [words for words in (f"{CARD}:1:1", "unknown-key", "did you mean", "<main") if words not in page] == []
    project.write(CARD, whole)
    serving.until(lambda page: 'role="alert"' not in page)
    code, errors = serving.interrupt()
    assert [code, "unknown-key" in errors, "Traceback" in errors] == [130, True, False]


def test_twenty_quick_saves_end_in_the_last_state(project, serve):
    serving, whole, title = serve(project.root), project.read(CARD), title_of(project)
    for number in range(1, 21):
        project.write(CARD, whole.replace(title, f"Title number {number}.", 1))
        time.sleep(0.05)
    serving.until(lambda page: "Title number 20." in page, "claims/boats-damaged.html")


def test_a_site_that_has_never_been_good_shows_its_problems_and_then_itself(project, serve):
    settings = project.read("site.yaml")
    project.write("site.yaml", "title: [")
    serving = serve(project.root)
    assert "There is no site to show yet" in serving.get("claims/")
    project.write("site.yaml", settings)
    serving.until(lambda page: "<main id=" in page, "claims/")


def test_an_empty_folder_can_be_served_and_filled(tmp_path, project, serve):
    empty = tmp_path / "empty"
    empty.mkdir()
    serving = serve(empty)
    assert 'role="alert"' in serving.get()
    shutil.copytree(project.root, empty, dirs_exist_ok=True)
    serving.until(lambda page: "<main id=" in page)


def test_polling_sees_saves_where_nothing_tells_of_them(project, serve, monkeypatch):
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    serving = serve(project.root)
    project.edit(CARD, f"title: {title_of(project)}", "title: Quite another title")
    serving.until(lambda page: "Quite another title" in page, "claims/boats-damaged.html")


def test_a_changed_stylesheet_is_served_under_its_old_name_too(project, serve):
    serving = serve(project.root)
    name = re.search(r'href="(assets/style\.[0-9a-f]{8}\.css)"', serving.get())[1]
    project.write("assets/style.css", project.read("assets/style.css") + "\n.quite-new { color: red }\n")
    serving.until(lambda sheet: ".quite-new" in sheet, name)


def test_serving_beyond_this_machine_warns_that_drafts_can_be_read(project, serve):
    code, errors = serve(project.root, "--host", "0.0.0.0").interrupt()  # noqa: S104 - the case under test
    assert [code, "lets everyone who reaches this machine read the drafts" in errors] == [130, True]


def test_a_taken_port_is_one_line_that_names_another(project, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["serve", "--root", str(project.root), "--port", str(port)])
    error = capsys.readouterr().err
    assert code == 2
    assert re.fullmatch(rf"pincite: error\[no-port\]: port {port} is taken; try --port \d+\n", error)


@pytest.mark.parametrize("port", ["-1", "65536", "x", "", "8000.5", "８０００"])
def test_what_is_no_port_is_wrong_usage(port, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert [ended.value.code, "from 0 to 65535" in capsys.readouterr().err] == [2, True]


def test_an_address_of_another_machine_is_wrong_usage(project, capsys):
    code = main(["serve", "--root", str(project.root), "--host", "192.0.2.1", "--port", "0"])
    assert [code, capsys.readouterr().err.count("\n")] == [2, 1]


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path, capsys):
    code = main(["serve", "--root", str(tmp_path / "nowhere"), "--port", "0"])
    assert [code, "is no folder" in capsys.readouterr().err] == [2, True]


@pytest.mark.parametrize("editor", ["javascript:{path}", "emacs", "https://example.org/{path}", ""])
def test_an_editor_that_could_not_be_opened_is_wrong_usage(editor, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--editor={editor}"])
    assert [ended.value.code, "--editor" in capsys.readouterr().err] == [2, True]


def test_a_place_in_the_alert_opens_the_editor_that_was_named(project, serve):
    project.edit(CARD, "title:", "titel:")
    named, none = serve(project.root, "--editor", "zed").get(), serve(project.root, "--editor", "none").get()
    assert [f'href="zed://file{project.root}/{CARD}:1:1"' in named, "zed:" in none] == [True, False]


def test_a_cache_that_is_emptied_deleted_or_held_by_another_is_never_told_to_the_editor(project, serve):
    serving, cache = serve(project.root), project.root / ".pincite/kept.sqlite"

    def saved(title):
        project.edit(CARD, f"title: {title_of(project)}", f"title: {title}")
        serving.until(lambda page: title in page, "claims/boats-damaged.html")
        others = [serving.get(path) for path in ("", "claims/bridge-closed.html", "claims/repair-cost.html", "desk/")]
        signs = ("the cache", "pincite itself failed", 'role="alert"')
        assert [sign for sign in signs for page in others if sign in page] == [], title

    with sqlite3.connect(cache) as other:
        other.execute("DELETE FROM body")
    other.close()
    saved("A title after the bodies are gone")
    for path in cache.parent.glob("kept.sqlite*"):
        path.unlink()
    saved("A title after the file is gone")
    again = serve(project.root)
    assert "A title after the file is gone" in again.get("claims/boats-damaged.html")
    held = sqlite3.connect(cache, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    serving = again
    saved("A title while another has it")
    held.close()
    _, errors = again.interrupt()
    assert [word for word in ("error", "Traceback", "the cache") if word in errors] == []

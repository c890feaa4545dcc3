"""Links that open a file in the editor's program: the right place, and never anywhere else."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from pincite.preview.editor import EDITORS, link, template_of
from pincite.problems import Span

ROOT = PurePosixPath("/home/ada/my site")
PLACE = Span("content/claims/50% & #1.yaml", 12, 7)


def test_a_place_opens_at_its_line_and_column():
    assert link(ROOT, Span("site.yaml", 3, 5), "vscode") == "vscode://file/home/ada/my%20site/site.yaml:3:5"


@pytest.mark.parametrize("name", EDITORS)
def test_every_program_gets_the_whole_path_back_from_its_address(name):
    address = urlsplit(link(ROOT, PLACE, name))
    told = parse_qs(address.query)
    path = told.get("file", told.get("url", [address.path]))[0]
    path = unquote(path.removeprefix("file://")) if "%" in path and not told else path.removeprefix("file://")
    assert path.removesuffix(":12:7") == f"{ROOT}/{PLACE.path}"
    assert (told.get("line", ["12"]), told.get("column", ["7"])) == (["12"], ["7"])


def test_a_place_without_a_line_opens_the_file_at_its_beginning():
    assert link(ROOT, Span("content/actors.yaml"), "zed").endswith("/content/actors.yaml:1:1")


def test_a_path_of_windows_keeps_its_drive_and_gets_slashes():
    root = PureWindowsPath(r"C:\Users\Ada L")
    span = Span("content/actors.yaml", 2, 1)
    assert link(root, span, "vscode") == "vscode://file/C:/Users/Ada%20L/content/actors.yaml:2:1"
    assert link(root, span, "idea") == "idea://open?file=C:/Users/Ada%20L/content/actors.yaml&line=2&column=1"
    assert "url=file:///C:/Users/" in link(root, span, "subl")


def test_a_shared_folder_of_windows_keeps_its_host():
    address = link(PureWindowsPath(r"\\desk\cards"), Span("site.yaml", 1, 1), "idea")
    assert address == "idea://open?file=//desk/cards/site.yaml&line=1&column=1"


@pytest.mark.parametrize("path", ["output:index.html", "pincite", "", "output/index.html", "content/../../etc/passwd"])
def test_a_place_in_no_file_of_the_site_has_no_link(path):
    assert link(ROOT, Span(path, 1, 1), "vscode") == ""


def test_without_a_program_there_is_no_link():
    assert link(ROOT, Span("site.yaml", 1, 1), "") == ""


def test_a_template_of_one_s_own_is_filled_in():
    assert link(ROOT, Span("site.yaml", 3, 5), "ed:{path}#{line}") == "ed:/home/ada/my%20site/site.yaml#3"


def test_a_path_that_looks_like_a_field_is_not_filled_in_again():
    assert link(PurePosixPath("/x"), Span("content/{line}.yaml", 3), "ed:{path}") == "ed:/x/content/%7Bline%7D.yaml"


@pytest.mark.parametrize("name", EDITORS)
def test_a_known_program_s_template_would_be_accepted_as_one_s_own(name):
    assert template_of(EDITORS[name]) == template_of(name)


@pytest.mark.parametrize(
    "template", ["http://localhost:63342/api/file{path}:{line}", "http://127.0.0.1/{path}", "http://[::1]:8/{path}"]
)
def test_a_program_may_listen_at_a_port_of_this_machine(template):
    assert template_of(template) == template


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert('{path}')",
        "JavaScript:{path}",
        "data:text/html,{path}",
        "file://{path}",
        "https://example.org/{path}",
        "http://localhost.example.org/{path}",
        "http://localhost@example.org/{path}",
        "http://localhost:80@example.org/{path}",
        "//example.org/{path}",
        "{path}",
        "vi",
        "vscode://file/",
        'ed://{path}" onclick="x',
        "ed://{path}\n",
        "ed://{path}/{root}",
    ],
)
def test_a_template_that_leads_elsewhere_or_nowhere_is_refused(template):
    with pytest.raises(ValueError, match=r"write|no address"):
        template_of(template)

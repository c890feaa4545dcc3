"""Names and sizes that GitHub Pages, its upload or git do not take."""

from __future__ import annotations

import pytest

from pincite.problems import Severity
from pincite.published.limits import FILE_LIMIT, FILE_WARNED, NO_JEKYLL, SITE_LIMIT, UNSERVED, unservable


def _codes(**sizes: int) -> list[tuple[str, str, str]]:
    return [(str(one.severity), one.code, one.span.path) for one in unservable({NO_JEKYLL: 0, **sizes})]


def test_an_ordinary_site_is_fine():
    assert _codes(**{"index.html": 1, "claims/a-1_b.html": FILE_WARNED, "ä/č.html": 1, "data/.hidden": 1}) == []


@pytest.mark.parametrize("char", [*UNSERVED, "\t", "\x7f", "\x85", "\ud800"], ids=ascii)
def test_a_name_that_the_upload_refuses_is_an_error(char):
    assert _codes(**{f"a/b{char}.html": 1}) == [("error", "pages-path", f"output:a/b{char}.html")]


@pytest.mark.parametrize("path", [".git/config", "a/.GIT/b", ".git"])
def test_what_git_keeps_for_itself_is_an_error(path):
    assert _codes(**{path: 1}) == [("error", "pages-path", f"output:{path}")]


def test_a_name_of_more_bytes_than_a_file_system_takes_is_an_error():
    assert _codes(**{f"a/{'ä' * 127}b": 1}) == []
    assert [code for _, code, _ in _codes(**{f"a/{'ä' * 128}": 1})] == ["pages-path"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.html", "A.html"), ("\u00e9.html", "e\u0301.html"), ("Folder/a.html", "folder/b.html"), ("ß.html", "SS.html")],
)
def test_two_names_that_some_systems_take_for_one_are_an_error(one, other):
    (problem,) = unservable({NO_JEKYLL: 0, one: 1, other: 1})
    assert (problem.code, problem.severity) == ("pages-path", Severity.ERROR)
    assert "differs from" in problem.message


def test_a_site_that_jekyll_would_alter_is_an_error():
    assert [one.code for one in unservable({"index.html": 1})] == ["pages-path"]


@pytest.mark.parametrize(
    ("size", "told"), [(FILE_WARNED + 1, "warning"), (FILE_LIMIT, "warning"), (FILE_LIMIT + 1, "error")]
)
def test_a_large_file_is_warned_of_and_one_that_github_refuses_an_error(size, told):
    assert _codes(big=size) == [(told, "pages-size", "output:big")]


def test_a_site_larger_than_what_is_served_is_warned_of():
    many = {f"{number}": FILE_WARNED for number in range(SITE_LIMIT // FILE_WARNED + 1)}
    assert _codes(**many) == [("warning", "pages-size", "output:")]

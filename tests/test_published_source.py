"""Which commit a site was made from."""

from __future__ import annotations

import hashlib

import pytest
from repositories import ALONE, git

from pincite.published.repository import repository
from pincite.published.source import Source, source, uncommitted


@pytest.fixture
def top(tmp_path, monkeypatch):
    for key, value in ALONE.items():
        monkeypatch.setenv(key, value)
    git(tmp_path, "init", "--quiet")
    for path in ("site/site.yaml", "site/content/a.yaml", "site/seeds/ü.txt", "site/notes.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"one\n")
    _commit(tmp_path)
    return tmp_path


def _commit(top) -> str:
    git(top, "add", "--all", "--force")
    git(top, "-c", "user.name=A", "-c", "user.email=a@x.org", "commit", "--quiet", "--message", "x")
    return git(top, "rev-parse", "HEAD")


def _found(top, *paths: str) -> Source:
    root = top / "site"
    inputs = {path: hashlib.sha256((root / path).read_bytes()).hexdigest() for path in paths}
    return source(repository(root), root, inputs)


INPUTS = ("site.yaml", "content/a.yaml", "seeds/ü.txt")


def test_inputs_that_are_as_the_commit_has_them_come_from_it(top):
    commit = git(top, "rev-parse", "HEAD")
    assert (_found(top, *INPUTS), str(_found(top, *INPUTS))) == (Source(commit), commit)


def test_what_no_build_reads_may_be_changed_or_gone(top):
    (top / "site/notes.txt").unlink()
    (top / "site/new.txt").write_text("x")
    assert _found(top, *INPUTS).loose == ()


def test_a_changed_a_new_and_a_deleted_input_are_loose(top):
    (top / "site/content/a.yaml").write_text("two\n")
    (top / "site/content/b.yaml").write_text("new\n")
    (top / "site/seeds/ü.txt").unlink()
    found = _found(top, "site.yaml", "content/a.yaml", "content/b.yaml")
    assert found.loose == ("content/a.yaml", "content/b.yaml", "seeds/ü.txt")
    assert str(found).endswith(" with uncommitted changes")


def test_what_is_staged_and_not_committed_is_loose(top):
    (top / "site/content/a.yaml").write_text("two\n")
    git(top, "add", "--all")
    assert _found(top, *INPUTS).loose == ("content/a.yaml",)


def test_what_git_is_told_to_overlook_is_loose_all_the_same(top):
    git(top, "update-index", "--assume-unchanged", "site/content/a.yaml")
    (top / "site/content/a.yaml").write_text("two\n")
    assert _found(top, *INPUTS).loose == ("content/a.yaml",)


def test_a_line_end_that_git_would_turn_is_another_input(top):
    git(top, "config", "core.autocrlf", "true")
    (top / "site/content/a.yaml").write_bytes(b"one\r\n")
    assert _found(top, *INPUTS).loose == ("content/a.yaml",)


def test_before_the_first_commit_all_is_loose(tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.yaml").write_text("x")
    found = _found(tmp_path, "site.yaml")
    assert (found, str(found)) == (Source("", ("site.yaml",)), "none with uncommitted changes")


def test_a_folder_that_the_commit_does_not_have_yet_is_loose(top):
    (top / "other").mkdir()
    (top / "other/site.yaml").write_text("x")
    found = source(repository(top / "other"), top / "other", {"site.yaml": "0" * 64})
    assert found.loose == ("site.yaml",)


def test_what_is_loose_is_told_at_the_first_of_up_to_five():
    assert list(uncommitted(Source("c0ffee"))) == []
    (problem,) = uncommitted(Source("c0ffee", tuple("abcdefg")))
    assert (problem.code, problem.span.path, "a, b, c, d, e and 2 more" in problem.message) == (
        "uncommitted",
        "a",
        True,
    )

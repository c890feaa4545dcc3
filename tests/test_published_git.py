"""git is asked without a setting of the user's, and every way in which it does not answer is told."""

from __future__ import annotations

import subprocess
from contextlib import suppress

import pytest
import repositories

from pincite.published import git as asking
from pincite.published.git import GitError, commit_of, file_at, git, published_commit, top_of


@pytest.fixture
def repo(tmp_path):
    """Give a repository with one commit."""
    made = repositories.begun(tmp_path / "repo")
    made.commit({"a.txt": b"one\n", "deep/b.txt": b"\xff\n"})
    return made


def _refused(folder, *words, **more):
    with pytest.raises(GitError) as caught:
        git(folder, *words, **more)
    return caught.value


def test_what_git_prints_comes_back_as_bytes(repo):
    assert git(repo.folder, "cat-file", "blob", "HEAD:deep/b.txt") == b"\xff\n"


def test_what_is_given_goes_to_git(repo):
    made = git(repo.folder, "hash-object", "-w", "--stdin", given=b"new").decode().strip()
    assert git(repo.folder, "cat-file", "blob", made) == b"new"


def test_a_refusal_has_git_s_own_words_in_english(repo, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    error = _refused(repo.folder, "cat-file", "blob", "HEAD:none")
    assert (error.problem.code, error.said.startswith("fatal: path 'none' does not exist")) == ("git-failed", True)
    assert error.problem.message == "git cat-file failed: path 'none' does not exist in 'HEAD'"


def test_a_machine_without_git_is_told_so(repo, monkeypatch):
    monkeypatch.setattr(asking, "GIT", "no-such-git")
    assert _refused(repo.folder, "version").problem.code == "no-git"
    assert (commit_of(repo.folder, "HEAD"), top_of(repo.folder)) == ("", None)


def test_a_folder_that_is_not_there_is_not_taken_for_a_missing_git(tmp_path):
    problem = _refused(tmp_path / "gone", "version").problem
    assert (problem.code, "No such file" in problem.message) == ("git-failed", True)


def test_a_name_with_a_nul_is_no_name_and_no_traceback(repo):
    assert _refused(repo.folder, "rev-parse", "a\0b").problem.code == "git-failed"
    assert commit_of(repo.folder, "a\0b") == ""


def test_a_git_that_does_not_end_is_told_so(repo, monkeypatch):
    def never(*words, **more):
        raise subprocess.TimeoutExpired(words, 1)

    monkeypatch.setattr(subprocess, "run", never)
    assert "has not ended" in _refused(repo.folder, "fetch").problem.message


def test_what_git_tells_its_hooks_leads_to_no_other_repository(repo, tmp_path, monkeypatch):
    other = repositories.begun(tmp_path / "other")
    other.commit({"a.txt": b"other\n"})
    wanted = commit_of(repo.folder, "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git/index"))
    assert (commit_of(repo.folder, "HEAD"), top_of(repo.folder)) == (wanted, repo.folder)


def test_a_commit_that_another_was_put_in_the_place_of_is_still_itself(repo):
    first = commit_of(repo.folder, "HEAD")
    second = repo.commit({"a.txt": b"two\n"})
    repo.git("replace", second, first)
    assert file_at(repo.folder, second, "a.txt") == b"two\n"


def test_the_top_is_found_from_a_folder_in_it_and_a_bare_repository_has_none(repo, tmp_path):
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", ".", str(bare))
    (tmp_path / "none").mkdir()
    tops = [top_of(one) for one in (repo.folder / "deep", bare, repo.folder / ".git", tmp_path / "none")]
    assert tops == [repo.folder, None, None, None]


def test_a_name_leads_to_its_commit_and_none_is_taken_for_an_option(repo):
    head = repo.git("rev-parse", "HEAD")
    repo.git("tag", "-a", "v1", "-m", "first")
    names = ("HEAD", "main", "v1", "--help", "none", "HEAD:a.txt", "")
    assert [commit_of(repo.folder, name) for name in names] == [head, head, head, "", "", "", ""]


def test_a_file_is_read_from_a_commit_and_what_is_none_is_none(repo):
    found = [file_at(repo.folder, "HEAD", path) for path in ("a.txt", "deep", "none", "../a.txt")]
    assert found == [b"one\n", None, None, None]


def test_what_the_remote_had_comes_before_a_branch_of_one_s_own(repo):
    first = repo.git("rev-parse", "HEAD")
    assert published_commit(repo.folder) == ""
    repo.git("branch", "gh-pages")
    assert published_commit(repo.folder) == first
    second = repo.commit({"a.txt": b"two\n"})
    repo.git("update-ref", "refs/remotes/origin/gh-pages", second)
    assert published_commit(repo.folder) == second


def test_no_program_is_run_that_a_commit_of_a_stranger_names(repo, tmp_path):
    """A folder of a commit can look like a repository itself, with a `config` that names a program."""
    inner, ran = repo.folder / "site", tmp_path / "ran"
    stranger = repositories.begun(tmp_path / "stranger")
    stranger.commit({"record/claims/a.json": b"{}"})
    inner.mkdir()
    (stranger.folder / ".git").rename(inner / "bare")
    for one in ("objects", "refs", "HEAD", "index"):
        (inner / "bare" / one).rename(inner / one)
    told = f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "touch {ran}; false"\n'
    (inner / "config").write_text(told)
    with suppress(GitError):
        git(inner, "diff", "--name-only", "HEAD")
    assert (ran.exists(), top_of(inner) == inner) == (False, False)

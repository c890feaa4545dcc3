"""What git and remotes say when they refuse, and what an editor is told: words as git, GitHub and ssh print them."""

from __future__ import annotations

import pytest
from repositories import ALONE, git

from pincite.problems import Problem, Span
from pincite.published.git import GitError
from pincite.published.remote import Branch, address_of, fetch, refusal, tip_of
from pincite.published.repository import repository

SAID = {
    "overtaken": (
        (
            "To https://github.com/desk/checks.git\n ! [rejected]        abc -> gh-pages (fetch first)\n"
            "error: failed to push some refs to 'https://github.com/desk/checks.git'"
        ),
        ("published-meanwhile", "somebody else has published"),
    ),
    "not an ancestor": (
        " ! [rejected]        abc -> gh-pages (non-fast-forward)\nerror: failed to push some refs",
        ("published-meanwhile", "`pincite diff`"),
    ),
    "protected": (
        (
            "remote: error: GH006: Protected branch update failed for refs/heads/gh-pages.\n"
            "remote: error: Changes must be made through a pull request.\n"
            " ! [remote rejected] abc -> gh-pages (protected branch hook declined)\nerror: failed to push some refs"
        ),
        ("push-refused", "Changes must be made through a pull request."),
    ),
    "a file too large": (
        "remote: error: GH001: Large files detected.\n ! [remote rejected] abc -> gh-pages (pre-receive hook declined)",
        ("push-refused", "GH001: Large files detected."),
    ),
    "no key": (
        "git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.",
        ("remote-unreachable", "does not let you in"),
    ),
    "no right": (
        "ERROR: Permission to desk/checks.git denied to somebody.\nfatal: Could not read from remote repository.",
        ("remote-unreachable", "does not let you in"),
    ),
    "no right by https": (
        (
            "remote: Permission to desk/checks.git denied to somebody.\n"
            "fatal: unable to access 'https://github.com/desk/checks.git/': The requested URL returned error: 403"
        ),
        ("remote-unreachable", "does not let you in"),
    ),
    "no password": (
        "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        ("remote-unreachable", "gh auth login"),
    ),
    "a wrong password": (
        "remote: Invalid username or token.\nfatal: Authentication failed for 'https://github.com/desk/checks.git/'",
        ("remote-unreachable", "does not let you in"),
    ),
    "an unknown host key": (
        "Host key verification failed.\nfatal: Could not read from remote repository.",
        ("remote-unreachable", "does not let you in"),
    ),
    "no repository": (
        "remote: Repository not found.\nfatal: repository 'https://github.com/desk/chekcs.git/' not found",
        ("remote-unreachable", "there is no repository"),
    ),
    "no repository by ssh": (
        "ERROR: Repository not found.\nfatal: Could not read from remote repository.",
        ("remote-unreachable", "there is no repository"),
    ),
    "no folder": (
        "fatal: '../gone.git' does not appear to be a git repository\nfatal: Could not read from remote repository.",
        ("remote-unreachable", "there is no repository"),
    ),
    "no name server": (
        "fatal: unable to access 'https://github.com/desk/checks.git/': Could not resolve host: github.com",
        ("remote-unreachable", "cannot be reached"),
    ),
    "no network": (
        "ssh: connect to host github.com port 22: Network is unreachable\nfatal: Could not read from remote.",
        ("remote-unreachable", "cannot be reached"),
    ),
    "a line that breaks": (
        "fatal: the remote end hung up unexpectedly",
        ("remote-unreachable", "nothing was changed there"),
    ),
    "something new": ("fatal: the moon is full", ("git-failed", "")),
}


@pytest.mark.parametrize("what", SAID)
def test_what_is_refused_is_told_in_plain_words(what):
    said, (code, told) = SAID[what]
    found = refusal(GitError(Problem("git-failed", "git push failed", Span("x")), said), Branch())
    assert (found.code, told in f"{found.message}\n{found.hint}") == (code, True)


def test_a_refusal_names_the_branch_as_its_place():
    found = refusal(GitError(Problem("git-failed", "x", Span("x")), "! [rejected]"), Branch("pages", "theirs"))
    assert str(found.span) == "theirs/pages"


def test_that_git_is_missing_stays_what_it_is():
    problem = Problem("no-git", "git is not installed", Span("x"))
    assert refusal(GitError(problem, "! [rejected]"), Branch()) is problem


@pytest.fixture
def pair(tmp_path, monkeypatch):
    """Give a repository whose remote has a branch and a decoy of nearly the same name."""
    for key, value in ALONE.items():
        monkeypatch.setenv(key, value)
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(tmp_path, "init", "--quiet", "here")
    here = tmp_path / "here"
    git(here, "remote", "add", "origin", "../remote.git")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(here, *identity, "commit", "--quiet", "--allow-empty", "--message", "one")
    git(here, "push", "--quiet", "origin", "HEAD:refs/heads/gh-pages", "HEAD:refs/heads/x/refs/heads/gh-pages")
    git(here, "update-ref", "-d", "refs/remotes/origin/gh-pages")
    return here


def test_the_tip_is_that_of_the_branch_of_this_very_name(pair):
    found = repository(pair)
    assert tip_of(found, Branch()) == git(pair, "rev-parse", "HEAD")
    assert tip_of(found, Branch("pages")) == ""


def test_what_is_fetched_is_noted_only_where_it_is_to_be(pair):
    found, tip = repository(pair), git(pair, "rev-parse", "HEAD")
    fetch(found, Branch(), tip, keep=False)
    assert git(pair, "for-each-ref", "refs/remotes/origin/gh-pages") == ""
    fetch(found, Branch(), tip, keep=True)
    assert git(pair, "rev-parse", "refs/remotes/origin/gh-pages") == tip
    assert not (pair / ".git/FETCH_HEAD").exists()


def test_a_commit_that_the_remote_has_no_more_means_that_somebody_moved_the_branch(pair):
    with pytest.raises(GitError) as caught:
        fetch(repository(pair), Branch(), "0" * 39 + "1", keep=True)
    assert caught.value.problem.code == "published-meanwhile"


def test_the_address_of_a_remote_comes_without_its_password(pair):
    git(pair, "remote", "set-url", "origin", "https://name:word@github.com/desk/checks.git")
    assert address_of(repository(pair), Branch()) == "https://***@github.com/desk/checks.git"


@pytest.mark.parametrize(
    ("branch", "code"),
    [(Branch("a b"), "branch-name"), (Branch(""), "branch-name"), (Branch(remote="--all"), "no-remote")],
)
def test_names_that_are_none_are_refused(pair, branch, code):
    with pytest.raises(GitError) as caught:
        address_of(repository(pair), branch)
    assert caught.value.problem.code == code

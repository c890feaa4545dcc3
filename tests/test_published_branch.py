"""The commit that publishes: made beside the user's index, from bytes as they are, whatever the names of files."""

from __future__ import annotations

import time

import pytest
from repositories import ALONE, git

from pincite.published import repository as asked
from pincite.published.branch import Standing, changes, commit, committer, standing, wanted
from pincite.published.changes import Changes, Entry
from pincite.published.git import GitError
from pincite.published.remote import Branch
from pincite.published.repository import repository

NAMES = [
    "a b.html",
    "-x.html",
    "ü/č.html",
    "#1",
    "e\u0301",
    "a\tb",
    "'quoted'",
    "$HOME",
    "~",
    "%41",
    "a" * 200,
    ".nojekyll",
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    for key, value in ALONE.items():
        monkeypatch.setenv(key, value)
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(tmp_path, "init", "--quiet", "here")
    folder = tmp_path / "here"
    git(folder, "config", "user.name", "A")
    git(folder, "config", "user.email", "a@example.org")
    git(folder, "remote", "add", "origin", "../remote.git")
    return folder


def _written(folder, files):
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def test_odd_names_and_odd_bytes_are_committed_as_they_are(here, tmp_path):
    files = {name: f"\r\n\0{name}".encode() for name in NAMES}
    output = _written(tmp_path / "out put", files)
    found = repository(here)
    made = commit(found, output, wanted(found, files, None, Standing()), Standing(), "x\n")
    told = found.run("ls-tree", "-r", "-z", "--name-only", made).split(b"\0")
    assert sorted(one.decode() for one in told if one) == sorted(files)
    assert all(found.run("cat-file", "blob", f"{made}:{name}") == data for name, data in files.items())
    assert git(here, "rev-list", "--parents", made) == made
    assert not (here / ".git/index").exists()


def test_a_file_that_is_changed_while_it_is_read_is_not_published(here, tmp_path):
    output = _written(tmp_path / "output", {"a": b"other"})
    found = repository(here)
    with pytest.raises(GitError) as caught:
        commit(found, output, wanted(found, {"a": b"one"}, None, Standing()), Standing(), "x\n")
    assert caught.value.problem.code == "output-altered"


def test_a_thousand_files_are_one_question_and_quick(here, tmp_path, monkeypatch):
    files = {f"claims/{number}.html": f"{number}".encode() * 500 for number in range(1_000)}
    output = _written(tmp_path / "output", files)
    found, words = repository(here), []
    run = asked.git
    monkeypatch.setattr(asked, "git", lambda *args, **more: (words.append(args[1]), run(*args, **more))[1])
    begin = time.process_time()
    commit(found, output, wanted(found, files, None, Standing()), Standing(), "x\n")
    assert words == ["hash-object", "update-index", "write-tree", "commit-tree"]
    assert time.process_time() - begin < 5


def test_what_the_branch_has_already_is_not_written_again(here, tmp_path):
    """The folder need not even be there for it."""
    found, files = repository(here), {"a": b"one"}
    output = _written(tmp_path / "output", files)
    first = commit(found, output, wanted(found, files, None, Standing()), Standing(), "x\n")
    before = Standing(first, {"a": Entry("100644", found.blob(b"one"))})
    second = commit(found, tmp_path / "gone", wanted(found, files, None, before), before, "y\n")
    assert git(here, "rev-parse", f"{second}^", f"{second}^{{tree}}").split() == [
        first,
        git(here, "rev-parse", f"{first}^{{tree}}"),
    ]


def test_the_tree_has_the_signature_and_the_branch_s_domain():
    found = asked.Repository(None)
    before = Standing("1", {"CNAME": Entry("100755", "f")})
    tree = wanted(found, {"a": b""}, b"s", before)
    assert (sorted(tree), tree["CNAME"].blob, {one.mode for one in tree.values()}) == (
        ["CNAME", "a", "manifest.json.sig"],
        "f",
        {"100644", "100755"},
    )
    assert wanted(found, {"CNAME": b"own"}, None, before)["CNAME"].blob == found.blob(b"own")
    assert changes(before, tree) == Changes(new=("a", "manifest.json.sig"))


def test_a_remote_without_the_branch_has_nothing_published(here):
    assert standing(repository(here), Branch(), keep=True) == Standing()


@pytest.mark.parametrize("text", ["{}", "no JSON", '{"name": "An app", "icons": []}'])
def test_a_manifest_of_another_hand_is_none(here, tmp_path, text):
    found, files = repository(here), {"manifest.json": text.encode()}
    output = _written(tmp_path / "output", files)
    made = commit(found, output, wanted(found, files, None, Standing()), Standing(), "x\n")
    git(here, "push", "--quiet", "origin", f"{made}:refs/heads/gh-pages")
    now = standing(found, Branch(), keep=True)
    assert (now.tip, list(now.files), now.manifest) == (made, ["manifest.json"], None)


def test_who_commits_must_be_known(here, monkeypatch):
    committer(repository(here))
    git(here, "config", "--unset", "user.email")
    monkeypatch.delenv("EMAIL", raising=False)
    with pytest.raises(GitError) as caught:
        committer(repository(here))
    assert caught.value.problem.code == "no-identity"

"""The repository of a site: found from its folder, asked without the user's settings, and left as it is."""

from __future__ import annotations

import pytest
from repositories import ALONE, git

from pincite.published.git import GitError
from pincite.published.repository import repository, short, without_credentials


@pytest.fixture
def top(tmp_path, monkeypatch):
    for key, value in ALONE.items():
        monkeypatch.setenv(key, value)
    folder = tmp_path / 'a "top"; ü'
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "site").mkdir()
    return folder


def test_the_way_from_the_repository_to_the_site_ends_in_a_slash(top):
    assert [repository(one).below for one in (top, top / "site")] == ["", "site/"]
    assert repository(top / "site").top.samefile(top)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_bytes_have_the_name_that_git_gives_them(tmp_path, algorithm, monkeypatch):
    for key, value in ALONE.items():
        monkeypatch.setenv(key, value)
    git(tmp_path, "init", "--quiet", f"--object-format={algorithm}")
    (tmp_path / "file").write_bytes(b"a\r\n\0")
    found = repository(tmp_path)
    assert found.algorithm == algorithm
    assert found.blob(b"a\r\n\0") == git(tmp_path, "hash-object", "--no-filters", "file")


def test_our_settings_come_behind_those_of_the_environment(top, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    for at, (key, value) in enumerate([("core.hooksPath", "/somewhere"), ("user.name", "From the environment")]):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{at}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{at}", value)
    found = repository(top)
    assert (found.asked("config", "core.hooksPath"), found.asked("config", "user.name")) == (
        "/dev/null",
        "From the environment",
    )


def test_what_is_written_beside_a_repository_can_be_read_there_and_is_gone_afterwards(top):
    git(top, "-c", "user.name=A", "-c", "user.email=a@x.org", "commit", "--quiet", "--allow-empty", "--message", "one")
    before = sorted(path for path in (top / ".git").rglob("*"))
    with repository(top).untouched() as beside:
        blob = beside.run("hash-object", "-w", "--stdin", given=b"new").decode().strip()
        assert beside.run("cat-file", "blob", blob) == b"new"
        assert beside.asked("log", "-1", "--format=%s", "HEAD") == "one"
    assert sorted(path for path in (top / ".git").rglob("*")) == before
    assert repository(top).asked("cat-file", "-t", blob) == ""


def test_a_folder_in_no_repository_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError) as caught:
        repository(tmp_path)
    assert (caught.value.problem.code, "git init" in caught.value.problem.hint) == ("no-repository", True)


def test_a_bare_repository_is_none_for_a_site(tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "--bare", "bare")
    with pytest.raises(GitError) as caught:
        repository(tmp_path / "bare")
    assert caught.value.problem.code == "no-repository"


def test_what_git_says_against_a_folder_is_handed_on(top, monkeypatch):
    """As of a folder of another user: its remedy stands in git's own words."""
    (top / ".git/config").write_text("[core")
    with pytest.raises(GitError) as caught:
        repository(top)
    assert (caught.value.problem.code, "bad config" in caught.value.problem.message) == ("no-repository", True)


def test_a_password_is_not_repeated():
    said = "fatal: unable to access 'https://name:word@host.example/a.git/': no; ssh://git@host.example/b"
    assert without_credentials(said) == (
        "fatal: unable to access 'https://***@host.example/a.git/': no; ssh://***@host.example/b"
    )


def test_a_commit_is_shown_by_twelve_letters():
    assert short("0123456789abcdef") == "0123456789ab"

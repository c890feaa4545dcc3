"""A seal is a user's own, and of no use to who brings files into the project or its repository."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pincite.kept.seal import Seal, seal_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders of other systems have other names")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Give a project, beside a home."""
    (tmp_path / "home").mkdir()
    (tmp_path / "project").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME")
    return tmp_path / "project"


def _of(seal):
    return seal and seal.of(b"kind", b"head", b"data")


# The digest ----------------------------------------------------------------------------------------------------------


def test_a_digest_tells_key_use_head_and_data_apart():
    seal = Seal(b"key")
    told = [
        seal.of(b"kind", b"head", b"data"),
        Seal(b"other").of(b"kind", b"head", b"data"),
        Seal().of(b"kind", b"head", b"data"),
        seal.of(b"other", b"head", b"data"),
        seal.of(b"kind", b"headd", b"ata"),
        seal.of(b"kind", b"hea", b"ddata"),
        seal.of(b"kind", b"", b"headdata"),
        seal.of(b"kind", b"head", b""),
    ]
    assert len({*told}) == len(told)
    assert {len(one) for one in told} == {16}
    assert Seal(b"key").of(b"kind", b"head", b"data") == told[0]


# The key's place -----------------------------------------------------------------------------------------------------


def test_the_key_lies_in_the_users_cache_folder_and_serves_all_projects(root, tmp_path):
    seal = _of(seal_of(root))
    assert (tmp_path / "home/.cache/pincite/key").stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    other.mkdir()
    assert _of(seal_of(other)) == _of(seal_of(root, make=False)) == seal


def test_the_environment_may_name_another_cache_folder(root, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "named"))
    assert seal_of(root)
    assert ((tmp_path / "named/pincite/key").is_file(), (tmp_path / "home/.cache").exists()) == (True, False)


def test_a_cache_folder_that_the_environment_names_from_where_one_is_is_passed_over(root, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "named")
    monkeypatch.chdir(root)
    assert seal_of(root)
    assert (list(root.iterdir()), (tmp_path / "home/.cache").exists()) == ([], True)


def test_a_cache_folder_that_is_a_link_of_the_users_is_followed(root, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "home/.cache").symlink_to(tmp_path / "disk")
    assert seal_of(root)
    assert (tmp_path / "disk/pincite/key").is_file()


def test_who_only_reads_makes_none(root, tmp_path):
    assert seal_of(root, make=False) is None
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("home", ["relative", "/dev/null/home", "/dev/null"])
def test_without_a_home_there_is_none(root, monkeypatch, home):
    monkeypatch.setenv("HOME", home)
    monkeypatch.chdir(root)
    assert seal_of(root) is None
    assert list(root.iterdir()) == []


def test_an_account_without_a_home_has_none(root, monkeypatch):
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    assert seal_of(root) is None


# Where a commit could bring it ---------------------------------------------------------------------------------------


def _committed(root, monkeypatch, cache):
    """Lay a key that is whole and has the right mode, as a checkout under a strict umask makes it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()
    assert seal_of(elsewhere)


def test_a_key_below_the_project_is_none(root, monkeypatch):
    _committed(root, monkeypatch, root / "cache")
    assert [seal_of(root, make=make) for make in (False, True)] == [None, None]


def test_a_home_that_is_the_project_has_none(root, monkeypatch):
    monkeypatch.setenv("HOME", str(root))
    assert seal_of(root) is None
    assert list(root.iterdir()) == []


def test_a_key_that_a_link_into_the_project_leads_to_is_none(root, monkeypatch, tmp_path):
    (root / "cache").mkdir()
    (tmp_path / "link").symlink_to(root / "cache")
    _committed(root, monkeypatch, tmp_path / "link")
    assert (root / "cache/pincite/key").is_file()
    assert seal_of(root) is None


@pytest.mark.parametrize("make_git", [Path.mkdir, Path.touch], ids=["a repository", "a work tree"])
def test_a_key_in_the_projects_repository_is_none(root, monkeypatch, make_git):
    site = root / "sites" / "one"
    site.mkdir(parents=True)
    _committed(root, monkeypatch, root / "cache")
    assert seal_of(site)
    make_git(root / ".git")
    assert seal_of(site) is None


def test_a_project_with_a_repository_of_its_own_may_lie_in_a_home_that_is_one(root, monkeypatch):
    site = root / "sites" / "one"
    (site / ".git").mkdir(parents=True)
    (root / ".git").mkdir()
    monkeypatch.setenv("HOME", str(root))
    assert seal_of(site)


def test_a_project_is_found_by_whatever_name(root, monkeypatch, tmp_path):
    _committed(root, monkeypatch, root / "cache")
    (tmp_path / "by another name").symlink_to(root)
    assert seal_of(tmp_path / "by another name") is None
    monkeypatch.chdir(root)
    assert seal_of(Path()) is None
    assert [path.name for path in root.iterdir()] == ["cache"]

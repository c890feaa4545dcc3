"""A folder, an address and a commit give the same files of a site, and nothing that lies outside it."""

from __future__ import annotations

import os

import placed
import pytest
import repositories

from pincite.published.places import CommitPlace, FolderPlace, PlaceError, open_place
from pincite.published.web import WebPlace

FILES = {"index.html": b"<p>front", "claims/é b.html": b"\xff\x00", ".nojekyll": b""}


@pytest.fixture
def folder(tmp_path):
    """Give a folder with a site, and a secret beside it."""
    repo = repositories.begun(tmp_path / "repo")
    repo.commit(FILES)
    (tmp_path / "secret.txt").write_text("secret")
    return repo.folder


@pytest.fixture(params=["folder", "web", "commit"])
def place(request, folder):
    """Give the site as each kind of place."""
    if request.param == "web":
        with placed.served(folder) as server, open_place(server.url, folder) as found:
            yield found
    else:
        with open_place(str(folder) if request.param == "folder" else "main", folder) as found:
            yield found


def test_a_place_gives_its_files_as_they_are(place):
    assert {path: place.read(path, 100) for path in FILES} == FILES


def test_what_is_larger_than_the_limit_is_cut_just_behind_it(place):
    assert [place.read("index.html", limit) for limit in (0, 3, 7, 8)] == [b"<", b"<p>f", b"<p>front", b"<p>front"]
    assert place.read("claims/é b.html", 9) == b"\xff\x00"  # the reader stands where it should


def test_what_is_not_there_is_none(place):
    assert [place.read(path, 9) for path in ("none.html", "index.html/x", "a\nb", "x" * 200)] == [None] * 4


@pytest.mark.parametrize("path", ["../secret.txt", "claims/../../secret.txt", "/etc/hosts", "./index.html", "", "a\0b"])
def test_a_path_that_leads_out_is_never_read(place, path):
    assert place.read(path, 100) is None


def test_a_folder_that_is_one_is_no_file(place):
    if not isinstance(place, WebPlace):  # a server may list it
        assert place.read("claims", 100) is None


def test_a_folder_and_a_commit_tell_their_files_and_a_server_does_not(folder):
    with open_place("main", folder) as found:
        assert found.paths() == frozenset(FILES)
    whole = FolderPlace("x", folder).paths()
    assert {path for path in whole if not path.startswith(".git/")} == frozenset(FILES)
    assert WebPlace("x", "http://127.0.0.1:9/").paths() is None


def test_a_link_is_told_and_not_followed_in_a_folder_nor_in_a_commit(folder):
    (folder / "link.txt").symlink_to("../secret.txt")
    (folder / "in").symlink_to("claims")
    repositories.Repository(folder).commit({})
    for found in (FolderPlace("x", folder), CommitPlace("x", folder, "main")):
        assert {"link.txt", "in"} <= found.paths()
        assert [found.read(path, 99) for path in ("link.txt", "in/é b.html")] == [None, None]


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe")
    found = FolderPlace("x", folder)
    assert ("pipe" in found.paths(), found.read("pipe", 9)) == (True, None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(folder):
    (folder / "index.html").chmod(0)
    with pytest.raises(PlaceError) as caught:
        FolderPlace("x", folder).read("index.html", 9)
    assert caught.value.problem.code == "output-io"


def test_a_name_that_is_too_long_for_the_system_is_told(folder):
    with pytest.raises(PlaceError) as caught:
        FolderPlace("x", folder).read("x" * 5000, 9)
    assert caught.value.problem.code == "output-io"


def test_a_large_file_of_a_folder_is_not_read_as_a_whole(folder):
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(1 << 40)  # a tebibyte of nothing
    assert FolderPlace("x", folder).read("huge.bin", 5) == bytes(6)


def test_a_process_that_died_is_told(folder):
    with open_place("main", folder) as found:
        found.read("index.html", 9)
        found._asked.kill()
        found._asked.wait()
        with pytest.raises(PlaceError) as caught:
            found.read("index.html", 9)
    assert caught.value.problem.code == "git-failed"


def test_a_commit_that_is_none_is_told(folder):
    with pytest.raises(PlaceError) as caught:
        CommitPlace("x", folder, "0" * 40).paths()
    assert caught.value.problem.code == "git-failed"


def test_a_site_in_a_folder_of_a_commit_is_read_from_there(folder):
    found = CommitPlace("x", folder, "main", "claims/")
    assert (found.paths(), found.read("é b.html", 9)) == (frozenset({"é b.html"}), b"\xff\x00")
    found.close()


def test_a_folder_comes_before_a_branch_of_its_name(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with open_place("claims", folder) as found:
        assert found == FolderPlace("claims", found.folder)


def test_a_branch_that_only_the_remote_has_is_found(folder):
    repo = repositories.Repository(folder)
    repo.git("update-ref", "refs/remotes/origin/gh-pages", "HEAD")
    with open_place("gh-pages", folder) as found:
        assert found.commit == repo.git("rev-parse", "HEAD")


def test_a_bare_repository_is_not_asked_for_any_folder_of_a_commit_can_look_like_one(folder, tmp_path):
    repositories.Repository(folder).git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    with pytest.raises(PlaceError), open_place("main", tmp_path / "bare.git"):
        pass


@pytest.mark.parametrize("text", ["", "none", "--help", "-x", "a\0b", "index.html"])
def test_what_is_no_place_is_told(folder, text, monkeypatch):
    monkeypatch.chdir(folder)
    with pytest.raises(PlaceError) as caught, open_place(text, folder):
        pass
    assert caught.value.problem.code == "no-place"


def test_the_process_that_answers_ends_with_the_place(folder):
    with open_place("main", folder) as found:
        found.read("index.html", 9)
        asked = found._asked
    assert asked.poll() is not None

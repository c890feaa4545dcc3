"""What an editor has is never written over, and a beginning that breaks off leaves nothing behind."""

from __future__ import annotations

import errno
import os
import threading

import pytest

from pincite.disk import files
from pincite.disk.files import DiskError
from pincite.output.create import append, create, renew


def _all(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _refusal(work, *given):
    with pytest.raises(DiskError) as error:
        work(*given)
    return error.value.problem


def test_files_are_made_with_their_folders(tmp_path):
    create(tmp_path, {"content/claims/a.yaml": b"a", "seeds/a.txt": b"b"})
    assert _all(tmp_path) == {"content/claims/a.yaml": b"a", "seeds/a.txt": b"b"}


def test_a_file_that_another_program_makes_meanwhile_is_refused_and_left(tmp_path, monkeypatch):
    def hook(verb, path):
        if verb == "create" and path.name == "b" and not path.exists():
            path.write_bytes(b"theirs")

    monkeypatch.setattr(files, "before", hook)
    assert _refusal(create, tmp_path, {"a": b"1", "b": b"2"}).code == "file-exists"
    assert _all(tmp_path) == {"b": b"theirs"}


def test_what_comes_behind_a_file_is_put_there_with_the_new_files(tmp_path):
    (tmp_path / "list").write_bytes(b"one\n")
    create(tmp_path, {"a": b"1"}, ("list", b"two\n"))
    assert _all(tmp_path) == {"a": b"1", "list": b"one\ntwo\n"}


def test_where_nothing_can_be_put_behind_a_file_the_new_files_go_too(tmp_path, monkeypatch):
    (tmp_path / "list").write_bytes(b"one\n")

    def hook(verb, path):
        if verb == "rename" and path.name.endswith(".new"):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "before", hook)
    assert _refusal(create, tmp_path, {"content/a": b"1"}, ("list", b"two\n")).code == "output-io"
    assert (_all(tmp_path), (tmp_path / "content").exists()) == ({"list": b"one\n"}, False)


def test_nothing_is_written_where_one_file_is_there_already(tmp_path):
    (tmp_path / "b").write_bytes(b"mine")
    assert _refusal(create, tmp_path, {"a": b"1", "b": b"2"}).code == "file-exists"
    assert _all(tmp_path) == {"b": b"mine"}


@pytest.mark.parametrize("path", ["../a", "/a", "", "a\\b", "a\0b"])
def test_a_path_out_of_the_site_is_refused(tmp_path, path):
    assert _refusal(create, tmp_path / "site", {path: b""}).code == "path-outside"


def test_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/content").symlink_to(tmp_path / "elsewhere")
    assert _refusal(create, tmp_path / "site", {"content/a": b""}).code == "symlink"
    assert _refusal(append, tmp_path / "site", "content/a", b"").code == "symlink"


@pytest.mark.parametrize("number", range(1, 9))
def test_a_fault_at_any_step_leaves_nothing(tmp_path, monkeypatch, number):
    done = []

    def hook(verb, _path):
        done.append(verb)
        if len(done) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "before", hook)
    site = tmp_path / "site"
    try:
        create(site, {"content/a": b"1", "seeds/b": b"2"})
    except DiskError:
        assert not site.exists()
    else:
        assert (len(done) < number, len(_all(site))) == (True, 2)


def test_a_text_is_put_behind_a_file_that_does_not_end_its_last_line(tmp_path):
    (tmp_path / "events.yaml").write_bytes(b"- title: One")
    append(tmp_path, "events.yaml", b"- title: Two\n")
    assert _all(tmp_path) == {"events.yaml": b"- title: One\n- title: Two\n"}


@pytest.mark.parametrize("verb", ["create", "write", "rename"])
def test_a_fault_leaves_the_file_as_it_was(tmp_path, monkeypatch, verb):
    (tmp_path / "events.yaml").write_bytes(b"- title: One\n")

    def hook(now, _path):
        if now == verb:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "before", hook)
    assert _refusal(append, tmp_path, "events.yaml", b"x").code == "output-io"
    assert _all(tmp_path) == {"events.yaml": b"- title: One\n"}


def _generated(data):
    return data.startswith(b"generated")


def test_a_generated_file_takes_the_place_of_an_older_one_and_the_same_is_left_alone(tmp_path):
    create(tmp_path, {"a/old": b"generated 1", "a/same": b"generated 2"})
    before = (tmp_path / "a/same").stat()
    changed = renew(tmp_path, {"a/old": b"generated 2", "a/same": b"generated 2", "a/new": b"generated 2"}, _generated)
    assert _all(tmp_path) == dict.fromkeys(("a/old", "a/same", "a/new"), b"generated 2")
    assert (changed, before) == (["a/old", "a/new"], (tmp_path / "a/same").stat())


def test_a_file_that_was_not_generated_is_never_replaced_and_nothing_else_is_written(tmp_path):
    create(tmp_path, {"old": b"generated 1", "mine": b"mine"})
    wanted = {"old": b"generated 2", "new": b"generated 2", "mine": b"generated 2"}
    assert _refusal(renew, tmp_path, wanted, _generated).code == "file-exists"
    assert _all(tmp_path) == {"old": b"generated 1", "mine": b"mine"}


def test_a_folder_in_the_place_of_a_generated_file_is_refused(tmp_path):
    (tmp_path / "a").mkdir()
    assert _refusal(renew, tmp_path, {"a": b"generated"}, _generated).code in {"output-io", "file-exists"}


def test_nothing_is_generated_through_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "a").symlink_to(tmp_path / "real")
    assert _refusal(renew, tmp_path, {"a/b": b"generated"}, _generated).code == "symlink"


def test_of_two_who_make_one_file_the_second_is_refused_and_the_first_keeps_it(tmp_path, monkeypatch):
    def hook(verb, path):
        if verb == "create":
            path.write_bytes(b"the other's")

    monkeypatch.setattr(files, "before", hook)
    assert _refusal(create, tmp_path, {"a": b"mine"}).code == "file-exists"
    assert _all(tmp_path) == {"a": b"the other's"}


def test_a_file_that_is_added_to_keeps_its_mode(tmp_path):
    (tmp_path / "events.yaml").write_bytes(b"- title: One\n")
    (tmp_path / "events.yaml").chmod(0o600)
    append(tmp_path, "events.yaml", b"x")
    assert (tmp_path / "events.yaml").stat().st_mode & 0o777 == 0o600


def test_a_save_meanwhile_is_not_lost(tmp_path, monkeypatch):
    (tmp_path / "events.yaml").write_bytes(b"- title: One\n")

    def hook(verb, _path):
        if verb == "write":
            (tmp_path / "events.yaml").write_bytes(b"- title: Another\n")

    monkeypatch.setattr(files, "before", hook)
    assert "meanwhile" in _refusal(append, tmp_path, "events.yaml", b"x").message
    assert _all(tmp_path) == {"events.yaml": b"- title: Another\n"}


def test_of_many_who_add_to_a_file_at_one_time_nobody_is_lost(tmp_path):
    (tmp_path / "events.yaml").write_bytes(b"")
    lines = [f"- title: {number}\n".encode() for number in range(40)]
    threads = [threading.Thread(target=append, args=(tmp_path, "events.yaml", line)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((tmp_path / "events.yaml").read_bytes().splitlines(keepends=True)) == sorted(lines)
    assert os.listdir(tmp_path) == ["events.yaml"]  # noqa: PTH208 - the names alone

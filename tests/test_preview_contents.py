"""Changes are told by contents, not by times or events."""

from __future__ import annotations

import os
import shutil

import pytest

from pincite.preview.contents import Contents


@pytest.fixture
def root(tmp_path):
    for path, text in {
        "site.yaml": "s",
        "content/claims/a.yaml": "a",
        "content/b.yaml": "b",
        "output/x.html": "x",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.fixture
def contents(root):
    seen = Contents(root)
    seen.look()
    return seen


def test_the_first_look_sees_all_inputs_and_never_the_output(root):
    assert Contents(root).look() == {"site.yaml", "content/claims/a.yaml", "content/b.yaml"}


def test_nothing_changed_is_nothing(contents):
    assert contents.look() == frozenset()


def test_a_touch_is_no_change(root, contents):
    (root / "content/b.yaml").touch()
    (root / "content/b.yaml").chmod(0o600)
    assert [contents.look(["content/b.yaml"]), contents.look()] == [frozenset(), frozenset()]


def test_a_change_with_the_same_time_and_size_is_seen(root, contents):
    file = root / "content/b.yaml"
    facts = file.stat()
    file.write_text("c")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert contents.look() == {"content/b.yaml"}


def test_only_what_is_asked_for_is_read(root, contents):
    (root / "content/b.yaml").write_text("c")
    (root / "site.yaml").write_text("t")
    assert contents.look(["site.yaml"]) == {"site.yaml"}


def test_a_folder_that_comes_or_goes_is_all_of_its_files(root, contents):
    shutil.move(root / "content/claims", root / "content/moved")
    assert contents.look(["content/claims", "content/moved"]) == {"content/claims/a.yaml", "content/moved/a.yaml"}


def test_a_folder_in_the_place_of_a_file_is_seen(root, contents):
    (root / "content/b.yaml").unlink()
    (root / "content/b.yaml").mkdir()
    (root / "content/b.yaml/c").write_text("c")
    assert contents.look(["content/b.yaml"]) == {"content/b.yaml", "content/b.yaml/c"}


def test_hidden_files_are_passed_over(root, contents):
    (root / "content/.b.yaml.swp").write_text("x")
    assert contents.look() == frozenset()


def test_links_and_pipes_are_neither_followed_nor_waited_for(root, contents):
    (root / "content/link").symlink_to("/")
    os.mkfifo(root / "content/pipe")
    assert contents.look() == {"content/link", "content/pipe"}


def test_many_paths_are_one_look_at_everything(root, contents):
    (root / "site.yaml").write_text("t")
    assert contents.look(f"content/{n}.yaml" for n in range(300)) == {"site.yaml"}


def test_folders_nested_without_end_are_passed_over_and_a_name_too_long_is_no_crash(tmp_path):
    deep = tmp_path / "content"
    for _ in range(60):
        deep /= "a"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text("x")
    contents = Contents(tmp_path)
    assert contents.look() == frozenset()
    assert (
        len(contents.look({"content/" + "b" * 300})) == 1
    )  # a name that no disk takes: an error to be read, not raised

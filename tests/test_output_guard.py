"""A build replaces a folder of its own, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pincite.disk import files
from pincite.output import guard
from pincite.output.guard import check_target, place_of
from pincite.output.manifest import Manifest, listed, written


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "desk" / "project"
    for folder in ("content/claims", "templates", "assets", ".git/objects"):
        (root / folder).mkdir(parents=True)
    (root / "site.yaml").write_text("title: x")
    return root


def codes(root, output):
    problems = check_target(root, output)
    assert all(problem.hint and str(place_of(output)) in problem.message for problem in problems)
    return [problem.code for problem in problems]


def built(folder, *paths):
    content = dict.fromkeys(paths, b"")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    (folder / "manifest.json").write_bytes(written(Manifest(generator="pincite 1", outputs=listed(content))))


@pytest.mark.parametrize("path", ["output", "output/", "./output", "../site", "content-x", "assets2", "build/site"])
def test_a_missing_folder_may_be_made(root, path):
    assert codes(root, root / path) == []


def test_an_empty_folder_may_be_replaced(root):
    (root / "output").mkdir()
    assert codes(root, root / "output") == []


def test_a_folder_that_the_last_build_wrote_may_be_replaced(root):
    built(root / "output", "index.html", "claims/x.html")
    assert codes(root, root / "output") == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../..",
        "../../..",
        "/",
        "output/..",
        "content",
        "content/claims",
        "content/claims/new",
        "templates/site",
        "assets",
        "seeds",
        "pincite",
        "tests/x",
        ".git",
        ".git/objects",
        ".pincite/x",
        "site.yaml",
        "site.yaml/x",
        "../other/.git/x",
    ],
)
def test_the_project_its_parts_and_what_holds_it_are_refused(root, path):
    assert codes(root, root / path) == ["output-unsafe"]


def test_the_home_folder_and_what_holds_it_are_refused(root, tmp_path, monkeypatch):
    home = tmp_path / "homes" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert [codes(root, path) for path in (home, home.parent)] == [["output-unsafe"]] * 2
    assert codes(root, home / "site") == []


def test_an_account_without_a_home_is_no_obstacle(root, monkeypatch):
    def homeless(_cls):
        raise RuntimeError

    monkeypatch.setattr(Path, "home", classmethod(homeless))
    assert codes(root, root / "output") == []


def test_a_symbolic_link_is_refused_even_one_that_leads_to_a_build(root, tmp_path):
    built(tmp_path / "real", "index.html")
    (root / "output").symlink_to(tmp_path / "real")
    (root / "nowhere").symlink_to("gone")
    (root / "circle").symlink_to("circle")
    assert [codes(root, root / name) for name in ("output", "nowhere", "circle")] == [["output-unsafe"]] * 3


def test_a_link_on_the_way_to_a_part_of_the_project_is_seen_through(root, tmp_path):
    (tmp_path / "short").symlink_to(root / "content")
    assert codes(root, tmp_path / "short" / "site") == ["output-unsafe"]


def test_a_part_of_the_project_that_is_a_link_protects_what_it_leads_to(root, tmp_path):
    (tmp_path / "shared" / "seeds").mkdir(parents=True)
    (root / "seeds").rename(root / "seeds-before") if (root / "seeds").exists() else None
    (root / "seeds").symlink_to(tmp_path / "shared" / "seeds")
    assert codes(root, tmp_path / "shared") == ["output-unsafe"]


def test_a_file_is_refused(root):
    (root / "output").write_text("")
    assert codes(root, root / "output") == ["output-unsafe"]


def test_a_mount_point_is_refused(root, monkeypatch):
    (root / "output").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "output")
    assert codes(root, root / "output") == ["output-unsafe"]


def test_other_case_on_a_disk_that_does_not_tell_is_seen_through(root, monkeypatch):
    monkeypatch.setattr(os.path, "samefile", lambda one, other: one.name.lower() == other.name.lower() == "content")
    assert codes(root, root / "Content") == ["output-unsafe"]


def test_a_folder_of_other_files_is_refused_and_five_are_named(root):
    (root / "output").mkdir()
    for number in range(7):
        (root / "output" / f"{number}.txt").write_text("mine")
    (problem,) = check_target(root, root / "output")
    assert (problem.code, '"4.txt" and 2 more' in problem.message) == ("output-foreign", True)


@pytest.mark.parametrize("name", ["notes.txt", ".git", "claims/deep/x", "manifest.json.bak"])
def test_one_file_that_the_last_build_did_not_write_is_enough(root, name):
    built(root / "output", "claims/x.html")
    (root / "output" / name).parent.mkdir(exist_ok=True)
    (root / "output" / name).write_text("mine")
    (problem,) = check_target(root, root / "output")
    assert (problem.code, f'"{name}"' in problem.message) == ("output-foreign", True)


def test_a_link_with_the_name_of_a_page_is_foreign(root):
    built(root / "output", "index.html")
    (root / "output" / "index.html").unlink()
    (root / "output" / "index.html").symlink_to(root / "site.yaml")
    assert codes(root, root / "output") == ["output-foreign"]


def test_another_programs_manifest_vouches_for_nothing(root):
    (root / "output").mkdir()
    (root / "output" / "manifest.json").write_text('{"name": "an app", "outputs": {"manifest.json": {}}}')
    assert codes(root, root / "output") == ["output-foreign"]


def test_a_folder_that_cannot_be_looked_at_is_a_problem_and_no_exception(root, monkeypatch):
    built(root / "output", "index.html")

    def hook(_verb, _path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "before", hook)
    assert codes(root, root / "output") == ["output-io"]


def test_the_parts_are_those_that_the_layout_names():
    assert {"site.yaml", "content", "templates", "assets", "seeds", "pincite", "tests", ".git"} <= set(guard.PROTECTED)


def test_what_a_file_manager_leaves_is_not_foreign(root):
    output = root / "output"
    output.mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (output / name).write_bytes(b"")
    assert codes(root, output) == []

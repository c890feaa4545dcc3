# ruff: noqa: SIM300 - expected == actual is how tests read
"""Reading from disk: nothing followed, nothing skipped in silence, every fault with its place."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.problems import InputError
from pincite.read.files import CARD_LIMIT, Folder, InputFile, decode, first_forbidden

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights on Windows")


def _read(root, path, limit=100):
    try:
        return Folder(root).read(path, limit).data
    except InputError as error:
        return error.problem.code


def _decoded(data):
    try:
        return decode(InputFile("a.yaml", data, ""))
    except InputError as error:
        return f"{error.problem.span} {error.problem.code}"


def _walked(root, suffixes=(".yaml",)):
    paths, problems = Folder(root).files_below("top", suffixes)
    return paths, [f"{problem.span} {problem.code}" for problem in problems]


def _put(root, path, data=b"x"):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def test_a_file_is_read_and_its_digest_remembered(tmp_path):
    _put(tmp_path, "a/b.yaml", b"abc")
    folder = Folder(tmp_path)
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (b"abc", sha256) == (folder.read("a/b.yaml", 3).data, folder.digests["a/b.yaml"])


def test_the_line_ends_of_another_system_are_another_file_and_the_same_text(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"title: x\nclaim: y\n")
    (tmp_path / "b.yaml").write_bytes(b"title: x\r\nclaim: y\r\n")
    folder = Folder(tmp_path)
    for path in ("a.yaml", "b.yaml"):
        folder.text_of(path, 100)
    assert folder.digests["a.yaml"] == folder.unified["a.yaml"] == folder.unified["b.yaml"] != folder.digests["b.yaml"]
    folder.forget("b.yaml")
    assert "b.yaml" not in folder.unified


def test_the_text_of_a_file_is_remembered_for_excerpts(tmp_path):
    _put(tmp_path, "a.yaml", b"one\r\ntwo")
    folder = Folder(tmp_path)
    assert "one\ntwo" == folder.text_of("a.yaml", 100) == folder.texts["a.yaml"]


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../a", "a/../../b", "a\\b", "a\0b", ".."])
def test_a_path_out_of_the_project_is_refused(tmp_path, path):
    assert "path-outside" == _read(tmp_path, path)


@pytest.mark.parametrize("path", ["none.yaml", "none/at/all.yaml"])
def test_a_missing_file_is_told(tmp_path, path):
    assert "file-missing" == _read(tmp_path, path)


@pytest.mark.parametrize("path", ["a" * 300, "a/" * 3000 + "b"], ids=["long-name", "long-path"])
def test_a_path_that_no_system_can_hold_is_a_problem_and_no_traceback(tmp_path, path):
    assert _read(tmp_path, path) in {"file-missing", "file-unreadable", "path-outside"}


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    assert "file-kind" == _read(tmp_path, "a.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    assert "file-kind" == _read(tmp_path, "a.yaml")


@pytest.mark.parametrize(("size", "told"), [(100, b"x" * 100), (101, "file-too-big")])
def test_a_file_over_the_limit_is_refused(tmp_path, size, told):
    _put(tmp_path, "a.yaml", b"x" * size)
    assert told == _read(tmp_path, "a.yaml")


def test_a_card_over_the_limit_is_one_problem_with_its_path(site):
    site.write("content/claims/repair-cost.yaml", f'title: "{"x" * CARD_LIMIT}"\n')
    assert ["content/claims/repair-cost.yaml file-too-big"] == site.problems()


@needs_links
@pytest.mark.parametrize("path", ["link.yaml", "folder/a.yaml"])
def test_a_symbolic_link_is_not_followed(tmp_path, path):
    _put(tmp_path, "real/a.yaml")
    (tmp_path / "link.yaml").symlink_to("real/a.yaml")
    (tmp_path / "folder").symlink_to("real")
    assert "symlink" == _read(tmp_path, path)


@needs_links
def test_symbolic_links_in_a_folder_are_told_dangling_ones_too(tmp_path):
    _put(tmp_path, "top/a.yaml")
    (tmp_path / "top/b.yaml").symlink_to("nowhere")
    (tmp_path / "top/c").symlink_to(tmp_path)
    assert (["top/a.yaml"], ["top/c symlink", "top/b.yaml symlink"]) == _walked(tmp_path)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    _put(tmp_path, "a.yaml")
    (tmp_path / "a.yaml").chmod(0)
    assert "file-unreadable" == _read(tmp_path, "a.yaml")


def test_a_file_below_a_file_is_unreadable_and_no_traceback(tmp_path):
    _put(tmp_path, "a.yaml")
    assert _read(tmp_path, "a.yaml/b.yaml") in {"file-unreadable", "file-missing"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"caf\xc3\xa9", "caf\u00e9"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"a\nb\xe9", "a.yaml:2:2 not-utf8"),
        (b"a\r\nb\xe9", "a.yaml:2:2 not-utf8"),
        (b"a\rb\xe9", "a.yaml:2:2 not-utf8"),
        ("\u00e9\u00e9\n\u00e9".encode() + b"\xff", "a.yaml:2:2 not-utf8"),
        (b"\xef\xbb\xbfa\xff", "a.yaml:1:2 not-utf8"),
        (b"\xff\xfea\x00", "a.yaml not-utf8"),
        (b"\xed\xa0\x80", "a.yaml:1:1 not-utf8"),
        (b"a\x00", "a.yaml:1:2 bad-character"),
        (b"a\n\x07", "a.yaml:2:1 bad-character"),
        ("a\u202eb".encode(), "a.yaml:1:2 bad-character"),
        ("a\u200bb".encode(), "a.yaml:1:2 bad-character"),
        ("a\ufeffb".encode(), "a.yaml:1:2 bad-character"),
        ("a\u2028b".encode(), "a.yaml:1:2 bad-character"),
        ("\u200f\u0639\u2067x\u2069".encode(), "\u200f\u0639\u2067x\u2069"),
    ],
)
def test_a_text_is_utf8_without_anything_unseen(data, told):
    assert told == _decoded(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data):
    assert isinstance(_decoded(data), str)


@given(st.text(max_size=60))
def test_what_was_decoded_holds_nothing_forbidden(text):
    told = _decoded(text.encode("utf-8"))
    assert told.startswith("a.yaml") or not first_forbidden(told)


def test_a_folder_is_listed_in_order_whatever_the_disk_says(tmp_path):
    for name in ("b.yaml", "a/z.yaml", "a.yaml"):
        _put(tmp_path, f"top/{name}")
    assert (["top/a.yaml", "top/a/z.yaml", "top/b.yaml"], []) == _walked(tmp_path)


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert ([], []) == _walked(tmp_path)


@pytest.mark.parametrize("name", [".hidden.yaml", ".a.yaml.swp", ".DS_Store", ".git/a.yaml", "__pycache__/a.yaml"])
def test_a_hidden_file_is_passed_over(tmp_path, name):
    _put(tmp_path, f"top/{name}")
    assert ([], []) == _walked(tmp_path)


@pytest.mark.parametrize("name", ["a.yaml~", "a.yaml.bak", "a.yaml.orig", "#a.yaml#"])
def test_an_editors_backup_is_warned_of(tmp_path, name):
    _put(tmp_path, f"top/{name}")
    assert ([], [f"top/{name} file-ignored"]) == _walked(tmp_path)


@pytest.mark.parametrize("name", ["a.yml", "a.yaml.txt", "a.YAML", "readme"])
def test_a_file_that_is_not_read_is_told(tmp_path, name):
    _put(tmp_path, f"top/{name}")
    assert ([], [f"top/{name} file-unknown"]) == _walked(tmp_path)


@pytest.mark.parametrize("path", [b"\xff.yaml", b"\xff/a.yaml"], ids=["file", "folder"])
def test_a_name_that_is_not_utf8_is_a_file_name_problem_that_can_be_printed(tmp_path, path):
    target = os.path.join(os.fsencode(tmp_path), b"top", path)  # noqa: PTH118 - pathlib takes no bytes
    try:
        os.makedirs(os.path.dirname(target))  # noqa: PTH103, PTH120 - as above
        with open(target, "wb"):  # noqa: PTH123 - as above
            pass
    except OSError:
        pytest.skip("this file system refuses such names")
    paths, problems = Folder(tmp_path).files_below("top", (".yaml",))
    told = [str(problem.span) for problem in problems]
    assert ([], ["file-name"], told) == (
        paths,
        [problem.code for problem in problems],
        [text.encode("utf-8", "replace").decode() for text in told],
    )


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    _put(tmp_path, "top")
    assert ([], ["top file-unreadable"]) == _walked(tmp_path)


def test_folders_nested_without_end_are_a_problem_and_no_crash(tmp_path):
    deep = tmp_path / "top"
    for _ in range(60):
        deep /= "a"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text("x")
    found, problems = _walked(tmp_path)
    assert (found, len(problems), problems[0].endswith("file-unknown")) == ([], 1, True)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("card.yml", 'rename it to "card.yaml"'),
        ("card.YAML", 'rename it to "card.yaml"'),
        ("card.yaml.txt", 'rename it to "card.yaml"'),
        ("card.docx", "files in this folder end in .yaml"),
        ("card.md", "files in this folder end in .yaml"),
    ],
)
def test_a_file_with_another_ending_is_told_its_name(tmp_path, name, hint):
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / name).write_text("a: 1\n")
    (problem,) = Folder(tmp_path).files_below("top", (".yaml",))[1]
    assert problem.hint.startswith(hint)

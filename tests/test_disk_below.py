"""Reading below a folder: no path leads out, no link is followed, and whatever goes wrong names the path."""

from __future__ import annotations

import errno
import os

import pytest
from faults import failing

from pincite.disk import below
from pincite.disk.below import leads_out, read_below, through_link
from pincite.problems import InputError


@pytest.fixture
def root(tmp_path):
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "site/content/a.yaml").write_bytes(b"0123456789")
    (tmp_path / "secret").write_text("secret")
    return tmp_path / "site"


def refused(root, path, limit=100):
    with pytest.raises(InputError) as caught:
        read_below(root, path, limit)
    assert caught.value.problem.hint
    return caught.value.problem.code


def test_a_file_is_read_up_to_its_limit_and_no_byte_above(root):
    assert read_below(root, "content/a.yaml", 10) == b"0123456789"
    assert refused(root, "content/a.yaml", 9) == "file-too-big"


@pytest.mark.parametrize(
    "path",
    ["", ".", "/", "./.", "/etc/hosts", "../secret", "content/../../secret", "content\\..\\x", "a\0b", "content/.."],
)
def test_a_path_that_does_not_name_something_inside_is_refused(root, path):
    assert refused(root, path) == "path-outside"
    assert leads_out(path).code == "path-outside"


@pytest.mark.parametrize("strict", [True, False], ids=["by the system", "by looking first"])
@pytest.mark.parametrize("path", ["link", "content/link", "folder/secret"])
def test_no_link_is_followed_wherever_in_the_path_it_stands(root, path, strict, monkeypatch):
    monkeypatch.setattr(below, "_CAN_REFUSE_LINKS", strict)
    (root / "link").symlink_to("../secret")
    (root / "content/link").symlink_to("../../secret")
    (root / "folder").symlink_to("..")
    assert refused(root, path) == "symlink"
    assert through_link(root, path).span.path == path.removesuffix("/secret")


def test_what_is_missing_or_no_file_is_told(root):
    os.mkfifo(root / "pipe")
    assert [refused(root, path) for path in ("gone", "gone/below", "content", "pipe")] == [
        "file-missing",
        "file-missing",
        "file-kind",
        "file-kind",
    ]


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.EMFILE])
def test_what_the_system_refuses_is_told_with_its_words(root, code, monkeypatch):
    failing(monkeypatch, code)
    with pytest.raises(InputError) as caught:
        read_below(root, "content/a.yaml", 100)
    assert caught.value.problem.message == f'"content/a.yaml" cannot be read: {os.strerror(code)}'


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end_or_refused(root, monkeypatch):
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((0o100644, 0, 0, 1, 0, 0, 4, 0, 0, 0)))
    assert read_below(root, "content/a.yaml", 10) == b"0123456789"
    assert refused(root, "content/a.yaml", 8) == "file-too-big"

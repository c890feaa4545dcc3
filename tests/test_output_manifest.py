"""The manifest lists what a build wrote, the same bytes for the same build."""

from __future__ import annotations

import pytest

from pincite.output.manifest import manifest, read_manifest

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_manifest_lists_inputs_and_outputs_sorted_and_not_itself():
    files = {"b.html": b"", "a/é.html": b"", "manifest.json": b"before"}
    assert manifest(files, {"site.yaml": "12"}, "1.2").decode() == (
        '{\n "format": 1,\n "generator": "pincite 1.2",\n "inputs": {\n  "site.yaml": "12"\n },\n "outputs": {\n'
        f'  "a/é.html": {{\n   "sha256": "{EMPTY}",\n   "size": 0\n  }},\n'
        f'  "b.html": {{\n   "sha256": "{EMPTY}",\n   "size": 0\n  }}\n }}\n}}\n'
    )


def test_the_order_of_files_does_not_show():
    files = {"b": b"1", "a": b"2"}
    assert manifest(files, {}, "1") == manifest(dict(reversed(files.items())), {}, "1")


def test_what_was_written_is_read(tmp_path):
    (tmp_path / "manifest.json").write_bytes(manifest({"x": b""}, {"y": "1"}, "1"))
    found = read_manifest(tmp_path)
    assert found
    assert (list(found["outputs"]), found["inputs"]) == (["x"], {"y": "1"})


def test_a_folder_without_a_manifest_has_none(tmp_path):
    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format": 1',
        b"[" * 100_000,
        b'{"name": "an app", "icons": []}',
        b'{"format": 2, "generator": "pincite 9", "inputs": {}, "outputs": {}}',
        b'{"format": 1, "generator": "other 1", "inputs": {}, "outputs": {}}',
        b'{"format": 1, "generator": "pincite 1", "inputs": {}, "outputs": []}',
    ],
)
def test_a_manifest_that_is_none_of_ours_is_none(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    assert read_manifest(tmp_path) is None


def test_a_manifest_that_is_a_link_is_none(tmp_path):
    (tmp_path / "x").write_bytes(manifest({}, {}, "1"))
    (tmp_path / "manifest.json").symlink_to("x")
    assert read_manifest(tmp_path) is None

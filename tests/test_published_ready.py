"""Whether the output folder is what a build gives now, and why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pincite.output.manifest import MANIFEST, Manifest, listed, written
from pincite.published.ready import signature_of, unready

INPUTS = {f"content/{name}.yaml": name * 64 for name in "abcdefgh"}
PAGES = {"index.html": b"<p>", "claims/a.html": b"<p>"}
NOW = Manifest(
    generator="pincite 2", url="https://a.example/", libraries={"jinja2": "3"}, inputs=INPUTS, outputs=listed(PAGES)
)


def _files(manifest: Manifest = NOW) -> dict[str, bytes]:
    return {**PAGES, MANIFEST: written(manifest)}


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    _write(folder, _files())
    return folder


def _write(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _told(output, manifest: Manifest = NOW) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in unready(output, _files(manifest), "output")]


def test_a_folder_as_it_was_built_is_ready(output):
    assert _told(output) == []


def test_what_file_managers_and_signers_leave_is_let_be(output):
    _write(output, {".DS_Store": b"", "claims/desktop.ini": b"", "manifest.json.sig": b"s"})
    assert _told(output) == []
    assert signature_of(output) == b"s"


def test_a_folder_without_a_signature_has_none(output):
    assert signature_of(output) is None
    (output / "manifest.json.sig").symlink_to(output / "index.html")
    assert signature_of(output) is None


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_no_build_is_not_built(tmp_path, there):
    if there:
        _write(tmp_path / "output", {"index.html": b"", MANIFEST: b"{}"})
    assert [code for code, _ in _told(tmp_path / "output")] == ["not-built"]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"generator": "pincite 3"}, "it was built by pincite 2, and this is pincite 3"),
        ({"libraries": {"jinja2": "4", "babel": "1"}}, "with other libraries: babel none, now 1, jinja2 3, now 4"),
        ({"url": "https://b.example/"}, "it was built for https://a.example/, and site.yaml has https://b.example/"),
        ({"inputs": {**INPUTS, "seeds/new.txt": "0" * 64}}, "new since then: seeds/new.txt"),
        ({"inputs": {"content/a.yaml": "a" * 64}}, "content/f.yaml and 2 more"),
        ({"inputs": dict.fromkeys(INPUTS, "0" * 64)}, "changed since then: content/a.yaml, content/b.yaml"),
        ({"chain": ("0" * 64,)}, "the record of publications is another"),
        ({"outputs": listed({"index.html": b"other"})}, "it holds other files than the same inputs give now"),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else None,
)
def test_a_build_of_something_else_is_stale_and_told_why(output, other, told):
    ((code, message),) = _told(output, replace(NOW, **other))
    assert (code, told in message) == ("output-stale", True), message


def test_a_build_with_drafts_is_told_as_one_and_not_as_a_list_of_drafts(output):
    _write(output, {MANIFEST: written(replace(NOW, drafts=True, inputs={**INPUTS, "content/draft.yaml": "0" * 64}))})
    ((code, message),) = _told(output)
    assert (code, "drafts" in message, "draft.yaml" in message) == ("output-stale", True, False)


def test_files_that_are_altered_missing_or_foreign_are_named(output):
    (output / "index.html").write_bytes(b"<b>")
    (output / "claims/a.html").unlink()
    _write(output, {"x/extra.html": b""})
    ((code, message),) = _told(output)
    assert (code, message.partition("; ")[2]) == (
        "output-altered",
        "missing: claims/a.html; changed: index.html; not of this build: x/extra.html",
    )


def test_a_link_is_no_file_of_a_site(output):
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(output / "claims/a.html")
    ((code, message),) = _told(output)
    assert (code, message.partition("; ")[2]) == ("output-altered", "no ordinary file: index.html")

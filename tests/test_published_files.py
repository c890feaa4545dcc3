"""What a manifest lists is held against what is there: changed, missing, more than there should be, out of reach."""

from __future__ import annotations

import hashlib
import json

import placed
import pytest
from placed import answering

from pincite.output.manifest import Listed, Manifest, listed, parsed, written
from pincite.published import files
from pincite.published.files import compare, manifest_at
from pincite.published.places import FolderPlace, PlaceError
from pincite.published.web import WebPlace

FILES = {".nojekyll": b"", "404.html": b"<p>no", "claims/a.html": b"<p>a", "index.html": b"<p>front"}
MANIFEST = Manifest(generator="pincite 1", outputs=listed(FILES))


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def folder(tmp_path):
    """Give a folder with the site."""
    for path, data in {**FILES, "manifest.json": written(MANIFEST)}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


@pytest.fixture
def server(folder):
    """Serve it."""
    with placed.served(folder) as found:
        yield found


def _told(place, manifest=MANIFEST):
    return [f"{one.span} {one.code}" for one in compare(manifest, place).problems]


def test_a_site_as_it_was_built_is_counted_and_has_no_problem(folder, server):
    for place in (FolderPlace("x", folder), WebPlace("x", server.url)):
        found = compare(MANIFEST, place)
        assert (found.problems, found.notes, found.files, found.size) == ((), (), 4, 17)


def test_a_changed_byte_is_told_with_both_digests_and_both_sizes(folder):
    (folder / "index.html").write_bytes(b"<p>Front")
    (problem,) = compare(MANIFEST, FolderPlace("x", folder)).problems
    assert (problem.code, problem.span.path) == ("site-changed", "index.html")
    before, now = (hashlib.sha256(one).hexdigest() for one in (b"<p>front", b"<p>Front"))
    assert problem.hint.split("\n")[:2] == [f"listed sha256: {before}, 8 bytes", f"here:          {now}, 8 bytes"]


def test_a_file_that_grew_or_shrank_is_changed(folder):
    place = FolderPlace("x", folder)
    for data, told in ((b"<p>front!", "more than its 8 bytes"), (b"<p>fron", "not as it was built"), (b"", "not as")):
        (folder / "index.html").write_bytes(data)
        (problem,) = compare(MANIFEST, place).problems
        assert (problem.code, told in problem.message) == ("site-changed", True)


def test_what_is_missing_and_what_is_there_besides_is_told(folder):
    (folder / "index.html").unlink()
    (folder / "claims/extra.html").write_bytes(b"x")
    (folder / "linked.html").symlink_to("404.html")
    assert _told(FolderPlace("x", folder)) == [
        "claims/extra.html site-extra",
        "index.html site-missing",
        "linked.html site-extra",
    ]


def test_a_link_in_the_place_of_a_page_is_no_page(folder):
    (folder / "index.html").rename(folder / "other.html")
    (folder / "index.html").symlink_to("other.html")
    assert _told(FolderPlace("x", folder)) == ["index.html site-missing", "other.html site-extra"]


def test_what_systems_put_there_themselves_is_a_remark(folder):
    for path in (".DS_Store", "claims/Thumbs.db", "CNAME", "manifest.json.sig", ".git/HEAD"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(b"x")
    found = compare(MANIFEST, FolderPlace("x", folder))
    told = ("not part of the site, and not looked at: .DS_Store, CNAME, claims/Thumbs.db",)
    assert (found.problems, found.notes) == ((), told)


def test_a_domain_belongs_to_the_top_alone(folder):
    (folder / "claims/CNAME").write_bytes(b"x")
    assert _told(FolderPlace("x", folder)) == ["claims/CNAME site-extra"]


HOSTILE = ("../secret", "a\n::error::b", "/etc/hosts", "a/../../secret", "C:/x", "a\\b", "", "a//b", "a\0b", "\ud800")


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_leads_out_is_a_problem_and_is_never_read(folder, server, path):
    (folder.parent / "secret").write_text("secret")
    data = json.dumps(
        {
            "format": 2,
            "generator": "pincite 1",
            "inputs": {},
            "outputs": {path: {"sha256": hashlib.sha256(b"secret").hexdigest(), "size": 6}},
        }
    )
    manifest = parsed(data.encode())
    (problem,) = compare(manifest, WebPlace("x", server.url)).problems
    assert (problem.code, problem.span.path, server.asked) == ("site-path", "manifest.json", [])
    assert "\n" not in problem.message
    assert "manifest.json site-path" in _told(FolderPlace("x", folder), manifest)


def test_a_file_is_listed_with_more_bytes_than_anybody_reads(folder):
    outputs = {**MANIFEST.outputs, "index.html": Listed("0" * 64, 10**18)}
    assert _told(FolderPlace("x", folder), Manifest(generator="pincite 1", outputs=outputs)) == [
        "index.html site-changed"
    ]


def test_a_server_that_gives_no_dot_file_is_remarked_and_no_more(server):
    for status in (403, 404):
        server.answers[".nojekyll"] = answering(status)
        found = compare(MANIFEST, WebPlace("x", server.url))
        assert (found.problems, len(found.notes), found.files) == ((), 1, 3)
    server.answers[".nojekyll"] = answering(200, b"x")
    assert _told(WebPlace("x", server.url)) == [".nojekyll site-changed"]


def test_a_dot_file_that_a_folder_lacks_is_missing(folder):
    (folder / ".nojekyll").unlink()
    assert _told(FolderPlace("x", folder)) == [".nojekyll site-missing"]


def test_after_some_files_that_cannot_be_had_no_more_are_asked_for(folder, server, monkeypatch):
    monkeypatch.setattr(files, "_AT_ONCE", 1)
    outputs = {f"{number}.html": Listed("0" * 64, 1) for number in range(20)}
    server.answers |= dict.fromkeys(outputs, answering(500))
    found = compare(Manifest(generator="pincite 1", outputs=outputs), WebPlace("x", server.url))
    assert [one.code for one in found.problems] == ["fetch-failed"] * 5
    assert any(one.message.startswith("16 more files were not asked for") for one in found.problems)
    assert (len(server.asked), found.files) == (4, 0)


def test_a_manifest_is_given_with_its_bytes(folder):
    found, data = manifest_at(FolderPlace("x", folder))
    assert (found.sha256, data) == (hashlib.sha256(data).hexdigest(), written(MANIFEST))


@pytest.mark.parametrize("data", [None, b"", b"{}", b"[" * 100_000, b'{"format": 99, "generator": "pincite 9"}'])
def test_where_no_manifest_of_ours_is_that_is_told(folder, data):
    (folder / "manifest.json").unlink()
    if data is not None:
        (folder / "manifest.json").write_bytes(data)
    with pytest.raises(PlaceError) as caught:
        manifest_at(FolderPlace("x", folder))
    assert caught.value.problem.code == "no-manifest"


def test_a_manifest_that_is_too_large_is_none(folder, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 10)
    with pytest.raises(PlaceError) as caught:
        manifest_at(FolderPlace("x", folder))
    assert caught.value.problem.code == "no-manifest"

"""Which manifest is published now, and the chain that it belongs to."""

from __future__ import annotations

import pytest
from repositories import commit, git, needs_git, repository

from pincite.output.manifest import Manifest, parsed, written
from pincite.published.now import chained, published_now
from pincite.published.places import PlaceError

A, B, C = "a" * 64, "b" * 64, "c" * 64
PLAIN = written(Manifest(generator="pincite 1", url="https://example.org/"))


def _manifest(sha256: str, *chain: str) -> Manifest:
    return Manifest(generator="pincite 1", chain=chain, sha256=sha256)


def test_a_first_publication_has_no_chain():
    assert chained((), None) == ()


def test_what_is_published_comes_to_the_end_of_the_chain():
    assert chained((), _manifest(A)) == (A,)
    assert chained((A,), _manifest(B, A)) == (A, B)


def test_what_is_in_the_chain_already_is_not_put_there_again():
    assert chained((A, B), _manifest(B, A)) == (A, B)


def test_publications_that_were_not_noted_here_are_taken_over():
    assert chained((A,), _manifest(C, A, B)) == (A, B, C)


def test_publications_that_two_branches_noted_are_all_kept():
    assert chained((A, B), _manifest(C, A)) == (A, B, C)


def test_a_folder_is_named_in_words(tmp_path):
    (tmp_path / "manifest.json").write_bytes(PLAIN)
    found = published_now(tmp_path, str(tmp_path))
    assert found
    assert (found.where, found.manifest) == (f"at {tmp_path}", parsed(PLAIN))


def test_a_place_without_a_manifest_has_nothing_published(tmp_path):
    assert published_now(tmp_path, str(tmp_path)) is None


def test_a_manifest_of_another_program_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "an app"}', encoding="utf-8")
    with pytest.raises(PlaceError) as caught:
        published_now(tmp_path, str(tmp_path))
    assert caught.value.problem.code == "no-place"


def test_a_site_outside_of_any_repository_has_nothing_published(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert published_now(tmp_path) is None


@needs_git
def test_the_branch_of_the_remote_comes_before_ones_own(tmp_path):
    site, remote = tmp_path / "site", tmp_path / "remote.git"
    site.mkdir()
    repository(site, remote=remote)
    git(site, "switch", "--quiet", "--create", "gh-pages")
    (site / "manifest.json").write_bytes(PLAIN)
    commit(site, "publish")
    git(site, "push", "--quiet", "origin", "gh-pages")
    (site / "manifest.json").write_bytes(written(Manifest(generator="pincite 2")))
    commit(site, "not pushed")
    found = published_now(site)
    assert found
    assert (found.where, found.manifest.generator) == ("on the branch gh-pages", "pincite 1")
    git(site, "update-ref", "-d", "refs/remotes/origin/gh-pages")
    found = published_now(site)
    assert found
    assert found.manifest.generator == "pincite 2"

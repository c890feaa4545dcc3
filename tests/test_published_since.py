"""What was on record at a commit."""

from __future__ import annotations

import pytest
from recording import CARD, RECORD, correct, put_on_record
from repositories import commit, git, needs_git, repository

from pincite.output.manifest import Stated
from pincite.published.since import default_branch, recorded_at, shared

pytestmark = needs_git


@pytest.fixture
def recorded(site):
    """Give a site with its claims on record, in one commit."""
    put_on_record(site)
    repository(site.root)
    return site


def _newest(site):
    claim = next(claim for claim in site.load().site.claims if claim.id == "boats-damaged")
    return Stated(claim.versions[-1].number, claim.versions[-1].sha256)


def test_records_that_are_the_same_are_left_out(recorded):
    assert recorded_at(recorded.root, "HEAD") == {}


def test_a_claim_that_is_named_is_given_in_any_case(recorded):
    assert recorded_at(recorded.root, "HEAD", ["boats-damaged"]) == {"boats-damaged": _newest(recorded)}
    assert recorded_at(recorded.root, "HEAD", ["no-such-claim"]) == {}


def test_a_record_that_is_another_now_is_given_as_it_was(recorded):
    before = _newest(recorded)
    recorded.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    correct(recorded)
    put_on_record(recorded)
    assert recorded_at(recorded.root, "HEAD") == {"boats-damaged": before}
    commit(recorded.root, "second")
    assert recorded_at(recorded.root, "HEAD") == {}
    assert recorded_at(recorded.root, "HEAD~1") == {"boats-damaged": before}


def test_a_record_that_is_gone_is_given_as_it_was(recorded):
    before = _newest(recorded)
    recorded.delete(RECORD)
    assert recorded_at(recorded.root, "HEAD") == {"boats-damaged": before}


def test_a_record_that_could_not_be_read_then_says_nothing(recorded):
    whole = recorded.read(RECORD)
    recorded.write(RECORD, "{")
    commit(recorded.root, "broken")
    recorded.write(RECORD, whole)
    assert recorded_at(recorded.root, "HEAD") == {}


def test_a_user_who_sees_differences_in_a_way_of_his_own_gets_the_same(recorded):
    git(recorded.root, "config", "diff.external", "false")
    git(recorded.root, "config", "diff.noprefix", "true")
    git(recorded.root, "config", "core.quotePath", "true")
    before = _newest(recorded)
    recorded.delete(RECORD)
    assert recorded_at(recorded.root, "HEAD") == {"boats-damaged": before}


@pytest.mark.parametrize("name", ["nowhere", "-h", "--all", ""])
def test_a_commit_that_is_none_is_none(recorded, name):
    assert recorded_at(recorded.root, name) is None


def test_a_site_without_a_repository_has_no_commit(site, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.root.parent))
    assert recorded_at(site.root, "HEAD") is None


def test_a_repository_without_a_commit_has_none(site):
    git(site.root, "init", "--quiet")
    assert recorded_at(site.root, "HEAD") is None


def test_the_remote_s_own_branch_is_found_by_the_names_that_hosts_give(site, tmp_path):
    put_on_record(site)
    repository(site.root, remote=tmp_path / "remote.git")
    assert default_branch(site.root, "origin") == "refs/remotes/origin/main"
    git(site.root, "remote", "set-head", "origin", "main")
    assert default_branch(site.root, "origin") == "refs/remotes/origin/HEAD"
    assert default_branch(site.root, "elsewhere") == ""


def test_what_is_shared_ends_where_the_remote_does(site, tmp_path):
    repository(site.root, remote=tmp_path / "remote.git")
    both = commit(site.root, "both")
    git(site.root, "push", "--quiet")
    site.write("README.md", "Mine.")
    commit(site.root, "mine")
    assert shared(site.root, "origin") == (both, "origin/main")


def test_without_a_remote_the_last_commit_is_what_is_held(site):
    repository(site.root)
    assert shared(site.root, "origin") == ("HEAD", "HEAD")

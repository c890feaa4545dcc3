"""`pincite record` and the gates of `check`, as a desk uses them."""

from __future__ import annotations

import hashlib
import json

import pytest
from recording import CARD, RECORD, correct
from rendering import equip
from repositories import commit, git, needs_git, pincite, repository
from running import run as as_user

REWORD = ("verdict: Both articles", "verdict: The two articles")
BRANCH = "gh-pages"


@pytest.fixture
def site(site):
    """Give the base site with all that a build needs."""
    equip(site.root)
    return site


def _publish(site, branch: str = BRANCH) -> str:
    """Put the built output on a branch, and give its manifest's digest; publishing itself is another test's."""
    tree = site.root / "output"
    index = site.root / ".git/publish-index"
    words = (f"--git-dir={site.root / '.git'}", f"--work-tree={tree}")
    git(site.root, "-c", "core.excludesFile=/dev/null", *words, "add", "--all", "--force", ".")
    made = git(site.root, *words, "write-tree")
    parents = git(site.root, "rev-parse", "--verify", "--quiet", branch) if _has(site, branch) else ""
    parent = ("-p", parents) if parents else ()
    git(site.root, "branch", "--force", branch, git(site.root, "commit-tree", made, "-m", "publish", *parent))
    git(site.root, "reset", "--quiet")
    index.unlink(missing_ok=True)
    return hashlib.sha256((tree / "manifest.json").read_bytes()).hexdigest()


def _has(site, branch: str) -> bool:
    return branch in git(site.root, "branch", "--format", "%(refname:short)").split()


def _newest(site) -> int:
    return len(json.loads(site.read(RECORD))["versions"])


def test_every_published_claim_gets_its_first_version_and_drafts_none(site):
    done = as_user("record", cwd=site.root)
    assert done.status == 0
    assert sorted(path.name for path in (site.root / "record/claims").iterdir()) == [
        "boats-damaged.json",
        "bridge-closed.json",
    ]
    assert "2 claims on record, 2 with a new version; commit record/" in done.out


def test_a_second_run_has_nothing_to_write(site):
    pincite(site.root, "record")
    assert "nothing to write" in pincite(site.root, "record").out


def test_a_changed_rating_without_a_note_is_refused_with_the_line_of_the_card_and_with_one_it_builds(site):
    pincite(site.root, "record")
    before = site.read(RECORD)
    site.edit(CARD, "rating: confirmed", "rating: contested")
    site.edit(CARD, "checked: 2021", "known: [A.]\nunknown: [B.]\nwould_change: [C.]\nchecked: 2021")
    for verb in ("build", "check", "record"):
        done = pincite(site.root, verb)
        assert done.status == 1
        assert f'{CARD}:10:9: error[silent-change]: the rating was changed to "contested"' in done.err
        assert 'version 1, of 2021-04-03, had "confirmed"' in done.err
    assert site.read(RECORD) == before
    correct(site)
    assert pincite(site.root, "build").status == 0
    assert "version 2 of 2021-05-01" in pincite(site.root, "record").out
    assert _newest(site) == 2


def test_recording_is_not_possible_while_something_is_wrong(site):
    site.edit(CARD, "rating: confirmed", "rating: unheard-of")
    done = pincite(site.root, "record")
    assert (done.status, "no-such-rating" in done.err) == (1, True)
    assert not (site.root / "record").exists()


def test_what_is_not_on_record_is_told_by_check_alone(site):
    done = pincite(site.root, "record", "--check")
    assert done.status == 1
    assert f"{CARD}: error[unrecorded]: version 1 of the claim is not on record" in done.err
    assert not (site.root / "record").exists()
    pincite(site.root, "record")
    assert pincite(site.root, "record", "--check").status == 0


def test_a_version_that_nobody_has_seen_is_amended(site):
    pincite(site.root, "record")
    site.edit(CARD, *REWORD)
    assert pincite(site.root, "record").status == 1
    done = pincite(site.root, "record", "--amend", "boats-damaged")
    assert done.status == 0
    assert (_newest(site), "The two articles" in site.read(RECORD)) == (1, True)


def test_a_claim_that_is_not_on_record_is_not_amended(site):
    pincite(site.root, "record")
    done = pincite(site.root, "record", "--amend", "boots-damaged")
    assert (done.status, "not-on-record" in done.err) == (1, True)


def test_outside_of_a_site_it_says_so(tmp_path):
    assert pincite(tmp_path, "record").status == 2


def test_a_site_without_git_is_recorded_as_well(site):
    """A desk that publishes by other means names the place."""
    assert pincite(site.root, "record").status == 0
    assert pincite(site.root, "build").status == 0
    digest = hashlib.sha256((site.root / "output/manifest.json").read_bytes()).hexdigest()
    assert pincite(site.root, "record", "--published", "output").status == 0
    assert json.loads(site.read("record/publications.json")) == {"manifests": [digest]}
    assert pincite(site.root, "build").status == 0
    assert json.loads((site.root / "output/manifest.json").read_text("utf-8"))["chain"] == [digest]


def test_a_place_that_is_none_is_wrong_usage(site):
    done = pincite(site.root, "record", "--published", "nowhere")
    assert (done.status, "no-place" in done.err) == (2, True)


@needs_git
class TestInARepository:
    """Against the published branch and against commits."""

    @pytest.fixture
    def published(self, site):
        """Give a site that is on record, committed and published once, and its manifest's digest."""
        repository(site.root)
        pincite(site.root, "record")
        commit(site.root, "record")
        assert pincite(site.root, "build").status == 0
        return site, _publish(site)

    def test_the_published_manifest_is_put_at_the_end_of_the_chain(self, published):
        site, digest = published
        done = pincite(site.root, "record")
        assert "noted what is published on the branch gh-pages" in done.out
        assert json.loads(site.read("record/publications.json")) == {"manifests": [digest]}
        assert "nothing to write" in pincite(site.root, "record").out

    def test_the_chain_grows_by_one_with_each_publication(self, published):
        site, first = published
        pincite(site.root, "record")
        site.edit(CARD, *REWORD)
        correct(site)
        pincite(site.root, "record")
        pincite(site.root, "build")
        second = _publish(site)
        pincite(site.root, "record")
        assert json.loads(site.read("record/publications.json")) == {"manifests": [first, second]}

    def test_a_version_that_was_published_is_not_amended(self, published):
        site, _ = published
        site.edit(CARD, *REWORD)
        done = pincite(site.root, "record", "--amend", "boats-damaged")
        assert done.status == 1
        assert 'version 1 of "boats-damaged" stands on the branch gh-pages' in done.err

    def test_a_version_that_the_remote_has_is_not_amended(self, site, tmp_path):
        repository(site.root, remote=tmp_path / "remote.git")
        pincite(site.root, "record")
        commit(site.root, "record")
        git(site.root, "push", "--quiet")
        site.edit(CARD, *REWORD)
        done = pincite(site.root, "record", "--amend", "boats-damaged")
        assert done.status == 1
        assert 'version 1 of "boats-damaged" stands on record in origin/main' in done.err

    def test_a_record_that_was_taken_away_is_found_by_check_against_what_is_published(self, published):
        site, _ = published
        git(site.root, "rm", "-r", "--quiet", "--cached", "record")
        for path in (site.root / "record/claims").iterdir():
            path.unlink()
        site.edit(CARD, *REWORD)
        commit(site.root, "silently")
        done = pincite(site.root, "check")
        assert done.status == 1
        assert "record/claims/boats-damaged.json: error[record-rewritten]: version 1" in done.err

    def test_a_record_that_was_altered_is_found_by_check_against_the_last_commit(self, site):
        repository(site.root)
        pincite(site.root, "record")
        commit(site.root, "record")
        for path in (site.root / "record/claims").iterdir():
            path.unlink()
        site.edit(CARD, *REWORD)
        pincite(site.root, "record")
        done = pincite(site.root, "check")
        assert done.status == 1
        assert 'version 1 of "boats-damaged" is not the one that stands on record in HEAD' in done.err

    def test_a_pull_request_is_held_against_the_branch_that_it_goes_to(self, site):
        """The commits of the request itself may have altered the record: what counts is where they come from."""
        repository(site.root)
        pincite(site.root, "record")
        base = commit(site.root, "record")
        for path in (site.root / "record/claims").iterdir():
            path.unlink()
        site.edit(CARD, *REWORD)
        pincite(site.root, "record")
        commit(site.root, "silently")
        assert pincite(site.root, "check").status == 0
        done = pincite(site.root, "check", "--since", base, "--format", "github")
        assert done.status == 1
        assert "::error file=record/claims/boats-damaged.json,title=record-rewritten::" in done.out

    def test_a_claim_that_vanished_is_found_in_every_way(self, published):
        site, _ = published
        site.delete("content/claims/bridge-closed.yaml")
        site.edit(CARD, " The bridge is [[bridge-closed]].", "")
        site.edit(CARD, "related:\n  - {claim: bridge-closed, as: same-event}\n", "")
        found = pincite(site.root, "check").err
        assert "error[claim-vanished]" in found
        site.delete("record/claims/bridge-closed.json")
        commit(site.root, "silently")
        done = pincite(site.root, "check")
        assert 'the claim "bridge-closed" stands on the branch gh-pages, and has no page here' in done.err

    def test_a_commit_that_is_none_is_wrong_usage(self, published):
        site, _ = published
        done = pincite(site.root, "check", "--since", "nowhere")
        assert (done.status, '"nowhere" is no commit' in done.err) == (2, True)

    def test_check_takes_a_published_folder(self, published):
        site, _ = published
        assert pincite(site.root, "check", "--published", "output").status == 0

    def test_check_warns_where_nothing_stands_at_the_place_and_the_record_names_publications(self, published, tmp_path):
        """A server that gives 404 for a moment would else let through what readers never saw changed."""
        site, _ = published
        (tmp_path / "empty").mkdir()
        assert "no-manifest" not in pincite(site.root, "check", "--published", str(tmp_path / "empty")).err
        pincite(site.root, "record")
        done = pincite(site.root, "check", "--published", str(tmp_path / "empty"))
        assert (done.status, "warning[no-manifest]" in done.err) == (0, True)

    def test_a_site_in_a_folder_of_a_repository_is_held_as_well(self, site, tmp_path):
        top = tmp_path / "top"
        (top / "sites").mkdir(parents=True)
        site.root.rename(top / "sites/storm")
        root = top / "sites/storm"
        repository(top)
        pincite(root, "record")
        commit(top, "record")
        for path in (root / "record/claims").iterdir():
            path.unlink()
        (root / CARD).write_text((root / CARD).read_text("utf-8").replace(*REWORD), encoding="utf-8")
        pincite(root, "record")
        done = pincite(root, "check")
        assert (done.status, "record-rewritten" in done.err) == (1, True)

    def test_a_publication_that_is_not_noted_is_a_warning_where_the_published_site_is_named(self, published):
        site, _ = published
        assert "chain-behind" not in pincite(site.root, "check").err
        done = pincite(site.root, "check", "--published", BRANCH)
        assert (done.status, "record/publications.json: warning[chain-behind]" in done.err) == (0, True)
        pincite(site.root, "record")
        assert "chain-behind" not in pincite(site.root, "check", "--published", BRANCH).err

    def test_what_is_not_on_record_is_an_annotation_of_a_pull_request(self, published):
        site, _ = published
        site.edit(CARD, *REWORD)
        correct(site)
        done = pincite(site.root, "record", "--check", "--format", "github")
        assert done.status == 1
        assert done.out.startswith(f"::error file={CARD},title=unrecorded::version 2 of the claim is not on record")

    def test_a_card_that_cannot_be_read_has_not_vanished(self, published):
        site, _ = published
        site.write(CARD, "<<<<<<< HEAD\n" + site.read(CARD))
        found = pincite(site.root, "check").err
        assert ("merge-conflict" in found, "claim-vanished" in found) == (True, False)

    def test_a_card_that_is_gone_is_told_once(self, published):
        site, _ = published
        site.delete("content/claims/bridge-closed.yaml")
        assert pincite(site.root, "check").err.count("error[claim-vanished]") == 1

    def test_a_rating_that_was_changed_is_told_once(self, published):
        site, _ = published
        before = site.read("site.yaml")
        site.write("site.yaml", before.replace("label: Confirmed", "label: Sure"))
        found = pincite(site.root, "check").err
        assert (found.count("error[scale-changed]"), "record-rewritten" in found) == (1, False)


class TestOthersHaveNotSeenIt:
    """What nobody else has on record is one's own, and may be recorded anew, or taken back."""

    @pytest.fixture
    def ahead(self, site, tmp_path):
        """Give a repository with a remote, and one commit that puts a version on record which the remote lacks."""
        repository(site.root, remote=tmp_path / "remote.git")
        pincite(site.root, "record")
        commit(site.root, "record")
        git(site.root, "push", "--quiet")
        correct(site)
        pincite(site.root, "record")
        commit(site.root, "mine")
        return site

    def test_a_version_of_ones_own_commits_may_be_written_anew(self, ahead):
        ahead.edit(CARD, *REWORD)
        assert pincite(ahead.root, "record", "--amend", "boats-damaged").status == 0
        assert pincite(ahead.root, "check").status == 0

    def test_a_version_that_the_remote_has_is_held(self, ahead):
        git(ahead.root, "push", "--quiet")
        (ahead.root / "record/claims/boats-damaged.json").unlink()
        pincite(ahead.root, "record")
        assert '"boats-damaged" stands on record in origin/main in version 2' in pincite(ahead.root, "check").err

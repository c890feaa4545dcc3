"""Publications name those before them, and whoever drops one, or a claim, is told at which commit."""

from __future__ import annotations

import dataclasses

import pytest
import repositories

from pincite.output.manifest import Manifest, Stated, parsed, written
from pincite.published.chain import follows, since, single, walk

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def manifest(*chain, own="f" * 64, **claims):
    """Make a manifest; a claim is its version and a letter for its digest."""
    stated = {ident: Stated(number, letter * 64) for ident, (number, letter) in claims.items()}
    return Manifest(generator="pincite 1", chain=chain, claims=stated, sha256=own)


def _messages(problems):
    found = tuple(problems)
    assert {one.code for one in found} <= {"chain-broken"}
    return [one.message for one in found]


def test_a_chain_names_no_publication_twice_and_never_its_own():
    assert _messages(single(manifest(A, B, C))) == []
    told = _messages(single(manifest(A, B, A, own=B)))
    assert told == ["the chain names the publication aaaaaaaaaaaa… twice", "the chain names the manifest itself"]


def test_a_long_chain_with_a_repetition_is_looked_at_in_no_time(in_time):
    code = (
        "from pincite.output.manifest import Manifest; from pincite.published.chain import single\n"
        "chain = tuple(f'{n:064x}' for n in range(200_000))\n"
        "print(len(list(single(Manifest(generator='', chain=chain + chain)))))"
    )
    assert in_time(code) == "200000"


def test_a_site_holds_to_what_was_kept_if_it_is_the_same_or_names_it():
    kept = manifest(A, own=B, one=(1, "1"))
    assert _messages(since(kept, kept, "in x")) == []
    assert _messages(since(manifest(A, B, C, one=(2, "2"), two=(1, "3")), kept, "in x")) == []


def test_a_publication_that_the_site_does_not_name_is_told():
    told = _messages(since(manifest(A, C), manifest(A, own=B), "in x"))
    assert told == ["the site does not name the publication bbbbbbbbbbbb… in x as one before it"]


def test_a_publication_whose_own_past_was_left_out_is_told():
    told = _messages(since(manifest(B), manifest(A, own=B), "in x"))
    assert told == ["publications that bbbbbbbbbbbb… named before it are not named any more, in x"]


def test_publications_that_two_editors_noted_may_stand_between():
    assert _messages(since(manifest(A, C, B), manifest(A, own=B), "in x")) == []
    assert _messages(follows(manifest(C, A, B), manifest(A, C, own=B), "in x")) == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({}, 'the claim "one" has vanished: it was there in x, in version 2'),
        ({"one": (1, "1")}, 'the claim "one" fell from version 2 back to 1, in x'),
        ({"one": (2, "9")}, 'version 2 of the claim "one" is not the one that it was, in x'),
    ],
)
def test_a_claim_that_vanished_fell_back_or_was_rewritten_is_told(now, told):
    assert _messages(since(manifest(B, **now), manifest(own=B, one=(2, "2")), "in x")) == [told]
    assert _messages(follows(manifest(B, **now), manifest(own=B, one=(2, "2")), "in x")) == [told]


def test_a_publication_names_the_one_just_before_it_last():
    before = manifest(A, own=B)
    assert _messages(follows(manifest(A, B), before, "in x")) == []
    told = "the publication before was bbbbbbbbbbbb…, and the manifest names"
    assert _messages(follows(manifest(A, B, C), before, "in x")) == [f"{told} cccccccccccc…, in x"]
    assert _messages(follows(manifest(), before, "in x")) == [f"{told} none, in x"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"good": (2, "9")}, ['version 2 of the rating "good" is not the one that it was, in x']),
        ({"good": (1, "1")}, ['the rating "good" fell from version 2 back to 1, in x']),
        ({"good": (3, "3")}, []),
        ({}, []),
    ],
)
def test_a_rating_may_go_and_may_not_say_something_else_in_the_same_version(now, told):
    def scale(own, ratings):
        stated = {ident: Stated(number, letter * 64) for ident, (number, letter) in ratings.items()}
        return dataclasses.replace(manifest(*([B] if own != B else []), own=own), ratings=stated)

    assert _messages(since(scale(C, now), scale(B, {"good": (2, "2")}), "in x")) == told


# A branch ------------------------------------------------------------------------------------------------------------


class Branch:
    """A branch that is published to."""

    def __init__(self, folder):
        self.repo = repositories.begun(folder)
        self.published: list[str] = []

    def publish(self, chain=None, **claims) -> str:
        """Commit a manifest, its chain made of all before unless another is given; give the commit."""
        one = manifest(*(self.published if chain is None else chain), own="", **claims)
        one = dataclasses.replace(one, inputs={"number": str(len(self.published))})
        data = written(one)
        self.published.append(parsed(data).sha256)
        return self.repo.commit({"manifest.json": data})

    def walk(self, below=""):
        """Walk from the newest commit."""
        return walk(self.repo.folder, self.repo.git("rev-parse", "HEAD"), below)


@pytest.fixture
def branch(tmp_path):
    """Give a branch that begins with a commit of another kind."""
    made = Branch(tmp_path / "repo")
    made.repo.commit({"README": b"soon"})
    return made


def test_a_branch_whose_publications_each_name_the_one_before_is_whole(branch):
    branch.publish(one=(1, "1"))
    branch.publish(one=(2, "2"), two=(1, "3"))
    branch.repo.commit({"CNAME": b"example.org"})  # a commit of another hand, with the same manifest
    branch.publish(one=(2, "2"), two=(1, "3"))
    found = branch.walk()
    assert (found.problems, found.notes, found.publications) == ([], [], 3)
    assert found.seen == {("one", 1): "1" * 64, ("one", 2): "2" * 64, ("two", 1): "3" * 64}


def test_a_publication_that_names_none_is_told_with_its_commit(branch):
    branch.publish()
    broke = branch.publish(chain=[])
    branch.publish()
    told = f"the publication before was {branch.published[0][:12]}…, and the manifest names none, in the commit "
    assert _messages(branch.walk().problems) == [told + broke[:12]]


def test_a_claim_that_vanished_on_the_way_is_told_with_its_commit(branch):
    branch.publish(one=(1, "1"))
    broke = branch.publish()
    branch.publish(one=(1, "1"))
    assert _messages(branch.walk().problems) == [
        f'the claim "one" has vanished: it was there in the commit {broke[:12]}, in version 1'
    ]


def test_a_publication_that_is_put_back_is_no_next_one(branch):
    branch.publish()
    first = branch.repo.git("show", "HEAD:manifest.json") + "\n"
    branch.publish()
    branch.repo.commit({"manifest.json": first.encode()})
    assert len(branch.walk().problems) == 1


def test_a_manifest_that_was_away_for_a_while_still_follows_the_one_before(branch):
    branch.publish()
    branch.repo.commit({"manifest.json": None})
    branch.publish()
    assert branch.walk().problems == []
    branch.repo.commit({"manifest.json": None})
    branch.publish(chain=[])
    assert len(branch.walk().problems) == 1


def test_a_manifest_of_another_program_is_passed_over_with_a_remark(branch):
    odd = branch.repo.commit({"manifest.json": b'{"name": "an app"}'})
    branch.publish()
    found = branch.walk()
    assert (found.problems, found.publications) == ([], 1)
    assert found.notes == [f"manifest.json of the commit {odd[:12]} is none of pincite's: it was passed over"]


def test_a_branch_that_begins_in_the_middle_is_remarked(branch):
    branch.publish(chain=[A, B])
    found = branch.walk()
    assert (found.problems, len(found.notes)) == ([], 1)
    assert found.notes[0].startswith("the branch begins in the middle: 2 publications")


def test_a_clone_of_the_newest_commits_says_that_it_is_one(branch, tmp_path):
    branch.publish()
    branch.publish()
    repositories.git(tmp_path, "clone", "-q", "--depth", "1", f"file://{branch.repo.folder}", "shallow")
    found = walk(tmp_path / "shallow", "HEAD")
    assert (found.problems, found.publications) == ([], 1)
    assert found.notes == ["the repository holds only the newest commits: what is older was not looked at"]


def test_a_folder_below_is_walked_by_itself(branch):
    branch.publish()
    branch.publish()
    branch.repo.commit({"site/manifest.json": written(manifest())})
    assert (branch.walk("site/").publications, branch.walk().publications) == (1, 2)


def test_a_side_that_was_merged_in_is_not_part_of_what_was_published(branch):
    branch.publish()
    branch.repo.git("branch", "side")
    branch.publish()
    branch.repo.git("checkout", "-q", "side")
    branch.repo.commit({"other.txt": b"x"})
    branch.repo.git("checkout", "-q", "main")
    branch.repo.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    assert (branch.walk().problems, branch.walk().publications) == ([], 2)

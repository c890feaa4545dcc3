"""What a publication changes, when it is nothing to readers, and what forbids it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pincite.output.manifest import MANIFEST, SIGNATURE, Listed, Manifest, Stated
from pincite.published.changes import Changes, Entry, compared, foreign, idle, unchained
from pincite.published.remote import Branch

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
ONE = Manifest(
    generator="pincite 1",
    url="https://example.org/",
    libraries={"jinja2": "3"},
    chain=(A,),
    claims={"c": Stated(1, C)},
    inputs={"site.yaml": A, "record/claims/c.json": A},
    outputs={"index.html": Listed(A, 1)},
    sha256=B,
)
NEXT = replace(ONE, chain=(A, B), inputs={"site.yaml": A, "record/publications.json": D}, sha256=D)
ALONE = Changes(changed=(MANIFEST,))


def _tree(*paths: str) -> dict[str, Entry]:
    return {path: Entry("100644", "1") for path in paths}


def test_files_are_new_changed_and_removed():
    before = {**_tree("a", "b", "c"), "d": Entry("100755", "1")}
    after = {**_tree("b", "d", "e"), "c": Entry("100644", "2")}
    found = compared(before, after)
    assert found == Changes(new=("e",), changed=("c", "d"), removed=("a",))
    assert (str(found), bool(found)) == ("1 new, 2 changed, 1 removed", True)
    assert (str(compared(before, before)), bool(compared(before, before))) == ("nothing new", False)


def test_the_record_of_publications_alone_is_nothing_to_readers():
    assert idle(ALONE, ONE, NEXT)
    assert idle(Changes(changed=(MANIFEST, SIGNATURE)), ONE, NEXT)


@pytest.mark.parametrize(
    "other",
    [
        {"claims": {"c": Stated(2, D)}},
        {"claims": {}},
        {"ratings": {"a": Stated(1, D)}},
        {"outputs": {"index.html": Listed(B, 1)}},
        {"inputs": {"site.yaml": B}},
        {"inputs": {"site.yaml": A, "content/claims/new.yaml": B}},
        {"url": "https://other.example/"},
        {"generator": "pincite 2"},
        {"libraries": {"jinja2": "4"}},
    ],
    ids=str,
)
def test_nothing_else_in_a_manifest_hides_behind_the_record(other):
    assert not idle(ALONE, ONE, replace(NEXT, **other))


@pytest.mark.parametrize(
    "changes",
    [
        Changes(changed=(MANIFEST, "index.html")),
        Changes(changed=(MANIFEST,), new=("a.html",)),
        Changes(changed=(MANIFEST,), new=(SIGNATURE,)),
        Changes(changed=(MANIFEST,), removed=("a.html",)),
        Changes(changed=(SIGNATURE,)),
        Changes(changed=("index.html",)),
    ],
    ids=repr,
)
def test_no_other_file_hides_behind_the_record(changes):
    assert not idle(changes, ONE, NEXT)


def test_a_first_publication_is_something_to_readers():
    assert not idle(Changes(new=(MANIFEST,)), None, ONE)


def test_what_pincite_published_and_the_domain_are_not_foreign():
    tree = _tree("index.html", MANIFEST, SIGNATURE, "CNAME")
    assert list(foreign(tree, ONE, Branch(), going=False)) == []
    assert list(foreign(_tree("CNAME", ".nojekyll"), None, Branch(), going=False)) == []
    assert list(foreign({}, None, Branch(), going=False)) == []


def test_what_is_foreign_is_named_up_to_five():
    tree = _tree(*"abcdefg", "index.html")
    (problem,) = foreign(tree, ONE, Branch(), going=False)
    assert (problem.code, "a, b, c, d, e and 2 more" in problem.message) == ("branch-foreign", True)
    assert list(foreign(tree, ONE, Branch(), going=True)) == []


@pytest.mark.parametrize("path", ["site.yaml", "sites/one/site.yaml"])
def test_the_sources_of_a_site_are_never_replaced(path):
    (problem,) = foreign(_tree(path, "README.md"), None, Branch("main"), going=True)
    assert "sources" in problem.message


def test_a_manifest_names_the_one_before_it_and_those_before_that():
    assert list(unchained(ONE, NEXT, Branch())) == []
    assert list(unchained(None, NEXT, Branch())) == []
    assert list(unchained(ONE, replace(ONE), Branch())) == []
    # Two branches may each have noted publications that the other had not: their order is of no account.
    assert list(unchained(replace(ONE, chain=(C, A)), replace(NEXT, chain=(A, C, B)), Branch())) == []


@pytest.mark.parametrize("chain", [(), (A,), (B,), (A, C)], ids=len)
def test_a_chain_that_lacks_one_is_broken(chain):
    (problem,) = unchained(ONE, replace(NEXT, chain=chain), Branch())
    assert (problem.code, "`pincite record`" in problem.hint) == ("chain-broken", True)


def test_a_branch_that_was_put_back_is_told_so():
    (problem,) = unchained(ONE, replace(NEXT, chain=(A, B, C)), Branch())
    assert (problem.code, "was put back" in problem.message) == ("chain-broken", True)

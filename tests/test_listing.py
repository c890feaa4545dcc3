"""The files of a site by kind and id, and names that are wrong."""

from __future__ import annotations

import pytest

from pincite.listing import listed
from pincite.read.files import Folder


def _codes(site):
    return [f"{one.span.path} {one.code}" for one in listed(Folder(site.root)).problems]


def test_every_file_is_named_by_its_kind_and_id_in_the_order_of_the_ids(site):
    found = listed(Folder(site.root))
    assert {kind: list(files) for kind, files in found.files.items()} == {
        "article": ["first", "second"],
        "claim": ["boats-damaged", "bridge-closed", "repair-cost"],
        "page": ["about"],
    }
    assert (found.files["page"]["about"], found.named["page"]) == ("content/pages/about.md", {"about"})
    assert found.problems == ()


def test_a_card_may_stand_in_a_folder_and_its_id_is_its_name(site):
    site.write("content/claims/a/aaa.yaml", "")
    assert listed(Folder(site.root)).files["claim"]["aaa"] == "content/claims/a/aaa.yaml"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("content/claims/x/boats-damaged.yaml", "id-twice"),
        ("content/claims/Not an id.yaml", "bad-id"),
        ("content/place.yaml", "file-unknown"),
    ],
)
def test_a_name_that_is_wrong_is_told(site, path, code):
    site.write(path, "")
    assert [one.rpartition(" ")[2] for one in _codes(site)] == [code]

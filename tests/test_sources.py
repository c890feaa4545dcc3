"""Which sources are not what a build has read of them; what comes of it is tried in `test_bad_inputs_environment`."""

from __future__ import annotations

import pytest

from pincite.commands.sources import SourcesMovedError, moved, watched
from pincite.inputs import listing

CARD = "content/claims/boats-damaged.yaml"


def _listed(site):
    found = listing(str(site.root))
    return found, {CARD: found.digests[CARD]}


def test_nothing_has_moved_where_all_is_as_it_was(site):
    before, used = _listed(site)
    assert moved(site.root, before, used) == []
    with watched(site.root, before, used) as sure:
        sure()


def test_each_file_that_moved_is_told_with_what_became_of_it(site):
    before, used = _listed(site)
    site.write(CARD, "title: Another")
    site.delete("content/topics.yaml")
    site.write("content/claims/new.yaml", "x")
    said = [(one.code, one.span.path, one.message.split('" ')[1][:4]) for one in moved(site.root, before, used)]
    paths = [CARD, "content/claims/new.yaml", "content/topics.yaml"]
    assert said == [("source-moved", path, how) for path, how in zip(paths, ["was ", "came", "went"], strict=True)]
    with pytest.raises(SourcesMovedError), watched(site.root, before, used) as sure:
        sure()


def test_a_file_that_was_read_as_another_than_was_listed_has_moved_though_it_is_back(site):
    before, used = _listed(site)
    assert [one.span.path for one in moved(site.root, before, used | {CARD: "0" * 64})] == [CARD]


def test_what_no_page_is_made_of_may_change(site):
    before, used = _listed(site)
    site.write("content/pages/about.md", "not read")
    site.write("content/.hidden", "x")
    assert moved(site.root, before, used) == []

"""The record beside a site that is read again and again, as the preview does."""

from __future__ import annotations

import pytest
from recording import CARD, RECORD, correct, put_on_record

from pincite.read.files import Folder
from pincite.site import Reading


@pytest.fixture
def recorded(site):
    put_on_record(site)
    return site


def _claim(loaded):
    return next(claim for claim in loaded.site.claims if claim.id == "boats-damaged")


def test_a_claim_that_is_as_before_is_the_same_object(recorded):
    reading = Reading(Folder(recorded.root))
    before = _claim(reading.load())
    reading.forget(["content/claims/bridge-closed.yaml"])
    assert _claim(reading.load()) is before


def test_a_saved_card_is_held_against_the_record_at_once(recorded):
    reading = Reading(Folder(recorded.root))
    reading.load()
    recorded.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    reading.forget([CARD])
    assert [one.code for one in reading.load().problems] == ["silent-change"]
    correct(recorded)
    reading.forget([CARD])
    loaded = reading.load()
    assert (loaded.problems, loaded.site.pending) == ((), ("boats-damaged",))


def test_a_record_that_changed_is_read_anew(recorded):
    reading = Reading(Folder(recorded.root))
    reading.load()
    recorded.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    correct(recorded)
    put_on_record(recorded)
    reading.forget([CARD, RECORD])
    loaded = reading.load()
    assert (len(_claim(loaded).versions), loaded.site.pending) == (2, ())


def test_a_record_that_is_gone_is_gone(recorded):
    reading = Reading(Folder(recorded.root))
    assert reading.load().site.pending == ()
    recorded.delete(RECORD)
    reading.forget([RECORD])
    assert reading.load().site.pending == ("boats-damaged",)


def test_the_record_is_an_input_of_the_site(recorded):
    folder = Folder(recorded.root)
    Reading(folder).load()
    assert RECORD in folder.digests

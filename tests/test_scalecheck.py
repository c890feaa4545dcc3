"""The scale on record: what a rating says is not changed in silence."""

from __future__ import annotations

import pytest

from pincite.read.record import RATINGS, read_ratings, written_ratings
from pincite.read.shape import Shaper
from pincite.scalecheck import worded

LABEL = "    label: Confirmed\n"
NOTE = '    changed:\n      - {date: 2021-05-01, note: "The label was “Confirmed”."}\n'


@pytest.fixture
def recorded(site):
    """Give a site whose scale is on record."""
    _record(site)
    return site


def _record(site):
    config = site.load().site.config
    site.write(RATINGS, written_ratings(map(worded, config.ratings)))


def _relabelled(site, note=""):
    site.edit("site.yaml", LABEL, f"    label: Proven\n{note}")


def test_a_scale_that_is_as_recorded_is_fine(recorded):
    assert recorded.problems() == []
    assert recorded.load().site.reworded == ()


def test_a_scale_is_read_as_it_was_written(recorded):
    ratings = read_ratings(recorded.load().folder, Shaper())
    assert list(ratings.values()) == [worded(one) for one in recorded.load().site.config.ratings]


def test_ratings_that_are_not_on_record_are_named(site):
    assert set(site.load().site.reworded) == {"confirmed", "contested", "refuted"}


CHANGES = {
    "label": (LABEL, "    label: Proven\n"),
    "meaning": ("meaning: Two independent sources say it.", "meaning: Somebody says it."),
    "value": ("    value: 3\n", "    value: 5\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_without_a_note_is_refused_at_its_line(recorded, what):
    recorded.edit("site.yaml", *CHANGES[what])
    found = [one for one in recorded.load().problems if one.code == "scale-changed"]
    assert [f'the {what} of the rating "confirmed"' in one.message for one in found] == [True]
    assert recorded.read("site.yaml").split("\n")[found[0].span.line - 1].strip().startswith(f"{what}:")


def test_a_change_with_a_note_is_accepted_and_to_be_recorded(recorded):
    _relabelled(recorded, NOTE)
    assert recorded.problems() == []
    assert recorded.load().site.reworded == ("confirmed",)


def test_a_change_after_one_that_is_recorded_needs_another_note(recorded):
    _relabelled(recorded, NOTE)
    _record(recorded)
    recorded.edit("site.yaml", "label: Proven", "label: Shown")
    assert [one.code for one in recorded.load().problems] == ["scale-changed"]


def test_a_note_on_record_is_not_altered(recorded):
    _relabelled(recorded, NOTE)
    _record(recorded)
    recorded.edit("site.yaml", "The label was", "The name was")
    assert [one.code for one in recorded.load().problems] == ["correction-altered"]


def test_a_rating_that_is_gone_is_no_change_of_wording(recorded):
    text = recorded.read("site.yaml")
    start = text.index("  - id: refuted")
    recorded.write("site.yaml", text[:start] + text[text.index("strengths:") :])
    assert [one.code for one in recorded.load().problems] == ["no-such-rating"]  # a draft has it


def test_colours_shapes_and_how_it_is_used_may_change(recorded):
    recorded.edit("site.yaml", "    icon: ticks\n", "    icon: ticks\n    use: For what two sources say.\n")
    assert recorded.problems() == []


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"ratings": [1]}', '{"ratings": [{"id": "a"}]}'])
def test_a_scale_that_is_none_is_told_at_its_path(recorded, text):
    recorded.write(RATINGS, text)
    assert [(one.code, one.span.path) for one in recorded.load().problems] == [("record-broken", RATINGS)]

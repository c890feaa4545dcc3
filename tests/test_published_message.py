"""The message of the commit that publishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pincite.output.manifest import Manifest, Stated
from pincite.published.message import message, news
from pincite.published.source import Source

A, B = "a" * 64, "b" * 64
BEFORE = Manifest(generator="pincite 1", claims={"same": Stated(1, A), "boats-damaged": Stated(1, A)})
AFTER = replace(
    BEFORE, claims={**BEFORE.claims, "boats-damaged": Stated(2, B), "bridge-closed": Stated(1, B)}, sha256=B
)


@pytest.fixture
def loaded(site):
    return site.load().site


def test_claims_are_told_by_what_happened_to_them(loaded):
    assert list(news(loaded, BEFORE, AFTER)) == ["New: bridge-closed", "Changed: boats-damaged (version 2)"]


def test_a_claim_that_is_withdrawn_now_is_not_told_as_changed_as_well(loaded):
    claims = tuple(replace(one, withdrawn=True) for one in loaded.claims)
    assert list(news(replace(loaded, claims=claims), BEFORE, AFTER)) == [
        "New: bridge-closed",
        "Withdrawn: boats-damaged",
    ]


def test_a_rating_that_says_something_else_is_told(loaded):
    before = replace(AFTER, ratings={"a": Stated(1, A), "b": Stated(1, A), "gone": Stated(1, A)})
    after = replace(AFTER, ratings={"a": Stated(2, B), "b": Stated(1, A), "new": Stated(1, A)})
    assert list(news(loaded, before, after)) == ["Reworded ratings: a"]


def test_of_many_claims_twenty_are_named(loaded):
    many = replace(BEFORE, claims={f"c{number:02}": Stated(1, A) for number in range(23)})
    (line,) = news(loaded, None, many)
    assert line.endswith("c18, c19 and 3 more")


def test_a_message_begins_with_the_title_on_one_line_and_ends_in_trailers(loaded):
    titled = replace(loaded, config=replace(loaded.config, title="One\n\nTwo"))
    assert message(titled, AFTER, AFTER, Source("c0ffee", ("a",))) == (
        f"Publish One Two\n\nNo claim is new or changed.\n\n"
        f"Source-Commit: c0ffee with uncommitted changes\nManifest-SHA256: {B}\n"
    )

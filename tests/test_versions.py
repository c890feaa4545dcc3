"""The versions of a claim: their form, their order, and the chain of their digests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from pincite.dates import parse
from pincite.versions import Cited, Counted, Noted, as_json, canonical, from_json, stated, unfit, version

QUOTE = Cited(article="first", text="46 boats", stance="supports", speaker="ada-wren")
OTHER = Cited(article="second", text="At least 46 […] damaged.", stance="reports")
FIGURE = Counted(measure="boats", numbers=(("least", 46),), parts=(("ferries", 11),), source="first", period="2021-03")


def _stated(**changed):
    given = {"claim": "C.", "rating": "confirmed", "verdict": "V.", "withdrawn": False, "quotes": [QUOTE, OTHER]}
    return stated(**{**given, "figures": [FIGURE], **changed})


FIRST = version("c1", None, parse("2021-04-01"), _stated())
NOTE = Noted(parse("2021-04-02"), "It was 12.")
SECOND = version("c1", FIRST, parse("2021-04-02"), _stated(verdict="W."), (NOTE,))


def test_versions_count_from_one():
    assert (FIRST.number, SECOND.number) == (1, 2)


def test_a_digest_is_that_of_canonical_json_with_the_claim_and_the_version_before():
    content = {"claim": "c1", "before": FIRST.sha256, **as_json(SECOND)}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert SECOND.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_fingerprint_is_the_beginning_of_the_digest():
    assert SECOND.fingerprint == SECOND.sha256[:12]


@pytest.mark.parametrize(
    "changed",
    [
        {"claim": "D."},
        {"rating": "contested"},
        {"verdict": "W."},
        {"withdrawn": True},
        {"quotes": [QUOTE]},
        {"figures": []},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_is_stated_otherwise_changes_the_digest(changed):
    assert version("c1", None, parse("2021-04-01"), _stated(**changed)).sha256 != FIRST.sha256


def test_another_claim_another_day_and_another_note_have_other_digests():
    digests = {
        one.sha256
        for one in (
            SECOND,
            version("c2", FIRST, parse("2021-04-02"), _stated(verdict="W."), (NOTE,)),
            version("c1", FIRST, parse("2021-04-03"), _stated(verdict="W."), (NOTE,)),
            version("c1", FIRST, parse("2021-04-02"), _stated(verdict="W."), (), (NOTE,)),
            version("c1", SECOND, parse("2021-04-02"), _stated(verdict="W."), (NOTE,)),
        )
    }
    assert len(digests) == 5


def test_the_order_of_quotes_and_figures_on_a_card_says_nothing():
    assert _stated(quotes=[OTHER, QUOTE]) == _stated()


def test_a_version_is_read_as_it_was_written():
    for one in (FIRST, SECOND):
        assert from_json(json.loads(canonical({**as_json(one), "sha256": one.sha256}))) == one


def test_what_says_nothing_is_left_out():
    assert as_json(FIRST) == {
        "version": 1,
        "date": "2021-04-01",
        "statement": {
            "claim": "C.",
            "rating": "confirmed",
            "verdict": "V.",
            "quotes": [
                {"article": "first", "text": "46 boats", "stance": "supports", "speaker": "ada-wren"},
                {"article": "second", "text": "At least 46 […] damaged.", "stance": "reports"},
            ],
            "figures": [
                {"measure": "boats", "least": 46, "parts": [["ferries", 11]], "source": "first", "period": "2021-03"}
            ],
        },
    }


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1"},
        {"version": True},
        {"version": -1},
        {"date": "yesterday"},
        {"date": 2021},
        {"sha256": None},
        {"statement": []},
        {"corrections": [{"date": "2021-04-02"}]},
        {"minor": ["x"]},
        {"statement": {"claim": "C.", "rating": "r", "verdict": "V.", "quotes": [{"x": "y"}], "figures": []}},
        {"statement": {"claim": "C.", "rating": "r", "verdict": "V.", "quotes": [], "figures": [{"measure": 1}]}},
        {"statement": {"claim": "C.", "rating": "r", "verdict": "V.", "quotes": [], "figures": [{"to": "x"}]}},
    ],
    ids=str,
)
def test_what_is_no_version_is_refused(change):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        from_json({**as_json(FIRST), "sha256": FIRST.sha256, **change})


def test_a_chain_of_versions_fits_and_the_first_that_does_not_is_named():
    third = version("c1", SECOND, parse("2021-04-03"), _stated(verdict="X."))
    assert unfit("c1", [FIRST, SECOND, third]) == 0
    assert unfit("c1", []) == 0
    assert unfit("c1", [FIRST, third]) == 2
    assert unfit("c1", [FIRST, replace(SECOND, number=3), third]) == 2
    assert unfit("c2", [FIRST]) == 1

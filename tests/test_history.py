"""The history of a claim: its versions, their notes with the numbers of the card, and what changed in each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import claim, correction, index, when

from pincite.facts.history import history, reworded
from pincite.versions import Noted, stated, version


def _stated(**more):
    given = {"claim": "It rained.", "rating": "good", "verdict": "So it is.", "withdrawn": False}
    return stated(**given | {"quotes": [], "figures": []} | more)


def _noted(*days):
    return tuple(Noted(when(day), "It was mended.") for day in days)


def _told(*steps):
    """Give the history of a claim from its versions' days, statements, corrections and minor notes."""
    found, before = [], None
    for day, statement, corrections, minor in steps:
        before = version("storm", before, when(day), statement, _noted(*corrections), _noted(*minor))
        found.append(before)
    return _of(tuple(found))


def _of(versions):
    days = [note.date.text for one in versions for note in one.corrections]
    card = replace(claim("storm", corrections=tuple(correction(day) for day in days)), versions=versions)
    return history(card, index(card))


def _changes(now, before=None):
    newest, _ = _told(("2021-04-01", before or _stated(), (), ()), ("2021-04-02", now, ("2021-04-02",), ()))
    return newest.changes


def test_a_draft_has_no_history():
    assert _of(()) == ()


def test_a_claim_with_one_version_has_nothing_that_changed():
    (only,) = _told(("2021-04-01", _stated(), (), ()))
    assert (only.version.number, only.changes) == (1, None)


def test_the_newest_version_stands_first_and_corrections_are_numbered_through_all_of_them():
    steps = _told(
        ("2021-04-01", _stated(), ("2021-03-30",), ()),
        ("2021-04-03", _stated(verdict="Not so."), ("2021-04-02", "2021-04-03"), ("2021-04-03",)),
        ("2021-04-05", _stated(verdict="Not so!"), (), ("2021-04-05",)),
    )
    assert [(one.version.number, [number for number, _ in one.corrections], len(one.minor)) for one in steps] == [
        (3, [], 1),
        (2, [2, 3], 1),
        (1, [1], 0),
    ]


def test_another_rating_is_told_with_both_records():
    changed = _changes(_stated(rating="poor")).rating
    assert (changed.rating_before.label, changed.rating_now.label) == ("Good", "Poor")


def test_a_rating_that_the_scale_has_no_more_is_told_by_its_id():
    changed = _changes(_stated(rating="poor"), _stated(rating="splendid")).rating
    assert (changed.before, changed.rating_before) == ("splendid", None)


@pytest.mark.parametrize(("before", "now", "standing"), [(0, 1, "withdrawn"), (1, 0, "restored"), (1, 1, "")])
def test_whether_a_claim_stands_is_told_where_that_changed(before, now, standing):
    assert _changes(_stated(withdrawn=bool(now)), _stated(withdrawn=bool(before))).standing == standing


def test_words_that_differ_are_marked_in_both_texts_with_their_class():
    changed = _changes(_stated(claim="At least 46 boats sank."), _stated(claim="At least 41 boats sank.")).claim
    marked = [
        [(one.text, one.change, one.number) for one in text if one.change] for text in (changed.before, changed.now)
    ]
    assert marked == [[("41", "del", 1)], [("46", "ins", 1)]]
    assert changed.kinds == ("figure",)


def test_what_did_not_change_is_not_told():
    changes = _changes(_stated(verdict="Not so."))
    assert (changes.claim, changes.rating, changes.quotes, changes.figures, changes.standing) == (
        None,
        None,
        (),
        (),
        "",
    )
    assert changes


def test_a_note_without_a_change_of_what_is_stated_tells_of_none():
    assert not _changes(_stated())


def test_spaces_alone_are_a_change_without_words():
    assert reworded("So it is.", "So  it is.", "en").kinds == ()


_TEXT = st.lists(st.sampled_from("The bridge was shut 46 “boats” said, may not ’ … .".split()), max_size=12).map(
    " ".join
)


@given(_TEXT, _TEXT)
def test_the_pieces_of_a_text_join_to_exactly_the_text(before, now):
    found = reworded(before, now, "en")
    if found is None:
        assert before == now
    else:
        assert ("".join(one.text for one in found.before), "".join(one.text for one in found.now)) == (before, now)

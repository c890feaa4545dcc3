"""No silent change: what a card that is on record may state, and what it needs a note for."""

from __future__ import annotations

import pytest
from recording import CARD, RECORD, correct, put_on_record

from pincite.problems import has_errors

CHANGES = {
    "claim": (
        "claim: At least 46 boats were damaged in the storm.",
        "claim: About 46 boats were damaged in the storm.",
    ),
    "rating": ("rating: confirmed", "rating: contested"),
    "verdict": ("verdict: Both articles and the harbour’s log say so.", "verdict: One article says so."),
    "quote": ('    exact: "At least 46 boats were damaged."', '    exact: "At least 46 boats"'),
    "stance": ("    stance: supports\n    speaker: ada-wren", "    stance: disputes\n    speaker: ada-wren"),
    "speaker": ("    speaker: ada-wren", "    speaker: harbour-office"),
    "translation": (
        "    stance: supports\n    speaker: ada-wren",
        "    stance: supports\n    translation: No boat was damaged.\n    speaker: ada-wren",
    ),
    "via": ("    via: [harbour-office]", "    via: [orrin-council]"),
    "figure": ("    least: 46\n", "    value: 46\n"),
    "parts": ("{fishing boats: 32, ferries: 11}", "{fishing boats: 32}"),
    "exclusive": ("    parts: {fishing boats", "    exclusive: true\n    parts: {fishing boats"),
    "period": ("    period: 2021-03-03", "    period: 2021-03"),
    "status": ("checked: 2021-04-01", "checked: 2021-04-01\nstatus: withdrawn"),
}
UNSETTLED = "known: [The log.]\nunknown: [The cause.]\nwould_change: [A list.]\n"


@pytest.fixture
def recorded(site):
    put_on_record(site)
    return site


def _change(site, what):
    site.edit(CARD, *CHANGES[what])
    if what == "rating":  # the other rating is not settled
        site.edit(CARD, "checked: 2021-04-01", UNSETTLED + "checked: 2021-04-01")


def _versions(site, ident="boats-damaged"):
    loaded = site.load()
    return next(claim.versions for claim in loaded.site.claims if claim.id == ident)


def test_a_card_that_says_what_is_on_record_is_fine(recorded):
    assert recorded.problems() == []
    assert [one.number for one in _versions(recorded)] == [1]


def test_a_site_without_a_record_has_first_versions(site):
    assert [(one.number, one.date.text) for one in _versions(site)] == [(1, "2021-04-03")]
    assert set(site.load().site.pending) == {"boats-damaged", "bridge-closed"}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_without_a_note_is_refused_at_its_line(recorded, what):
    _change(recorded, what)
    text = recorded.read(CARD).split("\n")
    found = [one for one in recorded.load().problems if one.code == "silent-change"]
    assert [one.span.path for one in found] == [CARD]
    line = text[found[0].span.line - 1]
    begins = {
        **dict.fromkeys(("quote", "stance", "speaker", "via", "translation"), "    exact:"),
        **dict.fromkeys(("figure", "parts", "exclusive"), "    least:"),
        "figure": "    value:",
        "period": "    least:",
    }
    assert line.startswith(begins.get(what, f"{what}:"))


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_with_a_correction_makes_the_next_version(recorded, what):
    _change(recorded, what)
    correct(recorded)
    assert not has_errors(recorded.load().problems)
    found = _versions(recorded)
    assert [one.number for one in found] == [1, 2]
    assert [one.note for one in found[1].corrections] == ["It was wrong."]
    assert found[1].date.text == "2021-05-01"
    assert recorded.load().site.pending == ("boats-damaged",)


def test_once_recorded_the_next_version_is_held_as_well(recorded):
    _change(recorded, "verdict")
    correct(recorded)
    put_on_record(recorded)
    assert recorded.load().site.pending == ()
    recorded.edit(CARD, "verdict: One article says so.", "verdict: No article says so.")
    assert recorded.problems() == [f"{CARD}:12:10 silent-change"]


def test_one_note_is_enough_for_several_changes(recorded):
    _change(recorded, "verdict")
    _change(recorded, "claim")
    correct(recorded)
    assert recorded.problems() == []


def test_a_correction_without_any_change_is_a_version_too(recorded):
    """What was corrected is in a field that is not held, such as the analysis."""
    correct(recorded)
    assert [one.number for one in _versions(recorded)] == [1, 2]


def test_other_fields_may_change_without_a_note(recorded):
    recorded.edit(CARD, "title: At least 46 boats were damaged", "title: Boats")
    recorded.edit(CARD, "    finding: The log lists 46 boats.", "    finding: The log has 46 boats.")
    recorded.edit(CARD, "checked: 2021-04-01", "checked: 2021-04-09")
    assert recorded.problems() == []


def test_the_order_of_quotes_and_names_of_quotes_may_change(recorded):
    recorded.edit(CARD, "    id: toll\n", "    id: count\n")
    recorded.edit(CARD, "compare: [[toll, q2]]", "compare: [[count, q2]]")
    recorded.edit(CARD, "    quote: toll", "    quote: count")
    recorded.edit(CARD, "[^toll]", "[^count]")
    assert recorded.problems() == []


WORDINGS = {
    "a word": ("harbour’s log say so.", "harbour’s book say so."),
    "a comma": ("Both articles and", "Both articles, and"),
}


@pytest.mark.parametrize("what", WORDINGS)
def test_a_minor_note_does_for_wording(recorded, what):
    recorded.edit(CARD, *WORDINGS[what])
    correct(recorded, key="minor")
    assert recorded.problems() == []
    assert [one.note for one in _versions(recorded)[-1].minor] == ["It was wrong."]


BEYOND = {
    "a number": ("verdict: Both articles and the harbour’s log say so.", "verdict: 3 articles and the log say so."),
    "a hedge": ("harbour’s log say so.", "harbour’s log may say so."),
    "words more": ("harbour’s log say so.", "harbour’s log of the eastern quay say so."),
    "a name": ("harbour’s log say so.", "Harbourmaster’s log say so."),
    "a question mark": ("harbour’s log say so.", "harbour’s log say so?"),
    "the claim's number": ("claim: At least 46 boats", "claim: At least 64 boats"),
}


@pytest.mark.parametrize("what", [*BEYOND, "rating", "quote", "figure", "status"])
def test_a_minor_note_does_not_do_for_what_is_more_than_wording(recorded, what):
    if what in BEYOND:
        recorded.edit(CARD, *BEYOND[what])
    else:
        _change(recorded, what)
    correct(recorded, key="minor")
    assert [one.code for one in recorded.load().problems if one.severity == "error"] == ["minor-change"]


def test_a_correction_beside_a_minor_note_does_for_everything(recorded):
    _change(recorded, "rating")
    correct(recorded)
    correct(recorded, key="minor")
    assert recorded.problems() == []


@pytest.mark.parametrize(
    "change",
    [
        ("note: The number of ferries was 12; it is 11.", "note: The number of ferries was 12."),
        ("  - date: 2021-04-02\n", "  - date: 2021-04-01\n"),
        ("  - date: 2021-04-02\n    note: The number of ferries was 12; it is 11.\n", ""),
    ],
    ids=["altered", "dated anew", "removed"],
)
def test_a_correction_on_record_is_not_altered(recorded, change):
    recorded.edit(CARD, *change)
    assert [one.code for one in recorded.load().problems] == ["correction-altered"]


@pytest.mark.parametrize("key", ["corrections", "minor"])
def test_a_new_note_is_not_dated_before_the_version_that_it_changes(recorded, key):
    """It would stand deep down in the log of corrections, where nobody looks for news."""
    recorded.edit(CARD, "verdict: Both articles", "verdict: The articles")
    correct(recorded)
    put_on_record(recorded)
    recorded.edit(CARD, "harbour’s log say so.", "harbour’s book say so.")
    correct(recorded, key=key)
    assert recorded.problems() == []
    text = recorded.read(CARD)
    at = text.rindex("2021-05-01")
    recorded.write(CARD, text[:at] + "2021-04-30" + text[at + 10 :])
    assert "corrections-order" in {one.code for one in recorded.load().problems}


def test_removing_all_corrections_is_told_at_the_card(recorded):
    text = recorded.read(CARD)
    recorded.write(CARD, text[: text.index("corrections:")])
    assert recorded.problems() == [f"{CARD}:10:9 correction-altered"]


def test_a_card_that_is_gone_is_told_at_its_record(recorded):
    recorded.delete("content/claims/bridge-closed.yaml")
    assert "record/claims/bridge-closed.json claim-vanished" in recorded.problems()


def test_a_card_under_another_name_is_told_to_take_its_name_back(recorded):
    path = "content/claims/bridge-closed.yaml"
    recorded.write("content/claims/closed.yaml", recorded.read(path))
    recorded.delete(path)
    (found,) = (one for one in recorded.load().problems if one.code == "claim-vanished")
    assert "content/claims/closed.yaml states the same: give it its old name back" in found.hint


def test_a_card_that_is_a_draft_again_is_told_at_its_status(recorded):
    recorded.edit(CARD, "checked: 2021-04-01", "status: draft\nchecked: 2021-04-01")
    assert [one.span.line for one in recorded.load().problems if one.code == "claim-vanished"] == [44]


def test_a_draft_has_no_version_and_is_not_held(site):
    site.edit(CARD, "checked: 2021-04-01", "status: draft\nchecked: 2021-04-01")
    claims = site.load(drafts=True).site.claims
    assert [claim.versions for claim in claims if claim.draft] == [(), ()]


def test_a_card_that_cannot_be_read_as_a_whole_is_not_told_to_have_changed(recorded):
    """A quote that was not found is one mistake, and is told once."""
    recorded.edit(CARD, '    exact: "At least 46 boats were damaged."', '    exact: "At least 47 boats were damaged."')
    assert [one.code for one in recorded.load().problems] == ["quote-not-found"]


def test_a_broken_record_is_told_alone(recorded):
    recorded.edit(
        RECORD, "At least 46 boats were damaged in the storm.", "At least 47 boats were damaged in the storm."
    )
    assert recorded.problems() == [f"{RECORD} record-broken"]

# ruff: noqa: SIM300 - expected == actual is how tests read
"""Fact cards and events: from files to records."""

from __future__ import annotations

import pytest

BOATS = "content/claims/boats-damaged.yaml"
BRIDGE = "content/claims/bridge-closed.yaml"
EVENTS = "content/events.yaml"


def _claim(site, name):
    return next(claim for claim in site.load(drafts=True).site.claims if claim.id == name)


def test_a_cards_file_name_is_its_id(site):
    assert ["boats-damaged", "bridge-closed", "repair-cost"] == [
        claim.id for claim in site.load(drafts=True).site.claims
    ]


def test_a_card_may_lie_in_a_folder_of_its_own(site):
    site.write("content/claims/2021/another.yaml", site.read("content/claims/repair-cost.yaml"))
    assert ("another", []) == (_claim(site, "another").id, site.problems())


def test_a_card_is_read_with_its_quotes_figures_and_evidence(site):
    claim = _claim(site, "boats-damaged")
    assert (["toll", "q2"], [46, None], [None, 46], ["harbour-log"]) == (
        [quote.id for quote in claim.quotes],
        [figure.least for figure in claim.figures],
        [figure.value for figure in claim.figures],
        [item.reference for item in claim.evidence],
    )


def test_the_parts_of_a_figure_keep_their_names(site):
    assert (("fishing boats", 32), ("ferries", 11)) == _claim(site, "boats-damaged").figures[0].parts


def test_a_card_is_named_by_its_code_or_else_its_id(site):
    assert ["c01", "bridge-closed"] == [_claim(site, name).name for name in ("boats-damaged", "bridge-closed")]


def test_corrections_and_relations_are_read(site):
    claim = _claim(site, "boats-damaged")
    assert (["2021-04-02", "2021-04-03"], [("bridge-closed", "same-event")]) == (
        [correction.date.text for correction in claim.corrections],
        [(related.claim, related.kind) for related in claim.related],
    )


def test_two_cards_that_differ_only_in_a_comment_are_equal(site):
    before = _claim(site, "boats-damaged")
    site.edit(BOATS, "code: c01\n", "# the desk's short name\n\ncode: c01\n")
    assert before == _claim(site, "boats-damaged")


def test_a_card_cannot_be_changed_once_it_is_read(site):
    with pytest.raises(AttributeError):
        _claim(site, "boats-damaged").title = "Another"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("over: 46", []),
        ("least: 40\n    most: 46", ["figure-not-in-source"]),
        ("most: 46", []),
        ("value: 46\n    least: 46", ["figure-sense"]),
    ],
    ids=["over", "range", "most", "two-senses"],
)
def test_a_figure_has_a_number_of_one_sense(site, written, code):
    site.edit(BOATS, "    value: 46", f"    {written}")
    assert code == [problem.code for problem in site.load().problems]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("    value: 46", '    value: "4,6"', ["not-a-number"]),
        ("    evidence: harbour-log", "    evidence: Harbour Log", ["bad-id"]),
        ("    finding: The log lists 46 boats.\n", "", ["missing-key"]),
    ],
    ids=["number", "source", "finding"],
)
def test_a_slip_in_a_figure_or_its_evidence_is_told_once(site, old, new, codes):
    site.edit(BOATS, old, new)
    assert codes == [problem.code for problem in site.load().problems if problem.code != "no-such-note"]


def test_an_answer_in_our_own_words_needs_its_source(site):
    site.edit(BRIDGE, "    reference: relay\n", "")
    assert f"{BRIDGE}:29:11 response-source" in site.problems()


def test_an_answer_whose_text_is_wrong_is_told_once(site):
    site.edit(
        BRIDGE, "    text: The council repeated that the bridge was open.\n", "    text: The council # 3 said no.\n"
    )
    assert [f"{BRIDGE}:29:23 text-lost"] == site.problems()


def test_a_wrong_quote_is_not_told_again_by_all_that_points_to_it(site):
    site.edit(BOATS, "including 32 fishing boats and 11 ferries", "including 33 fishing boats and 11 ferries")
    assert [f"{BOATS}:15:12 quote-not-found"] == site.problems()


def test_every_problem_of_every_quote_is_told(site):
    site.edit(
        BRIDGE, 'The bridge at Orrin was closed on 3 March 2021"', 'The bridge at Orrin was closed on 4 March 2021"'
    )
    site.edit(BRIDGE, "It didn’t close for a minute", "It did close for a minute")
    assert [f"{BRIDGE}:11:12 quote-not-found", f"{BRIDGE}:18:12 quote-not-found"] == site.problems()


def test_events_are_read_in_the_order_of_the_file(site):
    events = site.load().site.events
    assert [("t01", "happened", 1), ("event-2", "said", 0)] == [(e.id, e.kind, len(e.quotes)) for e in events]


@pytest.mark.parametrize("compared", ["[toll, toll]", "[toll, q2, toll]"])
def test_a_quote_that_is_compared_with_itself_is_told_once_at_the_comparison(site, compared):
    site.edit(BOATS, "compare: [[toll, q2]]", f"compare: [{compared}]")
    assert [f"{BOATS}:22:11 list-short"] == [told for told in site.problems() if "list-short" in told]


def test_a_withdrawn_card_is_not_asked_for_evidence(site):
    bare = site.read(BRIDGE).partition("evidence:")[0]
    site.write(BRIDGE, bare + 'corrections:\n  - {date: 2021-04-03, note: "Made twice."}\nstatus: withdrawn\n')
    assert [] == [told for told in site.problems() if "no-evidence" in told]


def test_an_event_may_be_as_vague_as_its_source(site):
    assert ["day", "approximate"] == [event.date.kind for event in site.load().site.events]


def test_events_that_are_no_list_are_told(site):
    site.write(EVENTS, "title: The river rises\n")
    assert [f"{EVENTS}:1:1 wrong-kind"] == [told for told in site.problems() if EVENTS in told]


def test_a_quote_in_an_event_is_anchored_like_any_other(site):
    site.edit(EVENTS, "the river rose by 2,132 millimetres", "the river rose by 2,133 millimetres")
    assert [f"{EVENTS}:8:14 quote-not-found"] == site.problems()


def test_a_withdrawn_card_says_in_its_last_correction_when_and_why(site):
    site.write(BOATS, site.read(BOATS) + "status: withdrawn\n")
    claim = _claim(site, "boats-damaged")
    assert (True, "2021-04-03") == (claim.withdrawn, claim.withdrawal.date.text)
    assert (False, None) == ((other := _claim(site, "bridge-closed")).withdrawn, other.withdrawal)


def test_a_withdrawn_card_without_a_reason_is_told_where_its_status_stands(site):
    site.write(BRIDGE, site.read(BRIDGE) + "status: withdrawn\n")
    assert [f"{BRIDGE}:36:9 withdrawn-unexplained"] == site.problems()


def test_a_correction_that_is_lost_is_told_once_and_not_again_as_a_missing_reason(site):
    site.write(BRIDGE, site.read(BRIDGE) + "corrections:\n  - {date: 2021-04-10}\nstatus: withdrawn\n")
    assert [f"{BRIDGE}:37:5 missing-key"] == site.problems()


def test_quotes_to_compare_are_written_alone_or_with_a_note(site):
    assert [(("toll", "q2"), "")] == [(one.quotes, one.note) for one in _claim(site, "boats-damaged").compare]
    site.edit(
        BOATS, "compare: [[toll, q2]]", "compare:\n  - {quotes: [toll, q2], note: Both count 46.}\n  - [q2, toll]"
    )
    assert [(("toll", "q2"), "Both count 46."), (("q2", "toll"), "")] == [
        (one.quotes, one.note) for one in _claim(site, "boats-damaged").compare
    ]
    assert [] == site.problems()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("compare: [[toll]]", "list-short"),
        ("compare: [{quotes: [toll]}]", "list-short"),
        ("compare: [{note: Which ones?}]", "missing-key"),
        ("compare: [{quotes: [toll, q2], words: 3}]", "unknown-key"),
        ("compare: [toll, q2]", "wrong-kind"),
        ("compare: [{quotes: [toll, q3]}]", "no-such-quote"),
        ("compare: [{quotes: [toll, q2], note: 'See [^q9].'}]", "no-such-note"),
    ],
)
def test_a_comparison_that_is_written_wrongly_is_told(site, written, code):
    site.edit(BOATS, "compare: [[toll, q2]]", written)
    assert code in [problem.split()[-1] for problem in site.problems()]


@pytest.mark.parametrize(("written", "wanted"), [("", False), ("primary: true\n", True), ("primary: false\n", False)])
def test_an_article_says_whether_it_is_itself_the_source(site, written, wanted):
    site.edit("content/articles/first.yaml", "headline:", f"{written}headline:")
    assert [wanted] == [one.primary for one in site.load(drafts=True).site.articles if one.id == "first"]

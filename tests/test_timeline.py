"""The timeline: what stands on it, in which order, lane and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import article, claim, config, event, index, place, quote, when

from pincite.facts.timeline import timeline


def _timeline(*entries, claims=(), **more):
    return timeline(index(*claims, events=entries, **more))


def _ids(line):
    return [entry.id for entry in line.entries]


def _dated(*dates):
    return _timeline(*(event(f"t{n}", date) for n, date in enumerate(dates)))


def test_entries_stand_in_the_order_of_time():
    assert _ids(_dated("2021-03-09", "2021-03-01", "2021-03-04")) == ["t1", "t2", "t0"]


def test_of_two_dates_that_begin_alike_the_more_exact_one_stands_first():
    assert _ids(_dated("2021-03", "2021-03-01/2021-03-08", "2021-03-01")) == ["t2", "t1", "t0"]


def test_on_one_day_what_happened_stands_before_the_report_and_the_denial():
    line = _timeline(event("t1", kind="denied"), event("t2", kind="reported"), event("t3", kind="happened"))
    assert _ids(line) == ["t3", "t2", "t1"]


@pytest.mark.parametrize(
    ("kind", "lane"),
    [("happened", "happened"), ("reported", "reported"), ("said", "reported"), ("denied", "denied")],
)
def test_an_event_stands_in_the_lane_of_its_kind(kind, lane):
    assert _timeline(event(kind=kind)).entries[0].lane == lane


def test_a_dated_claim_that_no_event_speaks_for_stands_by_itself():
    entry = _timeline(claims=(claim("storm", happened="2021-03-03", title="The storm"),)).entries[0]
    assert (entry.id, entry.lane, entry.title, entry.claim_link) == ("claim-storm", "happened", "The storm", "storm")


def test_a_claim_that_an_event_speaks_for_does_not_stand_again():
    line = _timeline(event(claims=("storm",)), claims=(claim("storm", happened="2021-03-03"),))
    assert _ids(line) == ["t01"]
    assert [one.id for one in line.entries[0].claims] == ["storm"]


def test_a_claim_of_which_nobody_knows_when_it_happened_is_not_on_the_timeline():
    assert _ids(_timeline(claims=(claim("storm", claimed="2021-03-03"),))) == []


@pytest.mark.parametrize("date", ["2021-02-28", "2021-04-01", "2020", "2021-02", "2020-01/2021-02", "2021-04/.."])
def test_what_lies_outside_the_period_is_left_out(date):
    assert _ids(_timeline(claims=(claim("storm", happened=date),))) == []


@pytest.mark.parametrize("date", ["2021-03-01", "2021-03-31", "2021", "2021-02/2021-03", "2020/..", "../2021-03-01"])
def test_what_touches_the_period_stays(date):
    assert _ids(_timeline(claims=(claim("storm", happened=date),))) == ["claim-storm"]


def test_what_began_before_the_period_stands_in_its_first_month():
    line = _dated("2020-12/2021-03-05")
    assert [month.title for month in line.months] == ["March 2021"]


def test_months_and_days_gather_their_entries():
    period = config(period=when("2021-03/2021-04"))
    line = _timeline(
        event("t1", "2021-04-02"), event("t2", "2021-03-03"), event("t3", "2021-03-03"), event("t4", "2021-03-04"),
        config=period,
    )  # fmt: skip
    assert [(month.title, [[entry.id for entry in day.entries] for day in month.days]) for month in line.months] == [
        ("March 2021", [["t2", "t3"], ["t4"]]),
        ("April 2021", [["t1"]]),
    ]


def test_a_certain_and_an_uncertain_day_do_not_stand_together():
    line = _dated("2021-03-03", "2021-03-03?")
    assert [len(day.entries) for day in line.months[0].days] == [1, 1]


@pytest.mark.parametrize(
    ("date", "words", "note"),
    [
        ("2021-03-03", "3 March", ""),
        ("2021-03-03~", "about 3 March", "approximate"),
        ("2021-03-03?", "3 March", "uncertain"),
        ("2021-03-03%", "about 3 March", "approximate, uncertain"),
        ("2021-03", "March", "day not known"),
        ("2021-03-XX", "March", "day not known"),
        ("2021-03~", "about March", "day not known, approximate"),
        ("2021", "2021", "month not known"),
        ("2021-03-03/2021-03-05", "3 March to 5 March 2021", "range"),
        ("2021-03-03~/2021-03-05", "about 3 March to 5 March 2021", "range, approximate"),
        ("2021-03-03/..", "from 3 March 2021, end open", "open end"),
        ("../2021-03-03", "until 3 March 2021, start open", "open start"),
    ],
)
def test_a_day_is_said_in_words_with_what_is_not_exact_about_it(date, words, note):
    day = _dated(date).months[0].days[0]
    assert (day.words, day.note) == (words, note)


def test_open_spans_are_counted_apart():
    line = _dated("2021-03-03", "2021-03-03/2021-03-04", "2021-03-03/..")
    assert (line.dated, line.spans) == (2, 1)


def test_an_entry_has_its_places_passages_and_label():
    first = article()
    told = event(places=("orrin",), quotes=(quote(first, "Nobody"),), label="Quiet", dating="By the log.")
    entry = _timeline(told, articles=(first,), places=(place(),)).entries[0]
    assert [one.name for one in entry.places] == ["Orrin"]
    assert [(one.article, one.target) for one in entry.passages] == [("first", "p2")]
    assert (entry.label, entry.dating) == ("Quiet", "By the log.")


def test_an_event_leaves_out_claims_that_are_not_published():
    assert _timeline(event(claims=("storm",))).entries[0].claims == ()


def test_a_site_without_events_has_an_empty_timeline():
    line = _timeline()
    assert (line.months, line.entries, line.dated, line.spans) == ((), (), 0, 0)


_DATES = st.sampled_from(
    [
        *("2021-03-01", "2021-03-09", "2021-03-31", "2021-03", "2021", "2021-03-09~", "2021-03-09?"),
        *("../2021-03-09", "2021-03-09/..", "2020/2022"),
    ],
)


@given(st.lists(st.tuples(_DATES, st.sampled_from(["happened", "said", "denied"])), max_size=8))
def test_every_entry_stands_on_exactly_one_day_in_the_same_order(drawn):
    line = _timeline(*(event(f"t{n}", date, kind=kind) for n, (date, kind) in enumerate(drawn)))
    assert tuple(entry for month in line.months for day in month.days for entry in day.entries) == line.entries
    assert len(line.entries) == len(drawn)


def test_a_withdrawn_claim_stands_neither_on_the_timeline_nor_beside_an_event():
    gone, kept = claim("gone", happened="2021-03-03", withdrawn=True), claim("kept")
    line = _timeline(event("t01", claims=("gone", "kept")), claims=(gone, kept))
    assert [(entry.id, [one.id for one in entry.claims]) for entry in line.entries] == [("t01", ["kept"])]
    assert _timeline(claims=(gone,)).entries == ()

"""The upright picture of the timeline: lanes as columns, time from top to bottom, no taller than a page bears."""

from __future__ import annotations

from itertools import pairwise

from records import config, event, index, when

from pincite.facts.timeline import timeline
from pincite.facts.upright import upright

PERIOD = when("2021-03-01/2021-05-31")


def _upright(*events, period=PERIOD):
    return upright(timeline(index(events=events, config=config(period=period))))


def _marks(drawn):
    return {mark.id: mark for column in drawn.columns for mark in column.marks}


def _ends(mark):
    return [float(text) for part in mark.parts for text in (part.at, part.to or part.at)]


def _column(mark):
    return float(mark.x.removesuffix("%"))


def test_every_entry_has_one_mark_inside_the_picture():
    dates = ["2021-03-03", "2021-03-03~", "2021-03", "2021", "2021-03-03/2021-05-02", "../2021-04-04", "2021-04-04/.."]
    drawn = _upright(*(event(f"t{n}", date) for n, date in enumerate(dates)))
    marks = _marks(drawn)
    assert sorted(marks) == [f"t{n}" for n in range(len(dates))]
    assert all(0 <= _column(mark) <= 100 for mark in marks.values())
    assert all(0 <= end <= drawn.height for mark in marks.values() for end in _ends(mark))


def test_many_events_of_one_day_stay_inside_the_picture():
    marks = _marks(_upright(*(event(f"t{n}") for n in range(9))))
    assert [ident for ident, mark in marks.items() if not 0 <= _column(mark) <= 100] == []


def test_the_lanes_are_columns():
    drawn = _upright(event("t1", kind="happened"), event("t2", kind="said"), event("t3", kind="denied"))
    marks = _marks(drawn)
    assert _column(marks["t1"]) < _column(marks["t2"]) < _column(marks["t3"])
    assert [column.key for column in drawn.columns] == ["happened", "reported", "denied"]


def test_later_days_stand_further_down():
    marks = _marks(_upright(event("t1", "2021-03-03"), event("t2", "2021-03-09")))
    assert _ends(marks["t1"]) < _ends(marks["t2"])


def test_a_span_takes_room_and_a_day_takes_none():
    marks = _marks(_upright(event("t1", "2021-03-03"), event("t2", "2021-03-09/2021-03-12")))
    assert {ident: len(set(_ends(mark))) for ident, mark in marks.items()} == {"t1": 1, "t2": 2}


def test_bars_that_run_at_the_same_time_stand_side_by_side_and_later_ones_take_their_room():
    dates = ("2021-03-03/2021-04-09", "2021-03-05/2021-03-12", "2021-03-06/2021-03-20", "2021-03-20/2021-04-02")
    marks = _marks(_upright(*(event(f"t{n}", date) for n, date in enumerate(dates))))
    assert len({marks[ident].x for ident in ("t0", "t1", "t2")}) == 3
    assert marks["t3"].x == marks["t1"].x


def test_the_months_are_named():
    assert [words for words, _ in _upright().months] == ["Mar", "Apr", "May"]


def test_a_long_period_is_no_taller_than_a_page_bears_and_its_years_are_named():
    drawn = _upright(period=when("2001/2020"))
    assert drawn.height < 1200
    assert [words for words, _ in drawn.months][:3] == ["2001", "2002", "2003"]


def test_names_never_stand_upon_each_other_however_long_the_period():
    places = [float(y) for _, y in _upright(period=when("1000/2020")).months]
    assert min(later - earlier for earlier, later in pairwise(places)) >= 20


def test_a_period_to_the_end_of_time_can_be_drawn():
    assert _upright(period=when("9999-12/9999-12")).height > 0

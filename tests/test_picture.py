"""The picture of the timeline: nothing leaves it, and no label covers another."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from records import config, event, index, when
from rendering import repository

from pincite.facts.index import Index
from pincite.facts.picture import picture
from pincite.facts.timeline import timeline

PERIOD = when("2021-03-01/2021-05-31")
LETTER = 0.7  # per cent of the width that a letter takes in the narrowest picture
LINE = 12  # pixels that a line of words is high


def _timeline(*events, period=PERIOD):
    return timeline(index(events=events, config=config(period=period)))


def _picture(*events, period=PERIOD):
    return picture(_timeline(*events, period=period))


def _marks(drawn):
    return [mark for lane in drawn.lanes for mark in lane.marks]


def _labels_of(lane):
    return [mark.label for mark in lane.marks if mark.label]


def _places(mark):
    """Give every place of a mark along time, in per cent."""
    return [_percent(text) for part in mark.parts for text in (part.at, part.to or part.at)]


def _percent(text):
    return float(text.removesuffix("%"))


def _extent(label, factor=1):
    """Give where words begin and end; in a picture made broader, places move apart and words do not grow."""
    x, width = _percent(label.x) * factor, len(label.words) * LETTER
    return (x - width, x) if label.anchor == "end" else (x, x + width)


def _covered(lane):
    """List the pairs of labels of which one covers the other."""
    found = []
    for one, other in combinations(_labels_of(lane), 2):
        (low, high), (left, right) = _extent(one), _extent(other)
        if abs(one.y - other.y) < LINE and low < right and left < high:
            found.append((one.words, other.words))
    return found


def _day(day):
    return f"2021-{3 + day // 28:02}-{1 + day % 28:02}"


_days = st.integers(0, 83)
_dates = st.one_of(
    _days.map(_day),
    _days.map(lambda day: f"{_day(day)}~"),
    _days.map(lambda day: f"{_day(day)}?"),
    _days.map(lambda day: f"{_day(day)}/.."),
    _days.map(lambda day: f"../{_day(day)}"),
    st.tuples(_days, _days).map(lambda two: f"{_day(min(two))}/{_day(max(two))}"),
    st.sampled_from(["2021-03", "2021-04-XX", "2021-05~", "2021", "2020-12/2021-03-04"]),
)
_kinds = st.sampled_from(["happened", "reported", "denied", "said"])
_labels = st.integers(0, 26).map(lambda length: "m" * length)
_events = st.lists(st.tuples(_dates, _kinds, _labels), max_size=25).map(
    lambda drawn: [event(f"t{n}", date, kind=kind, label=label) for n, (date, kind, label) in enumerate(drawn)],
)


def test_no_label_of_the_repositorys_own_timeline_covers_another():
    site = repository().site
    drawn = picture(timeline(Index(site)))
    assert [pair for lane in drawn.lanes for pair in _covered(lane)] == []


def test_no_label_of_the_repositorys_own_timeline_leaves_the_picture():
    site = repository().site
    drawn = picture(timeline(Index(site)))
    outside = [
        one.words
        for lane in drawn.lanes
        for one in _labels_of(lane)
        if not 0 <= min(_extent(one)) < max(_extent(one)) <= 100
    ]
    assert outside == []


@given(_events)
def test_no_label_covers_another_whatever_the_events(events):
    assert [pair for lane in _picture(*events).lanes for pair in _covered(lane)] == []


@given(_events)
def test_every_entry_has_one_mark_inside_the_picture(events):
    drawn = _picture(*events)
    marks = _marks(drawn)
    assert sorted(mark.id for mark in marks) == sorted(one.id for one in events)
    assert all(0 <= place <= 100 for mark in marks for place in _places(mark))
    assert all(lane.y <= mark.y <= lane.y + lane.height for lane in drawn.lanes for mark in lane.marks)


@given(_events)
def test_labels_stand_inside_their_lane(events):
    drawn = _picture(*events)
    assert all(lane.y < label.y < lane.y + lane.height for lane in drawn.lanes for label in _labels_of(lane))


@given(_events)
def test_lanes_stand_below_one_another_inside_the_picture(events):
    drawn = _picture(*events)
    ends = [0.0, *(end for lane in drawn.lanes for end in (lane.y, lane.y + lane.height)), drawn.height]
    assert ends == sorted(ends)


def test_a_label_of_a_span_late_in_the_period_stays_inside_the_picture():
    drawn = _picture(event(date="2021-05-28/..", label="Open denial of it all"))
    assert [max(_extent(label)) <= 100 for lane in drawn.lanes for label in _labels_of(lane)] == [True]


def test_the_three_lanes_are_always_there():
    assert [lane.title for lane in _picture().lanes] == ["Happened", "Reported or said", "Denied or answered"]


def test_a_denial_is_marked_as_one():
    marks = _marks(_picture(event("t1", kind="denied"), event("t2", kind="said")))
    assert {mark.id: mark.denied for mark in marks} == {"t1": True, "t2": False}


def test_later_days_stand_further_right():
    marks = _marks(_picture(*(event(f"t{n}", _day(n)) for n in range(0, 80, 20))))
    assert [mark.id for mark in sorted(marks, key=lambda mark: min(_places(mark)))] == ["t0", "t20", "t40", "t60"]


def test_the_first_day_stands_left_of_the_last_by_nearly_the_whole_width():
    marks = {
        mark.id: min(_places(mark)) for mark in _marks(_picture(event("a", "2021-03-01"), event("b", "2021-05-31")))
    }
    assert marks["a"] < 5
    assert marks["b"] > 95


def test_days_of_one_lane_that_fall_together_are_stacked():
    marks = _marks(_picture(event("t1"), event("t2")))
    assert _places(marks[0]) == _places(marks[1])
    assert marks[0].y != marks[1].y


def test_spans_that_overlap_have_rows_of_their_own():
    marks = _marks(_picture(event("t1", "2021-03-03/2021-03-09"), event("t2", "2021-03-05/2021-03-12")))
    assert marks[0].y != marks[1].y


def test_a_label_is_led_to_its_mark():
    (lane, *_) = _picture(event(label="The river")).lanes
    (label,) = _labels_of(lane)
    assert label.y < label.lead_from <= lane.marks[0].y


def test_an_event_without_a_label_carries_no_words():
    assert [label for lane in _picture(event()).lanes for label in _labels_of(lane)] == []


def test_every_month_of_the_period_has_its_line():
    ticks = _picture().ticks
    assert [words for _, words, strong in ticks if strong] == ["March", "April", "May"]
    assert all(0 <= _percent(at) <= 100 for at, _, _ in ticks)


def test_a_period_of_one_day_can_be_drawn():
    assert len(_marks(_picture(event(), period=when("2021-03-03/2021-03-03")))) == 1


def test_a_period_to_the_end_of_time_can_be_drawn():
    assert _picture(period=when("9999-12/9999-12")).ticks != ()


@given(_events, st.floats(1, 40))
def test_no_label_covers_another_when_the_picture_is_made_broader(events, factor):
    covered = []
    for lane in _picture(*events).lanes:
        for one, other in combinations(_labels_of(lane), 2):
            (low, high), (left, right) = _extent(one, factor), _extent(other, factor)
            if abs(one.y - other.y) < LINE and low < right and left < high:
                covered.append((one.words, other.words))
    assert covered == []


def test_the_label_of_a_bar_may_move_along_it_and_that_of_a_dot_may_not():
    happened = _picture(
        event("t1", "2021-03-03/2021-04-03", label="Flood"), event("t2", "2021-05-03", label="Storm")
    ).lanes[0]
    assert {label.words: bool(label.to) for label in _labels_of(happened)} == {"Flood": True, "Storm, 3 May": False}


def test_what_runs_on_beyond_the_period_goes_to_the_edge_of_the_picture():
    (mark,) = _marks(_picture(event(date="2020-12/2021-04-01")))
    assert min(_places(mark)) == 0


def test_the_months_of_the_period_can_be_chosen():
    assert _picture().months == (("2021-03", "March 2021"), ("2021-04", "April 2021"), ("2021-05", "May 2021"))


def test_the_months_of_a_very_long_period_cannot_be_chosen_and_its_years_are_marked():
    drawn = _picture(period=when("1900/2020"))
    assert drawn.months == ()
    assert 20 < len(drawn.ticks) <= 61


def test_marks_stand_in_the_order_of_time():
    lane = _picture(event("t1", "2021-03-20"), event("t2", "2021-03-01/2021-05-01"), event("t3", "2021-03-10")).lanes[0]
    assert [mark.id for mark in lane.marks] == ["t2", "t3", "t1"]

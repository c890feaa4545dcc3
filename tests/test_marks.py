"""How dates are drawn: no two kinds alike, every end as exact as it is known, nothing past the period."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import when

from pincite.facts.marks import KEY, Axis, extent, is_bar, kinds, parts, sign

PERIOD = when("2021-03-01/2021-03-31")
AXIS = Axis(PERIOD.first, PERIOD.last, 1, 31, (0, 32))
ALL = [
    *("2021-03-03", "2021-03-03~", "2021-03-03?", "2021-03-03%", "2021-03", "2021-03~", "2021-03?", "2021-03%"),
    *("2021", "2021~", "2021-03-03/2021-03-09", "2021-03-03~/2021-03-09", "2021-03-03/2021-03-09?"),
    *(
        "2021-03-03/..",
        "2021-03-03~/..",
        "../2021-03-09",
        "../2021-03-09?",
        "2021-03/2021-04-09",
        "../2021-03",
        "2021/..",
    ),
]


def _drawn(date):
    """Give kind and place of each part, where day n of the month stands at n."""
    return [(kind, float(at), float(to) if to else None) for kind, at, to in parts(when(date), AXIS)]


@pytest.mark.parametrize(
    ("date", "drawn"),
    [
        ("2021-03-03", [("day", 3, None)]),
        ("2021-03-03~", [("about", 3, None)]),
        ("2021-03-03?", [("maybe", 3, None)]),
        ("2021-03-03%", [("both", 3, None)]),
        ("2021-03", [("ticks", 1, 31)]),
        ("2021-03~", [("ticks", 1, 31), ("about", 16, None)]),
        ("2021", [("sparse", 0, 32)]),
        ("2021-03-03/2021-03-09", [("range", 3, 9), ("end", 3, None), ("end", 9, None)]),
        ("2021-03-03~/2021-03-09", [("range", 3, 9), ("about", 3, None), ("end", 9, None)]),
        ("2021-03-03/2021-03-09?", [("range", 3, 9), ("end", 3, None), ("maybe", 9, None)]),
        ("2021-03-03/..", [("span", 3, 31), ("day", 3, None), ("arrow", 31, None)]),
        ("2021-03-03~/..", [("span", 3, 31), ("about", 3, None), ("arrow", 31, None)]),
        ("../2021-03-09", [("span", 1, 9), ("back", 1, None), ("day", 9, None)]),
        ("../2021-03-09?", [("span", 1, 9), ("back", 1, None), ("maybe", 9, None)]),
    ],
)
def test_each_kind_of_date_is_drawn_as_what_it_says(date, drawn):
    assert _drawn(date) == drawn


def test_the_part_of_an_interval_in_which_its_end_falls_is_ticked():
    april = Axis(PERIOD.first, when("2021-04-30").last, 1, 61, (0, 62))
    assert [tuple(part) for part in parts(when("2021-03-10/2021-04"), april)] == [
        ("ticks", "32", "61"),
        ("range", "10", "32"),
        ("end", "10", ""),
    ]


@pytest.mark.parametrize("date", ["2021-02-20/2021-03-09", "2021-02/2021-03-09"])
def test_an_end_beyond_the_period_is_not_drawn_and_the_line_runs_to_the_edge(date):
    drawn = _drawn(date)
    assert min(at for _, at, _ in drawn) == 0
    assert [kind for kind, at, to in drawn if to is None and at < 9] == []


def test_no_two_kinds_of_date_have_the_same_sign():
    assert [(one, other) for one, other in combinations(ALL, 2) if sign(when(one)) == sign(when(other))] == []


@pytest.mark.parametrize("date", ALL)
def test_a_sign_stays_inside_its_frame(date):
    reach = {"day": 4.6, "about": 5.5, "maybe": 6.5, "both": 6.5}
    for part in sign(when(date)):
        for at in filter(None, (part.at, part.to)):
            assert reach.get(part.kind, 0) - 3 <= float(at) <= 33 - reach.get(part.kind, 0)


_dates = st.sampled_from([*ALL, "2020/2022", "2020-12/2021-03-04", "2021-03-28/2022", "../2023"])


@given(_dates)
def test_a_mark_never_leaves_the_picture_and_says_where_it_ends(date):
    drawn = _drawn(date)
    places = [place for _, at, to in drawn for place in (at, to) if place is not None]
    assert (min(places), max(places)) == extent(when(date), AXIS)
    assert all(0 <= place <= 32 for place in places)


@given(_dates)
def test_every_kind_that_a_mark_needs_is_in_the_key(date):
    assert kinds(when(date), PERIOD) <= set(KEY)
    assert kinds(when(date), PERIOD) != set()


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2021-03-03", {"day"}),
        ("2021-03-03%", {"both"}),
        ("2021-03~", {"month", "about"}),
        ("2021", {"year", "cut"}),
        ("2021-03-03/2021-03-09?", {"range", "maybe"}),
        ("2021-03-03~/..", {"arrow", "about"}),
        ("../2021-03-09", {"back"}),
        ("2020-12-03/2021-03", {"range", "month", "cut"}),
    ],
)
def test_the_key_explains_what_a_mark_is_made_of(date, found):
    assert kinds(when(date), PERIOD) == found


def test_a_day_of_denial_has_a_line_of_its_own_in_the_key():
    assert kinds(when("2021-03-03"), PERIOD, denied=True) == {"denied"}


@pytest.mark.parametrize(("date", "bar"), [("2021-03-03?", False), ("2021-03?", True), ("2021-03-03/..", True)])
def test_only_a_day_takes_no_room_along_time(date, bar):
    assert is_bar(when(date)) is bar

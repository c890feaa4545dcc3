"""The timeline: what stands on it, in which order, lane and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import claim, config, event, index, place, topic, when
from rendering import base, made, soups

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


def test_a_dated_claim_that_no_event_speaks_for_stands_by_itself():
    entry = _timeline(claims=(claim("storm", happened="2021-03-03", title="The storm"),)).entries[0]
    assert (entry.id, entry.lane, entry.title, entry.claim_link) == ("claim-storm", "happened", "The storm", "storm")


def test_a_claim_that_an_event_speaks_for_does_not_stand_again():
    line = _timeline(event(claims=("storm",)), claims=(claim("storm", happened="2021-03-03"),))
    assert _ids(line) == ["t01"]
    assert [one.claim.id for one in line.entries[0].claims] == ["storm"]


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
        ("2021-03-03%/2021-03-05", "about 3 March (uncertain) to 5 March 2021", "range, approximate, uncertain"),
    ],
)
def test_a_day_is_said_in_words_with_what_is_not_exact_about_it(date, words, note):
    day = _dated(date).months[0].days[0]
    assert (day.words, day.note) == (words, note)


def test_open_spans_are_counted_apart():
    line = _dated("2021-03-03", "2021-03-03/2021-03-04", "2021-03-03/..")
    assert (line.dated, line.spans) == (2, 1)


@pytest.mark.parametrize("date", ["2021-02-28", "2021-04-01", "2020", "2021-04/.."])
def test_what_lies_outside_the_period_is_named_apart(date):
    line = _timeline(event("t1", date), event("t2", "2021-03-03"))
    assert [one.id for one in line.outside] == ["t1"]


def test_a_timeline_can_be_filtered_by_what_its_entries_have_and_by_nothing_else():
    places = (place("orrin", within="coast"), place("coast"), place("moor"))
    storm = claim("storm", topics=("damage",), rating="poor")
    line = _timeline(
        event("t1", places=("orrin",), claims=("storm",)), event("t2", kind="denied", places=("coast",)),
        claims=(storm,), places=places, topics=(topic(), topic("other")),
    )  # fmt: skip
    assert [[(one.id, one.name, one.count) for one in some] for some in _choices(line.sieve)] == [
        [("happened", "Happened", 1), ("denied", "Denied or answered", 1)],
        [("coast", "Coast", 2), ("orrin", "Orrin", 1)],
        [("damage", "Damage", 1)],
        [("poor", "Poor", 1)],
    ]


def _choices(sieve):
    return (sieve.lanes, sieve.places, sieve.topics, sieve.ratings)


def test_a_picture_of_few_events_has_all_of_them():
    assert len(_timeline(*(event(f"t{n}") for n in range(400))).drawn) == 400


def test_a_picture_of_too_many_has_some_of_every_day_and_the_labelled_ones_first():
    events = [event(f"t{n}", f"2021-03-{1 + n % 31:02}", label="Flood" * (n == 599)) for n in range(600)]
    line = _timeline(*events)
    assert len(line.entries) == 600
    assert len(line.drawn) == 31 * 5
    assert len({one.when.text for one in line.drawn}) == 31
    assert "t599" in {one.id for one in line.drawn}
    assert list(line.drawn) == sorted(line.drawn, key=lambda one: (one.when.sort_key, one.id))


def test_a_picture_of_too_many_does_not_write_a_label_by_each():
    events = [event(f"t{n}", f"2021-03-{1 + n % 31:02}", label="Flood") for n in range(600)]
    assert sum(bool(one.label) for one in _timeline(*events).drawn) == 30


def test_the_key_has_the_kinds_of_dates_that_are_drawn():
    assert _dated("2021-03-03", "2021-03~").kinds == {"day", "month", "about"}


def test_a_site_without_events_has_an_empty_timeline():
    line = _timeline()
    assert (line.months, line.entries, line.outside, line.dated, line.spans) == ((), (), (), 0, 0)


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


# On the page ---------------------------------------------------------------------------------------------------------

DATES = ("2021-03-03", "2021-03~", "2021-03-04%", "2021-03-05/2021-03-09?", "2021-03-05/..", "../2021-03-09", "2021")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Give the timeline of the base site with an event of each kind of date, and a card of long ago."""
    root = base(tmp_path_factory.mktemp("timeline"))
    events = "".join(
        f"- {{title: Event {n}, date: '{date}', id: e{n}, dating: Found in log {n}.}}\n" for n, date in enumerate(DATES)
    )
    (root / "content/events.yaml").write_text(events, "utf-8")
    card = next(path for path in sorted((root / "content/claims").glob("*.yaml")))
    kept = [line for line in card.read_text("utf-8").splitlines() if not line.startswith("happened:")]
    card.write_text("\n".join([*kept, "happened: 1999", ""]), "utf-8")
    return soups(made(root).files)["timeline.html"]


def _words(tag):
    """Give the words of an element, without those inside of its small sign."""
    return " ".join("".join(text for text in tag.find_all(string=True) if not text.find_parent("svg")).split())


def test_the_list_is_ordered_and_every_date_in_it_is_a_time(page):
    days = page.select(".days ol > li.day")
    assert [[one["datetime"] for one in day.select(".when time")] for day in days] == [
        ["2021-03-09"],
        ["2021"],
        ["2021-03"],
        ["2021-03-03"],
        ["2021-03-04"],
        ["2021-03-05", "2021-03-09"],
        ["2021-03-05"],
    ]


def test_the_list_says_of_each_date_what_is_not_exact_and_how_it_was_found(page):
    said = [_words(day.select_one(".when")) for day in page.select(".day")]
    assert said == [
        "until 9 March 2021, start open open start",
        "2021 month not known",
        "about March day not known, approximate",
        "3 March",
        "about 4 March approximate, uncertain",
        "5 March to 9 March 2021 (uncertain) range, uncertain",
        "from 5 March 2021, end open open end",
    ]
    found = [_words(event.select_one(".meta")) for event in page.select(".event[id^=e]")]
    assert sorted(found) == [f"How the date is known: Found in log {n}." for n in range(len(DATES))]


def test_every_kind_of_date_in_the_picture_is_explained(page):
    assert [_words(one) for one in page.select(".keys li")] == [
        "a day",
        "from one day to another",
        "a month, day not known",
        "a year, month not known",
        "approximate: about that day",
        "uncertain",
        "approximate and uncertain",
        "open end",
        "open start",
        "runs on beyond the period",
    ]


def test_what_is_left_out_is_counted_and_named(page):
    part = page.select_one("[aria-labelledby=outside]")
    assert "one event is left out" in part.get_text()
    assert part.select_one("li time")["datetime"] == "1999"
    assert part.select_one("li a")["href"].startswith("claims/")


def test_without_a_script_nothing_is_offered_that_needs_one(page):
    shown = [one for one in page.select("main :is(button, select, input)") if not one.find_parent(hidden=True)]
    assert shown == []

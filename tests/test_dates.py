# ruff: noqa: SIM300 - expected == actual is how tests read
"""EDTF dates: what is read, what is refused with which remedy, and how dates are ordered and said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pincite.dates import DateError, day, parse
from pincite.language import ENGLISH

DATES = st.one_of(
    st.text(max_size=30), st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/(\.\.|[0-9-]{4,10}))?", fullmatch=True)
)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2015-10-15", "day", "2015-10-15", "2015-10-15"),
        ("2015-10", "month", "2015-10-01", "2015-10-31"),
        ("2015", "year", "2015-01-01", "2015-12-31"),
        ("2016-02", "month", "2016-02-01", "2016-02-29"),
        ("2015-09-30/2015-11-29", "range", "2015-09-30", "2015-11-29"),
        ("2015-09-30/2015-12", "range", "2015-09-30", "2015-12-31"),
        ("2015-12?", "uncertain", "2015-12-01", "2015-12-31"),
        ("2015-10~", "approximate", "2015-10-01", "2015-10-31"),
        ("2015-10%", "uncertain", "2015-10-01", "2015-10-31"),
        ("2015-10-XX", "month", "2015-10-01", "2015-10-31"),
        ("2015-XX-XX", "year", "2015-01-01", "2015-12-31"),
        ("2015-12/..", "open", "2015-12-01", "9999-12-31"),
        ("../2015-12", "open", "0001-01-01", "2015-12-31"),
    ],
)
def test_a_date_of_level_0_or_1_is_read_with_the_days_it_may_mean(text, kind, first, last):
    when = parse(text)
    assert (kind, first, last) == (when.kind, when.first.isoformat(), when.last.isoformat())


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2015-11-31", "it has 30 days; write the right one"),
        ("2015-02-29", "it has 28 days; write the right one"),
        ("2015-13", "months run from 01 to 12, and the month comes before the day"),
        ("0000", "write a year from 0001 on"),
        ("15/10/2015", "write 2015-10-15"),
        ("1.2.2015", "write the year first: 2015-02-01 or 2015-01-02"),
        ("2015-10-15T10:00", "write the day alone: 2015-10-15"),
        ("15 October 2015", "write 2015-10-15"),
        ("Oct. 15, 2015", "write 2015-10-15"),
        ("October 2015", "write 2015-10"),
        ("2015-11-29/2015-09-30", "write 2015-09-30/2015-11-29"),
        ("2015-12/", "write .. for an end that is open: 2015-12/.."),
        ("/2015-12", "write .. for an end that is open: ../2015-12"),
        ("../..", "give at least one of them a date"),
        ("2015/2016/2017", "write START/END, as in 2015-09-30/2015-11-29"),
        ("2015-XX-15", "write 2015 or 2015-XX"),
        ("2015\u201310\u201315", "write 2015-10-15"),
        ("2015/10/5", "write 2015-10-05"),
        ("2015.10.05", "write 2015-10-05"),
        ("\u0662\u0660\u0661\u0665-\u0661\u0660", "write 2015-10"),
        ("2015-09-30 \u2013 2015-11-29", "write 2015-09-30/2015-11-29"),
        ("2015-09-30 / 2015-11", "write 2015-09-30/2015-11"),
        (
            "2015-15-10",
            "months run from 01 to 12, and the month comes before the day; write 2015-10-15, if that is meant",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(text, remedy):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert remedy == refused.value.remedy


@pytest.mark.parametrize("text", ["", "yesterday", "2015-1-1", "15", "2015-10-15/", "2015 ", "/2015", "2015-10-15 z"])
def test_a_text_that_is_no_date_is_never_guessed(text):
    if text.strip() == "2015":
        assert "2015" == parse(text).text
    else:
        with pytest.raises(DateError):
            parse(text)


@pytest.mark.parametrize(
    "text", ["\uff12\uff10\uff11\uff15", "\u0662\u0660\u0661\u0665-\u0661\u0660"], ids=["wide", "arabic"]
)
def test_digits_of_other_scripts_are_no_edtf(text):
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize("text", ["12.15.2015", "45/13/2015", "30 February 2015", "31.2.2015", "99 May 2015"])
def test_a_remedy_never_names_a_day_that_does_not_exist(text):
    with pytest.raises(DateError) as refused:
        parse(text)
    named = [word.strip(":") for word in refused.value.remedy.split() if word[:4] == "2015"]
    assert named == [word for word in named if parse(word)]


@given(DATES)
@example("\u00b2015")
@example("٢/٢/٢٠١٥")
@example("9999-12-31/..")
def test_any_text_is_read_or_refused_with_a_date_error(text):
    try:
        when = parse(text)
    except DateError as error:
        told = bool(error.remedy)
    else:
        told = when.first <= when.last
    assert told


@given(st.dates())
def test_every_day_of_the_calendar_reads_back_as_itself(day):
    assert (day, day, day.isoformat()) == (
        parse(day.isoformat()).first,
        parse(day.isoformat()).last,
        parse(day.isoformat()).start.machine,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015-10-15", "15 October 2015"),
        ("2015-12", "December 2015"),
        ("2015", "2015"),
        ("2015-12-19~", "about 19 December 2015"),
        ("2015-12?", "December 2015 (uncertain)"),
        ("2015-12%", "about December 2015 (uncertain)"),
        ("2015-10-XX", "October 2015, day not known"),
        ("2015-XX", "2015, month not known"),
        ("2015-09-30/2015-11-29", "30 September to 29 November 2015"),
        ("2015-12-30/2016-01-02", "30 December 2015 to 2 January 2016"),
        ("2014/2015", "2014 to 2015"),
        ("2015-12/..", "from December 2015, end open"),
        ("../2015-12", "until December 2015, start open"),
    ],
)
def test_a_date_is_said_as_a_reader_would(text, said):
    assert said == ENGLISH.say(parse(text))


@pytest.mark.parametrize(
    ("text", "machine"), [("2015-12~", "2015-12"), ("2015-XX", "2015"), ("2015-10-15?", "2015-10-15")]
)
def test_the_machine_form_has_no_qualifier_and_nothing_unknown(text, machine):
    assert machine == parse(text).start.machine


def test_dates_are_ordered_by_their_earliest_day_and_the_more_exact_first():
    texts = ["2015-10", "2015-10-01", "2015", "2015-09-30/2015-11-29", "2015-10-02"]
    assert ["2015", "2015-09-30/2015-11-29", "2015-10-01", "2015-10", "2015-10-02"] == sorted(
        texts, key=lambda text: parse(text).sort_key
    )


def test_a_date_never_becomes_more_exact_than_it_was_written():
    assert "2015-10" == parse("2015-10").start.machine


def test_the_day_of_the_week_is_named_in_english():
    assert "Sunday" == ENGLISH.weekday(dt.date(2015, 11, 29))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2015-12-23", "2015-12-23"),
        ("2015-12-23?", ""),
        ("2015-12-23~", ""),
        ("2015-12-XX", ""),
        ("2015-12", ""),
        ("2015", ""),
        ("2015-12-01/2015-12-23", ""),
        ("2015-12-23/..", ""),
    ],
)
def test_only_a_certain_whole_day_is_a_date(text, told):
    assert day(parse(text)) == told

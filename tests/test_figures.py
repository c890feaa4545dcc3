"""Who says how many: what stands in one table, in which order, and where on the track."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import article, claim, figure, index, passage_of, place, quote, reference

from pincite.facts.figures import forms, tables
from pincite.facts.passages import passage

PLACES = (place("orrin"), place("coast"))
REFERENCES = (reference("log"), reference("wire"))


def _tables(*figures, passages=None):
    held = claim("storm", figures=figures)
    return tables(held, passages or {}, index(held, places=PLACES, references=REFERENCES))


def _percent(text):
    return float(text.removesuffix("%"))


def test_statements_of_one_measure_place_and_period_stand_in_one_table():
    found = _tables(
        figure("boats", value=3, where="orrin", period="2021-03-03"),
        figure("boats", least=2, where="orrin", period="2021-03-03"),
    )
    assert [len(table.rows) for table in found] == [2]


def test_a_capital_letter_makes_no_other_measure():
    assert len(_tables(figure("Boats", value=3), figure("boats", value=4))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "ferries", "where": "orrin", "period": "2021-03-03"},
        {"measure": "boats", "where": "coast", "period": "2021-03-03"},
        {"measure": "boats", "where": "orrin", "period": "2021-03"},
        {"measure": "boats", "where": "orrin"},
        {"measure": "boats", "period": "2021-03-03"},
    ],
)
def test_counts_of_different_things_never_share_a_table(other):
    found = _tables(figure("boats", value=3, where="orrin", period="2021-03-03"), figure(value=4, **other))
    assert [[row.number for row in table.rows] for table in found] == [["3"], ["4"]]


def test_tables_stand_in_the_order_in_which_the_card_first_names_them():
    found = _tables(figure("b", value=1), figure("a", value=1), figure("b", value=2))
    assert [table.measure for table in found] == ["b", "a"]


def test_a_single_statement_is_not_plotted():
    assert [table.plotted for table in _tables(figure("a", value=1), figure("b", value=1), figure("b", value=2))] == [
        False,
        True,
    ]


def test_outside_statements_stand_by_date_then_undated_ones_then_what_the_articles_print():
    found = _tables(
        figure(value=1, quote="q1"),
        figure(value=2, evidence="log"),
        figure(value=3, evidence="log", dated="2021-03-09"),
        figure(value=4, evidence="wire", dated="2021-03-04"),
        passages={"q1": passage_of("One boat sank")},
    )
    assert [row.number for row in found[0].rows] == ["4", "3", "2", "1"]


def test_statements_of_one_day_keep_the_order_of_the_card():
    found = _tables(*(figure(value=number, dated="2021-03-04") for number in (9, 3, 5)))
    assert [row.number for row in found[0].rows] == ["9", "3", "5"]


def test_what_else_a_number_counts_is_said_with_the_measure():
    assert _tables(figure("killed", value=3, also="missing"))[0].rows[0].words == "killed, or missing"


@pytest.mark.parametrize(
    ("given_as", "shape", "is_open"),
    [
        ({"value": 3}, "dot", False),
        ({"least": 3}, "dot", True),
        ({"over": 3}, "ring", True),
        ({"value": 3, "also": "missing"}, "soft", False),
        ({"value": 3, "quote": "q1"}, "square", False),
        ({"over": 3, "quote": "q1"}, "square open", True),
        ({"value": 3, "also": "missing", "quote": "q1"}, "square soft", False),
    ],
)
def test_a_statement_has_the_shape_of_its_sense(given_as, shape, is_open):
    row = _tables(figure(**given_as), passages={"q1": passage_of("Three boats sank")})[0].rows[0]
    assert (row.shape, row.bar is not None) == (shape, is_open)


def test_at_least_is_open_to_the_end_of_the_track_and_a_range_ends():
    found = _tables(figure(least=10), figure(least=10, most=20))[0].rows
    assert found[0].bar == (found[0].at, "100%")
    assert _percent(found[0].at) == _percent(found[1].bar[0]) < _percent(found[1].bar[1]) < 100


def test_at_most_is_not_drawn_as_if_it_were_exactly():
    exactly, at_most = _tables(figure(value=10), figure(most=10))[0].rows
    assert (at_most.bar, exactly.bar) == (("0%", at_most.at), None)


def test_the_track_begins_at_nought_and_ends_behind_the_greatest_number():
    ticks = _tables(figure(value=46), figure(value=12))[0].ticks
    assert (ticks[0].number, ticks[0].at) == (0, "0%")
    assert ticks[-1].number > 46
    assert ticks[-1].at == "100%"


def test_a_range_is_drawn_from_one_end_to_the_other():
    row = _tables(figure(least=10, most=20), figure(value=1))[0].rows[0]
    assert row.bar == (row.at, row.end)
    assert _percent(row.at) < _percent(row.end)


def test_only_a_range_has_a_second_end():
    rows = _tables(figure(value=1), figure(least=1), figure(most=1), figure(over=1))[0].rows
    assert [row.end for row in rows] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("others", "alone"),
    [
        ([], "measure"),
        ([{"where": "coast", "period": "2021-03-03"}], "place"),
        ([{"where": "orrin", "period": "2021-03-04"}], "days"),
        ([{"where": "orrin", "period": "2021-03-04"}, {"where": "coast", "period": "2021-03-03"}], "days"),
    ],
)
def test_a_statement_that_is_not_plotted_says_why(others, alone):
    found = _tables(figure(value=3, where="orrin", period="2021-03-03"), *(figure(value=4, **one) for one in others))
    assert found[0].alone == alone


def test_a_count_without_days_is_set_beside_nothing_and_says_so():
    found = _tables(figure(value=3, where="orrin"), figure(value=4, where="orrin"))
    assert [(len(table.rows), table.alone) for table in found] == [(1, "undated"), (1, "undated")]


def test_statements_without_place_and_days_are_plotted_by_their_measure():
    found = _tables(figure(value=3), figure(value=4), figure(value=4, period="2021-03"))
    assert [(len(table.rows), table.alone) for table in found] == [(2, ""), (1, "days")]


def test_one_undated_statement_among_dated_ones_is_not_said_to_be_of_other_days():
    found = _tables(figure(value=3), figure(value=4, period="2021-03"))
    assert [table.alone for table in found] == ["undated", "days"]


def test_the_key_explains_what_is_drawn_and_nothing_else():
    drawn = (figure(value=1), figure(least=2), figure(value=2, quote="q1"), figure("b", over=1))
    assert forms(_tables(*drawn, passages={"q1": passage_of("Two boats sank")})) == ("exact", "least", "article")


def test_every_sense_has_its_form():
    drawn = _tables(
        *(figure(**one) for one in ({"most": 1}, {"over": 1}, {"least": 1, "most": 2}, {"value": 1, "also": "missing"}))
    )
    assert forms(drawn) == ("over", "most", "range", "more")


def test_parts_that_add_up_are_told_and_others_are_not():
    rows = _tables(
        figure(value=9, parts=(("a", 4), ("b", 5))),
        figure(value=9, parts=(("a", 4),)),
        figure(least=9, parts=(("a", 4), ("b", 5))),
        figure(value=0),
    )[0].rows
    assert [row.whole for row in rows] == [True, False, False, False]


@pytest.mark.parametrize(
    ("given_as", "rest"),
    [
        ({"value": 46}, "3"),
        ({"least": 46}, "at least 3"),
        ({"over": 46}, "more than 3"),
        ({"least": 46, "most": 50}, "3 to 7"),
        ({"value": 43}, ""),
        ({"least": 40}, ""),
    ],
)
def test_what_exclusive_parts_leave_over_is_told_in_the_sense_of_the_whole(given_as, rest):
    parts = (("children", 32), ("women", 11))
    told = _tables(figure(parts=parts, exclusive=True, **given_as), figure(parts=parts, **given_as))[0].rows
    assert [row.rest for row in told] == [rest, ""]


def test_a_statement_names_who_counted_and_through_whom():
    found = _tables(
        figure(value=1, by="ada", evidence="log"), figure(value=2, evidence="log"), figure(value=3, by="ada")
    )
    assert [row.who for row in found[0].rows] == ["Ada, via Publisher of log", "Publisher of log", "Ada"]


def test_one_who_publishes_its_own_count_is_named_once():
    held = claim("storm", figures=(figure(value=1, by="ada", evidence="log"),))
    for publisher in ("Ada", "Ada (archive)"):
        own = index(held, references=(reference("log", publisher=publisher),))
        assert tables(held, {}, own)[0].rows[0].who == publisher


def test_a_statement_in_an_article_is_named_by_who_counted_and_the_article_and_carries_its_passage():
    first = article()
    found = quote(first, "At least 46 boats")
    held = claim("storm", found, figures=(figure(least=46, quote="q1", by="ada"),))
    known = index(held, articles=(first,))
    row = tables(held, {"q1": passage(found, "storm", known)}, known)[0].rows[0]
    assert (row.who, row.passage.target) == ("Ada, via Article first", "storm-q1")


def test_the_title_of_a_table_says_what_where_and_when():
    found = _tables(figure("boats damaged", value=3, where="orrin", period="2021-03-03"), figure("ferries", value=1))
    assert [(table.measure, table.where) for table in found] == [("boats damaged", "Orrin"), ("ferries", "")]


def test_a_card_without_figures_has_no_tables():
    assert _tables() == ()


_numbers = st.integers(0, 10**12)
_senses = st.one_of(
    st.builds(lambda n: {"value": n}, _numbers),
    st.builds(lambda n: {"least": n}, _numbers),
    st.builds(lambda n: {"over": n}, _numbers),
    st.builds(lambda n: {"most": n}, _numbers),
    st.builds(lambda n, m: {"least": min(n, m), "most": max(n, m)}, _numbers, _numbers),
)


@given(st.lists(_senses, min_size=1, max_size=6))
def test_every_position_lies_on_the_track(senses):
    table = _tables(*(figure(**sense) for sense in senses))[0]
    positions = [_percent(at) for row in table.rows for at in (row.at, *(row.bar or ()))]
    assert all(0 <= at <= 100 for at in (*positions, *(_percent(tick.at) for tick in table.ticks)))
    assert all(_percent(row.bar[0]) <= _percent(row.bar[1]) for row in table.rows if row.bar)


@given(st.lists(_senses, min_size=1, max_size=6))
def test_a_track_has_two_to_five_marks_in_even_steps(senses):
    ticks = [tick.number for tick in _tables(*(figure(**sense) for sense in senses))[0].ticks]
    assert 2 <= len(ticks) <= 5
    assert ticks == list(range(0, ticks[-1] + 1, ticks[1]))


@given(st.lists(_numbers, min_size=2, max_size=6))
def test_a_greater_number_never_stands_before_a_smaller_one(numbers):
    rows = _tables(*(figure(value=number) for number in numbers))[0].rows
    placed = sorted(zip(numbers, (_percent(row.at) for row in rows), strict=True))
    assert [at for _, at in placed] == sorted(at for _, at in placed)

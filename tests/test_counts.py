"""The statements of all cards by what they count: one statement once, sections that a reader finds."""

from __future__ import annotations

import pytest
from records import article, claim, figure, index, place, quote, reference

from pincite.facts.counts import gather

FIRST = article()
PLACES = (place("orrin", name="Orrin"), place("coast", name="the Coast"))
REFERENCES = (reference("log"), reference("wire"))
SAME = {"where": "orrin", "period": "2021-03-03", "evidence": "log"}


def _sections(*cards):
    known = index(*cards, places=PLACES, references=REFERENCES)
    return gather(cards, known)


def _card(ident, *figures, quotes=()):
    return claim(ident, *quotes, figures=figures)


def _rows(sections):
    return [row for one in sections for table in one.tables for row in table.rows]


def test_a_statement_of_two_cards_stands_once_with_links_to_both():
    found = _sections(_card("storm", figure(value=3, **SAME)), _card("flood", figure(value=3, **SAME)))
    assert [[told.claim for told in row.told] for row in _rows(found)] == [["storm", "flood"]]


def test_each_card_keeps_its_note_on_a_shared_statement():
    cards = (_card("storm", figure(value=3, note="One.", **SAME)), _card("flood", figure(value=3, note="Two.", **SAME)))
    assert [told.note for told in _rows(_sections(*cards))[0].told] == ["One.", "Two."]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 4},
        {"value": 3, "evidence": "wire"},
        {"value": 3, "where": "coast"},
        {"value": 3, "period": "2021-03-04"},
        {"value": 3, "measure": "ferries"},
        {"value": 3, "also": "missing"},
        {"least": 3},
    ],
)
def test_another_number_source_place_or_period_is_another_statement(other):
    first = _card("storm", figure(value=3, by="ada", **SAME))
    second = _card("flood", figure(**{"by": "ada"} | SAME | other))
    assert len(_rows(_sections(first, second))) == 2


def test_cards_that_name_different_counters_make_different_statements():
    first, second = _card("storm", figure(value=3, by="ada", **SAME)), _card("flood", figure(value=3, by="ben", **SAME))
    assert len(_rows(_sections(first, second))) == 2


def test_what_one_card_leaves_out_another_fills_in():
    first = _card("storm", figure(value=3, **SAME))
    second = _card("flood", figure(value=3, by="ada", dated="2021-03-05", parts=(("ferries", 3),), **SAME))
    row = _rows(_sections(first, second))[0]
    assert (row.who, row.when.text, row.parts) == ("Ada, via Publisher of log", "2021-03-05", (("ferries", 3),))


def test_two_cards_that_quote_one_paragraph_differently_make_one_statement():
    cards = (
        _card("storm", figure(least=46, quote="q1"), quotes=(quote(FIRST, "At least 46 boats"),)),
        _card("flood", figure(least=46, quote="q2"), quotes=(quote(FIRST, "At least 46 boats were damaged", "q2"),)),
    )
    assert len(_rows(_sections(*cards))) == 1


def test_counts_of_two_cards_that_count_the_same_share_a_plot():
    first = _card("storm", figure(value=3, **SAME))
    second = _card("flood", figure(value=5, **SAME | {"evidence": "wire"}))
    assert [[row.number for row in table.rows] for table in _sections(first, second)[0].tables] == [["3", "5"]]


def test_a_section_is_a_place_or_a_measure_without_one_in_the_order_of_the_alphabet():
    card = _card(
        "storm",
        figure("tides", value=1),
        figure("Boats", value=1),
        figure("tides", value=1, where="coast"),
        figure("boats", value=1, where="orrin"),
    )
    assert [(one.id, one.title, one.statements) for one in _sections(card)] == [
        ("at-orrin", "Orrin", 1),
        ("at-coast", "the Coast", 1),
        ("of-boats", "Boats", 1),
        ("of-tides", "Tides", 1),
    ]


def test_tables_of_a_section_stand_by_measure_and_then_by_days_unknown_ones_last():
    days = ("2021-03-05", "", "2021-03-03")
    card = _card(
        "storm",
        *(figure("b", value=1, where="orrin", period=one) for one in days),
        figure("a", value=1, where="orrin"),
    )
    found = [(table.measure, table.period.text if table.period else "") for table in _sections(card)[0].tables]
    assert found == [("a", ""), ("b", "2021-03-03"), ("b", "2021-03-05"), ("b", "")]


def test_measures_that_give_one_address_are_told_apart():
    card = _card("storm", *(figure(measure, value=1) for measure in ("лодки", "суда", "boats!", "boats")))
    assert sorted(one.id for one in _sections(card)) == ["of", "of-2", "of-boats", "of-boats-2"]


def test_a_site_without_figures_has_no_sections():
    assert _sections(_card("storm")) == ()

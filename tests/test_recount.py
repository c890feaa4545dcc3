"""The figures of earlier versions in words, and which of them changed."""

from __future__ import annotations

from records import article, claim, index, place, reference, when

from pincite.facts.recount import figure_changes, recount
from pincite.versions import Counted

INDEX = index(claim(), articles=(article(),), references=(reference("log"),), places=(place(),))


def _counted(measure="boats", **more):
    numbers = tuple((name, more.pop(name)) for name in ("value", "least", "most", "over") if name in more)
    return Counted(measure=measure, numbers=numbers or (("value", 46),), **more)


def _numbers(changes):
    return [(one.before.number if one.before else None, one.now.number if one.now else None) for one in changes]


def test_a_figure_is_told_with_its_sense_and_the_names_of_today():
    told = recount(
        _counted(least=41, parts=(("ferries", 3),), source="log", by="ada", where="orrin", period="2021-03-03"), INDEX
    )
    assert (told.number, told.source, told.by, told.where, told.period) == (
        "at least 41",
        "Publisher of log",
        "Ada",
        "Orrin",
        when("2021-03-03"),
    )
    assert told.parts == (("ferries", 3),)


def test_an_article_is_a_source_by_its_short_name():
    assert recount(_counted(source="first"), INDEX).source == "Article first"


def test_what_the_site_has_no_name_for_is_told_by_its_id():
    told = recount(_counted(source="gone", by="eve", where="atlantis"), INDEX)
    assert (told.source, told.by, told.where, told.period, told.dated) == ("gone", "eve", "atlantis", None, None)


def test_a_range_has_both_ends():
    assert recount(_counted(least=12, most=18), INDEX).number == "12 to 18"


def test_another_number_of_one_source_is_one_change():
    found = figure_changes([_counted(least=41, source="log")], [_counted(value=46, source="log")], INDEX)
    assert _numbers(found) == [("at least 41", "46")]


def test_counts_of_two_places_are_told_apart_before_those_of_one_source():
    before = [_counted(value=1, source="log", where="orrin"), _counted(value=2, source="log")]
    now = [_counted(value=4, source="log"), _counted(value=3, source="log", where="orrin")]
    assert _numbers(figure_changes(before, now, INDEX)) == [("1", "3"), ("2", "4")]


def test_a_count_that_got_its_place_is_still_the_same_count():
    found = figure_changes([_counted(source="log")], [_counted(source="log", where="orrin")], INDEX)
    assert [(one.before.where, one.now.where) for one in found] == [("", "Orrin")]


def test_what_came_and_what_went_are_told_apart():
    found = figure_changes([_counted("boats", value=1)], [_counted("houses", value=2)], INDEX)
    assert _numbers(found) == [(None, "2"), ("1", None)]


def test_the_same_figures_have_no_changes():
    assert figure_changes([_counted()], [_counted()], INDEX) == ()

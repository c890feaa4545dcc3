"""A card that is begun loads as a draft, invents nothing, and offers every other field as a comment."""

from __future__ import annotations

import re

import pytest
import yaml

from pincite import fields
from pincite.problems import Severity
from pincite.read.nodes import parse
from pincite.read.shape import Shaper
from pincite.scaffold import form
from pincite.scaffold.cards import NOT_WRITTEN, NewClaim, claim

ITEM = '  - article: first\n    exact: "We have never seen water like this"\n    paragraph: 3\n    prefix: "master. “"'


def _card(**more) -> str:
    given = {"title": "A title: with a colon", "claimant": "harbour-office", "rating": "contested"} | more
    return claim(NewClaim(checked="2026-11-22", quotes=(ITEM,), **given))


def test_a_card_loads_as_a_draft_with_warnings_alone(site):
    site.write("content/claims/begun.yaml", _card())
    loaded = site.load(drafts=True)
    assert {(one.code, one.severity) for one in loaded.problems} == {("unsettled", Severity.WARNING)}
    begun = next(one for one in loaded.site.claims if one.id == "begun")
    assert (begun.draft, begun.title, begun.claim) == (True, "A title: with a colon", NOT_WRITTEN)


def test_what_is_not_known_is_said_not_to_be_written():
    written = yaml.safe_load(_card())
    assert {key: value for key, value in written.items() if value == NOT_WRITTEN} == {
        "claim": NOT_WRITTEN,
        "verdict": NOT_WRITTEN,
    }


def test_what_is_known_stands_in_the_order_of_the_table():
    written = yaml.safe_load(_card(more={"places": "orrin, 003", "happened": "2021-03", "claimed": "2021-03-04"}))
    keys = [one.key for one in fields.CLAIM.fields]
    assert sorted(written, key=keys.index) == list(written)
    assert (written["places"], written["happened"]) == (["orrin", "003"], "2021-03")


def test_every_field_stands_there_once_known_or_open_the_open_ones_in_the_order_of_the_table():
    text = _card()
    known = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    left = re.findall(r"^# ([a-z_]+):", text, re.MULTILINE)
    keys = [one.key for one in fields.CLAIM.fields]
    assert sorted([*known, *left]) == sorted(keys)
    assert left == [key for key in keys if key in left]


def test_fields_that_hold_groups_stand_in_the_order_of_the_table_and_are_not_offered_again():
    groups = {
        "appearances": '  - url: "https://a.example/"\n',
        "corrections": "  - date: 2026-11-23\n    note: A slip.\n",
    }
    text = _card(groups={key: f"{key}:\n{lines}" for key, lines in groups.items()})
    keys = [one.key for one in fields.CLAIM.fields]
    written = yaml.safe_load(text)
    assert sorted(written, key=keys.index) == list(written)
    assert [key for key in groups if f"\n# {key}:" in text] == []


def test_a_card_can_be_written_without_what_is_left_open():
    assert "\n# " not in _card(offers=False)


def test_what_an_open_field_means_stands_above_it():
    assert "## the finding as a headline, for the front page\n# headline:\n" in _card()
    assert max(map(len, _card().splitlines())) <= 120


def test_a_word_of_a_choice_is_not_broken_at_its_hyphen():
    assert re.findall(r"\w-\n##", _card()) == []


def test_open_fields_that_are_uncommented_all_at_once_are_yaml_of_known_fields_that_want_values():
    opened = re.sub(r"^# (?!yaml)", "", _card(), flags=re.MULTILINE)
    node, problems = parse("card.yaml", opened)
    shaper = Shaper()
    shaper.entry(node, fields.CLAIM)
    assert problems == []
    assert {one.code for one in shaper.problems} == {"empty-value", "wrong-kind"}


def test_the_first_line_names_the_schema():
    assert _card().startswith("# yaml-language-server: $schema=../../schema/claim.schema.json\n")


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("title", "A title: \"with\" 'marks' #1", ""),
        ("title", "two\nlines", "one line"),
        ("title", " ", "no value"),
        ("title", "zero\u200bwidth", "U+200B"),
        ("title", "lone \udcff", "surrogate"),
        ("claimed", "2021-13-01", "there is no month 13"),
        ("checked", "2021-03", "one day"),
        ("places", "One Place", 'write "one-place"'),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_before_it_is_written(key, value, why):
    wrong = form.refused(fields.CLAIM, key, value)
    assert why in wrong
    assert bool(wrong) == bool(why)

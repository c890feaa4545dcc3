# ruff: noqa: N803, SIM300 - the fixture ROOT is a constant; expected == actual is how tests read
"""The one table of fields: complete, explained, and the same as the contract that editors read."""

from __future__ import annotations

import re

import pytest

from pincite import fields
from pincite.fields import kinds
from pincite.fields.kinds import Field, Group, ListOf

GROUPS = (
    fields.SITE,
    fields.CLAIM,
    fields.ARTICLE,
    fields.ACTOR,
    fields.REFERENCE,
    fields.PLACE,
    fields.TOPIC,
    fields.EVENT,
    fields.PROSE,
)


def _within(kind):
    if isinstance(kind, ListOf):
        yield from _within(kind.item)
    elif isinstance(kind, Group):
        yield kind
        for field in kind.fields:
            yield from _within(field.kind)


def _all_groups():
    return [group for top in GROUPS for group in _within(top)]


@pytest.mark.parametrize("group", _all_groups(), ids=lambda group: group.name)
def test_no_group_has_a_key_twice(group):
    keys = [field.key for field in group.fields]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("group", _all_groups(), ids=lambda group: group.name)
def test_every_field_says_what_it_means_and_is_a_plain_word(group):
    bad = [f.key for f in group.fields if not f.meaning or not re.fullmatch(r"[a-z][a-z0-9_]*", f.key)]
    assert [] == bad


@pytest.mark.parametrize(
    ("group", "required"),
    [
        (fields.CLAIM, {"title", "claim", "claimant", "rating", "verdict", "quotes", "checked"}),
        (fields.QUOTE, {"article", "exact"}),
        (fields.ARTICLE, {"headline", "text", "sha256"}),
        (fields.ACTOR, {"name", "kind"}),
        (fields.REFERENCE, {"title", "publisher"}),
        (fields.EVENT, {"title", "date"}),
        (fields.PROSE, {"title"}),
        (fields.SITE, {"title", "url", "period", "publisher", "ratings"}),
        (fields.EVIDENCE, {"reference", "finding"}),
    ],
    ids=lambda value: value.name if isinstance(value, Group) else "",
)
def test_what_the_contract_calls_required_is_required(group, required):
    assert required == {field.key for field in group.fields if field.required}


def test_every_field_stands_in_the_contract(ROOT):
    contract = (ROOT / "docs" / "content-format.md").read_text("utf-8")
    lost = {f.key for group in _all_groups() for f in group.fields if not re.search(rf"\b{f.key}\b", contract)}
    assert set() == lost


def test_every_word_of_a_choice_stands_in_the_contract(ROOT):
    contract = (ROOT / "docs" / "content-format.md").read_text("utf-8")
    choices = [f.kind.of for group in _all_groups() for f in group.fields if isinstance(f.kind, kinds.Choice)]
    assert [] == [word for choice in choices for word in choice if word not in contract]


def test_a_field_cannot_be_changed():
    with pytest.raises(AttributeError):
        Field("a", kinds.Flag(), "b").key = "c"

# ruff: noqa: SIM300 - expected == actual is how tests read
"""From nodes to checked values, after the table of fields."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shaping import shaped

from pincite import fields
from pincite.fields.kinds import (
    Field,
    Group,
    ListOf,
    NumbersBy,
    Ref,
    Text,
)
from pincite.read.nodes import parse
from pincite.read.shape import Shaper

WORDS = st.sampled_from(
    ["title", "quotes", "q1", "no", "2015-10-15", "[^a]", "", "#3b0a2a", "https://a.b/", "x\ny", "\u2067"]
)
VALUES = st.recursive(
    st.one_of(WORDS, st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(WORDS, st.text(max_size=6)), inner, max_size=4)
    ),
    max_leaves=12,
)
TOPS = (
    fields.SITE,
    fields.CLAIM,
    fields.ARTICLE,
    fields.EVENT,
    fields.ACTOR,
    fields.REFERENCE,
    fields.PLACE,
    fields.PROSE,
)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (ListOf(Ref("place")), "[a, b]", ("a", "b")),
        (ListOf(Ref("place")), "[]", ()),
        (NumbersBy(), "{children: 32, women: 11}", (("children", 32), ("women", 11))),
    ],
)
def test_what_is_made_of_several_texts_is_read_without_a_problem(kind, written, value):
    assert (value, []) == shaped(kind, written)


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (NumbersBy(), '{"kil\\u00adled": 32}', "bad-character"),
        (ListOf(Text(), 1), "[]", "list-short"),
        (ListOf(Text()), "words", "wrong-kind"),
        (NumbersBy(), "46", "wrong-kind"),
        (NumbersBy(), "{a: many}", "not-a-number"),
    ],
)
def test_what_is_wrong_in_a_list_or_its_form_is_one_problem(kind, written, code):
    value, codes = shaped(kind, written)
    assert ([code], True) == (codes, value in (None, ()))


def _problems(text, group):
    shaper = Shaper()
    shaper.entry(parse("a.yaml", text)[0], group)
    return [(str(problem.span), problem.code, problem.hint) for problem in shaper.problems]


def test_an_unknown_key_names_the_nearest_known_one():
    text = "name: A\nkind: person\ndescripton: x\n"
    assert [("a.yaml:3:1", "unknown-key", 'did you mean "description"?')] == _problems(text, fields.ACTOR)


def test_a_missing_key_is_told_at_the_group_with_its_meaning():
    assert [("a.yaml:1:1", "missing-key", "add `name: ...` (the name)")] == _problems("kind: person\n", fields.ACTOR)


def test_a_key_without_a_value_is_empty_and_not_also_missing():
    assert ["empty-value"] == [code for _, code, _ in _problems("name:\nkind: person\n", fields.ACTOR)]


def test_every_problem_of_a_group_is_told_in_one_go():
    text = "nam: A\nkind: persn\nurl: x\n"
    codes = [code for _, code, _ in _problems(text, fields.ACTOR)]
    assert ["unknown-key", "not-a-choice", "bad-url"] == codes


def test_a_pointer_is_remembered_with_its_place():
    shaper = Shaper()
    shaper.entry(parse("a.yaml", "name: A\nkind: person\nmember_of: b\n")[0], fields.ACTOR)
    assert [("actor", "b", "a.yaml:3:12")] == [(one.to, one.id, str(one.span)) for one in shaper.pointers]


def test_an_entry_gives_defaults_and_the_places_of_its_keys():
    entry = Shaper().entry(parse("a.yaml", "name: A\nkind: person\n")[0], fields.ACTOR)
    assert ("", (), "a.yaml:1:1", "a.yaml:1:7") == (
        entry.get("url"),
        entry.many("same_as"),
        str(entry.at("url")),
        str(entry.at("name")),
    )


def test_a_mapping_of_ids_is_read_and_a_bad_id_told_with_a_better_one():
    shaper = Shaper()
    found = shaper.entries(parse("a.yaml", "Caf\u00e9 No. 1: {name: A}\nb: {name: B}\n")[0], fields.TOPIC)
    assert (["b"], 'write "cafe-no-1"') == (list(found), shaper.problems[0].hint.split(";")[0])


@pytest.mark.parametrize("group", TOPS, ids=lambda group: group.name)
@settings(max_examples=60)
@given(value=VALUES)
def test_any_yaml_is_shaped_or_told(group, value):
    node, _ = parse("a.yaml", yaml.safe_dump(value, allow_unicode=True))
    shaper = Shaper()
    if node is not None:
        shaper.entry(node, group)
        shaper.entries(node, group)
    assert all(problem.code and problem.message for problem in shaper.problems)


@pytest.mark.parametrize("group", TOPS, ids=lambda group: group.name)
@settings(max_examples=60)
@given(data=st.data())
def test_any_value_in_any_known_field_is_shaped_or_told(group, data):
    keys = st.sampled_from([field.key for field in group.fields])
    known = data.draw(st.dictionaries(keys, VALUES, max_size=4))
    node, _ = parse("a.yaml", yaml.safe_dump(known, allow_unicode=True))
    shaper = Shaper()
    assert node is None or shaper.entry(node, group) is not None or shaper.problems


@pytest.mark.parametrize("written", ["https://a.example/1", "HTTP://a.example/1"])
def test_an_address_where_an_id_may_stand_alone_is_told_its_field(site, written):
    site.edit("content/claims/boats-damaged.yaml", "checked:", f"appearances: [{written}]\nchecked:")
    (problem,) = site.load().problems
    assert ("bad-id", f"write `url: {written}`") == (problem.code, problem.hint)


def test_a_key_with_a_letter_of_another_script_is_told_by_it():
    shaper = Shaper()
    shaper.entry(parse("a.yaml", "\u0441laim: x")[0], Group("claim", (Field("claim", Text(), "it"),)))
    assert "U+0441 stands in it, CYRILLIC SMALL LETTER ES" in shaper.problems[0].message


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("[The town has 1,240 pupils]", ["text-lost"]),
        ('["The town has 1,240 pupils", 2 more]', []),
        ("[In 2015, 240 stayed, 3 left]", []),
        ("[one,two]", []),
    ],
)
def test_a_number_that_the_comma_of_a_list_would_cut_is_told(written, codes):
    assert codes == shaped(ListOf(Text()), written)[1]

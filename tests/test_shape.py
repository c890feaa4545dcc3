# ruff: noqa: SIM300 - expected == actual is how tests read
"""From nodes to checked values, after the table of fields."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite import fields
from pincite.fields.kinds import (
    Choice,
    Colour,
    Degrees,
    Digest,
    EdtfDate,
    Field,
    Flag,
    Group,
    ListOf,
    Name,
    Number,
    NumbersBy,
    Ref,
    Text,
    Url,
)
from pincite.read.nodes import parse
from pincite.read.shape import Shaper, nearest_word

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


def _shaped(kind, value):
    """Read one field `a` of a kind: its value, and the codes of the problems."""
    shaper = Shaper()
    node, problems = parse("a.yaml", f"a: {value}\n")
    assert problems == []
    entry = shaper.entry(node, Group("thing", (Field("a", kind, "a thing"),)))
    return entry.get("a", None), [problem.code for problem in shaper.problems]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Text(), '"  two   words "', "two words"),
        (Text(line=True), ">-\n  one\n  line", "one line"),
        (Text(markdown=True), "|\n  one\n\n  two\n", "one\n\ntwo"),
        (Text(verbatim=True), '" two  words\\nmore "', "two  words\nmore"),
        (Text(), '"cafe\\u0301"', "caf\u00e9"),
        (Text(verbatim=True), '"cafe\\u0301"', "cafe\u0301"),
        (Text(verbatim=True), '"a soft\\u00adhyphen of the original"', "a soft\u00adhyphen of the original"),
        (Text(markdown=True, paragraph=True), '"#5 was hit"', "#5 was hit"),
        (Text(), "no", "no"),
        (Ref("actor"), "amnesty-international", "amnesty-international"),
        (Name(), "q1", "q1"),
        (Choice(("supports", "disputes")), "disputes", "disputes"),
        (Number(), "2132", 2132),
        (Number(), "0", 0),
        (Flag(), "false", False),
        (Flag(), "true", True),
        (Url(), "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (Url(), "http://web.archive.org/web/2015/http://a.b/", "http://web.archive.org/web/2015/http://a.b/"),
        (Colour(), '"#3B0A2A"', "#3b0a2a"),
        (Digest(), '"' + "AB" * 32 + '"', "ab" * 32),
        (Degrees(90), "-34.85", "-34.85"),
        (ListOf(Ref("place")), "[a, b]", ("a", "b")),
        (ListOf(Ref("place")), "[]", ()),
        (NumbersBy(), "{children: 32, women: 11}", (("children", 32), ("women", 11))),
    ],
)
def test_a_good_value_is_read_without_a_problem(kind, written, value):
    assert (value, []) == _shaped(kind, written)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Text(markdown=True), "2*3*4"),
        (Text(markdown=True), "##5 was hit"),
        (Text(markdown=True, paragraph=True), "2*3*4"),
    ],
)
def test_what_markdown_would_take_from_a_text_is_told_and_the_text_looked_at_further(kind, written):
    assert _shaped(kind, f'"{written}"') == (written, ["text-lost"])


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Text(), "", "empty-value"),
        (Text(), '"  "', "empty-value"),
        (Text(), "[a]", "wrong-kind"),
        (Text(), "{b: c}", "wrong-kind"),
        (Text(), "item #3 was # lost", "text-lost"),
        (Text(verbatim=True), "item #3", "text-lost"),
        (Text(line=True), "|\n  two\n  lines", "one-line"),
        (Text(), '"\\u2067x"', "bad-character"),
        (Text(), '"kil\\u00adled"', "bad-character"),
        (Text(verbatim=True), '"\\u2067x"', "bad-character"),
        (NumbersBy(), '{"kil\\u00adled": 32}', "bad-character"),
        (Ref("actor"), "Ada Wren", "bad-id"),
        (Ref("actor"), "caf\u00e9", "bad-id"),
        (Ref("actor"), "\u0441at", "bad-id"),
        (Ref("actor"), "..%2f", "bad-id"),
        (Name(), "con", "bad-id"),
        (Name(), "a" * 81, "bad-id"),
        (Name(), "-a", "bad-id"),
        (EdtfDate(), "yesterday", "bad-date"),
        (EdtfDate(single=True), "2015-10/2015-12", "bad-date"),
        (EdtfDate(single=True), "2015-10", "bad-date"),
        (Choice(("supports", "disputes")), "support", "not-a-choice"),
        (Number(), '"2,132"', "not-a-number"),
        (Number(), "-1", "not-a-number"),
        (Number(), "1.5", "not-a-number"),
        (Number(), "1 240", "not-a-number"),
        (Number(1, 5), "6", "not-a-number"),
        (Number(), "9" * 5000, "not-a-number"),
        (Number(), "\u0664\u0666", "not-a-number"),
        (Flag(), "yes", "not-a-flag"),
        (Flag(), "True", "not-a-flag"),
        (Url(), "javascript:alert(1)", "bad-url"),
        (Url(), '"data:text/html,x"', "bad-url"),
        (Url(), "//example.org/", "bad-url"),
        (Url(), "https://", "bad-url"),
        (Url(), "https:///path", "bad-url"),
        (Url(), "https://user@example.org/", "bad-url"),
        (Url(), "https://\u0435xample.org/", "bad-url"),
        (Url(), '"https://a.b/c d"', "bad-url"),
        (Url(), '"https://a.b/<x>"', "bad-url"),
        (Url(), '"https://[::1"', "bad-url"),
        (Url(), '"https://a.b:port/"', "bad-url"),
        (Colour(), "red", "bad-value"),
        (Colour(), '"#fff"', "bad-value"),
        (Digest(), "deadbeef", "bad-value"),
        (Degrees(90), "91", "not-degrees"),
        (Degrees(90), "34N", "not-degrees"),
        (Degrees(90), "\u0663\u0664", "not-degrees"),
        (ListOf(Text(), 1), "[]", "list-short"),
        (ListOf(Text()), "words", "wrong-kind"),
        (NumbersBy(), "46", "wrong-kind"),
        (NumbersBy(), "{a: many}", "not-a-number"),
    ],
)
def test_a_bad_value_is_one_problem_and_never_taken(kind, written, code):
    value, codes = _shaped(kind, written)
    assert ([code], True) == (codes, value in (None, (), ""))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,240", "1240"),
        ("1 240", "1240"),
        ("1.240.000", "1240000"),
        ("\u0661\u0662\u0664\u0660", "1240"),
        ("1.5", "2132, not 2,132"),
        ("12,40", "2132, not 2,132"),
    ],
)
def test_a_number_with_marks_between_its_digits_is_told_as_it_should_be_written(written, meant):
    shaper = Shaper()
    shaper.entry(parse("a.yaml", f'order: "{written}"')[0], Group("page", (Field("order", Number(), "place"),)))
    assert [f"write digits alone: {meant}"] == [problem.hint for problem in shaper.problems]


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


@pytest.mark.parametrize(
    ("word", "near"), [("stanec", "stance"), ("would-change", "would_change"), ("zzz", ""), ("", "")]
)
def test_the_nearest_word_is_one_that_was_likely_meant(word, near):
    assert near == nearest_word(word, ["stance", "would_change", "note"])


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
    assert codes == _shaped(ListOf(Text()), written)[1]

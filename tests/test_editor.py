# ruff: noqa: N803, SIM300 - the fixture ROOT is a constant; expected == actual is how tests read
"""What a text editor shows of a card, asked of the language server that such editors run."""

from __future__ import annotations

import os
import re

import language_server
import pytest

from pincite.fields.schema import FILES, path_of
from pincite.read.nodes import parse
from pincite.read.shape import Shaper

pytestmark = pytest.mark.editor

DRAFT = "content/claims/zz-a-draft.yaml"
CARD = """\
title: Half typed
claim: x
claimant: harbour-office
rating: contested
verdict: x
quotes:
  - article: "003"
    exact: x
    stance: supports

checked: 2026-11-22
"""

# Forms in which other readers of YAML see numbers, booleans and dates where pincite sees a text.
LENIENT = """\
title: 2015
claim: true
claimant: 47
claimed: 2015
happened: "2015"
dating: 1e3
places: [1, 2.5, yes, on]
rating: 003
verdict: .5
quotes:
  - article: 003
    exact: 49
    paragraph: "8"
    prefix: 0x1F
    id: 1
figures:
  - {measure: 1, quote: 1, value: "0049", parts: {1: "32", children: 11}}
related:
  - {claim: 17, as: follows}
checked: "2026-11-22"
"""

# Texts that other readers of YAML, of any version, take for something else; with and without quotation marks.
ODD = """003 0 47 1e3 0x1F 0o17 017 .5 1. +5 -1 -4.25 1_000 12:30 2015 2015-10 2015-10-15 2015-10-15T10:00 2015-12?
    ../2015 2015-09-30/2015-11-29 true True false yes No on off y nil none .inf -.inf .nan inf 1e1000 a-b a.b
    1.2.3 0.1e1 12345678901234567890 2015-12~ 2015% 90 -90 180 x=y <a> https://example.org/ HTTPS://example.org
    HTTP://a.b/c?d#e""".split()
# Where a text may stand: the file, the group, and how its one entry is written.
SLOTS = (
    ("events", "- {{title: {}, date: 2021}}"),
    ("events", "- {{title: x, date: {}}}"),
    ("events", "- {{title: x, date: 2021, text: {}, places: [{}], id: {}}}"),
    ("events", "- {{title: x, date: 2021, places: [{}]}}"),
    ("events", "- {{title: x, date: 2021, quotes: [{{article: {}, exact: {}}}]}}"),
    ("events", "- {{title: x, date: 2021, quotes: [{{article: a, exact: x, paragraph: {}}}]}}"),
    ("events", "-\n  title: >\n    {}\n  date: >-\n    2021"),
    ("actors", "{}: {{name: x, kind: person}}"),
    ("actors", "a: {{name: x, kind: person, url: {}}}"),
    ("actors", "a:\n  name: x\n  kind: person\n  url: >\n    {}"),
    ("places", "a: {{name: {}, latitude: {}}}"),
    ("places", "a: {{name: x, longitude: {}}}"),
)


def _taken(kind, text):
    """Tell whether pincite takes a file, as far as its form goes."""
    shaper, (node, problems) = Shaper(), parse("a.yaml", text)
    if node and FILES[kind].shape == "list":
        [shaper.entry(one, FILES[kind].group) for one in node.nodes]
    elif node:
        shaper.entries(node, FILES[kind].group)
    return not [*problems, *shaper.problems]


@pytest.fixture(scope="module")
def editor(ROOT):
    if reason := language_server.lacking():
        (pytest.fail if os.environ.get("REQUIRE_EDITOR") else pytest.skip)(reason)
    server = language_server.LanguageServer(ROOT)
    yield server
    server.close()


@pytest.fixture
def typed(editor):
    """Give a function that opens a card with a text, and gives what is found wrong with it."""
    yield lambda text: editor.open(DRAFT, text)
    editor.shut(DRAFT)


def test_nothing_is_found_wrong_with_any_file_of_the_two_sites(editor, ROOT):
    files = [*ROOT.glob("content/**/*.yaml"), ROOT / "site.yaml", *ROOT.glob("tests/base-site/**/*.yaml")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    told = editor.open_all(texts)
    assert ({}, True) == ({path: found for path, found in told.items() if found}, len(told) > 45)


def test_each_kind_of_file_is_held_against_a_schema_of_its_own(editor):
    wrong = dict.fromkeys(("actors", "places", "references", "topics"), "a: {no-field: x}")
    texts = {f"content/{kind}.yaml": text for kind, text in wrong.items()}
    texts |= {"content/events.yaml": "- no-field: x", "content/articles/zz.yaml": "no-field: x"}
    told = editor.open_all(texts)
    assert [path for path, found in told.items() if "1: Property no-field is not allowed." not in found] == []


def test_nothing_is_found_wrong_with_values_that_look_like_numbers(typed):
    assert [] == typed(LENIENT)


def test_nothing_is_found_wrong_with_what_pincite_takes(editor):
    words = [*ODD, *(f'"{word}"' for word in (*ODD, "null", "~"))]
    texts = {}
    for number, (kind, slot) in enumerate(SLOTS):
        for place, word in enumerate(words):
            if _taken(kind, text := slot.format(*[word] * slot.count("{}"))):
                texts[f"elsewhere/{number}-{place}.yaml"] = (
                    f"# yaml-language-server: $schema=../{path_of(kind)}\n{text}\n"
                )
    told = {texts[path]: found for path, found in editor.open_all(texts).items() if found}
    assert (told, len(texts) > 300) == ({}, True)


@pytest.mark.parametrize("word", ["null", "~", "Null", ""])
def test_nothing_without_quotation_marks_is_an_empty_field_to_an_editor(typed, word):
    """The docs own up to it: pincite takes all of these but the last for a text."""
    assert ["5: Incorrect type. Expected one of string, number, boolean."] == typed(
        CARD.replace("verdict: x", f"verdict: {word}")
    )


def test_a_key_that_pincite_does_not_know_is_told_at_its_line(typed):
    assert "3: Property claiment is not allowed." in typed(CARD.replace("claimant:", "claiment:"))


def test_a_required_key_that_is_missing_is_told(typed):
    assert ['1: Missing property "verdict".'] == typed(CARD.replace("verdict: x\n", ""))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("stance: supports", "stance: support", '9: Value is not accepted. Valid values: "supports", '),
        ("checked: 2026-11-22", "checked: 2026-11", "11: write one day, as 2026-11-22"),
        ("claimant: harbour-office", "claimant: Harbour office", "3: an id is lower-case letters a to z, "),
        ("verdict: x", "verdict:", "5: Incorrect type."),
        ("verdict: x", 'verdict: "Ariha: 49', "5: Missing closing"),
    ],
)
def test_a_wrong_value_is_told_at_its_line(typed, right, wrong, told):
    assert [] != [one for one in typed(CARD.replace(right, wrong)) if one.startswith(told)]


def test_the_fields_that_are_not_there_yet_are_proposed(editor, typed):
    typed(CARD.replace("checked:", "str\nchecked:"))
    proposed = editor.completions(DRAFT, 11, 4)
    assert ({"strength", "strength_note"}, False) == (
        {"strength", "strength_note"} & set(proposed),
        "rating" in proposed,
    )


def test_the_fields_of_a_quote_are_proposed_inside_a_quote(editor, typed):
    typed(CARD.replace("supports\n", "supports\n    \n"))
    proposed = editor.completions(DRAFT, 10, 5)
    assert {"paragraph", "prefix", "suffix", "speaker", "via", "id", "note", "translation"} == set(proposed)


def test_the_words_of_a_choice_are_proposed(editor, typed):
    typed(CARD.replace("stance: supports", "stance: "))
    assert ["supports", "disputes", "qualifies", "reports", "context"] == editor.completions(DRAFT, 9, 13)


def test_the_meaning_of_a_field_is_shown(editor, typed):
    typed(CARD)
    claimant, exact = editor.hover(DRAFT, 3, 2), editor.hover(DRAFT, 8, 6)
    assert (True, True) == ("Who claims it. Takes the id of an actor." in claimant, "found in the original" in exact)


def test_a_line_at_the_top_of_a_file_names_its_schema_too(editor):
    """Scaffolds have it, for editors that do not read the settings in .vscode."""
    line = "# yaml-language-server: $schema=../../schema/topics.schema.json\n"
    told = editor.open("elsewhere/entirely/list.yaml", f"{line}bridge: {{name: x, no-field: y}}")
    assert ["2: Property no-field is not allowed."] == told


def test_the_server_is_the_one_that_is_pinned(ROOT):
    lock = (ROOT / "tests/editor/package-lock.json").read_text("utf-8")
    wanted = re.search(r'"yaml-language-server": "([0-9.]+)"', (ROOT / "tests/editor/package.json").read_text("utf-8"))
    assert f'"node_modules/yaml-language-server": {{\n      "version": "{wanted[1]}"' in lock

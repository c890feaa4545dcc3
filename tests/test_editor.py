# ruff: noqa: N803, SIM300 - the fixture ROOT is a constant; expected == actual is how tests read
"""What a text editor shows of a card, asked of the language server that such editors run."""

from __future__ import annotations

import os
import re

import language_server
import pytest

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

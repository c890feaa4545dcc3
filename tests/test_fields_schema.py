# ruff: noqa: N803, SIM300 - the fixture ROOT is a constant; expected == actual is how tests read
"""The schemas for text editors say what the table of fields says, and lie where editors find them."""

from __future__ import annotations

import json
import re

import pytest

from pincite.fields import kinds
from pincite.fields.schema import FILES, MARK, is_ours, path_of, schema, schemas


def _groups(schema):
    """Give every object of a schema that has fields."""
    if "properties" in schema:
        yield schema
        for inner in schema["properties"].values():
            yield from _groups(inner)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _groups(schema[key])


def _field(kind, *way):
    found = schema(kind)
    for key in way:
        found = found[key]
    return found


@pytest.mark.parametrize("kind", list(FILES))
def test_a_schema_has_every_field_with_its_meaning_and_no_other(kind):
    top, *_ = _groups(schema(kind))
    meanings = {one.key: one.meaning for one in FILES[kind].group.fields}
    assert list(meanings) == list(top["properties"])
    told = {key: inner["description"].lower() for key, inner in top["properties"].items()}
    assert [key for key, meaning in meanings.items() if not told[key].startswith(meaning.lower())] == []


@pytest.mark.parametrize("kind", list(FILES))
def test_a_schema_asks_for_what_is_required_and_refuses_what_is_unknown(kind):
    top, *inner = _groups(schema(kind))
    assert [one.key for one in FILES[kind].group.fields if one.required] == top.get("required", [])
    assert {False} == {group["additionalProperties"] for group in (top, *inner)}


def test_a_choice_is_one_of_its_words():
    assert (
        list(kinds.STANCES)
        == _field("events", "items", "properties", "evidence", "items", "properties", "stance")["enum"]
    )


def test_a_list_has_its_fewest_items():
    quotes, compare = (_field("claim", "properties", key) for key in ("quotes", "compare"))
    assert (1, 2) == (quotes["minItems"], compare["items"]["anyOf"][0]["minItems"])


def test_an_id_may_look_like_a_number():
    assert ["string", "number", "boolean"] == _field("claim", "properties", "claimant", "type")


@pytest.mark.parametrize(
    ("way", "text", "fits"),
    [
        (("claim", "properties", "claimed"), "2015-10-15", True),
        (("claim", "properties", "claimed"), "2015-10-XX~", True),
        (("claim", "properties", "claimed"), "2015-09-30/2015-11", True),
        (("claim", "properties", "claimed"), "../2015-11?", True),
        (("claim", "properties", "claimed"), "2015-11/..", True),
        (("claim", "properties", "claimed"), "../..", False),
        (("claim", "properties", "claimed"), "4/3/2021", False),
        (("claim", "properties", "claimed"), "2015-13", False),
        (("claim", "properties", "checked"), "2026-11-22", True),
        (("claim", "properties", "checked"), "2026-11", False),
        (("claim", "properties", "claimant"), "harbour-office", True),
        (("claim", "properties", "claimant"), "Harbour office", False),
        (("claim", "properties", "title"), "One line\n", True),
        (("claim", "properties", "title"), "One line\nand another", False),
        (("claim", "properties", "title"), " ", False),
        (("claim", "properties", "verdict"), "One line\nand another", True),
        (("article", "properties", "sha256"), "0" * 64, True),
        (("article", "properties", "sha256"), "0" * 63, False),
        (("article", "properties", "url"), "https://example.org/a?b#c\n", True),
        (("article", "properties", "url"), "www.example.org", False),
        (("site", "properties", "ratings", "items", "properties", "colour"), "#c2410c", True),
        (("site", "properties", "ratings", "items", "properties", "colour"), "red", False),
        (("site", "properties", "ratings", "items", "properties", "settled"), "true", True),
        (("site", "properties", "ratings", "items", "properties", "settled"), "yes", False),
        (("page", "properties", "order"), "10", True),
        (("page", "properties", "order"), "1,000", False),
        (("places", "additionalProperties", "properties", "latitude"), "-4.25", True),
        (("places", "additionalProperties", "properties", "latitude"), "4°", False),
    ],
)
def test_a_pattern_fits_what_pincite_takes(way, text, fits):
    assert fits == bool(re.search(_field(*way)["pattern"], text))


def test_a_pattern_is_quick_on_a_long_text(in_time):
    pattern = _field("claim", "properties", "title", "pattern")
    code = f"import re; print(re.search({pattern!r}, 'a' + ' ' * 1500 + '\\n' + ' ' * 1500 + 'b'))"
    assert "None" == in_time(code, 5)


def test_the_schemas_are_the_same_each_time_and_end_with_a_line_break():
    schemas.cache_clear()
    first = dict(schemas())
    schemas.cache_clear()
    assert (first, {b"\n"}) == (dict(schemas()), {data[-1:] for data in first.values()})


def test_a_schema_is_known_as_ours_by_its_mark_and_nothing_else_is():
    ours = schemas()[path_of("claim")]
    others = [b"", b"{}", b"[1]", b'"' + MARK.encode() + b'"', b"\xff", b"[" * 100_000, ours.replace(b"pincite", b"x")]
    assert (True, []) == (is_ours(ours), [other for other in others if is_ours(other)])


def test_the_copies_in_the_repository_are_what_the_table_gives(ROOT):
    """If this fails: `python build.py schema`, then read the difference."""
    copies = {f"schema/{path.name}": path.read_bytes() for path in (ROOT / "schema").iterdir()}
    assert dict(schemas()) == copies


def test_the_settings_for_the_editor_give_each_file_its_schema(ROOT):
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    # A page of prose is Markdown: the language server for YAML does not read it.
    wanted = {f"./{path_of(kind)}": file.glob for kind, file in FILES.items() if kind != "page"}
    assert wanted == settings["yaml.schemas"]


def test_the_settings_for_the_editor_keep_its_hands_off_the_text(ROOT):
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    off = ("yaml.format.enable", "yaml.schemaStore.enable")
    assert ([False, False], False) == ([settings[key] for key in off], settings["[yaml]"]["editor.formatOnSave"])

"""New actors are put behind the others as an editor would have typed them, or not at all."""

from __future__ import annotations

import pytest
import yaml

from pincite.problems import Problem
from pincite.scaffold.actors import actor, behind, opening

JO = {"name": "Jo: the mayor", "kind": "person", "same_as": "https://a.example/, https://b.example/"}
ENTRIES = {"jo": JO, "no": {"name": "No", "kind": "group"}}


def test_an_entry_is_written_in_the_order_of_the_table_and_what_is_empty_is_left_out():
    assert actor("jo", {**JO, "url": ""}) == (
        'jo:\n  name: "Jo: the mayor"\n  kind: person\n  same_as: ["https://a.example/", "https://b.example/"]\n'
    )


@pytest.mark.parametrize(
    "present",
    [
        "",
        "# only a remark\n",
        "ada:\n  name: Ada\n  kind: person\n",
        "ada:\n  name: Ada\n  kind: person",
        "  ada:\n    name: Ada\n    kind: person\n  # behind\n",
        "ada: {name: Ada, kind: person}\n",
    ],
)
def test_entries_stand_behind_those_that_are_there(present):
    written = behind(present, ENTRIES)
    gap = "" if not present or present.endswith("\n") else "\n"
    read = yaml.safe_load(present + gap + written)
    assert list(read) == [*(yaml.safe_load(present) or ()), "jo", "no"]


@pytest.mark.parametrize(
    "present", ["{ada: {name: Ada, kind: person}}\n", "- a\n", "a: [\n", "text\n", "jo: {name: Jo, kind: person}\n"]
)
def test_a_list_that_is_written_in_another_way_or_has_the_id_is_refused_and_not_spoilt(present):
    refused = behind(present, ENTRIES)
    assert isinstance(refused, Problem)
    assert refused.code == "actors-not-entries"


def test_more_than_a_list_can_hold_is_told():
    refused = behind("", {f"a{number}": JO for number in range(8_000)})
    assert isinstance(refused, Problem)
    assert refused.code == "yaml-too-many"


def test_a_list_that_would_be_too_large_is_told():
    refused = behind("", {f"a{number}": {**JO, "description": "x" * 1_000_000} for number in range(9)})
    assert isinstance(refused, Problem)
    assert refused.code == "file-too-big"


def test_a_site_with_the_new_actors_loads_without_a_problem(site):
    text = site.read("content/actors.yaml")
    site.write("content/actors.yaml", text.rstrip("\n") + "\n" + behind(text, ENTRIES))
    loaded = site.load()
    assert (loaded.problems, {"jo", "no"} <= {one.id for one in loaded.site.actors}) == ((), True)


def test_a_new_list_begins_with_its_schema():
    assert opening() == "# yaml-language-server: $schema=../schema/actors.schema.json\n"

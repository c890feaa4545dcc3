"""An event is put behind the others as an editor would have typed it, or not at all."""

from __future__ import annotations

import pytest
import yaml

from pincite.problems import Problem
from pincite.scaffold.events import behind, event, opening

VALUES = {"title": "The bridge: opened", "date": "2021-03-04", "kind": "happened", "id": "opened", "places": "orrin"}


def test_an_event_is_an_item_in_the_order_of_the_table():
    assert event(VALUES) == (
        '- title: "The bridge: opened"\n  date: 2021-03-04\n  kind: happened\n  places: [orrin]\n  id: opened\n'
    )


@pytest.mark.parametrize(
    "present",
    [
        "",
        "# only a remark\n",
        "- title: a\n  date: 2021-03-01\n",
        "- title: a\n  date: 2021-03-01",
        "# remark\n\n  - title: a\n    date: 2021-03-01\n\n  # behind\n",
        "- {title: a, date: 2021-03-01}\n",
    ],
)
def test_an_event_stands_behind_those_that_are_there(present):
    written = behind(present, VALUES)
    gap = "" if not present or present.endswith("\n") else "\n"
    *before, last = yaml.safe_load(present + gap + written)
    assert (len(before), last["id"]) == (len(yaml.safe_load(present) or ()), "opened")


@pytest.mark.parametrize("present", ["[]\n", "[{title: a, date: 2021-03-01}]\n", "a: b\n", "- a: [\n", "text\n"])
def test_a_list_that_is_written_in_another_way_is_refused_and_not_spoilt(present):
    refused = behind(present, VALUES)
    assert isinstance(refused, Problem)
    assert refused.code == "events-not-a-list"


def test_a_new_list_begins_with_its_schema():
    assert opening() == "# yaml-language-server: $schema=../schema/events.schema.json\n"


def test_a_site_with_the_new_event_loads_without_a_problem(site):
    text = site.read("content/events.yaml")
    site.write("content/events.yaml", text.rstrip("\n") + "\n" + behind(text, VALUES))
    loaded = site.load()
    assert loaded.problems == ()
    assert loaded.site.events[-1].id == "opened"

# ruff: noqa: SIM300 - expected == actual is how tests read
"""Actors, references, places, topics and pages of prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.read.lists import read_prose
from pincite.read.shape import Shaper

ABOUT = "content/pages/about.md"


def test_entries_are_kept_in_the_order_of_their_ids(site):
    loaded = site.load().site
    assert (["ada-wren", "harbour-office", "orrin-council"], ["coast", "orrin"]) == (
        [actor.id for actor in loaded.actors],
        [place.id for place in loaded.places],
    )


def test_an_entry_is_read_with_all_it_says(site):
    loaded = site.load().site
    relay, orrin, ada = loaded.references[1], loaded.places[1], loaded.actors[0]
    assert ("harbour-log", "relay", "coast", "harbour-office") == (
        relay.origin,
        relay.tier,
        orrin.within,
        ada.member_of,
    )


def test_coordinates_stay_as_they_were_written(site):
    assert ("57.5", "-4.25") == (site.load().site.places[0].latitude, site.load().site.places[0].longitude)


@pytest.mark.parametrize("path", ["content/places.yaml", "content/topics.yaml", "content/events.yaml", ABOUT])
def test_a_list_that_is_not_there_is_empty(site, path):
    site.delete(path)
    assert "file-missing" not in {problem.code for problem in site.load().problems}


def test_a_list_that_is_no_mapping_is_told(site):
    site.write("content/topics.yaml", "- bridge\n- damage\n")
    assert "content/topics.yaml:1:1 not-a-group" in site.problems()
    assert [one.hint.partition(",")[0] for one in site.load().problems if one.code == "not-a-group"] == [
        "begin a line with an id and a colon"
    ]


def test_a_page_is_read_with_its_front_matter_and_its_body(site):
    (page,) = site.load().site.prose
    assert ("about", "About", 10, "We check what is written about **Orrin**.", 6) == (
        page.id,
        page.title,
        page.order,
        page.body,
        page.body_line,
    )


def test_pages_come_in_their_order_and_those_without_one_last(site):
    site.write("content/pages/method.md", "---\ntitle: Method\n---\nText.\n")
    site.write("content/pages/first.md", "---\ntitle: First\norder: 1\n---\nText.\n")
    assert ["first", "about", "method"] == [page.id for page in site.load().site.prose]


def test_a_rule_of_three_hyphens_in_the_body_is_no_end_of_the_front_matter(site):
    site.write(ABOUT, "---\ntitle: About\n---\n\nOne\n\n---\n\nTwo\n")
    assert "One\n\n---\n\nTwo" == site.load().site.prose[0].body


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Words.\n", [f"{ABOUT}:1:1 front-matter"]),
        ("---\ntitle: About\n", [f"{ABOUT}:1:1 front-matter"]),
        ("\n---\ntitle: About\n---\n", [f"{ABOUT}:1:1 front-matter"]),
        ("---\ntitle: About\nodrer: 3\n---\nx\n", [f"{ABOUT}:3:1 unknown-key"]),
        ("---\norder: 3\n---\nx\n", [f"{ABOUT}:2:1 missing-key"]),
        ("---\ntitle: About\norder: first\n---\nx\n", [f"{ABOUT}:3:8 not-a-number"]),
        ("---\ntitle: A: b\n---\nx\n", [f"{ABOUT}:2:9 yaml-syntax"]),
    ],
)
def test_a_fault_in_the_front_matter_is_told_at_its_own_line(site, text, told):
    site.write(ABOUT, text)
    assert told == [one for one in site.problems() if ABOUT in one]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("It was ##bad", None),
        ("##Bad", "7:1 text-lost"),
        ("2 and 2*3*4", "7:8 text-lost"),
        ("accord\u00ading", "7:1 bad-character"),
        ("\u2067open", "7:1 bad-character"),
    ],
)
def test_a_fault_in_the_body_is_told_at_its_own_line(line, told):
    shaper = Shaper()
    read_prose("a", "a.md", f"---\ntitle: A\n---\n\nOne.\n\n{line}\n\nTwo.\n", shaper)
    assert [told] * bool(told) == [f"{one.span.line}:{one.span.column} {one.code}" for one in shaper.problems]


def test_blank_lines_above_the_front_matter_are_told_as_such():
    shaper = Shaper()
    read_prose("a", "a.md", "\n---\ntitle: A\n---\nOne.\n", shaper)
    assert ["delete what stands above the first line ---"] == [one.hint for one in shaper.problems]


def test_the_marks_of_an_unfinished_merge_are_seen_in_the_body_too(site):
    site.write(ABOUT, "---\ntitle: About\n---\n\n<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> theirs\n")
    assert [f"{ABOUT}:5:1 merge-conflict"] == site.problems()


@given(st.text(st.sampled_from("-a:\n t#'\"[x"), max_size=40))
def test_any_page_is_read_or_told(text):
    shaper = Shaper()
    page = read_prose("a", "content/pages/a.md", text, shaper)
    assert page is not None or shaper.problems

"""The record's files: what is read from them, and what is refused."""

from __future__ import annotations

import json

import pytest
from recording import CARD, RECORD, correct, put_on_record

from pincite.read.files import Folder
from pincite.read.record import (
    PUBLICATIONS,
    RATINGS,
    path_of,
    read_chain,
    read_versions,
    written_chain,
    written_versions,
)
from pincite.read.shape import Shaper

A, B = "a" * 64, "b" * 64


@pytest.fixture
def recorded(site):
    put_on_record(site)
    return site


def test_a_record_has_a_line_for_each_value_so_that_two_commits_compare_well(recorded):
    text = recorded.read(RECORD)
    assert '   "rating": "confirmed",\n' in text
    assert text.endswith("}\n")
    assert "harbour’s log" in text


def test_versions_are_read_as_they_were_written(recorded):
    folder = Folder(recorded.root)
    found = read_versions("boats-damaged", RECORD, folder, Shaper())
    assert written_versions(found).decode() == recorded.read(RECORD)
    assert RECORD in folder.digests


def test_a_chain_is_read_as_it_was_written(site):
    site.write(PUBLICATIONS, written_chain((A, B)))
    assert read_chain(Folder(site.root), Shaper()) == (A, B)
    assert site.load().site.chain == (A, B)


def test_a_site_without_publications_has_no_chain(site):
    assert site.load().site.chain == ()


def test_every_version_is_held_to_its_digest_and_to_the_one_before(recorded):
    """Who alters an old version has to alter all that follow, and what was published names them."""
    recorded.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    correct(recorded)
    put_on_record(recorded)
    content = json.loads(recorded.read(RECORD))
    content["versions"] = content["versions"][1:]
    recorded.write(RECORD, json.dumps(content))
    assert recorded.problems() == [f"{RECORD} record-broken"]


BROKEN = {
    "not JSON": "{",
    "not an object": "[]",
    "no versions": "{}",
    "an empty list": '{"versions": []}',
    "versions that are none": '{"versions": [1]}',
    "nested without end": "[" * 5_000,
    "empty": "",
    "a number without end": '{"versions": [' + "1" * 5_000 + "]}",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_record_that_is_none_is_told_at_its_path(recorded, what):
    recorded.write(RECORD, BROKEN[what])
    found = recorded.load().problems
    assert [(one.code, one.span.path) for one in found] == [("record-broken", RECORD)]


TWICE = json.dumps({"manifests": ["a" * 64, "b" * 64, "a" * 64]})


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"manifests": ["x"]}', '{"manifests": [1]}', TWICE])
def test_a_list_of_publications_that_is_none_is_told_at_its_path(recorded, text):
    recorded.write(PUBLICATIONS, text)
    assert [(one.code, one.span.path) for one in recorded.load().problems] == [("record-broken", PUBLICATIONS)]


def test_half_a_character_in_a_record_is_told_and_written_nowhere(recorded):
    """JSON can name half of a surrogate pair, which no file can hold."""
    recorded.write(RECORD, recorded.read(RECORD).replace('"rating": "confirmed"', '"rating": "\\ud800"'))
    assert recorded.problems() == [f"{RECORD} record-broken"]


def test_half_a_character_in_the_record_of_the_scale_is_told(recorded):
    recorded.write(RATINGS, '{"ratings": [{"id": "gone", "label": "\\ud800", "meaning": "Gone."}]}')
    assert recorded.problems() == [f"{RATINGS} record-broken"]


def test_a_merge_conflict_is_called_one(recorded):
    text = recorded.read(RECORD).replace(' "versions"', '<<<<<<< HEAD\n "versions"', 1)
    recorded.write(RECORD, text)
    found = recorded.load().problems
    assert [(str(one.span), "merge conflict" in one.message) for one in found] == [(f"{RECORD}:2:1", True)]


def test_a_file_that_nothing_reads_is_told(recorded):
    recorded.write("record/notes.json", "{}")
    recorded.write("record/claims/notes.txt", "")
    assert sorted(recorded.problems()) == ["record/claims/notes.txt file-unknown", "record/notes.json file-unknown"]


def test_a_file_of_another_name_is_not_the_record_of_a_claim(recorded):
    recorded.write(path_of("other"), recorded.read(RECORD))
    assert f"{path_of('other')} record-broken" in recorded.problems()

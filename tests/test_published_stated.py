"""The versions that the open data tell are worked out anew, and must come to what the manifest names."""

from __future__ import annotations

import json

import pytest

from pincite.dates import parse
from pincite.output.manifest import Manifest, Stated
from pincite.published.stated import stated
from pincite.versions import Cited, Counted, Noted, Statement, as_json, version

SAID = Statement(
    claim="It rained.",
    rating="good",
    verdict="It did.",
    quotes=(Cited(article="first", text="rain", stance="supports"),),
    figures=(Counted(measure="boats", numbers=(("value", 46),)),),
)
FIRST = version("storm", None, parse("2021-04-01"), SAID)
NOTE = (Noted(parse("2021-04-02"), "It was wrong."),)
SECOND = version("storm", FIRST, parse("2021-04-02"), SAID, NOTE)
MANIFEST = Manifest(generator="pincite 1", claims={"storm": Stated(2, SECOND.sha256)})


def _rows():
    return [{"id": "storm", "versions": [{**as_json(one), "sha256": one.sha256} for one in (FIRST, SECOND)]}]


def _told(rows, manifest=MANIFEST, seen=None):
    number, problems = stated(json.dumps(rows).encode(), manifest, seen or {})
    assert {one.code for one in problems} <= {"versions-broken"}
    return number, [one.message for one in problems]


def test_versions_that_give_their_digests_are_counted():
    assert _told(_rows()) == (2, [])


def test_what_else_the_open_data_tell_of_a_version_is_no_part_of_its_digest():
    rows = _rows()
    for one in rows[0]["versions"]:
        one |= {"id": f"storm/{one['version']}", "date_latest": one["date"], "page": "https://example.org/#version-1"}
        one |= {"corrections": one.get("corrections", []), "minor": []}
    assert _told(rows) == (2, [])


def test_a_word_that_was_altered_in_an_old_version_is_told():
    rows = _rows()
    rows[0]["versions"][0]["statement"]["verdict"] = "It did not."
    told = 'version 1 of the claim "storm" does not give the digest that stands there'
    assert _told(rows) == (0, [told])


def test_a_version_that_was_taken_out_is_told():
    rows = _rows()
    del rows[0]["versions"][0]
    assert _told(rows)[1] == ['version 1 of the claim "storm" does not give the digest that stands there']
    rows = _rows()
    del rows[0]["versions"][1]
    assert _told(rows)[1] == ['the newest version of "storm" in the data is not the one that the manifest names']


def test_a_whole_other_past_is_told_by_what_was_published_before():
    seen = {("storm", 1): "0" * 64, ("storm", 2): SECOND.sha256, ("other", 1): "0" * 64}
    assert _told(_rows(), seen=seen)[1] == ['version 1 of the claim "storm" is not the one that was published before']


def test_a_claim_that_only_one_of_the_two_has_is_told():
    other = Manifest(generator="pincite 1", claims={"other": Stated(1, "0" * 64)})
    assert _told(_rows(), other)[1] == [
        'the claim "storm" has versions in the data, and the manifest does not name it',
        'the claim "other" has no versions in the data, and the manifest names version 1',
    ]


@pytest.mark.parametrize("rows", [[], {}, None, [{"id": "storm"}], [{"id": 3, "versions": [1]}], ["x"]])
def test_data_of_a_program_that_told_no_versions_have_none(rows):
    assert _told(rows) == (0, [])


@pytest.mark.parametrize("listed", [5, "x", {"a": 1}, [None], [{}], [{"version": 1, "date": "x", "sha256": ""}], [[]]])
def test_versions_of_another_shape_are_told(listed):
    assert _told([{"id": "storm", "versions": listed}])[1] == ['the versions of the claim "storm" cannot be read']


def test_a_claim_whose_id_is_half_a_character_is_told_in_words_that_can_be_printed():
    rows = [one | {"id": "\ud800"} for one in _rows()]
    assert _told(rows)[1][0] == 'the versions of the claim "\\ud800" cannot be read'


def test_every_value_of_a_version_may_be_anything_and_brings_no_exception():
    for name in ("version", "date", "statement", "sha256", "corrections"):
        for value in (None, -1, "x", [], {}, [1], {"claim": "x"}, True):
            rows = _rows()
            rows[0]["versions"][1][name] = value
            assert _told(rows)[1] != [], (name, value)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_data_that_are_no_json_are_told(data):
    assert [one.message for one in stated(data, MANIFEST, {})[1]] == ["the file is no JSON"]

"""Addresses of appearances come one by one, whatever they were written in; the checker's own are none."""

from __future__ import annotations

import time

import pytest

from pincite.intake.sightings import AT_MOST, Sighting, sightings

A, B, C = "https://a.example/x,1", "http://b.example/?q=1", "https://web.archive.org/web/2020/https://c.example/"


def _found(item, own=()):
    told = []
    return sightings(item, set(own), lambda what, detail: told.append((what, detail))), told


@pytest.mark.parametrize(
    "value",
    [
        f"{A}, {B} and {C}",
        f"{A} {B}\n{C}",
        f"{A};{B} | {C},",
        [A, {"@type": "NewsArticle", "url": B}, {"@id": C}],
        {"url": [A, B, C]},
        [f"{A}, {B}", [C]],
    ],
    ids=["joined by words", "by white space", "by marks", "objects", "a list in an object", "a list in a list"],
)
def test_addresses_are_parted(value):
    found, told = _found({"appearance": value})
    assert ([one.url for one in found], told) == ([A, B, C], [])


@pytest.mark.parametrize("between", [" ", " and", ", "], ids=["blanks", "words", "marks"])
def test_a_text_without_end_between_addresses_takes_no_time_to_speak_of(between):
    started = time.process_time()
    _found({"appearance": f"https://a.example/{between * 20_000}x"})
    assert time.process_time() - started < 1


def test_only_a_first_appearance_is_called_the_first():
    found, _ = _found({"appearance": [B, A], "firstAppearance": A})
    assert found == (Sighting(A, first=True), Sighting(B))


def test_of_several_first_appearances_none_is_called_the_first():
    found, told = _found({"firstAppearance": [A, B]})
    assert [one.first for one in found] == [False, False]
    assert told[0][0].startswith("itemReviewed.firstAppearance: more than one address")


@pytest.mark.parametrize("own", ["a.example", "example"])
def test_the_checker_s_own_host_is_left_out_and_told(own):
    found, told = _found({"appearance": ["https://www.a.example/x", C]}, [own])
    assert [one.url for one in found] == [C]
    assert told == [
        ("itemReviewed.appearance: an address of the checker's own, which is no appearance", "https://www.a.example/x")
    ]


@pytest.mark.parametrize("host", ["a.example.", "A.EXAMPLE:8443", "ａ.example", "a。example"])
def test_the_checker_s_own_host_is_known_however_it_is_written(host):
    found, told = _found({"appearance": f"https://{host}/x"}, ["a.example"])
    assert (found, len(told)) == ((), 1)


def test_a_host_that_only_ends_alike_is_another_one():
    found, _ = _found({"appearance": "https://nota.example/"}, ["a.example"])
    assert [one.url for one in found] == ["https://nota.example/"]


@pytest.mark.parametrize(
    "url",
    ["Facebook", "www.a.example", "https://user@a.example/", "https://%61.example/", "https://a.example/a b", "https:"],
)
def test_what_is_no_address_is_told(url):
    found, told = _found({"appearance": url})
    assert (found, len(told)) == ((), 1)


def test_the_claim_s_own_address_serves_where_there_is_no_other():
    assert [one.url for one in _found({"url": [A, B]})[0]] == [A, B]
    assert [one.url for one in _found({"url": A, "appearance": B})[0]] == [B]


def test_a_list_without_end_is_cut_and_told():
    found, told = _found({"appearance": [f"https://a.example/{number}" for number in range(AT_MOST + 3)]})
    assert (len(found), len(told)) == (AT_MOST, 3)


@pytest.mark.parametrize("value", [None, 3, [], {}, {"url": None}, [None, [[]]], True])
def test_what_holds_no_address_gives_none(value):
    assert _found({"appearance": value})[0] == ()

"""Those who made the claims are the site's own actors where they have the same name, else new ones."""

from __future__ import annotations

from pincite.intake.claimants import Claimants
from pincite.intake.review import Named


def _claimants(site):
    return Claimants.of(site.load().site.actors)


def test_an_actor_whom_the_site_has_is_found_by_name_whatever_the_capitals(site):
    claimants = _claimants(site)
    assert (claimants.id_of(Named("ada  WREN", "person")), claimants.entries) == ("ada-wren", {})


def test_a_new_one_gets_an_entry_once(site):
    claimants = _claimants(site)
    named = Named("Jo Berg", "person", "Mayor", "https://jo.example/", ("https://a.example/", "https://b.example/"))
    assert [claimants.id_of(one) for one in (named, Named("jo berg", "group"))] == ["jo-berg", "jo-berg"]
    assert claimants.entries == {
        "jo-berg": {
            "name": "Jo Berg",
            "kind": "person",
            "description": "Mayor",
            "url": "https://jo.example/",
            "same_as": "https://a.example/, https://b.example/",
        }
    }


def test_names_that_make_the_same_id_or_none_get_a_number(site):
    claimants = _claimants(site)
    names = ["Ada-Wren", "Игорь", "Мария", "No"]
    assert [claimants.id_of(Named(name, "person")) for name in names] == [
        "ada-wren-2",
        "claimant-2",
        "claimant-3",
        "no",
    ]


def test_who_is_of_no_known_kind_is_unidentified(site):
    claimants = _claimants(site)
    idents = [claimants.id_of(one) for one in (Named("Posts", ""), Named("Ada Wren", ""), Named("Jo", "person"), None)]
    assert [claimants.is_of_no_kind(one) for one in idents] == [True, False, False, False]
    assert claimants.entries["posts"]["kind"] == "unidentified"


def test_nobody_is_not_recorded_and_has_one_entry(site):
    claimants = _claimants(site)
    assert [claimants.id_of(None), claimants.id_of(None)] == ["not-recorded", "not-recorded"]
    assert claimants.entries == {"not-recorded": {"name": "Not recorded", "kind": "unidentified"}}

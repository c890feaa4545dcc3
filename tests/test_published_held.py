"""What was published holds: no version is altered, none is lost, no claim vanishes."""

from __future__ import annotations

from pincite.dates import parse
from pincite.output.manifest import Manifest, Stated
from pincite.published.held import held, site_held, versions_of, wordings_of
from pincite.versions import Statement, version

SAYS = Statement(claim="C.", rating="r", verdict="V.")
ONE = version("c1", None, parse("2021-04-01"), SAYS)
TWO = version("c1", ONE, parse("2021-04-02"), SAYS)


def _codes(now, before):
    return [(one.code, one.span.path) for one in held(now, before, "there")]


def test_what_was_published_may_be_followed():
    assert _codes({"c1": (ONE, TWO)}, {"c1": Stated(1, ONE.sha256)}) == []


def test_what_is_published_is_held():
    assert _codes({"c1": (ONE, TWO)}, {"c1": Stated(2, TWO.sha256)}) == []


def test_a_claim_that_is_new_is_held_against_nothing():
    assert _codes({"c1": (ONE,)}, {}) == []


def test_a_version_that_was_altered_is_told_at_the_record():
    assert _codes({"c1": (TWO,)}, {"c1": Stated(1, ONE.sha256)}) == [("record-rewritten", "record/claims/c1.json")]


def test_a_record_that_lacks_a_published_version_is_behind():
    assert _codes({"c1": (ONE,)}, {"c1": Stated(2, TWO.sha256)}) == [("record-behind", "record/claims/c1.json")]


def test_a_claim_without_a_page_has_vanished():
    assert _codes({}, {"c1": Stated(1, ONE.sha256)}) == [("claim-vanished", "record/claims/c1.json")]


def test_the_place_is_named_in_the_message():
    (found,) = held({}, {"c1": Stated(1, ONE.sha256)}, "on the branch gh-pages")
    assert "stands on the branch gh-pages" in found.message


def test_the_versions_of_a_site_are_those_of_its_claims(site):
    assert set(versions_of(site.load().site)) == {"boats-damaged", "bridge-closed"}


def test_a_site_is_held_with_its_claims_and_its_scale(site):
    loaded = site.load().site
    words = {ident: Stated(one.version, "0" * 64) for ident, one in wordings_of(loaded).items()}
    published = Manifest(generator="pincite 1", claims={"gone": Stated(1, "0" * 64)}, ratings=words)
    told = [one.code for one in site_held(loaded, published, "there")]
    assert told == ["claim-vanished", *("record-rewritten" for _ in words)]

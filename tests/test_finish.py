"""The last step of a build: the manifest says what the site was made from and by, and nothing of the machine."""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import PackageNotFoundError, version
from unittest.mock import Mock

import pytest
from recording import CARD, correct, put_on_record
from rendering import equip
from running import ROOT

from pincite import __version__
from pincite.commands import finish as finishing
from pincite.commands.finish import finish
from pincite.output.manifest import Manifest, Stated, parsed
from pincite.pipeline import make
from pincite.read.record import PUBLICATIONS, written_chain

A = "a" * 64


@pytest.fixture
def site(site):
    equip(site.root)
    return site


def _manifest(site, **options) -> Manifest:
    made = make(site.root, **options)
    found = parsed(finish(site.root, made, drafts=options.get("drafts", False))["manifest.json"])
    assert found
    return found


def test_the_program_and_its_libraries_are_named_with_their_versions(site):
    found = _manifest(site)
    assert found.generator == f"pincite {__version__}"
    names = ("beautifulsoup4", "jinja2", "markdown", "markupsafe", "pyyaml")
    assert found.libraries == {name: version(name) for name in names}


def test_a_library_is_named_where_the_site_uses_it(site):
    shutil.copytree(ROOT / "locale", site.root / "locale")
    site.edit("site.yaml", "language: en\n", "language: ru\n")
    assert _manifest(site).libraries["babel"] == version("babel")


@pytest.mark.parametrize("told", [None, PackageNotFoundError("markdown"), KeyError("Version")])
def test_a_library_that_does_not_tell_its_version_is_named_as_unknown(site, monkeypatch, told):
    """Its metadata are not there, or may not be read: by Python's release, that is told in one way or another."""
    monkeypatch.setattr(finishing, "version", Mock(side_effect=[told] * 5))
    assert set(_manifest(site).libraries.values()) == {"unknown"}


def test_every_file_but_the_manifest_is_listed_with_its_digest(site):
    files = finish(site.root, make(site.root))
    found = parsed(files.pop("manifest.json"))
    assert found
    assert {path: one.sha256 for path, one in found.outputs.items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items()
    }


def test_the_newest_version_of_each_published_claim_is_named(site):
    put_on_record(site)
    site.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    correct(site)
    claims = {str(claim.id): claim for claim in site.load().site.claims}
    newest = claims["boats-damaged"].versions[-1]
    assert _manifest(site).claims["boats-damaged"] == Stated(2, newest.sha256)
    assert set(_manifest(site).claims) == {"boats-damaged", "bridge-closed"}


def test_the_publications_before_are_named(site):
    site.write(PUBLICATIONS, written_chain([A]))
    found = _manifest(site)
    assert (found.chain, PUBLICATIONS in found.inputs) == ((A,), True)


def test_a_build_with_drafts_says_so_and_only_where_there_are_any(site):
    assert _manifest(site, drafts=True).drafts
    assert not _manifest(site).drafts


def test_the_address_is_that_for_which_it_was_built(site):
    assert _manifest(site, url="https://else.example.org/x/").url == "https://else.example.org/x/"


def test_a_site_with_errors_has_no_files(site):
    site.edit(CARD, "rating: confirmed", "rating: unheard-of")
    assert finish(site.root, make(site.root)) == {}

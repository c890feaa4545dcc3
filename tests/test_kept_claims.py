"""A claim whose body is in the cache is the claim in every way, and tells what of it was asked for."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from pincite.kept.claims import CLOSER, SHOWN, Bodies, KeptClaim
from pincite.kept.store import KeptError, Store
from pincite.model import Claim
from pincite.read.files import Folder
from pincite.site import Memory, load

ROOT = Path(__file__).parent
PROPERTIES = [name for name, one in vars(Claim).items() if isinstance(one, property)]


class _Noting(Bodies):
    def __init__(self):
        super().__init__(Store(None))
        self.asked_for = []
        self.note = self.asked_for.append


@pytest.fixture(name="bodies")
def fixture_bodies():
    return _Noting()


@pytest.fixture(name="claims", params=["states-site", "arabic-site"])
def fixture_claims(request, bodies):
    folder = ROOT / request.param
    loaded = load(Folder(folder), drafts=True, memory=Memory(bodies, "program")).site.claims
    bodies.asked_for.clear()
    return loaded, load(Folder(folder), drafts=True).site.claims


def test_a_kept_claim_is_its_claim_in_every_field_and_property(claims):
    kept, read = claims
    assert [type(one) for one in kept] == [KeptClaim] * len(read)
    for one, other in zip(kept, read, strict=True):
        for name in (*(field.name for field in fields(Claim)), *PROPERTIES):
            if name != "whole":
                assert getattr(one, name) == getattr(other, name), (one.id, name)
        assert one.whole == other


def test_what_lists_see_of_a_claim_does_not_load_its_body(claims, bodies):
    bodies.store.drop("body", [one.name_of_body for one in claims[0]])
    for one, other in zip(*claims, strict=True):
        for name in ("id", "path", "code", "draft", "withdrawn", "reviewable", "newest", *SHOWN):
            assert getattr(one, name) == getattr(other, name)
    assert bodies.asked_for == []


def test_what_is_closer_is_at_hand_and_is_noted(claims, bodies):
    one = claims[0][0]
    bodies.store.drop("body", [one.name_of_body])
    for name in CLOSER:
        bodies.asked_for.clear()
        assert getattr(one, name) == getattr(claims[1][0], name)
        assert bodies.asked_for == [f"card:{one.id}"]


def test_a_body_that_is_asked_for_is_noted_each_time(claims, bodies):
    one = claims[0][0]
    assert one.evidence == claims[1][0].evidence
    assert one.analysis == claims[1][0].analysis
    assert set(bodies.asked_for) == {f"card:{one.id}"}
    bodies.asked_for.clear()
    assert one.whole  # held by now
    assert bodies.asked_for == [f"card:{one.id}"]


def test_who_asks_for_the_quotes_is_noted_for_these_alone(claims, bodies):
    one = claims[0][0]
    assert one.quotes == claims[1][0].quotes
    assert set(bodies.asked_for) == {f"quotes:{one.id}"}


def test_a_body_that_is_lost_is_an_error_of_the_cache(claims, bodies):
    one = claims[0][0]
    bodies.store.put("body", [(one.name_of_body, one.basis, b"[1]\n[]")])
    with pytest.raises(KeptError):
        _ = one.quotes
    bodies.store.drop("body", [one.name_of_body])
    with pytest.raises(KeptError, match="has lost"):
        _ = one.quotes


def test_a_kept_claim_is_pickled_as_a_whole_one(claims):
    made = pickle.loads(pickle.dumps(claims[0][0]))  # noqa: S301 - just made
    assert type(made) is Claim
    assert made == claims[1][0]


def test_what_lists_see_has_another_digest_only_where_it_is_another(tmp_path):
    root = shutil.copytree(ROOT / "arabic-site", tmp_path / "site")
    card = root / "content/claims/boats-damaged.yaml"

    def shown():
        site = load(Folder(root), memory=Memory(Bodies(Store(None)), "program")).site
        return next(one for one in site.claims if one.id == "boats-damaged").shown()

    before = shown()
    card.write_text(card.read_text("utf-8") + "\n# A remark.\n", "utf-8")
    assert shown() == before
    card.write_text(card.read_text("utf-8").replace("title: ", "title: X ", 1), "utf-8")
    assert shown() != before

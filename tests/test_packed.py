"""Records become bytes and come back as they were; what is no such record is refused."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pincite import packed
from pincite.kept.claims import KeptClaim, body
from pincite.model import Actor, Article, Claim, Place, Reference, Topic
from pincite.problems import Problem, Severity, Span
from pincite.read.files import Folder
from pincite.site import load

ROOT = Path(__file__).parent
KINDS = {
    "claims": Claim,
    "articles": Article,
    "actors": Actor,
    "places": Place,
    "references": Reference,
    "topics": Topic,
}


def _whole(record):
    """Give every field, those that comparing leaves out, too."""
    return [getattr(record, one.name) for one in fields(record)]


@pytest.fixture(name="whole", scope="module", params=[ROOT.parent, ROOT / "states-site"], ids=["microsite", "states"])
def fixture_whole(request):
    return load(Folder(request.param), drafts=True).site


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_a_site_comes_back_as_it_was_packed(whole, kind):
    records = getattr(whole, kind)
    assert records
    for record in records:
        path = getattr(record, "path", "")
        made = packed.loads(packed.dumps(record, KINDS[kind], path), KINDS[kind], path)
        assert type(made) is KINDS[kind]
        assert repr(made) == repr(record)
        if kind != "articles":  # whose text is read anew when it is asked for
            assert _whole(made) == _whole(record)


def test_a_place_in_another_file_keeps_its_path():
    one = (Problem("code", "message", Span("a.yaml", 2, 3, 4), "hint", Severity.WARNING),)
    for path in ("a.yaml", "b.yaml"):
        assert packed.loads(packed.dumps(one, tuple[Problem, ...], path), tuple[Problem, ...], path) == one


@pytest.mark.parametrize("data", [b"", b"{", b"null", b"[]", b'"text"', b"[1]", b"{}", b"\xff", b"[[[[]]]]"])
def test_bytes_that_are_no_claim_are_refused(data):
    with pytest.raises(packed.UNFIT):
        packed.loads(data, Claim, "content/claims/a.yaml")


def test_a_claim_cut_short_is_refused(whole):
    data = body(whole.claims[0])
    assert not isinstance(whole.claims[0], KeptClaim)
    for size in range(0, len(data), 97):
        with pytest.raises(packed.UNFIT):
            packed.loads(data[:size], Claim, whole.claims[0].path)


def test_a_kind_that_is_not_packed_is_refused():
    with pytest.raises(TypeError, match="no kind that is packed"):
        packed.form(dict)

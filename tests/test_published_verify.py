"""What keeps a part of a place from being read is a problem among the others, and nothing is raised."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from test_published_stated import FIRST, SECOND, _rows

from pincite.output.manifest import Manifest, Stated, listed, parsed, written
from pincite.problems import Problem, Span
from pincite.published import signature
from pincite.published.place import PlaceError
from pincite.published.verify import Against, verify

FILES = {"data/claims.json": b"[]", "index.html": b"<p>front"}
MANIFEST = Manifest(generator="pincite 1", url="https://example.org/", outputs=listed(FILES))


@dataclass
class InMemory:
    """A place in memory; what is an exception there is raised."""

    name: str = "here"
    files: dict[str, object] = field(default_factory=dict)

    def read(self, path, limit):
        found = self.files.get(path)
        if isinstance(found, list):  # one answer after the other
            found = found.pop(0)
        if isinstance(found, Exception):
            raise found
        return found if found is None else found[: limit + 1]

    def paths(self):
        return frozenset(self.files)


def _place(manifest=MANIFEST, **changes):
    return InMemory(files={**FILES, "manifest.json": written(manifest), **changes})


def _lost(path):
    return PlaceError(Problem("fetch-failed", "it cannot be had", Span(path)))


def _codes(place, against=None):
    return [f"{one.span} {one.code}" for one in verify(place, against or Against()).problems]


def test_a_place_that_is_whole_has_no_problem_and_its_numbers():
    found = verify(_place(), Against())
    assert (found.problems, found.notes, found.files, found.size, found.signed.state) == ((), (), 2, 10, "none")


def test_without_a_manifest_nothing_else_is_asked():
    assert _codes(_place(**{"manifest.json": None})) == ["manifest.json no-manifest"]
    assert _codes(_place(**{"manifest.json": _lost("manifest.json")})) == ["manifest.json fetch-failed"]


def test_a_file_that_cannot_be_had_is_told_and_the_rest_is_looked_at():
    place = _place(**{"index.html": _lost("index.html"), "extra.html": b"x"})
    assert _codes(place) == ["extra.html site-extra", "index.html fetch-failed"]


def test_data_that_were_altered_are_told_once_and_not_read_for_versions():
    assert _codes(_place(**{"data/claims.json": b"{}"})) == ["data/claims.json site-changed"]


def test_data_and_a_signature_that_are_lost_on_the_way_are_told():
    place = _place(**{"data/claims.json": [b"[]", _lost("data/claims.json")]})
    assert _codes(place) == ["data/claims.json fetch-failed"]
    assert _codes(_place(**{"manifest.json.sig": _lost("manifest.json.sig")})) == ["manifest.json.sig fetch-failed"]


def test_claims_without_versions_in_the_data_and_drafts_are_remarked():
    found = verify(_place(replace(MANIFEST, claims={"one": Stated(1, "a" * 64)}, drafts=True)), Against())
    assert (found.problems, len(found.notes)) == ((), 2)


def test_a_chain_that_contradicts_itself_or_what_was_kept_is_told():
    twice = replace(MANIFEST, chain=("a" * 64, "a" * 64))
    assert _codes(_place(twice)) == ["manifest.json chain-broken"]
    kept = replace(MANIFEST, sha256="b" * 64)
    assert _codes(_place(), Against(since=kept, kept="in x")) == ["manifest.json chain-broken"]


def test_what_was_kept_is_held_against_the_versions_in_the_data():
    """The newest version may be as the manifest says, and the one that readers saw before another."""
    data = json.dumps(_rows()).encode()
    kept = Manifest(generator="pincite 1", claims={"storm": Stated(1, "0" * 64)}, sha256="b" * 64)
    files = {"data/claims.json": data}
    now = replace(MANIFEST, claims={"storm": Stated(2, SECOND.sha256)}, outputs=listed(files), chain=("b" * 64,))
    place = InMemory(files={**files, "manifest.json": written(now)})
    assert _codes(place, Against(since=kept, kept="in x")) == ["data/claims.json versions-broken"]
    kept = replace(kept, claims={"storm": Stated(1, FIRST.sha256)})
    found = verify(place, Against(since=kept, kept="in x"))
    assert (found.problems, found.versions) == ((), 2)


def test_a_signature_without_openssh_is_a_remark_unless_signers_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(signature, "KEYGEN", "no-such-program")
    place = _place(**{"manifest.json.sig": b"-----BEGIN SSH SIGNATURE-----"})
    found = verify(place, Against())
    assert (found.problems, len(found.notes)) == ((), 1)
    assert _codes(place, Against(signers=tmp_path / "x")) == ["manifest.json.sig no-ssh-keygen"]


def test_a_build_is_held_against_the_manifest():
    built = parsed(written(MANIFEST))
    assert _codes(_place(), Against(built=built)) == []
    assert _codes(_place(), Against(built=replace(built, generator="pincite 2", sha256="a" * 64))) == [
        "manifest.json rebuild-tools"
    ]

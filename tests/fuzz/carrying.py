"""What other programs, other people or a broken disk may hand over: JSON of manifests, of versions and of the cache."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from fuzz import near
from fuzz.reading import BASE
from fuzz.targets import sound, target
from pincite import packed
from pincite.kept.claims import body, light
from pincite.kept.store import Store
from pincite.model import Actor, Article, Claim, Event, Place, Reference, Topic
from pincite.output.manifest import Listed, Manifest, Stated, parsed, written
from pincite.published.stated import stated
from pincite.versions import canonical

assert BASE
_RECORDS = [
    (Claim, BASE.claims),
    (Article, BASE.articles),
    (Actor, BASE.actors),
    (Reference, BASE.references),
    (Place, BASE.places),
    (Topic, BASE.topics),
    (Event, BASE.events),
]
_PACKS = [(kind, packed.dumps(one, kind, "a.yaml")) for kind, several in _RECORDS for one in several]
_MANIFEST = Manifest(
    generator="pincite 0.1",
    url="https://example.org/",
    drafts=False,
    libraries={"jinja2": "3.1.6"},
    chain=("a" * 64,),
    claims={"boats-damaged": Stated(1, "b" * 64)},
    ratings={"confirmed": Stated(1, "c" * 64)},
    inputs={"site.yaml": "d" * 64},
    outputs={"index.html": Listed("e" * 64, 12)},
    sha256="",
)
ROWS = Store(None)
_KEYS = tuple("format generator url drafts libraries chain claims ratings inputs outputs sha256 size version".split())


@target("packed", which=st.sampled_from(range(len(_PACKS))), data=st.data())
def packs(which: int, data: st.DataObject) -> None:
    """A packed record that was changed in any place is unpacked, or refused as unfit, and a whole one comes back."""
    kind, whole = _PACKS[which]
    assert packed.dumps(packed.loads(whole, kind, "a.yaml"), kind, "a.yaml") == whole
    spoilt = data.draw(near.near_json(json.loads(whole), ("id", "text", "span")), label="spoilt")
    raw = json.dumps(spoilt, ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        made = packed.loads(raw, kind, "a.yaml")
    except packed.UNFIT:
        return
    assert isinstance(made, kind)


@target("rows", at=st.integers(0, 400), length=st.integers(0, 8), new=st.binary(max_size=8))
def rows(at: int, length: int, new: bytes) -> None:
    """A row of the cache of which any byte is another is none."""
    claim = BASE.claims[0]
    data, basis = light(claim) + b"\n" + body(claim), b"b" * 32
    row = ROWS._check("card", "a", basis, data) + data
    at %= len(row) + 1
    spoilt = row[:at] + new + row[at + length :]
    assert ROWS._whole("card", "a", basis, row) == data
    assert ROWS._whole("card", "a", basis, spoilt) == (data if spoilt == row else None)
    assert ROWS._whole("card", "a", basis + new, row) == (None if new else data)
    assert ROWS._whole("body", "a", basis, row) is None


@target(
    "manifest",
    content=near.near_json(json.loads(written(_MANIFEST)), _KEYS).map(
        lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )
    | st.binary(max_size=40),
)
def manifests(content: bytes) -> None:
    """A manifest is read and written as it was read, or it is none of ours, whoever wrote it."""
    made = parsed(content)
    if made is not None:
        again = parsed(written(made))
        assert again is not None
        assert (again.inputs, again.outputs, again.claims, again.chain) == (
            made.inputs,
            made.outputs,
            made.claims,
            made.chain,
        )


_ROWS = [
    {
        "id": "boats-damaged",
        "versions": json.loads((near.BASE.parent / "states-site/record/claims/corrected.json").read_text("utf-8"))[
            "versions"
        ],
    }
]
_OF_VERSIONS = tuple(
    "id versions version date statement claim rating verdict quotes figures corrections sha256".split()
)


@target("versions", content=near.near_json(_ROWS, _OF_VERSIONS))
def of_versions(content: object) -> None:
    """The versions in a site's open data give their digests, or are told to be broken, whoever wrote them."""
    raw = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    number, problems = stated(raw, _MANIFEST, {("boats-damaged", 1): "f" * 64})
    assert number >= 0
    sound(problems, {})
    try:
        canonical(content)
    except ValueError:
        return

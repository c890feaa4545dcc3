"""The manifest lists what a build wrote, the same bytes for the same build."""

from __future__ import annotations

import hashlib
import json

import pytest

from pincite.output.manifest import Listed, Manifest, Stated, listed, parsed, read_manifest, written

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
WHOLE = Manifest(
    generator="pincite 1.2",
    url="https://example.org/",
    libraries={"jinja2": "3"},
    chain=("a" * 64, "b" * 64),
    claims={"c1": Stated(2, "c" * 64)},
    ratings={"r1": Stated(1, "d" * 64)},
    inputs={"site.yaml": "12"},
    outputs={"é.html": Listed(EMPTY, 0)},
)


def test_files_are_listed_by_digest_and_size_and_the_manifest_not_at_all():
    assert listed({"b.html": b"", "manifest.json": b"before"}) == {"b.html": Listed(EMPTY, 0)}


def test_a_manifest_has_every_key_sorted_and_one_line_for_each_value():
    assert written(WHOLE).decode() == (
        f'{{\n "chain": [\n  "{"a" * 64}",\n  "{"b" * 64}"\n ],\n'
        f' "claims": {{\n  "c1": {{\n   "sha256": "{"c" * 64}",\n   "version": 2\n  }}\n }},\n'
        ' "format": 2,\n "generator": "pincite 1.2",\n "inputs": {\n  "site.yaml": "12"\n },\n'
        ' "libraries": {\n  "jinja2": "3"\n },\n'
        f' "outputs": {{\n  "é.html": {{\n   "sha256": "{EMPTY}",\n   "size": 0\n  }}\n }},\n'
        f' "ratings": {{\n  "r1": {{\n   "sha256": "{"d" * 64}",\n   "version": 1\n  }}\n }},\n'
        ' "url": "https://example.org/"\n}\n'
    )


def test_the_order_of_files_does_not_show():
    files = {"b": b"1", "a": b"2"}
    one, other = (Manifest(generator="pincite 1", outputs=listed(dict(items))) for items in (files, [*files.items()]))
    turned = Manifest(generator="pincite 1", outputs=listed(dict(reversed(files.items()))))
    assert written(one) == written(other) == written(turned)


def test_what_was_written_is_read_with_the_digest_of_its_bytes(tmp_path):
    data = written(WHOLE)
    (tmp_path / "manifest.json").write_bytes(data)
    found = read_manifest(tmp_path)
    assert found
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert written(found) == data


def test_the_manifest_before_is_the_newest_of_the_chain():
    assert (WHOLE.before, Manifest(generator="pincite 1").before) == ("b" * 64, "")


def test_a_build_with_drafts_says_so():
    data = written(Manifest(generator="pincite 1", drafts=True))
    found = parsed(data)
    assert found
    assert found.drafts
    assert "drafts" not in json.loads(written(WHOLE))


def test_a_folder_without_a_manifest_has_none(tmp_path):
    assert read_manifest(tmp_path) is None


def test_the_manifest_of_an_earlier_version_is_ours():
    data = b'{"format": 1, "generator": "pincite 0.1.0", "inputs": {}, "outputs": {"x": {"sha256": "%s", "size": 1}}}'
    found = parsed(data % EMPTY.encode())
    assert found
    assert (list(found.outputs), found.chain, found.claims) == (["x"], (), {})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format": 2',
        b"[" * 100_000,
        b'{"name": "an app", "icons": []}',
        b'{"format": 3, "generator": "pincite 9", "inputs": {}, "outputs": {}}',
        b'{"format": 2, "generator": "other 1", "inputs": {}, "outputs": {}}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {}, "outputs": []}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {}}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {}, "outputs": {"x": {"sha256": "12", "size": 1}}}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {}, "outputs": {}, "chain": ["x"]}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {}, "outputs": {}, "claims": {"a": {"version": "1"}}}',
        b'{"format": 2, "generator": "pincite 1\\nsigned by the desk", "inputs": {}, "outputs": {}}',
        b'{"format": 2, "generator": "pincite 1", "url": "\\u001b[2J", "inputs": {}, "outputs": {}}',
        b'{"format": 2, "generator": "pincite 1", "inputs": {"a\\n::error::b": ""}, "outputs": {}}',
        b'{"format": [2], "generator": "pincite 1", "inputs": {}, "outputs": {}}',
    ],
)
def test_a_manifest_that_is_none_of_ours_is_none(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    assert read_manifest(tmp_path) is None


def test_a_manifest_that_is_a_link_is_none(tmp_path):
    (tmp_path / "x").write_bytes(written(WHOLE))
    (tmp_path / "manifest.json").symlink_to("x")
    assert read_manifest(tmp_path) is None


ODD = [
    "",
    '"',
    "\\",
    "/",
    "\n\r\t\b\f",
    "\x00\x1f\x7f\x80\x9f",
    "é",
    "\u2028\u2029",
    "א",
    "\U0001f600",
    "\ufeff",
    "</script>",
    "{}",
    "[]: ,",
    "a" * 300,
]


def by_the_library(manifest):
    content = {
        "format": 2,
        "generator": manifest.generator,
        "libraries": dict(manifest.libraries),
        "url": manifest.url,
        **({"drafts": True} if manifest.drafts else {}),
        "chain": list(manifest.chain),
        "claims": {name: {"version": one.version, "sha256": one.sha256} for name, one in manifest.claims.items()},
        "ratings": {name: {"version": one.version, "sha256": one.sha256} for name, one in manifest.ratings.items()},
        "inputs": dict(manifest.inputs),
        "outputs": {path: {"sha256": one.sha256, "size": one.size} for path, one in manifest.outputs.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@pytest.mark.parametrize("odd", ODD)
def test_a_manifest_has_the_bytes_that_the_library_would_give_it(odd):
    manifest = Manifest(
        generator=odd,
        url=odd,
        drafts=True,
        libraries={odd: odd, "b": "", "a": odd},
        chain=(odd, "b", odd),
        claims={odd: Stated(1, odd), "A": Stated(10**20, "")},
        ratings={"z": Stated(0, odd), odd: Stated(2, "x")},
        inputs=dict.fromkeys(reversed(ODD), odd),
        outputs={f"{one}{odd}": Listed(odd, number) for number, one in enumerate(ODD)},
    )
    assert written(manifest) == by_the_library(manifest)


def test_an_empty_manifest_and_a_whole_one_have_the_bytes_that_the_library_would_give_them():
    for manifest in (Manifest(generator="pincite 1"), WHOLE):
        assert written(manifest) == by_the_library(manifest)


@pytest.mark.parametrize(
    "one",
    [
        '{"sha256": "%s", "size": -1}',
        '{"sha256": "%s", "size": true}',
        '{"sha256": "%s", "size": 1.0}',
        '{"sha256": "%s", "size": "1"}',
        '{"sha256": "%s", "size": null}',
        '{"sha256": "%s"}',
        '{"size": 1}',
        '{"sha256": 1, "size": 1}',
        '{"sha256": "A%.63s", "size": 1}',
        '{"sha256": "%.63s", "size": 1}, "y": {"sha256": "%.1s%s", "size": 1}',
        '{"sha256": "%.63s\\n", "size": 1}',
        '{"sha256": "%.63s\u0663", "size": 1}',
        '["%s", 1]',
        '"%s"',
        "null",
    ],
)
def test_one_output_that_is_not_well_told_spoils_all(one):
    begin = '{"format": 2, "generator": "pincite 1", "inputs": {}, "outputs": {"w": {"sha256": "%s", "size": 1}, "x": '
    text = begin % EMPTY + one % ((EMPTY,) * one.count("%")) + "}}"
    json.loads(text)
    assert parsed(text.encode()) is None


@pytest.mark.parametrize("field", ["inputs", "libraries"])
@pytest.mark.parametrize("value", ['{"a": "x\\u0085"}', '{"a\\u2028": "x"}', '{"a": 1}', '{"a": null}', '["a"]', '"a"'])
def test_an_order_to_the_terminal_or_no_text_at_all_spoils_all(field, value):
    rest = '"inputs": {}, ' if field == "libraries" else ""
    assert (
        parsed(f'{{"format": 2, "generator": "pincite 1", "outputs": {{}}, {rest}"{field}": {value}}}'.encode()) is None
    )

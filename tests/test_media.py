"""Which files may be assets: told by the suffix and by the bytes."""

from __future__ import annotations

import pytest
from rendering import ROOT

from pincite.render.media import KINDS, why_refused

SOUND = {
    ".css": b"p{color:red}",
    ".js": "let one = 'ж'".encode(),
    ".json": b"{}",
    ".txt": b"",
    ".woff2": b"wOF2\0",
    ".woff": b"wOFF\0",
    ".ttf": b"\0\1\0\0\0",
    ".otf": b"OTTO\0",
    ".png": b"\x89PNG\r\n\x1a\n\0",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".jpeg": b"\xff\xd8\xff\xdb",
    ".gif": b"GIF89a\1",
    ".webp": b"RIFF\1\2\3\4WEBPVP8 ",
    ".avif": b"\0\0\0\x1cftypavif\0",
    ".ico": b"\0\0\1\0\1",
    ".svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def test_every_kind_is_told_by_its_beginning():
    assert {suffix: why_refused(suffix, SOUND[suffix]) for suffix in KINDS} == dict.fromkeys(KINDS, "")


def test_the_repositorys_own_assets_are_of_these_kinds():
    found = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    assert {path.name: why_refused(path.suffix, path.read_bytes()) for path in found} == {
        path.name: "" for path in found
    }


@pytest.mark.parametrize("suffix", sorted({*KINDS} - {".css", ".js", ".json", ".txt"}))
def test_a_page_under_the_name_of_another_kind_is_refused(suffix):
    assert why_refused(suffix, b"<html><script>1</script>").startswith(f'ends in "{suffix}", and ')


@pytest.mark.parametrize("suffix", [".css", ".js", ".json", ".txt"])
@pytest.mark.parametrize("data", [b"\xff\xfe<\0s\0", b"a\0b"])
def test_a_text_is_one_in_utf_8(suffix, data):
    assert why_refused(suffix, data) != ""


@pytest.mark.parametrize("suffix", [".PNG", ".Svg", ".JPEG"])
def test_a_suffix_in_capitals_is_the_same(suffix):
    assert [why_refused(suffix, SOUND[suffix.lower()]), why_refused(suffix, b"<html>") != ""] == ["", True]


@pytest.mark.parametrize(
    "suffix",
    [
        "",
        *".html .htm .xhtml .xht .shtml .html5 .xml .xsl .xslt .svgz .mml .hta .mht .rss .atom .vtt .php".split(),
        *".pdf .swf .md .mjs .map .webmanifest .mp4 .wasm .bin .gz .zip .exe".split(),
    ],
)
def test_any_other_kind_is_refused(suffix):
    assert why_refused(suffix, b"") != ""

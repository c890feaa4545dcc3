"""SVG files among the assets: what draws is let through, what acts or leads elsewhere is not."""

from __future__ import annotations

import pytest
from rendering import ROOT

from pincite.render.drawings import DEPTH, LIMIT, why_unsafe

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


# As Inkscape declares them.
SODIPODI = 'xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
INKSCAPE = 'xmlns:i="http://www.inkscape.org/namespaces/inkscape"'
RDF = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
CC = 'xmlns:c="http://creativecommons.org/ns#"'
DC = 'xmlns:d="http://purl.org/dc/elements/1.1/"'


def _why(inner):
    return why_unsafe(SVG.format(inner).encode())


@pytest.mark.parametrize(
    "inner",
    [
        "",
        '<path d="M0 0h4v4z" fill="red" style="stroke: blue"/>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/>',
        '<symbol id="b"/><use href="#b"/><use xlink:href=" #b"/>',
        "<style>path { fill: url( '#a' ) } @media (prefers-color-scheme: dark) { path { fill: #fff } }</style>",
        "<style><![CDATA[ path > g { fill: red } ]]></style>",
        "<style>/* see https://example.org */ path { fill: red }</style>",
        "<title>A &lt;script&gt; in words</title><text>onload=&quot;x&quot;</text>",
        "<!-- <script>x</script> -->",
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
        '<text xml:space="preserve" xml:lang="ru">да</text>',
        "<g>" * (DEPTH - 1) + "</g>" * (DEPTH - 1),
        f'<s:namedview {SODIPODI} id="a" pagecolor="#ffffff"/><g {INKSCAPE} i:label="Layer 1" i:groupmode="layer"/>',
        f"<metadata><r:RDF {RDF}><c:Work {CC}><d:format {DC}>image/svg+xml</d:format></c:Work></r:RDF></metadata>",
        f'<metadata><d:type {DC} {RDF} r:resource="http://purl.org/dc/dcmitype/StillImage"/></metadata>',
    ],
)
def test_a_drawing_may_be_served(inner):
    assert _why(inner) == ""


@pytest.mark.parametrize(
    "before", ["\ufeff", '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0'?>", "\n"]
)
def test_a_drawing_may_say_what_it_is_written_in(before):
    assert why_unsafe((before + SVG.format("<g/>")).encode()) == ""


def test_the_repositorys_own_drawings_may_be_served():
    found = sorted((ROOT / "assets").rglob("*.svg"))
    assert [why_unsafe(path.read_bytes()) for path in found] == [""] * len(found)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>window.ran = 1</script>",
        "<SCRIPT>window.ran = 1</SCRIPT>",
        '<script href="data:text/javascript,window.ran=1"/>',
        "<metadata><script>window.ran = 1</script></metadata>",
        '<metadata><script xmlns="http://www.w3.org/1999/xhtml">window.ran = 1</script></metadata>',
        '<script xmlns="http://www.inkscape.org/namespaces/inkscape">window.ran = 1</script>',
        f"<s:script {SODIPODI}>window.ran = 1</s:script>",
        f'<s:namedview {SODIPODI} onload="x"/>',
        f'<s:namedview {SODIPODI} style="fill: url(//evil.example/x)"/>',
        f"<g {INKSCAPE} i:export-filename='/home/anna/map.png'/>",
        f"<g {INKSCAPE} i:export-filename='C:/Users/anna/map.png'/>",
        f"<g {SODIPODI} s:docbase='/Users/anna'/>",
        f"<g {INKSCAPE} i:export-filename='C:{chr(92)}Users{chr(92)}anna{chr(92)}map.png'/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">window.ran = 1</x:script>',
        '<script xmlns="http://www.w3.org/1999/xhtml">window.ran = 1</script>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:1"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a href="https://evil.example"><rect/></a>',
        '<a href="#x"><rect/></a>',
        '<image href="https://evil.example/x.png"/>',
        '<image href="data:image/svg+xml,x"/>',
        '<feImage href="https://evil.example/x.png"/>',
        '<set attributeName="href" to="javascript:1"/>',
        '<animate attributeName="href" values="javascript:1"/>',
        '<handler xmlns="http://www.w3.org/2001/xml-events">x</handler>',
        "<path onclick='x'/>",
        "<path ONCLICK='x'/>",
        '<g onbegin="x"/>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,x#a"/>',
        '<use href="x.svg#a"/>',
        '<g xml:base="https://evil.example/"/>',
        '<path fill="url(https://evil.example/x.svg#a)"/>',
        "<path fill=\"url( 'https://evil.example/x.svg#a')\"/>",
        '<path style="fill: URL(//evil.example/x)"/>',
        '<path style="fill: u/**/rl(//evil.example/x)"/>',
        r'<path style="fill: u\72l(//evil.example/x)"/>',
        "<style>@import 'https://evil.example/x.css';</style>",
        """<style>a { x: "/*" } path { fill: url(//evil.example) } b { x: "*/" }</style>""",
        """<path style='x: "/*"; fill: url(//evil.example); x: "*/"'/>""",
        "<path style='x: a/*; fill: url(//evil.example)'/>",
        "<style>@import/**/url(https://evil.example/x.css);</style>",
        "<style>path { background: image-set('https://evil.example/x.png' 1x) }</style>",
        "<style><g>x</g> path { fill: url(https://evil.example) }</style>",
        "<g>" * DEPTH + "</g>" * DEPTH,
        "<g>",
        "<g a='1' a='2'/>",
        "&nbsp;",
    ],
)
def test_what_acts_or_leads_elsewhere_is_refused(inner):
    assert _why(inner) != ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<html><script>1</script></html>",
        b"<svg><script>1</script></svg>",
        b"<svg/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
        b'<!doctype html><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<?xml-stylesheet href="https://evil.example/x.css"?>' + SVG.format("").encode(),
        b'<?xml-stylesheet type="text/xsl" href="#x"?>' + SVG.format("").encode(),
        SVG.format("").encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("+ADw-script+AD4-").encode(),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + SVG.format("").encode(),
        SVG.format("\xff").encode("latin-1"),
        SVG.format("<g/>" * (LIMIT // 4)).encode(),
    ],
)
def test_what_is_no_plain_drawing_is_refused(data):
    assert why_unsafe(data) != ""

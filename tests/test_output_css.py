"""Whatever may make a browser load something from a sheet is told."""

from __future__ import annotations

import pytest

from pincite.output.css import urls_of


@pytest.mark.parametrize(
    ("style", "addresses"),
    [
        ("a { background: url(x.png) }", ["x.png"]),
        ('a { background: URL( "x y.png" ) }', ["x y.png"]),
        ("@import 'x.css'; @import url(y.css);", ["y.css", "x.css"]),
        ("a { background: image-set('x.png' 1x) }", ["x.png"]),
        ("a { background: image-set('x.png' 1x, \"y.png\" 2x) }", ["x.png", "y.png"]),
        ("a { background: image-set(/**/'x' calc((1x)) type('image/png'), url(y) 2x) }", ["y", "x"]),
        ("a { background: url(x.png", ["x.png"]),
        ("a { background: url('x.png'", ["x.png"]),
        ("@import/**/'x.css", ["x.css"]),
        ("@import /* a */ /* b */\n'x.css'; a::before { content: /* c */ 'c' }", ["x.css", "c"]),  # rather too much
        ("a { background: url('x.png' crossorigin(anonymous)) }", ["x.png"]),
        ("a { x: '/*' } b { background: url(x) } c { x: '*/' }", ["x"]),
        ("a { x: url(/*) } b { background: url(x) } c { y: '*/' }", ["/*", "x"]),
        ("a { background: \\75\r\nrl(x.png) }", ["x.png"]),
        (r"a { background: u\72l(x.png) }", ["x.png"]),
        (r"a { background: \75 \72\6c(https\3a//evil.example/x.png) }", ["https://evil.example/x.png"]),
        (r"@\69mport 'x.css';", ["x.css"]),
        (r"a::before { content: 'x\110000\27 y' }", []),
        ("a::before { content: 'x' }", []),
    ],
)
def test_a_style_sheet_loads_what_its_urls_and_imports_name(style, addresses):
    assert list(urls_of(style)) == addresses


@pytest.mark.parametrize("style", ["@import/*", "image(type(/*", "url(", "@import/**/", "image('a'", "\\72"])
def test_a_sheet_of_nothing_but_beginnings_is_looked_through_at_once(style):
    """Were the time the square of the length, this would take minutes."""
    list(urls_of(style * 50_000))

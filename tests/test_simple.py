"""Simple Markdown, written without the converter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.render import simple
from pincite.render.environment import _linker
from pincite.render.prose import Context, Prose, UnsafeLinkError
from pincite.text import in_one_line

CONTEXT = Context(
    to=_linker("claims/x.html", "/orrin/"),
    notes={"q1": ("#q1", "first ¶2"), "log": ("#evidence-log", "Harbour *log* [x](y)")},
    claims={"flood": "The flood", "starred": "The *real* price of [it](ratings.html) & <more>"},
    here="https://example.org/x.html?a&b",
)
HERE = "https://example.org/x.html?a&amp;b"
PROSE = Prose()


def _outcome(convert, *given):
    try:
        return str(convert(*given))
    except UnsafeLinkError as error:
        return error.args


def _alone(text):
    """Give what the converter alone makes of a text."""
    PROSE._context = CONTEXT
    return _outcome(PROSE._converted, PROSE._blocks, text)


def _line_alone(text):
    PROSE._context = CONTEXT
    made = _outcome(PROSE._converted, PROSE._one_line, in_one_line(text))
    return made.removeprefix("<p>").removesuffix("</p>") if isinstance(made, str) else made


@pytest.fixture
def direct(monkeypatch):
    """Prose that has no converter."""
    prose = Prose()
    monkeypatch.setattr(prose, "_converted", lambda _, text: pytest.fail(f"converted: {text}"))
    return lambda text: str(prose(text, CONTEXT))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Some *soft words* here.", "<p>Some <em>soft words</em> here.</p>"),
        ("**Strong**, (*soft*) & snake_case", "<p><strong>Strong</strong>, (<em>soft</em>) &amp; snake_case</p>"),
        ("_Soft_, “_soft\nwords._”", "<p><em>Soft</em>, “<em>soft\nwords.</em>”</p>"),
        ("un*frigging*likely *a*b", "<p>un<em>frigging</em>likely <em>a</em>b</p>"),
        ('`a *b* [c](d) & "e"`', '<p><code>a *b* [c](d) &amp; "e"</code></p>'),
        (
            "See [two\nwords](https://e.org/a_b?c=1&d=2#e).",
            '<p>See <a href="https://e.org/a_b?c=1&amp;d=2#e">two\nwords</a>.</p>',
        ),
        ("[R&D](ratings.html#low)*a*", '<p><a href="../ratings.html#low">R&amp;D</a><em>a</em></p>'),
        ("[x](#q1)[^q1]", f'<p><a href="{HERE}#q1">x</a><a class="pin" href="#q1">[first ¶2]</a></p>'),
        ("[x](a&quot;b&amp;amp;c)", '<p><a href="../a&quot;b&amp;c">x</a></p>'),
        (
            "- one\n- *two*\n  words\n- [[flood]]",
            '<ul>\n<li>one</li>\n<li><em>two</em>\n  words</li>\n<li><a href="flood.html">The flood</a></li>\n</ul>',
        ),
        ("* one\n+ *two* three", "<ul>\n<li>one</li>\n<li><em>two</em> three</li>\n</ul>"),
        ("1. one\n1. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("1986. one\ntwo\n7. three", '<ol start="1986">\n<li>one\ntwo</li>\n<li>three</li>\n</ol>'),
        (
            "Before:\n\n- one\n\nbetween\n\n1. two\n",
            "<p>Before:</p>\n<ul>\n<li>one</li>\n</ul>\n<p>between</p>\n<ol>\n<li>two</li>\n</ol>",
        ),
    ],
)
def test_simple_markdown_is_written_without_the_converter_as_the_converter_would(direct, text, html):
    assert direct(text) == _alone(text) == html


@pytest.mark.parametrize(
    "text",
    [
        *("*a", "a*", "2 * 3", "* a", "*a *", "*a**b*", "***a***", "**a*", "*a **b** c*", "__a__", "_a", "a_", "a _ b"),
        *("a_b_", "_a_b", "`a", "``a``", "` a `", "`a\\`", "`a\nb`", "\\*a\\*", "[a]", "[a][b]", "[*a*](b)"),
        *("[a [b]](c)", "![a](b)", "[a]()", "[a](<b>)", '[a](b "c")', "[a](b(c))", "[a](b c)", "[a](b*c)"),
        *("[a]('b')", "[a](b'c)"),
        *("[ [^q1] ](x)", "a < b", "a | b", "a  \nb", "a ", "a\tb", "a\x02b", "\ufdd0", "", "*[^q1]*", "<b>", "[^q 1]"),
    ],
)  # fmt: skip
def test_what_is_in_any_way_unusual_is_not_simple(text):
    assert not simple.is_simple(text)


@pytest.mark.parametrize(
    "text",
    [
        *("# Head", "Head\n---", "> said", "    code", " a", "a\n b", "-", "- ", "-a", "+", "1.", "1.a", "1) a\n2. b"),
        *("- a\n  - b", "- a\n    b", "- a\n    - b", "- a\n1. b", "1. a\n- b", "- - a", "- 1. a", "- # a", "- a\n# b"),
        *("- a\n---", "- a\n  > b", "- a | b", "- *a", "- a \n- b", "- a\n  12. b", "1. a\n\u0661. b", "- \u00a0a"),
        *("= a", "* * *", "- a\n\n- b", "- a\n\n1. b", "1. a\n\n    b", "# Head\n\n- a", "- a\n\n> said", "\n- a"),
    ],
)  # fmt: skip
def test_a_block_or_a_list_that_is_in_any_way_unusual_is_left_whole_to_the_converter(text):
    assert simple.stretches(text) == [text]


def test_a_list_beside_what_is_not_simple_is_left_to_the_converter_with_it():
    (before, between, behind) = simple.stretches("Before.\n\n- a\n- b\n\n    code\n\nBehind.")
    assert between == "- a\n- b\n\n    code"
    assert (before.texts, behind.texts) == (("Before.",), ("Behind.",))


@pytest.mark.parametrize("first", ["[x](javascript:1)", "# [x](javascript:1)", "- a\n  - [x](javascript:1)"])
@pytest.mark.parametrize("second", ["[x](vbscript:2)", "# [x](vbscript:2)", "- [x](ok.html) [x](vbscript:2)"])
def test_of_several_addresses_that_are_not_allowed_the_first_is_told(first, second):
    with pytest.raises(UnsafeLinkError) as told:
        PROSE(f"[x](ratings.html)\n\n{first}\n\nBetween.\n\n{second}", CONTEXT)
    assert told.value.args == ("javascript:1",)


@pytest.mark.parametrize("hard", ["a *a**b*[x](y) [x](y)", '# [a](b\'(c) "q""[^q1]:\n1. &copy;) x', "[a [^q1]](b) *c*"])
def test_what_the_converter_makes_of_a_stretch_is_what_it_would_be_in_the_whole_text(hard):
    text = f"[x](a.html) [x](b.html)\n\n{hard}"
    assert _outcome(PROSE, text, CONTEXT) == _alone(text)
    assert "klzzwxh" not in str(_alone(text))


def test_a_text_of_a_single_line_is_written_without_the_converter(monkeypatch):
    prose = Prose()
    monkeypatch.setattr(prose, "_converted", lambda _, text: pytest.fail(f"converted: {text}"))
    assert str(prose.inline("- *a*\n# [b](ratings.html)", CONTEXT)) == '- <em>a</em> # <a href="../ratings.html">b</a>'


_WORDS = st.lists(
    st.sampled_from(
        [
            *("word", "two words", "é", "R&D", "&amp;", "&copy;", "12", "snake_case", "x.", "it's", '"q"', "(p)"),
            *("a, b", "–", "!", "$1 \\g<1>", "1986.", "#", "- x", "-5", "=", "\u00a0", "日本", "\u0301", "٣.", "http://e.org"),
        ]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)  # fmt: skip
_ADDRESS = st.sampled_from(
    [
        *("https://e.org/?a=1&b=2", "ratings.html#low", "claims/flood.html", "#q1", "mailto:a@e.org", "a_b_"),
        *("a&amp;b", "a&copy=1", "javascript:x", "//evil", "../x", "&#106;avascript:x", "a&quot;b", "a&lt;b"),
        *("a\u200bb", "https:/x", "a*b", "a(b)", "a'b", 'a "t"', "<a b>", "", "a b"),
    ]
)  # fmt: skip
_SIGNS = st.sampled_from([*"*_`[]()!#-+=<>|\\&.1 \n\t", "**", "](", "  \n", "\n\n", "\n- ", "\n    "])
_CONSTRUCT = st.one_of(
    _WORDS,
    *(_WORDS.map(f"{mark}{{0}}{mark}".format) for mark in ("*", "**", "_", "`")),
    st.builds("[{}]({})".format, _WORDS, _ADDRESS),
    st.sampled_from(["[^q1]", "[^log]", "[^none]", "[[flood]]", "[[starred]]", "[[none]]"]),
)
_BETWEEN = st.sampled_from([*[" "] * 6, "", "", ".", ", ", " (", ") ", "\n", "–", "'", '"', ":", "/", "  ", "\n  "])
_INLINE = st.lists(st.tuples(_CONSTRUCT, _BETWEEN).map("".join), min_size=1, max_size=5).map(
    lambda some: "".join(some).strip()
)
_ITEM = st.tuples(_INLINE, st.sampled_from(["", "", "", "\n  a", "\nb", "\n   *c*", "\n    d"])).map("".join)
_LIST = st.builds(
    lambda mark, items: "\n".join(mark + item for item in items),
    st.sampled_from(["- ", "- ", "* ", "1. ", "1. ", "3. ", "+ ", "-  ", "-", "  - ", "01. "]),
    st.lists(_ITEM, min_size=1, max_size=3),
)
_OTHER = st.sampled_from(
    ["# Head", "> said", "    code", "---", "- a\n  - b", "| a | b |\n|---|---|\n| 1 | 2 |", "`", "\n"]
)
_TEXT = st.lists(st.one_of(_INLINE, _INLINE, _LIST, _LIST, _OTHER), min_size=1, max_size=4).map("\n\n".join)


def _with(text, at, sign):
    at = at % (len(text) + 1)
    return text[:at] + sign + text[at:]


_MARRED = st.builds(_with, _TEXT, st.integers(0, 200), _SIGNS)


@settings(max_examples=300)  # `make fuzz` runs the target prose-alone by the million
@given(st.one_of(_TEXT, _MARRED, st.lists(_SIGNS | _CONSTRUCT, max_size=8).map("".join)))
def test_a_text_becomes_what_the_converter_alone_makes_of_it(text):
    assert _outcome(PROSE, text, CONTEXT) == _alone(text)


@settings(max_examples=150)
@given(st.one_of(_INLINE, _MARRED))
def test_a_line_becomes_what_the_converter_alone_makes_of_it(text):
    assert _outcome(PROSE.inline, text, CONTEXT) == _line_alone(text)

"""Inputs near to valid ones: files of the small site with edits, pieces of Markdown and HTML glued, odd characters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

BASE = Path(__file__).resolve().parents[1] / "base-site"

# Marks, blanks and letters with a rule of their own somewhere: folding, direction, composition, digits, line ends.
ODD = tuple(
    "‘’‚‛“”„‟\"'‐‑‒–—―-…\u00a0\u2009\u202f\u3000\u00ad\u200c\u200d\u2060\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
    "\u0301\u0308\u0323\u05b0\u064b\u1161\u11a8가각éйﬁﬀßıİſKÅ日本ไทยشمال٣٤۵१२߁²½Ⅷ\U0001f600\U0001f3fd\U0001f1e9\U00020000"
)
FORBIDDEN = ("\u200b", "\ufeff", "\u202e", "\u2028", "\x00", "\x02", "\x03", "\x85", "\x7f", "\ufffe", "\x1b", "\x0c")
WORDS = tuple(
    "a I the boats storm 46 2,132 1,5 2.5 1986. 12 3 March 2021 forty-nine harbour-master’s non-military don’t R&D km² "
    "Орин مدينة 東京 naïve e\u0301tage a.m. e.g. 50% §5 #3 @home".split()
)

words = st.sampled_from(WORDS)
odd = st.sampled_from(ODD)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
bits = st.one_of(words, odd, st.sampled_from([*" \n", " ", ". ", ", "]), any_text)
sentences = st.lists(words, min_size=1, max_size=8).map(" ".join)
running = st.lists(bits, max_size=24).map("".join)

_YAML = st.sampled_from(
    [
        *": |- |>|>-|'|\"|[|]|{|}|,|#| #|&a |*a|!t |!!int |? |- |---|...|%|@|`|\\|\t|  |\n|\n\n|\n  |<<: |: ".split(
            "|"
        ),
        *("a: b\n", "- x\n", "- - x\n", "exact:", "\nquotes:\n", "[[x]]", "[^q1]", "~", "null", "true", "no", "0x1F"),
        *('"\\x02"', '"\\u200b"', '"\\ud800"', '"\\U0001F600"', "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "\r\n"),
        *("99999999999999", "-1", "1e9", "2021-02-30", "2021-03?", "../2021", "http://[::1", "javascript:x", "mailto:"),
        *("first", "second", "bridge-closed", "con", "É", "a" * 90, "{a: b}", "[a, b]", "[[a, b]]", "|-\n    x\n"),
    ]
)
yaml_pieces = st.one_of(_YAML, _YAML, odd, words, st.sampled_from(FORBIDDEN), any_text)
_EDIT = st.tuples(st.integers(0, 6), st.integers(0, 4000), st.integers(0, 60), yaml_pieces)


def edited(text: str, edits: list[tuple[int, int, int, str]]) -> str:
    """Edit a text: insert, delete, replace, give another value, repeat or leave out a line, indent it."""
    for kind, at, length, piece in edits:
        if kind < 3:
            start = at % (len(text) + 1)
            text = text[:start] + (piece if kind != 1 else "") + text[start + (length if kind else 0) :]
            continue
        lines = text.split("\n")
        number = at % len(lines)
        key, colon, _ = lines[number].partition(": ")
        match kind:
            case 3:
                lines[number] = f"{key}{colon or ': '}{piece}"
            case 4:
                lines.insert(length % len(lines), lines[number])
            case 5:
                del lines[number]
            case _:
                lines[number] = " " * (length % 5) + lines[number].lstrip(" ")
        text = "\n".join(lines)
    return text


def files(*paths: str) -> st.SearchStrategy[str]:
    """Give files of the small site with a few edits."""
    texts = [(BASE / path).read_text("utf-8") for path in paths]
    return st.builds(edited, st.sampled_from(texts), st.lists(_EDIT, max_size=5))


yaml = st.one_of(
    st.lists(yaml_pieces, max_size=24).map("".join),
    files("content/claims/boats-damaged.yaml", "content/actors.yaml", "site.yaml", "content/events.yaml"),
)

_MARKDOWN = st.sampled_from(
    [
        *"* ** *** _ __ ___ ` `` [ ] ( ) ]( ![ < > & ! | \\ \\* # ## > + - = == ~ : :- -: ^ ' \"".split(),
        *("\n", "\n\n", "  \n", "\n- ", "\n1. ", "\n3) ", "\n    ", "\n\t", "\n> ", "\n# ", "\n---\n", "\n===\n"),
        *("[x](y.html)", "[x](https://e.org/?a=1&b=2)", '[x](y "title")', "[x](<y z>)", "[x]: http://y", "[x][y]"),
        *(
            "[^q1]",
            "[^none]",
            "[[flood]]",
            "[[none]]",
            "[^q1](x)",
            "[[[flood]]]",
            "`[^q1]`",
            "\\[^q1]",
            "[a[b]](c)",
            "[a](b'(c)",
        ),
        *("<b>", "</b>", "<!-- x -->", "<script>", "<a href=x>", "<http://x.y>", "<a@b.c>", "<?x?>", "<![CDATA[x]]>"),
        *("&amp;", "&copy;", "&#65;", "&#x202e;", "klzzwxh:0", "klzzwxh:0000", "wzxhzdk:0", "amp", "hzzhzkh:0"),
        *("| a | b |\n|---|:-:|\n| 1 | 2 |", "a | b\n-|-\n1 | 2", "|", " | ", "*a**b*", "**a*b*", "_a__b_", "~~x~~"),
        *("javascript:x", "JaVaScRiPt&colon;x", "//evil", "../x", "mailto:a@b.c", "#q1", "data:x", "http:x", "\\\n"),
        *(
            "1986. A",
            "*[H]: x",
            "[TOC]",
            "!!! n",
            "{: .c }",
            "term\n: what",
            "```\nx\n```",
            "$1 \\1 %s {}",
            "http://x.y",
        ),
    ]
)
markdown_pieces = st.one_of(_MARKDOWN, _MARKDOWN, words, words, st.just(" "), odd, any_text)
markdown = st.lists(markdown_pieces, max_size=24).map("".join)

# Marks at the beginnings of lines and inside of words, without lists in lists, whose numbers nobody looks at.
_MARKS = ["1. ", "2. ", "3. ", "7. ", "1986. ", "# ", "#", ">", "*", "**", "_", "__", "|", "--|--", "`", "\\"]
_OTHERS = ["12", "46", "a", "b", " ", " ", "\n", "\n", "\n\n", "\n\n", "(", ")", ".", ":", "&lt;", "<3", "~", "!"]
counted = st.lists(st.sampled_from(_MARKS + _OTHERS), max_size=14).map("".join)

# Addresses of the web, with what may stand in a host or hide one.
_HOSTING = st.sampled_from(
    [
        *(
            "https://",
            "http://",
            "HTTPS://",
            "//",
            "mailto:",
            "javascript:",
            "example.org",
            "evil.example",
            "xn--e1a",
            ".",
        ),
        *(
            "@",
            ":",
            ":80",
            "/",
            "\\",
            "?",
            "#",
            "%2e",
            "%40",
            "[::1]",
            "127.0.0.1",
            "0x7f.1",
            "\u043e",
            "\u0435x",
            "\u3002",
        ),
        *(
            "\uff0e",
            "\uff41",
            "\u00ad",
            "\u200d",
            "\u2044",
            "\u2067",
            "m\u00fcnchen",
            "\u4f8b",
            "\u0437\u0430",
            " ",
            "\t",
            "a",
            "-",
        ),
    ]
)
addresses = st.builds(
    "{}{}".format, st.sampled_from(["https://", "http://", "HTTPs://", ""]), st.lists(_HOSTING, max_size=8).map("".join)
)

# Paragraphs and lists of the kind that is written without the converter, some of them with a piece that is not.
_CONSTRUCTS = st.one_of(
    sentences,
    *(sentences.map(f"{mark}{{0}}{mark}".format) for mark in ("*", "**", "_", "`")),
    st.sampled_from(
        ["[x](y.html)", "[two words](https://e.org/?a=1&b=2)", "[^q1]", "[^none]", "[[flood]]", "[[none]]"]
    ),
)
_BETWEEN = st.sampled_from([*[" "] * 6, "", ".", ", ", " (", ") ", "\n", "–", "'", '"', ":", "/", "  ", "\n  "])
_ROWS = st.lists(st.tuples(_CONSTRUCTS, _BETWEEN).map("".join), min_size=1, max_size=5).map("".join)
_BLOCKS = st.one_of(
    _ROWS,
    st.builds(
        lambda mark, rows: "\n".join(mark + row for row in rows),
        st.sampled_from(["- ", "* ", "1. ", "3. ", "+ ", "-  ", "  - "]),
        st.lists(_ROWS, min_size=1, max_size=3),
    ),
    markdown,
)
paragraphs = st.lists(_BLOCKS, min_size=1, max_size=4).map("\n\n".join)

_HTML = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<br>",
            "<b>",
            "</b>",
            "<h1>",
            "</h1>",
            "<ul><li>",
            "</li></ul>",
            "<table>",
        ),
        *(
            "<tr><td>",
            "</td></tr></table>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<!-- ",
            " -->",
            "<!",
            "<?",
        ),
        *("<![CDATA[", "]]>", "<textarea>", "<title>", "</title>", "<svg>", "</svg>", "<a href='x'>", "</a>", "<", ">"),
        *("&amp;", "&lt;", "&copy", "&#0;", "&#xD800;", "&#x110000;", "&nbsp;", "&", '"', "'", "=", "<p hidden>", "/"),
        *("<article>", "</article>", "<nav>", "</nav>", "<p class='comments'>", "<time datetime='2021-13-45'>", "<h2>"),
        *('<meta property="og:title" content="x">', '<meta charset="utf-16">', "<link rel=canonical href=//[>", "\x00"),
        *('<html lang="xx-">', '<base href="http://[::1">', "<noscript>", "</noscript>", "<iframe>", "<math>", "<pre>"),
        *('<script type="application/ld+json">', '{"@type":"NewsArticle","headline":"x","datePublished":[{}]}'),
        *('<div itemscope itemtype="https://schema.org/Article">', "<span itemprop=author>", "<h1 id=1 id=2>", "\n\n"),
    ]
)
html = st.lists(st.one_of(_HTML, _HTML, sentences, odd, any_text), max_size=30).map("".join)

_LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    running,
    st.sampled_from(["", "a" * 64, "0" * 64, "2021-03-03", "pincite 0.1", "first", "\ud800", "../../x", "toll", "46"]),
)


def json_with(keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Give any JSON whose objects have these keys more often than others."""
    named = st.sampled_from(keys) | any_text
    return st.recursive(
        _LEAVES, lambda one: st.lists(one, max_size=4) | st.dictionaries(named, one, max_size=6), max_leaves=16
    )


_STEP = st.tuples(st.integers(0, 3), st.integers(0, 200))


def changed(value: Any, steps: list[tuple[int, int]], new: Any) -> Any:
    """Put a new value somewhere into JSON, or take one out: each step goes into the child that its number names."""
    value = json.loads(json.dumps(value))
    here, above, key = value, None, None
    for kind, number in steps:
        if not isinstance(here, (dict, list)) or not here:
            break
        above, key = here, (sorted(here)[number % len(here)] if isinstance(here, dict) else number % len(here))
        here = here[key]
        if kind == 0:
            break
    if above is None:
        return new
    if steps[-1][1] % 4:
        above[key] = new
    else:
        del above[key]
    return value


def near_json(value: Any, keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Give JSON that is a valid value with one thing changed, or any JSON with the same keys."""
    steps = st.lists(_STEP, min_size=1, max_size=6)
    return st.one_of(st.builds(changed, st.just(value), steps, json_with(keys)), json_with(keys))

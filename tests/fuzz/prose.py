"""Markdown: what an editor typed stands on the page, whole and once, and no markup but what the pages allow."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown.util import ETX, STX

from fuzz import near
from fuzz.targets import target
from pincite.bounds import too_much
from pincite.read.files import first_forbidden
from pincite.read.links import hidden_host, wrong_address
from pincite.read.lost import lost
from pincite.read.unseen import leaves_isolate_open, unseen, without_unseen
from pincite.render.prose import Context, Prose, UnsafeLinkError
from pincite.render.simple import AMPERSAND
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTES = {"q1": ("#q1", "1"), "log": ("#log", "a")}
CLAIMS = {"flood": "The *flood* of <1986> & [^q1]"}
_ALLOWED = {
    "a": {"href", "title", "class"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class"},
    **{tag: set() for tag in "p h1 h2 h3 h4 h5 h6 ul li blockquote pre code em strong br hr".split()},
    **{tag: set() for tag in "table thead tbody tr".split()},
}
_VOID = {"br", "hr"}
_CLASSES = {"pin", "to-left", "to-right", "to-center"}
_ADDRESS = re.compile(r"(?:https?://[^/\s]|mailto:[^/\s]|#|(?![a-z][a-z0-9+.-]*:|/|\\))[^\s\x00-\x20]*", re.IGNORECASE)
# Marks that Markdown may take for its own, and so need not stay: none of them is a letter or a digit.
_MARKUP = set("*_`[]()!#+-=<>|\\:.'\"")
# What stands before an item of a list is shown by the list itself, and those behind the first count on from it.
_ITEM = re.compile(r"^[ \t>*+-]*(?:\d+\.[ \t]+[ \t>*+-]*)+", re.MULTILINE)


class _Whole(Prose):
    """A converter that leaves addresses as they were typed, so that they can be held against what was."""

    def check(self, written: str) -> str:
        self._bound = True
        return written


# One of each serves all texts, as in a build: to make a converter takes longer than most texts do.
WHOLE, PROSE = _Whole(), Prose()


class _Page(HTMLParser):
    """Reads what was made: tags with their attributes, and all that a reader can see or follow, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self._behind: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        assert len(found) == len(attrs), attrs
        self.tags.append((tag, found))
        assert tag != "a" or "a" not in self.open
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "a":
            self._behind.append(found["href"] + found.get("title", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "a":
            self.text.append(self._behind.pop())

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def _clean(text: str) -> str:
    """Take out of a text what no file may hold: readers refuse it."""
    while char := first_forbidden(text) or (AMPERSAND if AMPERSAND in text else "") or ("\r" if "\r" in text else ""):
        text = text.replace(char, "")
    return text


def _signs(text: str) -> Iterator[str]:
    return (char for char in text if not char.isspace() and char not in _MARKUP)


def _kept(typed: str, shown: str) -> bool:
    """Tell whether all signs that were typed are shown, in order, and nothing else; numbers of items may lack."""
    optional = {at for item in _ITEM.finditer(typed) for at in range(*item.span()) if typed[at].isdigit()}
    wanted = [(char, at in optional) for at, char in enumerate(typed) if not char.isspace() and char not in _MARKUP]
    found = list(_signs(shown))
    places = {0}
    for char, may_lack in wanted:
        onward = {at + 1 for at in places if at < len(found) and found[at] == char}
        places = onward | places if may_lack else onward
        if not places:
            return False
    return len(found) in places


def _made(prose: Prose, text: str, context: Context) -> list[str]:
    return [str(prose(text, context)), str(prose.inline(text, context))]


@target("prose-kept", text=near.markdown | near.paragraphs)
def kept(text: str) -> None:
    """All letters, digits and signs that an editor typed are shown, in order and once, and none that was not."""
    text = _clean(text)
    if too_much(text):
        return
    context = Context(to=lambda path: path)
    for html in _made(WHOLE, text, context):
        page = _Page(html)
        assert _kept(text, "".join(page.text)), (html, "".join(page.text))


@target("prose-safe", text=near.markdown | near.paragraphs)
def safe(text: str) -> None:
    """Markdown makes no tag, attribute or address but those that the pages allow, whatever was typed."""
    text = _clean(text)
    if too_much(text):
        return
    context = Context(to=lambda path: path, notes=NOTES, claims=CLAIMS)
    for convert in (PROSE, PROSE.inline):
        try:
            html = str(convert(text, context))
        except UnsafeLinkError as error:
            assert len(error.args) == 1
            continue
        assert STX not in html
        assert ETX not in html
        assert AMPERSAND not in html
        page = _Page(html)
        assert page.open == []
        for tag, attributes in page.tags:
            assert set(attributes) <= _ALLOWED[tag], (tag, attributes)
            assert attributes.get("class", "pin") in _CLASSES, attributes
            if tag == "a":
                assert attributes["href"]
                assert _ADDRESS.fullmatch(attributes["href"]), attributes


def _outcome(convert: Callable[..., object], *given: object) -> object:
    try:
        return str(convert(*given))
    except UnsafeLinkError as error:
        return error.args


@target("prose-alone", text=near.markdown | near.paragraphs)
def alone(text: str) -> None:
    """What is written without the converter is byte for byte what the converter makes."""
    text = _clean(text)
    if too_much(text):
        return
    context, prose = Context(to=lambda path: path, notes=NOTES, claims=CLAIMS, here="x.html"), PROSE
    prose._context = context
    line = _outcome(prose._converted, prose._one_line, in_one_line(text))
    if isinstance(line, str):
        line = line.removeprefix("<p>").removesuffix("</p>")
    assert _outcome(prose, text, context) == _outcome(prose._converted, prose._blocks, text)
    assert _outcome(prose.inline, text, context) == line


class _Numbered(HTMLParser):
    """Reads the words of a page, with the numbers that a browser puts before the items of lists."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._next: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ol":
            self._next.append(int(dict(attrs).get("start") or 1))
        elif tag == "ul":
            self._next.append(-1)
        elif tag == "li" and self._next[-1] >= 0:
            self.text.append(f"{self._next[-1]}. ")
            self._next[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"}:
            self._next.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@target("prose-told", text=near.counted)
def told(text: str) -> None:
    """Every digit of a text of which nothing is told to be lost is on its page in its place, numbers of lists too."""
    found = list(lost(text))
    for one in found:
        assert 0 <= one.at < len(text), one
        assert one.what, one
        assert one.hint, one
    if not found and not too_much(text):
        html = str(PROSE(text, Context(to=lambda path: path)))
        assert re.findall(r"\d", "".join(_Numbered(html).text)) == re.findall(r"\d", text), html


@target("unseen", text=near.running | near.any_text)
def hidden(text: str) -> None:
    """What is told to be unseen is in the text, and a text without it is told of no more and has lost nothing else."""
    found, left = unseen(text), without_unseen(text)
    if found is None:
        assert left == text
    else:
        assert found.char in text
        assert unseen(left) is None or leaves_isolate_open(left)
    rest = iter(text)
    assert all(char in rest for char in left)  # in this order
    assert without_unseen(left) == left


@target("addresses", text=near.addresses)
def leads(text: str) -> None:
    """An address that is taken is http or https, and its host is what a reader takes for it, whatever was typed."""
    if wrong_address(text):
        return
    parts = urlsplit(text)
    assert parts.scheme in {"http", "https"}
    assert parts.hostname
    assert hidden_host(text) == ""
    assert not set("\\<>\"' \t\n") & set(parts.netloc)
    assert "@" not in parts.netloc
    assert text.isprintable()

"""Readers: whatever stands in a file, it is read, or a problem says where it is wrong and what to write instead."""

from __future__ import annotations

import json
import re

from hypothesis import strategies as st

from fuzz import near
from fuzz.targets import Held, sound, target, text_of
from pincite.problems import Problem
from pincite.read import catalogue, lists, nodes, parsers
from pincite.read.articles import read_article
from pincite.read.cards import read_claim
from pincite.read.events import read_events
from pincite.read.files import Folder
from pincite.read.nodes import Items, Node, Scalar, parse
from pincite.read.originals import TooComplexError, readable
from pincite.read.record import read_chain, read_ratings, read_versions
from pincite.read.settings import read_config
from pincite.read.shape import Shaper
from pincite.site import load
from pincite.text import in_one_line

BASE = load(Folder(near.BASE), drafts=True).site
assert BASE
ARTICLES = {str(one.id): one for one in BASE.articles}
ARTICLE, CARD = "content/articles/first.yaml", "content/claims/boats-damaged.yaml"
_LISTS = {
    "actors": (lists.read_actors, "actor"),
    "references": (lists.read_references, "reference"),
    "places": (lists.read_places, "place"),
    "topics": (lists.read_topics, "topic"),
}


def _read(path: str, typed: str) -> tuple[str, Node | None, Shaper]:
    """Read a file as far as its nodes: its text (empty where it is none), its nodes, and the problems so far."""
    text, shaper = text_of(path, typed), Shaper()
    if isinstance(text, Problem):
        return "", None, shaper
    node, shaper.problems = parse(path, text)
    assert node is not None or shaper.problems, typed
    return text, node, shaper


def _plain(node: Node | None) -> object:
    if node is None or isinstance(node, Scalar):
        return node and node.text
    if isinstance(node, Items):
        return [_plain(one) for one in node.nodes]
    return [(key.text, _plain(value)) for key, value in node.pairs]


def _in_python(path: str, text: str) -> tuple[Node | None, list[Problem]]:
    c, nodes.LOADER = nodes.LOADER, parsers.Slow
    try:
        return parse(path, text)
    finally:
        nodes.LOADER = c


@target("yaml", typed=near.yaml)
def yaml_nodes(typed: str) -> None:
    """YAML is read or refused at a place inside of the file, and each text that is read stands there."""
    text, node, shaper = _read("a.yaml", typed)
    sound(shaper.problems, {"a.yaml": text})
    if node is not None and not shaper.problems:
        rows = text.split("\n")
        waiting = [node]
        while waiting:
            one = waiting.pop()
            assert 1 <= one.span.line <= len(rows), one
            if isinstance(one, Items):
                waiting += one.nodes
            elif not isinstance(one, Scalar):
                waiting += [part for pair in one.pairs for part in pair]
            elif one.plain and one.span.length:
                row, at = rows[one.span.line - 1], one.span.column - 1
                assert row[at : at + one.span.length] == one.text, one


@target("yaml-parsers", typed=near.yaml)
def yaml_parsers(typed: str) -> None:
    """PyYAML's parser in C and the one in Python read the same texts, or both refuse."""
    text = text_of("a.yaml", typed)
    if isinstance(text, Problem):
        return
    (one, told), (other, told_too) = parse("a.yaml", text), _in_python("a.yaml", text)
    if not told and told_too and re.search(r"[\[{].*\?", text, re.DOTALL):
        return  # the parser in Python ends a plain text between brackets at a question mark; docs/limits.md says so
    assert bool(told) == bool(told_too), (told, told_too)
    if not told:
        assert _plain(one) == _plain(other)


@target("card", typed=near.files(CARD, "content/claims/bridge-closed.yaml", "content/claims/repair-cost.yaml"))
def card(typed: str) -> None:
    """A card is read or refused at a place in it, and each of its quotes is a slice of its article."""
    text, node, shaper = _read(CARD, typed)
    claim = read_claim("boats-damaged", node, ARTICLES, shaper) if node else None
    sound(shaper.problems, {CARD: text})
    assert claim or shaper.problems or not text
    for quote in claim.quotes if claim else ():
        article = ARTICLES[quote.article]
        for start, end in quote.slices:
            assert 0 <= start < end <= len(article.text)


@target("list", which=st.sampled_from(sorted(_LISTS)), data=st.data())
def entries(which: str, data: st.DataObject) -> None:
    """A list of actors, references, places or topics is read or refused at a place in it."""
    path = f"content/{which}.yaml"
    text, node, shaper = _read(path, data.draw(_FILES[which], label="typed"))
    read, _ = _LISTS[which]
    found = read(node, shaper) if node else ()
    sound(shaper.problems, {path: text})
    assert [one.id for one in found] == sorted({one.id for one in found})


_FILES = {which: near.files(f"content/{which}.yaml") for which in _LISTS}


@target("events", typed=near.files("content/events.yaml"))
def events(typed: str) -> None:
    """The list of events is read or refused at a place in it."""
    text, node, shaper = _read("content/events.yaml", typed)
    if node:
        read_events(node, ARTICLES, shaper)
    sound(shaper.problems, {"content/events.yaml": text})


@target("settings", typed=near.files("site.yaml"))
def settings(typed: str) -> None:
    """The settings of a site are read or refused at a place in them."""
    text, node, shaper = _read("site.yaml", typed)
    found = read_config(node, shaper) if node else None
    sound(shaper.problems, {"site.yaml": text})
    assert found or shaper.problems or not text


@target("page", typed=near.files("content/pages/about.md") | near.markdown.map("---\ntitle: x\n---\n{}".format))
def page(typed: str) -> None:
    """A page of prose is read or refused at a place in it, and its text is what stands below the front matter."""
    path = "content/pages/about.md"
    text, shaper = text_of(path, typed), Shaper()
    if isinstance(text, Problem):
        return
    found = lists.read_prose("about", path, text, shaper)
    sound(shaper.problems, {path: text})
    assert found or shaper.problems
    if found and found.body:
        rows = text.split("\n")[found.body_line - 1 :]
        assert found.body == "\n".join(rows).strip("\n")


@target(
    "article",
    typed=near.files(ARTICLE, "content/articles/second.yaml"),
    original=st.one_of(
        st.just((near.BASE / "seeds/first.txt").read_bytes()),
        near.running.map(str.encode),
        near.html.map(str.encode),
        st.binary(max_size=40),
    ),
)
def article(typed: str, original: bytes) -> None:
    """An article and its original are read or refused, at a place in one of them."""
    text, node, shaper = _read(ARTICLE, typed)
    folder = Held(near.BASE)
    folder.held = {"seeds/first.txt": original, "seeds/second.txt": original}
    found = read_article("first", node, folder, shaper) if node else None
    sound(shaper.problems, {ARTICLE: text})
    assert found or shaper.problems or not text
    if found:
        _whole(found.document.text, found.document.paragraphs)


def _whole(text: str, paragraphs: tuple[tuple[int, int], ...]) -> None:
    before = -1
    for start, end in paragraphs:
        assert before < start <= end <= len(text)
        assert "\n" not in text[start:end]
        assert text[end : end + 1] in {"", "\n"}
        before = end


@target("original-html", raw=near.html)
def original_html(raw: str) -> None:
    """The paragraphs of any page ascend, lie in its text, hold no line break, and together are all of it."""
    for kind in ("html", "markdown"):
        try:
            text, paragraphs = readable(raw, kind)
        except TooComplexError as error:
            assert str(error)
            continue
        _whole(text, paragraphs)
        assert "\n".join(text[start:end] for start, end in paragraphs) == text


_BLOCK = st.sampled_from("p div h1 h2 li td blockquote article section pre dd figcaption".split())
_AROUND = st.sampled_from("b i em strong a span q cite code abbr mark small sup time".split())
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", "“": "&ldquo;", "…": "&hellip;", "é": "&#233;"}


def _page(blocks: list[tuple[str, list[tuple[str, str, bool]]]]) -> tuple[str, str]:
    """Write blocks of words, some of them in tags, some signs as entities; give the page and the text that is in it."""
    markup, lines = [], []
    for block, parts in blocks:
        inner = []
        for text, tag, entities in parts:
            escaped = "".join(_ESCAPES.get(char, char) if entities or char in "&<>" else char for char in text)
            inner.append(f"<{tag}>{escaped}</{tag}>" if tag != "b" else escaped)
        markup.append(f"<{block}>{''.join(inner)}</{block}>")
        if line := in_one_line("".join(text for text, _, _ in parts)):
            lines.append(line)
    return "\n".join(markup), "\n".join(lines)


_WORDS = st.lists(st.one_of(near.words, near.odd, st.sampled_from([" ", "\n", "<", "&", "&amp;"])), max_size=8)
_PAGES = st.lists(
    st.tuples(_BLOCK, st.lists(st.tuples(_WORDS.map("".join), _AROUND, st.booleans()), max_size=5)), max_size=6
).map(_page)


@target("original-text", page=_PAGES)
def original_text(page: tuple[str, str]) -> None:
    """The text of a well-formed page is that which was put into it, block by block, and nothing else."""
    markup, wanted = page
    assert readable(markup, "html")[0] == wanted


_STATES = near.BASE.parent / "states-site" / "record" / "claims"
_VERSIONS = json.loads((_STATES / "corrected.json").read_text("utf-8"))
_KEYS = tuple("versions version date statement claim rating verdict quotes figures corrections sha256 note via".split())


@target(
    "record",
    content=near.near_json(_VERSIONS, _KEYS).map(lambda value: json.dumps(value, ensure_ascii=False))
    | near.files("../states-site/record/claims/corrected.json")
    | near.any_text,
)
def record(content: str) -> None:
    """A file of the record is read as it was written, or refused."""
    raw = content.encode("utf-8", "surrogatepass")
    for path, read in (
        ("record/claims/x.json", lambda folder, shaper: read_versions("x", "record/claims/x.json", folder, shaper)),
        ("record/ratings.json", read_ratings),
        ("record/publications.json", read_chain),
    ):
        folder, shaper = Held(near.BASE), Shaper()
        folder.held = {path: raw}
        read(folder, shaper)
        sound(shaper.problems, {path: folder.texts[path]} if path in folder.texts else {})
        assert len(shaper.problems) <= 1


_PO = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

#: templates/a.html:3
msgid "Claims"
msgstr "Утверждения"

#, fuzzy
msgid "%(number)s quote"
msgid_plural "%(number)s quotes"
msgstr[0] "%(number)s цитата"
msgstr[1] "%(number)s цитаты"
msgstr[2] "%(number)s цитат"
"""
_PO_PIECES = st.one_of(
    st.sampled_from(
        'msgid |msgstr |msgstr[9] |msgctxt |"|\\|\\n|%(|%|<b>|{x}|#~ |#, |n|%0|**|(|)|?|:|&&|9999'.split("|")
    ),
    near.odd,
    near.any_text,
)
_PO_EDITS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 900), st.integers(0, 40), _PO_PIECES), max_size=5)


@target(
    "catalogue",
    typed=st.builds(near.edited, st.just(_PO), _PO_EDITS),
    tag=st.sampled_from(["ru", "ar", "pt-BR", "xx", "zh-Hant-TW", "de-x-y", "en-001"]),
)
def messages(typed: str, tag: str) -> None:
    """A catalogue of messages is read, and gives a form for every number, or is refused at a place in it."""
    text = text_of("locale/ru.po", typed)
    if isinstance(text, Problem):
        return
    language, problems = catalogue.read_language(tag, "locale/ru.po", text)
    sound(problems, {"locale/ru.po": text})
    for number in (0, 1, 2, 5, 21, 10**6):
        assert isinstance(language.ngettext("%(number)s quote", "%(number)s quotes", number), str)
        assert language.number(number)
    assert language.gettext("Claims")


@target(
    "decoding",
    data=st.binary(max_size=80) | near.running.map(str.encode) | near.any_text.map(lambda text: text.encode("utf-16")),
)
def decoding(data: bytes) -> None:
    """Bytes are decoded to a text with LF alone and nothing unseen in it, or refused at the first fault."""
    text = text_of("a.txt", data)
    if not isinstance(text, Problem):
        assert "\r" not in text
        assert text.replace("\n", "") == data.decode("utf-8-sig").replace("\r", "").replace("\n", "")
        assert text_of("a.txt", text.encode()) == text


_SITE_FILES = [
    path.relative_to(near.BASE).as_posix() for path in sorted(near.BASE.rglob("*.*")) if path.suffix in {".yaml", ".md"}
]


@target("site", path=st.sampled_from(_SITE_FILES), data=st.data())
def whole_site(path: str, data: st.DataObject) -> None:
    """A site with any file of it spoilt is loaded, or refused with problems that lie in its files."""
    typed = data.draw(_SITES[path], label="typed").encode("utf-8", "surrogatepass")
    folder = Held(near.BASE)
    folder.held = {path: typed}
    loaded = load(folder, drafts=True)
    sound(loaded.problems, {one: folder.texts[one] for one in folder.texts})
    assert loaded.site or loaded.problems


_SITES = {path: near.files(path) for path in _SITE_FILES}

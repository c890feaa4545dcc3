"""Markdown as editors may use it: no raw HTML, no images, only safe addresses, and pincite's own pointers.

What a reader of the source sees is what the page shows: a tag that was typed appears as typed. `[^q1]` becomes a link
to a quote or a piece of evidence, `[[claim-id]]` one to a card.

Simple Markdown is written without the converter (`pincite.render.simple`), which would give the same.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import unquote

import markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from pincite.addresses import page_of
from pincite.mended import Mended
from pincite.pointers import POINTER
from pincite.read.links import hidden_host
from pincite.records import dataclass
from pincite.render import simple
from pincite.render.simple import AMPERSAND
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pincite.kept.texts import Texts

# Raw HTML, entities, bare addresses, reference definitions (a line that would vanish) and images are left out.
_NO_PREPROCESSORS = ("html_block",)
_NO_BLOCKS = ("reference",)
_NO_INLINES = (
    *("html", "entity", "autolink", "automail"),
    *("reference", "short_reference", "image_link", "image_reference", "short_image_ref"),
)
# What makes more than a paragraph of a text; left out where one line is wanted.
_OTHER_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "table")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?://[^/]|mailto:[^/])", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\\]")
# White space by which a stretch of a text may mean something else by itself than in its place.
_ODD = re.compile(r"[\t\r\x02\x03]|(?<![^\n])[^\S\n]+(?:\n|\Z)|(?:\A|\n\n)\s")
# Texts without pointers that are converted again and again, such as those at the foot of every page.
_REMEMBERED, _SHORT = 2_000, 1_000
_OURS = "data-ours"  # marks the links that pointers made, which are checked already; taken off again


@dataclass(slots=True)
class Context:
    """What a text may point to: `notes` maps names to address and words, `to` turns a page's path into a link.

    `here` is put before a link to a part of the page itself: its address, where the text is shown elsewhere.
    """

    to: Callable[[str], str]
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    here: str = ""


class UnsafeLinkError(ValueError):
    """A link of the text leads where no link may: its address is the message."""


class Prose:
    """Converts Markdown. One converter serves a whole build; its state is reset for every text."""

    def __init__(self, texts: Texts | None = None) -> None:
        """`texts` remembers between builds what the library has converted."""
        self._texts = texts
        self._context = Context(to=lambda path: path)
        self._known: dict[tuple[str, bool], str] = {}  # what is converted, by text and whether to a line
        self._bound = False  # whether what is being converted is written otherwise on another page
        self._blocks = self._converter()
        self._one_line = self._converter()
        for name in _OTHER_BLOCKS:
            self._one_line.parser.blockprocessors.deregister(name)

    def _converter(self) -> markdown.Markdown:
        # By class: a name is looked for among all packages that are installed, which takes as long as some pages.
        made = markdown.Markdown(output_format="html", extensions=[TableExtension(), Mended(), SaneListExtension()])
        for name in _NO_PREPROCESSORS:
            made.preprocessors.deregister(name)
        for name in _NO_BLOCKS:
            made.parser.blockprocessors.deregister(name)
        for name in _NO_INLINES:
            made.inlinePatterns.deregister(name)
        # Before links (160), so that [^q1](x) is no link, and behind code (190).
        made.inlinePatterns.register(_Pointers(self, made), "pointers", 175)
        made.treeprocessors.register(_Links(self, made), "links", 5)
        return made

    def __call__(self, text: str, context: Context) -> Markup:
        """Convert a text. Raises UnsafeLinkError on an address that is not http, https, mailto or a page."""
        self._context = context
        return Markup(self._remembered(text, self._written))  # noqa: S704 - the converter makes no raw HTML

    def inline(self, text: str, context: Context) -> Markup:
        """Convert one paragraph without its `<p>`; what would make a block of its own stays as typed."""
        self._context = context
        return Markup(self._remembered(text, self._line))  # noqa: S704 - as above

    def _remembered(self, text: str, convert: Callable[[str], str]) -> str:
        """Convert a text that was not converted before, or that is written otherwise on another page."""
        key = (text, convert == self._line)
        if (known := self._known.get(key)) is not None:
            return known
        self._bound = False
        made = convert(text)
        if not self._bound and len(text) <= _SHORT:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = made
        return made

    def _line(self, text: str) -> str:
        text = in_one_line(text)
        if simple.is_simple(text):
            return simple.written(text, self.pointer, self.check)
        return self._converted(self._one_line, text).removeprefix("<p>").removesuffix("</p>")

    def _written(self, text: str) -> str:
        """Convert a text, and leave to the converter only the stretches that are not simple.

        Or all of it: where white space might mean something else in a stretch, and where an address is not allowed,
        which is told as the whole text has it.
        """
        text = text.rstrip("\n")
        stretches = simple.stretches(text)
        if all(isinstance(one, simple.Stretch) for one in stretches) or not _ODD.search(text):
            with suppress(UnsafeLinkError):
                return "\n".join([self._stretch(one) for one in stretches])
        return self._converted(self._blocks, text)

    def _stretch(self, one: simple.Stretch | str) -> str:
        if isinstance(one, str):
            return self._converted(self._blocks, one)
        texts = [simple.written(text, self.pointer, self.check) for text in one.texts]
        return f"{one.before}{one.between.join(texts)}{one.behind}"

    def _converted(self, converter: markdown.Markdown, text: str) -> str:
        line = converter is self._one_line
        if self._texts and (known := self._texts.get(text, line=line)) is not None:
            return known
        bound, self._bound = self._bound, False
        made = converter.reset().convert(text.replace("&", AMPERSAND)).replace(AMPERSAND, "&amp;")
        if self._texts and not self._bound:
            self._texts.put(text, made, line=line)
        self._bound |= bound
        return made

    def pointer(self, found: re.Match[str]) -> tuple[str, str, str] | None:
        """Give the address, the words and the class of a pointer's link.

        None for one that leads nowhere: it stays as typed (the site's checks tell it).
        """
        self._bound = True
        if name := found.group("claim"):
            claims = self._context.claims
            return (self._context.to(page_of("claims", name)), claims[name], "") if name in claims else None
        href, words = self._context.notes.get(found.group("note"), ("", ""))
        return (href, f"[{words}]", "pin") if found.group("note") in self._context.notes else None

    def check(self, written: str) -> str:
        """Give the address that a link of the text gets; raise on one that is not allowed.

        What a browser would make of it decides: entities decoded, no blank, control or backslash anywhere.
        """
        self._bound = True
        href = html_decoded(written.replace(AMPERSAND, "&"))
        if not href or _UNSEEN.search(href):
            raise UnsafeLinkError(href)
        if _SCHEME.match(href):
            if not _SAFE.match(href) or (href[:4].lower() == "http" and hidden_host(href)):
                raise UnsafeLinkError(href)
            return href.replace("&", AMPERSAND)
        if href.startswith("#"):
            return (self._context.here + href).replace("&", AMPERSAND)
        path, mark, fragment = href.partition("#")
        if path.startswith("/") or ".." in unquote(path):
            raise UnsafeLinkError(href)
        return (self._context.to(path) + mark + fragment).replace("&", AMPERSAND)


def html_decoded(text: str) -> str:
    """Decode entities until nothing changes: a browser decodes once, but no address of ours needs a second time."""
    for _ in range(3):
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


def why_unsafe(href: str) -> str:
    """Say why a link may not lead to an address, where its form does not show it; else nothing."""
    if " " in href:
        return "has a blank in it: write %20 for it"
    return hidden_host(href) if href[:4].lower() == "http" else ""


class _Pointers(InlineProcessor):
    def __init__(self, prose: Prose, md: markdown.Markdown) -> None:
        super().__init__(POINTER.pattern, md)
        self._prose = prose

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name and the types are Python-Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - part of the interface
    ) -> tuple[ET.Element | str, int, int]:
        pointed = self._prose.pointer(m)
        if pointed is None:
            return m.group(), m.start(0), m.end(0)
        href, words, kind = pointed
        link = ET.Element("a", {_OURS: "", "href": href} | ({"class": kind} if kind else {}))
        link.text = AtomicString(words.replace("&", AMPERSAND))  # a title is no Markdown
        return link, m.start(0), m.end(0)


class _Links(Treeprocessor):
    """Checks addresses, and makes classes of the alignment of columns: the pages allow no style of their own.

    A link that holds another, which a pointer made, is none: a browser would end it there. It stays as typed.
    """

    def __init__(self, prose: Prose, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._prose = prose
        self._typed = UnescapeTreeprocessor(
            md
        ).unescape  # a sign behind a backslash is a mark of the library's until then

    def run(self, root: ET.Element) -> None:
        for parent in list(root.iter()):
            for link in list(parent):
                if link.tag == "a" and link.find(".//a") is not None:
                    _open(parent, link)
        for node in root.iter():
            if node.tag == "a" and node.attrib.pop(_OURS, None) is None:
                node.set("href", self._prose.check(self._typed(node.get("href", ""))))
            if style := node.attrib.pop("style", ""):
                node.set("class", "to-" + style.removeprefix("text-align: ").rstrip(";"))


def _open(parent: ET.Element, link: ET.Element) -> None:
    """Put what a link was typed as in its place, around what it holds."""
    title = f' "{link.get("title")}"' if link.get("title") else ""
    held, at = list(link), list(parent).index(link)
    held[-1].tail = f"{held[-1].tail or ''}]({link.get('href')}{title}){link.tail or ''}"
    parent[at : at + 1] = held
    if at:
        parent[at - 1].tail = f"{parent[at - 1].tail or ''}[{link.text or ''}"
    else:
        parent.text = f"{parent.text or ''}[{link.text or ''}"

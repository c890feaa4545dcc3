"""Markdown as editors may use it: no raw HTML, no images, only safe addresses, and pincite's own pointers.

What a reader of the source sees is what the page shows: a tag that was typed appears as typed. `[^q1]` becomes a link
to a quote or a piece of evidence, `[[claim-id]]` one to a card.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from pincite.addresses import page_of
from pincite.pointers import POINTER
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Raw HTML, entities, bare addresses, reference definitions (a line that would vanish) and images are left out.
_NO_PREPROCESSORS = ("html_block",)
_NO_BLOCKS = ("reference",)
_NO_INLINES = (
    *("html", "entity", "autolink", "automail"),
    *("reference", "short_reference", "image_link", "image_reference", "short_image_ref"),
)
# What makes more than a paragraph of a text; left out where one line is wanted.
_OTHER_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "table")
# Stands for & while Markdown is at work, which would take `&copy;` for the sign. No text of ours may hold it.
_AMPERSAND = "\ufdd0"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = re.compile(r"(?:https?://[^/]|mailto:[^/])", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\\]")
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

    def __init__(self) -> None:
        self._context = Context(to=lambda path: path)
        self._blocks = self._converter()
        self._one_line = self._converter()
        for name in _OTHER_BLOCKS:
            self._one_line.parser.blockprocessors.deregister(name)

    def _converter(self) -> markdown.Markdown:
        made = markdown.Markdown(output_format="html", extensions=["tables", "sane_lists"])
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
        return self._convert(self._blocks, text, context)

    def inline(self, text: str, context: Context) -> Markup:
        """Convert one paragraph without its `<p>`; what would make a block of its own stays as typed."""
        made = str(self._convert(self._one_line, in_one_line(text), context))
        return Markup(made.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - made just above

    def _convert(self, converter: markdown.Markdown, text: str, context: Context) -> Markup:
        self._context = context
        made = converter.reset().convert(text.replace("&", _AMPERSAND))
        return Markup(made.replace(_AMPERSAND, "&amp;"))  # noqa: S704 - the converter makes no raw HTML

    def pointer(self, found: re.Match[str]) -> ET.Element | str:
        """Make the link of a pointer; one that leads nowhere stays as typed (the site's checks tell it)."""
        name = found.group("claim") or found.group("note")
        link = ET.Element("a", {_OURS: ""})
        if found.group("claim"):
            if name not in self._context.claims:
                return found.group()
            link.set("href", self._context.to(page_of("claims", name)))
            words = self._context.claims[name]
        else:
            if name not in self._context.notes:
                return found.group()
            href, words = self._context.notes[name]
            link.set("href", href)
            link.set("class", "pin")
            words = f"[{words}]"
        link.text = AtomicString(words.replace("&", _AMPERSAND))  # a title is no Markdown
        return link

    def check(self, written: str) -> str:
        """Give the address that a link of the text gets; raise on one that is not allowed.

        What a browser would make of it decides: entities decoded, no blank, control or backslash anywhere.
        """
        href = html_decoded(written.replace(_AMPERSAND, "&"))
        if not href or _UNSEEN.search(href):
            raise UnsafeLinkError(href)
        if _SCHEME.match(href):
            if not _SAFE.match(href):
                raise UnsafeLinkError(href)
            return href.replace("&", _AMPERSAND)
        if href.startswith("#"):
            return (self._context.here + href).replace("&", _AMPERSAND)
        path, mark, fragment = href.partition("#")
        if path.startswith("/") or ".." in unquote(path):
            raise UnsafeLinkError(href)
        return (self._context.to(path) + mark + fragment).replace("&", _AMPERSAND)


def html_decoded(text: str) -> str:
    """Decode entities until nothing changes: a browser decodes once, but no address of ours needs a second time."""
    for _ in range(3):
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


class _Pointers(InlineProcessor):
    def __init__(self, prose: Prose, md: markdown.Markdown) -> None:
        super().__init__(POINTER.pattern, md)
        self._prose = prose

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name and the types are Python-Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - part of the interface
    ) -> tuple[ET.Element | str, int, int]:
        return self._prose.pointer(m), m.start(0), m.end(0)


class _Links(Treeprocessor):
    """Checks addresses, and makes classes of the alignment of columns: the pages allow no style of their own."""

    def __init__(self, prose: Prose, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._prose = prose

    def run(self, root: ET.Element) -> None:
        for node in root.iter():
            if node.tag == "a" and node.attrib.pop(_OURS, None) is None:
                node.set("href", self._prose.check(node.get("href", "")))
            if style := node.attrib.pop("style", ""):
                node.set("class", "to-" + style.removeprefix("text-align: ").rstrip(";"))

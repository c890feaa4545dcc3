"""Markdown as editors may use it: no raw HTML, no images, only safe addresses, and pincite's own pointers.

What a reader of the source sees is what the page shows: a tag that was typed appears as typed. `[^q1]` becomes a link
to a quote or a piece of evidence, `[[claim-id]]` one to a card.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from pincite.pointers import POINTER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Raw HTML, entities in disguise, reference definitions (a line that would vanish) and images are left out.
_NO_PREPROCESSORS = ("html_block",)
_NO_BLOCKS = ("reference",)
_NO_INLINES = ("html", "reference", "short_reference", "image_link", "image_reference", "short_image_ref", "autolink")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OURS = "data-ours"  # marks the links that pointers made, which are checked already; taken off again
_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """What a text may point to: `notes` maps names to address and words, `to` turns a page's path into a link."""

    to: Callable[[str], str]
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)


class UnsafeLinkError(ValueError):
    """A link of the text leads where no link may: its address is the message."""


class Prose:
    """Converts Markdown. One converter serves a whole build; its state is reset for every text."""

    def __init__(self) -> None:
        self._context = Context(to=lambda path: path)
        self._markdown = markdown.Markdown(output_format="html", extensions=["tables", "sane_lists"])
        for name in _NO_PREPROCESSORS:
            self._markdown.preprocessors.deregister(name)
        for name in _NO_BLOCKS:
            self._markdown.parser.blockprocessors.deregister(name)
        for name in _NO_INLINES:
            self._markdown.inlinePatterns.deregister(name)
        # Before links (160), so that [^q1](x) is no link, and behind code (190).
        self._markdown.inlinePatterns.register(_Pointers(self, self._markdown), "pointers", 175)
        self._markdown.treeprocessors.register(_Links(self, self._markdown), "links", 5)

    def __call__(self, text: str, context: Context) -> Markup:
        """Convert a text. Raises UnsafeLinkError on an address that is not http, https, mailto or a page."""
        self._context = context
        return Markup(self._markdown.reset().convert(text))  # noqa: S704 - the converter above makes no raw HTML

    def inline(self, text: str, context: Context) -> Markup:
        """Convert one paragraph without its `<p>`."""
        html = str(self(text, context))
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[3:-4]
        return Markup(html)  # noqa: S704 - as above

    def pointer(self, found: re.Match[str]) -> ET.Element | str:
        """Make the link of a pointer; one that leads nowhere stays as typed (the site's checks tell it)."""
        name = found.group("claim") or found.group("note")
        link = ET.Element("a")
        if found.group("claim"):
            if name not in self._context.claims:
                return found.group()
            link.set("href", self._context.to(f"claims/{name}.html"))
            link.set(_OURS, "")
            link.text = self._context.claims[name]
        else:
            if name not in self._context.notes:
                return found.group()
            href, words = self._context.notes[name]
            link.set("href", href)
            link.set("class", "pin")
            link.set(_OURS, "")
            link.text = f"[{words}]"
        return link

    def check(self, href: str) -> str:
        """Give the address that a link of the text gets; raise on one that is not allowed."""
        if _SCHEME.match(href):
            if not _SAFE.match(href):
                raise UnsafeLinkError(href)
            return href
        if href.startswith("#"):
            return href
        if href.startswith(("/", "\\")) or ".." in href:
            raise UnsafeLinkError(href)
        path, mark, fragment = href.partition("#")
        return self._context.to(path) + mark + fragment


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
    def __init__(self, prose: Prose, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._prose = prose

    def run(self, root: ET.Element) -> None:
        for link in root.iter("a"):
            if link.attrib.pop(_OURS, None) is None:
                link.set("href", self._prose.check(link.get("href", "")))

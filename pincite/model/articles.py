"""Articles and their pinned originals."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.anchor import Document, Slice
    from pincite.dates import When
    from pincite.model.ids import ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A passage that no card needs, and why."""

    slices: tuple[Slice, ...]
    paragraph: int
    reason: str
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source article and its pinned original."""

    id: ArticleId
    headline: str
    short: str
    path: str
    format: str
    sha256: str
    document: Document = field(repr=False)
    publisher: str = ""
    byline: str = ""
    url: str = ""
    archived: str = ""
    published: When | None = None
    dating: str = ""
    retrieved: When | None = None
    language: str = ""
    primary: bool = False
    note: str = ""
    set_aside: tuple[SetAside, ...] = ()
    changed: str = ""  # the original's SHA-256, where it is not the pinned one
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    url_span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The original's own characters."""
        return self.document.text

    @property
    def paragraphs(self) -> tuple[Slice, ...]:
        """Where each paragraph stands; number n is item n - 1."""
        return self.document.paragraphs

    @property
    def sentences(self) -> tuple[Slice, ...]:
        """Where each sentence stands."""
        return self.document.sentences

"""Articles: from content/articles/ID.yaml and the pinned original to records."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

from pincite import fields
from pincite.anchor import Document
from pincite.model import Article, ArticleId
from pincite.problems import InputError, Problem, Span
from pincite.read.files import ORIGINAL_LIMIT, decode
from pincite.read.originals import TooComplexError, readable
from pincite.read.quotes import anchor_set_aside
from pincite.text import sentences

if TYPE_CHECKING:
    from pincite.read.files import Folder
    from pincite.read.nodes import Node
    from pincite.read.shape import Entry, Shaper


def read_article(ident: str, node: Node, folder: Folder, shaper: Shaper) -> Article | None:
    """Read one article and its original; None where it cannot be quoted from at all.

    Whether the original is still the pinned one is asked of `changed_original` when the quotes are known.
    """
    entry = shaper.entry(node, fields.ARTICLE)
    if entry is None or not entry.get("text"):
        return None
    try:
        document = _document(entry, folder)
    except InputError as error:
        shaper.problems.append(dataclasses.replace(error.problem, span=_place(error.problem, entry)))
        return None
    if not any(end > start for start, end in document.paragraphs):
        shaper.problems.append(
            Problem("original-empty", "the original holds no text", entry.at("text"), "check the path and the format"),
        )
        return None
    article = Article(
        id=ArticleId(ident),
        headline=entry.get("headline"),
        short=entry.get("short") or entry.get("headline"),
        path=entry.get("text"),
        format=entry.get("format", "lines"),
        sha256=entry.get("sha256"),
        document=document,
        sentences=tuple(
            sentence for start, end in document.paragraphs for sentence in sentences(document.text, start, end)
        ),
        publisher=entry.get("publisher"),
        byline=entry.get("byline"),
        url=entry.get("url"),
        archived=entry.get("archived"),
        published=entry.get("published", None),
        dating=entry.get("dating"),
        retrieved=entry.get("retrieved", None),
        language=entry.get("language"),
        note=entry.get("note"),
        span=entry.at("sha256"),
    )
    set_aside, problems = anchor_set_aside(entry.many("set_aside"), article)
    shaper.problems += problems
    return dataclasses.replace(article, set_aside=set_aside)


def _document(entry: Entry, folder: Folder) -> Document:
    path = entry.get("text")
    if not path.startswith("seeds/"):
        raise InputError(
            Problem(
                "path-outside", "originals lie below seeds/", entry.at("text"), f"write seeds/{path.split('/')[-1]}"
            ),
        )
    original = folder.read(path, ORIGINAL_LIMIT)
    try:
        text, paragraphs = readable(decode(original), entry.get("format", "lines"))
    except TooComplexError as error:
        message, hint = (
            f"the original cannot be read: {error}",
            "save the page again, or keep its text as `format: lines`",
        )
        raise InputError(Problem("original-too-complex", message, Span(path), hint)) from None
    return Document.of(text, paragraphs)


def _place(problem: Problem, entry: Entry) -> Span:
    """Place a fault inside the original there, a missing original where the article names it."""
    return problem.span if problem.span.line else entry.at("text")


def changed_original(article: Article, folder: Folder) -> str | None:
    """Give the original's present digest where it is not the pinned one, else None.

    A checkout that changed only the line ends (CRLF) still has the pinned text.
    """
    present = folder.digests.get(article.path, "")
    if not article.sha256 or present == article.sha256:
        return None
    data = folder.read(article.path, ORIGINAL_LIMIT).data.replace(b"\r\n", b"\n")
    return None if hashlib.sha256(data).hexdigest() == article.sha256 else present

"""Articles: from content/articles/ID.yaml and the pinned original to records."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from typing import TYPE_CHECKING

from pincite import fields
from pincite.anchor import Document
from pincite.model import Article, ArticleId
from pincite.problems import InputError, Problem, Span
from pincite.read.faithful import lost, other_encoding
from pincite.read.files import ORIGINAL_LIMIT, decode
from pincite.read.originals import TooComplexError, readable
from pincite.read.quotes import anchor_set_aside
from pincite.text import line_and_column

if TYPE_CHECKING:
    from pincite.read.files import Folder, InputFile
    from pincite.read.nodes import Node
    from pincite.read.shape import Entry, Shaper

_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def read_article(ident: str, node: Node, folder: Folder, shaper: Shaper) -> Article | None:
    """Read one article and its original; None where it cannot be quoted from at all.

    That the original is not the pinned one is told by `crosscheck`, when the quotes are known.
    """
    entry = shaper.entry(node, fields.ARTICLE)
    if entry is None or not entry.get("text"):
        return None
    try:
        original = _original(entry, folder)
        document = _document(entry, original)
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
        changed=_changed(entry, original),
        document=document,
        publisher=entry.get("publisher"),
        byline=entry.get("byline"),
        url=entry.get("url"),
        archived=entry.get("archived"),
        published=entry.get("published", None),
        dating=entry.get("dating"),
        retrieved=entry.get("retrieved", None),
        language=entry.get("language"),
        primary=entry.get("primary", default=False),
        note=entry.get("note"),
        span=entry.at("sha256"),
        url_span=entry.at("url"),
    )
    set_aside, problems = anchor_set_aside(entry.many("set_aside"), article)
    shaper.problems += problems
    return dataclasses.replace(article, set_aside=set_aside)


def _original(entry: Entry, folder: Folder) -> InputFile:
    path = entry.get("text")
    if not path.startswith("seeds/"):
        name = path.replace("\\", "/").rpartition("/")[2]  # Windows writes paths with backslashes
        hint = f"write seeds/{name}"
        raise InputError(Problem("path-outside", "originals lie below seeds/", entry.at("text"), hint))
    return folder.read(path, ORIGINAL_LIMIT)


def _document(entry: Entry, original: InputFile) -> Document:
    kind, raw = entry.get("format", "lines"), decode(original)
    hint = "save the page again, or keep its text as `format: lines`"
    if kind == "html" and (named := other_encoding(raw)):
        message = f"the page says that it is {named}, and is UTF-8: a browser would show other letters"
        raise InputError(Problem("original-encoding", message, Span(original.path), hint))
    if kind == "lines" and _PAGE.match(raw):
        message = "the original is a page of HTML, whose tags readers would see as its text"
        raise InputError(Problem("bad-value", message, entry.at("format"), "write `format: html`"))
    try:
        text, paragraphs = readable(raw, kind)
    except TooComplexError as error:
        message = f"the original cannot be read: {error}"
        raise InputError(Problem("original-too-complex", message, Span(original.path), hint)) from None
    if kind == "markdown" and (found := lost(raw, text)):
        line, column = line_and_column(raw, found[0])
        message = f"read as Markdown, part of “{found[1]}” would not be shown as it stands"
        hint = "keep the text as `format: lines`, which shows every character"
        raise InputError(Problem("original-text-lost", message, Span(original.path, line, column, 1), hint))
    return Document.of(text, paragraphs)


def _place(problem: Problem, entry: Entry) -> Span:
    """Place a fault inside the original there, a missing original where the article names it."""
    return problem.span if problem.span.line else entry.at("text")


def _changed(entry: Entry, original: InputFile) -> str:
    """Give the original's digest where it is not the pinned one, else an empty string.

    A checkout that changed only the line ends (CRLF) still has the pinned text.
    """
    pinned = entry.get("sha256")
    if not pinned or original.sha256 == pinned:
        return ""
    unified = hashlib.sha256(original.data.replace(b"\r\n", b"\n")).hexdigest()
    return "" if unified == pinned else original.sha256

"""A new article: the entry of an original that lies in seeds/ already, pinned by its digest."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite import fields
from pincite.problems import InputError, Problem, Span
from pincite.read.files import decode
from pincite.read.originals import TooComplexError, readable
from pincite.scaffold.form import OPEN, known, left_open, modeline
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.read.files import InputFile

SCHEMA = "../../schema/article.schema.json"
_FORMATS = {".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown"}


def format_of(path: str) -> str:
    """Give the format that an original's name speaks for: lines, html or markdown."""
    return _FORMATS.get(PurePosixPath(path).suffix.lower(), "lines")


def first_line(file: InputFile, kind: str) -> str:
    """Give the first paragraph of an original that is not empty, which most often is its headline.

    Raises InputError where the original cannot be read, or holds no text. `kind` is lines, html or markdown.
    """
    text = decode(file)
    try:
        text, paragraphs = readable(text, kind)
    except TooComplexError as error:
        message, hint = f"the original cannot be read: {error}", "save the page again, or keep its text with --format"
        raise InputError(Problem("original-too-complex", message, Span(file.path), hint)) from None
    for start, end in paragraphs:
        if line := in_one_line(text[start:end]):
            return line
    hint = "check the path and the format"
    raise InputError(Problem("original-empty", "the original holds no text", Span(file.path), hint))


def article(file: InputFile, values: Mapping[str, str]) -> str:
    """Write the text of content/articles/ID.yaml, with the digest of the original as it is now.

    `values` are fields by their keys, `headline` and `format` among them.
    """
    values = {**values, "text": file.path, "sha256": file.sha256}
    body = known(fields.ARTICLE, values)
    return "".join([modeline(SCHEMA), body, "\n", OPEN, "\n", left_open(fields.ARTICLE, values)])

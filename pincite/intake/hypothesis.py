"""Hypothesis annotations: from its JSON, as the API gives it and as the client exports it, to places in the articles.

An annotation becomes a card where its words stand in an article, exactly as pincite finds quotes: typography is folded,
nothing else. Its prefix and suffix choose among several places; a near match is never taken. Who annotated is not read:
a card is the desk's own, and an annotator's account has no place in a public repository.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite.anchor import Failure, Place, Selector, Why, resolve
from pincite.intake.clean import cleaned, in_line
from pincite.intake.present import is_page
from pincite.problems import InputError, Problem, Span
from pincite.read.quotes import long_enough
from pincite.records import dataclass
from pincite.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.model import Article

_ENTRIES_AT_MOST = 1000
_PLACES_AT_MOST = 100  # of the same words: nobody annotates one of more, and each is looked at for every annotation
_LONGEST_TAG, _TAGS_AT_MOST = 80, 20
_WORDED = {
    Why.EMPTY: "it has no words",
    Why.CUTS_WORD: "it begins or ends inside a word",
    Why.AMBIGUOUS: "its words stand more than once, and what stands around them does not tell which are meant",
    Why.CASE_DIFFERS: "its words stand there only with other capitals",
}
_CONTEXT = 80  # characters around a place that are compared; Hypothesis keeps 32


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a passage. `number` counts the export's entries from 1; `note` is what was written to it."""

    number: int
    uri: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchored:
    """An annotation with the passage that it names, as offsets into the article's text."""

    annotation: Annotation
    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An entry of the export that becomes no card, and why."""

    number: int
    words: str
    why: str


def read_export(text: str, path: str) -> tuple[tuple[Annotation, ...], tuple[Lost, ...]]:
    """Read an export. Raises InputError (annotations-form) for what is none, and for more than a thousand entries."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_export("the file is no JSON", path) from None
    rows = data
    if isinstance(data, dict):
        rows = data.get("rows", data.get("annotations"))
    if not isinstance(rows, list):
        raise _no_export('there is no list of annotations in it: neither "rows" nor "annotations"', path)
    if len(rows) > _ENTRIES_AT_MOST:
        raise _no_export(f"it has {len(rows):,} annotations; the limit is {_ENTRIES_AT_MOST:,}", path)
    found: list[Annotation] = []
    lost: list[Lost] = []
    for number, row in enumerate(rows, 1):
        one = _annotation(number, row)
        if isinstance(one, Annotation):
            found.append(one)
        else:
            lost.append(one)
    return tuple(found), tuple(lost)


def _no_export(why: str, path: str) -> InputError:
    message = f"this is no export of Hypothesis annotations: {why}"
    return InputError(
        Problem("annotations-form", message, Span(path), "export the annotations as JSON, and import that")
    )


def _annotation(number: int, row: object) -> Annotation | Lost:
    if not isinstance(row, dict):
        return Lost(number, "", "it is no annotation")
    note = _note(row.get("text"))
    if row.get("references"):
        return Lost(number, note, "it is a reply, which quotes nothing")
    selector = _selector(row.get("target"))
    exact = str(selector.get("exact") or "") if selector else ""
    if not exact.strip():
        return Lost(number, note, "it is a note on the whole page, which quotes nothing")
    tags = [in_line(one)[:_LONGEST_TAG] for one in _list(row.get("tags")) if isinstance(one, str)]
    clean, _ = cleaned(tags[:_TAGS_AT_MOST])
    return Annotation(
        number,
        str(row.get("uri") or ""),
        _kept(exact),
        _kept(str(selector.get("prefix") or "")),
        _kept(str(selector.get("suffix") or "")),
        note,
        tuple(one for one in clean if one),
    )


def _note(text: object) -> str:
    lines, _ = cleaned(str(text or "").split("\n"))
    return " ".join(line for line in map(in_line, lines) if line)


def _kept(text: str) -> str:
    """Take out of an annotation's words what importing took out of the article's."""
    return "\n".join(cleaned(text.split("\n"))[0])


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _selector(target: object) -> dict[str, Any]:
    for one in _list(target):
        for selector in _list(one.get("selector")) if isinstance(one, dict) else []:
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
                return selector
    return {}


def anchor(annotation: Annotation, articles: Sequence[Article]) -> Anchored | Lost:
    """Find the passage of an annotation: in the article of its address, else in the only one that has its words."""
    same = [one for one in articles if is_page(annotation.uri, one)]
    if not long_enough(annotation.exact):
        return Lost(annotation.number, annotation.exact, "it has fewer than 3 letters or digits")
    found, failures = [], []
    for article in same or articles:
        place = _place(annotation, article)
        if isinstance(place, Place):
            found.append(Anchored(annotation, article, place.start, place.end))
        else:
            failures.append((place, article))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(str(one.article.id) for one in found)
        why = f"its words stand in several articles ({names}), and none has its address"
        return Lost(annotation.number, annotation.exact, why)
    where = f'in article "{same[0].id}", which has its address' if len(same) == 1 else "in any article"
    told = next(
        (f'{_WORDED[one.why]} (article "{article.id}")' for one, article in failures if one.why in _WORDED),
        f"its words do not stand {where}",
    )
    return Lost(annotation.number, annotation.exact, told)


def _place(annotation: Annotation, article: Article) -> Place | Failure:
    found = resolve(Selector(annotation.exact), article.document)
    if isinstance(found, Failure) and found.why is Why.NO_PARAGRAPH_END:
        found = resolve(Selector(in_line(annotation.exact)), article.document)
    if isinstance(found, Place) or found.why not in {Why.AMBIGUOUS, Why.CROSSES_PARAGRAPH}:
        return found
    if len(found.places) == 1:
        return found.places[0]
    if len(found.places) > _PLACES_AT_MOST:
        return Failure(Why.AMBIGUOUS, found.part)
    fitting = [one for one in found.places if _fits(annotation, article.text, one)]
    return fitting[0] if len(fitting) == 1 else Failure(Why.AMBIGUOUS, found.part, found.places)


def _fits(annotation: Annotation, text: str, place: Place) -> bool:
    """Tell whether a place has the annotation's prefix before it and its suffix behind it, white space aside.

    Hypothesis cuts both to 32 characters, in the middle of words.
    """
    before, behind = _bare(text[max(0, place.start - _CONTEXT) : place.start]), _bare(text[place.end :][:_CONTEXT])
    prefix, suffix = _bare(annotation.prefix)[-32:], _bare(annotation.suffix)[:32]
    return bool(prefix or suffix) and before.endswith(prefix) and behind.startswith(suffix)


def _bare(text: str) -> str:
    return "".join(fold(text).text.split())

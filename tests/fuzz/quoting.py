"""Quotes, dates, numbers: what anchors is what was typed, what was typed of an original anchors, dates stay dates."""

from __future__ import annotations

import re
import unicodedata

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from fuzz import near
from fuzz.targets import target
from pincite import dates
from pincite.anchor import ELISION, Document, Failure, Place, Selector, Why, describe, resolve
from pincite.intake import stated
from pincite.likeness import changes, nearest
from pincite.numbers import numbers_in
from pincite.read.files import first_forbidden
from pincite.read.nodes import Pairs, Scalar, parse
from pincite.scaffold import typed
from pincite.text import breaks_word

_MARKS = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―", "-"), "…": "..."}
)


def _declared(text: str) -> str:
    """Fold a text as the docs of `pincite.text` say, by other means."""
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    return re.sub(r"\s+", lambda run: "\n" if re.search(r"[\n\r]", run.group()) else " ", plain).strip()


def _document(lines: list[str]) -> Document:
    text, slices = "\n".join(lines), []
    at = 0
    for line in lines:
        slices.append((at, at + len(line)))
        at += len(line) + 1
    return Document.of(text, slices)


_LINES = st.lists(
    st.one_of(near.sentences, near.running.map(lambda text: " ".join(text.split("\n")))), min_size=1, max_size=5
)
_ORIGINALS = _LINES.filter(lambda lines: any(line.strip() for line in lines)).map(_document)
_PLACES = st.tuples(st.integers(0, 400), st.integers(1, 60))


def _snapped(document: Document, place: tuple[int, int]) -> tuple[int, int]:
    """Move a stretch of a text to borders of words, with no white space at its ends; an empty one where it has none."""
    text = document.text
    start = place[0] % len(text)
    end = min(len(text), start + place[1])
    while breaks_word(text, start):
        start -= 1
    while breaks_word(text, end):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if not (breaks_word(text, start) or breaks_word(text, end)) else (0, 0)


_RETYPED = (
    str,
    lambda text: text.translate(_MARKS),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFC", text).replace("'", "’").replace("-", "–").replace("...", "…"),
    lambda text: re.sub(r"[^\S\n\r]+", "  ", text),
)


@target("anchor-slice", document=_ORIGINALS, place=_PLACES, retyped=st.sampled_from(_RETYPED))
def anchor_slice(document: Document, place: tuple[int, int], retyped: object) -> None:
    """A slice of an original on borders of words, typed in any folded way, anchors there or is told ambiguous."""
    start, end = _snapped(document, place)
    exact = retyped(document.text[start:end])  # type: ignore[operator]
    assume(exact.strip() and not ELISION.search(exact))
    landed = resolve(Selector(exact), document)
    here = Place(((start, end),))
    if isinstance(landed, Failure):
        assert landed.why is Why.AMBIGUOUS, landed
        assert here in landed.places
        assert len(landed.places) > 1
        try:
            assert resolve(describe(document, start, end), document) == here
        except ValueError:
            return  # nothing singles it out
    assert isinstance(landed, Failure) or landed == here


_SELECTORS = st.builds(
    Selector,
    st.one_of(near.running, near.sentences),
    st.just("") | near.running,
    st.just("") | near.running,
    st.none() | st.integers(1, 6),
)


@target("anchor-any", document=_ORIGINALS, selector=_SELECTORS)
def anchor_any(document: Document, selector: Selector) -> None:
    """Whatever a selector lands on is, part by part and after the declared folding, what was typed and nothing else."""
    landed = resolve(selector, document)
    if isinstance(landed, Failure):
        assert all(0 <= start < end <= len(document.text) for one in landed.places for start, end in one.slices)
        if near_by := nearest(selector.exact, document):
            assert 0 <= near_by.start < near_by.end <= len(document.text)
            changes(selector.exact, document.text[near_by.start : near_by.end])
        return
    _is_what_was_typed(selector.exact, landed, document)
    assert selector.paragraph in {None, document.paragraph_at(landed.start)}


def _is_what_was_typed(exact: str, landed: Place, document: Document) -> None:
    parts = [exact] if len(landed.slices) == 1 else ELISION.split(exact)
    if len(landed.slices) == 1 and _declared(document.text[landed.start : landed.end]) != _declared(exact):
        parts = [part for part in ELISION.split(exact) if part.strip()]
    assert [_declared(document.text[start:end]) for start, end in landed.slices] == [_declared(part) for part in parts]
    before = 0
    for start, end in landed.slices:
        assert before <= start < end
        assert not breaks_word(document.text, start)
        assert not breaks_word(document.text, end)
        before = end


@target(
    "anchor-mutated", document=_ORIGINALS, place=_PLACES, at=st.integers(0, 60), char=st.sampled_from("aZé7٣Яب東ı0")
)
def anchor_mutated(document: Document, place: tuple[int, int], at: int, char: str) -> None:
    """A quote in which one letter or digit is another than in the original does not anchor where it was taken from."""
    start, end = _snapped(document, place)
    exact = document.text[start:end]
    letters = [number for number, one in enumerate(exact) if one.isalnum()]
    assume(letters)
    number = letters[at % len(letters)]
    mutated = exact[:number] + char + exact[number + 1 :]
    assume(_declared(mutated) != _declared(exact) and not ELISION.search(exact))
    landed = resolve(Selector(mutated), document)
    if isinstance(landed, Place):  # the same words with this letter may stand elsewhere
        _is_what_was_typed(mutated, landed, document)
        assert landed.slices != ((start, end),)


@target(
    "anchor-gap",
    document=_ORIGINALS,
    first=_PLACES,
    second=_PLACES,
    gap=st.sampled_from(["[…]", " […] ", "[...]", "\n[…] "]),
)
def anchor_gap(document: Document, first: tuple[int, int], second: tuple[int, int], gap: str) -> None:
    """Two slices of an original with a gap between them anchor to these two, or are told ambiguous."""
    (start, end), (begin, stop) = sorted((_snapped(document, first), _snapped(document, second)))
    one, other = document.text[start:end], document.text[begin:stop]
    assume(one and other and end <= begin and not any(ELISION.search(part) for part in (one, other, document.text)))
    landed = resolve(Selector(one + gap + other), document)
    if isinstance(landed, Failure):
        assert landed.why is Why.AMBIGUOUS, landed
        assert len(landed.places) > 1
    else:
        assert landed.slices == ((start, end), (begin, stop))


_YEAR = st.integers(0, 9999).map("{:04}".format) | st.sampled_from(
    ["2021", "21", "20211", "-2021", "٢٠٢١", "XXXX", "y2021"]
)
_PART = st.integers(0, 40).map("{:02}".format) | st.sampled_from(["XX", "3", "1X", "xx", "٠٣", "", "Mar", "March"])
_DAY = st.one_of(
    _YEAR,
    st.builds("{}-{}".format, _YEAR, _PART),
    st.builds("{}-{}-{}".format, _YEAR, _PART, _PART),
    st.builds("{2}.{1}.{0}".format, _YEAR, _PART, _PART),
    st.builds("{2}/{1}/{0}".format, _YEAR, _PART, _PART),
    st.builds("{2} {1} {0}".format, _YEAR, st.sampled_from(["March", "Sept.", "may", "Feb"]), _PART),
    st.builds("{1} {2}, {0}".format, _YEAR, st.sampled_from(["March", "Sept.", "may", "Feb"]), _PART),
    st.sampled_from(["..", "", "unknown", "2021-03-03T10:00", "2021-W10", "2021-21", "Y17E7", "[2021]", "2021-03-03Z"]),
)
_MARKED = st.builds("{}{}".format, _DAY, st.sampled_from(["", "", "?", "~", "%", "??", "?~"]))
_DATES = st.one_of(
    _MARKED,
    st.builds("{}/{}".format, _MARKED, _MARKED),
    st.builds("{}{}{}".format, _MARKED, near.odd, _MARKED),
    near.running,
)


@target("dates", text=_DATES)
def any_date(text: str) -> None:
    """A date that is read says what it said and reads so again; one that is refused has a remedy that reads."""
    try:
        when = dates.parse(text)
    except dates.DateError as error:
        assert str(error)
        assert error.remedy
        if found := re.fullmatch(r"write (\d{4}[0-9-]*)", error.remedy):
            dates.parse(found.group(1))
        return
    assert when.text == text.strip()
    assert dates.parse(when.text) == when
    assert when.first <= when.last
    for one in {when.start, when.end} - {None}:
        assert dates.parse(one.text).start == one
        assert dates.parse(one.machine).first == one.first
    assert (dates.day(when) == "") == (when.kind != "day")


@target("stated-dates", text=_DATES)
def stated_date(text: str) -> None:
    """What a page says of a day is a day of the calendar, or nothing."""
    day = stated.day(text)
    assert day == "" or dates.parse(day).text == day
    stated.zone(text)
    language = stated.language(text)
    assert language == "" or re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", language)


@target("typed", text=st.one_of(_DATES, near.running, near.yaml_pieces, st.lists(near.yaml_pieces).map("".join)))
def typed_field(text: str) -> None:
    """A value that is written as YAML reads back as itself, here and in any other reader."""
    while char := first_forbidden(text):
        text = text.replace(char, "")
    text = text.replace("\r", "")
    written = typed.field("key", text, 2)
    node, problems = parse("a.yaml", written + "\n")
    assert problems == []
    assert isinstance(node, Pairs)
    value = node.pairs[0][1]
    assert isinstance(value, Scalar)
    assert value.text == text
    elsewhere = yaml.safe_load(written)["key"]
    assert str(elsewhere) == text


_PUT = st.integers(0, 10**12)
_STYLES = (
    str,
    "{:,}".format,
    lambda number: f"{number:,}".replace(",", "\u202f"),
    lambda number: f"{number:,}".replace(",", "."),
    lambda number: "".join(chr(0x0660 + int(digit)) for digit in str(number)),
    lambda number: "".join(chr(0x0966 + int(digit)) for digit in str(number)),
)
_GLUED = st.lists(
    st.one_of(
        near.bits,
        st.sampled_from(["dozen", "hundred", "million", "half a dozen", "and", "-", "one", "nine", "eleven", ",", "."]),
        st.integers(0, 10**18).map(str),
    ),
    max_size=16,
).map("".join)


@target("numbers", text=_GLUED, number=_PUT, style=st.sampled_from(_STYLES))
def numbers(text: str, number: int, style: object) -> None:
    """Any text has a set of whole numbers, and a number that stands in it among words is one of them."""
    assert all(isinstance(one, int) and one >= 0 for one in numbers_in(text))
    assert number in numbers_in(f"They saw {style(number)} boats; {text}")  # type: ignore[operator]

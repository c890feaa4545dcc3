"""Numbers in running text: which whole numbers stand in some words, in the digits of any script or in English words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
MAGNITUDES = _SCALES  # by which a number in digits may be followed, too
_WORDS = {name: number for number, name in enumerate(_SMALL.split())}
_WORDS |= {name: 10 * number for number, name in enumerate(_TENS.split(), start=2)} | _SCALES
_HUNDRED, _THOUSAND = 100, 1000
_TEENS = range(10, 20)

_DIGITS_AT_MOST = 15
_MARK = re.compile(r"[,.'’]")
_NUMERAL = re.compile(r"[0-9]+(?:[,.'’][0-9]+)*")
# A blank parts groups of three, and may as well part two numbers (`in 2015 710 died`).
_SPACED = re.compile(r"(?<![0-9.,'’])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9]|[.,'’][0-9])")
_SCALED = re.compile(rf"(?<![0-9])(?<![0-9][,.'’])({_NUMERAL.pattern})[\s-]+({'|'.join(_SCALES)})\b")
_HALF = re.compile(r"\bhalf[\s-](?:a[\s-])?dozen\b")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"\s+|[-\u2010\u2011]")
# The Arabic marks between thousands and before a fraction.
_ARABIC_MARKS = str.maketrans({"\u066c": ",", "\u066b": "."})


def numbers_in(text: str) -> frozenset[int]:
    """Give every whole number that stands in a text.

    `2,132` is that number and neither 2 nor 132; `2.5` is none, `2.5 million` is 2500000, `two dozen` is 24, and
    `dozens` is none. Digits of other scripts count as ours do. Numbers of more than fifteen digits count nothing.
    """
    plain = _in_ascii_digits(text).lower()
    found = {int(re.sub(r"\D", "", match.group())) for match in _SPACED.finditer(plain) if _short(match.group())}
    for match in _SCALED.finditer(plain):
        found |= set(_scaled(match[1], _SCALES[match[2]]))
    rest = _HALF.sub(" six ", _SCALED.sub(" ; ", plain))
    for match in _NUMERAL.finditer(rest):
        found |= set(_read(match.group()))
    for run in _runs(rest):
        found |= set(_spoken(run))
    return frozenset(found)


def _in_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    digits = {ord(char): str(unicodedata.decimal(char)) for char in set(text) if unicodedata.decimal(char, -1) >= 0}
    return text.translate(digits).translate(_ARABIC_MARKS)


def _short(numeral: str) -> bool:
    return sum(char.isdigit() for char in numeral) <= _DIGITS_AT_MOST


def _read(numeral: str) -> Iterator[int]:
    """Read digits with marks between them: as thousands, as a fraction, which is no whole number, or one by one."""
    parts, marks = _MARK.split(numeral), set(_MARK.findall(numeral))
    if len(marks) == 1 and _grouped(parts):
        if _short(numeral):
            yield int("".join(parts))
    elif not _fraction(parts, numeral):
        yield from (int(part) for part in parts if _short(part))


def _grouped(parts: Sequence[str]) -> bool:
    """Tell whether these are groups of thousands: by threes, or by twos before the last, as in India."""
    middle = {len(part) for part in parts[1:-1]}
    return len(parts) > 1 and len(parts[0]) <= 3 and len(parts[-1]) == 3 and middle in (set(), {3}, {2})  # noqa: PLR2004 - thousands


def _fraction(parts: Sequence[str], numeral: str) -> bool:
    """Tell `2.5` and `1,450.25` from `30.9.2015`: one mark before a digit or two, or another mark than the groups'."""
    marks = _MARK.findall(numeral)
    if not marks or marks[-1] not in ",.":
        return False
    if len(marks) == 1:
        return len(parts[1]) <= 2  # noqa: PLR2004 - digits of a fraction
    return marks[-1] not in marks[:-1] and _grouped(parts[:-1])


def _scaled(numeral: str, scale: int) -> Iterator[int]:
    """Read `2 million`, `2.5 million` and `2,500 thousand`."""
    if "." in numeral and numeral.count(".") == 1 and "," not in numeral and _short(numeral):
        product = Decimal(numeral.replace("'", "").replace("’", "")) * scale
        if product == product.to_integral_value():
            yield int(product)
        return
    yield from (number * scale for number in _read(numeral))


def _runs(text: str) -> Iterator[list[str]]:
    """Give the number words that stand together, `and` after hundreds or thousands among them."""
    run: list[str] = []
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        name = word.group()
        follows = bool(run) and _JOINED.fullmatch(text[words[at - 1].end() : word.start()])
        if name == "and" and follows and _WORDS.get(run[-1], 0) >= _HUNDRED:
            run.append(name)
        elif name in _WORDS:
            if not follows and run:
                yield run
                run = []
            run.append(name)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _spoken(run: list[str]) -> Iterator[int]:
    """Say which numbers a run of words can be: `a hundred and six` is 106, or a hundred, and six others."""
    cuts = [at for at, name in enumerate(run) if name == "and"]
    yield from _composed([name for name in run if name != "and"])
    for low, high in pairwise([-1, *cuts, len(run)]):
        if cuts:
            yield from _composed(run[low + 1 : high])


def _composed(names: Sequence[str]) -> Iterator[int]:
    """Put words together as long as they make one number; where the next one cannot belong to it, begin another."""
    whole, part, scale, begun = 0, 0, 10**12, False
    for name in names:
        number = _WORDS[name]
        multiplies = name in _SCALES
        if multiplies and number < _THOUSAND:
            fits = part < number and not (number == _SCALES["dozen"] and whole)
        elif multiplies:
            fits = number < scale and not (begun and not part)
        else:
            fits = not begun or bool(number and (whole or part) and _appends(part, number))
        if not fits:
            yield whole + part
            whole, part, scale = 0, 0, 10**12
        if multiplies and number >= _THOUSAND:
            whole, part, scale = whole + (part or 1) * number, 0, number
        elif multiplies:
            part = (part or 1) * number
        else:
            part += number
        begun = True
    if begun:
        yield whole + part


def _appends(part: int, number: int) -> bool:
    """Tell whether a number below a hundred can follow what was said: nine follows forty, not four, and not fifteen."""
    rest = part % _HUNDRED
    return rest == 0 or (number < _TEENS.start and rest >= _TEENS.stop and rest % 10 == 0)


def spelled(words: Sequence[str]) -> tuple[int, int]:
    """Read the number that some lower-case English words begin with: its value, and how many of them it takes.

    Both are 0 where they begin with none. `one` by itself is none: it mostly stands for something else.
    """
    names: list[str] = []
    value = count = 0
    for at, word in enumerate(words):
        parts = word.split("-")
        if word == "and" and names and _WORDS[names[-1]] >= _HUNDRED:
            continue
        if not all(part in _WORDS for part in parts):
            break
        made = list(_composed([*names, *parts]))
        if len(made) != 1:
            break
        names, value, count = [*names, *parts], made[0], at + 1
    return (0, 0) if words[:count] == ["one"] or not count else (value, count)

"""Characters of a desk's own texts that no reader sees, or that no two readers see alike.

What no file may hold at all is told where files are read (`files`). Here is what an original may hold, as it is quoted
as it is, and a text of the desk may not: what is unseen between two letters makes a word that looks like another and is
not found. Joiners and selectors stand where scripts and emoji need them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = 8  # that may stand on one letter; docs/limits.md states it
_ISOLATES, _POP = "\u2066\u2067\u2068", "\u2069"
_JOINERS = "\u200c\u200d"
_GRAPHEME_JOINER = "\u034f"
_PICTURED = "\u2139"  # a letter that is an emoji, too: the sign of information (Unicode TR 51)
_AROUND = 12  # characters on either side of one that is not seen, by which it is found
_TAGS = "\U000e0020-\U000e007f"
_PARTED = "\u180e"  # stands before a vowel that is written apart
_MONGOLIAN = "\u180b\u180c\u180d\u180e\u180f"  # seen by what they do to letters of their script
_SELECTOR = re.compile(f"[{_MONGOLIAN}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# U+00AD, U+034F; fillers of Hangul and Khmer; U+2060 to 2065, 206A to 206F; what is kept for signs that are not seen,
# annotations, U+FFFC; controls of shorthand and music; tags and what else is in plane 14, but for its selectors of
# ideographs; private use. U+FFFD is seen, and what it stands for is not.
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffd"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff\ue000-\uf8ff\U000f0000-\U0010ffff"
)
_SUSPECT = re.compile(f"[{_UNSEEN}{_JOINERS}{_ISOLATES}{_POP}]|{_SELECTOR.pattern}")
# The flags of parts of a country are a black flag with tags behind it, and a tag that ends them (Unicode TR 51, C.1):
# a code of ISO 3166-2. More of them would be a text that nobody sees.
_FLAG = re.compile(f"\U0001f3f4[{_TAGS[0]}-\U000e007e]{{3,6}}\U000e007f")
_KEPT_OR_SUSPECT = re.compile(f"{_FLAG.pattern}|{_SUSPECT.pattern}")
_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u2060": "a word joiner",
    "\ufffc": "a sign for an object that is not there",
    "\ufffd": "the sign for a letter that was lost",
}
_MANY = re.compile(r"[^\x00-\u02ff]" f"{{{MARKS + 1},}}")
UNSEEN_HINT = "it cannot be seen: delete the letters on both sides of it, and type them again"


class Unseen(NamedTuple):
    """A character, what is wrong with it, as it goes on behind the character's number, and what to do."""

    char: str
    what: str
    hint: str


def unseen(text: str) -> Unseen | None:
    """Give the first character that no reader sees; None where there is none."""
    if text.isascii():
        return None
    if _SUSPECT.search(text):
        bare = _FLAG.sub("\U0001f3f4", text)
        for found in _SUSPECT.finditer(bare):
            if what := _what(bare, found.start()):
                return Unseen(found.group(), f", {what}, stands here", f"{UNSEEN_HINT}: {around(bare, found.start())}")
        if hidden := open_isolate(text):
            return hidden
    for found in _MANY.finditer(text):
        if flood := _flood(found.group()):
            return Unseen(flood, f" stands on top of {MARKS} other marks", "leave the marks that its script needs")
    return None


def without_unseen(text: str) -> str:
    """Give a text without what `unseen` tells, but for isolates that are left open."""
    if text.isascii():
        return text
    while (less := _KEPT_OR_SUSPECT.sub(_if_needed, text)) != text:  # what is taken out may have let another stand
        text = less
    return _MANY.sub(lambda found: _fewer(found.group()), text)


def leaves_isolate_open(text: str) -> bool:
    """Tell whether a text opens a directional isolate that it does not close, or closes one that it did not open."""
    return open_isolate(text) is not None


def open_isolate(text: str) -> Unseen | None:
    """Give a directional isolate that is not closed, or the end of one that was not opened; None where all is well."""
    depth, last = 0, ""
    hint = "close each isolate by U+2069, or delete both characters"
    for char in text:
        if char in _ISOLATES:
            depth, last = depth + 1, char
        elif char == _POP:
            if not depth:
                return Unseen(char, " closes a directional isolate that nothing opened", hint)
            depth -= 1
    return Unseen(last, " opens a directional isolate that is never closed", hint) if depth else None


def _if_needed(found: re.Match[str]) -> str:
    return found.group() if len(found.group()) > 1 or not _what(found.string, found.start()) else ""


def around(text: str, at: int) -> str:
    """Show a character that is not seen by its number, between the letters by which it can be found."""
    before, after = text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND]
    words = f"{before.split(chr(10))[-1]}[U+{ord(text[at]):04X}]{after.split(chr(10))[0]}"
    return "".join(char if char.isprintable() or char.isspace() else f"[U+{ord(char):04X}]" for char in words).strip()


def _what(text: str, at: int) -> str:
    """Say what is wrong with a suspect character in its place; nothing where it belongs there."""
    char, before, after = text[at], text[at - 1] if at else "", text[at + 1 : at + 2]
    if char in _ISOLATES or char == _POP:
        return ""
    if char in _JOINERS:
        # Persian parts its endings from Latin letters, digits and marks, too: there only what follows joins.
        joined = (before and _joins(before)) or (after and _is_letter(after) and not (before and before in _JOINERS))
        return "" if joined else "a joiner where nothing is joined"
    if char == _GRAPHEME_JOINER and before and after:  # biblical Hebrew keeps two points apart by it
        return "" if unicodedata.combining(before) and unicodedata.combining(after) else "a character that is not seen"
    if _SELECTOR.match(char):
        return "" if before and _has_forms(char, before, after) else "a selector where there is no other form"
    category = unicodedata.category(char)
    return _NAMES.get(char) or ("a character of private use" if category == "Co" else "a character that is not seen")


def _joins(char: str) -> bool:
    """Tell whether a joiner may follow: in scripts whose letters join, and in emoji."""
    return unicodedata.category(char) in {"Lm", "Mn", "Mc", "Me", "So", "Sk"} or _is_letter(char)


def _has_forms(selector: str, char: str, after: str) -> bool:
    """Tell whether a character has other forms of which a selector could choose one."""
    if _SELECTOR.match(char):  # the first one has chosen; behind it Mongolian may part a vowel
        return selector == _PARTED != char and char in _MONGOLIAN
    if selector in _MONGOLIAN:
        return "\u1800" <= char <= "\u18af"
    if selector > "\uffff":  # of ideographs
        return unicodedata.category(char) == "Lo"
    if char.isascii():  # of these the keycaps alone have two: a sign, the selector, U+20E3
        return after == "\u20e3"
    return char in _PICTURED or not _is_lone(char)


def _is_letter(char: str) -> bool:
    """Tell whether a character is a letter of a script without capitals, as all that join are, or of Adlam."""
    return unicodedata.category(char) == "Lo" or "\U0001e900" <= char <= "\U0001e943"


def _is_lone(char: str) -> bool:
    """Tell whether a character has no other form that a selector could choose: blanks, letters with capitals."""
    return char.isspace() or unicodedata.category(char) in {"Lu", "Ll", "Lt", "Cf"}


def _flood(stretch: str) -> str:
    """Give the first mark of a stretch that stands on too many others."""
    return next((char for char, marks in _counted(stretch) if marks > MARKS), "")


def _fewer(stretch: str) -> str:
    return "".join(char for char, marks in _counted(stretch) if marks <= MARKS)


def _counted(stretch: str) -> Iterator[tuple[str, int]]:
    """Give each character with the number of marks that stand there, itself among them."""
    marks = 0
    for char in stretch:
        if char not in _JOINERS:  # which part no mark from its letter
            marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        yield char, marks

"""Values that are one text, each after its kind: a text, an id, a date, a number, an address.

What is wrong is told at its place, and nothing is given then. Whatever else stands in a file is of these; see `shape`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from pincite import dates
from pincite.bounds import too_much
from pincite.fields.kinds import Choice, Colour, Degrees, Digest, EdtfDate, Flag, Name, Number, Ref, Text, Url
from pincite.pointers import mentions
from pincite.problems import Problem, Span
from pincite.read.links import wrong_address
from pincite.read.lost import lost
from pincite.read.naming import fit, no_id
from pincite.read.typed import digits
from pincite.read.unseen import open_isolate, unseen
from pincite.records import dataclass
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pincite.read.nodes import Scalar

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_NUMBER = re.compile(r"[0-9]{1,13}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
_BRACKETS = 500
_AROUND = 30  # characters on either side of what would be lost


class Pointer(NamedTuple):
    """An id that names something elsewhere: checked by `site` when everything has been read."""

    to: str
    id: str
    span: Span


@dataclass(slots=True)
class Values:
    """Reads single texts, and gathers problems and the pointers to be checked later."""

    problems: list[Problem] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)

    def check_id(self, text: str, span: Span) -> bool:
        """Check the form of an id; say what is wrong and what it could be."""
        if fit(text):
            return True
        self.problems.append(no_id(text, span))
        return False

    def _ref(self, text: str, node: Scalar, kind: Ref, _key: str) -> str | None:
        if kind.to == "quote" or self.check_id(text, node.span):
            self.pointers.append(Pointer(kind.to, text, node.span))
            return text
        return None

    def _name(self, text: str, node: Scalar, _kind: Name, _key: str) -> str | None:
        return text if self.check_id(text, node.span) else None

    def _choice(self, text: str, node: Scalar, kind: Choice, key: str) -> str | None:
        if text in kind.of:
            return text
        near = nearest_word(text, kind.of)
        hint = f'did you mean "{near}"? ' if near else ""
        self._say("not-a-choice", f'"{text}" is not for "{key}"', node.span, f"{hint}one of: {', '.join(kind.of)}")
        return None

    def _flag(self, text: str, node: Scalar, _kind: Flag, key: str) -> bool | None:
        if text in {"true", "false"}:
            return text == "true"
        self._say("not-a-flag", f'"{key}" is true or false, not "{text}"', node.span, "write true or false")
        return None

    def _colour(self, text: str, node: Scalar, _kind: Colour, _key: str) -> str | None:
        return self._pattern(text, node.span, _COLOUR, f'"{text}" is no colour', 'write "#3b0a2a", in quotes')

    def _digest(self, text: str, node: Scalar, _kind: Digest, _key: str) -> str | None:
        hint = "write the 64 digits that `sha256sum` prints for the original"
        return self._pattern(text, node.span, _DIGEST, "this is no SHA-256 digest", hint)

    def _degrees(self, text: str, node: Scalar, kind: Degrees, key: str) -> str | None:
        if _DEGREES.fullmatch(text) and abs(float(text)) <= kind.most:
            return text
        message = f'"{key}" is not between -{kind.most} and {kind.most}'
        self._say("not-degrees", message, node.span, "write decimal degrees")
        return None

    def _text(self, text: str, node: Scalar, kind: Text, key: str) -> str | None:
        text = node.text if kind.verbatim or node.text.isascii() else unicodedata.normalize("NFC", node.text)
        if not self.see(text, node.span, cut=kind.verbatim):
            return None
        if kind.markdown:
            self.point(text, node.span, blocks=not kind.paragraph)
        if kind.markdown or kind.verbatim:
            return text.strip("\n") if kind.markdown else text.strip()
        if kind.line and "\n" in text.strip():
            self._say("one-line", f'"{key}" is one line', node.span, "join the lines, or write them after >-")
            return None
        return in_one_line(text)

    def point(
        self, markdown: str, span: Span, *, blocks: bool = True, placed: Callable[[int], Span] | None = None
    ) -> None:
        """Remember the cards that a text points to, and tell what Markdown would take from it; `blocks`: of several.

        `placed` gives the place of an offset in the text, where that is known.
        """
        if markdown.count("[") > _BRACKETS:
            hint = "the converter needs the square of their number in time; leave some out"
            self._say("markdown-too-complex", f"the text has more than {_BRACKETS} opening brackets", span, hint)
        elif why := too_much(markdown):
            self._say(
                "markdown-too-complex", f"the text is too much for the converter: {why}", span, "write less of it"
            )
        for one in lost(markdown, blocks=blocks):
            around = in_one_line(markdown[max(0, one.at - _AROUND) : one.at + _AROUND])
            place = placed(one.at) if placed else span
            self._say("text-lost", f"{one.what}, in “{around}”", place, one.hint)
        self.pointers += [Pointer("claim", one.name, span) for one in mentions(markdown) if one.claim]

    def _date(self, text: str, node: Scalar, kind: EdtfDate, key: str) -> dates.When | None:
        span = node.span
        try:
            when = dates.parse(text)
        except dates.DateError as error:
            self._say("bad-date", str(error), span, error.remedy)
            return None
        if kind.single and (when.is_interval or not when.start or when.start.precision is not dates.Precision.DAY):
            self._say("bad-date", f'"{key}" takes one day', span, "write it as 2026-11-22")
            return None
        return when

    def _number(self, text: str, node: Scalar, kind: Number, key: str) -> int | None:
        span = node.span
        if not _NUMBER.fullmatch(text):
            hint = f"write digits alone: {digits(text) or '2132, not 2,132'}"
            self._say("not-a-number", f'"{text}" is no whole number', span, hint)
            return None
        if not kind.least <= int(text) <= kind.most:
            self._say("not-a-number", f'"{key}" is not between {kind.least} and {kind.most}', span, "check the number")
            return None
        return int(text)

    def _url(self, text: str, node: Scalar, _kind: Url, key: str) -> str | None:
        if reason := wrong_address(text):
            self._say(
                "bad-url",
                f'the address in "{key}" {reason}',
                node.span,
                "write it as the browser shows it, https://...",
            )
            return None
        return text

    def _pattern(self, text: str, span: Span, pattern: re.Pattern[str], message: str, hint: str) -> str | None:
        if pattern.fullmatch(text):
            return text.lower()
        self._say("bad-value", message, span, hint)
        return None

    def see(self, text: str, span: Span, *, cut: bool = False) -> bool:
        """Tell of a character that no reader sees; give whether all can be seen. What is `cut` from originals may."""
        if text.isascii() or (hidden := open_isolate(text) if cut else unseen(text)) is None:
            return True
        self._say("bad-character", f"U+{ord(hidden.char):04X}{hidden.what}", span, hidden.hint)
        return False

    def _say(self, code: str, message: str, span: Span, hint: str) -> None:
        self.problems.append(Problem(code, message, span, hint))

    # How a kind that is one text is read; others are made of several.
    OF_ONE_TEXT: ClassVar[Mapping[type, Callable[..., Any]]] = {
        Text: _text,
        Ref: _ref,
        Name: _name,
        EdtfDate: _date,
        Choice: _choice,
        Number: _number,
        Flag: _flag,
        Url: _url,
        Colour: _colour,
        Digest: _digest,
        Degrees: _degrees,
    }


def nearest_word(word: str, words: Iterable[str]) -> str:
    """Give the known word that was most likely meant, or an empty string."""
    folded = {known.replace("_", "-"): known for known in words}
    near = difflib.get_close_matches(word.lower().replace("_", "-").replace(" ", "-"), folded, 1, 0.7)
    return folded[near[0]] if near else ""

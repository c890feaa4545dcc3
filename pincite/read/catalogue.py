"""Message catalogues: `locale/LANGUAGE.po`, the words of a site's pages in another language than English.

1. The catalogue of a site's language is `locale/TAG.po`, else that of the tag without its last part (`pt-BR`, `pt`).
2. Babel reads it, and knows plurals, months and numbers of the language from the CLDR.
3. A message that is not translated, or marked as doubtful, stays English.
"""

from __future__ import annotations

import io
import re
from gettext import c2py
from typing import TYPE_CHECKING, Any

from pincite.language import ENGLISH, Language
from pincite.problems import Problem, Severity, Span, has_errors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from babel.messages import Catalog

    from pincite.read.files import Folder

FOLDER, SETTINGS = "locale", "site.yaml"
_PLACES = re.compile(r"%(?:\(([^)]*)\))?(.)?", re.DOTALL)
_TAG = re.compile(r"<[^>]*>?")
_COUNTED = 201  # every language's plural form of a larger number is that of one below
_SLOT = re.compile(r"\{[^}]*\}?")  # where a script puts a word in


class Translated(Language):
    """A language with a catalogue: messages by their English, plural forms in order, and a Babel locale."""

    def __init__(
        self,
        tag: str,
        locale: Any,  # noqa: ANN401 - Babel's
        messages: Mapping[str, tuple[str, ...]],
        form: Callable[[int], int],
    ) -> None:
        self.tag = tag
        self._locale = locale
        self._messages = messages
        self._form = form

    def gettext(self, message: str) -> str:
        """Give a message in this language's words; in English where the catalogue lacks it."""
        forms = self._messages.get(message, (message,))
        return forms[self._form(1)] if len(forms) > 1 else forms[0]  # the first of several need not be that for one

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Give the form of a message that goes with a number."""
        forms = self._messages.get(singular)
        return forms[self._form(number)] if forms and len(forms) > 1 else super().ngettext(singular, plural, number)

    def day(self, day: dt.date) -> str:
        """Write a day as the language does."""
        from babel.dates import format_date  # only sites in another language than English pay for Babel

        return format_date(day, "long", self._locale)

    def day_of_month(self, day: dt.date) -> str:
        """Write a day where the year is known."""
        return self._skeleton("MMMMd", day)

    def month(self, day: dt.date) -> str:
        """Write the month that a day is in, with its year."""
        return self._skeleton("yMMMM", day)

    def month_alone(self, day: dt.date) -> str:
        """Name a month by itself."""
        return self._pattern("LLLL", day)

    def month_short(self, day: dt.date) -> str:
        """Name a month in few letters."""
        return self._pattern("LLL", day)

    def weekday(self, day: dt.date) -> str:
        """Name the day of the week."""
        return self._pattern("cccc", day)

    def number(self, number: int) -> str:
        """Write a whole number with its thousands parted as the language does."""
        from babel.numbers import format_decimal  # as above

        return format_decimal(number, locale=self._locale)

    def listing(self, items: list[str]) -> str:
        """Write a list of names."""
        from babel.lists import format_list  # as above

        return format_list(items, locale=self._locale)

    def _skeleton(self, skeleton: str, day: dt.date) -> str:
        from babel.dates import format_skeleton  # as above

        return format_skeleton(skeleton, day, locale=self._locale)

    def _pattern(self, pattern: str, day: dt.date) -> str:
        from babel.dates import format_date  # as above

        return format_date(day, pattern, self._locale)


def path_of(tag: str, folder: Folder) -> str:
    """Give the path of the catalogue for a language tag; empty where there is none or none is needed."""
    parts = tag.split("-")
    if parts[0].lower() == ENGLISH.tag:
        return ""
    candidates = (f"{FOLDER}/{'-'.join(parts[:length])}.po" for length in range(len(parts), 0, -1))
    return next((path for path in candidates if folder.has(path)), "")


def read_language(tag: str, path: str, text: str) -> tuple[Language, list[Problem]]:
    """Read a catalogue for a language tag; on an error the language is English."""
    # Only sites in another language than English pay for Babel.
    from babel import Locale, UnknownLocaleError, localedata
    from babel.messages.pofile import PoFileError, read_po

    # Babel 2.18 keeps the first language's month names where the next one looks for its own: start with none.
    localedata._cache.clear()  # noqa: SLF001 - there is no public way
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        message, hint = f'nothing is known of months and numbers in "{tag}"', "write a language such as ru, ar or pt-BR"
        return ENGLISH, [Problem("language-unknown", message, Span(SETTINGS), hint)]
    try:
        catalogue = read_po(io.StringIO(text), locale=locale, abort_invalid=True)
    except PoFileError as error:
        span = Span(path, error.lineno + 1, 1)  # Babel counts from 0
        why = str(error.args[0]).removesuffix(f" on {error.lineno}")  # said by the place already
        return ENGLISH, [Problem("catalogue", f"the catalogue cannot be read: {why}", span, _MEND)]
    except Exception as error:  # noqa: BLE001 - Babel's reader stumbles over damaged files in many ways
        return ENGLISH, [Problem("catalogue", f"the catalogue cannot be read: {error}", Span(path), _MEND)]
    try:
        form = _plural(catalogue)
    except (ValueError, RecursionError, ArithmeticError) as error:
        message = f"its header's Plural-Forms cannot be used: {error}"
        return ENGLISH, [Problem("catalogue", message, Span(path), _MEND_PLURAL)]
    messages, problems = _messages(catalogue, path)
    if has_errors(problems):
        return ENGLISH, problems
    return Translated(tag, locale, messages, form), problems


def _plural(catalogue: Catalog) -> Callable[[int], int]:
    """Give the function that picks a plural form; a ValueError where it is none, or picks a form that is not there."""
    form = c2py(catalogue.plural_expr)
    for number in range(_COUNTED):
        if not 0 <= form(number) < catalogue.num_plurals:
            raise ValueError(f"for {number} it asks for form {form(number)}, of {catalogue.num_plurals} from 0")
    return form


def _messages(catalogue: Catalog, path: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Give what is translated, by the English; a translation that could not be shown is an error."""
    messages: dict[str, tuple[str, ...]] = {}
    problems, missing = [], 0
    for entry in catalogue:
        ids = _forms(entry.id)
        if not ids[0]:
            continue
        forms = _forms(entry.string)
        span = Span(path, entry.lineno or 1, 1)
        if entry.fuzzy or not all(forms):
            missing += 1
        elif strange := sorted(set().union(*map(_places, forms)) - set().union(*map(_places, ids))):
            message = f"a translation has what its message lacks: {', '.join(strange)}"
            problems.append(Problem("catalogue", message, span, _MEND))
        elif len(ids) > 1 and len(forms) != catalogue.num_plurals:
            message = f"a message has {len(forms)} plural forms, the language has {catalogue.num_plurals}"
            problems.append(Problem("catalogue", message, span, _MEND))
        else:
            messages[ids[0]] = forms
    if missing and not problems:
        message = f"{missing} of {missing + len(messages)} messages are not translated and stay English"
        problems.append(
            Problem("catalogue-incomplete", message, Span(path), "translate them", severity=Severity.WARNING)
        )
    return messages, problems


def _forms(words: str | Sequence[str | None] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str) or words is None else tuple(word or "" for word in words)


_MEND = "mend the catalogue with an editor for PO files"
_MEND_PLURAL = "take the line from the catalogue of another program in this language"


def _places(text: str) -> set[str]:
    """Give what a translation may not add: places that Python or a script fills in, a lone %, tags."""
    found = {*_TAG.findall(text), *_SLOT.findall(text)}  # a translation may use those of its message, and no others
    for name, kind in _PLACES.findall(text):
        if not name and kind == "%":
            continue
        found.add(f"%({name}){kind}" if name else f"a lone %{kind}")
    return found

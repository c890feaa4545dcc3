"""The Arabic catalogue: whole, in Arabic letters and signs, and counting as Arabic counts."""

from __future__ import annotations

import re

import pytest
from rendering import ROOT, told

from pincite.read.catalogue import read_language
from tests.make_messages import template

PATH = ROOT / "locale" / "ar.po"
# What is written in Latin letters in Arabic, too.
KEPT = {"SHA-256", "YYYY", "YYYY-MM", "YYYY-MM-DD", "CSV", "JSON", "null", "UTF-8", "SQL", "SQLite", "EDTF", "Schema"}
KEPT |= {"Frictionless", "Data", "Citation", "File", "Format", "Datasette", "W3C", "Web", "Annotation", "ClaimReview"}
KEPT |= {"Python", "Linux", "macOS", "Windows", "git", "pincite"}
_PLACE = re.compile(r"%\(\w+\)s|%%|\{\w+\}|<[^>]*>")


@pytest.fixture(scope="module")
def arabic():
    """Give the catalogue as a site reads it."""
    language, problems = read_language("ar", "locale/ar.po", PATH.read_text("utf-8"))
    assert told(problems) == []
    return language


def _translations(language):
    return [(message, form) for message, forms in language._messages.items() for form in forms]


def test_every_translation_is_in_arabic_letters(arabic):
    latin = {
        message: left
        for message, form in _translations(arabic)
        if (left := set(re.findall(r"[A-Za-z][\w-]*", _PLACE.sub(" ", form))) - KEPT)
    }
    assert latin == {}


def test_every_translation_has_arabic_signs_and_latin_digits(arabic):
    strange = {form for _, form in _translations(arabic) if re.search(r"[,;?“”\"٠-٩۰-۹]", _PLACE.sub(" ", form))}
    assert strange == set()


def test_a_translation_keeps_every_place_that_its_message_has(arabic):
    """Of several forms those for nought, one and two may say the number themselves."""
    lost = {
        message
        for message, forms in arabic._messages.items()
        if len(forms) == 1 and sorted(_PLACE.findall(message)) != sorted(_PLACE.findall(forms[0]))
    }
    assert lost == set()


def test_the_forms_from_three_have_the_places_of_the_plural(arabic):
    plurals = dict(message.id for message in template() if message.pluralizable)
    wrong = {
        form
        for message, forms in arabic._messages.items()
        if len(forms) > 1
        for form in forms[3:]
        if sorted(_PLACE.findall(form)) != sorted(_PLACE.findall(plurals[message]))
    }
    assert wrong == set()
    assert len(plurals) > 20


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا ادعاءات"),
        (1, "ادعاء واحد"),
        (2, "ادعاءان"),
        (3, "3 ادعاءات"),
        (10, "10 ادعاءات"),
        (11, "11 ادعاءً"),
        (99, "99 ادعاءً"),
        (100, "100 ادعاء"),
        (102, "102 ادعاء"),
        (103, "103 ادعاءات"),
        (111, "111 ادعاءً"),
    ],
)
def test_claims_are_counted_as_arabic_counts(arabic, count, words):
    assert arabic.ngettext("one claim", "%(count)s claims", count) % {"count": count} == words


def test_a_message_that_also_counts_is_given_for_one_where_no_number_stands(arabic):
    assert arabic.gettext("one claim") == "ادعاء واحد"

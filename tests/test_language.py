"""The words of the pages: English dates and numbers, which way a language is read, and every word a message."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from pincite.dates import parse
from pincite.language import ENGLISH, direction, script
from tests.make_messages import ROOT, TARGET, template, written

CATALOGUES = sorted((ROOT / "locale").glob("*.po"))


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-SY", "rtl"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("AR", "rtl"),
        ("ru", "ltr"),
        ("az-Arab", "rtl"),
        ("uz-Cyrl", "ltr"),
        ("ks-Latn", "ltr"),
    ],
)
def test_the_direction_follows_the_language_and_its_script(tag, way):
    assert direction(tag) == way


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "Latn"), ("ru-RU", "Cyrl"), ("sr-Latn-RS", "Latn"), ("ar", "Arab"), ("zh-Hans", "Hans"), ("", "Latn")],
)
def test_the_script_is_that_of_the_tag_or_of_its_language(tag, name):
    assert script(tag) == name


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_english_does(items, words):
    assert ENGLISH.listing(items) == words


def test_an_interval_gives_its_message_and_the_words_of_its_ends():
    message, ends = ENGLISH.interval(parse("2015-09-30/2015-11-29"))
    assert (message, ends) == ("%(start)s to %(end)s", {"start": "30 September", "end": "29 November 2015"})


def test_english_says_months_and_weekdays():
    day = dt.date(2015, 11, 29)
    said = (ENGLISH.day(day), ENGLISH.day_of_month(day), ENGLISH.month(day), ENGLISH.month_short(day))
    assert said == ("29 November 2015", "29 November", "November 2015", "Nov")
    assert (ENGLISH.weekday(day), ENGLISH.number(2132), ENGLISH.month_alone(day)) == ("Sunday", "2,132", "November")


def test_the_template_of_the_catalogues_holds_every_message_and_no_other():
    assert TARGET.read_bytes() == written(template()), "run: python tests/make_messages.py"


# The dictionary of the open data: the names of columns and their meanings, which pages mark as English.
_ENGLISH = re.compile(
    r"\{# In English on every site, and said to be #\}.*?\{# The end of what is in English #\}", re.DOTALL
)


def test_only_the_dictionary_of_the_data_is_in_english_on_every_site_and_says_so():
    found = {
        path.name: [re.search(r'<section\b[^>]*lang="en"', one.group()) is not None for one in _ENGLISH.finditer(text)]
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if _ENGLISH.search(text := path.read_text("utf-8"))
    }
    assert found == {"data.html": [True]}


def test_every_word_of_a_template_is_a_message():
    """What stands between tags in a template, and in attributes that are read aloud, holds no letters of its own."""
    wordless = re.compile(r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
    shown = re.compile(r'>([^<>]*)<|(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r'\sclass="[^"]*"', "", _ENGLISH.sub("", path.read_text("utf-8")))
        text = re.sub(r"<(style|script)\b.*?</\1>", "", wordless.sub("", text), flags=re.DOTALL)
        found += [
            (path.name, words.strip())
            for pair in shown.findall(text)
            for words in pair
            if re.search(r"[A-Za-z]{2,}", re.sub(r"&\w+;", "", words))
        ]
    assert found == []


def test_a_message_of_a_template_is_written_out_and_never_an_editors_text():
    """`_(name)` would take a text of a card for markup of ours."""
    calls = [
        (path.name, call)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for call in re.findall(r"\b(?:_|gettext|ngettext)\(\s*([^\s])", path.read_text("utf-8"))
    ]
    assert [one for one in calls if one[1] not in "\"'"] == []


def test_a_template_says_which_number_decides_the_plural():
    """It is the first that `trans` names, or the one that `pluralize` names; ours is called `count`."""
    tags = re.compile(
        r"\{%-?\s*trans\b\s*((?:(?!%\}).)*)%\}((?:(?!endtrans).)*?)\{%-?\s*pluralize\b\s*(\w*)", re.DOTALL
    )
    found = [
        (path.name, named or given.partition("=")[0])
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for given, _, named in tags.findall(path.read_text("utf-8"))
    ]
    assert [one for one in found if one[1] != "count"] == []
    assert len(found) > 20


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_the_messages_of_the_template(path):
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        ids = {str(message.id) for message in read_po(source, locale=path.stem) if message.id}
    assert ids == {str(message.id) for message in template() if message.id}, "run: python tests/make_messages.py"

"""Catalogues: what is found for a language, what is translated, and that a translation cannot break a page."""

from __future__ import annotations

import datetime as dt

import pytest

from pincite.dates import parse
from pincite.language import ENGLISH
from pincite.read.catalogue import path_of, read_language
from pincite.read.files import Folder
from pincite.site import Reading

HEADS = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "de": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}


def _read(tag, body):
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {HEADS[tag]}\\n"\n\n'
    return read_language(tag, f"locale/{tag}.po", head + body)


CLAIMS = """
msgid "one claim"
msgid_plural "%(count)s claims"
msgstr[0] "%(count)s утверждение"
msgstr[1] "%(count)s утверждения"
msgstr[2] "%(count)s утверждений"
"""


@pytest.mark.parametrize(("count", "words"), [(1, "утверждение"), (3, "утверждения"), (11, "утверждений")])
def test_a_number_has_the_form_that_the_language_gives_it(count, words):
    language, problems = _read("ru", CLAIMS)
    assert problems == []
    assert language.ngettext("one claim", "%(count)s claims", count) == f"%(count)s {words}"


def test_what_is_not_translated_or_doubtful_stays_english_and_is_counted():
    language, problems = _read(
        "ru", 'msgid "Claims"\nmsgstr ""\n\n#, fuzzy\nmsgid "Date"\nmsgstr "Финик"\n\nmsgid "Words"\nmsgstr "Слова"\n'
    )
    assert [language.gettext(word) for word in ("Claims", "Date", "Words", "Else")] == [
        "Claims",
        "Date",
        "Слова",
        "Else",
    ]
    assert [(one.code, one.message) for one in problems] == [
        ("catalogue-incomplete", "2 of 3 messages are not translated and stay English")
    ]
    assert language.ngettext("one", "many", 2) == "many"


@pytest.mark.parametrize(
    "words", ["%(naem)s", "100 %", "%d", "{naem}", "<script>alert(1)</script>", "<b onclick=x>bold</b>", "unclosed <a "]
)
def test_a_translation_that_adds_a_place_or_a_tag_is_refused(words):
    language, problems = _read("de", f'msgid "%(name)s"\nmsgstr "{words}"\n')
    assert (language, [one.code for one in problems]) == (ENGLISH, ["catalogue"])
    assert problems[0].span.line == 6


def test_a_translation_may_use_the_tags_and_places_of_its_message_in_another_order():
    language, problems = _read("de", 'msgid "<b>%(a)s</b> of %(b)s"\nmsgstr "%(b)s: <b>%(a)s</b>, 5 %%"\n')
    assert (language.gettext("<b>%(a)s</b> of %(b)s"), problems) == ("%(b)s: <b>%(a)s</b>, 5 %%", [])


@pytest.mark.parametrize("text", ['msgid "a\nmsgstr "b"\n', "\x00\x01", "msgid\n", 'msgstr "x"\n', "msgid []\n"])
def test_a_damaged_catalogue_is_a_problem_and_never_a_traceback(text):
    language, problems = read_language("ru", "locale/ru.po", text)
    assert {one.code for one in problems} <= {"catalogue", "catalogue-incomplete"}
    assert problems or language.gettext("a") == "a"


@pytest.mark.parametrize("plural", ["n ++ foo", "n", "n / 0", "(n", "n == 100 ? 2 : 0", "5/n", "n-2", "import os"])
def test_a_plural_rule_that_cannot_be_used_is_a_problem_and_never_a_traceback(plural):
    header = f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural={plural};\\n"\n\n'
    language, problems = read_language("nl", "locale/nl.po", header + 'msgid "Claims"\nmsgstr "Beweringen"\n')
    assert (language, [one.code for one in problems]) == (ENGLISH, ["catalogue"])
    assert problems[0].message.startswith("its header's Plural-Forms cannot be used")


def test_what_a_damaged_catalogue_holds_is_told_in_one_line():
    _, (told,) = read_language("ru", "locale/ru.po", 'msgid "a\\n"\n"b\\n"\n')
    assert told.message == "the catalogue cannot be read: missing msgstr for msgid 'a b '"


def test_a_line_that_is_none_of_a_catalogue_is_told_by_its_own_number():
    _, problems = read_language("nl", "locale/nl.po", 'msgid "Claims"\nmsgstr "Beweringen"\n\nhello world\n')
    assert [(one.code, one.span.line) for one in problems] == [("catalogue", 4)]


def test_a_catalogue_is_utf_8_whatever_its_header_says():
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=koi8-r\\n"\n\n'
    language, problems = read_language("ru", "locale/ru.po", head + 'msgid "Words"\nmsgstr "Слова"\n')
    assert (language.gettext("Words"), problems) == ("Слова", [])


def test_a_language_that_nothing_is_known_of_is_refused():
    language, problems = read_language("tlh", "locale/tlh.po", "")
    assert (language, [one.code for one in problems]) == (ENGLISH, ["language-unknown"])


def test_several_languages_in_one_process_keep_their_own_months():
    day = dt.date(2015, 10, 5)
    said = {}
    for tag in ("ru", "de", "ar", "de"):
        language, _ = _read(tag, "")
        said[tag] = (language.month_alone(day), language.month_short(day), language.day(day))
    assert said == {
        "ru": ("октябрь", "окт.", "5 октября 2015\u202fг."),
        "de": ("Oktober", "Okt", "5. Oktober 2015"),
        "ar": ("أكتوبر", "أكتوبر", "5 أكتوبر 2015"),
    }


def test_dates_numbers_and_lists_are_those_of_the_language():
    language, _ = _read("de", 'msgid "about %(date)s"\nmsgstr "um den %(date)s"\n')
    assert language.say(parse("2015-12-19~")) == "um den 19. Dezember 2015"
    assert language.say(parse("2015-09-30/2015-11-29")) == "30. September to 29. November 2015"
    assert (language.number(2132), language.listing(["a", "b", "c"])) == ("2.132", "a, b und c")
    assert (language.month(dt.date(2015, 9, 1)), language.weekday(dt.date(2015, 11, 29))) == (
        "September 2015",
        "Sonntag",
    )


@pytest.mark.parametrize(
    ("tag", "files", "path"),
    [
        ("en", ["en"], ""),
        ("en-GB", ["en-GB"], ""),
        ("ru", [], ""),
        ("ru", ["ru"], "locale/ru.po"),
        ("pt-BR", ["pt", "pt-BR"], "locale/pt-BR.po"),
        ("pt-BR", ["pt"], "locale/pt.po"),
    ],
)
def test_the_catalogue_is_that_of_the_tag_or_of_its_language(tmp_path, tag, files, path):
    (tmp_path / "locale").mkdir()
    for name in files:
        (tmp_path / "locale" / f"{name}.po").write_text("", "utf-8")
    assert path_of(tag, Folder(tmp_path)) == path


def test_a_page_speaks_the_language_of_its_site(site):
    site.write("site.yaml", site.read("site.yaml").replace("language: en", "language: de"))
    site.write("locale/de.po", 'msgid "Skip to the content"\nmsgstr "Zum Inhalt & weiter"\n')
    loaded = site.load()
    assert loaded.site.language.gettext("Skip to the content") == "Zum Inhalt & weiter"
    assert loaded.problems == ()


def test_a_preview_takes_in_a_saved_catalogue_another_language_of_it_and_its_end(site):
    def saved(path, text):
        site.write(path, text)
        reading.forget([path])
        return reading.load().site.language

    def settings(tag):
        return english.replace("language: en", f"language: {tag}")

    english = site.read("site.yaml")
    reading = Reading(Folder(site.root))
    reading.load()
    assert saved("site.yaml", settings("de")) is ENGLISH
    assert saved("locale/de.po", 'msgid "Words"\nmsgstr "Wörter"\n').gettext("Words") == "Wörter"
    assert saved("locale/de.po", 'msgid "Words"\nmsgstr "Worte"\n').gettext("Words") == "Worte"
    assert saved("site.yaml", settings("de")).number(2132) == "2.132"
    assert saved("site.yaml", settings("de-CH")).number(2132) == "2’132"
    (site.root / "locale/de.po").unlink()
    reading.forget(["locale/de.po"])
    assert reading.load().site.language is ENGLISH

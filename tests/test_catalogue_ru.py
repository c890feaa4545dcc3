"""The Russian catalogue: whole, in Russian, and all that a site in Russian says beside its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from rendering import ROOT, base, made, soups, told

from pincite.read import catalogue, nodes

PATH = ROOT / "locale" / "ru.po"
# What is written in Latin letters in Russian, too.
KEPT = {"SHA-256", "URL", "Enter", "CSV", "JSON", "null", "UTF-8", "SQL", "SQLite", "Datasette", "EDTF"}
KEPT |= {"Frictionless Data", "Citation File Format", "JSON Schema", "W3C Web Annotation", "ClaimReview"}
KEPT |= {"Python", "Linux", "macOS", "Windows", "git", "pincite"}
KEPT |= {word for name in KEPT for word in name.split()}
SHOWN = ("aria-label", "title", "alt", "placeholder", "content", "data-label", "data-some")
CODE = {"code", "script"}  # a script of a page holds what is for machines
_PLACE = re.compile(r"%\(\w+\)s|%%|\{\w+\}|<[^>]*>")
_ADDRESS = re.compile(r"https?://\S+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9’ -]*")


@dataclass
class Spoken:
    """A site in Russian: its pages parsed, what it was given for each message, and the words of its own files."""

    pages: dict[str, Any]
    plain: dict[str, str]
    counted: dict[str, str]
    own: str


@pytest.fixture(scope="module")
def russian():
    """Give the catalogue as a site reads it."""
    language, problems = catalogue.read_language("ru", "locale/ru.po", PATH.read_text("utf-8"))
    assert told(problems) == []
    return language


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Make the base site in Russian, and listen to which messages it takes."""
    plain: dict[str, str] = {}
    counted: dict[str, str] = {}

    class Listening(catalogue.Translated):
        def gettext(self, message):
            return plain.setdefault(message, super().gettext(message))

        def ngettext(self, singular, plural, number):
            counted[singular] = super().ngettext(singular, plural, number)
            return counted[singular]

    root = base(tmp_path_factory.mktemp("ru"))
    (root / "locale").mkdir()
    (root / "locale" / "ru.po").write_bytes(PATH.read_bytes())
    settings = root / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: ru"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "Translated", Listening)
        site = made(root, drafts=True)
    assert told(site.problems) == []
    return Spoken(soups(site.files), plain, counted, _own(root))


def _own(root):
    """Give the words of a site's own files, a line for each stretch of Latin letters; of YAML the values alone."""
    texts = []
    for path in sorted(root.rglob("*")):
        if path.suffix == ".yaml":
            texts += [path.stem, *_values(nodes.parse(path.name, path.read_text("utf-8"))[0])]
        elif path.suffix in {".md", ".txt"}:
            texts.append(path.read_text("utf-8"))
    return "\n".join(stretch for text in texts for stretch in _latin(text))


def _values(node):
    """Give every value of a document, and the names of the parts of a figure, which are keys."""
    if isinstance(node, nodes.Scalar):
        return [node.text]
    if isinstance(node, nodes.Items):
        return [text for one in node.nodes for text in _values(one)]
    parts = [name.text for key, value in node.pairs if key.text == "parts" for name, _ in value.pairs]
    return parts + [text for _, value in node.pairs for text in _values(value)]


def _latin(text):
    """Give the stretches of Latin letters between other letters and signs, in small letters."""
    return [found.strip(" -").casefold() for found in _LATIN.findall(" ".join(text.split()))]


def _shown(page):
    """Give every text of a page that is seen, read aloud or shown by a script; not what it says is in English."""
    english = [text for part in page.select("section[lang=en]") for text in part.find_all(string=True)]
    there = {id(text) for text in english}
    found = [text for tag in page("html") for text in tag.find_all(string=True) if text.parent.name not in CODE]
    texts = [str(text) for text in found if id(text) not in there]
    tags = [tag for tag in page.find_all(True) if tag.name != "meta" or tag.get("name") == "description"]
    return texts + [tag[name] for tag in tags for name in SHOWN if tag.has_attr(name)]


def test_every_translation_is_russian(russian):
    english = {
        message: left
        for message, forms in russian._messages.items()
        for form in forms
        if (left := set(re.findall(r"[A-Za-z][\w-]*", _PLACE.sub(" ", form))) - KEPT)
    }
    assert english == {}


def test_a_translation_keeps_every_place_that_its_message_has(russian):
    lost = {
        message
        for message, forms in russian._messages.items()
        if len(forms) == 1 and sorted(_PLACE.findall(message)) != sorted(_PLACE.findall(forms[0]))
    }
    assert lost == set()


def test_every_message_that_pages_take_is_in_the_catalogue(russian, spoken):
    taken = spoken.plain.keys() | spoken.counted.keys()
    assert taken - russian._messages.keys() == set()
    assert len(taken) > 250


def test_a_message_taken_without_a_number_gets_no_place_for_one(spoken):
    """The forms of a message that counts hold `%(count)s`, which only `{% trans count %}` fills in."""
    added = {one for one, words in spoken.plain.items() if set(_PLACE.findall(words)) - set(_PLACE.findall(one))}
    assert added == set()


def test_a_page_in_russian_has_no_latin_words_but_the_sites_own(spoken):
    kept = {word.casefold() for word in KEPT}
    strange = {
        (path, stretch)
        for path, page in spoken.pages.items()
        for text in _shown(page)
        for stretch in _latin(_PLACE.sub(" ", _ADDRESS.sub(" ", text)))
        if stretch not in kept and not re.search(rf"(?<!\w){re.escape(stretch)}(?!\w)", spoken.own)
    }
    assert strange == set()


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 утверждение"), (3, "3 утверждения"), (11, "11 утверждений"), (21, "21 утверждение")]
)
def test_claims_are_counted_as_russian_counts(russian, count, words):
    assert russian.ngettext("one claim", "%(count)s claims", count) % {"count": count} == words

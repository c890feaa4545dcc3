"""What turns the sense of a desk's own sentence, though a comparison of two articles would call it wording.

A comparison shows both texts, and a reader judges; behind a minor note nobody looks. What is not sure is refused here:
numbers and signs, names, words that turn a sentence round, and languages of which pincite knows no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pincite.differences.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:;][\W_]*\s|\n)[\W_]*$")  # what stands before the first word of a sentence
_THOUSANDS = re.compile(r"(?<=\d)[,'’ \u00a0\u2009\u202f\u066c](?=\d{3}(?!\d))")
# A point within a number is part of it, and so is a minus before it, which is no hyphen and no dash of a range.
_NUMBER = re.compile(r"(?:(?<=\s)[-−–]|^[-−–])?\d+(?:[.,\u066b]\d+)*")
_SIGNS = frozenset("?¿؟<>~+=±≈×÷%‰‱؉٪*^")
_MARKED = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
# Language by language; of one without a list no word can be told from another.
_TEXTS = {
    "en": """
        true false right wrong correct incorrect accurate inaccurate untrue proven disproved confirmed refuted denied
        real fake genuine before after since until if unless although because despite against missed hit failed
        succeeded refused accepted more less fewer most least only never always sometimes often rarely seldom hardly
        barely scarcely killed injured wounded dead died survived civilian civilians militant militants fighter
        fighters soldier soldiers rebel rebels regime deliberately accidentally intentionally
        first last one two half third quarter once twice thrice single double triple dozen score pair couple
    """,
    "ru": """
        правда ложь верно неверно да нет до после если хотя погибли ранены убиты
        один одна одно одного одной два две двух три трёх четыре четырёх пять пяти шесть шести семь семи восемь восьми
        девять девяти десять десяти сорок сорока сто ста полтора оба обе все всех всем всеми мало лишь только
    """,
    "ar": """
        صحيح خطأ خاطئ كاذب قبل بعد لا لم لن ليس ليست ما غير دون إلا واحد واحدة اثنان اثنين نصف ثلث ربع كل بعض معظم جميع
    """,
}
_WORDS = {main: frozenset(text.split()) for main, text in _TEXTS.items()}
_BEGINNINGS = {
    "en": re.compile(r"(?!)"),
    "ru": re.compile(
        r"\w+надцат|двадцат|тридцат|\w*десят|двест|трист|четырест|\w+сот|сотн|тысяч|миллион|миллиард|половин|трет|четверт"
        r"|некотор|больш|меньш|мног|нескольк"
    ),
    # Behind `and`, `so`, `in`, `for` and the article, which are written in one with the word.
    "ar": re.compile(
        r"[وف]?[بل]?(?:ال)?(?:ثلاث|[أا]ربع|خمس|ستة|ستون|ستين|سبع|ثمان|تسع|عشر|مئ|مائ|[أآا]ل[او]?ف|مليون|ملايين|مليار)"
    ),
}
_TURNS = {
    "en": re.compile(r"(?:un|in|im|il|ir|dis|non|mis|anti|counter|de|under|over)[-‐‑]?(?=\w{3})"),
    "ru": re.compile(r"(?:не|без|бес|анти|контр|противо)-?(?=\w{3})"),
    "ar": re.compile(r"(?!)"),
}


def turned(before: str, now: str, language: str, *, worded: bool) -> str:
    """Name what may turn the sense between two texts, as the end of `what differs is`; empty where nothing does.

    `worded` tells that a comparison found other words, and not only other marks or spellings.
    """
    main = language.partition("-")[0].lower()
    first, second = (unicodedata.normalize("NFC", text) for text in (before, now))
    if _figures(first) != _figures(second):
        return "a number"
    if _signs(first) != _signs(second):
        return "a sign that changes what is said"
    if first.translate(_MARKED).count('"') != second.translate(_MARKED).count('"'):
        return "what stands between quotation marks"
    if not worded:
        return ""
    if main not in _WORDS:
        return f"a word, and pincite has no list of words of the language {language}"
    small = lexicon(main).small
    if _names(first, small) != _names(second, small):
        return "a name, or a word with a capital letter"
    gone, come = Counter(_words(first)), Counter(_words(second))
    gone, come = gone - come, come - gone
    if any(_is_listed(word, main) for word in (*gone, *come)):
        return "a word that turns the sense, or counts"
    turn = _TURNS[main]
    if any(turn.sub("", word, count=1) in come for word in gone if turn.match(word)) or any(
        turn.sub("", word, count=1) in gone for word in come if turn.match(word)
    ):
        return "a word that turns another one round"
    return ""


def _figures(text: str) -> list[str]:
    """Give the numbers of a text in order, signs of fractions and powers by themselves, without marks of thousands."""
    plain = _THOUSANDS.sub("", text)
    return [
        *(one.group().replace("−", "-").replace("–", "-") for one in _NUMBER.finditer(plain)),
        *(char for char in plain if unicodedata.category(char) in {"No", "Nl"}),
    ]


def _signs(text: str) -> list[str]:
    return [char for char in text if char in _SIGNS]


def _words(text: str) -> list[str]:
    return [one.group().casefold() for one in _WORD.finditer(text)]


def _names(text: str, small: AbstractSet[str]) -> list[str]:
    """Give the words with a capital letter, in order; but of a sentence's first words no articles and the like."""
    return [
        one.group()
        for one in _WORD.finditer(text)
        if one.group() != one.group().lower()
        and not (one.group().casefold() in small and _BEGINS.search(text[max(0, one.start() - 20) : one.start()]))
    ]


def _is_listed(word: str, main: str) -> bool:
    return word in _WORDS[main] or bool(_BEGINNINGS[main].match(word))

"""Characters of a desk's texts that no reader sees, and those that only look like it."""

from __future__ import annotations

import unicodedata

import pytest

from pincite.read.files import first_forbidden
from pincite.read.unseen import MARKS, leaves_isolate_open, unseen, without_unseen


@pytest.mark.parametrize(
    "text",
    [
        *("", "plain", "Zürich, Łódź, Ελλάδα, Алексей"),
        "می\u200cروم",  # Persian: a non-joiner inside of a word
        *("PDF\u200cهای", "۵\u200cساله 5\u200cساله", "«آنها»\u200cی", "\u200dه"),  # behind what does not join
        "יְרוּשָׁלַ\u034fִם",  # biblical Hebrew: two points that stand apart
        "\u2139\ufe0f",  # the sign of information
        "क्\u200dष",  # Hindi: a joiner behind a mark
        "👩\u200d🚀 👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "葛\U000e0100",
        "𞤀𞤣\u200c𞤤",  # Adlam, which has capitals, and joins
        "ᠮᠣᠩᠭᠣᠯ\u180b ᠨ\u180eᠠ ᠭ\u180b\u180eᠠ",
        "a \u2067שלום \u2066abc\u2069\u2069 b",
        "marks \u200eof\u200f direction\u061c",
        "10\u00a0000 10\u202f000",
        "שָׁ֣לוֹם",  # Hebrew with points and accents
        "e" + "\u0301" * MARKS,
        "\u0378\U000105c9",  # not assigned today, in the Unicode of this Python
    ],
)
def test_what_scripts_and_emoji_need_is_let_through(text):
    assert unseen(text) is None
    assert without_unseen(text) == text


@pytest.mark.parametrize(
    ("text", "char"),
    [
        ("kil\u00adled", "\u00ad"),
        ("kil\u2060led", "\u2060"),
        ("kil\u200dled", "\u200d"),
        ("kil\u200cled", "\u200c"),
        ("\u200dkilled", "\u200d"),
        ("4\u200d6", "\u200d"),
        ("kil\ufe0fled", "\ufe0f"),
        ("4\ufe0f6", "\ufe0f"),
        *((f"kil{char}led", char) for char in "\u180b\u180e\u2065\ufff0\U0001bca0"),
        ("🏴" + "\U000e0068" * 7 + "\U000e007f", "\U000e0068"),  # a text, and no flag
        ("e" + "\u0301\u200d" * (MARKS + 1), "\u0301"),
        (" \ufe0f", "\ufe0f"),
        ("😀\ufe0f\ufe01", "\ufe01"),  # of a second one, a text could be made that nobody sees
        ("ᠨ\u180b\u180c", "\u180c"),
        ("kil\U000e0100led", "\U000e0100"),
        ("kil\u034fled", "\u034f"),
        ("kil\u3164led", "\u3164"),
        ("kil\u115fled", "\u115f"),
        ("kil\uffa0led", "\uffa0"),
        ("kil\u2063led", "\u2063"),
        ("kil\u206eled", "\u206e"),
        ("kil\ufff9led", "\ufff9"),
        ("kil\ufffcled", "\ufffc"),
        ("kil\U0001d173led", "\U0001d173"),
        ("kil\U000e0041led", "\U000e0041"),
        ("🏴\U000e0067\U000e0062", "\U000e0067"),
        ("🏳\U000e0067\U000e007f", "\U000e0067"),
        ("kil\ue000led", "\ue000"),
        ("kil\U000f0000led", "\U000f0000"),
        ("e" + "\u0301" * (MARKS + 1), "\u0301"),
        ("ש" + "\u05b8\u0301" * MARKS, "\u05b8"),
        ("Stra\ufffde", "\ufffd"),
        ("\u2067open", "\u2067"),
        ("closed\u2069", "\u2069"),
        ("\u2069turned round\u2066", "\u2069"),
        ("\u2066\u2066twice\u2069", "\u2066"),
    ],
)
def test_what_no_reader_sees_is_told(text, char):
    found = unseen(text)
    assert found is not None
    assert found.char == char
    assert found.what
    assert found.hint
    left = without_unseen(text)
    assert unseen(left) is None or leaves_isolate_open(left)


@pytest.mark.parametrize("char", ["\ufe0f", "\u180b", "\u200d", "\u034f", "\u2069", "\U000e0100"])
def test_a_text_of_nothing_that_is_seen_is_looked_through_at_once(char):
    """Were the time the square of the length, this would take minutes."""
    assert unseen(char * 200_000)
    assert without_unseen(char * 200_000) in {"", char * 200_000}


def test_isolates_are_counted_in_their_order():
    texts = ["\u2066a\u2069", "\u2069a\u2066", "\u2066a", "a\u2069", "a"]
    assert [leaves_isolate_open(text) for text in texts] == [False, True, True, True, False]


def test_every_character_that_is_ignored_by_default_is_told_inside_of_a_word_or_refused_in_every_file():
    """A sweep over all that Unicode calls a format character, with the exceptions by name."""
    allowed = {"\u200e", "\u200f", "\u061c"}  # marks of direction
    prefixed = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)}
    formats = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"}
    silent = {one for one in formats if not unseen(f"kil{one}led") and not first_forbidden(one)}
    others = {one for one in silent - allowed - prefixed if not 0x13430 <= ord(one) <= 0x1345F}  # hieroglyphs
    assert {f"{ord(one):04X}" for one in others} <= {"180E", "1BCA0", "1BCA1", "1BCA2", "1BCA3"}  # Mongolian, shorthand

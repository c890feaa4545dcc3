"""What a minor note does not do for, though a comparison of two articles would call it wording."""

from __future__ import annotations

import pytest

from pincite.differences import differences
from pincite.sense import turned

TURNED = {
    "true to false": ("en", "The claim is true.", "The claim is false."),
    "a prefix that denies": ("en", "The claim is supported.", "The claim is unsupported."),
    "a prefix that is taken away": ("en", "The strike was illegal.", "The strike was legal."),
    "another name": ("en", "Planes of Russia hit it.", "Planes of Syria hit it."),
    "another name at the beginning": ("en", "Russian aircraft hit it.", "Syrian aircraft hit it."),
    "two names exchanged": (
        "en",
        "The Russian army shot at the Syrian one.",
        "The Syrian army shot at the Russian one.",
    ),
    "after for before": ("en", "It fell before the attack.", "It fell after the attack."),
    "who was killed": ("en", "Ten civilians were there.", "Ten militants were there."),
    "killed to injured": ("en", "They were killed.", "They were injured."),
    "hit to missed": ("en", "It hit the school.", "It missed the school."),
    "a fraction": ("en", "A third of them left.", "A half of them left."),
    "how often": ("en", "It was hit twice.", "It was hit thrice."),
    "a question mark": ("en", "It was hit.", "It was hit?"),
    "quotation marks": ("en", "The terrorists left.", "The “terrorists” left."),
    "a point for a comma": ("en", "There were 1,500 of them.", "There were 1.500 of them."),
    "a minus": ("en", "It was -5 degrees.", "It was 5 degrees."),
    "a power": ("en", "It had 10² of them.", "It had 102 of them."),
    "struck through": ("en", "The claim is wrong.", "The claim is ~~wrong~~."),
    "hidden in a comment": ("en", "The claim is wrong.", "<!-- The claim is wrong. -->"),
    "a Russian number": ("ru", "Погибли сорок шесть человек.", "Погибли сорок девять человек."),
    "a Russian prefix": ("ru", "Сведения были точны.", "Сведения были неточны."),
    "a Russian amount": ("ru", "Ранены десятки людей.", "Ранены сотни людей."),
    "a Russian name": ("ru", "Удар нанесла Россия.", "Удар нанесла Сирия."),
    "an Arabic number": ("ar", "قتل ستة وأربعون شخصا.", "قتل تسعة وأربعون شخصا."),
    "an Arabic word that denies": ("ar", "هذا صحيح.", "هذا خطأ."),
    "any word of a language without a list": ("de", "Sechsundvierzig starben.", "Neunundvierzig starben."),
    "any word of a script without capitals": ("zh", "四十六人死亡。", "四十九人死亡。"),
}

WORDING = {
    "another word for the same": ("en", "The harbour’s log says so.", "The harbour’s book says so."),
    "another article at the beginning": ("en", "The page says so.", "A page says so."),
    "a comma": ("en", "Both articles and the log.", "Both articles, and the log."),
    "marks between thousands": ("en", "They were 1500 there.", "They were 1,500 there."),
    "the shape of quotation marks": ("en", 'The "end" of it.', "The “end” of it."),
    "a composed letter": ("en", "The cafe\u0301 burned.", "The caf\u00e9 burned."),
    "another Russian word": ("ru", "Так пишет журнал порта.", "Так пишет книга порта."),
    "another Arabic word": ("ar", "هذه كلمات طويلة", "هذه عبارات طويلة"),
    "marks of a language without a list": ("de", "Es brannte, sagt er.", "Es brannte – sagt er."),
}


def _told(language, before, now):
    found = differences((before,), (now,), language)
    return turned(before, now, language, worded=any("wording" in (one.kind, *one.also) for one in found))


@pytest.mark.parametrize("what", TURNED)
def test_what_turns_the_sense_is_no_wording(what):
    assert _told(*TURNED[what]) != ""


@pytest.mark.parametrize("what", WORDING)
def test_what_is_only_said_otherwise_is_wording(what):
    assert _told(*WORDING[what]) == ""


def test_what_it_was_is_said_in_words_for_a_hint():
    assert turned("It was hit.", "It was hit?", "en", worded=False) == "a sign that changes what is said"
    assert turned("Es brach.", "Es riss.", "de", worded=True).endswith("no list of words of the language de")

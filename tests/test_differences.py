# ruff: noqa: SIM300 - expected == actual is how tests read
"""What two texts differ in: the tables say what a careful sub-editor would point at, class by class."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.differences import differences
from pincite.differences.lexicon import lexicon
from pincite.differences.tokens import tokens

SEEDS = [path.read_text("utf-8") for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))]


def _told(first, second, language="en", names=()):
    return [
        (one.kind, " … ".join(first[s:e] for s, e in one.first), " … ".join(second[s:e] for s, e in one.second))
        for one in differences((first,), (second,), language, names)
    ]


# Real pairs: the passages of the articles that the cards of this repository set side by side --------------------------

MAY_AMOUNT = "“Such attacks may amount to war crimes”, Luther added."
MAY_CONSTITUTE = "“Such attacks may constitute war crimes”."
HEADLINE_3 = "Amnesty accuses Russian Federation of committing war crimes in Syria"
HEADLINE_0 = "Russian Bombings in Syria ‘May Amount To War Crime’ — Amnesty"
TARGETS_0 = "Russian Federation says its air strikes target the Islamic State (Isis) group and other terrorists."
TARGETS_3 = "saying their warplanes are only targeting terrorist groups in the region"
TOLL_3 = (
    "Amnesty International has disclosed that at least 200 civilians were killed in series of Russian air strikes in "
    "Syria from 30 September to 29 November, 2015."
)
TOLL_0 = (
    "Amnesty International has criticized Russian Federation for conducting airstrikes in Syria that allegedly killed "
    "at least 200 civilians within two months."
)
MARKET_0 = "Witnesses are quoted as describing how the market became a scene of carnage in seconds."
MARKET_3 = (
    "In a few moments, the main street, packed with people buying and selling fruit and vegetables, turned into a "
    "scene of carnage with burning cars and the wounded screaming in terror."
)
BEGAN_0 = "Moscow formally joined the conflict on September 30"
BEGAN_3 = (
    "Russian Federation began its military campaign against terrorists operating in Syria upon a request from the "
    "Damascus government on September 30."
)
GOVERNMENT = ("Russian government",)
AMNESTY = ("Amnesty International",)


@pytest.mark.parametrize(
    ("first", "second", "names", "wanted"),
    [
        (
            MAY_AMOUNT,
            MAY_CONSTITUTE,
            ("Philip Luther",),
            [("wording", "amount to", "constitute"), ("attribution", "Luther added", "")],
        ),
        (
            HEADLINE_3,
            HEADLINE_0,
            AMNESTY,
            [
                ("attribution", "Amnesty accuses", "Amnesty"),
                ("wording", "Federation", "Bombings"),
                ("modality", "of committing", "May Amount To"),
                ("wording", "war crimes", "War Crime"),
                ("wording", "in Syria", "in Syria"),
            ],
        ),
        (
            TARGETS_0,
            TARGETS_3,
            GOVERNMENT,
            [
                ("attribution", "Russian Federation says", "saying"),
                ("wording", "its air strikes", "their warplanes"),
                ("modality", "target", "are only targeting"),
                ("omission", "the Islamic State (Isis) group and other", ""),
                ("wording", "terrorists", "terrorist groups"),
                ("omission", "", "in the region"),
            ],
        ),
        (
            TOLL_3,
            TOLL_0,
            AMNESTY,
            [
                ("attribution", "disclosed", "criticized"),
                ("modality", "were killed", "allegedly killed"),
                ("omission", "in series of", ""),
                ("wording", "Russian air strikes in Syria", "Russian Federation for conducting airstrikes in Syria"),
                ("figure", "from 30 September to 29 November, 2015", "within two months"),
            ],
        ),
        (
            MARKET_0,
            MARKET_3,
            (),
            [
                ("attribution", "Witnesses are quoted as describing how", ""),
                ("omission", "", "In a few moments"),
                ("wording", "market became", "main street … turned into"),
                ("omission", "", "packed with people buying and selling fruit and vegetables"),
                ("omission", "in seconds", ""),
                ("omission", "", "with burning cars and the wounded screaming in terror"),
            ],
        ),
        (
            BEGAN_0,
            BEGAN_3,
            (),
            [
                ("wording", "Moscow formally joined the conflict", "Russian Federation began its military campaign"),
                (
                    "omission",
                    "",
                    "against terrorists operating in Syria upon a request from the Damascus government",
                ),
            ],
        ),
    ],
)
def test_real_passages_differ_as_a_sub_editor_would_say(first, second, names, wanted):
    assert sorted(wanted) == sorted(_told(first, second, names=names))


# One word, one class --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        # hedges lost and gained
        ("The strikes may amount to crimes", "The strikes amount to crimes", [("modality", "may", "")]),
        ("The strikes could be crimes", "The strikes are crimes", [("modality", "could be", "are")]),
        ("The boats were allegedly sunk", "The boats were sunk", [("modality", "allegedly", "")]),
        ("The boats were sunk", "The boats were reportedly sunk", [("modality", "", "reportedly")]),
        ("It was likely an accident", "It was an accident", [("modality", "likely", "")]),
        ("The suspected attack on Orrin", "The attack on Orrin", [("modality", "suspected", "")]),
        ("It may rain", "It might rain", [("modality", "may", "might")]),
        # obligation
        ("The port must close", "The port should close", [("modality", "must", "should")]),
        ("The port will close", "The port would close", [("modality", "will", "would")]),
        # bare assertion
        ("The strikes are crimes", "The strikes were crimes", [("modality", "are", "were")]),
        ("He might have killed them", "He killed them", [("modality", "might have", "")]),
        # denial
        ("The bridge was not closed", "The bridge was closed", [("modality", "not", "")]),
        ("They haven’t seen the report", "They have seen the report", [("modality", "haven’t", "have")]),
        ("The ships only target smugglers", "The ships target smugglers", [("modality", "only", "")]),
    ],
)
def test_a_word_that_says_how_firmly_makes_it_modality(first, second, wanted):
    assert wanted == _told(first, second)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("At least 46 boats sank", "At least 47 boats sank", [("figure", "46", "47")]),
        ("At least 1,500 boats sank", "At least 1,600 boats sank", [("figure", "1,500", "1,600")]),
        ("forty-nine boats sank", "forty boats sank", [("figure", "forty-nine", "forty")]),
        ("At least 46 boats sank", "46 boats sank", [("figure", "At least", "")]),
        ("more than 40 boats sank", "at least 40 boats sank", [("figure", "more than", "at least")]),
        ("more than 40 boats sank", "49 boats sank", [("figure", "more than 40", "49")]),
        ("about two hundred boats sank", "two hundred boats sank", [("figure", "about", "")]),
        ("dozens of boats sank", "hundreds of boats sank", [("figure", "dozens", "hundreds")]),
        ("Most boats sank", "Many boats sank", [("figure", "Most", "Many")]),
        ("46 boats sank", "boats sank", [("figure", "46", "")]),
        ("It sank on 3 March", "It sank on 4 March", [("figure", "3 March", "4 March")]),
        ("It sank on Tuesday", "It sank on Wednesday", [("figure", "Tuesday", "Wednesday")]),
        ("It sank in 2014", "It sank in 2015", [("figure", "2014", "2015")]),
        ("It took two months", "It took three months", [("figure", "two", "three")]),
        ("It hit at least one school", "It hit a school", [("figure", "at least one", "a")]),
        ("Ten of the victims fled", "Most of the victims fled", [("figure", "Ten", "Most")]),
        ("a 3.5 metre wave", "a 35 metre wave", [("figure", "3.5", "35")]),
    ],
)
def test_a_number_a_date_or_what_stands_with_it_makes_it_a_figure(first, second, wanted):
    assert wanted == _told(first, second)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("The bridge was closed, the mayor said", "The bridge was closed", [("attribution", "the mayor said", "")]),
        (
            "The bridge was closed",
            "According to the mayor the bridge was closed",
            [("attribution", "", "According to the mayor")],
        ),
        ("The mayor said it was closed", "The mayor admitted it was closed", [("attribution", "said", "admitted")]),
        ("said the mayor of Orrin", "said the owner of Orrin", [("wording", "mayor", "owner")]),
        ("It was closed, Ada Orr told us", "It was closed, Ben Low told us", [("attribution", "Ada Orr", "Ben Low")]),
    ],
)
def test_who_says_it_and_the_verb_of_saying_make_it_attribution(first, second, wanted):
    assert wanted == _told(first, second, names=("Ada Orr", "Ben Low"))


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("The bridge, it was closed", "The bridge it was closed", [("typography", ",", "")]),
        ("The Isis group fled", "The ISIS group fled", [("typography", "Isis", "ISIS")]),
        ("He called it a cliché", "He called it a cliche", [("typography", "cliché", "cliche")]),
        ("Two air strikes hit it", "Two airstrikes hit it", [("typography", "air strikes", "airstrikes")]),
        ("It sank on 30 September", "It sank on September 30", [("typography", "30 September", "September 30")]),
        ("It sank in Sept 2015", "It sank in September 2015", [("typography", "Sept", "September")]),
        ("49 boats sank", "forty-nine boats sank", [("typography", "49", "forty-nine")]),
        ("200 boats sank", "two hundred boats sank", [("typography", "200", "two hundred")]),
        ("1500 boats sank", "1,500 boats sank", [("typography", "1500", "1,500")]),
        ("They criticised the plan", "They criticized the plan", [("typography", "criticised", "criticized")]),
        ("They have not seen it", "They haven’t seen it", [("typography", "have not", "haven’t")]),
        ("a non-military target", "a non military target", [("typography", "non-military", "non military")]),
    ],
)
def test_the_same_word_written_in_another_way_is_typography(first, second, wanted):
    assert wanted == _told(first, second)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("All 46 small boats sank", "All 46 boats sank", [("omission", "small", "")]),
        ("All 46 boats sank", "All 46 small boats sank", [("omission", "", "small")]),
        ("The bridge was closed on Friday", "The bridge was closed", [("omission", "on Friday", "")]),
        ("46 boats were damaged", "46 boats were wrecked", [("wording", "damaged", "wrecked")]),
        ("six of the attacks", "six attacks", [("wording", "of the", "")]),
        (
            "the roar of engines woke us",
            "the howl of motors woke us",
            [("wording", "roar of engines", "howl of motors")],
        ),
        ("They were war crimes", "They were a war crime", [("wording", "", "a"), ("wording", "crimes", "crime")]),
    ],
)
def test_what_is_left_is_an_omission_or_wording(first, second, wanted):
    assert wanted == _told(first, second)


# Nothing is hidden, nothing is told twice -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("At least 46 people may have died", "46 people died", {"figure", "modality"}),
        ("He said 46 boats sank", "He claimed 47 boats sank", {"attribution", "figure"}),
        ("may have hit two targets", "hit three targets", {"modality", "figure"}),
    ],
)
def test_a_graver_difference_is_not_hidden_by_another(first, second, kinds):
    found = differences((first,), (second,), "en")
    assert kinds <= {kind for one in found for kind in (one.kind, *one.also)}


def test_a_phrase_with_several_classes_takes_the_gravest_and_names_the_others():
    found = differences(("Nearby he said about ninety fled",), ("Nearby perhaps everyone drowned",), "en")
    assert "modality" in {one.kind for one in found}


def test_a_moved_phrase_is_one_difference_with_both_places():
    found = differences(("In March the old bridge fell",), ("The old bridge fell in March",), "en")
    assert [(one.kind, one.moved, bool(one.first), bool(one.second)) for one in found] == [
        ("wording", True, True, True)
    ]


def test_repeated_words_are_aligned_in_order():
    assert [("omission", "very", "")] == _told("a very very old bridge", "a very old bridge")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The bridge was closed", "The bridge was closed"),
        ("It didn't close – “never”", 'It didn’t close - "never"'),
        ("“The bridge was closed”", "The bridge was closed."),
        ("the bridge was closed", "The bridge was closed"),
    ],
)
def test_marks_of_one_meaning_ends_and_first_capitals_are_no_difference(first, second):
    assert [] == _told(first, second)


def test_texts_with_nothing_in_common_are_one_difference():
    assert [("Nobody was hurt", "All boats sank")] == [told[1:] for told in _told("Nobody was hurt", "All boats sank")]


# Other languages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "first", "second", "wanted"),
    [
        ("ru", "Мост, возможно, закрыт", "Мост закрыт", [("modality", "возможно", "")]),
        ("ru", "Погибли 46 человек", "Погибли 49 человек", [("figure", "46", "49")]),
        ("ru", "Погибли не менее 46 человек", "Погибли 46 человек", [("figure", "не менее", "")]),
        ("ar", "قتل أكثر من 46 شخصا", "قتل 46 شخصا", [("figure", "أكثر من", "")]),
        ("ru", "Мост закрыт, сообщил мэр", "Мост закрыт", [("attribution", "сообщил мэр", "")]),
        ("ar", "ربما أغلق الجسر", "أغلق الجسر", [("modality", "ربما", "")]),
        ("ar", "قتل ٤٦ شخصا", "قتل ٤٩ شخصا", [("figure", "٤٦", "٤٩")]),
        ("ar", "قتل 46 شخصا", "قتل ٤٦ شخصا", [("typography", "46", "٤٦")]),
        # Danish `must` does not exist, and `may` is no modal verb of German: no English list is used there.
        ("de", "Die Brücke am 3. Mai", "Die Brücke may am 3. Mai", [("omission", "", "may")]),
        ("de", "Es sanken 46 Boote", "Es sanken 47 Boote", [("figure", "46", "47")]),
        ("ja", "橋が閉鎖された", "橋は閉鎖された", [("wording", "が", "は")]),
    ],
)
def test_other_languages_have_their_own_lists_or_none(language, first, second, wanted):
    assert wanted == _told(first, second, language)


# Properties -----------------------------------------------------------------------------------------------------------

_PIECE = st.sampled_from(
    "The the bridge Bridge bridges was were may might not said Ada 46 47 forty-six forty six at least more than . , “ "
    "” ( ) - on 3 March Tuesday of of the boats sank sunk sinking air strikes airstrikes мост 橋が don’t do not".split()
)
_TEXT = st.lists(_PIECE, max_size=24).map(" ".join)
_ANY = st.one_of(_TEXT, st.text(max_size=40))


def _unmarked(text, spans):
    """Give the words that no difference marks, as they compare: folded, capitals aside."""
    marked = {at for start, end in spans for at in range(start, end)}
    return [
        one.key
        for one in tokens((text,), lexicon("en"))
        if one.is_word and not all(at in marked for at in range(one.start, one.end))
    ]


@given(_ANY, _ANY)
def test_the_words_that_are_not_marked_are_the_same_in_order(first, second):
    found = differences((first,), (second,), "en")
    left = _unmarked(first, [span for one in found for span in one.first])
    right = _unmarked(second, [span for one in found for span in one.second])
    assert left == right


@given(_ANY, st.sampled_from(["en", "ru", "ar", "de", ""]))
def test_a_text_does_not_differ_from_itself(text, language):
    assert () == differences((text,), (text,), language)


@given(_ANY, _ANY)
def test_swapping_the_texts_mirrors_the_differences(first, second):
    one = {(d.kind, d.also, d.moved, d.first, d.second) for d in differences((first,), (second,), "en")}
    other = {(d.kind, d.also, d.moved, d.second, d.first) for d in differences((second,), (first,), "en")}
    assert one == other


@given(_ANY, _ANY)
def test_no_two_differences_mark_the_same_characters(first, second):
    found = differences((first,), (second,), "en")
    for side, text in (("first", first), ("second", second)):
        spans = sorted(span for one in found for span in getattr(one, side))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(one.first or one.second for one in found)


def test_two_long_quotes_are_compared_in_time(in_time):
    code = (
        "from pincite.differences import differences;"
        "words = [f'w{n * 7919 % 601}' for n in range(2000)];"
        "print(len(differences((' '.join(words),), (' '.join(reversed(words)),), 'en')) > 0)"
    )
    assert "True" in in_time(code)


def test_real_articles_are_compared_whole():
    assert len(differences((SEEDS[0],), (SEEDS[1],), "en")) > 20

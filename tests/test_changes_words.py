"""Word differences: what is gone and what is new, the class of each, and texts of any length in a moment."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from pincite.changes.words import GONE, NEW, SAME, Piece, classes_of, marked, replaced, shortened, steps_of_lines

TEXTS = st.text(st.sampled_from("ab c.\n1’"), max_size=40)


def told(before, after, language=""):
    """Give the marks as git's word diff has them."""
    marks = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return "".join(marks[one.kind].format(one.text) for one in marked(before, after, language))


def test_a_word_that_changes_is_marked_alone():
    assert told("At least 46 boats.", "At least 47 boats.") == "At least [-46-]{+47+} boats."


def test_white_space_before_a_difference_is_no_part_of_it():
    assert told("a b", "a new b") == "a {+new+} b"
    assert told("a old b", "a b") == "a [-old-] b"
    assert told("At least 46 boats", "46 boats") == "[-At least-] 46 boats"


def test_a_number_with_its_marks_is_one_word():
    assert told("On 03.03.2021 some 1,500 came", "On 04.03.2021 some 1,600 came") == (
        "On [-03.03.2021-]{+04.03.2021+} some [-1,500-]{+1,600+} came"
    )


def test_texts_with_little_in_common_are_shown_one_for_the_other():
    assert told("The bridge was closed on Friday", "Nobody saw any water at all") == (
        "[-The bridge was closed on Friday-]{+Nobody saw any water at all+}"
    )


def test_what_is_the_same_or_empty_has_no_differences():
    assert (marked("a", "a"), marked("", ""), marked("", "a")) == ((Piece(SAME, "a"),), (), (Piece(NEW, "a"),))


def test_each_difference_has_its_class():
    pieces = marked("The storm damaged 46 boats.", "The storm may have damaged 47 boats.", "en")
    assert [(one.text, one.classes) for one in pieces if one.kind != SAME] == [
        ("may have", ("modality",)),
        ("46", ("figure",)),
        ("47", ("figure",)),
    ]
    assert classes_of(pieces) == ("modality", "figure")


def test_without_a_language_nothing_is_classed():
    assert classes_of(marked("46 boats", "47 boats")) == ()


def test_a_value_put_for_another_is_not_taken_apart():
    assert replaced("at least 18", "at least 20", ("figure",)) == (
        Piece(GONE, "at least 18", ("figure",)),
        Piece(NEW, "at least 20", ("figure",)),
    )


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_two_texts_but_for_white_space(before, after):
    pieces = marked(before, after)
    for wanted, kinds in ((before, (SAME, GONE)), (after, (SAME, NEW))):
        assert "".join("".join(one.text for one in pieces if one.kind in kinds).split()) == "".join(wanted.split())


def test_long_texts_are_compared_sentence_by_sentence_in_a_moment():
    sentences = [f"Sentence {number} says that {number} boats were damaged." for number in range(3000)]
    changed = [*sentences]
    changed[10] = changed[10].replace("boats", "ships")
    changed[2900] = changed[2900].replace("damaged", "lost")
    start = time.process_time()
    pieces = marked(" ".join(sentences), " ".join(changed), "en")
    assert [one.text for one in pieces if one.kind != SAME] == ["boats", "ships", "damaged", "lost"]
    assert time.process_time() - start < 10


def test_words_that_only_repeat_take_no_time_either():
    start = time.process_time()
    marked("a b c d " * 20_000, "b d c a " * 20_000, "en")
    assert time.process_time() - start < 10


def test_what_stays_is_cut_down_around_the_differences():
    text = "one two three four five six seven eight nine ten " * 3
    pieces = marked(f"{text}46", f"{text}47")
    assert "".join(one.text for one in shortened(pieces, 12)) == "… nine ten 4647"


def test_a_line_that_moves_is_one_that_goes_and_one_that_comes():
    kinds = [kind for kind, *_ in steps_of_lines(["a", "b", "c"], ["b", "c", "a"])]
    assert kinds == ["delete", "equal", "insert"]

"""Where everything stands on a share image: inside the frame and apart, whatever the words are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import ARABIC, RUSSIAN, content, ink

from pincite.facts.sharing import HEIGHT, WIDTH
from pincite.share import fonts
from pincite.share.layout import BADGE_AT, BAR, MARGIN, RULE_AT, laid_out
from pincite.share.lines import ELLIPSIS

OVERHANG = 8  # pixels: what a letter may reach beyond its own width
LATIN = "At least 46 civilians sheltering in a basement in al-Ghantu were killed, (so Amnesty) said in Ṗaris — gjpqy. "
LENGTHS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 200, 233, 300, 377, 450, 500, 610, 987, 1597, 2000]
needs_shaping = pytest.mark.skipif(not fonts.shaping(), reason="FriBiDi is not among the libraries of this system")


def _boxes(layout):
    """Give the box of all that is drawn, each with a name."""
    found = [(text.words, box) for text in layout.texts if (box := ink(text))]
    found += [("mark", (one.left, one.top, one.left + one.size, one.top + one.size)) for one in layout.marks]
    return [*found, ("rule", (MARGIN, RULE_AT, WIDTH - MARGIN, RULE_AT + 2))]


def _apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _wrong(layout):
    """Name what leaves the frame or lies on something else."""
    boxes = _boxes(layout)
    out = [
        (name, box)
        for name, box in boxes
        if box[0] < MARGIN - OVERHANG
        or box[2] > WIDTH - MARGIN + OVERHANG
        or box[1] < BAR + OVERHANG
        or box[3] > HEIGHT - OVERHANG
    ]
    return out + [(one, other) for one, other in combinations(boxes, 2) if not _apart(one[1], other[1])]


def _claim(layout):
    return [text for text in layout.texts if text.hand.style is fonts.CLAIM]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    "text", [LATIN, RUSSIAN, "W", "ij ", "Ä" * 7 + " "], ids=["latin", "russian", "wide", "short", "high"]
)
def test_a_claim_of_any_length_stays_in_the_frame_and_off_everything_else(text, length):
    assert _wrong(laid_out(content(claim=(text * 2000)[:length]))) == []


@needs_shaping
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    "text", [ARABIC + " ", "قُلْتُمْ إِنَّهُ ", "Mira said: «لم نر النهر» twice. "], ids=["arabic", "vowels", "mixed"]
)
def test_a_claim_that_joins_stays_in_the_frame_too(text, length):
    assert _wrong(laid_out(content(claim=(text * 200)[:length], direction="rtl"))) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("length", [1, 30, 60, 90, 400])
def test_names_and_labels_of_any_length_stay_in_the_frame(length, direction):
    words = (LATIN * 5)[:length]
    made = content(site=words, claimant=words, label=words, asked=words, direction=direction)
    assert _wrong(laid_out(made)) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("length", [1, 30, 60, 90, 400])
def test_a_notice_of_withdrawal_stays_in_the_frame(length, direction):
    words = (LATIN * 5)[:length]
    layout = laid_out(content(mark=None, scale=(), at=-1, label="Withdrawn", remark=words, direction=direction))
    left, top, right, bottom = layout.framed
    word = next(ink(text) for text in layout.texts if text.words == "Withdrawn")
    others = [ink(text) for text in layout.texts if text.words != "Withdrawn"]
    assert _wrong(layout) == []
    assert left < word[0] < word[2] < right
    assert top < word[1] < word[3] < bottom
    assert [box for box in others if box and not _apart(box, layout.framed)] == []


@settings(max_examples=40)
@given(
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]),
        min_size=1,
        max_size=600,
    )
)
def test_any_latin_text_stays_in_the_frame(text):
    assert _wrong(laid_out(content(claim=text))) == []


def test_a_short_claim_is_large_and_whole():
    (line,) = _claim(laid_out(content(claim="It stormed.")))
    assert (line.words, line.size) == ("It stormed.", 78)


def test_a_long_claim_is_small_and_cut_behind_a_word():
    lines = _claim(laid_out(content(claim=LATIN * 20)))
    said = "".join(line.words for line in lines).replace(" ", "")
    assert lines[0].size == 33
    assert said.endswith(ELLIPSIS)
    assert (LATIN * 20).replace(" ", "").startswith(said.removesuffix(ELLIPSIS))
    assert len(said) > 350


def test_a_withdrawn_claim_is_paler():
    inks = {line.ink for line in _claim(laid_out(content(mark=None, scale=(), at=-1)))}
    assert inks == {content().tokens.ink_2}


def test_a_label_that_leaves_no_room_for_the_scale_goes_without_it():
    long = "Borne out in part, and what is left out matters to what a reader takes"
    assert len(laid_out(content(label="Borne out")).marks) == 1 + len(content().scale)
    assert len(laid_out(content(label=long)).marks) == 1
    assert " ".join(one.words for one in laid_out(content(label=long)).texts[-2:]).endswith(long)


def test_the_scale_has_this_claims_mark_filled_and_the_others_as_outlines():
    badge, *scale = laid_out(content()).marks
    assert badge.filled
    assert [one.mark for one in scale if one.filled] == [content().mark]
    assert len(scale) == len(content().scale)


@needs_shaping
def test_lines_of_an_arabic_site_end_at_the_right_margin():
    lines = _claim(laid_out(content(claim=ARABIC, direction="rtl")))
    assert [line.words for line in lines if abs(ink(line)[2] - (WIDTH - MARGIN)) > OVERHANG] == []
    assert len(lines) > 1


def test_lines_of_a_latin_site_begin_at_the_left_margin():
    lines = _claim(laid_out(content(claim=LATIN * 3)))
    assert [line.words for line in lines if abs(ink(line)[0] - MARGIN) > OVERHANG] == []


def test_a_picture_that_is_read_from_the_right_is_the_mirror_of_the_other():
    one, other = laid_out(content()), laid_out(content(direction="rtl"))
    ends = [end for text in one.texts for end in (text.left, text.right)]
    assert ends == pytest.approx([end for text in other.texts for end in (WIDTH - text.right, WIDTH - text.left)])
    assert [mark.left for mark in one.marks] == [WIDTH - mark.left - mark.size for mark in other.marks]
    assert {mark.top + mark.size // 2 for mark in one.marks} == {BADGE_AT}

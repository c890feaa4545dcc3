"""The picture itself: its size, its colours as they are drawn, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import ARABIC, RUSSIAN, content, of
from PIL import Image
from rendering import ROOT

from pincite.colour import SHAPE_ON_PAPER, SIGN_ON_SHAPE, contrast
from pincite.share import fonts
from pincite.share.drawing import Plate, draw
from pincite.share.layout import BADGE_AT, BAR, MARGIN, MARK
from pincite.text import turns

SITES = {"microsite": ROOT, "states": ROOT / "tests" / "states-site", "arabic": ROOT / "tests" / "arabic-site"}
BADGE = (MARGIN, BADGE_AT - MARK // 2, MARGIN + MARK, BADGE_AT + MARK // 2)
needs_shaping = pytest.mark.skipif(not fonts.shaping(), reason="FriBiDi is not among the libraries of this system")


def _picture(**changes):
    return Image.open(io.BytesIO(draw(content(**changes))))


def _colours(picture, box):
    """Count the colours in a box, as `#rrggbb`."""
    part = picture.convert("RGB").crop(box)
    return Counter(
        "#{:02x}{:02x}{:02x}".format(*part.getpixel((x, y))) for x in range(part.width) for y in range(part.height)
    )


def test_a_picture_is_1200_by_630_pixels():
    assert _picture().size == (1200, 630)


def test_a_picture_holds_its_pixels_and_nothing_else():
    data, kinds, at = draw(content()), [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8])
        at += length + 12
    assert list(dict.fromkeys(kinds)) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_a_picture_is_small():
    sizes = [len(draw(content(claim=(RUSSIAN * 10)[:length]))) for length in (1, 100, 1000)]
    assert max(sizes) < 55_000


def test_the_bar_and_the_paper_are_those_of_a_page():
    picture = _picture().convert("RGB")
    assert (picture.getpixel((600, BAR - 1)), picture.getpixel((4, 600))) == ((0x15, 0x19, 0x1D), (0xFD, 0xFD, 0xFB))


@pytest.mark.parametrize("site", list(SITES))
def test_every_badge_is_drawn_in_its_colours_and_seen(site):
    """Measured in the picture: the sign on the shape, and on the paper the shape or the line around it."""
    marks = {one.mark.symbol: one for one in of(SITES[site]).values() if one.mark}
    assert marks
    for one in marks.values():
        seen = _colours(Image.open(io.BytesIO(draw(replaced(one)))), BADGE)
        shape, sign, paper, ink = one.mark.hues.colour, one.mark.hues.sign, one.tokens.paper, one.tokens.ink
        assert min(seen[shape], seen[sign]) > 20
        assert contrast(sign, shape) >= SIGN_ON_SHAPE
        assert contrast(ink if one.mark.outline else shape, paper) >= SHAPE_ON_PAPER
        assert not one.mark.outline or seen[ink] > 20


def replaced(one):
    """Give a content that needs no shaping and is read from the left, with the same badge."""
    return content(mark=one.mark, scale=one.scale, at=one.at, tokens=one.tokens)


def test_badges_differ_by_shape_alone():
    """In black and white no two ratings of the repository's own site look alike."""
    marks = {one.mark.symbol: one for one in of(ROOT).values()}
    grey = [
        Image.open(io.BytesIO(draw(replaced(one)))).convert("RGB").crop(BADGE).convert("1", dither=0)
        for one in marks.values()
    ]
    assert len({picture.tobytes() for picture in grey}) == len(marks) == 6


def _lines(plate):
    return b"".join(map(bytes, plate.lines()))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-50, 1220), st.integers(-50, 650), st.integers(1, 90), st.integers(1, 90))))
def test_bare_paper_is_told_as_such_and_what_is_printed_is_all_there(boxes):
    """Wherever it is printed, over each other and over the edges, too."""
    plate, expected = Plate("#ffffff"), Image.new("L", (1201, 630), 0)
    for left, top, width, height in boxes:
        plate.print(Image.new("L", (width, height), 255), (left, top), "#000000")
        expected.paste(24, (max(0, left) + 1, top, max(0, left + width) + 1, top + height))
    assert _lines(plate) == expected.tobytes()
    inked = [line for line in range(630) if any(top <= line < top + height for _, top, _, height in boxes)]
    assert sum(len(part) for part in plate.lines() if isinstance(part, bytes)) == 1201 * len(inked)


def test_ink_that_meets_fainter_ink_stays():
    plate = Plate("#ffffff")
    plate.print(Image.new("L", (2, 1), 255), (0, 0), "#000000")
    plate.print(Image.new("L", (2, 1), 20), (1, 0), "#000000")
    assert _lines(plate)[:5] == bytes([0, 24, 24, 2, 0])


def test_a_withdrawn_claim_has_no_mark():
    seen = _colours(_picture(mark=None, scale=(), at=-1, label="Withdrawn", remark="Until then"), (0, 480, 1200, 630))
    assert content().mark.hues.colour not in seen


def test_hostile_text_is_drawn_as_it_is():
    assert draw(content(claim="</script><b>&amp; %s {x} \\n \x00?")) != draw(content(claim="x"))


@needs_shaping
def test_a_shape_that_is_too_wide_for_the_rasteriser_is_a_box():
    """U+FDFD, a whole sentence in one character, is told as one without a shape, and must not end a build."""
    assert fonts.missing("\ufdfd", fonts.CLAIM) == "\ufdfd"
    assert draw(content(claim="\ufdfd بيت")) != draw(content(claim="بيت"))


@settings(max_examples=60)
@given(st.text(st.characters(max_codepoint=0x10FFF, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_whatever_the_words_are_a_picture_is_drawn(claim):
    if fonts.shaping() or not turns(claim):
        assert Image.open(io.BytesIO(draw(content(claim=claim)))).size == (1200, 630)


@pytest.mark.parametrize(
    "claim", ["At least 46.", RUSSIAN, pytest.param(ARABIC, marks=needs_shaping)], ids=["latin", "russian", "arabic"]
)
def test_the_same_content_gives_the_same_bytes_in_another_process_of_another_time_and_place(claim):
    code = (
        f"import sys; sys.path[:0] = ['.', 'tests']; from pictures import content; import hashlib; "
        f"from pincite.share.drawing import draw; print(hashlib.sha256(draw(content(claim={claim!a}))).hexdigest())"
    )
    env = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(draw(content(claim=claim))).hexdigest()

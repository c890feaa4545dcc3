"""The fonts of share images: what they have, how words are set with and without Raqm, and the table of kerning."""

from __future__ import annotations

import shutil
import subprocess
import sys

import make_kerning
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import ARABIC, RUSSIAN, drawn
from PIL import Image, ImageDraw, ImageFont
from rendering import ROOT

from pincite.facts.sharing import WIDTH
from pincite.share import fonts
from pincite.share.fonts import CLAIM, LABEL, NAME, SMALL, STYLES, Style, hand

needs_shaping = pytest.mark.skipif(not fonts.shaping(), reason="FriBiDi is not among the libraries of this system")


@pytest.mark.parametrize("style", STYLES, ids=["claim", "name", "label", "small"])
@pytest.mark.parametrize(
    "text",
    [
        "At least 46 civilians — “so he said” — € 5, ¶ 8",
        "Łódź, Škoda, Þingvellir, Çeşme, Ő",
        RUSSIAN,
        ARABIC,
        "٤٦ قتيلاً؟",
    ],
)
def test_latin_cyrillic_and_arabic_are_there_in_every_style(text, style):
    assert fonts.missing(text, style) == ""


@pytest.mark.parametrize(
    ("text", "lacking"), [("≈ 46", "≈"), ("שלום", "שלום"), ("中 a 国 中", "中国"), ("بيت 中", "中")]
)
def test_a_character_that_no_font_has_is_told_once(text, lacking):
    assert fonts.missing(text, CLAIM) == lacking


def test_blanks_and_marks_of_direction_are_never_missing():
    assert fonts.missing("a\u00a0b\u202fc\u200e\u200f\u2068d\u2069\u00ad", CLAIM) == ""


def test_a_composed_and_a_decomposed_letter_are_set_alike():
    assert drawn(hand("é", CLAIM), "é").tobytes() == drawn(hand("é", CLAIM), "e\u0301").tobytes()


def test_cyrillic_is_drawn_from_the_cyrillic_font():
    expected = Image.new("L", (WIDTH, 200), 0)
    font = fonts._font(CLAIM.faces[2], 60, ImageFont.Layout.BASIC)
    ImageDraw.Draw(expected).text((20, 120), "Ж", fill=255, font=font, anchor="ls")
    assert drawn(hand("Ж", CLAIM), "Ж").tobytes() == expected.tobytes()
    assert fonts.missing("Ж", Style(CLAIM.faces[:2], ())) == "Ж"


@settings(max_examples=40)
@given(
    st.text("AVTaefgijy.,;—“”ЖдюŁőé  \u00a0", min_size=1, max_size=12),
    st.sampled_from(STYLES),
    st.integers(33, 78),
    st.integers(20 * 64, 60 * 64),
    st.integers(100 * 64, 102 * 64),
)
def test_letters_stand_where_pillow_draws_them_one_by_one(words, style, size, left, base):
    """Each is drawn once and then copied: FreeType puts it on whole pixels wherever it stands."""
    at = (left / 64, base / 64)
    expected = Image.new("L", (WIDTH, 200), 0)
    for char, start, _ in fonts._placed(words, style):
        font = fonts._font(fonts._face(char, style), size, ImageFont.Layout.BASIC)
        place = (at[0] + round(start * size * 64) / 64, at[1])
        ImageDraw.Draw(expected).text(place, char, fill=255, font=font, anchor="ls")
    found = Image.new("L", (WIDTH, 200), 0)
    mask = hand(words, style).mask(at, words, size)
    found.paste(mask.shape, (mask.left, mask.top))
    assert found.tobytes() == expected.tobytes()


def test_words_of_blanks_have_an_empty_mask():
    assert hand(" ", CLAIM).mask((20, 120), " \u00a0", 60).shape.getbbox() is None


def test_words_in_two_scripts_are_as_wide_as_their_parts():
    both = hand("Amnesty и Минобороны", LABEL).width("Amnesty и Минобороны")
    parts = [hand(part, LABEL).width(part) for part in ("Amnesty", " ", "и", " ", "Минобороны")]
    assert both == pytest.approx(sum(parts))


@needs_shaping
def test_latin_is_as_wide_as_harfbuzz_sets_it():
    text = "AVATAR, Wales, Yemen, To. 49 civilians"
    font = fonts._font(CLAIM.faces[0], 1000, ImageFont.Layout.RAQM)
    expected = font.getlength(text, features=make_kerning.ALONE) / 1000 + CLAIM.tracking * (len(text) - 1)
    assert hand(text, CLAIM).width(text) == pytest.approx(expected, abs=0.005 * len(text))


@needs_shaping
def test_the_table_of_kerning_is_what_harfbuzz_gives():
    """If this fails after a change of the fonts: `python tests/make_kerning.py`, then read the difference."""
    assert (ROOT / "pincite" / "share" / "fonts" / fonts.KERNING).read_text("utf-8") == make_kerning.kerning()


def test_latin_and_cyrillic_are_the_same_without_fribidi(tmp_path):
    """A file of its name that is no library keeps it from being found."""
    if sys.platform != "linux" or not fonts.shaping():
        pytest.skip("only where FriBiDi is there, and the search for libraries can be led elsewhere")
    code = (
        "import hashlib, sys; sys.path[:0] = ['.', 'tests']; from pictures import RUSSIAN, content; "
        "from pincite.share import drawing, fonts; "
        "print(fonts.shaping(), hashlib.sha256(drawing.draw(content(claim='To Wales. ' + RUSSIAN))).hexdigest())"
    )
    for name in ("libfribidi.so", "libfribidi.so.0"):
        (tmp_path / name).write_text("no library")
    found = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout.split()
        for env in ({}, {"LD_LIBRARY_PATH": str(tmp_path)})
    ]
    assert [one[0] for one in found] == ["True", "False"]
    assert found[0][1] == found[1][1]


# Scripts that join ----------------------------------------------------------------------------------------------------


@needs_shaping
@pytest.mark.parametrize("style", [CLAIM, LABEL, SMALL, NAME], ids=["claim", "label", "small", "name"])
def test_arabic_letters_are_joined(style):
    """A zero-width non-joiner keeps letters apart: what is then drawn is wider, and is not the same."""
    together, apart = "\u0628\u064a\u062a\u0628", "\u200c".join("\u0628\u064a\u062a\u0628")
    setting = hand(together, style)
    assert setting.width(together) < 0.9 * setting.width(apart)
    assert drawn(setting, together).tobytes() != drawn(setting, apart).tobytes()


@needs_shaping
def test_arabic_is_drawn_from_right_to_left():
    assert _segments("بيت aaaa بب") == pytest.approx(_expected("بب", "aaaa", "بيت"), abs=3)


@needs_shaping
def test_a_latin_name_in_an_arabic_text_keeps_its_own_order_and_stands_where_it_is_read():
    assert _segments("قال Amnesty اليوم") == pytest.approx(_expected("اليوم", "Amnesty", "قال"), abs=3)


@needs_shaping
def test_an_arabic_word_in_a_latin_text_stands_where_it_is_read():
    assert _segments("Then بيت said") == pytest.approx(_expected("Then", "بيت", "said"), abs=3)


@needs_shaping
def test_a_number_in_an_arabic_text_is_read_from_left_to_right():
    """The digit 1 is narrower than 4: in `1444` it stands on the left, wherever the text begins."""
    setting = hand("عام 1444", CLAIM)
    number = drawn(setting, "1444")
    first, last = number.getbbox()[0], number.getbbox()[2]
    one = drawn(setting, "1")
    width = one.getbbox()[2] - one.getbbox()[0]
    assert (
        number.crop((first, 0, first + width, 200)).tobytes()
        == one.crop((*one.getbbox()[:1], 0, one.getbbox()[2], 200)).tobytes()
    )
    assert last - first > 3 * width


def _segments(text):
    """Give the widths of the words of a drawn line from left to right: what blanks part."""
    mask = drawn(hand(text, CLAIM), text)
    columns = [mask.crop((x, 0, x + 1, 200)).getbbox() is not None for x in range(mask.width)]
    widths, gap, start = [], 0, None
    for x, inked in enumerate([*columns, *[False] * 20]):
        if inked:
            start = x if start is None else start
            gap, end = 0, x
        elif start is not None:
            gap += 1
            if gap == 9:
                widths.append(end - start + 1)
                start = None
    return widths


def _expected(*words):
    setting = hand("بيت", CLAIM)
    boxes = [drawn(setting, word).getbbox() for word in words]
    return [right - left for left, _, right, _ in boxes]


def test_the_digest_changes_with_a_font_that_pages_have(monkeypatch):
    before, kept = fonts.digest.__wrapped__(), fonts._data
    monkeypatch.setattr(fonts, "_data", lambda face: b"another" if "cyrillic" in face.path else kept(face))
    assert fonts.digest.__wrapped__() != before


@pytest.mark.parametrize("name", ["drawing.py", "layout.py", "fonts/kerning.txt"])
def test_the_digest_changes_with_what_draws(monkeypatch, tmp_path, name):
    shutil.copytree(ROOT / "pincite" / "share", tmp_path / "share")
    before = fonts.digest.__wrapped__()
    monkeypatch.setattr(fonts.resources, "files", lambda _: tmp_path)
    assert fonts.digest.__wrapped__() == before
    with (tmp_path / "share" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fonts.digest.__wrapped__() != before


def test_the_fonts_beside_the_module_have_their_licences_there():
    folder = ROOT / "pincite" / "share" / "fonts"
    faces = {face.path for style in STYLES for face in style.joining if face.beside}
    assert {path.name for path in folder.iterdir()} - faces - {fonts.KERNING} == {
        "LICENSE-ibm-plex-sans-arabic.txt",
        "LICENSE-noto-naskh-arabic.txt",
    }
    assert sum(path.stat().st_size for path in folder.iterdir()) < 300_000

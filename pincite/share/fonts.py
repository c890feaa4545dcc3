"""The fonts of share images: which has a character, how wide words are, and how they get onto a picture.

1. Words that run from left to right and do not join are set here, a character at a time, each from the first font of
   the style that has it, with the kerning of `kerning.txt`: the same on every machine, whatever its libraries are.
2. Words with letters that join or run to the left are shaped by Raqm and FriBiDi, with one font that has all of them.

No font of the system is ever asked for. Latin and Cyrillic come from the fonts that every site begins with, Arabic from
two that have Latin letters besides, which lie beside this module. Needs Pillow.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import field
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, features

from pincite.facts.sharing import HEIGHT, WIDTH
from pincite.records import dataclass
from pincite.scaffold.stock import piece
from pincite.text import direction, turns

if TYPE_CHECKING:
    from collections.abc import Iterator

_EM = 1000  # pixels: the size at which widths are measured
_TRIED = 25  # pixels: the size at which a character is looked for; one that is drawn in, too
_GRID = 64  # parts of a pixel: those that FreeType rounds a place to, before it is rounded to a whole one
_LETTERS = 2_000  # that are remembered: some megabytes
_TEXTS = 1_000  # whose font is remembered
_ABSENT = "\U0010fffe"  # no character, so that every font shows what it has instead of one
KERNING = "kerning.txt"


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone, which is quickly looked up
class Face:
    """A font file: one of those that a site begins with, or `beside` this module; and the weight of a variable one."""

    path: str
    weight: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A family: `faces` for letters that stand by themselves, `joining` for scripts that join; tracking in ems."""

    faces: tuple[Face, ...]
    joining: tuple[Face, ...]
    tracking: float = 0.0
    kerned: bool = False


def _family(name: str, weight: int) -> tuple[Face, ...]:
    scripts = ("latin", "latin-ext", "cyrillic")
    return tuple(Face(f"assets/fonts/{name}-{script}-wght-normal.woff2", weight) for script in scripts)


_NASKH = Face("noto-naskh-arabic-400.ttf", beside=True)
_PLEX_ARABIC = Face("ibm-plex-sans-arabic-600.woff2", beside=True)
_PLEX_ARABIC_LIGHT = Face("assets/fonts/ibm-plex-sans-arabic-arabic-400-normal.woff2")  # Arabic letters alone

# As assets/style.css has them: h1, .name, .rating, .kicker.
CLAIM = Style(_family("source-serif-4", 430), (_NASKH, _PLEX_ARABIC), -0.0204, kerned=True)
NAME = Style(_family("source-serif-4", 650), (_PLEX_ARABIC, _NASKH), -0.006)
LABEL = Style(_family("ibm-plex-sans", 600), (_PLEX_ARABIC, _NASKH))
SMALL = Style(_family("ibm-plex-sans", 450), (_PLEX_ARABIC_LIGHT, _PLEX_ARABIC, _NASKH))
STYLES = (CLAIM, NAME, LABEL, SMALL)


@dataclass(frozen=True, slots=True)
class Mask:
    """Where there is ink: from 0 to 255 for each pixel, and where the left and upper edge lie, in pixels."""

    shape: Image.Image = field(repr=False)
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Hand:
    """How a text is set, all of its lines alike: by Raqm with one `face`, else a character at a time; its direction."""

    style: Style
    face: Face | None
    direction: str

    def width(self, words: str) -> float:
        """Give the width of words in ems."""
        if self.face:
            font = _font(self.face, _EM, ImageFont.Layout.RAQM)
            return float(font.getlength(_drawable(words, self.face), direction=self.direction)) / _EM
        return max((right for _, _, right in _placed(words, self.style)), default=0.0)

    def mask(self, at: tuple[float, float], words: str, size: int) -> Mask:
        """Draw words; `at` is the left end of their base line, in pixels."""
        if self.face:
            font = _font(self.face, size, ImageFont.Layout.RAQM)
            drawable = _drawable(words, self.face)
            whole = Image.new("L", (WIDTH, HEIGHT), 0)
            ImageDraw.Draw(whole).text(at, drawable, fill=255, font=font, anchor="ls", direction=self.direction)
            box = whole.getbbox() or (0, 0, 0, 0)
            return Mask(whole.crop(box), box[0], box[1])
        base = (round(at[1] * _GRID) + _GRID // 2 - 1) // _GRID
        placed = [
            (letter, (round((at[0] + left * size) * _GRID) + _GRID // 2) // _GRID + letter.left, base + letter.top)
            for char, left, _ in _placed(words, self.style)
            if (letter := _letter(_face(char, self.style), size, char)).shape.width
        ]
        if not placed:
            return Mask(Image.new("L", (0, 0)), 0, 0)
        left, top = min(one[1] for one in placed), min(one[2] for one in placed)
        right = max(x + letter.shape.width for letter, x, _ in placed)
        low = max(y + letter.shape.height for letter, _, y in placed)
        whole = Image.new("L", (right - left, low - top), 0)
        for letter, x, y in placed:
            whole.paste(255, (x - left, y - top), letter.shape)
        return Mask(whole, left, top)


def hand(text: str, style: Style, otherwise: str = "ltr") -> Hand:
    """Tell how a text is set. A text without letters has the direction of the page, `otherwise`."""
    return Hand(style, _whole(text, style) if turns(text) else None, direction(text, otherwise))


def shaping() -> bool:
    """Tell whether Pillow can shape here: it brings Raqm, and looks for FriBiDi among the libraries of the system."""
    return bool(features.check("raqm"))


@cache
def digest() -> str:
    """Give the SHA-256, in hex, of what pictures are drawn by and from: this package's files, and the pages' fonts."""
    package = resources.files("pincite").joinpath("share")
    files = [one for folder in (package, package.joinpath("fonts")) for one in folder.iterdir() if one.is_file()]
    held = {one.name: one.read_bytes() for one in files}
    held |= {face.path: _data(face) for style in STYLES for face in (*style.faces, *style.joining)}
    found = hashlib.sha256()
    for name, data in sorted(held.items()):
        found.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return found.hexdigest()


def missing(text: str, style: Style) -> str:
    """Give the characters of a text that cannot be shown in a style, each once; as a rule none."""
    wanted = dict.fromkeys(char for char in _shown(text) if not char.isspace())
    if turns(text):
        face = _whole(text, style)
        return "".join(char for char in wanted if not _has(face, char))
    return "".join(char for char in wanted if not any(_has(face, char) for face in style.faces))


def _placed(text: str, style: Style) -> Iterator[tuple[str, float, float]]:
    """Give each character with its left and right end in ems."""
    at, before = 0.0, ""
    for char in _shown(text):
        if before:
            at += _apart(before, char, style)
        right = at + _width(char, style)
        yield char, at, right
        at, before = right, char


def _shown(text: str) -> str:
    """Give a text composed, without the marks that turn directions: those are for Raqm, and have no shape."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")


def _drawable(text: str, face: Face) -> str:
    """Give a text with boxes for what a font cannot draw; the marks of direction are for Raqm, and have no shape."""
    return "".join(
        char if unicodedata.category(char) == "Cf" or _has(face, char) else _ABSENT
        for char in unicodedata.normalize("NFC", text)
    )


@cache
def _apart(before: str, char: str, style: Style) -> float:
    """Give how far two characters that follow each other are moved apart, in ems; mostly less than none."""
    kerning = _kerning() if style.kerned else {}
    return kerning.get(_bare(before) + _bare(char), 0) / _EM + style.tracking


@cache
def _bare(char: str) -> str:
    """Give a letter without its accents, by which it is kerned."""
    return unicodedata.normalize("NFD", char)[:1]


@cache
def _kerning() -> dict[str, int]:
    """Read the kerning of the serif: pairs of characters, in thousandths of an em."""
    pairs: dict[str, int] = {}
    for line in _beside(KERNING).decode().splitlines():
        left, *groups = line.split(" ")
        for group in groups:
            amount, _, rights = group.partition(":")
            pairs |= {one + right: int(amount) for one in left for right in rights}
    return pairs


@cache
def _face(char: str, style: Style) -> Face:
    """Give the first face that has a character; the first of all where none has: it shows a box."""
    return next((face for face in style.faces if _has(face, char)), style.faces[0])


@lru_cache(maxsize=_TEXTS)
def _whole(text: str, style: Style) -> Face:
    """Give the face that has most characters of a text, the first of them: Raqm lays out one font at a time."""
    chars = set(_shown(text))
    return max(style.joining, key=lambda face: sum(_has(face, char) for char in chars))


@cache
def _has(face: Face, char: str) -> bool:
    """Tell whether a font has a character: what it draws is not what it draws for none."""
    if char.isspace():
        return True
    try:
        return _tried(face, char) != _absent(face)
    except OSError:  # a shape too wide for the rasteriser, such as U+FDFD
        return False


@cache
def _absent(face: Face) -> bytes:
    return _tried(face, _ABSENT)


def _tried(face: Face, char: str) -> bytes:
    return bytes(_font(face, _TRIED, ImageFont.Layout.BASIC).getmask(char))


@cache
def _width(char: str, style: Style) -> float:
    return float(_font(_face(char, style), _EM, ImageFont.Layout.BASIC).getlength(char)) / _EM


@lru_cache(maxsize=_LETTERS)
def _letter(face: Face, size: int, char: str) -> Mask:
    """Draw a character. FreeType draws it alike wherever it stands, since every place is rounded to a whole pixel."""
    font = _font(face, size, ImageFont.Layout.BASIC)
    drawn, (left, top) = font.getmask2(char, "L", anchor="ls")
    empty = 0 in drawn.size
    return Mask(Image.new("L", (0, 0)) if empty else Image.frombytes("L", drawn.size, bytes(drawn)), left, top)


@cache
def _font(face: Face, size: int, engine: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(io.BytesIO(_data(face)), size, layout_engine=engine)
    if face.weight:
        font.set_variation_by_axes([face.weight])
    return font


@cache
def _data(face: Face) -> bytes:
    return _beside(face.path) if face.beside else piece(face.path)


def _beside(name: str) -> bytes:
    return resources.files("pincite").joinpath("share", "fonts", name).read_bytes()

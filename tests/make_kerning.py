"""Writes `pincite/share/fonts/kerning.txt`: what Raqm and HarfBuzz move pairs of the serif's letters by.

    .venv/bin/python tests/make_kerning.py

Each line is one or more characters on the left, then groups of `thousandths of an em:characters on the right`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pincite.share import fonts  # noqa: E402 - after the line above

PATH = ROOT / "pincite" / "share" / "fonts" / fonts.KERNING
LATIN = "".join(map(chr, range(0x21, 0x7F))) + "«»–—‘’“”„…"
CYRILLIC = "".join(map(chr, range(0x410, 0x450)))
STEP = 5  # finer than a tenth of a pixel at any size of a picture is of no use
ALONE = ["-liga", "-clig", "-calt", "-dlig"]


def pairs(face: fonts.Face, chars: str) -> dict[tuple[str, str], int]:
    """Give by how much each pair of characters is moved, in thousandths of an em; what is not moved is left out."""
    font = fonts._font(face, 1000, ImageFont.Layout.RAQM)
    alone = {char: font.getlength(char) for char in chars}
    found = {}
    for left in chars:
        for right in chars:
            moved = font.getlength(left + right, features=ALONE) - alone[left] - alone[right]
            if amount := STEP * round(moved / STEP):
                found[left, right] = amount
    return found


def kerning() -> str:
    """Give the file's text."""
    moved = pairs(fonts.CLAIM.faces[0], LATIN) | pairs(fonts.CLAIM.faces[2], CYRILLIC)
    rows: dict[str, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for (left, right), amount in moved.items():
        rows[left][amount] += right
    lefts: dict[str, str] = defaultdict(str)
    for left, groups in rows.items():
        lefts[" ".join(f"{amount}:{rights}" for amount, rights in sorted(groups.items()))] += left
    return "".join(f"{left} {groups}\n" for groups, left in lefts.items())


if __name__ == "__main__":
    PATH.write_text(kerning(), "utf-8")

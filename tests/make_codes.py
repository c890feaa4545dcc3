"""Writes the lengths of codes in `pincite/share/png.py`: the shortest for the pictures of the sites that lie here.

    .venv/bin/python tests/make_codes.py

They are good for any picture of the same kind, and need no renewal where a claim changes. Every symbol has a code, so
that whatever is drawn can be written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pictures import RUSSIAN, of  # noqa: E402 - after the line above

from pincite.share import png  # noqa: E402
from pincite.share.drawing import printed  # noqa: E402

PATH = ROOT / "pincite" / "share" / "png.py"
SITES = (ROOT, ROOT / "tests" / "states-site", ROOT / "tests" / "arabic-site")
SYMBOLS, LIMIT = 286, 15  # and the most bits that a code may have (RFC 1951, 3.2.7)
ROW = 96  # digits


def code_lengths(counts: Mapping[int, int], size: int, limit: int) -> list[int]:
    """Give the length in bits of each symbol's code, 0 for one that is not used, for the shortest text as a whole.

    By packages that are merged (Larmore and Hirschberg, 1990): a package of one round is a leaf of the next.
    """
    leaves = sorted((number, (symbol,)) for symbol, number in counts.items())
    packages: list[tuple[int, tuple[int, ...]]] = []
    for _ in range(limit):
        merged = sorted([*leaves, *packages])
        packages = [(one[0] + two[0], one[1] + two[1]) for one, two in zip(merged[::2], merged[1::2], strict=False)]
    lengths = Counter(symbol for _, symbols in packages[: len(leaves) - 1] for symbol in symbols)
    return [lengths[symbol] for symbol in range(size)]


def counted() -> Counter[int]:
    """Count the symbols of all pictures of the sites, and of Russian ones in as many places of the scale."""
    contents = [content for site in SITES for content in of(site).values()]
    contents += [replace(one, claim=RUSSIAN[number % 40 :]) for number, one in enumerate(of(ROOT).values())]
    found = Counter(range(SYMBOLS))  # each once
    for content in contents:
        for part in printed(content).lines():
            for piece in png.pieces(part):
                found.update(png.symbol(token)[0] for token in png.tokens(piece))
        found[png.END] += 1
    return found


def main() -> None:
    """Write the table anew, in its place."""
    digits = "".join(f"{bits:x}" for bits in code_lengths(counted(), SYMBOLS, LIMIT))
    rows = "\n".join(f'    "{digits[at : at + ROW]}"' for at in range(0, SYMBOLS, ROW))
    text = PATH.read_text("utf-8")
    PATH.write_text(re.sub(r"(?<=^LENGTHS = \(\n).*?(?=\n\))", rows, text, flags=re.DOTALL | re.MULTILINE), "utf-8")


if __name__ == "__main__":
    main()

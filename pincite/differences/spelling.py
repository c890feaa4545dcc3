"""When two spellings are one word: capitals, accents, hyphens, contractions, and the two ways of writing English."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INSIDE = re.compile(r"['’.,\-‐‑–_]")
_STEM_LEAST = 3  # letters that two forms of one word have in common, at their beginning
_BRITISH = 5  # letters: `four` and `for` are two words
_NO_ACCENTS = (range(0x0370), range(0x0370, 0x0400), range(0x0590, 0x0700), range(0x1E00, 0x2000))
_CONTRACTED = {"wont": "willnot", "cant": "cannot", "shant": "shallnot"}


@lru_cache(maxsize=20_000)
def key(word: str, language: str = "") -> str:
    """Give what all spellings of one word have in common. Two words of one key differ in typography alone."""
    folded = _unaccented(word.casefold())
    contracted = language == "en" and re.search(r"n['’]t$", folded)
    bare = _INSIDE.sub("", folded) or folded
    if language != "en":
        return bare.replace("ё", "е")
    if contracted:
        return _CONTRACTED.get(bare, bare[:-1] + "ot")
    if len(bare) < _BRITISH or bare.startswith("four"):
        return bare
    bare = bare.replace("z", "s").replace("our", "or")
    return f"{bare[:-2]}er" if bare.endswith("re") and bare[-3:-2] in {"t", "b"} else bare


def _unaccented(word: str) -> str:
    """Take accents and vowel points off Latin, Greek, Hebrew and Arabic letters; elsewhere they make another letter."""
    if word.isascii():
        return word
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", word):
        strippable = unicodedata.category(char) == "Mn" and kept and any(ord(kept[-1]) in one for one in _NO_ACCENTS)
        if not strippable and char != "ـ":  # an Arabic stretch of the line is no letter
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def stem(one: str, other: str) -> int:
    """Give how many letters two forms of one word begin with, 0 where they are not taken for one word.

    The measure knows no language: at least half of the longer form, and no more than four letters behind it in either.
    """
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    longest = max(len(one), len(other))
    fits = shared >= _STEM_LEAST and 2 * shared >= longest and longest - shared <= _STEM_LEAST + 1
    return shared if fits else 0

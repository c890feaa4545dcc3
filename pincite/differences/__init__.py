"""Differences: what two texts of one language differ in, word by word, each difference small, whole and classed.

1. `tokens`: words, numbers, dates and marks, each with the key that all its spellings share.
2. `alignment`: which words answer each other, and how alike they are.
3. `reading`: what each word is there for; `lexicon` has the words of each language.
4. `moved`, `phrases`, `units`: from differing words to differences that a reader understands.
5. `classes`: the class of each; `telling` gives them all, with their places.
"""

from pincite.differences.classes import GRAVITY
from pincite.differences.telling import Found, differences

__all__ = ["GRAVITY", "Found", "differences"]

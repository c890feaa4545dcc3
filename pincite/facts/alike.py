"""Texts that say nearly the same: cards that two editors may have written about one claim, without every pair compared.

The measure is the resemblance of two sets of words, their Jaccard index (A. Broder, "On the resemblance and containment
of documents", 1997), with each word weighted by how rare it is, ln((N + 1) / n) for a word in n of N texts (K. Sparck
Jones, "A statistical interpretation of term specificity", 1972): a name or a number that two claims share counts, "were
killed in" hardly does. Sets and not runs of three words, which a claim of fifteen words loses as soon as it is turned
round. Measured on the 33 cards of a real desk: no two claims reach more than 0.17, and thirteen rewordings of six of
them kept 0.35 to 0.89 of their claim.

Pairs are found by prefix filtering (S. Chaudhuri, V. Ganti, R. Kaushik, "A primitive operator for similarity joins in
data cleaning", 2006; R. Bayardo, Y. Ma, R. Srikant, "Scaling up all pairs similarity search", 2007):

1. Each text's words are put in order, the rarest first. Two texts that reach the measure share a word so early that the
   rest of either could not make up for it: only those first words are looked up.
2. Of the texts found so, those are compared of which the words not yet seen leave the measure in reach (C. Xiao et al.,
   "Efficient similarity joins for near duplicate detection", 2008).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pincite.records import dataclass
from pincite.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+(?:[.,]\w+)*")  # `2,132` is one word, `Ada's` two: the second weighs next to nothing
# Cards written from one template differ in a word each, and nearly all pairs of them would have to be looked at.
_STEPS_AT_MOST = 10_000_000  # about two seconds
_COMPARING = 15  # what comparing two texts costs, in looks at one that holds a word
_TOLERANCE = 1e-9  # of sums of logarithms
_FEWEST = 4  # words: "no reports of casualties" is a passage, "said" none


class Alike(NamedTuple):
    """Two texts by their places in the list, the smaller first, and how alike they are: 0 to 1, same words."""

    one: int
    other: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs, most alike first. `whole` is false where there were too many to look at them all."""

    pairs: tuple[Alike, ...]
    whole: bool


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text, typography and capitals folded."""
    return frozenset(_WORD.findall(fold(text).text.lower()))


def alike(texts: Sequence[str], at_least: float) -> Found:
    """Find the pairs of texts whose words are alike by `at_least` (above 0, up to 1).

    Texts of fewer than four different words are left out. Of several texts with the very same words, each is paired
    with the next, and the first with what else is like it.
    """
    same: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        words = words_of(text)
        if len(words) >= _FEWEST:
            same[words].append(at)
    number = Counter(word for words, places in same.items() for word in words for _ in places)
    total = sum(len(places) for places in same.values())
    weight = {word: math.log((total + 1) / count) for word, count in number.items()}
    firsts = [places[0] for places in same.values()]
    pairs = [Alike(one, other, 1.0) for places in same.values() for one, other in pairwise(places)]
    among, whole = _join(list(same), weight, at_least)
    for one, other, likeness in among:
        places = firsts[one], firsts[other]
        pairs.append(Alike(min(places), max(places), likeness))
    return Found(tuple(sorted(pairs, key=lambda pair: (-pair.likeness, pair.one, pair.other))), whole)


def _join(sets: list[frozenset[str]], weight: dict[str, float], at_least: float) -> tuple[list[Alike], bool]:
    """Compare each set with those that weigh no more and share some of its rarest words; tell whether all could be.

    With t for `at_least`, |A ∩ B| / |A ∪ B| >= t is |A ∩ B| >= t / (1 + t) * (|A| + |B|). So A and B share at least t
    of A and, where B weighs no more than A, at least 2t / (1 + t) of B: the rarest word they share stands before the
    point in either where less than that is left.
    """
    both = at_least / (1 + at_least)
    whole = [math.fsum(weight[word] for word in words) for words in sets]
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)  # with what is left of them behind the word
    found, steps = [], 0
    for at in sorted(range(len(sets)), key=whole.__getitem__):
        rest, shared, reach = whole[at], dict[int, float](), dict[int, float]()
        # As (weight, word): words of one weight stand in the same order in every text.
        for gain, word in sorted(((weight[word], word) for word in sets[at]), reverse=True):
            if rest < at_least * whole[at] - _TOLERANCE:
                break
            left = rest - gain
            for other, left_there in holders[word]:
                shared[other] = common = shared.get(other, 0.0) + gain
                reach[other] = common + min(left, left_there)
            steps += len(holders[word])
            if rest >= 2 * both * whole[at] - _TOLERANCE:
                holders[word].append((at, left))
            rest = left
        for other, most in reach.items():
            needed = both * (whole[at] + whole[other]) - _TOLERANCE
            if most < needed:
                continue
            steps += _COMPARING
            common = math.fsum(weight[word] for word in sets[at] & sets[other])
            if common >= needed:
                found.append(Alike(other, at, common / (whole[at] + whole[other] - common)))
        if steps > _STEPS_AT_MOST:
            return found, False
    return found, True

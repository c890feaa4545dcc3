"""Texts that say nearly the same: what is found, what is not, and that no number of cards makes it slow."""

from __future__ import annotations

import random
import time
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import repository

from pincite.facts.alike import alike, words_of
from pincite.facts.desk import CLAIMS_ALIKE

STORM = "The storm closed the bridge at Orrin on Friday."

# Claims of this repository's site in other words, as a second editor might put them.
REWORDED = {
    "ghantu-46": (
        "At least 46 civilians, 32 children among them, were killed in a basement in al-Ghantu on 15 October.",
        "A suspected Russian attack on a basement in al-Ghantu, Homs, killed at least 46 civilians on 15 October.",
    ),
    "ariha-49": (
        "An attack on a market in Ariha in the Idlib governorate killed 49 civilians.",
        "49 civilians were killed on a busy market in Ariha.",
        "An air strike on the market of Ariha killed 49 people.",
    ),
    "further-710": (
        "A further 710 civilians were killed, among them 161 children and 104 women.",
        "Another 710 civilians, 161 children and 104 women among them, were killed.",
    ),
    "at-least-200-civilians": (
        "At least 200 civilians were killed in Russian air strikes between September and November 2015, Amnesty says.",
        "Amnesty says Russian air strikes killed at least 200 civilians.",
    ),
    "began-30-september": (
        "Russia began its military campaign in Syria on 30 September 2015.",
        "The Russian campaign in Syria began on 30 September.",
    ),
    "damascus-request": (
        "Russia launched its campaign at the request of the Damascus government.",
        "The campaign was launched at the Syrian government's request.",
    ),
}


def _pairs(*texts, at_least=0.35):
    return [(pair.one, pair.other) for pair in alike(texts, at_least).pairs]


def _claims():
    return {claim.id: claim.claim for claim in repository().site.claims}


def test_a_claim_in_another_order_of_words_is_alike():
    assert _pairs(STORM, "The bridge at Orrin: on Friday the storm closed it.") == [(0, 1)]


def test_claims_that_share_only_common_words_are_not_alike():
    texts = [
        f"The {name} was closed on the day of the {cause}." for name, cause in zip("abcdef", "uvwxyz", strict=True)
    ]
    assert _pairs(*texts) == []


def test_typography_and_capitals_make_no_difference():
    found = alike(["“Ada’s boat” – the red one – sank", '"ADA\'S boat" - the red one - sank'], 0.9)
    assert [pair.likeness for pair in found.pairs] == [1.0]


def test_a_number_with_a_comma_is_one_word():
    assert words_of("2,132 boats sank, Ada’s too.") == {"2,132", "boats", "sank", "ada", "s", "too"}


def test_texts_of_a_few_words_are_not_compared():
    assert _pairs("no boats sank", "no boats sank") == []


def test_of_many_with_the_same_words_each_is_paired_with_the_next():
    assert _pairs(STORM, STORM, STORM) == [(0, 1), (1, 2)]


def test_the_most_alike_come_first():
    texts = [
        STORM,
        STORM + " Nobody was hurt there then.",
        "A fire burnt the old mill.",
        STORM.replace("Friday", "Sunday"),
    ]
    found = alike(texts, 0.1).pairs
    assert [pair.likeness for pair in found] == sorted((pair.likeness for pair in found), reverse=True)
    assert (found[0].one, found[0].other) == (0, 3)


def test_nothing_is_alike_in_an_empty_list():
    assert alike([], 0.5).pairs == ()


WORDS = st.lists(st.sampled_from("ab cd ef gh ij kl mn op qr st uv wx".split()), min_size=4, max_size=9)


@settings(max_examples=60)
@given(st.lists(WORDS.map(" ".join), max_size=14), st.sampled_from([0.2, 0.35, 0.5, 0.8, 1.0]))
def test_no_pair_is_missed_that_comparing_every_pair_would_find(texts, at_least):
    """Against the definition, on all pairs: same words are paired in a chain, so one of each is compared."""
    texts = list({words_of(text): text for text in texts}.values())
    texts = [text for text in texts if len(words_of(text)) >= 4]
    found = {(pair.one, pair.other): pair.likeness for pair in alike(texts, at_least).pairs}
    low = {(pair.one, pair.other): pair.likeness for pair in alike(texts, 1e-6).pairs}
    assert found == pytest.approx({pair: likeness for pair, likeness in low.items() if likeness >= at_least - 1e-9})
    shared = [(i, j) for j in range(len(texts)) for i in range(j) if words_of(texts[i]) & words_of(texts[j])]
    assert sorted(low) == sorted(shared)


def test_no_two_claims_of_a_real_desk_are_taken_for_one():
    found = alike(list(_claims().values()), 0.17)
    assert found.pairs == ()


@pytest.mark.parametrize(("ident", "text"), [(ident, text) for ident, texts in REWORDED.items() for text in texts])
def test_a_claim_of_a_real_desk_in_other_words_is_found_again(ident, text):
    claims = _claims()
    found = alike([*claims.values(), text], CLAIMS_ALIKE).pairs
    assert [list(claims)[pair.one] for pair in found] == [ident]


def test_ten_thousand_claims_take_two_seconds_not_minutes():
    """Words by Zipf's law, as in any language; a hundred claims are another one with a word changed."""
    chance = random.Random(1)  # noqa: S311 - the same words on every run
    vocabulary = [f"w{number}" for number in range(8000)]
    weights = list(accumulate(1 / rank for rank in range(1, 8001)))
    texts = [" ".join(chance.choices(vocabulary, cum_weights=weights, k=chance.randint(10, 25))) for _ in range(9900)]
    changed = [f"{text} changed" for text in texts[:100]]
    began = time.perf_counter()
    found = alike(texts + changed, CLAIMS_ALIKE)
    took = time.perf_counter() - began
    assert {(at, 9900 + at) for at in range(100)} <= {(pair.one, pair.other) for pair in found.pairs}
    assert found.whole
    assert took < 8, "about 0.8 seconds where nothing else runs"


def test_ten_thousand_claims_from_one_template_end_and_say_whether_all_were_compared():
    chance = random.Random(1)  # noqa: S311 - the same words on every run
    texts = [
        f"At least {chance.randint(1, 90)} boats were lost at place {chance.randint(1, 500)} in the storm of "
        f"{chance.randint(1, 30)} October {chance.randint(1990, 2020)}, the harbour of {chance.choice('abc')}a said."
        for _ in range(10_000)
    ]
    began = time.perf_counter()
    found = alike(texts, CLAIMS_ALIKE)
    assert time.perf_counter() - began < 12, "about 1.5 seconds where nothing else runs"
    assert found.pairs
    assert not found.whole

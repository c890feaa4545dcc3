"""What a field takes is said in words that an editor knows."""

from __future__ import annotations

import pytest

from pincite.fields import kinds
from pincite.fields.words import in_words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the id of an actor", kinds.Ref("actor")),
        ("the id of a quote of the same card", kinds.Ref("quote")),
        ("one of `lines`, `html`", kinds.Choice(("lines", "html"))),
        ("a whole number from 1 to 100,000", kinds.Number(1, 100_000)),
        ("a list of at least 2, each: the id of a place", kinds.ListOf(kinds.Ref("place"), 2)),
        ("a list, each: the fields of quote", kinds.ListOf(kinds.Group("quote", ()))),
    ],
)
def test_a_kind_is_said_in_words(words, kind):
    assert words == in_words(kind)

"""YAML that is written must read back as the text that it was written from."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from pincite.read.nodes import Pairs, Scalar, parse
from pincite.scaffold.typed import date, field, text

SLIPS = [
    "12:30", "0123", "003", "no", "NULL", "Yes", "3:2", "a: b", "a #b", "#b", "- a", "“curly”", '"straight"', "it's",
    "", " ", "a ", "@x", "`x`", "%x", "{a}", "[a]", "a:", "? a", "*a", "&a", "!a", "|", ">", "~", "=", "<<", "---",
    "...", "a\\b", "one\ntwo", "one\n\ntwo", "\none", "one\n", " one\ntwo", "a\tb", "Ä–…", "1e3", "0x1F", "inf",
    "2015-10-15T10:00", "0000-00-00", "2021-02-30", "2015-13-01", "٢٠١٥-١٠-١٥",
]  # fmt: skip


def _read(source: str) -> str:
    node, problems = parse("card.yaml", source)
    assert problems == []
    assert isinstance(node, Pairs)
    value = node.pairs[0][1]
    assert isinstance(value, Scalar)
    return value.text


@pytest.mark.parametrize("value", SLIPS)
def test_a_value_that_looks_like_something_else_reads_back_as_the_text_it_is(value):
    written = field("key", value)
    assert _read(written + "\n") == value
    assert yaml.safe_load(written) == {"key": value}


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\u200b\ufeff") | st.just("\n")
    )
)
def test_any_text_but_a_day_reads_back(value):
    """Days are typed without marks, and other programs take them for days: see below."""
    assume(not date(value))
    assert yaml.safe_load(field("key", value, 2)) == {"key": value}


@pytest.mark.parametrize("value", ["A plain sentence, with (marks).", "Идлиб 1", "amnesty-international"])
def test_plain_words_stay_plain(value):
    assert text(value) == value


def test_a_text_of_several_paragraphs_is_a_block():
    assert field("exact", "one\ntwo", 4) == "    exact: |-\n      one\n      two"


def test_a_day_is_typed_without_marks():
    assert field("checked", "2026-11-22") == "checked: 2026-11-22"

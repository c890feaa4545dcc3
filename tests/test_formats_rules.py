# ruff: noqa: N803 - the fixture ROOT is a constant of the repository
"""The table of rules: it is whole, each of its rules is held, and the docs have the same."""

from __future__ import annotations

import re

import pytest

from pincite.fields.kinds import REVIEW_WARNINGS
from pincite.formats.rules import RULES

WANTED = [
    f"{letter}{number}"
    for letter, last in (("R", 8), ("C", 8), ("K", 9), ("T", 8), ("M", 2))
    for number in range(1, last + 1)
]
MODULES = ("review_rules", "claim_rules", "rating_rules")


@pytest.fixture(scope="module")
def told(ROOT):
    """Give the ids of the rules that a function tells a breach of."""
    sources = [(ROOT / "pincite" / "formats" / f"{name}.py").read_text("utf-8") for name in MODULES]
    return {
        one
        for source in sources
        for one in re.findall(r'(?:Breach\(\s*[^,]+,\s*|misshapen\(\s*|_broken\(\s*)"([RCKT]\d)"', source)
    }


def test_the_table_has_every_rule_once_in_order():
    assert [rule.id for rule in RULES] == WANTED


def test_every_rule_of_an_object_is_one_that_a_function_tells(told):
    assert {rule.id for rule in RULES if rule.held == "object"} == told


def test_levels_and_places_are_words_that_the_docs_explain():
    assert {rule.level for rule in RULES} == {"E", "W", "W→E"}
    assert {rule.held for rule in RULES} == {"object", "site", "page", "card"}


def test_every_code_of_the_table_has_its_section(ROOT):
    sections = set(re.findall(r"^## (.+)$", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE))
    codes = {code for rule in RULES for code in re.findall(r"`([a-z]+-[a-z-]+)`", rule.how)} - {"corrections-policy"}
    assert codes - sections == set()
    assert {code for code in sections if code.startswith("claimreview-")} <= codes
    assert set(REVIEW_WARNINGS) <= codes


def test_the_docs_have_the_same_table(ROOT):
    lines = (ROOT / "docs" / "claimreview.md").read_text("utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| [RCKTM]\d ", line)]
    assert rows == [f"| {one.id} | {one.level} | {one.source} | {one.what} | {one.held}: {one.how} |" for one in RULES]

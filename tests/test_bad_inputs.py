"""Every case of the catalogue of bad inputs has its outcome, and nothing is lost or left behind by any of them."""

from __future__ import annotations

import re
from functools import partial

import inside
import pytest
from badinputs import FILES, Ground, cases, come_to
from faults import a_quick_folder
from forks import alone, run

from pincite.read import nodes, parsers

# The ids of the catalogue that ours was brought over from. A letter behind one is a case of our own, near to it.
WHOLE = {
    "card-yaml": "Y001-003 Y006 Y008-009 Y011-020 Y022-023 Y025 Y027-032 Y034 Y036-037 Y039-041 Y043 Y045-048",
    "card-schema": "S001-002 S007 S009-013 S017-026 S029-035 S038-050 S053-054",
    "quote": "Q001 Q003-012 Q014-018",
    "article": "A001-002 A005-008 A011-014 A016-017 A020-026 A028-033 A035-037",
    "site": "T001-003 T005 T007-009 T011-017",
    "template": "P001-003 P005-006 P008-011 P013-017 P020 P022-024",
}
ALL = cases()
READ_AS_YAML = cases("card-yaml", "card-schema")


def _ids(ranges):
    for one in ranges.split():
        first, _, last = one[1:].partition("-")
        yield from (f"{one[0]}{number:03}" for number in range(int(first), int(last or first) + 1))


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """Give the base site, built in this process: what is forked from it has all modules and templates."""
    with a_quick_folder(tmp_path_factory.mktemp("bad")) as folder:
        ground = Ground(folder.resolve())
        done = inside.run("build", cwd=ground.root)
        assert (done.status, done.err) == (0, "")
        ground.keep()
        yield ground


def _without_libyaml():
    nodes.LOADER = parsers.Slow


@pytest.mark.parametrize("group", FILES)
def test_no_case_of_the_catalogue_is_left_out(group):
    """The catalogue has 36, 40, 16, 28, 14 and 18 cases in these groups."""
    assert [*_ids(WHOLE[group])] == [case.id for case in cases(group) if not case.id[-1].isalpha()]


def test_every_case_says_what_it_puts_in_and_what_comes_of_it():
    for case in ALL:
        assert case.get("puts", "").endswith("."), case.id
        assert case.outcome in {"error", "warning", "accepted"}, case.id
        assert bool(case.get("code")) == (case.outcome != "accepted"), case.id
        assert re.fullmatch(r"[YSQATP]\d{3}[a-z]?", case.id)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_bad_input_has_its_outcome_and_changes_nothing_else(case, ground):
    assert come_to(case, ground, run)[1] == []


@pytest.mark.parametrize("case", READ_AS_YAML, ids=lambda case: case.id)
def test_a_card_has_the_same_outcome_where_pyyaml_has_no_libyaml(case, ground):
    """This is E028: what is told, and where, is the same with PyYAML's own parser, which reads some texts otherwise."""
    assert come_to(case, ground, partial(run, at_first=_without_libyaml))[1] == []


@pytest.mark.parametrize("case", [case for case in ALL if case.get("max_rss_mb")], ids=lambda case: case.id)
def test_what_is_far_too_large_is_refused_before_it_is_in_memory(case, ground):
    ran, wrong = come_to(case, ground, alone)
    assert (wrong, ran.mebibytes < case.limits[1]) == ([], True), f"{ran.mebibytes:.0f} MiB"

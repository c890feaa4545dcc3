"""Reviews dated on a day that has not come yet."""

from __future__ import annotations

import datetime as dt

import pytest
from inside import run
from rendering import equip

from pincite.commands.ahead import latest_day

IN_2021 = "1617235200"  # 1 April 2021, 00:00 UTC


def test_the_day_is_that_of_the_environment_where_it_begins_first(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", IN_2021)
    assert latest_day() == dt.date(2021, 4, 1)


@pytest.mark.parametrize("text", ["", "soon", "9" * 30])
def test_what_is_no_time_is_passed_over(monkeypatch, text):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert latest_day() >= dt.date(2024, 1, 1)


def test_a_build_warns_until_the_day_has_come_and_with_strict_is_none(site):
    site.edit("content/claims/boats-damaged.yaml", "checked: 2021-04-01", "checked: 2021-04-05")
    site.edit("content/claims/bridge-closed.yaml", "checked: 2021-04-01", "checked: 2021-03-31")
    equip(site.root)
    strict = run("build", "--strict", "--root", site.root, SOURCE_DATE_EPOCH=IN_2021)
    assert (strict.status, (site.root / "output").exists()) == (1, False)
    early = run("build", "--root", site.root, SOURCE_DATE_EPOCH=IN_2021)
    assert (early.status, early.err.count("warning[date-ahead]")) == (0, 1)
    late = run("build", "--root", site.root, SOURCE_DATE_EPOCH=str(int(IN_2021) + 86400 * 10))
    assert (late.status, late.err) == (0, "")

"""A claim that passed a check is not checked again until it is another; one with a problem is, until it is mended."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pincite import workers
from pincite.kept import passed as passed_module
from pincite.kept.claims import Bodies
from pincite.kept.passed import Passed
from pincite.kept.store import Store
from pincite.problems import Problem, Span
from pincite.read.files import Folder
from pincite.site import Memory, load

ROOT = Path(__file__).parent
WRONG = (Problem("code", "wrong", Span("card"), "mend it"),)


class Desk:
    """Builds of a site with one cache, which ask a check of all claims and count what is checked."""

    def __init__(self, root):
        self.root, self.bodies = root, Bodies(Store(None))
        self.wrong, self.checked = set(), []

    @property
    def store(self):
        return self.bodies.store

    def claims(self):
        return load(Folder(self.root), memory=Memory(self.bodies, "program")).site.claims

    def check(self, claim):
        self.checked.append(claim.id)
        return WRONG if claim.id in self.wrong else ()

    def passed(self, *resting_on, name="rules", jobs=1):
        return Passed(self.bodies, name, resting_on, jobs)

    def asked(self, *resting_on, claims=None, **more):
        """Give the claims that are checked, and those with a problem, in the order of ids; and save."""
        self.checked.clear()
        passed = self.passed(*resting_on, **more)
        found = [*passed.ask(self.claims() if claims is None else claims, self.check)]
        passed.save()
        self.store.save()
        return sorted(self.checked), sorted(claim.id for claim, problems in found if problems)

    def row(self):
        return self.store.get("made", "passed:rules")


@pytest.fixture(name="desk")
def fixture_desk(tmp_path):
    return Desk(Path(shutil.copytree(ROOT / "base-site", tmp_path / "site")))


ALL = ["boats-damaged", "bridge-closed"]


def test_what_passed_is_not_checked_again(desk):
    assert desk.asked() == (ALL, [])
    assert desk.asked() == ([], [])


def test_every_claim_is_given_with_its_problems_whether_it_was_checked_or_not(desk):
    desk.wrong.add("bridge-closed")
    desk.asked()
    claims = desk.claims()
    found = {claim.id: problems for claim, problems in desk.passed().ask(claims, desk.check)}
    assert found == {"boats-damaged": (), "bridge-closed": WRONG}


def test_a_claim_with_a_problem_is_checked_each_time_until_it_is_mended(desk):
    desk.wrong.add("bridge-closed")
    assert desk.asked() == (ALL, ["bridge-closed"])
    assert desk.asked() == (["bridge-closed"], ["bridge-closed"])
    desk.wrong.clear()
    assert desk.asked() == (["bridge-closed"], [])
    assert desk.asked() == ([], [])


def test_a_claim_that_is_another_is_checked_and_no_other(desk):
    desk.asked()
    card = desk.root / "content/claims/bridge-closed.yaml"
    card.write_text(card.read_text("utf-8").replace("title: ", "title: X ", 1), "utf-8")
    assert desk.asked() == (["bridge-closed"], [])


@pytest.mark.parametrize("more", [{}, {"name": "others"}])
def test_where_the_check_rests_on_something_else_all_are_checked(desk, more):
    desk.asked("first")
    assert desk.asked(*([] if more else ["second"]), **more) == (ALL, [])


def test_two_checks_are_kept_apart(desk):
    desk.asked()
    desk.asked(name="others")
    assert desk.asked() == ([], [])
    assert desk.asked(name="others") == ([], [])


def test_what_was_learnt_to_have_passed_is_not_checked_and_is_remembered(desk):
    claims = desk.claims()
    passed = desk.passed()
    passed.learn(claims[0].basis)
    assert [(claim.id, problems) for claim, problems in passed.ask(claims[:1], desk.check)] == [(ALL[0], ())]
    assert desk.checked == []
    passed.save()
    assert desk.asked() == (ALL[1:], [])


def test_what_was_learnt_and_never_asked_for_is_not_remembered(desk):
    passed = desk.passed()
    passed.learn(desk.claims()[0].basis)
    passed.save()
    assert desk.asked() == (ALL, [])


def test_a_claim_that_is_gone_is_forgotten(desk):
    desk.asked()
    desk.asked(claims=desk.claims()[:1])
    assert len(desk.row()[1]) == 16
    assert desk.asked() == (ALL[1:], [])


@pytest.mark.parametrize("words", ["DELETE FROM made", "UPDATE made SET data = substr(data, 2)"])
def test_where_the_cache_has_lost_what_passed_all_are_checked(desk, words):
    desk.asked()
    desk.store._connection.execute(words)
    assert desk.asked() == (ALL, [])


def test_nothing_is_written_where_nothing_is_new(desk, monkeypatch):
    desk.asked()
    monkeypatch.setattr(desk.store, "put", None)
    assert desk.asked(claims=desk.claims()) == ([], [])


def test_what_is_remembered_is_in_an_order_that_no_run_decides():
    desk = Desk(ROOT / "states-site")
    checked, _ = desk.asked()
    data = desk.row()[1]
    parts = [data[at : at + 16] for at in range(0, len(data), 16)]
    assert (len(parts), parts) == (len(checked), sorted(parts))


def test_claims_that_are_not_kept_are_checked_each_time(desk):
    claims = load(Folder(desk.root)).site.claims
    assert desk.asked(claims=claims) == (ALL, [])
    assert desk.asked(claims=claims) == (ALL, [])
    assert desk.row() is None


def test_a_check_is_given_the_whole_claim(desk):
    kinds = []
    passed = desk.passed()
    assert [*passed.ask(desk.claims(), lambda claim: kinds.append(type(claim).__name__) or ())]
    assert kinds == ["Claim", "Claim"]


@pytest.mark.skipif(not workers.can_fork(), reason="no fork")
def test_many_are_checked_by_workers_and_remembered_alike(desk, monkeypatch):
    desk.bodies = Bodies(Store(desk.root))
    desk.wrong.add("bridge-closed")
    claims, begun = desk.claims(), []
    desk.store.save()

    def noting(tasks, work, jobs, begin):
        begun.append(jobs)
        assert begin == desk.bodies.fresh
        return workers.shared(tasks, work, jobs, begin)

    monkeypatch.setattr(passed_module, "shared", noting)
    for least in (3, 2):
        monkeypatch.setattr(passed_module, "SHARED", least)
        desk.store.drop("made", ["passed:rules"])
        assert desk.asked(claims=claims, jobs=2)[1] == ["bridge-closed"]
    assert begun == [1, 2]
    assert desk.asked(claims=claims) == (["bridge-closed"], ["bridge-closed"])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

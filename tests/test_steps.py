"""Steps that a long work tells: each thing once, in order, with how many are taken care of."""

from __future__ import annotations

from pincite.steps import counted


def test_each_step_tells_what_is_done_before_the_next_begins_and_at_the_end_all():
    told: list[object] = []

    def step(*what: object) -> None:
        told.append(what)

    for one in counted("cards read", ["a", "b"], step):
        told += [one]
    assert told == [("cards read", 0, 2), "a", ("cards read", 1, 2), "b", ("cards read", 2, 2)]


def test_where_nobody_listens_the_things_are_given_as_they_are():
    things = ("a", "b")
    assert counted("cards read", things, None) is things

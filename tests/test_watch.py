"""What a page asks of a site is noted by key, also where the answer was worked out for another page."""

from __future__ import annotations

from types import SimpleNamespace

from pincite.facts.watch import Lists, Table, Watch, apart, seen


def _noted(watch, ask):
    with watch.watching() as keys:
        ask()
    return keys


def test_a_look_up_notes_what_it_is_asked_and_all_where_it_is_gone_through():
    watch = Watch()
    table = Table("actor", {"a": 1, "b": 2}, watch)
    assert _noted(watch, lambda: table["a"]) == {"actor:a"}
    assert _noted(watch, lambda: "x" in table) == {"actor:x"}
    assert _noted(watch, lambda: table.get("x")) == {"actor:x"}
    assert _noted(watch, lambda: len(table)) == {"actors"}
    assert "actors" in _noted(watch, lambda: list(table.values()))


def test_a_look_up_of_lists_notes_what_an_answer_brings_and_an_empty_one_too():
    watch = Watch()
    lists = Lists("by-actor", {"a": [1, 2]}, watch, lambda found: (f"claim:{one}" for one in found))
    assert _noted(watch, lambda: lists["a"]) == {"by-actor:a", "claim:1", "claim:2"}
    assert _noted(watch, lambda: lists["x"]) == {"by-actor:x"}
    assert lists["x"] == []
    assert _noted(watch, lambda: list(lists)) == {"by-actor:*", "claim:1", "claim:2"}


def test_who_watches_around_is_not_told_and_nobody_is_where_nobody_watches():
    watch = Watch()
    watch.note("before")
    with watch.watching() as outer:
        watch.note("a")
        with watch.watching() as inner:
            watch.notes(["b", "c"])
    assert (outer, inner) == ({"a"}, {"b", "c"})


def test_what_is_remembered_is_made_once_and_noted_for_everyone_who_gets_it():
    watch, held, made = Watch(), {}, []

    def inner():
        watch.note("deep")
        return "inner"

    def make():
        made.append(1)
        watch.note("a")
        return watch.remember(held, "inner", inner)

    for _ in range(2):
        with watch.watching() as keys:
            assert watch.remember(held, "name", make) == "inner"
        assert keys == {"a", "deep"}
    assert made == [1]


def test_what_is_worked_out_apart_is_noted_for_nobody():
    class Holder:
        def __init__(self):
            self.watch = Watch()

        @apart
        def part(self):
            self.watch.note("a")
            return 1

    holder = Holder()
    assert _noted(holder.watch, lambda: holder.part) == set()
    assert holder.part == 1


def test_the_parts_of_a_site_are_noted_and_its_settings_are_not():
    watch = Watch()
    site = SimpleNamespace(config=1, language=2, claims=(), chain=(), other=3)
    site.published = site
    one = seen(site, watch)
    assert _noted(watch, lambda: (one.config, one.language, one.other)) == set()
    assert _noted(watch, lambda: (one.claims, one.chain)) == {"claims", "chain"}
    assert _noted(watch, lambda: one.published.claims) == {"claims"}

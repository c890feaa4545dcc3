"""What was worked out is used while every key that was asked has the answer that it had, and no longer."""

from __future__ import annotations

import os
import zlib
from dataclasses import replace

import pytest
from records import actor, article, claim, event, evidence, index, place, quote, reference, topic

from pincite.facts.card import FEW
from pincite.facts.derived import Derived
from pincite.facts.moved import State
from pincite.kept import store as store_module
from pincite.kept.store import KeptError, Store
from pincite.model import Prose

FIRST = article("first")
STORM = claim("storm", quote(FIRST, "Nobody was hurt"), evidence=(evidence("log"),), places=("orrin",))
FLOOD = claim("flood", rating="poor")
SITE = {
    "claims": (FLOOD, STORM),
    "articles": (FIRST,),
    "actors": (actor("ada"), actor("ben")),
    "references": (reference("log"), reference("wire", origin="log")),
    "places": (place("coast"), place("orrin", within="coast")),
    "topics": (topic("damage"),),
    "events": (event("t01", claims=("storm",), places=("orrin",)),),
    "prose": (Prose(id="about", title="About", short="About", body="Words."),),
}


class Desk:
    """Builds with one cache. Each works out the same two parts, for which it asks what `ask` asks of the index."""

    def __init__(self):
        self.store, self.made = Store(None), []

    def begin(self, resting_on="frame", **changed):
        """Begin a build of the site with what is changed."""
        given = SITE | changed
        self.on = index(*given["claims"], **{name: one for name, one in given.items() if name != "claims"})
        digests = {one.id: repr(one) for one in given["articles"]}
        self.state = State(self.on._site, digests)
        self.derived = Derived(self.store, self.state, resting_on, self.on.watch)
        self.made.clear()
        return self

    def part(self, name="thing", part="a", ask=lambda on: on.claims["storm"]):
        def make():
            self.made.append(name)
            ask(self.on)
            return {"a": b"A of " + name.encode(), "b": b"B of " + name.encode()}

        return self.derived.part(name, part, make)

    def noted(self, **more):
        """Give what is noted for who asks for a part."""
        with self.on.watch.watching() as seen:
            self.part(**more)
        return seen

    def change(self, words, *values):
        self.store._connection.execute(words, values)

    @property
    def names(self):
        return sorted(name for name, _, _ in self.store.all("derived"))


@pytest.fixture(name="desk")
def fixture_desk():
    return Desk()


# What holds ----------------------------------------------------------------------------------------------------------


def test_all_parts_are_worked_out_at_once_and_are_there_for_this_build_and_later_ones(desk):
    desk.begin()
    assert [desk.part(part=part) for part in ("a", "b", "a")] == [b"A of thing", b"B of thing", b"A of thing"]
    assert desk.made == ["thing"]
    desk.begin()
    assert [desk.part(part=part) for part in ("b", "a")] == [b"B of thing", b"A of thing"]
    assert desk.made == []


def test_two_names_are_kept_apart(desk):
    desk.begin()
    assert [desk.part("one"), desk.part("other"), desk.part("one")] == [b"A of one", b"A of other", b"A of one"]
    assert desk.begin().part("other") == b"A of other"
    assert desk.made == []


def _but(record, records, **more):
    """Give records with one of them changed."""
    return tuple(replace(one, **more) if one is record else one for one in records)


OTHER_STORM = {"claims": (FLOOD, replace(STORM, title="Another title"))}
# What is asked, and what makes its answer another.
ASKED = {
    "a claim": (lambda on: on.claims["storm"], OTHER_STORM),
    "its card": (lambda on: on.watch.note("card:storm"), OTHER_STORM),
    "its quotes": (lambda on: on.watch.note("quotes:storm"), {"claims": (FLOOD, replace(STORM, quotes=()))}),
    "a claim that becomes a draft": (lambda on: on.claims["storm"], {"claims": (FLOOD, replace(STORM, draft=True))}),
    "a claim that goes": (lambda on: "storm" in on.claims, {"claims": (FLOOD,)}),
    "a claim that comes": (lambda on: "new" in on.claims, {"claims": (FLOOD, claim("new"), STORM)}),
    "all claims, one comes": (lambda on: on.site.claims, {"claims": (FLOOD, claim("new"), STORM)}),
    "all claims, one goes": (lambda on: on.standing, {"claims": (STORM,)}),
    "all claims, one changes": (lambda on: len(on.claims), OTHER_STORM),
    "all cards": (lambda on: on.watch.note("cards"), OTHER_STORM),
    "all quotes": (lambda on: on.watch.note("quotes"), {"claims": (FLOOD, replace(STORM, quotes=()))}),
    "an article": (lambda on: on.articles["first"], {"articles": (replace(FIRST, headline="X"),)}),
    "all articles": (lambda on: on.site.articles, {"articles": (FIRST, article("second"))}),
    "how many articles": (lambda on: on.few_articles(1), {"articles": (FIRST, article("second"))}),
    "an actor": (lambda on: on.actors["ada"], {"actors": (actor("ada", name="X"), actor("ben"))}),
    "an actor that goes": (lambda on: "ben" in on.actors, {"actors": (actor("ada"),)}),
    "a reference": (lambda on: on.references["log"], {"references": (reference("log", title="X"), reference("wire"))}),
    "a reference that comes": (
        lambda on: "more" in on.references,
        {"references": (*SITE["references"], reference("more"))},
    ),
    "copies of a reference": (lambda on: on.copies_of["log"], {"references": (reference("log"), reference("wire"))}),
    "places in a place": (lambda on: on.places_in["coast"], {"places": (place("coast"), place("orrin"))}),
    "an event": (lambda on: on.events_of["storm"], {"events": (event("t01", claims=("storm",), places=("coast",)),)}),
    "events of a claim": (lambda on: on.events_of["flood"], {"events": (event("t01", claims=("storm", "flood")),)}),
    "claims of a rating": (lambda on: on.by_rating["good"], {"claims": (replace(FLOOD, rating="good"), STORM)}),
    "claims of a rating, one is withdrawn": (
        lambda on: on.watch.note("by-rating:good"),
        {"claims": (FLOOD, replace(STORM, withdrawn=True))},
    ),
    "a claim in a list": (lambda on: on.by_rating["good"], OTHER_STORM),
    "claims of a place": (lambda on: on.watch.note("by-place:orrin"), {"claims": (FLOOD, replace(STORM, places=()))}),
    "claims of a reference": (
        lambda on: on.watch.note("by-reference:log"),
        {"claims": (FLOOD, replace(STORM, evidence=()))},
    ),
    "quotes of an article": (lambda on: on.citations["first"], {"claims": (FLOOD, replace(STORM, quotes=()))}),
    "a quote of an article": (
        lambda on: on.citations["first"],
        {"claims": (FLOOD, replace(STORM, quotes=(quote(FIRST, "The water fell"),)))},
    ),
    "prose": (lambda on: on.site.prose, {"prose": ()}),
}


@pytest.mark.parametrize("what", ASKED)
def test_it_is_worked_out_anew_where_what_was_asked_has_another_answer(desk, what):
    ask, changed = ASKED[what]
    desk.begin().part(ask=ask)
    desk.begin(**changed).part(ask=ask)
    assert desk.made == ["thing"]
    desk.begin(**changed).part(ask=ask)
    assert desk.made == []


@pytest.mark.parametrize("what", ASKED)
def test_it_holds_where_all_is_as_it_was(desk, what):
    ask, _ = ASKED[what]
    desk.begin().part(ask=ask)
    desk.begin().part(ask=ask)
    assert desk.made == []


@pytest.mark.parametrize(
    ("ask", "changed"),
    [
        (lambda on: on.claims["storm"], {"claims": (replace(FLOOD, title="X"), claim("new"), STORM)}),
        (lambda on: on.claims["storm"], {"references": (), "events": (), "prose": ()}),
        (lambda on: on.actors["ada"], {"actors": (actor("ada"), actor("ben", name="X"), actor("cyd"))}),
        (lambda on: on.articles["first"], {"articles": (FIRST, article("second"))}),
        (lambda on: on.by_rating["poor"], {"claims": (FLOOD, replace(STORM, rating="fair"))}),
        (lambda on: on.few_articles(FEW), {"articles": (FIRST, article("second"))}),
        (lambda on: on.events_of["flood"], {"events": (event("t01", claims=("storm",), date="2021-03-04"),)}),
    ],
)
def test_what_was_not_asked_changes_nothing(desk, ask, changed):
    desk.begin().part(ask=ask)
    desk.begin(**changed).part(ask=ask)
    assert desk.made == []


def test_in_another_frame_it_does_not_hold(desk):
    desk.begin("frame").part()
    desk.begin("other").part()
    assert desk.made == ["thing"]


def test_one_who_comes_back_to_what_was_before_finds_what_was_left_under_another_name(desk):
    """As a batch of claims is named by its claims: that of another branch has another name."""
    desk.begin().part("two")
    desk.begin(claims=(STORM,)).part("one")
    desk.begin().part("two")
    assert desk.made == []


def test_what_rests_on_very_much_is_worked_out_and_never_kept(desk):
    def ask(on):
        return list(on.by_place)

    assert desk.begin().part(ask=ask) == b"A of thing"
    assert desk.names == []
    assert desk.begin().part(ask=ask) == b"A of thing"
    assert desk.made == ["thing"]


# What is noted -------------------------------------------------------------------------------------------------------


def _ask_more(on):
    return on.claims["storm"], on.citations["first"], on.actors["ada"]


def test_who_asks_is_noted_for_the_same_whether_it_is_worked_out_or_was_kept(desk):
    keys = {"claim:storm", "quotes:storm", "citing:first", "actor:ada"}
    assert desk.begin().noted(ask=_ask_more) == keys
    assert desk.noted(part="b", ask=_ask_more) == keys
    assert desk.begin().noted(ask=_ask_more) == keys
    assert desk.made == []


def test_what_one_asked_besides_is_not_among_what_is_kept(desk):
    desk.begin()
    with desk.on.watch.watching():
        _ = desk.on.actors["ben"]
        desk.part()
    assert desk.begin().noted() == {"claim:storm"}


def test_where_it_no_longer_holds_nobody_is_noted_for_what_it_rested_on(desk):
    desk.begin().part(ask=lambda on: on.claims["storm"])
    assert desk.begin(**OTHER_STORM).noted(ask=lambda on: on.actors["ada"]) == {"actor:ada"}


# What is spoilt ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["thing", "thing#a", "thing#b"])
@pytest.mark.parametrize(
    "words",
    [
        "DELETE FROM derived WHERE name = ?",
        "UPDATE derived SET data = substr(data, 2) WHERE name = ?",
        "UPDATE derived SET basis = x'00' WHERE name = ?",
        "UPDATE derived SET data = (SELECT data FROM derived WHERE name = 'other#a') WHERE name = ?",
        "UPDATE derived SET (basis, data) = (SELECT basis, data FROM derived WHERE name = 'other#a') WHERE name = ?",
    ],
)
def test_a_row_that_is_spoilt_or_lost_is_not_believed_and_is_made_again(desk, name, words):
    desk.begin().part("other")
    desk.part()
    desk.change(words, name)
    desk.begin()
    assert [desk.part(part="a"), desk.part(part="b")] == [b"A of thing", b"B of thing"]
    assert desk.made == ["thing"]
    desk.begin()
    assert [desk.part(part="a"), desk.part(part="b")] == [b"A of thing", b"B of thing"]
    assert desk.made == []


def test_a_part_that_was_made_of_another_site_is_not_believed_beside_what_holds(desk):
    desk.begin().part()
    old = desk.store.get("derived", "thing#a")
    desk.begin(**OTHER_STORM).part()
    desk.store.put("derived", [("thing#a", old[0], zlib.compress(b"old"))])
    assert desk.begin(**OTHER_STORM).part() == b"A of thing"
    assert desk.made == ["thing"]


def test_what_was_made_under_another_name_is_not_believed(desk):
    desk.begin().part("other")
    desk.part()
    desk.store.put("derived", [("thing#a", *desk.store.get("derived", "other#a"))])
    assert desk.begin().part() == b"A of thing"


def test_a_part_that_is_whole_and_no_packed_bytes_is_an_error_of_the_cache(desk):
    desk.begin().part()
    basis, data = desk.store.get("derived", "thing#a")
    desk.store.put("derived", [("thing#a", basis, data[:-9])])
    with pytest.raises(KeptError, match="thing#a"):
        desk.begin().part()


# Who keeps -----------------------------------------------------------------------------------------------------------


def test_a_process_that_was_forked_works_out_what_it_needs_and_leaves_the_cache_alone(desk, monkeypatch):
    desk.begin().part()
    desk.begin()
    process = os.getpid()
    monkeypatch.setattr(os, "getpid", lambda: process + 1)
    with monkeypatch.context() as without:
        without.setattr(desk.store, "get", None)
        without.setattr(desk.store, "put", None)
        assert desk.noted() == {"claim:storm"}
        assert desk.part("more") == b"A of more"
    assert desk.made == ["thing", "more"]
    assert desk.names == ["thing", "thing#a", "thing#b"]


@pytest.fixture(name="none_spared")
def fixture_none_spared(monkeypatch):
    monkeypatch.setattr(store_module, "_SPARED", 0)


def test_what_there_is_no_more_is_forgotten_once_it_outnumbers_what_there_is(desk, none_spared):
    desk.begin()
    for name in ("x:one", "x:two", "x:three"):
        desk.part(name)
    desk.derived.whole(["x:one", "x:two"])
    desk.derived.sweep()
    assert len(desk.names) == 9  # three of nine rows are too few
    desk.begin().derived.whole(["x:one"])
    desk.derived.sweep()
    assert desk.names == ["x:one", "x:one#a", "x:one#b"]


def test_what_a_build_did_not_ask_for_stays_while_it_is_there(desk, none_spared):
    desk.begin()
    for name in ("x:one", "x:two", "x:three"):
        desk.part(name)
    desk.begin().part("x:one")
    desk.derived.whole(["x:one", "x:two", "x:three"])
    desk.derived.sweep()
    assert len(desk.names) == 9


def test_of_what_nobody_told_all_names_nothing_is_forgotten(desk, none_spared):
    desk.begin()
    for name in ("y:one", "y:two", "z"):
        desk.part(name)
    desk.begin().derived.sweep()
    desk.part("x:one")
    desk.derived.whole(["x:one"])
    desk.derived.sweep()
    assert desk.begin().part("z") == b"A of z"
    assert desk.made == []
    assert len(desk.names) == 12

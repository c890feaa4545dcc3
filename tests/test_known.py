"""What is known of files is used where it holds; what the cache has lost is missed, and links to what is gone told."""

from __future__ import annotations

import pytest

from pincite.finished import Around, Finished
from pincite.kept.claims import Bodies
from pincite.kept.store import KeptError, Store
from pincite.known import Known, Row, before
from pincite.output.inspect import Looked
from pincite.output.links import Place
from pincite.output.manifest import listed_as

AROUND = Around("frame", {"page.html": "1", "feed.html": "1"})
PROGRAM = b"program"


class _State:
    """A state of the site of which is known what has moved."""

    def __init__(self, *moved, fresh=False):
        self.moved, self.fresh = frozenset(moved), fresh

    def written(self):
        return b"state"


class _Swept:
    """What is kept besides; it counts how often it was swept."""

    def __init__(self):
        self.times = 0

    def sweep(self):
        self.times += 1


class _Output(dict):
    """A sink that has files."""

    def has(self, path, listed):
        return self.get(path) == listed


class Desk:
    """One build after the other, with the same cache and output. `pages` is what a build makes of each path."""

    def __init__(self):
        self.store, self.output = Store(None), _Output()

    def known(self, *moved, drafts=False, fresh=False):
        return Known(Bodies(self.store), _State(*moved, fresh=fresh), PROGRAM, _Swept(), drafts=drafts)

    def made(self, known, *pages, around=AROUND):
        for one in pages:
            known.add(one, around)
            self.output[one.path] = one.listed

    def first(self, *pages, drafts=False):
        """Build a site for the first time."""
        known = self.known(drafts=drafts, fresh=True)
        assert known.standing([one.path for one in pages], AROUND, self.output) == {}
        self.made(known, *pages)
        known.save()

    def standing(self, *moved, paths=("a.html", "b.html"), around=AROUND, drafts=False):
        return sorted(self.known(*moved, drafts=drafts).standing(paths, around, self.output))

    def change(self, words, *values):
        self.store._connection.execute(words, values)


@pytest.fixture(name="desk")
def fixture_desk():
    return Desk()


def page(path, *asked, ids=(), leads=(), data=b"x", template="page.html"):
    """Make a page that was made: what it asked for, the ids in it, where it leads."""
    places = tuple(Place(*lead.split("#")) for lead in leads)
    return Finished(path, listed_as(data), asked, Looked(path, ids=frozenset(ids), leads=places), (), template)


def file(path, *asked, template=""):
    """Make a file that is no page."""
    return Finished(path, listed_as(b"x"), asked, None, (), template)


A, B = page("a.html", "claim:a"), page("b.html", "claim:ab", "actors")


# What stands ---------------------------------------------------------------------------------------------------------


def test_files_stand_where_nothing_that_they_rest_on_is_another(desk):
    desk.first(A, B)
    assert desk.known("claim:c").standing(["a.html", "b.html"], AROUND, desk.output) == {
        "a.html": A.listed,
        "b.html": B.listed,
    }


@pytest.mark.parametrize("more", [(), [f"claim:x{at}" for at in range(60)]], ids=["few", "many"])
@pytest.mark.parametrize(
    ("moved", "left"),
    [("claim:a", ["b.html"]), ("claim:ab", ["a.html"]), ("actors", ["a.html"]), ("claim:b", ["a.html", "b.html"])],
)
def test_a_file_is_made_again_where_a_key_that_it_asked_for_has_moved_and_no_other_like_it(desk, moved, left, more):
    desk.first(A, B)
    assert desk.standing(moved, *more) == left


def test_a_file_that_asked_for_nothing_stands_whatever_moves(desk):
    desk.first(page("a.html"), B)
    assert desk.standing("claim:a", "claim:ab") == ["a.html"]


@pytest.mark.parametrize(
    ("around", "left"),
    [
        (Around("other", AROUND.templates), []),
        (Around("frame", {"page.html": "2", "feed.html": "1"}), ["robots.txt"]),
        (Around("frame", {"page.html": "1", "feed.html": "2"}), ["a.html", "robots.txt"]),
    ],
)
def test_a_file_is_made_again_with_other_settings_or_where_its_template_is_another(desk, around, left):
    desk.first(A, file("feed.xml", template="*"), file("robots.txt"))
    assert desk.standing(paths=("a.html", "feed.xml", "robots.txt"), around=around) == left


def test_a_file_that_the_output_has_no_more_or_otherwise_is_made_again(desk):
    desk.first(A, B)
    desk.output["a.html"] = listed_as(b"spoilt")
    assert desk.standing() == ["b.html"]
    del desk.output["b.html"]
    assert desk.standing() == []


def test_where_it_is_not_known_how_the_site_was_before_nothing_stands(desk):
    desk.first(A, B)
    assert desk.known(fresh=True).standing(["a.html", "b.html"], AROUND, desk.output) == {}


def test_a_file_that_was_made_again_is_known_as_it_is_now(desk):
    desk.first(A, B)
    known = desk.known("claim:a")
    known.standing(["a.html", "b.html"], AROUND, desk.output)
    desk.made(known, page("a.html", "actor:ada", data=b"new"))
    known.save()
    assert desk.standing("claim:a") == ["a.html", "b.html"]
    assert desk.standing("actor:ada") == ["b.html"]
    assert known.row("a.html") == Row(AROUND.basis("page.html"), listed_as(b"new"), "page.html", ["actor:ada"])


def test_of_a_file_is_told_what_it_rested_on_and_of_none_nothing(desk):
    desk.first(A, page("b.html"))
    assert desk.known().row("a.html") == Row(AROUND.basis("page.html"), A.listed, "page.html", ["claim:a"])
    assert desk.known().row("b.html").asked == []
    assert desk.known().row("c.html") is None


def test_a_build_that_fails_leaves_what_the_last_one_left(desk):
    desk.first(A, B)
    known = desk.known("claim:a")
    known.standing(["a.html"], AROUND, desk.output)
    known.add(page("a.html", data=b"new"), AROUND)
    known.leading_astray(["a.html"])  # by now some of it is in the cache, and not saved
    desk.store.undo()
    assert desk.standing() == ["a.html", "b.html"]


def test_very_many_files_are_all_known_and_each_is_written_once(desk, monkeypatch):
    pages, written, put = [page(f"{at}.html", f"claim:{at}", ids=[str(at)]) for at in range(1201)], [], desk.store.put

    def noting(table, rows):
        written.extend((table, row[0]) for row in rows)
        put(table, [*rows])

    monkeypatch.setattr(desk.store, "put", noting)
    desk.first(*pages)
    assert len(written) == len(set(written))
    paths = [one.path for one in pages]
    assert len(desk.standing("claim:7", paths=paths)) == 1200
    known = desk.known()
    assert all(known.ids(path) == {path.removesuffix(".html")} for path in paths)


# What is lost --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "DELETE FROM page WHERE name = 'a.html'",
        "UPDATE page SET data = substr(data, 2) WHERE name = 'a.html'",
        "DELETE FROM made WHERE name = 'rows'",
    ],
)
def test_a_file_that_the_cache_has_lost_is_missed(desk, words):
    desk.first(A, B)
    desk.change(words)
    with pytest.raises(KeptError, match="has lost pages"):
        desk.standing()


@pytest.mark.parametrize("drafts", [True, False])
def test_a_file_that_is_gone_from_the_site_is_not_missed_and_is_forgotten(desk, drafts):
    desk.first(A, B, drafts=drafts)
    known = desk.known(drafts=drafts)
    assert [*known.standing(["a.html"], AROUND, desk.output)] == ["a.html"]
    known.save()
    assert known.row("b.html") is None
    assert desk.standing(paths=["a.html"], drafts=drafts) == ["a.html"]
    assert [len([*desk.store.all(table)]) for table in ("page", "look")] == [1, 1]


def test_what_was_seen_in_a_page_is_missed_where_the_cache_has_lost_it(desk):
    desk.first(page("a.html", ids=["x"]), page("b.html"), page("c.html"))
    desk.change("DELETE FROM look WHERE name = 'a.html'")
    known = desk.known()
    known.standing(["a.html", "b.html"], AROUND, desk.output)
    with pytest.raises(KeptError, match="lost what was seen in pages"):
        known.leading_astray(["a.html", "b.html"])
    with pytest.raises(KeptError, match=r"lost what was seen in a\.html"):
        known.ids("a.html")


def test_what_was_seen_before_in_a_page_that_is_made_again_is_missed_too(desk):
    """Nobody could tell which of its ids are gone."""
    desk.first(A, B)
    desk.change("DELETE FROM look WHERE name = 'a.html'")
    known = desk.known("claim:a")
    known.standing(["a.html", "b.html"], AROUND, desk.output)
    with pytest.raises(KeptError, match=r"lost what was seen in a\.html"):
        known.add(A, AROUND)


def test_what_was_just_seen_in_a_new_page_is_missed_as_well(desk):
    desk.first(A)
    known = desk.known()
    known.standing(["a.html", "new.html"], AROUND, desk.output)
    known.add(page("new.html", ids=["x"]), AROUND)
    known.ids("a.html")  # so that all is written
    desk.change("DELETE FROM look WHERE name = 'new.html'")
    with pytest.raises(KeptError, match=r"lost what was seen in new\.html"):
        known.ids("new.html")


def test_nothing_is_seen_in_files_that_are_no_pages_and_nothing_missed(desk):
    desk.first(file("feed.xml", template="*"), file("robots.txt"), B)
    known = desk.known()
    assert known.standing(["feed.xml", "robots.txt"], AROUND, desk.output).keys() == {"feed.xml", "robots.txt"}
    assert known.leading_astray(["feed.xml", "robots.txt"]) == []
    assert known.ids("feed.xml") is None


# Where links lead ----------------------------------------------------------------------------------------------------


def _astray(desk, *made, moved=(), paths):
    """Build again with what is made anew, and name the pages that lead to what is gone."""
    known = desk.known(*moved)
    known.standing(paths, AROUND, desk.output)
    desk.made(known, *made)
    return known.leading_astray(paths)


def test_pages_that_lead_to_a_page_that_is_gone_are_named(desk):
    leading = page("a.html", leads=["c.html"]), page("b.html", leads=["c.html#x", "d.html"])
    desk.first(*leading, page("c.html"), page("d.html", leads=["cc.html"]), page("cc.html"))
    assert _astray(desk, paths=["a.html", "b.html", "d.html", "cc.html"]) == ["a.html", "b.html"]


def test_a_page_that_is_gone_itself_is_not_named(desk):
    desk.first(page("a.html", leads=["c.html"]), page("b.html"), page("c.html"))
    assert _astray(desk, paths=["b.html"]) == []


def test_pages_that_lead_to_an_id_that_is_gone_are_named_and_no_others(desk):
    desk.first(
        page("a.html", "claim:a", ids=["x", "xy"]),
        page("b.html", leads=["a.html#x"]),
        page("c.html", leads=["a.html#xy", "a.html"]),
        page("d.html", leads=["aa.html#x"]),
        page("aa.html", ids=["x"]),
    )
    paths = ["a.html", "b.html", "c.html", "d.html", "aa.html"]
    assert _astray(desk, page("a.html", "claim:a", ids=["xy"]), moved=["claim:a"], paths=paths) == ["b.html"]


def test_ids_that_come_lead_nobody_astray(desk):
    desk.first(page("a.html", "claim:a", ids=["x"]), page("b.html", leads=["a.html#x", "a.html#y"]))
    made = page("a.html", "claim:a", ids=["x", "y"])
    assert _astray(desk, made, moved=["claim:a"], paths=["a.html", "b.html"]) == []


@pytest.mark.parametrize("ident", ["маяк", 'a"b', "a\\b", "é"])
def test_ids_in_any_letters_are_found_again(desk, ident):
    desk.first(page("a.html", "claim:a", ids=[ident]), page("b.html", leads=[f"a.html#{ident}"]))
    assert desk.known().ids("a.html") == {ident}
    made = page("a.html", "claim:a")
    assert _astray(desk, made, moved=["claim:a"], paths=["a.html", "b.html"]) == ["b.html"]


def test_where_a_page_that_was_made_leads_now_counts_and_not_where_it_led(desk):
    desk.first(page("a.html", "claim:a", leads=["c.html"]), page("b.html", "claim:b"), page("c.html"))
    made = page("a.html", "claim:a", leads=["b.html"]), page("b.html", "claim:b", leads=["c.html"])
    assert _astray(desk, *made, moved=["claim:a", "claim:b"], paths=["a.html", "b.html"]) == ["b.html"]


def test_the_ids_of_a_page_are_those_of_when_it_was_made_last(desk):
    desk.first(page("a.html", "claim:a", ids=["x"]), page("b.html", ids=["y"]))
    known = desk.known("claim:a")
    known.standing(["a.html", "b.html"], AROUND, desk.output)
    desk.made(known, page("a.html", ids=["z"]))
    assert [known.ids(path) for path in ("a.html", "b.html", "c.html")] == [{"z"}, {"y"}, None]


# Drafts, and other programs ------------------------------------------------------------------------------------------


def test_builds_with_drafts_and_without_are_kept_apart(desk):
    desk.first(page("a.html", ids=["with"]), page("b.html"), drafts=True)
    assert before(Bodies(desk.store), PROGRAM, drafts=False) == b""
    assert desk.known().row("a.html") is None
    desk.first(page("a.html", ids=["without"], data=b"y"))
    assert [desk.known(drafts=drafts).ids("a.html") for drafts in (True, False)] == [{"with"}, {"without"}]
    desk.output["a.html"] = listed_as(b"x")
    assert desk.standing(drafts=True) == ["a.html", "b.html"]
    assert desk.standing(paths=["a.html"]) == []


def test_a_page_that_is_gone_from_the_one_is_not_gone_from_the_other(desk):
    for drafts in (True, False):
        desk.first(page("a.html", leads=["b.html"]), B, drafts=drafts)
    known = desk.known(drafts=False)
    known.standing(["a.html"], AROUND, desk.output)
    assert known.leading_astray(["a.html"]) == ["a.html"]
    known.save()
    assert desk.standing(drafts=True) == ["a.html", "b.html"]
    assert desk.known(drafts=True).leading_astray(["a.html", "b.html"]) == []


@pytest.mark.parametrize("drafts", [True, False])
def test_what_another_program_wrote_is_not_the_state_before(desk, drafts):
    desk.first(A, drafts=drafts)
    assert before(Bodies(desk.store), PROGRAM, drafts=drafts) == b"state"
    assert before(Bodies(desk.store), b"another", drafts=drafts) == b""
    assert before(Bodies(Store(None)), PROGRAM, drafts=drafts) == b""


def test_texts_that_were_converted_for_a_page_are_kept_with_it(desk):
    one = Finished("a.html", listed_as(b"x"), texts=(("text", b"basis", b"data"),))
    desk.first(one)
    assert desk.store.get("text", "text") == (b"basis", b"data")


def test_what_is_kept_besides_is_swept_when_all_is_written(desk):
    derived = _Swept()
    known = Known(Bodies(desk.store), _State(fresh=True), PROGRAM, derived, drafts=False)
    known.standing([], AROUND, desk.output)
    assert derived.times == 0
    known.save()
    assert derived.times == 1

"""What the preview answers, and which version of it a browser has."""

from __future__ import annotations

import hashlib

from previewing import FakeState

from pincite.preview.addresses import Elsewhere, Refused
from pincite.preview.live import Update
from pincite.preview.shown import Shown, answer, styles_differ
from pincite.problems import Problem, Span

WRONG = (Problem("broken", "it is broken", Span("a.yaml", 1, 1)),)


def named(stem: str, data: bytes, suffix: str = ".css") -> str:
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def state(text="front", style=b"a{}", script=b"1", problems=(), **more):
    css, js = named("style", style), named("find", script, ".js")
    head = f'<link href="{css}"><script src="{js}"></script>'
    files = {"index.html": f"{head}{text}".encode(), "404.html": b"lost", css: style, js: script, **more}
    return FakeState(files, names={"assets/style.css": css, "assets/find.js": js}, problems=problems)


def shown(*given, **more):
    return Shown().followed_by(Update(state(*given, **more), (), {}))


BROKEN = Update(None, WRONG, {})
FIRST = shown()


def version(of, path="/"):
    return answer(of, path).version


def test_the_same_bytes_have_the_same_version():
    assert version(shown()) == version(FIRST)


def test_a_changed_page_has_another_version_and_the_others_keep_theirs():
    other = shown("other", **{"b.html": b"same"})
    first = shown(**{"b.html": b"same"})
    assert [version(other) == version(first), version(other, "/b.html") == version(first, "/b.html")] == [False, True]


def test_a_page_that_comes_or_goes_changes_the_version_of_its_address():
    assert version(shown(**{"new.html": b"new"}), "/new.html") != version(FIRST, "/new.html")


def test_a_changed_stylesheet_alone_is_swapped_though_its_name_changes_pages():
    after = shown(style=b"b{}")
    assert [version(after) == version(FIRST), styles_differ(FIRST, after)] == [True, True]


def test_a_changed_script_is_another_version():
    after = shown(script=b"2")
    assert [version(after) == version(FIRST), styles_differ(FIRST, after)] == [False, False]


def test_a_failure_keeps_the_last_good_pages_and_shows_why():
    failed = FIRST.followed_by(BROKEN)
    found = answer(failed, "/")
    assert [found.status, b"front" in found.data, "it is broken" in found.alert, failed.behind] == [
        200,
        True,
        True,
        True,
    ]


def test_the_same_failure_twice_is_the_same_version():
    failed = FIRST.followed_by(BROKEN)
    assert version(failed) == version(failed.followed_by(BROKEN)) != version(FIRST)


def test_when_mended_the_alert_goes_and_the_version_is_the_old_one():
    mended = FIRST.followed_by(BROKEN).followed_by(Update(state(), (), {}))
    assert [mended.alert, mended.behind, version(mended)] == ["", False, version(FIRST)]


def test_before_the_first_good_state_every_address_shows_the_problems():
    found = answer(Shown().followed_by(BROKEN), "/claims/a.html")
    assert [found.status, "it is broken" in found.alert, b"no site to show" in found.data] == [503, True, True]


def test_a_page_that_cannot_be_made_shows_the_problems_in_its_place():
    found = answer(shown(problems=WRONG, **{"bad.html": b""}), "/bad.html")
    assert [found.status, "it is broken" in found.alert] == [503, True]


def test_what_the_inspection_found_is_shown_with_the_rest():
    found = FIRST.followed_by(Update(state(), WRONG, {})).inspected((Problem("broken-link", "b", Span("b")),))
    assert [problem.code for problem in found.everything] == ["broken", "broken-link"]


def test_addresses_are_found_sent_on_and_refused_as_they_will_be_online():
    first = shown(**{"claims/index.html": b"list"})
    assert [answer(first, path) for path in ("/claims", "/a%00")] == [Elsewhere("/claims/"), Refused(400)]
    assert [answer(first, "/gone").status, answer(first, "/gone").data] == [404, b"lost"]
    assert answer(first, "/assets/style.00000000.css").data == b"a{}"


def test_what_is_no_page_has_no_version_and_no_alert():
    found = answer(FIRST.followed_by(BROKEN), f"/{named('style', b'a{}')}")
    assert [found.version, found.alert] == ["", ""]

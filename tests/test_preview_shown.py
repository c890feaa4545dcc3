"""What a build changes for a browser."""

from __future__ import annotations

import hashlib

from pincite.preview.shown import BLANK, Attempt, Change, follow
from pincite.problems import Problem, Span

WRONG = (Problem("broken", "it is broken", Span("a.yaml", 1, 1)),)


def named(stem: str, data: bytes, suffix: str = ".css") -> str:
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def site(text: str = "front", style: bytes = b"a{}", script: bytes = b"1", **more: bytes) -> Attempt:
    css, js = named("style", style), named("find", script, ".js")
    head = f'<link href="{css}"><script src="{js}"></script>'
    return Attempt({"index.html": f"{head}{text}".encode(), css: style, js: script, **more}, "/", (), {})


BROKEN = Attempt({}, "/", WRONG, {})
FIRST, _, _ = follow(BLANK, site())


def change(attempt: Attempt) -> Change:
    return follow(FIRST, attempt)[1]


def test_the_same_bytes_tell_nobody():
    assert change(site()) is Change.NOTHING


def test_a_changed_page_is_loaded_anew():
    assert follow(FIRST, site("other"))[1:] == (Change.PAGES, 1)


def test_a_new_page_and_a_lost_page_are_changes():
    more, told, _ = follow(FIRST, site(**{"new.html": b"new"}))
    assert [told, follow(more, site())[1]] == [Change.PAGES, Change.PAGES]


def test_a_changed_stylesheet_alone_is_swapped_though_its_name_changes_pages():
    assert change(site(style=b"b{}")) is Change.STYLES


def test_a_stylesheet_with_a_page_or_a_script_is_a_reload():
    assert [change(site("other", b"b{}")), change(site(style=b"b{}", script=b"2"))] == [Change.PAGES, Change.PAGES]


def test_a_failed_build_keeps_the_last_good_files_and_shows_why():
    shown, told, files = follow(FIRST, BROKEN)
    assert [told, files, shown.files] == [Change.PAGES, 0, FIRST.files]
    assert "it is broken" in shown.alert


def test_the_same_failure_twice_is_told_once():
    failed, _, _ = follow(FIRST, BROKEN)
    assert follow(failed, BROKEN)[1] is Change.NOTHING


def test_when_mended_the_alert_goes_and_browsers_are_told():
    failed, _, _ = follow(FIRST, BROKEN)
    shown, told, files = follow(failed, site())
    assert [shown.alert, told, files] == ["", Change.PAGES, 0]


def test_before_the_first_good_build_there_are_no_files():
    shown, told, _ = follow(BLANK, BROKEN)
    assert [shown.files, told] == [{}, Change.PAGES]

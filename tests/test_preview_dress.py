"""What the preview puts into a page, and where."""

from __future__ import annotations

import re

import pytest

from pincite.preview.dress import Dressing, dress, loosen

HOST = "localhost:8000"
PLAIN = Dressing(HOST, 8000, "ab.1", "")
ALARMED = Dressing(HOST, 8000, "ab.1", '<section role="alert">wrong</section>')


def dressed(page: str, dressing: Dressing = PLAIN) -> str:
    return dress(page.encode(), dressing).decode()


def test_the_script_stands_right_behind_head():
    page = "<!doctype html><html><head><title>t</title></head><body>b</body></html>"
    script = '<script src="/livereload.js?host=localhost&amp;port=8000/at/ab.1" defer></script>'
    assert dressed(page) == page.replace("<head>", "<head>" + script)


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("<!doctype html><HEAD data-x='>'><title>t</title><body>b", "<!doctype html><HEAD data-x='>'>"),
        ("<!doctype html><!-- <head> --><html><head >x", "<!doctype html><!-- <head> --><html><head >"),
        ("<!doctype html><html lang=en><title><head></title><p>x", "<!doctype html><html lang=en>"),
        ("<!doctype html><title>t</title><p>x", "<!doctype html>"),
        ("<p>only text", ""),
        ("<!doctype html><head><script>'</head>'</script></head>" + "x" * 99999, "<!doctype html><head>"),
        ("<!doctype html><header>not a head</header>", "<!doctype html>"),
    ],
)
def test_the_script_needs_neither_head_nor_its_end(page, before):
    assert dressed(page).split("<script src=", 1)[0] == before


@pytest.mark.parametrize(
    ("page", "before"),
    [
        ("<!doctype html><head></head><body class='a>b'><main>", "<body class='a>b'>"),
        ("<!doctype html><head><script>'<body>'</script></head><body>x", "</head><body>"),
        ("<!doctype html><head><title>t</title></head><p>x", "</head>"),
        ("<!doctype html><title>t</title><p>x", "<p>x"),
    ],
)
def test_the_alert_is_the_first_thing_in_the_body_where_that_can_be_told(page, before):
    assert dressed(page, ALARMED).split(ALARMED.alert)[0].endswith(before)


def test_the_alerts_stylesheet_is_there_only_with_an_alert():
    page = "<!doctype html><head></head><body>"
    assert ["overlay.css" in dressed(page), "overlay.css" in dressed(page, ALARMED)] == [False, True]


@pytest.mark.parametrize(
    ("page", "behind"),
    [
        ("<!doctype html><head></head><body><main>x</main></body></html>", "</body></html>"),
        ("<!doctype html><head></head><body>x</BODY>", ""),
        ("<!doctype html><title>t</title><p>x", ""),
        ("<head><script>'</body>'</script></head><body>x</body>\n", "</body>\n"),
        ("<head><script>'</body>'</script></head><body>x", ""),
    ],
)
def test_the_foot_is_the_last_thing_in_the_body(page, behind):
    foot = "<nav>desk</nav>"
    made = dressed(page, Dressing(HOST, 8000, "ab.1", "", foot=foot))
    assert made.partition(foot)[2] == behind
    assert "overlay.css" in made


def test_the_pages_own_policy_lets_the_preview_in_and_keeps_its_quotes():
    page = (
        '<!doctype html><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; script-src 'self'; form-action 'self'\">"
        "</head><body>"
    )
    policy = re.search(r'content="([^"]*)"', dressed(page))
    assert policy is not None
    assert policy[1] == (
        "default-src 'none'; script-src 'self'; form-action 'self'; style-src 'self'; "
        "connect-src 'self' ws://localhost:8000"
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("", ""),
        ("img-src 'self'", "img-src 'self'"),
        ("script-src 'none'", "script-src 'self'"),
        ("style-src-elem https://a.example", "style-src-elem https://a.example 'self'"),
        ("connect-src https://a.example", "connect-src https://a.example 'self' ws://h:1"),
        ("SCRIPT-SRC 'self'; script-src 'none'", "script-src 'self'"),
    ],
)
def test_a_policy_is_loosened_no_further_than_needed(policy, expected):
    assert loosen(policy, "h:1") == expected


def test_an_ipv6_host_reaches_the_script_with_its_brackets():
    assert "host=[::1]&amp;port=8000/at/" in Dressing("[::1]:8000", 8000, "x.1", "").head


def test_a_host_without_a_port_still_names_the_port():
    assert "host=localhost&amp;port=80/at/" in Dressing("localhost", 80, "x.1", "").head

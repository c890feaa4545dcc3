"""The rules that a page gives to browsers: none is missing, none is looser than those of the templates."""

from __future__ import annotations

import re

import pytest
from rendering import ROOT, RULES

from pincite.output.inspect import inspect_pages
from pincite.output.policy import faults

STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'"
OWN = re.search(r'Security-Policy" content="([^"]+)"', (ROOT / "templates/base.html").read_text("utf-8"))[1]


def _said(policy=STRICT, referrer="no-referrer", *, first=True):
    return [fault.what for fault in faults(policy, referrer, first=first)]


def _told(rules, body=""):
    page = f'<!doctype html><html lang="en"><head>{rules}<title>x</title></head><body><h1>x</h1>{body}</body></html>'
    found = inspect_pages({"a.html": page.encode(), "x.css": b""}, {}, "/")
    assert {one.code for one in found} <= {"page-policy"}
    return [one.message for one in found]


@pytest.mark.parametrize(
    "policy",
    [
        STRICT,
        OWN.replace("{% block policy %}{% endblock %}", ""),
        OWN.replace("{% block policy %}{% endblock %}", " 'wasm-unsafe-eval'; worker-src 'self'"),
        f"{STRICT}; SCRIPT-SRC 'Self'; img-src; upgrade-insecure-requests",
        f"{STRICT}; default-src *",
    ],
)
def test_the_policy_of_the_templates_and_stricter_ones_are_sound(policy):
    assert _said(policy) == []


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        ("script-src 'self' 'unsafe-inline'", "'unsafe-inline' in script-src"),
        ("script-src 'unsafe-eval'", "'unsafe-eval' in script-src"),
        ("script-src-elem https://cdn.example", "https://cdn.example in script-src-elem"),
        ("style-src 'unsafe-inline'", "'unsafe-inline' in style-src"),
        ("style-src-attr 'unsafe-inline'", "'unsafe-inline' in style-src-attr"),
        ("img-src *", "* in img-src"),
        ("img-src 'self' data:", "data: in img-src"),
        ("frame-src https:", "https: in frame-src"),
        ("connect-src 'self' evil.example", "evil.example in connect-src"),
        ("a-directive-of-tomorrow evil.example", "evil.example in a-directive-of-tomorrow"),
        ("script-src 'nonce-abc'", "'nonce-abc' in script-src"),
    ],
)
def test_a_policy_that_allows_more_is_told(more, allowed):
    assert _said(f"{STRICT}; {more}") == [f"has a Content-Security-Policy that allows {allowed}"]


@pytest.mark.parametrize("name", ["default-src", "base-uri", "form-action"])
def test_what_does_not_fall_back_to_another_directive_is_needed(name):
    policy = "; ".join(part for part in STRICT.split("; ") if not part.startswith(name))
    assert _said(policy) == [f"has a Content-Security-Policy without {name}"]


def test_the_default_is_nothing():
    assert _said(STRICT.replace("default-src 'none'", "default-src 'self'")) != []


def test_a_page_without_rules_is_told_of_both():
    assert _told("") == [
        'a.html does not say that no referrer is sent: "no-referrer"',
        "a.html has no Content-Security-Policy in its head",
    ]


def test_a_page_with_both_rules_is_sound():
    assert _told(RULES) == []


@pytest.mark.parametrize("before", ['<link rel="stylesheet" href="x.css">', '<script src="x.css"></script>'])
def test_a_policy_behind_what_is_loaded_comes_too_late(before):
    assert _told(before + RULES) == ["a.html loads something before its Content-Security-Policy"]


def test_a_link_that_loads_nothing_may_stand_before_the_policy():
    assert _told('<link rel="canonical" href="https://example.org/a.html">' + RULES) == []


@pytest.mark.parametrize(
    "later",
    ['<meta name="referrer" content="unsafe-url">', '<META NAME="Referrer" CONTENT="origin">', "<meta name=referrer>"],
)
def test_the_last_word_on_the_referrer_counts(later):
    (message,) = _told(RULES + later)
    assert "that no referrer is sent" in message


@pytest.mark.parametrize("value", ["unsafe-url", "origin", ""])
def test_no_element_sends_a_referrer_by_itself(value):
    (message,) = _told(RULES, f'<a href="https://example.org/" referrerpolicy="{value}">x</a>')
    assert message == f'a.html sends a referrer from a <a>: "{value}"'


def test_an_element_may_say_once_more_that_none_is_sent():
    assert _told(RULES, '<a href="https://example.org/" referrerpolicy="no-referrer">x</a>') == []


@pytest.mark.parametrize("before", ["<p>x</p>", "x", "</head>", "<br>", "<title>x</title>x", "<template>"])
def test_a_policy_behind_what_begins_the_body_counts_for_nothing(before):
    assert "a.html has no Content-Security-Policy in its head" in _told(before + RULES)


@pytest.mark.parametrize("body", ["", "<p>a > b</p>"])
def test_a_policy_behind_the_rest_of_the_head_counts(body):
    assert _told(f'<meta charset="utf-8"><!-- a --><link rel="me" href="a.html"><title>x</title>\n{RULES}', body) == []

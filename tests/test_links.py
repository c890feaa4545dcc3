"""Addresses of the web: those that lead where they seem to."""

from __future__ import annotations

import pytest

from pincite.read.links import wrong_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://Example.ORG:8080/a?b=1&c=2#d",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://пример.рф/страница",
        "https://bücher.example/",
        "https://例え.jp/",
        "https://カル・サ.jp/",
        "https://مثال.السعودية/",
        "https://[2001:db8::1]/",
        "https://example.org/@user",
        "https://example.org/a%20b",
    ],
)
def test_an_address_that_leads_where_it_seems_to_is_taken(address):
    assert wrong_address(address) == ""


def test_what_is_not_seen_behind_the_host_can_be_written_as_browsers_copy_it():
    title = "می{}خواهم"
    address = "https://fa.wikipedia.org/wiki/" + title
    why = "has a character in it that is not seen, U+200C: write %E2%80%8C for it"
    assert wrong_address(address.format("\u200c")) == why
    assert wrong_address(address.format("%E2%80%8C")) == ""
    assert wrong_address("https://می\u200cخواهم.example/") == "has a character in it that is not seen"


@pytest.mark.parametrize(
    "address",
    [
        *("", "example.org", "//example.org", "/\\example.org", "https:/example.org", "https://", "https://."),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "javascript&colon;alert(1)"),
        *(
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "mailto:a@b.org",
            "blob:https://x",
        ),
        *(" https://example.org", "https://example.org ", "https://exam ple.org", "https://example.org/a\tb"),
        *("https://example.org@evil.example/", "https://user:pass@example.org/", "https://@example.org/"),
        *("https://example.org\\@evil.example", "https:\\\\evil.example", "https://evil.example%2eorg/"),
        "https://example.org/<script>",
        'https://example.org/"onclick=',
        "https://exam\u00adple.org/",
        "https://exam\u200dple.org/",
        "https://example.org/\u202egro.live",
        "https://example.org/\x01",
        "https://еxample.org/",  # a Cyrillic е
        "https://exαmple.org/",  # a Greek alpha
        "https://ｅxample.org/",  # a full-width e
        "https://evil。example/",  # an ideographic full stop
        "https://ⓔvil.example/",
        *("https://example.org\u2215evil.example/", "https://example.org\u29f8evil.example/"),  # signs like a slash
        "https://example.org:port/",
        "https://[::1/",
    ],
)
def test_an_address_that_hides_where_it_leads_is_refused(address):
    assert wrong_address(address) != ""

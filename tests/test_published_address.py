"""Where GitHub serves a repository's pages, by the address of the repository."""

from __future__ import annotations

import pytest

from pincite.published.address import elsewhere, placeholder, served_at

SERVED = {
    "https://github.com/Desk/checks.git": "https://desk.github.io/checks/",
    "https://github.com/desk/checks": "https://desk.github.io/checks/",
    "https://name:word@github.com/desk/checks.git/": "https://desk.github.io/checks/",
    "git@github.com:desk/checks.git": "https://desk.github.io/checks/",
    "ssh://git@ssh.github.com:443/desk/checks.git": "https://desk.github.io/checks/",
    "git@github.com:desk/Desk.github.io.git": "https://desk.github.io/",
    "https://gitlab.example/desk/checks.git": "",
    "../remote.git": "",
    "https://github.com.example/desk/checks": "",
}


@pytest.mark.parametrize("remote", SERVED)
def test_the_address_of_pages_follows_from_that_of_the_repository(remote):
    assert served_at(remote, "") == SERVED[remote]


def test_a_domain_of_ones_own_takes_its_place():
    assert served_at("git@github.com:desk/checks.git", "checks.example.org") == "https://checks.example.org/"


@pytest.mark.parametrize(
    ("url", "domain", "hint"),
    [
        ("https://desk.github.io/checks/", "", None),
        ("https://DESK.github.io/Checks/", "", None),
        ("https://desk.github.io/", "", 'change "url"'),
        ("https://checks.example.org/", "", "Custom domain"),
        ("https://checks.example.org/", "checks.example.org", None),
        ("https://desk.github.io/checks/", "checks.example.org", 'change "url"'),
    ],
)
def test_a_site_that_says_it_stands_elsewhere_is_warned_of(url, domain, hint):
    found = list(elsewhere(url, "git@github.com:desk/checks.git", domain))
    assert [(one.code, str(one.severity)) for one in found] == ([("url-elsewhere", "warning")] if hint else [])
    assert not hint or hint in found[0].hint


def test_of_other_hosts_nothing_is_known():
    assert list(elsewhere("https://a.example/", "https://git.example/a.git", "")) == []


@pytest.mark.parametrize(
    ("url", "told"),
    [("https://example.org/", True), ("https://Example.org", True), ("https://example.org/orrin/", False)],
)
def test_the_address_with_which_a_new_site_begins_is_refused(url, told):
    assert [one.code for one in placeholder(url)] == ["url-placeholder"] * told

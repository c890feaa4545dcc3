"""Which Host and Origin headers the preview takes for its own."""

from __future__ import annotations

import pytest

from pincite.preview.hosts import Hosts, in_url, is_loopback


@pytest.mark.parametrize("header", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LocalHost:8000"])
def test_this_machine_is_admitted_by_its_names_with_the_port(header):
    assert Hosts("127.0.0.1", 8000).admits(header)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost",
        "localhost:8001",
        "localhost.evil.example:8000",
        "evil.example#localhost:8000",
        "localhost:8000@evil.example",
        "user@localhost:8000",
        "localhost:8000, evil.example",
        "192.168.1.5:8000",
        "[::1:8000",
        "localhost:8000\n",
        "2130706433:8000",
    ],
)
def test_every_other_host_is_refused(header):
    assert not Hosts("127.0.0.1", 8000).admits(header)


def test_on_port_80_browsers_leave_the_port_out():
    assert Hosts("127.0.0.1", 80).admits("localhost")


def test_the_host_that_was_asked_for_is_admitted():
    assert Hosts("desk.example", 8000).admits("desk.example:8000")
    assert Hosts("[fe80::1]", 8000).admits("[fe80::1]:8000")


def test_bound_to_every_address_it_answers_to_addresses_but_to_no_foreign_name():
    hosts = Hosts("0.0.0.0", 8000)  # noqa: S104 - the case under test
    assert [hosts.admits("192.168.1.5:8000"), hosts.admits("evil.example:8000")] == [True, False]


def test_an_origin_is_admitted_only_if_it_is_the_page_of_the_same_host():
    hosts = Hosts("127.0.0.1", 8000)
    answers = [
        hosts.admits_origin("http://localhost:8000", "localhost:8000"),
        hosts.admits_origin("http://127.0.0.1:8000", "localhost:8000"),
        hosts.admits_origin("http://evil.example", "localhost:8000"),
        hosts.admits_origin("null", "localhost:8000"),
        hosts.admits_origin("http://evil.example:8000", "evil.example:8000"),
    ]
    assert answers == [True, False, False, False, False]


def test_only_loopback_needs_no_warning():
    hosts = ("127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]", "0.0.0.0", "192.168.1.5", "desk.example")  # noqa: S104
    assert [is_loopback(host) for host in hosts] == [True] * 5 + [False] * 3


def test_an_address_to_click_names_a_place_that_exists():
    assert [in_url(host) for host in ("0.0.0.0", "::", "::1", "localhost")] == [  # noqa: S104 - the case under test
        "127.0.0.1",
        "[::1]",
        "[::1]",
        "localhost",
    ]

"""Taking ports, and finding free ones."""

from __future__ import annotations

from pincite.preview.ports import bind, free_port


def test_localhost_is_bound_at_one_port_whatever_addresses_it_has():
    sockets = bind("localhost", 0)
    ports = {one.getsockname()[1] for one in sockets}
    for one in sockets:
        one.close()
    assert len(ports) == 1


def test_a_free_port_is_found_beside_a_taken_one():
    taken = bind("127.0.0.1", 0)
    port = taken[0].getsockname()[1]
    other = free_port("127.0.0.1", port)
    taken[0].close()
    assert other != port

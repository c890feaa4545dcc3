"""Files that a build makes are held in memory, or let go of; either way their digest and size are told."""

from __future__ import annotations

import hashlib

from pincite.output.manifest import Listed, listed_as
from pincite.sinks import InMemory, Nowhere

LISTED = Listed(hashlib.sha256(b"data").hexdigest(), 4)


def test_memory_holds_what_is_put_and_lets_go_of_all_where_it_comes_again():
    sink = InMemory()
    sink.begin(0, 1)
    assert sink.put("a.html", b"data") == LISTED
    assert sink.files == {"a.html": b"data"}
    assert not sink.has("a.html", LISTED)  # all is to be made, for nothing outlasts a run
    sink.again()
    assert sink.files == {}


def test_nowhere_holds_nothing_and_wants_nothing_again():
    sink = Nowhere()
    sink.begin(1, 0)
    assert sink.put("a.html", b"data") == LISTED
    sink.again()
    assert sink.has("b.html", listed_as(b""))

"""The two parsers of PyYAML, of which a machine may have the slow one alone, read the same."""

from __future__ import annotations

import pytest
import yaml

from pincite.read.parsers import Slow

fast = getattr(yaml, "CSafeLoader", None)
pytestmark = pytest.mark.skipif(fast is None, reason="PyYAML has no parser in C here")


def _read(loader, text):
    parser, told = loader(text), []
    while parser.check_event():
        event = parser.get_event()
        value = getattr(event, "value", None)
        # Of what is empty the two have other places.
        told.append((type(event).__name__, value, *((event.start_mark.line, event.start_mark.column) if value else ())))
    parser.dispose()
    return told


@pytest.mark.parametrize(
    "text",
    [
        "a: [x?, b]",
        "a: {b: Is it?, c: d}",
        "a: {b: what? yes}",
        "a: {u: http://x.y/?q=1&r=?, b: c}",
        "a: {b: c??}",
        "a: {b: c?}\n",
        "a: [?x]",
        "a: {? x: y}",
        "a: {?x: y}",
        "? a\n: b\n",
        "a: Is it? yes\n",
        "a: {b: \"Is it?\", c: 'what?'}",
        "a: |\n  Is it?\n  yes? no\n",
        "a: x # is it?\n",
        "a: \ue000?\nb: [\ue000?]\n",
    ],
)
def test_a_question_mark_is_what_it_is_for_the_parser_in_c(text):
    assert _read(Slow, text) == _read(fast, text)


def test_a_text_with_all_private_characters_is_read_as_it_is():
    text = "a: " + "".join(map(chr, range(0xE000, 0xF900))) + "\n"
    assert _read(Slow, text) == _read(fast, text)

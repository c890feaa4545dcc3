"""Which of PyYAML's parsers reads a file: the one in C, or the slow one in Python, made to read the same.

Inside brackets the one in Python takes each question mark for a sign of its own, and so refuses `[Is it?, yes]`. It is
one only where a word could begin (YAML 1.1, 9.1.3); elsewhere it is hidden from the parser while that reads.
"""

from __future__ import annotations

import re

import yaml

_INSIDE_A_WORD = re.compile(r"(?<=[^\s\[\]{},])\?")
_PRIVATE = range(0xE000, 0xF900)  # characters that no text has but by agreement


class Slow(yaml.SafeLoader):
    """The parser in Python. Events alone are asked of it."""

    def __init__(self, text: str) -> None:
        self._hidden = next((chr(one) for one in _PRIVATE if chr(one) not in text), "")
        super().__init__(_INSIDE_A_WORD.sub(self._hidden, text) if self._hidden else text)

    def get_event(self) -> yaml.Event:
        """Give the next event."""
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call] # PyYAML's stubs have no word of it
        if self._hidden and isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(self._hidden, "?")
        return event


LOADER = getattr(yaml, "CSafeLoader", Slow)

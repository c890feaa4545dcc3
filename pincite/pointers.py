"""Pointers in Markdown: `[^q1]` to a quote or a piece of evidence, `[[claim-id]]` to a card."""

from __future__ import annotations

import re

from pincite.records import dataclass

POINTER = re.compile(r"\[\^(?P<note>[A-Za-z0-9-]{1,80})\]|\[\[(?P<claim>[A-Za-z0-9-]{1,80})\]\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A pointer in a text: to a card (`claim`) or to a quote or evidence of the same card."""

    name: str
    claim: bool


def mentions(markdown: str) -> tuple[Mention, ...]:
    """List the pointers of a text in their order."""
    if "[" not in markdown:
        return ()
    return tuple(
        Mention(found.group("claim") or found.group("note"), bool(found.group("claim")))
        for found in POINTER.finditer(markdown)
    )

"""Writes docs/card-reference.md from the table of fields: `python tests/make_reference.py`.

A test compares the file with what `reference` gives, so a field that is added or changed is told until it is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the script runs on the working copy, installed or not

from pincite import fields  # noqa: E402 - after the line above
from pincite.fields import kinds, words  # noqa: E402 - as above

TARGET = ROOT / "docs" / "card-reference.md"

# Each file an editor writes: where it lies, and the group that it holds.
FILES = (
    ("A fact card: `content/claims/ID.yaml`", fields.CLAIM),
    ("An article: `content/articles/ID.yaml`", fields.ARTICLE),
    ("An entry of `content/actors.yaml`", fields.ACTOR),
    ("An entry of `content/references.yaml`", fields.REFERENCE),
    ("An entry of `content/places.yaml`", fields.PLACE),
    ("An entry of `content/topics.yaml`", fields.TOPIC),
    ("An item of `content/events.yaml`", fields.EVENT),
    ("The front matter of `content/pages/ID.md`", fields.PROSE),
    ("The site: `site.yaml`", fields.SITE),
)

OPENING = """\
# Card reference

Every field of every file that editors write, in the order of the table in `pincite/fields`. This file is written by
`python tests/make_reference.py`; do not edit it by hand. How the fields play together, with an example of each, is told
in [the content format](content-format.md). Sizes and counts are in [limits](limits.md).
"""


def reference() -> str:
    """Give the text of docs/card-reference.md."""
    parts = [OPENING]
    told: set[str] = set()
    for heading, group in FILES:
        parts += [f"## {heading}\n", table(group)]
        for inner in inner_groups(group):
            if inner.name not in told:
                told.add(inner.name)
                parts += [f"### {inner.name}\n", table(inner)]
    return "\n".join(parts)


def table(group: kinds.Group) -> str:
    """Write one group of fields as a table."""
    rows = ["| Field | Required | Takes | Meaning |", "| --- | --- | --- | --- |"]
    for one in group.fields:
        cells = (f"`{one.key}`", "yes" if one.required else "", in_words(one.kind), one.meaning)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def inner_groups(group: kinds.Group) -> list[kinds.Group]:
    """List the groups that stand inside a group, in their order, and those inside them."""
    found = []
    for one in group.fields:
        kind = one.kind
        while isinstance(kind, kinds.ListOf):
            kind = kind.item
        if isinstance(kind, kinds.Group):
            found += [kind, *inner_groups(kind)]
    return found


def in_words(kind: kinds.Kind) -> str:
    """Say what a field takes, with a link to the fields of a group."""
    match kind:
        case kinds.Group(name=name):
            return words.in_words(kind).replace(f"the fields of {name}", f"the fields of [{name}](#{name})")
        case kinds.ListOf(item=item, at_least=at_least):
            fewest = f" of at least {at_least}" if at_least else ""
            return f"a list{fewest}, each: {in_words(item)}"
    return words.in_words(kind)


if __name__ == "__main__":
    TARGET.write_bytes(reference().encode())

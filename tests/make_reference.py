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
from pincite.fields import kinds  # noqa: E402 - as above

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


def in_words(kind: kinds.Kind) -> str:  # noqa: C901 - one case a kind
    """Say what a field takes."""
    match kind:
        case kinds.Text(markdown=True):
            return "Markdown"
        case kinds.Text(verbatim=True):
            return "a text, its line breaks kept"
        case kinds.Text(line=True):
            return "a text of one line"
        case kinds.Text():
            return "a text"
        case kinds.Ref(to="quote"):
            return "the id of a quote of the same card"
        case kinds.Ref(to=to):
            return f"the id of {_with_article(to)}"
        case kinds.Name():
            return "an id"
        case kinds.EdtfDate(single=True):
            return "one day, as 2026-11-22"
        case kinds.EdtfDate():
            return "an EDTF date or interval"
        case kinds.Choice(of=words):
            return "one of " + ", ".join(f"`{word}`" for word in words)
        case kinds.Url():
            return "an http or https address"
        case kinds.Number(least=least, most=most):
            return f"a whole number from {least:,} to {most:,}"
        case kinds.Degrees(most=most):
            return f"decimal degrees from -{most} to {most}"
        case kinds.Flag():
            return "`true` or `false`"
        case kinds.Colour():
            return "a colour as `#rrggbb`, in quotation marks"
        case kinds.Digest():
            return "a SHA-256 in 64 hexadecimal digits"
        case kinds.NumbersBy():
            return "names with whole numbers: `{children: 32, women: 11}`"
        case kinds.Group(name=name):
            return f"the fields of [{name}](#{name})"
        case kinds.ListOf(item=item, at_least=at_least):
            fewest = f" of at least {at_least}" if at_least else ""
            return f"a list{fewest}, each: {in_words(item)}"
    raise AssertionError(kind)


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


if __name__ == "__main__":
    TARGET.write_bytes(reference().encode())

"""Reads the examples of docs/problems.md and builds each on tests/base-site.

An example is a line that says what it is and where it stands, and below it a block of code:

    **Wrong**, in `content/claims/boats-damaged.yaml`:

The line begins with **Wrong** or **Right**, or with `and` for one more file of the same example. The place is one of

- in `PATH`: each field of the block takes the place of the file's, or is added to it;
- as one more of `KEY` in `PATH`, as one more entry of `PATH`: the block is put behind the last entry of a list;
- the whole of `PATH`: the block is the file;
- without `PATH`: the file is deleted, and no block follows;
- on a page: the block stands in the body of a finished page.

A **Right** without a place has the place of the Wrong above it; behind the place may stand `, where ...` for readers. A
line that ends with a full stop has no block: `**Right**, with it.` is the site as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABEL = re.compile(
    r"(?:\*\*(?P<which>Wrong|Right)\*\*|and)"
    r"(?:,? (?P<way>in|as one more of `(?P<key>[a-z_]+)` in|as one more entry of|the whole of|without|on a page)"
    r"(?: `(?P<path>[^`]+)`)?)?(?:, (?:where .+|with it))?[:.]"
)
_SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
_KEY = re.compile(r"""["']?([\w-]+|\[[^\]]*\])["']?\s*:(?:\s|$)""")


@dataclass(frozen=True)
class Part:
    """One block of code and where it goes: `way` is the first word or words of the place."""

    way: str
    path: str
    key: str
    text: str


@dataclass
class Example:
    """A wrong or a right example of one code, in as many files as it takes."""

    code: str
    right: bool
    parts: list[Part]


def examples(markdown):
    """Give every example of a text, and the lines that look like one and cannot be read."""
    found, unread = [], []
    for code, body in _SECTION.findall(markdown):
        lines = iter(body.split("\n"))
        latest = None
        for line in lines:
            if not line.startswith(("**Wrong**", "**Right**", "and ")) or not line.endswith((":", ".")):
                continue
            label = _LABEL.fullmatch(line)
            if not label:
                unread += [f"{code}: {line}"] if line.startswith("**") else []
                continue
            if label["which"]:
                found.append(Example(code, label["which"] == "Right", []))
            if label["way"]:
                latest = (label["way"].split(" `")[0], label["path"] or "", label["key"] or "")
            if line.endswith("."):  # no block follows: a file is deleted, or there is nothing to change
                found[-1].parts += [Part(*latest, "")] if label["way"] else []
            else:
                found[-1].parts.append(Part(*latest, _block(lines)))
    return found, unread


def _block(lines):
    """Give the lines of the next block of code."""
    for line in lines:
        if line.startswith("```"):
            break
    text = []
    for line in lines:
        if line.startswith("```"):
            break
        text.append(line)
    return "".join(f"{line}\n" for line in text)


def patched(before, part):
    """Give a file's text with an example in it; `before` is None where there is no such file."""
    if part.way == "the whole of" or before is None:
        return part.text
    if part.way == "as one more entry of":
        return before.rstrip("\n") + "\n" + part.text
    blocks = _blocks(before)
    if part.key:
        at = next(number for number, (key, _) in enumerate(blocks) if key == part.key)
        entry = "".join(f"  {line}\n" for line in part.text.splitlines())
        blocks[at] = (part.key, blocks[at][1].rstrip("\n") + "\n" + entry)
        return "".join(text for _, text in blocks)
    new = _blocks(part.text)
    places = {key: number for number, (key, _) in enumerate(blocks)}
    told = set()
    for key, text in new:
        if key in places and key not in told:
            blocks[places[key]] = (key, text)
        elif key in places:
            blocks[places[key]] = (key, blocks[places[key]][1] + text)
        else:
            blocks.append((key, text))
        told.add(key)
    return "".join(text for _, text in blocks)


def _blocks(text):
    """Split a file before each line that begins with a key; what stands before the first belongs to it."""
    blocks = []
    for line in text.splitlines(keepends=True):
        found = _KEY.match(line)
        if found or not blocks:
            blocks.append([found[1] if found else "", line])
        else:
            blocks[-1][1] += line
    if len(blocks) > 1 and not blocks[0][0]:
        blocks[1][1] = blocks[0][1] + blocks[1][1]
        del blocks[0]
    return [tuple(block) for block in blocks]

"""YAML as an editor would type it: plain where that is safe, quoted where it is not, a block where a text has lines.

What is written here reads back as the same text, in pincite's reader and in any other: a value that another program
would take for a number, a date or `false` stands between quotation marks.
"""

from __future__ import annotations

import datetime as dt
import json
import re

# A plain text begins with a letter and holds nothing that YAML could mistake: no colon, no mark of quotation at its
# beginning, no `#` behind a space.
_PLAIN = re.compile(r"[^\W\d_](?:[\w,.;()/%’“”–—…+-]| (?! |#|$))*")
# YAML 1.1 takes these for something else than a text (yaml.org/type/bool.html, null.html, float.html).
_WORDS = frozenset("y n yes no on off true false null inf nan".split())
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text(value: str) -> str:
    """Write a text on one line."""
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def field(key: str, value: str, indent: int = 0) -> str:
    """Write a field, without a line break at its end; a text of several lines as a block behind `|-`."""
    margin = " " * indent
    lines = value.split("\n")
    # A block takes its indentation from its first line and keeps no white space at its end that could be seen.
    if len(lines) > 1 and all(line == line.strip() for line in lines) and lines[0] and lines[-1]:
        return "\n".join([f"{margin}{key}: |-", *(f"{margin}  {line}".rstrip() for line in lines)])
    return f"{margin}{key}: {date(value) or text(value)}"


def date(value: str) -> str:
    """Give a day as it is typed, without quotation marks; an empty string for what is none.

    Other programs read what looks like a day as one, and end at one that no calendar has.
    """
    try:
        return value if _DATE.fullmatch(value) and dt.date.fromisoformat(value) else ""
    except ValueError:
        return ""

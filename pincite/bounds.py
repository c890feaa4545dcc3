"""How much work a text in Markdown asks of the converter, told before it is handed over.

Some marks cost the converter the square of their number, or their number times all that follows; a text of a few
hundred kilobytes made for that would take minutes. What people write stays far below these bounds.
"""

from __future__ import annotations

import re

MARKDOWN_LIMIT = 512 * 1024  # characters
MARKS, ANGLES, RULES, REACH = 5_000, 500, 1_000, 5_000_000
_RULE = re.compile(r"^[ \t]*(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*$", re.MULTILINE)


def too_much(text: str) -> str:
    """Say what of a text is too much for the converter, an empty string where nothing is."""
    if len(text) > MARKDOWN_LIMIT:
        return f"it has more than {MARKDOWN_LIMIT:,} characters"
    for mark in "`\\*_&#!":
        if text.count(mark) > MARKS:
            return f"it has more than {MARKS:,} of the mark {mark}"
    if text.count("<") > ANGLES:
        return f"it has more than {ANGLES:,} of the mark <"
    if text.count("\n") >= RULES and sum(1 for _ in _RULE.finditer(text)) > RULES:
        return f"it has more than {RULES:,} lines of nothing but rules"
    if "[" in text and _reach(text) > REACH:
        return "its square brackets are not closed, or only far behind"
    return ""


def _reach(text: str) -> int:
    """Add up how far each opening bracket is from its closing one, or from the end: so far the converter reads."""
    opened: list[int] = []
    total = 0
    for found in re.finditer(r"[\[\]]", text):
        if found.group() == "[":
            opened.append(found.start())
        elif opened:
            total += found.start() - opened.pop()
    return total + sum(len(text) - at for at in opened)

"""One field of any kind, read from YAML."""

from __future__ import annotations

from pincite.fields.kinds import Field, Group
from pincite.read.nodes import parse
from pincite.read.shape import Shaper


def shaped(kind, value):
    """Read one field `a` of a kind: its value, and the codes of the problems."""
    shaper = Shaper()
    node, problems = parse("a.yaml", f"a: {value}\n")
    assert problems == []
    entry = shaper.entry(node, Group("thing", (Field("a", kind, "a thing"),)))
    return entry.get("a", None), [problem.code for problem in shaper.problems]

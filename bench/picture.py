"""The picture of docs/speed.md: for each task a row a generator, a dot on a scale by tens, and the figure in words.

It is readable in light and dark, which it asks the reader's system for, and says the same in a description. Every
figure stands as text beside its dot; no colour says anything by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, LEFT, RIGHT = 720, 215, 90  # pixels: the whole, the names before the scale, the figures behind it
_LINE, _TITLE, _HEAD, _FOOT = 22, 34, 40, 40
_STYLE = """\
svg { color-scheme: light dark; }
.paper { fill: #fff; } text { fill: #1a1a1a; font: 13px sans-serif; }
.head { font-weight: 700; font-size: 15px; } .part { font-weight: 700; }
.tick { fill: #555; font-size: 11px; } .grid { stroke: #ddd; } .stem { stroke: #777; }
.dot { fill: #fff; stroke: #444; stroke-width: 2; } .own { fill: #0b5cad; stroke: #0b5cad; } .ours { font-weight: 700; }
@media (prefers-color-scheme: dark) {
.paper { fill: #15181c; } text { fill: #e8e6e3; } .tick { fill: #aaa; } .grid { stroke: #333; } .stem { stroke: #888; }
.dot { fill: #15181c; stroke: #bbb; } .own { fill: #7db7f2; stroke: #7db7f2; }
}"""


@dataclass(frozen=True)
class Row:
    """A generator's figure: in seconds, and in words. `own` is pincite's."""

    name: str
    seconds: float
    words: str
    own: bool = False


def picture(title: str, parts: Mapping[str, Sequence[Row]]) -> str:
    """Draw the parts below each other, on one scale."""
    parts = {name: rows for name, rows in parts.items() if rows}
    seconds = [row.seconds for rows in parts.values() for row in rows]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    high = max(high, low + 1)

    def across(value: float) -> float:
        return round(LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    height = _HEAD + sum(_TITLE + _LINE * len(rows) for rows in parts.values()) + _FOOT
    lines = [f'<text class="head" x="16" y="26">{escape(title)}</text>']
    for power in range(low, high + 1):
        x = across(10.0**power)
        lines.append(f'<path class="grid" d="M{x} {_HEAD + 8}V{height - _FOOT + 4}"/>')
        lines.append(f'<text class="tick" x="{x}" y="{height - _FOOT + 20}" text-anchor="middle">{_tick(power)}</text>')
    y = _HEAD
    for name, rows in parts.items():
        y += _TITLE
        lines.append(f'<text class="part" x="16" y="{y - 8}">{escape(name)}</text>')
        for row in rows:
            x, middle, mine = across(row.seconds), y + _LINE / 2 - 5, ' class="ours"' if row.own else ""
            lines.append(f'<text x="28" y="{y + _LINE / 2}"{mine}>{escape(row.name)}</text>')
            lines.append(f'<path class="stem" d="M{LEFT} {middle}H{x}"/>')
            lines.append(f'<circle class="dot{" own" if row.own else ""}" cx="{x}" cy="{middle}" r="5"/>')
            lines.append(f'<text x="{x + 12}" y="{y + _LINE / 2}"{mine}>{escape(row.words)}</text>')
            y += _LINE
    told = "; ".join(f"{name}: {', '.join(f'{one.name} {one.words}' for one in rows)}" for name, rows in parts.items())
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">On a scale by tens. {escape(told)}.</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            *lines,
            "</svg>",
            "",
        ]
    )


def _tick(power: int) -> str:
    return f"{10**power} s" if power >= 0 else f"{10 ** (power + 3)} ms" if power >= -3 else f"10^{power} s"

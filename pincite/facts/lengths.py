"""Lengths in pictures, as SVG and CSS take them: with no more digits than can be seen, and always written alike."""

from __future__ import annotations


def short(number: float, places: int, unit: str = "") -> str:
    """Write a length with at most so many decimals (one or more), without noughts behind it, and its unit: `12.5%`."""
    return f"{number:.{places}f}".rstrip("0").rstrip(".") + unit

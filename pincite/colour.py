"""Contrast of colours by the formula of WCAG 2 (relative luminance, contrast ratio), and the marks' needs."""

from __future__ import annotations

PAPER_LIGHT, PAPER_DARK = "#fdfdfb", "#14171a"  # --paper in assets/style.css; a test holds the two together
SIGN_ON_SHAPE = 4.5  # WCAG 1.4.3: a sign is read like text
SHAPE_ON_PAPER = 3.0  # WCAG 1.4.11: a graphic must be seen


def luminance(colour: str) -> float:
    """Give the relative luminance, 0 to 1, of `#rrggbb`."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio, 1 to 21, of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_sign(shape: str) -> str:
    """Choose white or near-black for a sign on a shape, whichever is seen better."""
    return max(("#ffffff", "#15191d"), key=lambda sign: contrast(sign, shape))

"""Which libraries draw letters here. Needs Pillow, and of it as little as can be."""

from __future__ import annotations

from PIL import features


def versions() -> tuple[str, ...]:
    """Name what draws letters here, with versions: a picture's bytes may differ where one of these does."""
    parts = ("pil", "freetype2", "raqm", "fribidi", "harfbuzz")
    return tuple(f"{name} {features.version(name)}" for name in parts)

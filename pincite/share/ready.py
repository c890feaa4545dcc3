"""What keeps share images from being drawn as they should: no Pillow, no FriBiDi, or characters without a shape.

Pillow is asked for here and nowhere before, so that only sites with share images need it.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from pincite.problems import Problem, Severity, Span, few
from pincite.text import turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.share.content import Content

_PACKAGE = "PIL"
_SHOWN = 12  # characters


def installed() -> bool:
    """Tell whether Pillow is there."""
    return importlib.util.find_spec(_PACKAGE) is not None


def missing(span: Span, contents: Iterable[Content]) -> Problem | None:
    """Tell that something the pictures need is not installed, at the place where the site asks for them; else None."""
    if not installed():
        message = "the site sets `share_images`, and Pillow is not installed"
        return Problem("share-not-installed", message, span, "install it with `pip install 'pincite[share]'`")
    from pincite.share import fonts  # which imports Pillow

    if fonts.shaping():
        return None
    needing = next((one for one in contents if any(map(turns, _texts(one)))), None)
    if needing is None:
        return None
    message = f"{needing.path} has letters that join or run to the left, and Pillow finds no FriBiDi to lay them out"
    hint = "install FriBiDi: `apt-get install libfribidi0`, `brew install fribidi`, or see docs/share-images.md"
    return Problem("share-not-installed", message, span, hint)


def unseen(contents: Iterable[Content]) -> list[Problem]:
    """Warn of characters that no font of the pictures has, each once where it is written; none without Pillow."""
    if not installed():
        return []
    from pincite.share import fonts  # as above

    lacking: dict[tuple[Span, str], None] = {}
    for one in contents:
        written = (
            (one.claim, fonts.CLAIM, one.span),
            (one.claimant, fonts.LABEL, Span("content/actors.yaml")),
            (one.site, fonts.NAME, Span("site.yaml")),
            (one.label, fonts.LABEL, Span("site.yaml")),
            (one.asked + one.remark, fonts.SMALL, Span("site.yaml")),
        )
        for text, style, span in written:
            if chars := fonts.missing(text, style):
                lacking[span, chars] = None
    hint = "the picture shows boxes in their place; write it in other characters, or leave out `share_images`"
    return [
        Problem("share-glyph", f"no font of the share images has {_told(chars)}", span, hint, Severity.WARNING)
        for span, chars in lacking
    ]


def _texts(content: Content) -> tuple[str, ...]:
    return (content.site, content.asked, content.claimant, content.claim, content.label, content.remark)


def _told(chars: str) -> str:
    return few([f"“{char}”" for char in chars], _SHOWN)

"""Where everything stands on a share image: words with their sizes and base lines, marks, the frame of a notice.

From the top: the bar and the name of the masthead, who claims it, the claim; a rule; the badge and its place on the
scale. All is laid out from the left; where the page is read from the right, the whole is then mirrored, and its letters
are not. The claim is as large as fits; what is cut stands whole in the picture's alternative text. Needs Pillow, for
the widths of words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.facts.sharing import WIDTH
from pincite.records import dataclass
from pincite.share import fonts
from pincite.share.fonts import CLAIM, LABEL, NAME, SMALL
from pincite.share.lines import Block, Frame, fitted
from pincite.text import turns

if TYPE_CHECKING:
    from pincite.share.content import Content, Mark
    from pincite.share.fonts import Hand, Style

MARGIN = 72
BAR, RULE = 12, 2
NAME_AT, ASKED_AT, CLAIM_FROM, CLAIM_TO, RULE_AT, BADGE_AT = 82, 158, 188, 482, 502, 566
MARK, SMALL_MARK, MARK_ON, SMALL_GAP = 68, 34, 44, 12
_GAP = 24  # between what stands beside each other
_NAME = Frame(WIDTH - 2 * MARGIN, 0, (34, 31, 28, 25), 1.2)
_CLAIM = (78, 72, 66, 61, 56, 52, 48, 44, 41, 38, 35, 33)
_LABEL, _LABEL_LOW = (46, 42, 38, 34), (32, 28, 25)
_ASKED = 25
_REMARK = (25, 22)
_LEADING, _LEADING_JOINED = 1.17, 1.5  # Arabic letters stand high and deep in their line
_RISE, _RISE_JOINED = 0.79, 1.02  # ems from the top of a line to its base line
_HALF, _HALF_JOINED = 0.35, 0.3  # ems


@dataclass(frozen=True, slots=True)
class Text:
    """Words on the picture: what, where the left end of their base line is, and how they are set."""

    words: str
    left: float
    base: float
    hand: Hand
    size: int
    ink: str

    @property
    def right(self) -> float:
        """Where the words end."""
        return self.left + self.hand.width(self.words) * self.size


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on the picture: its left and upper edge and its size, in pixels; filled, or as an outline."""

    mark: Mark
    left: int
    top: int
    size: int
    filled: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in pixels. `framed` is the frame around the notice of a withdrawal."""

    texts: tuple[Text, ...]
    marks: tuple[Placed, ...] = ()
    framed: tuple[int, int, int, int] | None = None

    def mirrored(self) -> Layout:
        """Give the same as it is read from the right."""
        return Layout(
            tuple(replace(one, left=WIDTH - one.right) for one in self.texts),
            tuple(replace(one, left=WIDTH - one.left - one.size) for one in self.marks),
            self.framed and (WIDTH - self.framed[2], self.framed[1], WIDTH - self.framed[0], self.framed[3]),
        )


def laid_out(content: Content) -> Layout:
    """Decide where everything stands."""
    layout = _from_the_left(content)
    return layout.mirrored() if content.direction == "rtl" else layout


def _from_the_left(content: Content) -> Layout:
    tokens = content.tokens
    head = [
        *_lines(content.site, _NAME, NAME, tokens.ink, base=NAME_AT),
        *_asked(content),
        *_claim(content),
    ]
    if content.mark is None:
        notice, framed = _notice(content)
        return Layout((*head, *notice), framed=framed)
    start = MARGIN + MARK + _GAP
    for scale, height, sizes in (
        (_scale(content), 0, _LABEL),
        ([], 0, _LABEL),
        ([], 80, _LABEL_LOW),
    ):
        used = sum(one.size + SMALL_GAP for one in scale) + _GAP if scale else 0
        frame = Frame(WIDTH - MARGIN - start - used, height, sizes, 1.2)
        if not _fitted(content.label, frame, LABEL)[0].cut:
            break
    label = _lines(content.label, frame, LABEL, tokens.ink, start=start)
    badge = Placed(content.mark, MARGIN, BADGE_AT - MARK // 2, MARK, filled=True)
    return Layout((*head, *label), (badge, *scale))


def _fitted(text: str, frame: Frame, style: Style) -> tuple[Block, Hand]:
    hand = fonts.hand(text, style)
    return fitted(text, frame, hand.width), hand


def _claim(content: Content) -> list[Text]:
    joins = turns(content.claim)
    frame = Frame(WIDTH - 2 * MARGIN, CLAIM_TO - CLAIM_FROM, _CLAIM, _LEADING_JOINED if joins else _LEADING)
    ink = content.tokens.ink_2 if content.mark is None else content.tokens.ink
    block, hand = _fitted(content.claim, frame, CLAIM)
    first = CLAIM_FROM + (_RISE_JOINED if joins else _RISE) * block.size
    return [
        Text(words, MARGIN, first + number * frame.leading * block.size, hand, block.size, ink)
        for number, words in enumerate(block.lines)
    ]


def _asked(content: Content) -> list[Text]:
    """Lay the line above the claim: a label, and who claims it."""
    half = Frame(WIDTH / 2 - MARGIN, 0, (_ASKED,), 1.2)
    (asked,) = _lines(content.asked, half, SMALL, content.tokens.ink_3, base=ASKED_AT)
    start = asked.right + _ASKED * 0.6
    frame = Frame(WIDTH - MARGIN - start, 0, (_ASKED,), 1.2)
    name = _lines(content.claimant, frame, LABEL, content.tokens.ink_2, base=ASKED_AT, start=start)
    return [asked, *name]


def _notice(content: Content) -> tuple[list[Text], tuple[int, int, int, int]]:
    """Lay what stands in the place of a badge: that the claim is withdrawn, framed, and what it was rated."""
    start = MARGIN + _GAP
    frame = Frame((WIDTH - 2 * MARGIN) / 2, 0, _LABEL[2:], 1.2)
    (word,) = _lines(content.label, frame, LABEL, content.tokens.ink, start=start)
    left, right = round(word.left) - _GAP, round(word.right) + _GAP
    start += right - left
    rest = Frame(WIDTH - MARGIN - start, 68, _REMARK, 1.3)
    remark = _lines(content.remark, rest, SMALL, content.tokens.ink_2, start=start)
    return [word, *remark], (left, BADGE_AT - MARK // 2, right, BADGE_AT + MARK // 2)


def _scale(content: Content) -> list[Placed]:
    """Lay the marks of the scale in a row that ends at the margin, this claim's larger and filled."""
    if content.at < 0:
        return []
    found, end = [], WIDTH - MARGIN
    for number in reversed(range(len(content.scale))):
        size = MARK_ON if number == content.at else SMALL_MARK
        found.append(Placed(content.scale[number], end - size, BADGE_AT - size // 2, size, filled=number == content.at))
        end -= size + SMALL_GAP
    return found


def _lines(
    words: str,
    frame: Frame,
    style: Style,
    ink: str,
    *,
    start: float = MARGIN,
    base: float | None = None,
) -> list[Text]:
    """Lay words as large as the frame's sizes let them be: on a base line, or around the middle of the badge."""
    block, hand = _fitted(words, frame, style)
    leading = frame.leading * block.size
    if base is None:  # half the height of a capital, or of an alif, below the middle
        base = BADGE_AT + block.size * (_HALF_JOINED if hand.face else _HALF) - leading * (len(block.lines) - 1) / 2
    return [Text(one, start, base + number * leading, hand, block.size, ink) for number, one in enumerate(block.lines)]

"""From the rating of a feed to one of the site's: by its label, else by its number where both scales are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.intake.review import Said
    from pincite.settings import Rating


def rated(said: Said, ratings: Sequence[Rating], labels: Mapping[str, str]) -> tuple[str, str]:
    """Give the id of the site's rating, empty where there is none, and what an editor should know about the choice.

    `labels` are what the desk said that labels of the feed mean: ids by label. A number is taken only where the feed
    names the ends of its scale, they are those of the site's numbers, and one rating of the site has that number.
    """
    label = bare(said.label)
    if label and (meant := next((ident for one, ident in labels.items() if bare(one) == label), "")):
        return meant, ""
    for rating in ratings:
        if said.label == rating.label:
            return str(rating.id), ""
    for rating in ratings:
        if label and label == bare(rating.label):
            return str(rating.id), ""
    shown = f"“{said.label}”" if label else "without a label"
    same = [rating for rating in ratings if rating.value == said.value]
    if said.value is not None and len(same) == 1 and _is_the_same_scale(said, ratings):
        return str(same[0].id), f"rating {shown}: “{same[0].label}” has the same number on the same scale"
    return "", f"rating {shown}: not on the site’s scale"


def bare(label: str) -> str:
    """Give a label as labels are compared."""
    return in_one_line(label).casefold()


def _is_the_same_scale(said: Said, ratings: Sequence[Rating]) -> bool:
    values = [rating.value for rating in ratings if rating.value is not None]
    return (said.worst, said.best) == (min(values), max(values))

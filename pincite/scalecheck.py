"""The scale on record: a rating that claims were given may say something else only with a note that says so.

A label that is changed in site.yaml changes every badge of that rating at once, on cards that nobody touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.problems import Problem
from pincite.versions import Noted, Worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.problems import Span
    from pincite.settings import Rating


def worded(rating: Rating) -> Worded:
    """Give what a rating says to readers."""
    return Worded(
        id=rating.id,
        label=rating.label,
        meaning=rating.meaning,
        value=rating.value,
        notes=tuple(Noted(one.date, one.note) for one in rating.changed),
    )


def reworded(rating: Rating, before: Worded) -> Iterator[Problem]:
    """Tell what a rating says otherwise than the record, without a new note that says so."""
    now = worded(rating)
    for at, note in enumerate(before.notes):
        if at < len(now.notes) and now.notes[at] == note:
            continue
        span = rating.changed[at].span if at < len(now.notes) else rating.label_span
        message = (
            f'the note of {note.date.text} on the rating "{rating.id}", which is on record, is not there as it was'
        )
        hint = f"it read: “{note.note}”\nput it back; what was wrong in it is told by another one behind it"
        yield Problem("correction-altered", message, span, hint)
        return
    if len(now.notes) > len(before.notes):
        return
    for what, said, had, span in (
        ("label", now.label, before.label, rating.label_span),
        ("meaning", now.meaning, before.meaning, rating.meaning_span),
        ("value", now.value, before.value, rating.value_span),
    ):
        if said != had:
            yield _silent(rating, what, had, span)


def _silent(rating: Rating, what: str, had: str | int | None, span: Span) -> Problem:
    message = f'the {what} of the rating "{rating.id}" was changed, which changes every claim that has it'
    was = "it had none" if had is None else f"it was {had}" if isinstance(had, int) else f"it was “{had}”"
    hint = (
        f"{was}\nadd an entry to `changed:` of this rating with the day and the reason, as readers will see it;\n"
        "or give the scale another rating, and the claims that you rate anew a correction each"
    )
    return Problem("scale-changed", message, span, hint)

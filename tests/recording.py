"""What tests of the record share: putting a project's claims on record as `pincite record` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.problems import has_errors
from pincite.read.record import path_of, written_versions

if TYPE_CHECKING:
    from projects import Project

CARD = "content/claims/boats-damaged.yaml"
RECORD = "record/claims/boats-damaged.json"
NOTE = "  - {date: 2021-04-03, note: The label of the first quote was wrong.}\n"


def put_on_record(project: Project) -> None:
    """Write the record of every claim, the newest version included."""
    loaded = project.load()
    assert loaded.site
    assert not has_errors(loaded.problems)
    for claim in loaded.site.claims:
        if claim.versions:
            project.write(path_of(claim.id), written_versions(claim.versions))


def correct(project: Project, note: str = "It was wrong.", key: str = "corrections", card: str = CARD) -> None:
    """Add a note behind the last of a card of the base site, whose corrections stand last in it."""
    entry = f"  - {{date: 2021-05-01, note: {note}}}\n"
    text = project.read(card).rstrip("\n") + "\n"
    project.write(card, text + (entry if key == "corrections" and "corrections:" in text else f"{key}:\n{entry}"))

"""`pincite import` of Hypothesis annotations: a draft card for each that stands in an article, a list of the rest."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite import fields
from pincite.commands import begin, console
from pincite.commands.taking import entry_lines
from pincite.intake.cards import Beginning, draft
from pincite.intake.decode import decode_page
from pincite.intake.entry import proposed_id
from pincite.intake.hypothesis import Anchored, Lost, anchor, read_export
from pincite.output.create import create
from pincite.problems import InputError, Problem, Span
from pincite.read.files import Folder
from pincite.scaffold import form, ids
from pincite.site import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Container
    from pathlib import Path

    from pincite.model import Site

_UNIDENTIFIED = "unidentified"


def run(args: argparse.Namespace, root: Path, data: bytes, name: str) -> int:
    """Write the drafts. Gives 0; 1 where the site cannot be loaded, or no annotation became or is a card already."""
    annotations, lost = read_export(decode_page(data, name, markup=False), name)
    loaded = load(Folder(root), drafts=True)
    if loaded.site is None:
        console.tell(loaded.problems, loaded.folder.texts)
        return console.CONTENT
    beginning = _beginning(args, loaded.site, name)
    quoted = {
        (quote.article, quote.start, quote.end): str(claim.id) for claim in loaded.site.claims for quote in claim.quotes
    }
    files: dict[str, bytes] = {}
    told: list[str] = []
    there: list[Lost] = []
    left = list(lost)
    for annotation in annotations:
        found = anchor(annotation, loaded.site.articles)
        if isinstance(found, Lost):
            left.append(found)
            continue
        place = (found.article.id, found.start, found.end)
        if place in quoted:
            there.append(Lost(annotation.number, annotation.exact, f'already quoted by card "{quoted[place]}"'))
            continue
        path = _path(root, files, found, annotation.number)
        written = _written(path, found, beginning)
        if isinstance(written, Lost):
            left.append(written)
            continue
        files[path] = written
        quoted[place] = path.rpartition("/")[2].removesuffix(".yaml")
        told.append(f"  + {annotation.number:>7}  {path} (article {found.article.id})")
    if files and not args.dry_run:
        create(root, files)
    left.sort(key=lambda one: one.number)
    counted = f"{len(files)} draft card{'s' * (len(files) != 1)} (+), "
    counted += f"{len(there)} already quoted (=), " if there else ""
    counted += f"{len(left)} lost (-)"
    ending = "; nothing was written: --dry-run" if args.dry_run else ""
    console.out("\n".join([f"{counted}{ending}", *told, *entry_lines("=", there), *entry_lines("-", left)]))
    return console.FINE if files or (there and not left) else console.CONTENT


def _beginning(args: argparse.Namespace, site: Site, name: str) -> Beginning:
    """Decide what the drafts say until an editor does; nothing is invented where the site offers nothing."""
    ratings = [str(one.id) for one in site.config.ratings]
    rating = args.rating or (str(site.config.unsettled.id) if site.config.unsettled else "")
    if rating not in ratings:
        message = f'there is no rating "{rating}"' if rating else "every rating of this site is settled"
        raise InputError(
            Problem("no-such-rating", message, Span(name), f"name one with --rating: {', '.join(ratings)}")
        )
    actors = {str(one.id): one for one in site.actors}
    claimant = args.claimant or next((ident for ident, one in actors.items() if one.kind == _UNIDENTIFIED), "")
    if claimant not in actors:
        message = f'there is no actor "{claimant}"' if claimant else "no actor of this site is of kind unidentified"
        raise InputError(Problem("no-such-actor", message, Span(name), _an_actor(claimant, actors)))
    return Beginning(claimant, rating, begin.today())


def _an_actor(wanted: str, actors: Container[str]) -> str:
    """Say how the drafts get a claimant: one that is there, or an entry to be pasted, under the id that was wanted."""
    ident = wanted if wanted and not ids.refused(wanted) else ids.free("nobody-yet", actors)
    named = "name an actor of content/actors.yaml with --claimant, or put this line into that file"
    # On one line: a hint is shown further in, and a pasted block would stand so, too.
    return f"{named}:\n{ident}: {{name: Not identified yet, kind: {_UNIDENTIFIED}}}"


def _path(root: Path, files: dict[str, bytes], found: Anchored, number: int) -> str:
    """Give a path that no file has: made of the passage's words, with a number behind them where that is taken."""
    stem = proposed_id(found.article.text[found.start : found.end], "") or f"annotation-{number}"
    taken = {PurePosixPath(path).stem for path in files} | begin.names(Folder(root), "content/claims")
    return f"content/claims/{ids.free(stem, taken)}.yaml"


def _written(path: str, found: Anchored, beginning: Beginning) -> bytes | Lost:
    """Write one card, and read it as the build will; what would not be read is lost here and not there."""
    annotation = found.annotation
    try:
        text = draft(found.article, found.start, found.end, annotation.note, annotation.tags, beginning)
    except ValueError:
        return Lost(annotation.number, annotation.exact, "nothing tells its place from others with the same words")
    if problems := form.unread(path, text, fields.CLAIM):
        return Lost(annotation.number, annotation.exact, f"the card would not be read: {problems[0].message}")
    return text.encode()

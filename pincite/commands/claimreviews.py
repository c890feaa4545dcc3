"""`pincite import claimreview`: a desk's archive becomes draft cards; what does not fit is listed."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pincite.commands import begin, console
from pincite.commands.arguments import folder_of
from pincite.commands.taking import entry_lines, short
from pincite.disk.files import DiskError, remove_file
from pincite.disk.kinds import stands
from pincite.intake.archive import Archive, Record, archive
from pincite.intake.claimants import Claimants
from pincite.intake.decode import decode_page
from pincite.intake.drafts import Choices, Drafts
from pincite.intake.feed import Feed, read_feed, read_page
from pincite.intake.ratings import bare
from pincite.output.create import create
from pincite.problems import InputError, Problem, Span
from pincite.read.files import LIST_LIMIT, Folder
from pincite.scaffold import actors, ids
from pincite.site import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from pincite.intake.hypothesis import Lost
    from pincite.model import Site

_CARDS_SHOWN, _LINES_SHOWN = 20, 40  # without --all


def run(args: argparse.Namespace, root: Path, data: bytes, name: str, *, charset: str = "") -> int:
    """Write the drafts, their record and new actors. `charset` is what a web page's header named.

    Gives 0; 1 where the site cannot be loaded, or where no review became a card or is one already.
    """
    feed = _feed(data, name, charset)
    folder = Folder(root)
    loaded = load(folder, drafts=True)
    if loaded.site is None:
        console.tell(loaded.problems, loaded.folder.texts)
        return console.CONTENT
    choices = _choices(args, loaded.site, name)
    record = _record(args, folder, name)
    claimants = Claimants.of(loaded.site.actors)
    drafts = Drafts(loaded.site, choices, claimants, begin.names(folder, "content/claims"))
    made = archive(feed, drafts, record)
    files, behind = _with_actors(made, claimants, folder)
    report = Path(folder_of(args.report)) if args.report else None
    if report and stands(report):
        message, hint = f'there is a file "{report.name}" already', "take another name, or move it away"
        raise InputError(Problem("file-exists", message, Span(str(args.report)), hint))
    if not args.dry_run:
        told = {report.name: _machine_readable(made, claimants).encode()} if report else {}
        # The report first: once the cards are there, no second import could make it.
        with _written(report.parent if report else root, told):
            if made.cards:
                create(root, files, behind)
    console.out("\n".join(_told(args, made, claimants)))
    return console.FINE if made.cards or (made.there and not made.lost) else console.CONTENT


@contextlib.contextmanager
def _written(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write files, and take them away again where what comes next cannot be written."""
    create(folder, files)
    try:
        yield
    except DiskError:
        for path in files:
            with contextlib.suppress(DiskError):
                remove_file(folder / path)
        raise


def _feed(data: bytes, name: str, charset: str) -> Feed:
    """Read a feed of JSON, or the reviews of a web page."""
    markup = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    text = decode_page(data, name, header=charset, markup=markup)
    if not markup:
        return read_feed(text, name)
    from pincite.intake.markup import parse  # quick start: a feed of JSON needs no HTML

    return read_page(parse(text, name).linked_data, name)


def _choices(args: argparse.Namespace, site: Site, name: str) -> Choices:
    """Check what the desk decided against the site."""
    labels = dict(args.label)
    known = [str(one.id) for one in site.config.ratings]
    for ident in [*labels.values(), *([args.rating] if args.rating else [])]:
        if ident not in known:
            message, hint = f'there is no rating "{ident}"', f"the ratings of this site: {', '.join(known)}"
            raise InputError(Problem("no-such-rating", message, Span(name), hint))
    if args.claimant and args.claimant not in {str(one.id) for one in site.actors}:
        message, hint = f'there is no actor "{args.claimant}"', "add it to content/actors.yaml, or name another"
        raise InputError(Problem("no-such-actor", message, Span(name), hint))
    return Choices(
        source=name, today=begin.today(), labels=labels, rating=args.rating or "", claimant=args.claimant or ""
    )


def _record(args: argparse.Namespace, folder: Folder, name: str) -> Record:
    """Name the record: as the desk says, else after the feed's file."""
    taken = begin.names(folder, "content/articles")
    if args.id and (why := ids.refused(args.id)):
        raise InputError(Problem("bad-id", why, Span(name), "name another with --id"))
    if args.id in taken:
        message, hint = f'there is an article "{args.id}" already', "take another id with --id, or move it away"
        raise InputError(Problem("file-exists", message, Span(f"content/articles/{args.id}.yaml"), hint))
    stem = ids.from_title(PurePosixPath(name).stem.replace("_", " "))
    proposed = stem if stem.startswith("claimreview") else f"claimreview-{stem}".rstrip("-")
    return Record(args.id or ids.free(proposed, taken), taken)


def _with_actors(
    made: Archive, claimants: Claimants, folder: Folder
) -> tuple[Mapping[str, bytes], tuple[str, bytes] | None]:
    """Give the files to write, and what comes behind the end of the list of actors, if it is there."""
    if not claimants.entries:
        return made.files, None
    there = folder.has(actors.PATH)
    present = folder.text_of(actors.PATH, LIST_LIMIT) if there else actors.opening()
    written = actors.behind(present, claimants.entries)
    if isinstance(written, Problem):
        raise InputError(written)
    if there:
        return made.files, (actors.PATH, written.encode())
    return {**made.files, actors.PATH: (actors.opening() + written).encode()}, None


def _told(args: argparse.Namespace, made: Archive, claimants: Claimants) -> Iterator[str]:
    """Word the report: how many, which, what did not fit by its kind, and what became no card."""
    counts = [_counted(len(made.cards), "draft card") + " (+)"]
    counts += [f"{len(made.there):,} already there (=)"] if made.there else []
    counts += [f"{len(made.lost):,} left out (-)", _counted(len(claimants.entries), "new actor")]
    yield ", ".join(counts) + ("; nothing was written: --dry-run" if args.dry_run else "")
    if made.records:
        more = f", and {len(made.records) - 1} more like it" if len(made.records) > 1 else ""
        yield f"record: seeds/{made.records[0]}.txt{more}"
    for card in made.cards if args.all else made.cards[:_CARDS_SHOWN]:
        yield f"  + {card.review.number:>7}  {card.path}"
        if args.all:
            yield from (f"             {one.what}" + (f": {one.detail}" if one.detail else "") for one in card.misfits)
    if len(made.cards) > _CARDS_SHOWN and not args.all:
        yield f"            and {len(made.cards) - _CARDS_SHOWN:,} more; --all lists them"
    yield from _some(args, entry_lines("=", list(made.there)))
    yield from _some(args, entry_lines("-", list(made.lost)))
    said = {bare(card.review.rating.label) for card in made.cards}
    unused = [label for label, _ in args.label if bare(label) not in said]  # misspelt, most likely
    yield from (f"--label “{short(label)}”: no new card has this rating" for label in unused)
    kinds = Counter(what for card in made.cards for what in {one.what for one in card.misfits})
    if kinds:
        yield "what did not fit, with the number of cards; each card says it in its first lines:"
        often = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
        lines = [f"  {number:>9}  {short(what)}" for what, number in often]
        yield from _some(args, lines)


def _some(args: argparse.Namespace, lines: list[str]) -> Iterator[str]:
    shown = lines if args.all else lines[:_LINES_SHOWN]
    yield from shown
    if len(shown) < len(lines):
        yield f"            and {len(lines) - len(shown):,} more; --all lists them"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _machine_readable(made: Archive, claimants: Claimants) -> str:
    """Write the whole report as JSON: `cards`, each with the address that it had, `there`, `left_out`, `actors`."""
    told = {
        "cards": [
            {
                "number": one.review.number,
                "url": one.review.url,
                "card": one.path,
                "claim": one.review.claim,
                "rating": one.rating,
                "claimant": one.claimant,
                "misfits": [{"what": misfit.what, "detail": misfit.detail} for misfit in one.misfits],
            }
            for one in made.cards
        ],
        "there": _entries(made.there),
        "left_out": _entries(made.lost),
        "actors": sorted(claimants.entries),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _entries(found: Iterable[Lost]) -> list[dict[str, object]]:
    return [{"number": one.number, "claim": one.words, "why": one.why} for one in found]

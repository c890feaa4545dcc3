"""`pincite verify`: tell whether what stands in a folder, on the web or on a branch is what was built."""

from __future__ import annotations

import argparse
import json
import time
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.commands.extras import absent
from pincite.commands.finish import finish
from pincite.disk.files import DiskError, read_given
from pincite.disk.kinds import is_file
from pincite.inputs import has_site
from pincite.output.lock import LockHeldError, lock
from pincite.output.manifest import LIMIT, MANIFEST, parsed
from pincite.pipeline import make
from pincite.problems import Problem, Span, has_errors, objects, summary
from pincite.published.files import manifest_at
from pincite.published.places import PlaceError, open_place
from pincite.published.verify import Against, Verified, verify
from pincite.verbs.arguments import base_url

if TYPE_CHECKING:
    from pincite.output.manifest import Manifest
    from pincite.published.place import Place
    from pincite.published.signature import Signed

_PAUSES = (2.0, 5.0, 10.0, 20.0)  # seconds between two looks; the last one again and again
# What a new look can mend: the caches of a fresh deploy are filled one by one.
_PASSING = frozenset({"site-changed", "site-missing", "no-manifest", "fetch-failed"})


def run(args: argparse.Namespace) -> int:
    """Verify a place. Gives 0, 3 where it is not what it says, 2 and 74 where it cannot be told, 1 for --rebuild."""
    root = folder_of(args.root)
    with ExitStack() as opened:
        try:
            place = opened.enter_context(open_place(args.place, root))
            since = _since(args.since, root) if args.since else None
        except PlaceError as error:
            return _tell(args, Verified(problems=(error.problem,)))
        signers = folder_of(args.signers) if args.signers else None
        builds: dict[tuple[str, bool], Manifest | int] = {}
        end = time.monotonic() + args.wait
        for look in count():
            built = _built(root, place, builds) if args.rebuild else None
            if isinstance(built, int):
                return built
            against = Against(since=since, kept=f"in {args.since}" if since else "", signers=signers, built=built)
            found = verify(place, against)
            left = end - time.monotonic()
            if left <= 0 or not _passes(found, args):
                break
            pause = min(_PAUSES[min(look, len(_PAUSES) - 1)], left)
            console.say(f"pincite: {summary(found.problems)}; looking again in {pause:.0f} seconds")
            time.sleep(pause)
    return _tell(args, found)


def _passes(found: Verified, args: argparse.Namespace) -> bool:
    """Tell whether time may mend it. With --rebuild that holds of an older site, too: the new one is awaited."""
    codes = {one.code for one in found.problems}
    return bool(codes & _PASSING) or (args.rebuild and any(one.startswith("rebuild-") for one in codes))


def _since(text: str, root: Path) -> Manifest:
    """Read a manifest that was kept: a file, or a place that has one. Raises PlaceError."""
    file = Path(text)
    if not is_file(file, follow=True):
        with open_place(text, root) as place:
            return manifest_at(place)[0]
    try:
        found = parsed(read_given(file, LIMIT))
    except DiskError as error:
        raise PlaceError(error.problem) from None
    if found is None:
        hint = f"name the {MANIFEST} of a site as it was saved"
        raise PlaceError(Problem("no-manifest", "the file is no manifest of pincite's", Span(text), hint))
    return found


def _built(root: Path, place: Place, builds: dict[tuple[str, bool], Manifest | int]) -> Manifest | int:
    """Give the manifest of a build of the site in a folder, for the address that the published one was built for.

    Gives an exit status where it cannot be built; the problems are told. `builds` has those that were made before.
    """
    url, drafts = "", False
    # Where there is no manifest yet, or an address that no build has, that is told later.
    with suppress(PlaceError, argparse.ArgumentTypeError):
        published = manifest_at(place)[0]
        drafts = published.drafts
        url = base_url(published.url) if published.url else ""
    if (url, drafts) not in builds:
        builds[url, drafts] = _build(root, url, drafts=drafts)
    return builds[url, drafts]


def _build(root: Path, url: str, *, drafts: bool) -> Manifest | int:
    try:
        if not has_site(root):
            console.tell(make(root).problems, {})
            return console.USAGE
        with lock(root):
            made = make(root, drafts=drafts, url=url)
            problems = (*made.problems, *(absent(made) if made.files else ()))
            if not made.files or has_errors(problems):
                console.tell(problems, made.folder.texts)
                console.say("pincite: the site could not be built to compare")
                return console.CONTENT
            found = parsed(finish(root, made, drafts=drafts)[MANIFEST])
    except LockHeldError as error:
        console.tell([error.problem], {})
        return console.LOCKED
    except DiskError as error:
        console.tell([error.problem], {})
        return console.IO
    return found if found is not None else console.BUG


def _tell(args: argparse.Namespace, found: Verified) -> int:
    status = _status(found.problems)
    if args.format == "json":
        # In ASCII: paths come from a stranger's manifest, and may hold what the console would show as no JSON.
        console.out(json.dumps(_as_json(args.place, found), indent=1))
        return status
    console.tell(found.problems, {})
    manifest = found.manifest
    if manifest is None:
        return status
    whole = len(manifest.outputs)
    if found.problems:
        console.say(f"pincite: {summary(found.problems)}; {found.files} of {whole} files are as listed")
    else:
        console.out(f"{args.place}: {found.files} files, {found.size} bytes, as they were built")
    console.out(f"manifest {manifest.sha256}")
    console.out(f"built by {manifest.generator} for {manifest.url or 'an address that it does not name'}")
    told = f"chain: {_counted(len(manifest.chain), 'publication')} before"
    told += f", {found.publications} in the branch" if found.publications else ""
    told += f"; {_counted(len(manifest.claims), 'claim')}"
    told += f" in {_counted(found.versions, 'version')}, each worked out anew" if found.versions else ""
    console.out(told)
    console.out(_signature(found.signed))
    for note in found.notes:
        console.out(f"note: {note}")
    return status


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _signature(signed: Signed) -> str:
    return {
        "none": "not signed",
        "wrong": "signature: wrong",
        "unknown": f"signed with {signed.key}, whom --signers does not know",
        "unchecked": f"signed with {signed.key}; by whom is not checked: name --signers",
        "known": f"signed by {signed.signer} with {signed.key}",
    }[signed.state]


def _status(problems: tuple[Problem, ...]) -> int:
    """Give 3 where anything is not what it says; where it only cannot be told, what keeps it from being told."""
    found = {console.status_of(one) for one in problems}
    if console.CONTENT in found:
        return console.VERIFY
    return next((one for one in (console.USAGE, console.IO) if one in found), console.FINE)


def _as_json(place: str, found: Verified) -> dict[str, Any]:
    manifest = found.manifest
    return {
        "place": place,
        "verified": not found.problems,
        "manifest": manifest.sha256 if manifest else "",
        "generator": manifest.generator if manifest else "",
        "url": manifest.url if manifest else "",
        "chain": list(manifest.chain) if manifest else [],
        "claims": len(manifest.claims) if manifest else 0,
        "versions": found.versions,
        "publications": found.publications,
        "listed": len(manifest.outputs) if manifest else 0,
        "files": found.files,
        "bytes": found.size,
        "signature": {"state": found.signed.state, "key": found.signed.key, "signer": found.signed.signer},
        "notes": list(found.notes),
        "problems": objects(found.problems),
    }

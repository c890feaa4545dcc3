"""`pincite explain`: which inputs a page is made of, and whether, and why, the next build makes it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pincite.commands import console
from pincite.commands.arguments import folder_of
from pincite.commands.means import means
from pincite.disk.files import DiskError, read_file
from pincite.explained import explain
from pincite.inputs import has_site
from pincite.kept.store import KeptError
from pincite.output.manifest import listed_as
from pincite.pipeline import look

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.explained import Explained
    from pincite.output.manifest import Listed
    from pincite.pipeline import Ready


def run(args: argparse.Namespace) -> int:
    """Explain. Gives 0, 1 with problems in the content, 2 where there is no site or no such page."""
    root = folder_of(args.root)
    output = folder_of(args.output) if args.output else root / "output"
    path = args.page.removeprefix("./").replace("\\", "/")
    answers: list[Explained | None] = []

    def ask(ready: Ready) -> None:
        answers.append(explain(path, ready, lambda one, listed: _stands(output, one, listed)))

    try:
        by = means(root, 1, None, keep=False)
        made = look(root, ask, drafts=args.drafts, url=args.base_url or "", means=by)
    except KeptError as error:
        console.say(f"pincite: the cache is of no use, and so nothing is known: {error}")
        return console.IO
    if not answers:
        console.tell(made.problems, made.folder.texts)
        return console.CONTENT if has_site(root) else console.USAGE
    if (found := answers[0]) is None:
        console.say(f'pincite: error[no-such-page]: the site has no "{path}"; a path is one below the output folder')
        return console.USAGE
    console.out(_as_json(found) if args.format == "json" else "\n".join(_as_text(found)))
    return console.FINE


def _stands(output: Path, path: str, listed: Listed) -> bool:
    try:
        return listed_as(read_file(output / path)) == listed
    except DiskError:
        return False


def _as_text(found: Explained) -> list[str]:
    lines = [found.path]
    if found.template:
        what = "any template" if found.template == "*" else f"templates/{found.template} and its parts"
        lines.append(f"  made with {what}")
    if found.asked:
        lines.append("  made of")
        width = max(len(one.source) for one in found.asked)
        lines += [f"    {one.source.ljust(width)}  {one.what}" for one in found.asked]
    if found.reasons:
        lines += ["  the next build makes it again:", *(f"    {one}" for one in found.reasons)]
    else:
        lines.append("  the next build leaves it as it is")
    return lines


def _as_json(found: Explained) -> str:
    told = {
        "path": found.path,
        "template": found.template,
        "inputs": [{"source": one.source, "what": one.what, "changed": one.moved} for one in found.asked],
        "again": list(found.reasons),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)

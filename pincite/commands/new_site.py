"""`pincite new site`: a site in an empty folder, with everything that it needs and a sample to begin from."""

from __future__ import annotations

import dataclasses
import shlex
from typing import TYPE_CHECKING

from pincite.commands import begin, console
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder, stands
from pincite.disk.trees import entries
from pincite.output.create import create
from pincite.problems import Problem, Span, few
from pincite.read import catalogue
from pincite.read.files import Folder
from pincite.scaffold import sites

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.commands.answers import Check

# What may lie in a folder in which a site is begun: what version control, virtual environments and file managers make.
_BESIDE = frozenset(".git .hg .jj .svn .venv venv .DS_Store Thumbs.db desktop.ini".split())
_SHOWN = 3  # names of what lies in the way


@begin.resumable
def run(args: argparse.Namespace) -> int:
    """Write the site. Gives 1 where the folder is not empty, 2 where a value is wrong."""
    folder = folder_of(args.dir)
    if problem := _in_the_way(folder, args.dir):
        return begin.refused(problem)
    new = _asked(args, folder)
    try:
        create(folder, sites.site(new))
    except DiskError as error:
        return begin.refused(error.problem)
    console.out(args.dir)
    root = "" if args.dir == "." else f" --root {shlex.quote(args.dir)}"
    console.say(f"pincite: the site is begun; `pincite serve{root}` shows it, and README.md says what to change first")
    if new.language.lower().split("-")[0] != "en" and not catalogue.path_of(new.language, Folder(folder)):
        console.say(
            f'pincite: its pages are marked as "{new.language}", but pincite\'s own words on them are English: '
            f"headings, labels, navigation; to translate them, copy locale/pincite.pot to locale/{new.language}.po"
        )
    if new.url == sites.NO_URL:
        console.say("pincite: its address in site.yaml is a placeholder; change `url` before you publish")
    return console.FINE


def _in_the_way(folder: Path, shown: str) -> Problem | None:
    if not stands(folder):
        return None
    if not is_folder(folder, follow=True):
        return Problem("folder-not-empty", "this is a file, and no folder", Span(shown), "name an empty folder")
    found = [one.name for one in entries(folder) if one.name not in _BESIDE]
    if not found:
        return None
    message = f"the folder is not empty: {few(found, _SHOWN)}"
    hint = f"name an empty folder, or a new one; only these may lie there: {', '.join(sorted(_BESIDE))}"
    return Problem("folder-not-empty", message, Span(shown), hint)


def _asked(args: argparse.Namespace, folder: Path) -> sites.NewSite:
    needed = begin.answers(args)
    checked = begin.today()
    name = folder.name.replace("-", " ").replace("_", " ").strip()
    blank = sites.NewSite(title="A site", publisher="A publisher", checked=checked)

    def fits(key: str) -> Check:
        # The problem is worded for site.yaml, and names its field; here the flag or the question names the value.
        return lambda value: sites.refused(dataclasses.replace(blank, **{key: value})).replace(f' in "{key}"', "")

    title = needed.get("--title", args.title, "Title", fits("title"), name[:1].upper() + name[1:] or "A new site")
    publisher = needed.get("--publisher", args.publisher, "Publisher, who answers for it", fits("publisher"), title)
    language = needed.get("--language", args.language, "Language", fits("language"), blank.language)
    url = needed.get("--url", args.url, "Address where it will stand", fits("url"), blank.url)
    return dataclasses.replace(blank, title=title, publisher=publisher, language=language, url=url)

"""`pincite new article`: the entry of an original that lies in seeds/, pinned as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import fields
from pincite.commands import begin
from pincite.commands.arguments import folder_of
from pincite.problems import InputError, Problem, Span
from pincite.read.files import ORIGINAL_LIMIT, Folder
from pincite.scaffold import articles
from pincite.verbs.new import ARTICLE_MORE

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pincite.commands.answers import Answers
    from pincite.model import Site


@begin.resumable
def run(args: argparse.Namespace) -> int:
    """Write content/articles/ID.yaml. Gives 1 where the original cannot be read, 2 where something is missing."""
    root = folder_of(args.root)
    folder = Folder(root)
    needed = begin.answers(args)
    try:
        site = begin.known_site(folder)
        path = _original(args, needed, site, folder)
        if not path:
            needed.finish()
        file = folder.read(path, ORIGINAL_LIMIT)
        kind = args.format or articles.format_of(path)
        values = {"headline": articles.first_line(file, kind), "format": kind}
    except InputError as error:
        return begin.refused(error.problem)
    values |= begin.given_fields(args, needed, fields.ARTICLE, ARTICLE_MORE)
    headline = needed.get(
        "--headline", args.headline, "Headline", begin.fits(fields.ARTICLE, "headline"), values["headline"]
    )
    ident = begin.ident(args, needed, headline, begin.names(folder, "content/articles"))
    needed.finish()
    text = articles.article(file, {**values, "headline": headline})
    return begin.written(args, f"content/articles/{ident}.yaml", text)


def _original(args: argparse.Namespace, needed: Answers, site: Site, folder: Folder) -> str:
    """Get the path of the original from the site's folder. Raises InputError where it is not below seeds/."""
    lying, _ = folder.files_below("seeds", ())
    used = {one.path for one in site.articles}
    unused = [path for path in lying if path not in used]
    if args.text is None:
        needed.show("In seeds, and of no article yet", unused)

    def check(value: str) -> str:
        return "" if _in_site(value, folder.root) in lying else f'there is no file "{value}" below seeds/'

    default = unused[0] if len(unused) == 1 else ""
    path = needed.get("--text", None, "Original", check, default) if args.text is None else args.text
    if not path:
        return ""
    path = _in_site(path, folder.root)
    if not path.startswith("seeds/"):
        hint = "move the file there; what lies there is never edited"
        raise InputError(Problem("path-outside", "originals lie below seeds/", Span("--text"), hint))
    return path


def _in_site(text: str, root: Path) -> str:
    """Give a path from the site's folder, also of one that was written from where the user stands."""
    path = text.replace("\\", "/").removeprefix("./")
    if path.startswith("seeds/"):
        return path
    try:
        return folder_of(text).relative_to(root).as_posix()
    except ValueError:
        return path

"""`pincite import`: a page, an address, a text or annotations become an original with its entry, or draft cards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.commands import begin, console
from pincite.commands.arguments import folder_of
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder
from pincite.inputs import has_site
from pincite.problems import InputError, Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    import argparse

    from pincite.intake.metadata import Metadata
    from pincite.intake.taken import Taken

_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".json": "hypothesis",
    ".jsonld": "claimreview",
}


@dataclass(frozen=True, slots=True)
class _Source:
    """What was given: its bytes, what kind it is, the header's charset, its address if it was fetched, its name."""

    data: bytes
    kind: str
    charset: str
    address: str
    name: str


def run(args: argparse.Namespace) -> int:
    """Import. Gives 0; 1 for a source that cannot be used; 2 for no site or a file that is there; 74 for no answer."""
    root = folder_of(args.root)
    if not has_site(root):
        message, hint = "there is no site.yaml here", "run pincite in a site's folder, or name one with --root"
        console.tell([Problem("no-site", message, Span("site.yaml"), hint)], {})
        return console.USAGE
    try:
        source = _source(args)
        if source.kind == "hypothesis":
            from pincite.commands import annotations  # as above

            return annotations.run(args, root, source.data, source.name)
        if source.kind == "claimreview":
            from pincite.commands import claimreviews  # as above

            return claimreviews.run(args, root, source.data, source.name, charset=source.charset)
        return _article(args, root, source)
    except (InputError, DiskError) as error:
        console.tell([error.problem], {})
        return console.status_of(error.problem)


def _source(args: argparse.Namespace) -> _Source:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", args.source):
        from pincite.intake.fetch import fetch  # as above

        page = fetch(args.source)
        kind = args.what or (page.kind if args.format == "auto" else args.format)
        _refuse_empty(page.data, page.address, "open the page in a browser, save it, and import the file")
        return _Source(page.data, kind, page.charset, page.address, page.address)
    from pincite.intake.feed import FEED_LIMIT, looks_like_one  # as above
    from pincite.intake.markup import PAGE_LIMIT
    from pincite.read.files import Folder

    path = Path(folder_of(args.source))
    if is_folder(path, follow=True):
        message, hint = f'"{path.name}" is a folder', "name a file in it"
        raise InputError(Problem("file-kind", message, Span(path.name or str(path)), hint))
    kind = args.what or (_SUFFIXES.get(path.suffix.lower(), "") if args.format == "auto" else args.format)
    data = Folder(path.parent).read(path.name, FEED_LIMIT if kind == "claimreview" else PAGE_LIMIT).data
    _refuse_empty(data, path.name, "save it again, or name another file")
    if kind == "hypothesis" and args.format == "auto" and looks_like_one(data):
        kind = "claimreview"
    if not kind:
        kind = "html" if re.search(rb"<(?:!doctype html|html|body|p)\b", data[:4096], re.IGNORECASE) else ""
    if not kind or data.startswith((b"MIME-Version", b"From: <Saved by", b"bplist", b"%PDF", b"PK")):
        message = f'"{path.name}" is of a kind that cannot be read'
        hint = "save the page as HTML, or name what it is with --format html, text, markdown, hypothesis or claimreview"
        raise InputError(Problem("page-kind", message, Span(path.name), hint))
    return _Source(data, kind, "", "", path.name)


def _refuse_empty(data: bytes, name: str, hint: str) -> None:
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        what = "page" if "://" in name else "file"
        raise InputError(Problem("page-empty", f"the {what} is empty", Span(name), hint))


def _article(args: argparse.Namespace, root: Path, source: _Source) -> int:
    from pincite.commands.taking import report  # as above
    from pincite.intake.entry import article_files, dating, proposed_id
    from pincite.intake.present import present
    from pincite.intake.taken import choose
    from pincite.output.create import create
    from pincite.read.files import Folder
    from pincite.site import load

    metadata, taken = _read(args, source)
    taken = choose(taken, args.keep, args.drop, source.name)
    if site := load(Folder(root), drafts=True).site:
        addresses = {metadata.get(key) for key in ("url", "canonical", "archived", "address")}
        console.tell(present(source.name, addresses, taken.paragraphs, site.articles), {})
    if args.dry_run:
        console.out(f"{report(metadata, taken, every=args.all)}\nnothing was written: --dry-run")
        return console.FINE
    headline = metadata.get("headline")
    if not headline:
        hint = "name it with --headline"
        raise InputError(Problem("page-empty", "no headline was found", Span(source.name), hint))
    ident = args.id or proposed_id(headline, metadata.get("url"))
    if not ident:
        message = "no id can be made of this headline: it has no Latin letters"
        raise InputError(Problem("bad-id", message, Span(source.name), "name one with --id"))
    today = begin.today()
    values = {key: metadata.get(key) for key in ("publisher", "byline", "url", "archived", "published", "language")}
    values |= {"dating": "" if args.published else dating(metadata), "retrieved": today if source.address else ""}
    files = article_files(ident, headline, taken, values)
    there, _ = Folder(root).files_below("content/articles", (".yaml",))
    if taken_by := next((path for path in there if path.endswith(f"/{ident}.yaml")), ""):
        message, hint = f'there is an article "{ident}" already', "take another id with --id, or move it away"
        raise InputError(Problem("file-exists", message, Span(taken_by), hint))
    create(root, files)
    console.out(f"{report(metadata, taken, every=args.all)}\nwritten: {', '.join(files)}")
    return console.FINE


def _read(args: argparse.Namespace, source: _Source) -> tuple[Metadata, Taken]:
    from pincite.intake.decode import decode_page  # as above

    text = decode_page(source.data, source.name, header=source.charset, markup=source.kind == "html")
    if source.kind == "text":
        from pincite.intake.plain import read_text

        metadata, taken = read_text(text)
    elif source.kind == "markdown":
        from pincite.intake.plain import read_markdown

        metadata, taken = read_markdown(text, source.name)
    else:
        from pincite.intake.markup import parse
        from pincite.intake.metadata import read_metadata
        from pincite.intake.page import read_page

        page = parse(text, source.name)
        metadata = read_metadata(page, source.address)
        taken = read_page(page.soup, [metadata.get("headline")])
    return _told(args, metadata, source), taken


def _told(args: argparse.Namespace, metadata: Metadata, source: _Source) -> Metadata:
    """Put what the command line says in the place of what the page says."""
    from pincite.intake.metadata import Found, Metadata

    found = dict(metadata.found)
    if source.address and "url" not in found:
        found["url"] = Found("url", source.address, "the address that was fetched")
    for key in ("headline", "byline", "publisher", "published", "language", "url"):
        if value := getattr(args, key):
            found[key] = Found(key, value, "the command line")
    if args.published:
        found.pop("modified", None)  # `dating` says how the page's own date was read, and this is not that one
    conflicts = tuple(one for one in metadata.conflicts if not getattr(args, one.field, None))
    return Metadata(found, conflicts, metadata.notes)

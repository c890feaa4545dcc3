"""`pincite import`: a page, an address, a text or annotations become an original with its entry, or draft cards."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.commands import begin, console
from pincite.commands.arguments import add_root, folder_of
from pincite.problems import InputError, Problem, Span

if TYPE_CHECKING:
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
_FORMATS = ("auto", "html", "text", "markdown", "hypothesis", "claimreview")
_NUMBERS_AT_MOST = 100_000


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verb."""
    parser = verbs.add_parser(
        "import",
        help="take in an article, annotations, or an archive of reviews",
        description="Take a saved page, an address, a plain text or Markdown into seeds/ and content/articles/, or "
        "annotations of Hypothesis or a ClaimReview feed into draft cards. Nothing that is there is replaced.",
        epilog="example: pincite import saved-page.html --id harbour-fire --keep 12; "
        "or: pincite import claimreview archive.json --dry-run",
    )
    parser.add_argument(
        "what",
        nargs="?",
        metavar="claimreview",
        choices=("claimreview",),
        help="this word, just before a feed of ClaimReviews or a page with some",
    )
    parser.add_argument("source", metavar="FILE|URL", help="a file, or an address that begins with http(s)://")
    add_root(parser)
    what = f"what it is, instead of by its name or type: {', '.join(_FORMATS)}"
    parser.add_argument("--format", metavar="F", choices=_FORMATS, default="auto", help=what)
    parser.add_argument("--dry-run", action="store_true", help="show what would be taken; write nothing")
    parser.add_argument("--all", action="store_true", help="list every dropped piece or card, also where many follow")
    article = parser.add_argument_group("articles")
    article.add_argument("--id", metavar="ID", help="the article's id (default: of the headline, or the feed's name)")
    article.add_argument("--keep", metavar="N", type=_numbers, default=frozenset(), help="take these pieces: 3,5-7")
    article.add_argument("--drop", metavar="N", type=_numbers, default=frozenset(), help="leave these pieces out")
    article.add_argument("--headline", metavar="TEXT", type=_line, help="the headline, instead of the page's")
    article.add_argument("--byline", metavar="TEXT", type=_line, help="who wrote it")
    article.add_argument("--publisher", metavar="NAME", type=_line, help="who published it")
    article.add_argument("--published", metavar="DATE", type=_date, help="when, in EDTF: 2015-12-23")
    article.add_argument("--language", metavar="TAG", type=_language, help="its language, BCP 47: en, pt-BR")
    article.add_argument("--url", metavar="ADDRESS", type=_address, help="its address")
    cards = parser.add_argument_group("annotations and reviews")
    cards.add_argument(
        "--claimant", metavar="ID", help="the claimant of the drafts (default: one of kind unidentified)"
    )
    cards.add_argument("--rating", metavar="ID", help="the rating of the drafts (default: the first not settled)")
    cards.add_argument(
        "--label",
        metavar="TEXT=ID",
        type=_label,
        action="append",
        default=[],
        help="what a rating of the reviews is here: 'Half true=context-missing'; may be given several times",
    )
    cards.add_argument("--report", metavar="FILE", help="write what became of each review into a new file, as JSON")
    parser.set_defaults(run=run)


def _numbers(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        pair = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", part)
        first, last = (int(pair[1]), int(pair[2] or pair[1])) if pair else (1, 0)
        if not 0 <= first <= last <= _NUMBERS_AT_MOST:
            raise argparse.ArgumentTypeError(f"{text!r} are no numbers of pieces: write 3 or 3,5-7")
        found |= set(range(first, last + 1))
    return frozenset(found)


def _line(text: str) -> str:
    from pincite.intake.clean import cleaned, in_line  # quick start: other verbs do not need it

    (line,), _ = cleaned([in_line(text)])
    if not line:
        raise argparse.ArgumentTypeError("write a text")
    return line


def _label(text: str) -> tuple[str, str]:
    label, sign, ident = text.rpartition("=")
    if not sign or not label.strip() or not ident.strip():
        raise argparse.ArgumentTypeError(f"{text!r} names no rating: write 'Half true=context-missing'")
    return label.strip(), ident.strip()


def _date(text: str) -> str:
    from pincite import dates  # as above

    try:
        return dates.parse(text).text
    except dates.DateError as error:
        raise argparse.ArgumentTypeError(f"{error}: {error.remedy}") from None


def _language(text: str) -> str:
    from pincite.intake import stated  # as above

    if not (tag := stated.language(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no language tag: write en, ru, pt-BR")
    return tag


def _address(text: str) -> str:
    from pincite.intake import stated  # as above

    if not (address := stated.address(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no address: write https://...")
    return address


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
    from pincite.output.files import OutputError  # quick start, as above

    root = folder_of(args.root)
    if not (root / "site.yaml").exists():
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
    except InputError as error:
        console.tell([error.problem], {})
        return console.status_of(error.problem)
    except OutputError as error:
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
    if path.is_dir():
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
    if taken_by := next((root / "content/articles").rglob(f"{ident}.yaml"), None):
        message, hint = f'there is an article "{ident}" already', "take another id with --id, or move it away"
        raise InputError(Problem("file-exists", message, Span(taken_by.relative_to(root).as_posix()), hint))
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

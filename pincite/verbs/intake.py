"""`pincite import` on the command line."""

from __future__ import annotations

import argparse
import re

from pincite.verbs.arguments import add_root

_FORMATS = ("auto", "html", "text", "markdown", "hypothesis", "claimreview")
_NUMBERS_AT_MOST = 100_000


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    parser.description = (
        "Take a saved page, an address, a plain text or Markdown into seeds/ and content/articles/, or "
        "annotations of Hypothesis or a ClaimReview feed into draft cards. Nothing that is there is replaced."
    )
    parser.epilog = (
        "example: pincite import saved-page.html --id harbour-fire --keep 12; "
        "or: pincite import claimreview archive.json --dry-run"
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

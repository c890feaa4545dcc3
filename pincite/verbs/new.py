"""`pincite new` on the command line: a card, an article, an event or a whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.verbs.arguments import add_root

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pincite.fields.kinds import Group

_NO_URL = "https://example.org/"
# Fields that may be given, and are never asked for.
CLAIM_MORE = ("headline", "verdict", "claimed", "happened", "dating", "why")
EVENT_MORE = ("text", "dating", "label")
ARTICLE_MORE = (
    *("headline", "short", "publisher", "byline", "url", "archived", "published", "dating", "retrieved"),
    *("language", "note"),
)


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare what it can begin."""
    parser.description = (
        "Begin a file with what is known already. What is needed and not given is asked for on a "
        "terminal. Nothing that is there is written over."
    )
    parser.epilog = 'example: pincite new claim --title "The bridge was closed"'
    kinds = parser.add_subparsers(metavar="what", required=True)
    for kind, told, its in (
        ("claim", "a draft fact card", _claim),
        ("article", "an article whose original lies in seeds/", _article),
        ("event", "an event of the timeline", _event),
        ("site", "a whole site in an empty folder", _site),
    ):
        one = kinds.add_parser(kind, help=told)
        its(one)
        one.add_argument("--no-input", action="store_true", help="ask nothing; what is missing is an error")
        one.set_defaults(run=f"new_{kind}", parser=one)


def _claim(parser: argparse.ArgumentParser) -> None:
    from pincite.fields import CLAIM  # the table of all fields, which no other verb's help shows
    from pincite.fields.kinds import STANCES

    parser.description = (
        "Begin a fact card: a draft with its quote found in the article, and every field that may follow."
    )
    parser.epilog = 'example: pincite new claim --article a1 --exact "It was closed."'
    parser.add_argument("id", metavar="ID", nargs="?", help="the card's id and address (default: from the title)")
    parser.add_argument("--article", metavar="ID", help="the article that is quoted")
    parser.add_argument("--exact", metavar="TEXT", help="the words, as the article has them; […] leaves words out")
    parser.add_argument("--paragraph", metavar="N", type=int, help="the paragraph in which they begin")
    parser.add_argument(
        "--stance", metavar="WORD", choices=STANCES, default=STANCES[0], help=f"one of: {', '.join(STANCES)}"
    )
    _add_fields(parser, CLAIM, ("title", "claim", "claimant", "rating", *CLAIM_MORE))
    parser.add_argument("--place", metavar="ID", action="append", default=[], help="where; may be given several times")
    parser.add_argument("--topic", metavar="ID", action="append", default=[], help="a subject; as --place")
    parser.add_argument("--checked", metavar="DAY", help="the date of the review (default: today)")
    add_root(parser)


def _article(parser: argparse.ArgumentParser) -> None:
    from pincite.fields import ARTICLE  # as above
    from pincite.fields.kinds import FORMATS

    parser.description = "Begin an article: its original, which lies in seeds/ already, is pinned by its digest."
    parser.epilog = "example: pincite new article --text seeds/bridge.txt"
    parser.add_argument("id", metavar="ID", nargs="?", help="the article's id (default: from the headline)")
    parser.add_argument("--text", metavar="FILE", help="the original, below seeds/")
    parser.add_argument("--format", choices=FORMATS, help="how it is read (default: from the file's name)")
    _add_fields(parser, ARTICLE, ARTICLE_MORE)
    add_root(parser)


def _event(parser: argparse.ArgumentParser) -> None:
    from pincite.fields import EVENT  # as above
    from pincite.fields.kinds import EVENT_KINDS

    parser.description = "Put an event behind those in content/events.yaml."
    parser.epilog = 'example: pincite new event --title "The bridge opens" --date 2024-05-04'
    parser.add_argument("id", metavar="ID", nargs="?", help="its address on the timeline (default: from the title)")
    _add_fields(parser, EVENT, ("title", "date"))
    parser.add_argument("--kind", choices=EVENT_KINDS, help="the lane of the timeline (default: happened)")
    _add_fields(parser, EVENT, EVENT_MORE)
    parser.add_argument("--place", metavar="ID", action="append", default=[], help="where; may be given several times")
    parser.add_argument("--claim", metavar="ID", action="append", default=[], help="a claim it bears on; as --place")
    add_root(parser)


def _site(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Begin a site: templates, assets, settings, a sample article with its card, and a workflow that "
        "checks every change."
    )
    parser.epilog = "example: pincite new site bridges && pincite serve --root bridges"
    parser.add_argument("dir", metavar="DIR", nargs="?", default=".", help="an empty folder (default: this one)")
    parser.add_argument("--title", metavar="TEXT", help="the site's name (default: from the folder's)")
    parser.add_argument("--publisher", metavar="TEXT", help="who answers for it (default: the title)")
    parser.add_argument("--language", metavar="TAG", help="its language, BCP 47 (default: en)")
    parser.add_argument("--url", metavar="URL", help=f"where it will stand (default: {_NO_URL}, to be changed)")


def _add_fields(parser: argparse.ArgumentParser, group: Group, keys: Sequence[str]) -> None:
    """Declare a flag for each of these fields, with its meaning from the table."""
    from pincite.fields.kinds import EdtfDate, Ref  # as above

    by_key = {one.key: one for one in group.fields}
    for key in keys:
        one = by_key[key]
        takes = "ID" if isinstance(one.kind, Ref) else "DATE" if isinstance(one.kind, EdtfDate) else "TEXT"
        parser.add_argument(f"--{key}", metavar=takes, help=one.meaning.replace("%", "%%"))

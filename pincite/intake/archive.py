"""An archive of ClaimReviews to the files of a site: its record, and a draft card for each claim.

A card quotes a pinned original, and a feed has no article's text. So the feed's own words are kept as one: a line for
each claim reviewed, under a headline that says what it is. Each card quotes its line, until the desk takes in the
article and quotes that.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pincite.addresses import host_of
from pincite.anchor import Document, Place, Selector, resolve
from pincite.intake import stated
from pincite.intake.entry import article_files
from pincite.intake.hypothesis import Lost
from pincite.intake.loosely import ADDRESSING, raw_text, shown
from pincite.intake.medium import media_of
from pincite.intake.review import read_review
from pincite.intake.taken import Piece, Taken
from pincite.records import dataclass
from pincite.scaffold import ids
from pincite.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pincite.intake.drafts import Card, Choices, Drafts
    from pincite.intake.feed import Feed
    from pincite.intake.review import Review
    from pincite.model import Site

LINES_AT_MOST = 500  # of one record: its page shows them all
_BYTES_AT_MOST = 1024 * 1024
_MOVED = re.compile(r"<(https?://[^<>\s]+)>")
_NOTE = (
    "This is no article. It is the record of a feed of ClaimReview markup that was imported on {day}: each line below "
    "the headline is a claim that was reviewed, as the feed has it, and not as it was made. Cards quote these lines "
    "until the article in which the claim was made is taken in and quoted instead."
)


@dataclass(frozen=True, slots=True)
class Archive:
    """What an import makes: new files by path, the records among them, and the cards.

    `there` are reviews that are cards already, `lost` those that become none, and what else the feed holds.
    """

    files: Mapping[str, bytes]
    records: tuple[str, ...]
    cards: tuple[Card, ...]
    there: tuple[Lost, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The id that the record is to have, and those that articles have already."""

    ident: str
    taken: AbstractSet[str]


def archive(feed: Feed, drafts: Drafts, record: Record) -> Archive:
    """Make the files. The claimants whom the site has not yet stand in `drafts` afterwards.

    Raises InputError (no-such-rating) where a rating is needed that neither the site nor the desk offers.
    """
    reviews, there, lost = _sorted_out(feed, drafts.site)
    media, left = media_of(feed.media, reviews)
    lost += left
    files: dict[str, bytes] = {}
    cards: list[Card] = []
    records: list[str] = []
    for part, lines in enumerate(_parts(reviews), start=1):
        ident = ids.free(record.ident, {*record.taken, *records})
        records.append(ident)
        files |= _written(ident, part, lines, drafts.choices)
        for paragraph, one in enumerate(lines, start=2):  # the headline is 1
            made = drafts.card(one, ident, paragraph, media.get(one.number))
            if isinstance(made, Lost):
                lost.append(made)
                continue
            cards.append(made)
            files[made.path] = made.text.encode()
    return Archive(files, tuple(records), tuple(cards), tuple(there), tuple(sorted(lost, key=lambda one: one.number)))


def _sorted_out(feed: Feed, site: Site) -> tuple[list[Review], list[Lost], list[Lost]]:
    """Read the reviews: those that become cards, those that are there already, and those that cannot be read."""
    reviews: list[Review] = []
    there: list[Lost] = []
    lost = list(feed.lost)
    seen, moved = _present(site)
    own_host = host_of(site.config.url)
    # One page may have had several claims: then an address does not tell which of them is a card.
    addresses = Counter(raw_text(node.get("url"), ADDRESSING).strip() for _, node in feed.reviews)
    for number, node in feed.reviews:
        one = read_review(number, node, feed.names, own_host)
        if isinstance(one, Lost):
            lost.append(one)
        elif not _can_be_quoted(one.claim):
            lost.append(Lost(number, one.claim, "its claimReviewed begins or ends with half a character"))
        elif known := seen.get(fold_words(one.claim)) or (moved.get(one.url) if addresses[one.url] == 1 else ""):
            there.append(Lost(number, one.claim, known))
        else:
            reviews.append(one)
            seen[fold_words(one.claim)] = f"the same claim as number {number}"
    return reviews, there, lost


def _present(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    """Say by every claim that a card rates or quotes, and by every address that one was taken over from, which card."""
    texts = {str(article.id): article.text for article in site.articles}
    claims: dict[str, str] = {}
    moved: dict[str, str] = {}
    for one in site.claims:
        words = [one.claim, *(texts[quote.article][quote.start : quote.end] for quote in one.quotes)]
        for key in words:
            claims.setdefault(fold_words(key), f'card "{one.id}" has this claim already')
        for url in _MOVED.findall(one.note):
            moved.setdefault(url, f'card "{one.id}" was taken over from this address already')
    return claims, moved


def _can_be_quoted(line: str) -> bool:
    """Tell whether a line can be quoted from among others: one that begins with an accent alone cannot."""
    document = Document.of(f"x\n{line}\nx", [(0, 1), (2, 2 + len(line)), (3 + len(line), 4 + len(line))])
    return isinstance(resolve(Selector(line, paragraph=2), document), Place)


def _parts(reviews: Sequence[Review]) -> Iterator[list[Review]]:
    """Give the reviews of each record, in the feed's order."""
    part: list[Review] = []
    size = 0
    for one in reviews:
        length = len(one.claim.encode())
        if part and (len(part) == LINES_AT_MOST or size + length > _BYTES_AT_MOST):
            yield part
            part, size = [], 0
        part.append(one)
        size += length
    if part:
        yield part


def _written(ident: str, part: int, lines: Sequence[Review], choices: Choices) -> dict[str, bytes]:
    headline = f"Record of a ClaimReview feed: {shown(choices.source)}" + (f", part {part}" if part > 1 else "")
    taken = Taken(tuple(Piece(number, one.claim) for number, one in enumerate(lines, start=1)))
    # What all lines have in common is that of the record.
    publisher, language = (
        found.pop() if len(found := set(values)) == 1 else ""
        for values in ((shown(one.reviewer) for one in lines), (stated.language(one.language) for one in lines))
    )
    values = {"publisher": publisher, "language": language, "note": _NOTE.format(day=choices.today)}
    return article_files(ident, headline, taken, values)

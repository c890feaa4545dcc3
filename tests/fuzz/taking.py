"""The import: any page, text, export or feed becomes an article or drafts that are read back, or is refused."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fuzz import near
from fuzz.reading import ARTICLES, BASE
from fuzz.targets import sound, target
from pincite import fields
from pincite.intake.archive import Record, archive
from pincite.intake.claimants import Claimants
from pincite.intake.decode import decode_page
from pincite.intake.drafts import Choices, Drafts
from pincite.intake.entry import article_files, dating, proposed_id
from pincite.intake.feed import read_feed
from pincite.intake.hypothesis import Anchored, anchor, read_export
from pincite.intake.markup import parse
from pincite.intake.metadata import Metadata, read_metadata
from pincite.intake.page import read_page
from pincite.intake.plain import read_markdown, read_text
from pincite.problems import InputError
from pincite.read.files import first_forbidden
from pincite.read.nodes import parse as parse_yaml
from pincite.read.shape import Shaper

if TYPE_CHECKING:
    from pincite.intake.taken import Taken

assert BASE
SITE = BASE


def _is_an_article(metadata: Metadata, taken: Taken) -> None:
    """Hold what was taken to what an import writes: files that are read back, the text in them as it was shown."""
    for piece in taken.pieces:
        assert "\n" not in piece.text
        assert not first_forbidden(piece.text), piece
    values = {key: metadata.get(key) for key in ("publisher", "byline", "url", "archived", "published", "language")}
    values |= {"dating": dating(metadata), "retrieved": ""}
    headline = metadata.get("headline")
    assert "\n" not in headline
    ident = proposed_id(headline, metadata.get("url")) or "x"
    try:
        files = article_files(ident, headline or "x", taken, values)
    except InputError as error:
        assert error.problem.code in {"page-empty", "bad-id", "bad-character", "bad-url"}, error.problem
        sound([error.problem], {})
        return
    entry, original = files[f"content/articles/{ident}.yaml"], files[f"seeds/{ident}.txt"]
    assert original.decode().split("\n")[1:-1] == list(taken.paragraphs)
    node, problems = parse_yaml("a.yaml", entry.decode())
    assert node
    shaper = Shaper(problems)
    read = shaper.entry(node, fields.ARTICLE)
    assert shaper.problems == []
    assert read
    assert read.get("sha256") == hashlib.sha256(original).hexdigest()


@target("import-page", raw=near.html, address=st.sampled_from(["", "https://example.org/a", "http://[::1"]))
def import_page(raw: str, address: str) -> None:
    """Any page becomes an article that is read back as it was shown, or is refused."""
    try:
        text = decode_page(raw.encode("utf-8", "surrogatepass"), "page.html")
        page = parse(text, "page.html")
    except InputError as error:
        sound([error.problem], {})
        return
    metadata = read_metadata(page, address)
    _is_an_article(metadata, read_page(page.soup, [metadata.get("headline")]))


@target(
    "import-text",
    raw=st.one_of(near.running, near.markdown, near.markdown.map("---\ntitle: x\ndate: 2021\n---\n{}".format)),
)
def import_text(raw: str) -> None:
    """Any plain text or Markdown becomes an article that is read back as it was shown, or is refused."""
    try:
        text = decode_page(raw.encode("utf-8", "surrogatepass"), "a.md", markup=False)
    except InputError as error:
        sound([error.problem], {})
        return
    _is_an_article(*read_text(text))
    try:
        _is_an_article(*read_markdown(text, "a.md"))
    except InputError as error:
        sound([error.problem], {})


_ANNOTATIONS = {
    "rows": [
        {
            "uri": "https://gazette.example.com/2021/03/05/storm",
            "text": "A note",
            "tags": ["storm"],
            "references": [],
            "target": [
                {
                    "selector": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": "At least 46 boats were damaged",
                            "prefix": "on Friday.\n",
                            "suffix": ", including 32",
                        }
                    ]
                }
            ],
        }
    ]
}
_OF_ANNOTATIONS = tuple("rows annotations uri text tags references target selector type exact prefix suffix".split())


@target("import-annotations", content=near.near_json(_ANNOTATIONS, _OF_ANNOTATIONS))
def import_annotations(content: object) -> None:
    """Any export of annotations is read; what anchors is a slice of an article, and the rest is told lost."""
    try:
        found, lost = read_export(json.dumps(content), "a.json")
    except InputError as error:
        sound([error.problem], {})
        return
    for one in lost:
        assert one.why
    for annotation in found:
        place = anchor(annotation, tuple(ARTICLES.values()))
        if isinstance(place, Anchored):
            assert 0 <= place.start < place.end <= len(place.article.text)
        else:
            assert place.why


_REVIEW = {
    "@type": "ClaimReview",
    "url": "https://old.example/14",
    "claimReviewed": "The market was shut on 3 March.",
    "datePublished": "2021-03-05",
    "author": {"@type": "Organization", "name": "Old Desk"},
    "reviewRating": {"@type": "Rating", "alternateName": "Confirmed", "ratingValue": "5", "bestRating": 5},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ada"},
        "appearance": ["https://a.example/"],
    },
}
_FEED = {"@type": "DataFeed", "dataFeedElement": [{"item": [_REVIEW, {**_REVIEW, "url": "https://old.example/15"}]}]}
_OF_FEEDS = tuple({*_FEED, *_REVIEW, "item", "alternateName", "ratingValue", "name", "@id", "@value", "@graph", "text"})


@target("import-feed", content=near.near_json(_FEED, tuple(sorted(_OF_FEEDS))))
def import_feed(content: object) -> None:
    """Any feed of ClaimReviews is told to be none, or becomes draft cards that are read back, the rest told lost."""
    try:
        feed = read_feed(json.dumps(content), "f.json")
    except InputError as error:
        sound([error.problem], {})
        return
    drafts = Drafts(SITE, Choices(source="f.json", today="2026-11-22"), Claimants.of(SITE.actors), set())
    made = archive(feed, drafts, Record("old", {"first", "second"}))
    assert [one.why for one in made.lost if "would not be read" in one.why] == []
    for path, data in made.files.items():
        if path.endswith(".yaml"):
            assert parse_yaml(path, data.decode())[1] == []

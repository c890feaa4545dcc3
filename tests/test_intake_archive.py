"""An archive becomes a record and cards that quote it, whatever is in it; what is there already is not taken again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.intake import archive as archives
from pincite.intake.archive import Record, archive
from pincite.intake.claimants import Claimants
from pincite.intake.drafts import Choices, Drafts
from pincite.intake.feed import read_feed
from pincite.output.create import create
from pincite.problems import InputError, Severity
from pincite.read.files import Folder
from pincite.scaffold import actors
from pincite.site import load
from pincite.text import in_one_line


def _review(claim, **more):
    return {
        "@type": "ClaimReview",
        "claimReviewed": claim,
        "datePublished": "2020-05-02",
        "url": f"https://old.example/{len(claim)}",
        "author": {"name": "Orrin, Checked"},
        "reviewRating": {"alternateName": "Confirmed"},
        "itemReviewed": {"author": {"@type": "Person", "name": "Ada Wren"}, "appearance": "https://news.example/"},
        **more,
    }


def _made(site, *reviews, record="old"):
    feed = read_feed(json.dumps(list(reviews)), "f.json")
    drafts = Drafts(site, Choices(source="f.json", today="2026-11-22"), Claimants.of(site.actors), set())
    return archive(feed, drafts, Record(record, {"first", "second"})), drafts


def _loaded(project, made, drafts):
    """Write what was made, and load the site with it."""
    behind = None
    if drafts.claimants.entries:
        written = actors.behind(project.read(actors.PATH), drafts.claimants.entries)
        assert isinstance(written, str), written
        behind = (actors.PATH, written.encode())
    create(project.root, made.files, behind)
    return load(Folder(project.root), drafts=True)


HOSTILE = [
    "</script><script>alert(1)</script>",
    "- a list: of things # with a remark",
    "\"Quoted\" and 'quoted', {braces}: [brackets] & *stars* !bang %percent @at `tick`",
    "off",
    "2020-05-01",
    "null and void",
    "12:30:45",
    "𝕏 said 😀👩‍👩‍👧: “wow”",
    "<<<<<<< HEAD",
    "--- a document ---",
    "It was [...] closed […] all day",
    "[…] he said",
    "[[other-claim]] and [^q1]",
    "C:\\new\\table \\u0041",
    "كان الجسر مغلقا ليلة الثلاثاء",
    "桥关闭了",
    "e\u0301te\u0301 chaud",
    "a " * 900,
]


def test_hostile_texts_survive_as_text(site):
    made, drafts = _made(site.load().site, *map(_review, HOSTILE))
    loaded = _loaded(site, made, drafts)
    claims = {claim.path: claim for claim in loaded.site.claims}
    assert ({one.code for one in loaded.problems}, made.lost) == ({"quote-short"}, ())
    assert [claims[card.path].claim for card in made.cards] == [
        in_one_line(text).replace("e\u0301", "é") for text in HOSTILE
    ]


def test_every_card_quotes_its_line_of_the_record_and_nothing_else(site):
    made, drafts = _made(site.load().site, _review("It was closed."), _review("It was closed. Twice."))
    loaded = _loaded(site, made, drafts)
    record = next(one for one in loaded.site.articles if one.id == "old")
    quoted = {
        str(one.id): [(quote.paragraph, record.text[quote.start : quote.end]) for quote in one.quotes]
        for one in loaded.site.claims
        if one.draft and str(one.id).startswith("it-was")
    }
    assert quoted == {"it-was-closed": [(2, "It was closed.")], "it-was-closed-twice": [(3, "It was closed. Twice.")]}


def test_the_record_says_what_it_is_and_whose(site):
    made, drafts = _made(site.load().site, _review("It was closed.", inLanguage="en"))
    record = next(one for one in _loaded(site, made, drafts).site.articles if one.id == "old")
    assert record.text == "Record of a ClaimReview feed: f.json\nIt was closed.\n"
    assert (record.publisher, record.language, record.published, record.retrieved) == (
        "Orrin, Checked",
        "en",
        None,
        None,
    )
    assert record.note.startswith("This is no article. It is the record of a feed of ClaimReview markup")


def test_what_lines_do_not_have_in_common_is_not_the_record_s(site):
    made, drafts = _made(
        site.load().site, _review("One thing."), _review("Another thing.", author="Else", inLanguage="fr")
    )
    record = next(one for one in _loaded(site, made, drafts).site.articles if one.id == "old")
    assert (record.publisher, record.language) == ("", "")


def test_a_record_has_so_many_lines_and_then_there_is_another_one(site, monkeypatch):
    monkeypatch.setattr(archives, "LINES_AT_MOST", 2)
    made, drafts = _made(site.load().site, *(_review(f"Claim number {n}") for n in range(5)))
    loaded = _loaded(site, made, drafts)
    assert made.records == ("old", "old-2", "old-3")
    assert made.files["seeds/old-3.txt"] == b"Record of a ClaimReview feed: f.json, part 3\nClaim number 4\n"
    assert loaded.problems == ()


def test_a_record_stays_below_the_size_of_an_original(site, monkeypatch):
    monkeypatch.setattr(archives, "_BYTES_AT_MOST", 30)
    made, _ = _made(site.load().site, *(_review(f"Claim number {n}") for n in range(3)))
    assert [len(data.splitlines()) for path, data in made.files.items() if path.startswith("seeds/")] == [3, 2]


def test_the_same_claim_becomes_one_card_and_two_claims_of_one_address_two(site):
    made, _ = _made(
        site.load().site,
        _review("It was “closed”.", url="https://old.example/a"),
        _review('It  was "closed".', url="https://old.example/b"),
        _review("It was open.", url="https://old.example/a"),
    )
    assert [card.review.number for card in made.cards] == [1, 3]
    assert [(one.number, one.why) for one in made.there] == [(2, "the same claim as number 1")]


def test_what_is_a_card_already_is_not_taken_again(site):
    reviews = [_review("It was closed."), _review("At least 46 boats were damaged in the storm.")]
    made, drafts = _made(site.load().site, *reviews)
    assert [one.why for one in made.there] == ['card "boats-damaged" has this claim already']
    loaded = _loaded(site, made, drafts)
    again, _ = _made(loaded.site, *reviews, record="again")
    assert (again.cards, again.files, len(again.there)) == ((), {}, 2)


def test_a_card_that_the_desk_has_reworded_is_known_by_the_line_that_it_quotes_or_its_address(site):
    made, drafts = _made(site.load().site, _review("It was closed."))
    _loaded(site, made, drafts)
    site.edit("content/claims/it-was-closed.yaml", "\nclaim: It was closed.", "\nclaim: The bridge was closed.")
    assert _made(site.load(drafts=True).site, _review("It was closed."))[0].there != ()
    moved = [_review("Closed, it was.", url="https://old.example/14")]
    (there,) = _made(site.load(drafts=True).site, *moved)[0].there
    assert there.why == 'card "it-was-closed" was taken over from this address already'
    # Where one page had several claims, its address does not tell which of them is a card.
    moved.append(_review("It was open.", url="https://old.example/14"))
    assert len(_made(site.load(drafts=True).site, *moved)[0].cards) == 2


def test_what_cannot_be_quoted_is_lost(site):
    made, _ = _made(site.load().site, _review("\u0301but it was"), _review("It was closed."))
    assert [(one.number, one.why) for one in made.lost] == [
        (1, "its claimReviewed begins or ends with half a character")
    ]


# Anything ------------------------------------------------------------------------------------------------------------

_KEYS = (
    "@type @id @value url claimReviewed datePublished dateModified author name reviewRating alternateName ratingValue "
    "bestRating worstRating ratingExplanation reviewBody itemReviewed appearance firstAppearance sameAs correction "
    "text inLanguage headline jobTitle mediaAuthenticityCategory associatedClaimReview"
).split()
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from([*HOSTILE, "2020-05-01", "1 May 2020", "https://a.example/, https://b.example/[[x]] and c"]),
    st.sampled_from(
        ["Confirmed", "ClaimReview", "Person", "\u2066open", "\u202eturned", "\u0301x yz", "<p>Hi</p> &amp;"]
    ),
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=12,
)
_REVIEWS = st.builds(
    lambda fields, claim: {**fields, "@type": "ClaimReview", "claimReviewed": claim},
    st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=10),
    _LEAVES | st.text(min_size=3),
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Give what copies the small site anew, and the site as it is loaded."""
    here = tmp_path_factory.mktemp("archive")
    base = Path(__file__).resolve().parent / "base-site"
    site = load(Folder(base), drafts=True).site

    def copy():
        shutil.rmtree(here / "site", ignore_errors=True)
        shutil.copytree(base, here / "site")
        return here / "site"

    return copy, site


@settings(max_examples=60)  # `make fuzz` runs the target import-feed by the million
@given(st.lists(_REVIEWS, min_size=1, max_size=5) | st.lists(_REVIEWS | _VALUES, max_size=5) | _VALUES)
def test_any_json_is_told_or_becomes_cards_that_load(fresh, data):
    copy, site = fresh
    try:
        feed = read_feed(json.dumps(data), "f.json")
    except InputError as error:
        told = error.problem
    else:
        told = None
    assert told is None or told.code == "feed-form"
    if told:
        return
    drafts = Drafts(site, Choices(source="f.json", today="2026-11-22"), Claimants.of(site.actors), set())
    made = archive(feed, drafts, Record("old", {"first", "second"}))
    assert [one.why for one in made.lost if "would not be read" in one.why] == []
    if made.cards:
        root = copy()
        written = actors.behind((root / actors.PATH).read_text("utf-8"), drafts.claimants.entries)
        assert isinstance(written, str), written
        create(root, made.files, (actors.PATH, written.encode()))
        loaded = load(Folder(root), drafts=True)
        assert [one for one in loaded.problems if one.severity == "error"] == []
        claims = {claim.path: claim.claim for claim in loaded.site.claims}
        assert len([card for card in made.cards if card.path in claims]) == len(made.cards)


def test_a_reviewer_s_name_without_end_leaves_the_record_readable(site):
    made, drafts = _made(
        load(Folder(site.root), drafts=True).site, _review("The market was shut.", author={"name": "Desk " * 200_000})
    )
    loaded = _loaded(site, made, drafts)
    assert [one for one in loaded.problems if one.severity is Severity.ERROR] == []

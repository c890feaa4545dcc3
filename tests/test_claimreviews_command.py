"""`pincite import claimreview` as a desk runs it: a large archive, our own feed, the report, and what is refused."""

from __future__ import annotations

import json
import random
import textwrap
import time
import zlib
from pathlib import Path

import pytest

from pincite.cli import main
from pincite.commands import begin
from pincite.disk import files as written_files
from pincite.intake.ratings import bare
from pincite.read.files import Folder
from pincite.site import load


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(begin, "today", lambda: "2026-11-22")


@pytest.fixture
def told(capsys, site):
    """Run the verb on the small site. Gives the exit status, what it printed, and what it said on stderr."""

    def run(*arguments):
        status = main(["import", *map(str, arguments), "--root", str(site.root)])
        done = capsys.readouterr()
        return status, done.out, done.err

    return run


def _feed(*reviews):
    """Give a feed as Data Commons has it."""
    items = [{"@type": "DataFeedItem", "dateCreated": "2021-01-01", "item": [one]} for one in reviews]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}


def _review(claim, label="Confirmed", **more):
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim,
        "datePublished": "2020-05-02",
        "url": f"https://old.example/{zlib.crc32(claim.encode())}",
        "author": {"@type": "Organization", "name": "Orrin, Checked"},
        "reviewRating": {"@type": "Rating", "alternateName": label},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ada Wren"}},
        **more,
    }


def _saved(tmp_path, data, name="archive.json"):
    path = tmp_path / name
    path.write_text(json.dumps(data), "utf-8")
    return path


def _all(site):
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes() for path in site.root.rglob("*") if path.is_file()
    }


# A large archive -----------------------------------------------------------------------------------------------------


def _wild(number, chance):
    """Give one review of a desk's archive, with one of the mistakes that feeds are known for in every third."""
    claim = f"{chance.choice(['Boats', 'Мосты', 'الجسور', 'Houses: “new”'])} number {number} — {chance.randint(1, 99)}%"
    day = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    person = {"@type": "Person", "name": f"Person {chance.randint(1, 200)}"}
    item = {"@type": "Claim", "author": person, "datePublished": "2009", "appearance": f"https://n.example/{number}"}
    review = _review(
        claim,
        chance.choice(["Confirmed", "REFUTED", "Contested"]),
        url=f"https://old.example/{number}/",
        datePublished=day,
        itemReviewed=item,
        reviewBody=f"The log of {day} says so.",
    )
    mistakes = [
        {"reviewRating": "Refuted"},
        {"reviewRating": {"alternateName": {"name": "Confirmed"}, "ratingValue": -1, "bestRating": -1}},
        {
            "itemReviewed": [
                item
                | {"author": "A post", "appearance": "https://a.example/1, https://b.example/2 and https://c.example"}
            ]
        },
        {"itemReviewed": item | {"author": [person, {"name": "Else"}], "url": ["https://n.example/"]}},
        {"itemReviewed": item | {"author": None, "appearance": [f"https://old.example/{number}/"]}},
        {"author": ["Orrin, Checked"], "datePublished": [day], "url": [f"https://old.example/{number}/"]},
        {"claimReviewed": f"<p>{claim} &amp; more\u202e</p>\n"},
        {"datePublished": day[:7]},
        {"inLanguage": "ru", "sdPublisher": {"name": "Data Commons"}},
    ]
    return review | (chance.choice(mistakes) if number % 3 == 0 else {})


def _expected(review):
    return review["claimReviewed"].replace("<p>", "").replace("\u202e</p>\n", "").replace("&amp;", "&")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Import a thousand reviews into a new site. Gives its folder, the reviews, the status, the seconds it took."""
    here = tmp_path_factory.mktemp("large")
    chance = random.Random(20261122)  # noqa: S311 - the same mistakes on every run
    reviews = [_wild(number, chance) for number in range(1000)]
    path = _saved(here, _feed(*reviews))
    root = here / "site"
    main(["new", "site", str(root), "--title", "Large", "--publisher", "Orrin, Checked", "--no-input"])
    scale = (root / "site.yaml").read_text("utf-8")
    for old, new in (("Supported", "Confirmed"), ("Contradicted", "Refuted"), ("Not settled", "Contested")):
        scale = scale.replace(f"label: {old}\n", f"label: {new}\n")
    (root / "site.yaml").write_text(scale, "utf-8")
    before = time.monotonic()
    status = main(["import", "claimreview", str(path), "--root", str(root)])
    return root, reviews, status, time.monotonic() - before


def test_a_thousand_reviews_become_a_thousand_cards_within_seconds(large):
    root, reviews, status, seconds = large
    drafts = [one for one in load(Folder(root), drafts=True).site.claims if one.draft]
    assert (status, len(drafts)) == (0, len(reviews))
    assert seconds < 30  # one or two, on a machine that has nothing else to do


def test_every_claim_of_a_large_archive_is_the_feed_s(large):
    root, reviews, *_ = large
    drafts = [one.claim for one in load(Folder(root), drafts=True).site.claims if one.draft]
    assert sorted(drafts) == sorted(map(_expected, reviews))


def test_a_large_archive_is_built_without_a_problem_but_for_what_is_not_settled(large, capsys):
    root, *_ = large
    assert main(["build", "--drafts", "--root", str(root)]) == 0
    capsys.readouterr()
    main(["check", "--format", "json", "--root", str(root)])
    assert {one["code"] for one in json.loads(capsys.readouterr().out)} == {"unsettled"}
    pages = list((root / "output" / "claims").glob("boats-*.html"))
    assert len(pages) > 200


def test_without_drafts_no_card_of_an_archive_is_built(large):
    root, *_ = large
    main(["build", "--root", str(root), "--output", str(root / "public")])
    assert sorted(one.name for one in (root / "public" / "claims").glob("*.html")) == [
        "index.html",
        "sample-eleven-months.html",
    ]


# Our own feed --------------------------------------------------------------------------------------------------------


def _exported(site):
    """Give the feed of a site's claims in the shape in which pincite publishes it."""
    values = [one.value for one in site.config.ratings if one.value is not None]
    people = {one.id: one for one in site.actors}
    ratings = {one.id: one for one in site.config.ratings}
    reviews = []
    for claim in site.claims:
        rating, claimant = ratings[claim.rating], people[claim.claimant]
        kind = "Person" if claimant.kind == "person" else "Organization"
        numbers = {"ratingValue": rating.value, "worstRating": min(values), "bestRating": max(values)}
        item = {"@type": "Claim", "author": {"@type": kind, "name": claimant.name}}
        reviews.append(
            _review(
                claim.claim,
                url=f"{site.config.url}claims/{claim.id}.html",
                datePublished=claim.checked.text,
                itemReviewed=item | ({"datePublished": claim.claimed.text} if claim.claimed else {}),
                reviewRating={"@type": "Rating", "alternateName": rating.label} | (numbers if rating.value else {}),
                reviewBody=claim.verdict,
                correction=[
                    {"@type": "CorrectionComment", "text": one.note, "datePublished": one.date.text}
                    for one in claim.corrections
                ],
            )
        )
    return _feed(*reviews)


def test_a_feed_of_our_own_cards_comes_back_to_the_same_cards(site, told, tmp_path):
    before = site.load().site
    path = _saved(tmp_path, _exported(before), "claimreview.jsonld")
    for claim in (site.root / "content/claims").iterdir():
        claim.unlink()
    site.edit("site.yaml", "featured: [boats-damaged]\n", "")
    site.write("content/events.yaml", "[]\n")
    assert told(path)[0] == 0
    after = site.load(drafts=True).site

    def facts(claims):
        return sorted(
            (
                one.claim,
                one.rating,
                one.claimant,
                one.verdict,
                one.checked,
                one.claimed.text if one.claimed else "",
                [(item.date.text, item.note) for item in one.corrections],
            )
            for one in claims
        )

    assert (len(after.claims), facts(after.claims)) == (len(before.claims), facts(before.claims))
    assert after.actors == before.actors


# The report ----------------------------------------------------------------------------------------------------------

REPORT = """\
3 draft cards (+), 1 already there (=), 2 left out (-), 2 new actors
record: seeds/claimreview-archive.txt
  +       1  content/claims/the-ferry-was-late.yaml
  +       2  content/claims/the-ferry-was-early.yaml
  +       4  content/claims/the-ferry-was-blue.yaml
  =       3  the same claim as number 1: “The ferry was late”
  -       5  it holds no ClaimReview
  -       6  it has no claimReviewed
what did not fit, with the number of cards; each card says it in its first lines:
          2  not taken: keywords
          2  rating “Half true”: not on the site’s scale; “Contested” stands there
          1  no claimant that could be read: “Not recorded” stands there
          1  no day of publication (datePublished): “checked” has the day of this import
"""
REVIEWS = [
    _review("The ferry was late", "Half true", keywords="a", url="https://old.example/1"),
    _review("The ferry was early", "Half true", keywords="b", url="https://old.example/2", itemReviewed=None),
    _review("The ferry was late", url="https://old.example/3"),
    _review(
        "The ferry was blue",
        datePublished="2020",
        url="https://old.example/4",
        itemReviewed={"author": {"@type": "Person", "name": "Jo"}},
    ),
    "no review",
    _review(""),
]


def test_the_report_counts_the_cards_and_groups_what_did_not_fit(told, tmp_path):
    status, out, err = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)))
    assert (status, out, err) == (0, REPORT, "")


def test_the_report_in_the_docs_is_what_is_printed():
    told = (Path(__file__).resolve().parent.parent / "docs" / "import.md").read_text("utf-8")
    assert textwrap.indent(REPORT, "    ") in told


def test_all_lists_under_each_card_what_did_not_fit(told, tmp_path):
    _, out, _ = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)), "--all")
    assert (
        "  +       4  content/claims/the-ferry-was-blue.yaml\n"
        "             no day of publication (datePublished): “checked” has the day of this import: 2020\n"
    ) in out


def test_of_many_only_the_first_are_shown(told, tmp_path):
    path = _saved(tmp_path, _feed(*(_review(f"The ferry had number {n}") for n in range(30))))
    assert "            and 10 more; --all lists them\n" in told("claimreview", path, "--dry-run")[1]
    assert "more; --all" not in told("claimreview", path, "--all")[1]


def test_a_dry_run_shows_the_same_and_writes_nothing(site, told, tmp_path):
    before = _all(site)
    status, out, _ = told(
        "claimreview", _saved(tmp_path, _feed(*REVIEWS)), "--dry-run", "--report", tmp_path / "r.json"
    )
    assert (status, _all(site), (tmp_path / "r.json").exists()) == (0, before, False)
    assert out == REPORT.replace("actors\n", "actors; nothing was written: --dry-run\n", 1)


def test_the_whole_report_can_be_had_as_json(site, told, tmp_path):
    told("claimreview", _saved(tmp_path, _feed(*REVIEWS)), "--report", tmp_path / "r.json")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert {one["url"]: one["card"] for one in report["cards"]} == {
        "https://old.example/1": "content/claims/the-ferry-was-late.yaml",
        "https://old.example/2": "content/claims/the-ferry-was-early.yaml",
        "https://old.example/4": "content/claims/the-ferry-was-blue.yaml",
    }
    assert (report["actors"], [one["number"] for one in report["left_out"]]) == (["jo", "not-recorded"], [5, 6])
    assert report["cards"][0]["misfits"][0]["what"] == "not taken: keywords"


@pytest.mark.parametrize("where", ["there/r.json", "link.json", "content/claims/the-market-was-shut.yaml"])
def test_where_no_report_can_be_written_no_card_is_either(where, site, told, tmp_path):
    (site.root / "there").write_text("a file", "utf-8")
    (site.root / "link.json").symlink_to(tmp_path / "nowhere.json")
    before = _all(site)
    feed = _saved(tmp_path, _feed(_review("The market was shut", url="https://old.example/the-market-was-shut")))
    assert told("claimreview", feed, "--report", site.root / where)[0] != 0
    assert _all(site) == before


def test_a_report_that_is_there_is_not_replaced_and_nothing_is_written(site, told, tmp_path):
    (tmp_path / "r.json").write_text("mine", "utf-8")
    before = _all(site)
    status, _, err = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)), "--report", tmp_path / "r.json")
    assert (status, "file-exists" in err, _all(site)) == (2, True, before)
    assert (tmp_path / "r.json").read_text("utf-8") == "mine"


# What the desk decides -----------------------------------------------------------------------------------------------


def test_labels_ratings_and_claimants_are_what_the_desk_says(site, told, tmp_path):
    path = _saved(tmp_path, _feed(*REVIEWS))
    told("claimreview", path, "--label", "half TRUE = refuted", "--rating", "confirmed", "--claimant", "ada-wren")
    early = next(one for one in site.load(drafts=True).site.claims if one.id == "the-ferry-was-early")
    assert (early.rating, early.claimant) == ("refuted", "ada-wren")


def test_a_label_that_no_card_has_is_told_for_it_is_misspelt_most_likely(told, tmp_path):
    labels = ["--label", "half true=refuted", "--label", "Fales=refuted"]
    _, out, _ = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)), "--dry-run", *labels)
    assert [line for line in out.split("\n") if "--label" in line] == ["--label “Fales”: no new card has this rating"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--label", "Half true=nothing"], "no-such-rating"),
        (["--rating", "nothing"], "no-such-rating"),
        (["--claimant", "nobody"], "no-such-actor"),
        (["--id", "Not an id"], "bad-id"),
        (["--id", "first"], "file-exists"),
    ],
)
def test_what_the_site_does_not_have_is_told_and_nothing_written(site, told, tmp_path, arguments, code):
    before = _all(site)
    status, _, err = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)), *arguments)
    assert (f"error[{code}]" in err, status != 0, _all(site)) == (True, True, before)


def test_the_record_has_the_id_that_the_desk_gives_or_one_of_the_file_s_name(site, told, tmp_path):
    told("claimreview", _saved(tmp_path, [_review("One thing.")]), "--id", "mine")
    told("claimreview", _saved(tmp_path, [_review("Another thing.")], "ClaimReview_2020.json"))
    told("claimreview", _saved(tmp_path, [_review("A third thing.")], "ClaimReview_2020.json"))
    told("claimreview", _saved(tmp_path, [_review("A last thing.")], "архив.json"))
    records = {one.id for one in site.load(drafts=True).site.articles} - {"first", "second"}
    assert records == {"mine", "claimreview-2020", "claimreview-2020-2", "claimreview"}


# What is given -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("a.json", ["claimreview", "FILE"]),
        ("a.json", ["FILE"]),
        ("a.jsonld", ["FILE"]),
        ("a.txt", ["claimreview", "FILE"]),
        ("a.bin", ["FILE", "--format", "claimreview"]),
    ],
)
def test_a_feed_is_known_by_the_word_the_name_or_what_is_in_it(told, tmp_path, name, arguments):
    path = _saved(tmp_path, _feed(_review("The ferry was late")), name)
    status, out, _ = told(*(path if one == "FILE" else one for one in arguments))
    assert (status, out.startswith("1 draft card (+)")) == (0, True)


def test_the_reviews_of_a_web_page_are_read(told, tmp_path):
    script = json.dumps(_review("It was late"))
    page = f'<!doctype html><title>x</title><script type="application/ld+json">{script}</script>'
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert told("claimreview", tmp_path / "page.html")[0] == 0


def test_the_same_feed_can_be_imported_again(site, told, tmp_path):
    path = _saved(tmp_path, _feed(*REVIEWS[:4]))
    told("claimreview", path)
    before = _all(site)
    status, out, _ = told("claimreview", path)
    assert (status, out.startswith("0 draft cards (+), 4 already there (=), 0 left out (-)"), _all(site)) == (
        0,
        True,
        before,
    )


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b'{"@type": "ClaimReview",\n "claimReviewed": "a "b" c"}', "feed-form", "feed.json:2:23"),
        (b"{}", "feed-form", "feed.json"),
        (b"[" * 100_000, "feed-form", "feed.json"),
        (b'["\xff"]', "page-encoding", "feed.json"),
        (b" ", "page-empty", "feed.json"),
        (b"<p>no reviews", "feed-form", "feed.json"),
    ],
)
def test_a_file_that_is_no_feed_is_told_with_its_place_and_leaves_nothing(site, told, tmp_path, data, code, place):
    (tmp_path / "feed.json").write_bytes(data)
    before = _all(site)
    status, out, err = told("claimreview", tmp_path / "feed.json")
    assert (status, out, err.startswith(f"{place}: error[{code}]"), _all(site)) == (1, "", True, before)


def test_a_feed_without_a_card_for_the_site_is_a_failure(told, tmp_path):
    status, out, _ = told("claimreview", _saved(tmp_path, [_review("")]))
    assert (status, out.startswith("0 draft cards (+), 1 left out (-), 0 new actors\n")) == (1, True)


def test_the_name_of_a_file_is_no_way_into_the_record(site, told, tmp_path):
    told("claimreview", _saved(tmp_path, [_review("It was late.")], "a\nb\u202e: c.json"))
    record = next(one for one in site.load(drafts=True).site.articles if one.id.startswith("claimreview"))
    assert record.text == "Record of a ClaimReview feed: a b: c.json\nIt was late.\n"


def test_a_second_word_that_is_no_kind_is_told(told, tmp_path):
    with pytest.raises(SystemExit) as error:
        told("annotations", tmp_path / "a.json")
    assert error.value.code == 2


def test_a_list_of_actors_that_cannot_be_added_to_stops_the_import(site, told, tmp_path):
    site.write("content/actors.yaml", "- a\n")
    before = _all(site)
    status, _, err = told("claimreview", _saved(tmp_path, _feed(*REVIEWS)))
    assert (status, "error[actors-not-entries]" in err, _all(site)) == (1, True, before)


def test_a_site_without_actors_gets_a_list_of_them(site, told, tmp_path):
    for claim in site.load().site.claims:
        site.delete(claim.path)
    site.delete("content/actors.yaml")
    told("claimreview", _saved(tmp_path, _feed(*REVIEWS)))
    assert site.read("content/actors.yaml").startswith("# yaml-language-server: $schema=../schema/actors.schema.json\n")


@pytest.mark.parametrize("step", [0, 3, 8, 12])
def test_an_import_that_breaks_off_leaves_nothing(site, told, tmp_path, monkeypatch, step):
    path, before = _saved(tmp_path, _feed(*REVIEWS)), _all(site)
    steps = iter(range(1000))

    def fail(operation, _path):
        if operation in {"write", "rename", "create"} and next(steps) == step:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(written_files, "before", fail)
    status, _, err = told("claimreview", path)
    monkeypatch.setattr(written_files, "before", None)
    assert (status, "output-io" in err, _all(site)) == (74, True, before)


def test_labels_are_compared_without_their_capitals():
    assert bare(" Half  TRUE ") == "half true"

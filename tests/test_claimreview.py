"""The JSON-LD of built pages, read by a generic extractor and held against the table of rules."""

from __future__ import annotations

import json

import pytest
from rendering import base, made, repository, soups, states, told
from reviewed import extracted

from pincite.formats.breaches import terms_of
from pincite.formats.marked import breaches
from pincite.problems import Severity

SITES = ("base", "states", "repository")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Give the three sites as they are built."""
    folders = {name: tmp_path_factory.mktemp(name) for name in SITES}
    return {
        "base": made(base(folders["base"])),
        "states": made(states(folders["states"])),
        "repository": repository(),
    }


@pytest.fixture(params=SITES)
def whole(request, built):
    """Give each site in turn with the objects of its pages."""
    site = built[request.param]
    found = {path: extracted(data) for path, data in site.files.items() if path.endswith(".html")}
    return site, {path: objects for path, objects in found.items() if objects}


def _of(objects, kind="ClaimReview"):
    return [one for one in objects if one.get("@type") == kind]


def _reviews(found):
    return {path: one for path, objects in found.items() for one in _of(objects)}


def test_each_claim_that_stands_somewhere_has_one_review_and_no_other_page_has_any(whole):
    site, found = whole
    wanted = {f"claims/{one.id}.html" for one in site.site.claims if not (one.withdrawn or one.no_appearance)}
    counts = {path: len(_of(objects)) for path, objects in found.items() if _of(objects)}
    assert counts == dict.fromkeys(wanted, 1)


def test_no_page_holds_a_review_inside_another_object(whole):
    _, found = whole
    assert [path for path, objects in found.items() if json.dumps(objects).count('"ClaimReview"') > 1] == []


def test_every_review_keeps_every_rule_that_is_an_error(whole):
    site, found = whole
    terms = terms_of(site.site.config)
    broken = [
        (path, breach.rule, breach.message)
        for path, one in _reviews(found).items()
        for breach in breaches(one, terms)
        if breach.severity is Severity.ERROR
    ]
    assert broken == []


def test_what_a_review_is_warned_of_is_what_the_site_accepts(whole):
    site, found = whole
    terms = terms_of(site.site.config)
    codes = {breach.code for one in _reviews(found).values() for breach in breaches(one, terms)}
    assert codes - set(site.site.config.reviews.accept) == {
        code.split(" ")[1] for code in told(site.problems) if "claimreview" in code
    }


def test_what_machines_read_is_what_readers_see(whole):
    site, found = whole
    pages = soups({path: site.files[path] for path in _reviews(found)})
    seen = {path: (page.h1.get_text(), page.select_one(".rating").get_text().strip()) for path, page in pages.items()}
    said = {path: (one["claimReviewed"], one["reviewRating"]["alternateName"]) for path, one in _reviews(found).items()}
    assert seen == said
    assert {path: page.find("link", rel="canonical")["href"] for path, page in pages.items()} == {
        path: one["url"] for path, one in _reviews(found).items()
    }


def test_the_feed_has_the_reviews_of_all_pages(whole):
    site, found = whole
    feed = json.loads(site.files["data/claimreview.jsonld"])
    left = {"@context", "citation", "reviewBody"}  # the feed tells more of the evidence than a page, and the verdict
    items = {one["url"]: one["item"][0] for one in feed["dataFeedElement"]}
    reviews = {one["url"]: one for one in _reviews(found).values()}
    assert {url: _without(one, left) for url, one in items.items()} == {
        url: _without(one, left) for url, one in reviews.items()
    }
    assert {url: len(one.get("citation", ())) for url, one in items.items()} == {
        url: len(one.get("citation", ())) for url, one in reviews.items()
    }


def _without(content, keys):
    return {key: value for key, value in content.items() if key not in keys}


def test_hostile_texts_come_back_as_they_were_written(built):
    site = built["states"]
    card = next(one for one in site.site.claims if one.id == "hostile")
    objects = extracted(site.files["claims/hostile.html"])
    (review,), (media,) = _of(objects), _of(objects, "MediaReview")
    assert (card.claim, card.corrections[-1].note) == (review["claimReviewed"], review["correction"][-1]["text"])
    assert media["originalMediaContextDescription"] == card.media.context
    assert media["associatedClaimReview"] == {"@id": review["@id"]}


def test_the_rules_hold_on_pages_of_drafts_and_of_long_claims_too(site):
    for length in (74, 75, 76):
        card = site.read("content/claims/repair-cost.yaml")
        text = '"x" </script> ' + "x" * (length - 14)
        card = card.replace("claim: Repairs of the bridge cost 1,500 crowns.", f"claim: {json.dumps(text)}")
        site.write(f"content/claims/long-{length}.yaml", card.replace("status: draft\n", ""))
    result = made(site.root)
    assert [code for code in told(result.problems) if "claimreview" in code] == [
        "content/claims/long-75.yaml:2:8 claimreview-long",
        "content/claims/long-76.yaml:2:8 claimreview-long",
    ]
    (review,) = _of(extracted(result.files["claims/long-76.html"]))
    assert (len(review["claimReviewed"]), review["claimReviewed"][:14]) == (76, '"x" </script> ')


def test_a_draft_has_its_review_in_the_preview_alone(site):
    page = "claims/repair-cost.html"
    shown, built = made(site.root, drafts=True).files, made(site.root).files
    assert (len(_of(extracted(shown[page]))), page in built) == (1, False)


@pytest.mark.parametrize("path", ["data/claimreview.jsonld", "data/annotations.jsonld"])
def test_a_draft_is_in_no_file_for_machines_also_where_pages_show_drafts(site, path):
    shown, built = made(site.root, drafts=True).files, made(site.root).files
    assert shown[path] == built[path]


def test_a_template_that_says_something_else_is_refused(site):
    made(site.root)
    for path, old, new in (
        ("templates/base.html", "{{ one | linked }}", ""),
        ("templates/base.html", "{{ one | linked }}", "{{ one | linked }}{{ one | linked }}"),
        ("templates/claim.html", "{{ claim.claim }}</h1>", "{{ claim.title }}</h1>"),
        ("templates/parts/marks.html", '.html", rating.label)', '.html", rating.label ~ "!")'),
        (
            "templates/base.html",
            'rel="canonical" href="{{ frame.url }}{{ address }}"',
            'rel="canonical" href="{{ frame.url }}{{ address }}/"',
        ),
    ):
        before = site.read(path)
        site.edit(path, old, new)
        result = made(site.root)
        site.write(path, before)
        assert ("claimreview-page" in {problem.code for problem in result.problems}, result.files) == (True, {})


def test_an_address_for_the_build_alone_is_the_one_that_pages_are_held_to(site):
    result = made(site.root, url="https://gazette.example.com/orrin/")
    assert told(result.problems) == ["content/articles/first.yaml:13:6 claimreview-own-host"]


def test_readers_see_where_else_a_claim_stands(built):
    page = soups(built["states"].files)["claims/ten-quotes.html"]
    (row,) = [one for one in page.select(".facts > div") if one.dt.get_text() == "Also found in"]
    assert [(one.get_text(), one["href"], one.get("rel")) for one in row.select("a")] == [
        ("Agency", "../references.html#agency", None),
        ("Radio Vell", "../references.html#radio-relay", None),
        ("council.example.org", "https://council.example.org/news/1", ["external"]),
    ]

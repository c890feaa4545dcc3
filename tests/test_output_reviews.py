"""What a finished page says of its review, and whether readers see the same."""

from __future__ import annotations

from html import escape

import pytest
from rendering import RULES
from reviewed import HERE, PAGE, review

from pincite.formats.json import in_page
from pincite.output.inspect import inspect_pages
from pincite.output.reviews import NotJsonError, read

SOUND = review()
SAID = SOUND["claimReviewed"]


def _script(content):
    return f'<script type="application/ld+json">{in_page(content)}</script>'


def _page(*scripts, said=SAID, label="Good", verdict="So it is.", url=PAGE):
    link = f'<link rel="canonical" href="{url}">' if url else ""
    badge = f'<span class="rating"><svg></svg> <a href="#v">{label}</a></span>' if label else ""
    shown = f'<p class="verdict" id="v">{verdict}</p>'
    head = f"<head>{RULES}<title>x</title>{link}{''.join(scripts)}</head>"
    return f'<!doctype html><html lang="en">{head}<body><h1>{escape(said)}</h1>{badge}{shown}</body></html>'


def _found(page, *, wanted=SOUND, path="claims/storm.html"):
    reviewed = {path: wanted} if wanted else {}
    return inspect_pages({path: page.encode()}, {}, "/orrin/", reviewed)


def _messages(page, **more):
    assert {problem.code for problem in _found(page, **more)} <= {"claimreview-page"}
    return [problem.message.removeprefix("claims/storm.html ") for problem in _found(page, **more)]


def test_a_page_that_says_what_it_shows_is_sound():
    assert _messages(_page(_script(SOUND))) == []


def test_other_objects_may_stand_beside_the_review():
    other = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}
    assert _messages(_page(_script(other), _script(SOUND), _script(other))) == []


@pytest.mark.parametrize(
    ("scripts", "count"),
    [((), 0), ((_script(SOUND),) * 2, 2), ((_script([SOUND, SOUND]),), 2), ((_script({"@graph": [SOUND] * 2}),), 2)],
)
def test_a_claims_page_has_exactly_one(scripts, count):
    assert _messages(_page(*scripts))[0] == f"has {count} pieces of ClaimReview instead of one"


@pytest.mark.parametrize("kind", ["ClaimReview", ["Review", "ClaimReview"]])
def test_any_other_page_has_none(kind):
    page = _page(_script({"@context": "https://schema.org", "@type": kind}))
    assert _messages(page, wanted=None) == ["has 1 pieces of ClaimReview instead of none"]


def test_two_pages_do_not_have_the_same_one():
    pages = dict.fromkeys(["claims/storm.html", "claims/other.html"], _page(_script(SOUND)).encode())
    found = inspect_pages(pages, {}, "/orrin/", {"claims/storm.html": SOUND})
    assert [(one.code, one.span.path) for one in found] == [("claimreview-page", "output:claims/other.html")]


def test_a_review_inside_another_object_is_where_search_engines_do_not_look():
    page = _page(_script({"@context": "https://schema.org", "@graph": [SOUND]}))
    assert _messages(page) == ["has its ClaimReview inside another object, where search engines do not look"]


def test_a_review_that_is_not_the_cards_is_told_with_what_differs():
    page = _page(_script({**SOUND, "datePublished": "2020-01-01", "about": "x"}))
    assert _messages(page) == ["has a ClaimReview that is not its card’s: datePublished, about"]


def test_the_heading_is_the_claim():
    (message,) = _messages(_page(_script(SOUND), said="Another."))
    assert message == f"says claimReviewed {SAID!r} to machines, and its heading is 'Another.'"


def test_white_space_is_compared_as_browsers_show_it():
    assert _messages(_page(_script(SOUND), said=f"  {SAID.replace(' ', chr(10))} ")) == []


@pytest.mark.parametrize("label", ["Fair", ""])
def test_a_label_that_was_changed_on_the_page_alone_is_told(label):
    (message,) = _messages(_page(_script(SOUND), label=label))
    assert message == f"says alternateName 'Good' to machines, and its badge is {' Fair' if label else None!r}"


@pytest.mark.parametrize("url", [PAGE.removesuffix(".html"), f"{PAGE}/", HERE, ""])
def test_the_canonical_address_is_the_reviews(url):
    (message,) = _messages(_page(_script(SOUND), url=url))
    assert message == f"says url {PAGE!r} to machines, and its canonical link is {url or None!r}"


def test_a_summary_of_the_check_is_shown():
    assert _messages(_page(_script(SOUND), verdict=" ")) == ["has a ClaimReview, and shows no summary of the check"]


@pytest.mark.parametrize("said", ["</script><script>alert(1)</script>", "<!-- \"46\" & 'boats' \\ \u2028"])
def test_hostile_words_are_the_same_to_machines_and_readers(said):
    one = {**SOUND, "claimReviewed": said}
    assert _messages(_page(_script(one), said=said), wanted=one) == []


@pytest.mark.parametrize(
    "linked", ['{"a": }', '{"a": NaN}', '{"a": "\n"}', '{"a": "\t"}', "{'a': 1}", "", "// x\n{}", "[" * 100_000]
)
def test_what_is_no_strict_json_is_refused(linked):
    with pytest.raises(NotJsonError):
        read(linked)


def test_a_page_whose_json_ld_is_no_json_is_told():
    found = _found(_page('<script type="application/ld+json">{"a": "unescaped "quotes""}</script>'), wanted=None)
    assert [problem.code for problem in found] == ["page-form"]
    assert found[0].message.startswith("claims/storm.html has JSON-LD that is no JSON")

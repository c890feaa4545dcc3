"""The page of all comparisons, and a comparison on the page of a claim, as a reader without a stylesheet meets them."""

from __future__ import annotations

import pytest
from rendering import base, made, repository, soups, told

BOATS = "content/claims/boats-damaged.yaml"


def _edited(tmp_path, **changes):
    """Make the base site with changed files, and give its pages."""
    root = base(tmp_path)
    for path, (before, after) in changes.items():
        file = root / path.replace("__", "/")
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
    site = made(root)
    assert told(site.problems) == []
    return soups(site.files)


@pytest.fixture(scope="module")
def pages():
    return soups(repository().files)


def test_each_difference_is_a_whole_sentence_with_its_class(pages):
    items = pages["compare.html"].select(".diffs > li")
    assert len(items) > 20
    assert [item for item in items if not item.b.get_text() or not item.span.get_text().strip().endswith(".")] == []


def test_the_counts_of_the_classes_are_those_of_the_lists(pages):
    page = pages["compare.html"]
    listed = [item.b.get_text() for item in page.select(".diffs > li:not(.same)")]
    for row in page.select(".classes > li"):
        count = listed.count(row.b.get_text())
        words = row.select_one(".where").get_text().split()
        assert words[0] == {0: "None", 1: "One"}.get(count, str(count))


def test_the_links_of_a_class_lead_to_claims_that_have_such_a_difference(pages):
    page = pages["compare.html"]
    for row in page.select(".classes > li"):
        for link in row.select("a"):
            section = page.select_one(link["href"]).find_parent("section")
            assert row.b.get_text() in {item.get_text() for item in section.select(".diffs b")}


def test_a_claim_that_both_articles_state_is_in_no_list_of_one_alone(pages):
    listed = {link["href"] for link in pages["compare.html"].select(".alone p a[href^='claims/']")}
    assert len(listed) > 20
    assert "claims/at-least-200-civilians.html" not in listed


def test_no_pair_of_passages_is_compared_twice_on_the_page(pages):
    pairs = [
        tuple((one["data-article"], one["data-start"]) for one in block.select("blockquote > span"))
        for block in pages["compare.html"].select(".compared")
    ]
    assert len(pairs) == len(set(pairs))


def test_a_primary_source_stands_first_and_is_called_one(tmp_path):
    found = _edited(tmp_path, **{"content/articles/second.yaml": ("headline:", "primary: true\nheadline:")})
    for path in ("compare.html", "claims/boats-damaged.html"):
        first, second = found[path].select(".compared figure")[:2]
        assert "primary source" in first.figcaption.get_text()
        assert "primary source" not in second.figcaption.get_text()
        assert [side.select_one("[data-article]")["data-article"] for side in (first, second)] == ["second", "first"]


def test_no_article_of_the_repositorys_site_is_called_a_primary_source(pages):
    assert "primary source" not in pages["compare.html"].get_text()


def test_the_note_of_a_comparison_stands_above_its_list_and_points_to_the_card(tmp_path):
    note = "compare:\n  - {quotes: [toll, q2], note: 'Both count 46.[^toll]'}"
    found = _edited(tmp_path, **{BOATS: ("compare: [[toll, q2]]", note)})
    for path, href in (("compare.html", "claims/boats-damaged.html#toll"), ("claims/boats-damaged.html", "#toll")):
        remark = found[path].select_one(".compared .remark")
        assert "Both count 46." in remark.get_text()
        assert remark.a["href"] == href
        assert remark.find_next_sibling("ol")["class"] == ["diffs"]


def test_three_quotes_are_told_as_two_comparisons_with_the_first(tmp_path):
    quote = '  - article: first\n    exact: "Nobody was hurt, the mayor’s office said."\n    id: hurt\n'
    more = f"{quote}compare: [[toll, q2, hurt]]"
    found = _edited(tmp_path, **{BOATS: ("compare: [[toll, q2]]", more)})
    blocks = found["claims/boats-damaged.html"].select(".compared")
    assert [block.p.get_text() for block in blocks] == [
        "Comparison 1 of 2 with the same first passage",
        "Comparison 2 of 2 with the same first passage",
    ]
    assert "The first passage has" in blocks[1].get_text()
    ids = [one["id"] for one in found["claims/boats-damaged.html"].select(".compared figure[id]")]
    assert ids == ["toll", "q2", "hurt"]


def test_passages_in_two_languages_are_told_not_to_be_compared(tmp_path):
    found = _edited(tmp_path, **{"content/articles/second.yaml": ("headline:", "language: ru\nheadline:")})
    block = found["claims/boats-damaged.html"].select_one(".compared")
    assert "different languages" in block.get_text()
    assert block.select("del, ins, ol") == []


def test_words_of_another_language_say_which_it_is_in_the_differences_and_in_headlines(tmp_path):
    first, second = ("language: en", "language: ru"), ("headline:", "language: ru\nheadline:")
    found = _edited(tmp_path, **{"content/articles/first.yaml": first, "content/articles/second.yaml": second})
    for page, words in (("compare.html", ".diffs q"), ("articles/index.html", "h3"), ("index.html", ".texts h3")):
        languages = [one.get("lang") for one in found[page].select(words)]
        assert languages
        assert set(languages) == {"ru"}


def test_an_article_that_is_itself_the_source_says_so_on_its_page(tmp_path):
    found = _edited(tmp_path, **{"content/articles/second.yaml": ("headline:", "primary: true\nheadline:")})
    assert "Primary source" in found["articles/second.html"].select_one(".facts").get_text()
    assert "Primary source" not in found["articles/first.html"].select_one(".facts").get_text()

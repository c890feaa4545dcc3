"""What finished pages must show of cards, articles and lists: whatever a template does, the build holds it to that."""

from __future__ import annotations

import pytest
from rendering import base, made, repository

from pincite.facts.promised import figured, of_article, of_claim, of_list


@pytest.fixture(scope="module")
def site():
    """Give the repository's own site."""
    return repository().site


@pytest.fixture
def root(tmp_path):
    """Give a base site with templates of its own."""
    return base(tmp_path)


def _claim(site, ident):
    return next(claim for claim in site.claims if claim.id == ident)


def test_a_claims_page_must_show_its_sentence_every_slice_of_its_quotes_and_every_number(site):
    claim = _claim(site, "ariha-49")
    found = of_claim(claim)
    assert found.claim == claim.claim
    assert [one[1:] for one in found.stretches] == [
        (quote.article, start, end) for quote in claim.quotes for start, end in quote.slices
    ]
    assert len(found.figures) == sum(1 + len(figure.parts) for figure in claim.figures) > 0


def test_a_figure_of_two_numbers_is_written_as_one():
    assert [figured([46]), figured([18, 49])] == ["46", "18 49"]


def test_an_articles_page_must_show_all_of_its_original(site):
    article = site.articles[0]
    words = [article.text[start:end] for _, _, start, end in of_article(article).stretches]
    assert " ".join(words).split() == article.text.split()


def test_a_list_must_lead_to_each_of_its_claims(site):
    assert of_list(site.claims[:2]).pages == tuple(f"claims/{claim.id}.html" for claim in site.claims[:2])


# On whole sites, with templates that keep something back --------------------------------------------------------------

_QUOTED = "<blockquote{{ tongue(passage.language) }}>{{ words(passage) }}</blockquote>"


@pytest.mark.parametrize(
    ("template", "before", "after", "codes"),
    [
        ("parts/quotes.html", _QUOTED, "", {"not-shown"}),
        ("parts/quotes.html", _QUOTED, "<blockquote>{{ words(passage) | striptags }}</blockquote>", {"not-shown"}),
        ("parts/quotes.html", _QUOTED, "<blockquote>{{ words(passage) | upper }}</blockquote>", None),
        ("parts/quotes.html", "{{ cut(passage.article, one) }}", "{{ cut(passage.article, one)|title }}", None),
        ("parts/quotes.html", "{{ piece.text }}{%- endif", "{{ piece.text|truncate(9) }}{%- endif", {"quote-altered"}),
        ("parts/quotes.html", "{{ piece.text }}{%- endif", "{{ piece.text|wordwrap(9) }}{%- endif", {"quote-altered"}),
        ("claim.html", "{{ claim.claim }}</h1>", "{{ claim.title }}</h1>", {"not-shown", "claimreview-page"}),
        ("claim.html", "{{ figure_tables(card.figures) }}", "", {"not-shown"}),
        ("parts/figures.html", "{{ row.number }}</b>", "about 50</b>", {"figure-altered"}),
        ("claims.html", "{{ ledger(rows, true) }}", "{{ ledger(rows[:1], true) }}", {"not-shown"}),
        ("article.html", "{% for paragraph in paragraphs %}", "{% for paragraph in paragraphs[:1] %}", None),
    ],
)
def test_a_template_that_leaves_out_or_alters_what_is_promised_makes_no_site(root, template, before, after, codes):
    path = root / "templates" / template
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    found = made(root)
    assert not found.whole
    told = {problem.code for problem in found.problems}
    assert told == codes if codes else told & {"not-shown", "quote-altered"}

"""What templates write values with."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from rendering import HOSTILE

from pincite.dates import parse
from pincite.language import ENGLISH
from pincite.render import filters
from pincite.render.filters import apart, date, linked, paragraphs


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("2021-03-03", '<time datetime="2021-03-03">3 March 2021</time>'),
        ("2021-03", '<time datetime="2021-03">March 2021</time>'),
        ("2021", '<time datetime="2021">2021</time>'),
        ("2021-03-03~", '<time datetime="2021-03-03">about 3 March 2021</time>'),
        ("2021-03?", '<time datetime="2021-03">March 2021 (uncertain)</time>'),
        ("2021-03-XX", '<time datetime="2021-03">March 2021, day not known</time>'),
        (
            "2021-03-03/2021-04-05",
            '<time datetime="2021-03-03">3 March</time> to <time datetime="2021-04-05">5 April 2021</time>',
        ),
        (
            "2020-12/2021-01",
            '<time datetime="2020-12">December 2020</time> to <time datetime="2021-01">January 2021</time>',
        ),
        ("2021-03-03/..", 'from <time datetime="2021-03-03">3 March 2021</time>, end open'),
        ("../2021-03-03", 'until <time datetime="2021-03-03">3 March 2021</time>, start open'),
    ],
)
def test_a_date_is_written_as_time(written, html):
    assert date(parse(written), ENGLISH) == html


def test_plain_text_becomes_a_paragraph_a_line():
    assert paragraphs(f"one\n\n{HOSTILE}") == "<p>one</p>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;</p>"


@pytest.mark.parametrize(
    ("text", "direction", "html"),
    [
        ("Orrin Post & co", "ltr", "Orrin Post &amp; co"),
        ("Orrin Post (المرصاد)", "ltr", "<bdi>Orrin Post (المرصاد)</bdi>"),
        ("הד", "ltr", "<bdi>הד</bdi>"),
        ("Мост", "ltr", "Мост"),
        ("Orrin Post", "rtl", "<bdi>Orrin Post</bdi>"),
    ],
)
def test_a_text_that_may_be_read_the_other_way_is_set_apart(text, direction, html):
    assert apart(text, direction) == html


def test_an_object_is_a_script_of_data_that_no_text_can_end():
    page = BeautifulSoup(f"{linked({'@type': 'Claim', 'text': HOSTILE})}<p>after</p>", "html.parser")
    assert (page.script["type"], page.p.string) == ("application/ld+json", "after")
    assert json.loads(page.script.string) == {"@type": "Claim", "text": HOSTILE}


@pytest.mark.parametrize("kept", [1, 100])
def test_a_date_that_was_written_before_is_written_the_same(kept, monkeypatch):
    monkeypatch.setattr(filters, "_DATES", kept)
    dates = filters.Dates(ENGLISH)
    for text in ("2015-10-15", "2015-10~", "2015/2016", "2015-10-15", "../2016", "2015?", "2015-10~"):
        assert dates.written(parse(text)) == date(parse(text), ENGLISH)


def test_what_is_no_date_is_refused_as_such():
    with pytest.raises(AttributeError, match="is_interval"):
        filters.Dates(ENGLISH).written("2015-10-15")

"""An article that is begun pins its original as it lies there."""

from __future__ import annotations

import hashlib

import pytest

from pincite.problems import InputError
from pincite.read.files import ORIGINAL_LIMIT, Folder
from pincite.scaffold.articles import article, first_line, format_of


def _file(site, path: str, data: str):
    site.write(path, data)
    return Folder(site.root).read(path, ORIGINAL_LIMIT)


def test_the_entry_pins_the_original_and_loads(site):
    file = _file(site, "seeds/third.txt", "\n  The third: a headline \nAnd a line.\n")
    headline = first_line(file, "lines")
    site.write(
        "content/articles/third.yaml", article(file, {"headline": headline, "format": "lines", "language": "en"})
    )
    loaded = site.load()
    assert loaded.problems == ()
    third = next(one for one in loaded.site.articles if one.id == "third")
    assert (third.headline, third.language) == ("The third: a headline", "en")
    assert third.sha256 == hashlib.sha256(file.data).hexdigest()


def test_the_headline_of_a_page_is_its_first_block_of_text(site):
    file = _file(
        site,
        "seeds/page.html",
        "<head><title>no</title></head><script>no</script><h1>The  <b>page</b></h1><p>Text.</p>",
    )
    assert first_line(file, format_of(file.path)) == "The page"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("seeds/a.txt", "lines"), ("seeds/a.HTM", "html"), ("seeds/a.md", "markdown"), ("seeds/a", "lines")],
)
def test_the_format_follows_the_name(path, kind):
    assert format_of(path) == kind


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (" \n\n", "lines", "original-empty"),
        ("<script>x</script>", "html", "original-empty"),
        ("<b" * 400, "html", "original-too-complex"),
        ("a\0b", "lines", "bad-character"),
    ],
)
def test_an_original_that_cannot_be_read_is_refused(site, data, kind, code):
    with pytest.raises(InputError) as refused:
        first_line(_file(site, "seeds/odd.txt", data), kind)
    assert (refused.value.problem.code, refused.value.problem.span.path) == (code, "seeds/odd.txt")

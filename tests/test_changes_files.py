"""Which files differ by two manifests, and what kind each is."""

from __future__ import annotations

import pytest

from pincite.changes.files import Files, differing, kind_of
from pincite.output.manifest import Listed


def outputs(**digests):
    """Give what a manifest lists; a name's underscores are slashes, two of them a full stop."""
    return {path.replace("__", ".").replace("_", "/"): Listed(digest * 64, 1) for path, digest in digests.items()}


def test_files_come_go_and_change():
    before = outputs(index__html="a", about__html="a", old__html="a")
    after = outputs(index__html="a", about__html="b", new__html="a")
    assert differing(before, after) == Files(("new.html",), ("old.html",), ("about.html",))


def test_a_style_sheet_with_another_digest_in_its_name_is_one_that_changes():
    before = {"assets/style.00000000.css": Listed("a" * 64, 1), "assets/old.js": Listed("a" * 64, 1)}
    after = {"assets/style.11111111.css": Listed("b" * 64, 1)}
    assert differing(before, after) == Files((), ("assets/old.js",), ("assets/style.11111111.css",))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "page"),
        ("claims/x.html", "page"),
        ("data.html", "page"),
        ("data/claims.json", "data"),
        ("schema/claim.schema.json", "data"),
        ("feed.xml", "feeds"),
        ("sitemap.xml", "feeds"),
        ("share/claims/x.png", "pictures"),
        ("pagefind/pagefind.js", "search"),
        ("assets/fonts/a.woff2", "assets"),
        (".nojekyll", "other"),
    ],
)
def test_a_file_is_of_the_kind_that_its_place_says(path, kind):
    assert kind_of(path) == kind


def test_files_of_some_kinds_alone_can_be_asked_for():
    files = Files(("a.html", "feed.xml"), (), ("data/x.csv",))
    assert (files.of("page"), files.of("data", "feeds").number, files.number) == (Files(("a.html",)), 2, 3)

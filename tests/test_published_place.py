"""Which paths are asked for at all: those of files that a build writes below the site's folder."""

from __future__ import annotations

import pytest

from pincite.published.place import inside


@pytest.mark.parametrize(
    "path", ["index.html", ".nojekyll", "claims/é b.html", "a/..b/c...html", "pagefind/en_1.pf_meta", "x" * 5000]
)
def test_a_path_below_the_folder_is_asked_for(path):
    assert inside(path)


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/a", "a/", "a//b", ".", "./a", "a/./b", "..", "../a", "a/../../b", "a/.."),
        *("a\\b", "..\\a", "C:/a", "a:b", "a\0", "a\nb", "\x7f", "\x9b", "\ud800"),
    ],
)
def test_a_path_that_leads_elsewhere_on_any_system_is_not(path):
    assert not inside(path)

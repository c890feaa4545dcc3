"""The full-text index: what Pagefind is given, what is taken of what it makes, and that it is the same every time."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

import pytest

from pincite.output import search
from pincite.output.files import OutputError
from pincite.output.search import full_text, missing
from pincite.problems import Span

PAGE = (
    '<!doctype html><html lang="en"><head><title>{0}</title></head><body><nav>masthead</nav>'
    '<main{1}><p class="kicker">above</p><h1>{0}</h1><p>The harbour of {0} froze over.</p></main></body></html>'
)
ASKING = ' data-pagefind-body data-kind="claim" data-pagefind-meta="kind[data-kind]"'
needs_pagefind = pytest.mark.skipif(
    missing(Span("site.yaml")) is not None, reason="the extra is not installed: pip install 'pincite[search]'"
)


def _pages(count=30):
    pages = {f"claims/c{number}.html": PAGE.format(f"Orrin{number}", ASKING).encode() for number in range(count)}
    return {**pages, "index.html": PAGE.format("Front", "").encode(), "assets/style.css": b"p { color: red }"}


def _read(data):
    """Read a file of Pagefind's, which is packed."""
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def test_a_package_that_is_not_there_is_told_where_the_site_asks_for_it(monkeypatch):
    monkeypatch.setattr(search, "_PACKAGES", ("pagefind_that_is_not_there",))
    told = missing(Span("site.yaml", 3, 9))
    assert (told.code, str(told.span)) == ("search-not-installed", "site.yaml:3:9")
    assert "pip install 'pincite[search]'" in told.hint


def test_pagefind_that_fails_is_told_and_leaves_nothing_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(search.sys, "executable", "/bin/false")
    with pytest.raises(OutputError) as caught:
        full_text(_pages(1))
    assert caught.value.problem.code == "search-failed"
    assert list(tmp_path.iterdir()) == []


@needs_pagefind
def test_only_pages_that_ask_for_it_are_searched_and_only_their_main_part():
    files = full_text(_pages(3))
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    texts = [json.loads(_read(data)) for path, data in files.items() if path.endswith(".pf_fragment")]
    assert entry["languages"]["en"]["page_count"] == 3
    assert sorted(text["url"] for text in texts) == [f"/claims/c{number}.html" for number in range(3)]
    assert {text["meta"]["kind"] for text in texts} == {"claim"}
    assert [text["content"] for text in texts if "masthead" in text["content"] or "above" in text["content"]] == []


@needs_pagefind
def test_the_same_pages_give_the_same_bytes_in_whatever_order_they_come():
    pages = _pages()
    turned = dict(reversed(pages.items()))
    assert full_text(pages) == full_text(turned)


@needs_pagefind
def test_pagefinds_own_interface_is_left_out():
    names = {path.rpartition("/")[2] for path in full_text(_pages(1))}
    assert "pagefind.js" in names
    assert [name for name in names if "ui" in name or name.endswith(".css") or "highlight" in name] == []


@needs_pagefind
def test_settings_of_the_environment_do_not_reach_pagefind(monkeypatch, tmp_path):
    before = full_text(_pages(2))
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")
    monkeypatch.setenv("PAGEFIND_OUTPUT_PATH", str(tmp_path / "elsewhere"))
    assert full_text(_pages(2)) == before
    assert not (tmp_path / "elsewhere").exists()


@needs_pagefind
def test_nothing_of_it_stays_among_the_temporary_files(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert full_text(_pages(1))
    assert list(Path(tmp_path).iterdir()) == []


def test_where_no_page_asks_for_it_there_is_no_index():
    assert full_text({"index.html": PAGE.format("Front", "").encode()}) == {}

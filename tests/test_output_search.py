"""The full-text index: what Pagefind is given, what is taken of what it makes, and that it is the same every time."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from rendering import base, equip

from pincite.cli import main
from pincite.disk.files import DiskError
from pincite.output import search
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
    with pytest.raises(DiskError) as caught:
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


# The commands that need it -------------------------------------------------------------------------------------------


@pytest.fixture
def asking(site):
    """Give the base site with templates and assets, asking for the full text."""
    equip(site.root)
    site.write("site.yaml", site.read("site.yaml") + "search: pagefind\n")
    return site


def _run(site, *arguments):
    return main([*arguments, "--root", str(site.root)])


@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_verb_without_the_extra_says_what_is_missing_and_ends_with_2(asking, monkeypatch, capsys, verb):
    monkeypatch.setattr(search, "_PACKAGES", ("pagefind_that_is_not_there",))
    assert _run(asking, verb) == 2
    told = capsys.readouterr().err
    assert "error[search-not-installed]" in told
    assert "search: pagefind" in told
    assert not (asking.root / "output").exists()


def test_problems_in_the_content_are_told_beside_the_missing_extra(asking, monkeypatch, capsys):
    monkeypatch.setattr(search, "_PACKAGES", ("pagefind_that_is_not_there",))
    asking.edit("content/claims/bridge-closed.yaml", "rating: ", "rating: un")
    assert _run(asking, "check") == 1


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a site that asks for the full text twice; give the output, and the digests of both."""
    root = base(tmp_path_factory.mktemp("search"))
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("search: pagefind\n")
    assert main(["build", "--root", str(root)]) == 0
    before = _digests(root / "output")
    assert main(["build", "--root", str(root), "--output", str(root / "again")]) == 0
    return root / "output", before, _digests(root / "again")


@needs_pagefind
def test_two_builds_of_a_site_with_full_text_give_the_same_bytes(built):
    _, first, second = built
    assert first == second


@needs_pagefind
def test_the_index_is_in_the_manifest_like_every_other_file(built):
    output, digests, _ = built
    outputs = json.loads((output / "manifest.json").read_bytes())["outputs"]
    assert {path: held["sha256"] for path, held in outputs.items()} | {
        "manifest.json": digests["manifest.json"]
    } == digests
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "search.html"} <= outputs.keys()


@needs_pagefind
def test_claims_articles_and_pages_are_searched_and_nothing_else(built):
    found = (built[0] / "pagefind/fragment").iterdir()
    held = {text["url"]: text["meta"] for text in (json.loads(_read(path.read_bytes())) for path in found)}
    assert sorted(held) == [
        "/about.html",
        "/articles/first.html",
        "/articles/second.html",
        "/claims/boats-damaged.html",
        "/claims/bridge-closed.html",
    ]
    assert {meta["kind"] for meta in held.values()} == {"claim", "article", "page"}
    assert held["/claims/bridge-closed.html"]["rating"] == "contested"


def _digests(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

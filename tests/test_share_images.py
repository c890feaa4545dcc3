"""Share images on built sites: the files, the tags of every kind of page, and what switches both off."""

from __future__ import annotations

import io
import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from rendering import ROOT, base, equip, soups

from pincite.cli import main
from pincite.commands import extras
from pincite.output import search
from pincite.pages import Plan
from pincite.pipeline import make
from pincite.preview.live import Live
from pincite.share import drawing, fonts, ready

HOSTILE = "<b>\"Boats\" & 'ferries'</b></title><meta property='og:image' content='x'>"
needs_shaping = pytest.mark.skipif(not fonts.shaping(), reason="FriBiDi is not among the libraries of this system")


def _lay(folder, name):
    root = folder / name
    shutil.copytree(ROOT / "tests" / name, root)
    equip(root)
    shutil.copytree(ROOT / "locale", root / "locale")
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nshare_images: true\n")
    return root


def _built(root, *arguments):
    assert main(["build", "--root", str(root), *arguments]) == 0
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def _tags(page):
    """Give what a page tells by name or property; a name that is given twice is a failure."""
    found = [
        (name, tag["content"])
        for tag in page.find_all("meta")
        for key in ("name", "property")
        if (name := tag.get(key))
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


@pytest.fixture(scope="module", params=["states-site", pytest.param("arabic-site", marks=needs_shaping)])
def built(request, tmp_path_factory):
    """Give the files of a site that was built with pictures, and the pages as the pipeline planned them."""
    root = _lay(tmp_path_factory.mktemp("share"), request.param)
    made = make(root)
    return _built(root), {page.path: page for page in Plan(made.site)}, made.site


def test_every_claim_has_a_picture_and_nothing_else_has(built):
    files, _, site = built
    pictures = {path for path in files if path.startswith("share/")}
    assert pictures == {f"share/claims/{claim.id}.png" for claim in site.claims}
    assert {Image.open(io.BytesIO(files[path])).size for path in pictures} == {(1200, 630)}


def test_pictures_are_in_the_manifest_like_every_other_file(built):
    files, _, _ = built
    outputs = json.loads(files["manifest.json"])["outputs"]
    assert outputs.keys() | {"manifest.json"} == files.keys()


def test_every_page_tells_its_title_its_kind_its_address_and_its_site(built):
    files, pages, site = built
    for path, page in soups(files).items():
        told = _tags(page)
        plan = pages[path]
        assert told["og:title"] == (plan.title or site.config.title)
        assert told["og:site_name"] == site.config.title
        assert told["og:type"] == (
            "article" if re.match(r"(claims/(?!index|page-)|articles/(?!index))", path) else "website"
        )
        assert told.get("og:description", "") == told.get("description", "") == plan.description
        canonical = page.find("link", rel="canonical")
        assert told.get("og:url") == (canonical and canonical["href"])
        assert (canonical is None) == (path == "404.html")


def test_a_claims_page_names_its_picture_and_says_what_it_shows(built):
    files, _, site = built
    for claim in site.claims:
        told = _tags(BeautifulSoup(files[f"claims/{claim.id}.html"], "html.parser"))
        path = told["og:image"].removeprefix(site.config.url)
        assert Image.open(io.BytesIO(files[path])).size == (
            int(told["og:image:width"]),
            int(told["og:image:height"]),
        )
        label = next(one.label for one in site.config.ratings if one.id == claim.rating)
        words = told["og:image:alt"]
        assert claim.claim in words
        assert site.config.title in words
        assert (label in words.replace(claim.claim, "")) is not claim.withdrawn
        assert told["twitter:card"] == "summary_large_image"


def test_other_pages_name_no_picture(built):
    files, pages, _ = built
    others = [soup for path, soup in soups(files).items() if pages[path].template != "claim.html"]
    assert others
    assert [soup.title.string for soup in others if "og:image" in _tags(soup)] == []
    assert {_tags(soup)["twitter:card"] for soup in others} == {"summary"}


def test_the_language_is_told_where_it_is_not_taken_for_granted(built):
    files, _, site = built
    locales = {_tags(soup).get("og:locale") for soup in soups(files).values()}
    assert locales == {{"en": None, "ar": "ar_EG"}[site.config.language]}


# On a site of its own -----------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path):
    root = base(tmp_path)
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("share_images: true\n")
    return root


def _edit(root, path, old, new):
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def test_a_second_build_draws_nothing_and_gives_the_same_bytes(root, monkeypatch):
    first = _built(root)
    monkeypatch.setattr(drawing, "draw", lambda content: pytest.fail(f"drawn again: {content.path}"))
    assert _built(root) == first


def test_a_build_after_a_change_draws_what_has_changed(root, monkeypatch):
    _built(root)
    drawn, draw = [], drawing.draw
    monkeypatch.setattr(drawing, "draw", lambda content: drawn.append(content.path) or draw(content))
    _edit(root, "content/claims/boats-damaged.yaml", "claim: At least 46", "claim: Some 46")
    _built(root)
    assert drawn == ["share/claims/boats-damaged.png"]


def test_a_build_without_the_cache_gives_the_same_bytes(root):
    first = _built(root)
    for entry in (root / ".pincite" / "share").iterdir():
        entry.write_bytes(b"spoiled")
    second = _built(root)
    shutil.rmtree(root / ".pincite")
    assert first == second == _built(root)


def test_check_draws_nothing_and_writes_nothing(root, monkeypatch, capsys):
    monkeypatch.setattr(drawing, "draw", lambda _: pytest.fail("drawn"))
    assert main(["check", "--root", str(root)]) == 0
    assert not (root / ".pincite").exists()


def test_a_site_that_does_not_ask_for_pictures_has_none(tmp_path):
    files = _built(base(tmp_path))
    assert [path for path in files if path.startswith("share/")] == []
    assert [path for path, data in files.items() if path.endswith(".html") and b"og:image" in data] == []


def test_the_address_of_a_picture_follows_base_url(root):
    files = _built(root, "--base-url", "https://preview.example.net/x")
    told = _tags(BeautifulSoup(files["claims/boats-damaged.html"], "html.parser"))
    assert told["og:image"] == "https://preview.example.net/x/share/claims/boats-damaged.png"


def test_the_preview_names_no_picture(root):
    state = Live(root).update(frozenset()).state
    page = state.data("claims/boats-damaged.html")
    assert b"og:title" in page
    assert b"og:image" not in page
    assert "share/claims/boats-damaged.png" not in state


def test_hostile_words_are_text_in_every_tag(root):
    _edit(root, "site.yaml", "title: Orrin, Checked", "title: " + json.dumps(HOSTILE))
    _edit(
        root,
        "content/claims/boats-damaged.yaml",
        "title: At least 46 boats were damaged",
        "title: " + json.dumps(HOSTILE),
    )
    _edit(
        root,
        "content/claims/boats-damaged.yaml",
        "claim: At least 46 boats were damaged in the storm.",
        "claim: " + json.dumps(HOSTILE),
    )
    told = _tags(BeautifulSoup(_built(root)["claims/boats-damaged.html"], "html.parser"))
    assert told["og:title"].startswith(HOSTILE)
    assert told["og:site_name"] == HOSTILE
    assert told["og:image:alt"] == f"“{HOSTILE}” Confirmed. {HOSTILE}"
    assert told["og:image"] == "https://example.org/orrin/share/claims/boats-damaged.png"


@pytest.mark.parametrize(("logo", "shown"), [("logo.png", True), ("logo.JPG", True), ("logo.svg", False)])
def test_the_publishers_logo_stands_where_a_page_has_no_picture(root, logo, shown):
    kinds = {"svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
    (root / "assets" / logo).write_bytes(kinds[logo[-3:].lower()])
    _edit(
        root,
        "site.yaml",
        "  email: corrections@example.org",
        f"  email: corrections@example.org\n  logo: assets/{logo}",
    )
    told = _tags(BeautifulSoup(_built(root)["index.html"], "html.parser"))
    expected = (f"https://example.org/orrin/assets/{logo}", "Orrin, Checked") if shown else (None, None)
    assert (told.get("og:image"), told.get("og:image:alt")) == expected


# What is not installed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_verb_without_the_extra_says_what_is_missing_and_ends_with_2(root, monkeypatch, capsys, verb):
    monkeypatch.setattr(ready, "_PACKAGE", "pillow_that_is_not_there")
    assert main([verb, "--root", str(root)]) == 2
    told = capsys.readouterr().err
    assert "error[share-not-installed]" in told
    assert "share_images: true" in told
    assert not (root / "output").exists()


@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_verb_without_fribidi_ends_with_2_where_a_claim_is_in_arabic(root, monkeypatch, capsys, verb):
    monkeypatch.setattr(fonts, "shaping", lambda: False)
    assert main([verb, "--root", str(root)]) == 0
    _edit(root, "content/claims/boats-damaged.yaml", "claim: At least", "claim: بيت At least")
    assert main([verb, "--root", str(root)]) == 2
    assert "FriBiDi" in capsys.readouterr().err


def test_problems_in_the_content_are_told_beside_the_missing_extra(root, monkeypatch, capsys):
    monkeypatch.setattr(ready, "_PACKAGE", "pillow_that_is_not_there")
    _edit(root, "content/claims/bridge-closed.yaml", "rating: ", "rating: un")
    assert main(["check", "--root", str(root)]) == 1


def test_all_extras_that_are_missing_are_told(root, monkeypatch):
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("search: pagefind\n")
    monkeypatch.setattr(ready, "_PACKAGE", "pillow_that_is_not_there")
    monkeypatch.setattr(search, "_PACKAGES", ("pagefind_that_is_not_there",))
    assert [one.code for one in extras.absent(make(root))] == ["search-not-installed", "share-not-installed"]


def test_a_character_without_a_shape_is_a_warning_that_strict_refuses(root, capsys):
    _edit(root, "content/claims/boats-damaged.yaml", "claim: At least", "claim: 中 At least")
    assert main(["check", "--root", str(root)]) == 0
    told = capsys.readouterr().err
    assert told.count("warning[share-glyph]") == 1
    assert "content/claims/boats-damaged.yaml:4:8" in told
    assert main(["build", "--strict", "--root", str(root)]) == 1
    assert not (root / "output").exists()

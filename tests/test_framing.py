"""What frames every page says what the settings say, and its digest is another where any of it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rendering import ROOT, base

from pincite.framing import frame_of, settings_of
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.site import load


@pytest.fixture(name="root", scope="module")
def fixture_root(tmp_path_factory):
    return base(tmp_path_factory.mktemp("framing"))


@pytest.fixture(name="copy")
def fixture_copy(root, tmp_path):
    return Path(shutil.copytree(root, tmp_path / "copy"))


def _framed(root):
    folder = Folder(root)
    site = load(folder).site
    assets = gather(folder, site)[0]
    return frame_of(site, assets), assets, folder


def _frame(root):
    return _framed(root)[0]


def _settings(root, url="", program="program"):
    return settings_of(*_framed(root), url, program)


def _set(root, text):
    """Put lines in front of site.yaml's."""
    file = root / "site.yaml"
    file.write_text(f"{text}\n{file.read_text('utf-8')}", "utf-8")


def _titles(frame):
    return [title for _, title in frame.prose]


def test_the_foot_leads_to_the_pages_of_prose_and_then_to_the_registers(root):
    registers = ["References", "Corrections", "Ratings", "Actors", "Places", "Topics", "Data", "Verify"]
    assert _titles(_frame(root)) == ["About", *registers]
    assert _frame(root).prose[:2] == (("about.html", "About"), ("references.html", "References"))


def test_what_is_left_out_is_not_led_to_and_the_search_is_where_there_is_one(copy):
    _set(copy, "leave_out: [places, data]\nsearch: pagefind")
    found = _titles(_frame(copy))
    assert not {"Places", "Data"} & set(found)
    assert found[-1] == "Search"


def test_the_masthead_leads_where_the_settings_say(root):
    assert [one.name for one in _frame(root).navigation] == ["claims", "timeline", "articles", "about"]


@pytest.mark.parametrize(("name", "shown"), [("logo.png", "assets/logo.png"), ("logo.svg", "")])
def test_a_logo_is_shown_elsewhere_only_of_a_kind_that_can_be_read_there(copy, name, shown):
    data = b"\x89PNG\r\n\x1a\n" if shown else b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    (copy / "assets" / name).write_bytes(data)
    file = copy / "site.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("publisher:\n", f"publisher:\n  logo: assets/{name}\n", 1), "utf-8")
    assert _frame(copy).logo == shown


def test_the_base_path_is_that_of_the_address(root):
    assert (_frame(root).url, _frame(root).base_path) == ("https://example.org/orrin/", "/orrin/")


def test_a_site_with_one_article_in_another_script_is_not_latin(copy):
    assert _frame(copy).latin
    article = copy / "content/articles/first.yaml"
    article.write_text(article.read_text("utf-8").replace("language: en", "language: ru"), "utf-8")
    assert not _frame(copy).latin


def test_pages_name_the_program_without_its_version(root):
    assert _frame(root).generator == "pincite"


def test_the_direction_is_that_of_the_sites_language(tmp_path):
    root = Path(shutil.copytree(ROOT / "tests/arabic-site", tmp_path / "site"))
    assert (_frame(root).direction, _frame(root).latin) == ("rtl", False)


def test_the_same_settings_have_the_same_digest(root, copy):
    assert _settings(root) == _settings(copy)


def test_another_program_and_another_address_have_another_digest(root):
    found = [_settings(root), _settings(root, program="other"), _settings(root, url="https://example.org/x/")]
    assert len(set(found)) == 3


_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><g id="west"/></svg>'


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("site.yaml", lambda text: f"{text}# A remark.\n"),
        ("assets/style.css", lambda text: f"{text}p {{ color: #123456 }}\n"),
        ("assets/icons/ticks.svg", lambda text: text.replace("M", "M1 1 L", 1)),
        ("assets/map.svg", lambda _: _DRAWING.replace("west", "east")),
        ("assets/more.svg", lambda _: _DRAWING),
        ("content/pages/about.md", lambda text: text.replace("title: About", "title: Us")),
        ("content/articles/first.yaml", lambda text: text.replace("language: en", "language: ru")),
        ("content/pages/more.md", lambda _: "---\ntitle: More\ndescription: More of it\n---\n\nMore.\n"),
    ],
)
def test_what_every_page_shows_or_rests_on_moves_the_digest(copy, path, change):
    (copy / "assets/map.svg").write_text(_DRAWING, "utf-8")
    before, file = _settings(copy), copy / path
    text = change(file.read_text("utf-8") if file.exists() else "")
    file.parent.mkdir(exist_ok=True)
    assert not file.exists() or file.read_text("utf-8") != text
    file.write_text(text, "utf-8")
    assert _settings(copy) != before


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("content/claims/boats-damaged.yaml", lambda text: f"{text}# A remark.\n"),
        ("content/actors.yaml", lambda text: text.replace("Ada Wren", "Ada Finch", 1)),
        ("content/pages/about.md", lambda text: f"{text}\nMore of it.\n"),
        ("templates/claim.html", lambda text: f"{text}\n"),
        ("assets/map.svg", lambda text: text.replace("<g ", "<g  ")),
    ],
)
def test_what_single_pages_rest_on_leaves_the_digest(copy, path, change):
    (copy / "assets/map.svg").write_text(_DRAWING, "utf-8")
    before, file = _settings(copy), copy / path
    text = file.read_text("utf-8")
    assert change(text) != text
    file.write_text(change(text), "utf-8")
    assert _settings(copy) == before


def test_another_catalogue_moves_the_digest(tmp_path):
    root = Path(shutil.copytree(ROOT / "tests/arabic-site", tmp_path / "site"))
    catalogue = root / "locale/ar.po"
    catalogue.parent.mkdir()
    shutil.copy(ROOT / "locale/ar.po", catalogue)
    before = _settings(root)
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n# A remark.\n", "utf-8")
    assert _settings(root) != before

"""Assets on their way to the output: fingerprints, what is refused, icons, the colours of the scale."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rendering import ROOT, equip

from pincite.read.catalogue import Translated
from pincite.read.files import Folder
from pincite.render.assets import filter_styles, gather, scale_styles
from pincite.render.sheets import served

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


@pytest.fixture
def equipped(site):
    """Give the base site with templates and assets."""
    equip(site.root)
    return site


def _gather(project):
    return gather(Folder(project.root), project.load().site)


def _codes(project):
    return [(problem.code, problem.span.path) for problem in _gather(project)[1]]


def test_the_repositorys_own_assets_are_in_order(equipped):
    assert _codes(equipped) == []


def test_a_fingerprint_changes_with_the_content(equipped):
    before = _gather(equipped)[0].paths["assets/style.css"]
    equipped.write("assets/style.css", equipped.read("assets/style.css") + "\np { color: red }\n")
    after = _gather(equipped)[0].paths["assets/style.css"]
    assert before != after
    assert re.fullmatch(r"assets/style\.[0-9a-f]{8}\.css", after)


def test_a_fingerprint_does_not_change_without_the_content(equipped):
    equipped.write("assets/app.js", "let one = 1;\n")
    before = dict(_gather(equipped)[0].paths)
    equipped.write("assets/other.js", "let two = 2;\n")
    equipped.write("assets/app.js", "let one = 1;\n")
    after = _gather(equipped)[0].paths
    assert {path: after[path] for path in before} == before


def test_a_fingerprint_changes_with_the_colours_of_the_scale(equipped):
    before = _gather(equipped)[0].paths["assets/style.css"]
    equipped.edit("site.yaml", 'colour: "#0b7a4b"', 'colour: "#0b7a4c"')
    assert _gather(equipped)[0].paths["assets/style.css"] != before


def test_fonts_and_pictures_keep_their_names_and_bytes(equipped):
    equipped.write("assets/logo.png", b"\x89PNG\r\n\x1a\n\x00")
    assets, _ = _gather(equipped)
    assert assets.paths["assets/logo.png"] == "assets/logo.png"
    assert assets.files["assets/logo.png"] == b"\x89PNG\r\n\x1a\n\x00"


def test_every_path_leads_to_a_file(equipped):
    assets, _ = _gather(equipped)
    assert sorted(assets.paths.values()) == sorted(assets.files)


def test_icons_are_no_files_of_the_site(equipped):
    assert [path for path in _gather(equipped)[0].files if "icons" in path] == []


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "feed.xml", "page.xhtml", "deep/down/page.html"])
def test_a_page_among_the_assets_is_refused(equipped, name):
    equipped.write(f"assets/{name}", "<p>Not a page of pincite.</p>")
    assert _codes(equipped) == [("asset-refused", f"assets/{name}")]


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("photo.jpg", b"\x00\x00\x00\x18ftypheic", "another ending makes no other file"),
        ("map.svg", b"<!DOCTYPE svg><svg/>", "a line <!DOCTYPE ...> can be deleted"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42", "assets are stylesheets"),
        ("Map of it.svg", b"<svg/>", "named with letters"),
    ],
)
def test_a_refused_asset_is_told_with_what_makes_one_of_it(equipped, name, data, remedy):
    equipped.write(f"assets/{name}", data)
    (problem,) = _gather(equipped)[1]
    assert remedy in problem.hint


@pytest.mark.parametrize("name", ["a b.png", "ä.png", "a%20b.png", "a#b.png"])
def test_an_asset_whose_name_needs_escaping_is_refused(equipped, name):
    equipped.write(f"assets/{name}", b"x")
    assert _codes(equipped) == [("asset-refused", f"assets/{name}")]


def test_a_site_without_a_stylesheet_can_be_gathered(equipped):
    equipped.delete("assets/style.css")
    assets, problems = _gather(equipped)
    assert problems == []
    assert "assets/style.css" not in assets.paths


def test_an_icon_becomes_a_symbol_named_after_its_rating(equipped):
    equipped.write("assets/icons/ticks.svg", SVG.format('<path class="s" d="M1 1h2"/>'))
    assert (
        '<symbol id="mark-confirmed" viewBox="0 0 24 24"><path class="s" d="M1 1h2"/></symbol>'
        in _gather(equipped)[0].symbols
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<style>* { color: red }</style>",
        '<path d="M0 0" style="color: red"/>',
        '<path d="M0 0" onclick="alert(1)"/>',
        '<g onload="alert(1)"><path d="M0 0"/></g>',
        '<a href="https://example.org"><path d="M0 0"/></a>',
        '<use href="#other"/>',
        '<g href="https://example.org"/>',
        '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org"/>',
        '<image x="1"/>',
        "<foreignObject><p>words</p></foreignObject>",
        '<path d="M0 0" fill="url(https://example.org/x)"/>',
        '<path d="M0 0" id="twice"/>',
        '<animate attributeName="href"/>',
        '<h:path xmlns:h="http://www.w3.org/1999/xhtml" d="M0 0"/>',
        "<!-- a comment -->",
        "<g><g><script/></g></g>",
    ],
)
def test_an_icon_that_holds_more_than_plain_shapes_is_refused(equipped, inner):
    equipped.write("assets/icons/ticks.svg", SVG.format(inner))
    assert _codes(equipped) == [("icon", "assets/icons/ticks.svg")]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        SVG.format("&undefined;"),
        SVG.format("<path"),
        "",
        "not SVG",
    ],
)
def test_an_icon_with_entities_or_broken_markup_is_refused(equipped, text):
    equipped.write("assets/icons/ticks.svg", text)
    assert _codes(equipped) == [("icon", "assets/icons/ticks.svg")]


@pytest.mark.parametrize("depth", [50, 20_000])
def test_an_icon_of_any_depth_is_taken_or_refused_without_a_crash(equipped, depth):
    equipped.write("assets/icons/ticks.svg", SVG.format("<g>" * depth + "</g>" * depth))
    assert [code for code, _ in _codes(equipped)] in ([], ["icon"])


def test_what_stands_on_the_root_of_an_icon_reaches_no_page(equipped):
    root = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9&quot; x=&quot;" onload="alert(1)" style="x"></svg>'
    equipped.write("assets/icons/ticks.svg", root)
    symbols = str(_gather(equipped)[0].symbols)
    assert [word for word in ("onload", "style=", '9" x=') if word in symbols] == []


def test_words_inside_an_icon_reach_no_page(equipped):
    equipped.write("assets/icons/ticks.svg", SVG.format("<g>&lt;script&gt;words</g>"))
    assert "words" not in _gather(equipped)[0].symbols


def test_an_icon_that_is_not_there_is_told_at_the_rating_with_those_that_are(equipped):
    equipped.edit("site.yaml", "icon: ticks", "icon: tick")
    (problem,) = _gather(equipped)[1]
    assert (problem.code, problem.span.path) == ("no-such-icon", "site.yaml")
    assert problem.span.line > 0
    assert "ticks" in problem.hint


def test_the_stylesheet_gets_the_colours_of_every_rating_for_light_and_dark_pages(equipped):
    styles = scale_styles(equipped.load().site)
    light, dark = styles.split("@media (prefers-color-scheme: dark)")
    assert ".r-confirmed { --shape: #0b7a4b; --glyph: #ffffff;" in light
    assert ".r-confirmed { --shape: #4cc48d; --glyph: #0d1511;" in dark


def test_the_stylesheet_says_in_the_sites_language_what_is_heard_of_a_difference(equipped):
    site = equipped.load().site
    spoken = replace(site, language=Translated("ru", None, {"differs": ('say "so" \\ now',)}, lambda _: 0))
    assert ':root { --differs: "differs"; }' in scale_styles(site)
    assert ':root { --differs: "say \\"so\\" \\\\ now"; }' in scale_styles(spoken)


def test_a_pale_shape_gets_an_outline_on_light_pages(equipped):
    lines = scale_styles(equipped.load().site).splitlines()
    assert ["var(--ink)" in line for line in lines if line.startswith(".r-")] == [False, True, False]


def test_the_stylesheet_of_lists_filters_by_every_rating_and_article(equipped):
    styles = filter_styles(equipped.load().site)
    wanted = [f":not(:has(#rating-{name}:checked))" for name in ("confirmed", "contested", "refuted")]
    wanted += [f"#article-{name}:checked" for name in ("first", "second")]
    assert [one for one in wanted if one not in styles] == []


def test_the_colours_stand_behind_the_sites_own_rules(equipped):
    assets, site = _gather(equipped)[0], equipped.load().site
    data = assets.files[assets.paths["assets/style.css"]]
    assert data == served((equipped.read("assets/style.css") + scale_styles(site)).encode())


def test_the_filters_stand_behind_the_rules_for_lists_and_weigh_on_no_other_page(equipped):
    assets, site = _gather(equipped)[0], equipped.load().site
    lists, every = (assets.files[assets.paths[f"assets/{name}.css"]] for name in ("lists", "style"))
    assert lists.endswith(served(filter_styles(site).encode()))
    assert b"#rating-" not in every


@pytest.mark.parametrize(("script", "holder"), [("claims", "finder"), ("search", "box")])
def test_the_words_that_a_script_shows_stand_in_its_page(script, holder):
    source = (ROOT / f"assets/{script}.js").read_text("utf-8")
    page = (ROOT / f"templates/{script}.html").read_text("utf-8")
    taken = set(re.findall(rf"\b{holder}\.dataset\.(\w+)|\bsaid\(\"(\w+)\"", source))
    names = {one or other for one, other in taken}
    assert names
    assert {name for name in names if f' data-{name}="' not in page} == set()
    assert '.join(", ")' not in source

"""Templates and stylesheet fit each other: nothing is unused, nothing is without its rule."""

from __future__ import annotations

import re

import jinja2
import pytest
from jinja2 import meta
from records import claim, config, correction, index
from rendering import ROOT, repository

from pincite.pages import FeedFile, Plan

FOLDER = ROOT / "templates"
TEMPLATES = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.html"))}
STYLES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "assets").glob("*.css")))

# Classes that need no rule of their own, with the reason.
WITHOUT_RULE: dict[str, str] = {}
# Rules for classes that no template writes, with the reason.
WITHOUT_TEMPLATE: dict[str, str] = dict.fromkeys(
    ("to-left", "to-center", "to-right"), "what Markdown makes of a column's alignment"
) | {"hit": "what assets/claims.js marks in a title"}

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CLASS = re.compile(r'\bclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{]|\{(?![{%]))*)"', re.DOTALL)
_COMPARED = re.compile(r'(?:==|!=|\bin)\s*(?:"[^"]*"|\([^)]*\))')
_RULE_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")


def _words_of(expression):
    """Give the words that an expression may print: its strings, but not those that it only compares."""
    return re.findall(r'"([^"]*)"', _COMPARED.sub("", expression))


def _written(value):
    """Give the classes of an attribute; `*` stands for what is only known when a page is made."""
    found = [
        word
        for one in _JINJA.findall(value)
        if one.startswith("{{")
        for text in _words_of(one)
        for word in text.split()
    ]
    plain = _JINJA.sub(
        lambda one: " " if one.group().startswith("{%") else "*" if not _words_of(one.group()) else " ", value
    )
    return [*found, *plain.split()]


def _classes_written():
    return {word for text in TEMPLATES.values() for value in _CLASS.findall(text) for word in _written(value)}


def _classes_in_icons():
    icons = (ROOT / "assets" / "icons").glob("*.svg")
    return {
        word
        for icon in icons
        for value in re.findall(r'class="([^"]*)"', icon.read_text("utf-8"))
        for word in value.split()
    }


def _classes_in_scripts():
    """Give the classes that a script sets, as `classList` has them."""
    scripts = [path.read_text("utf-8") for path in (ROOT / "assets").glob("*.js")]
    calls = re.findall(r"classList\.(?:add|remove|toggle)\(([^()]*)", "\n".join(scripts))
    return {word for call in calls for word in re.findall(r'"([\w-]+)"', call)}


def _classes_with_rules():
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"", " ", STYLES, flags=re.DOTALL)
    return {word for selector in re.findall(r"([^{};]+)\{", bare) for word in _RULE_CLASS.findall(selector)}


def _fits(written, rule):
    return re.fullmatch(re.escape(written).replace(r"\*", r"[\w-]+"), rule) is not None


def test_classes_are_found_where_templates_write_them():
    assert _written('mark r-{{ rating.id }}{{ " on" if rating.id == "x" }}') == ["on", "mark", "r-*"]
    assert _written('{{ "span" if shape == "open" else "ticks" if shape in ("month", "year") else "range" }}') == [
        "span",
        "ticks",
        "range",
    ]


def test_every_class_that_a_template_writes_has_a_rule():
    rules = _classes_with_rules() | {"r-any"}  # r-RATING: render/assets.py writes one for each rating
    assert {name for name in _classes_written() if not any(_fits(name, rule) for rule in rules)} == set(WITHOUT_RULE)


def test_every_rule_is_for_a_class_that_a_template_or_an_icon_writes():
    written = _classes_written() | _classes_in_icons() | _classes_in_scripts()
    assert {rule for rule in _classes_with_rules() if not any(_fits(name, rule) for name in written)} == set(
        WITHOUT_TEMPLATE
    )


def test_every_class_on_a_page_is_one_that_a_template_writes():
    written = _classes_written()
    pages = [data.decode() for path, data in repository().files.items() if path.endswith(".html")]
    shown = {word for page in pages for value in re.findall(r'\sclass="([^"]*)"', page) for word in value.split()}
    assert {word for word in shown if not any(_fits(name, word) for name in written | _classes_in_icons())} == set()


def test_every_custom_property_is_set_and_every_one_set_is_used():
    used, given = set(re.findall(r"var\((--[\w-]+)", STYLES)), set(re.findall(r"(--[\w-]+)\s*:", STYLES))
    # One is set behind the sheet, in the language of the site.
    assert used == given | {"--differs"}


def _reached(name, reached):
    if name in reached:
        return reached
    reached.add(name)
    for other in meta.find_referenced_templates(
        jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(TEMPLATES[name])
    ):
        _reached(other, reached)
    return reached


def test_every_template_is_used_by_a_page():
    reached: set[str] = set()
    corrected = claim(corrections=(correction("2021-04-02"),))
    searched = Plan(index(corrected, config=config(search="pagefind")).site)  # this site does without either
    for page in (*Plan(repository().site), *searched):
        _reached(page.template, reached)
    pieces = [file.pieces() for file in searched.files.values() if isinstance(file, FeedFile)]
    for piece in (one for several in pieces for one in several):
        _reached(piece.template, reached)
    assert reached == set(TEMPLATES)


def test_every_import_is_used():
    unused = []
    for path, text in TEMPLATES.items():
        for line, names in re.findall(r"(\{% from \S+ import (.+?) with context %\})", text):
            rest = text.replace(line, "")
            unused += [(path, name) for name in names.split(", ") if not re.search(rf"\b{name}\(", rest)]
    assert unused == []


def test_every_macro_is_used():
    defined = {(path, name) for path, text in TEMPLATES.items() for name in re.findall(r"\{% macro (\w+)\(", text)}
    calls = " ".join(re.sub(r"\{% macro .*?%\}", "", text) for text in TEMPLATES.values())
    assert {(path, name) for path, name in defined if not re.search(rf"\b{name}\(", calls)} == set()


def test_every_variable_that_a_template_sets_is_used():
    given = {(path, name) for path, text in TEMPLATES.items() for name in re.findall(r"\{% set (\w+)", text)}
    assert {(path, name) for path, name in given if len(re.findall(rf"\b{name}\b", TEMPLATES[path])) < 2} == set()


@pytest.mark.parametrize("path", sorted(TEMPLATES))
def test_a_template_writes_no_code_and_no_style(path):
    text = _JINJA.sub("", TEMPLATES[path])
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES))
def test_a_template_ends_with_one_line_end_and_has_no_blanks_before_one(path):
    assert TEMPLATES[path].endswith("\n")
    assert not TEMPLATES[path].endswith("\n\n")
    assert re.findall(r"[ \t]+\n", TEMPLATES[path]) == []


_LEFT_OR_RIGHT = re.compile(
    r"""(?<![\w-])(?:
    (?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*\s*:
    | border-(?:top|bottom)-(?:left|right)-radius\s*:
    | (?:left|right)\s*:
    | (?:text-align(?:-last)?|float|clear|justify-\w+)\s*:\s*(?:left|right)
    )""",
    re.VERBOSE,
)
_FOUR_SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*[^\s;}]+\s+([^\s;}]+)\s+[^\s;}]+\s+([^\s;}]+)\s*[;}]"
)


def _physical(text):
    """Give the declarations that name a side of the screen, or give left and right values of their own."""
    bare = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    sides = [found.group() for found in _FOUR_SIDES.finditer(bare) if found.group(1) != found.group(2)]
    return _LEFT_OR_RIGHT.findall(bare) + sides


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1px; }",
        "a{left:0}",
        "a { text-align: right }",
        "a { border-left-width: 0; }",
        "a { border-top-right-radius: 1px; }",
        "a { padding: 0 1px 0 2px; }",
    ],
)
def test_a_rule_that_names_a_side_of_the_screen_is_found(rule):
    assert len(_physical(rule)) == 1


def test_the_sheets_know_no_left_and_right():
    """What they say of start and end holds for pages that are read from the right, too. A picture is no layout."""
    found = {path.name: _physical(path.read_text("utf-8")) for path in sorted((ROOT / "assets").glob("*.css"))}
    assert {name: rules for name, rules in found.items() if rules} == {}

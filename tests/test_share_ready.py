"""What keeps share images from being drawn: told once, at its place, and only where it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pictures import ARABIC, content
from rendering import ROOT

from pincite.problems import Severity, Span
from pincite.share import fonts, ready

SPAN = Span("site.yaml", 3, 15)


def test_pillow_that_is_not_there_is_told_where_the_site_asks_for_pictures(monkeypatch):
    monkeypatch.setattr(ready, "_PACKAGE", "pillow_that_is_not_there")
    told = ready.missing(SPAN, [content()])
    assert (told.code, str(told.span)) == ("share-not-installed", "site.yaml:3:15")
    assert "pip install 'pincite[share]'" in told.hint


def test_without_pillow_no_character_is_looked_for(monkeypatch):
    monkeypatch.setattr(ready, "_PACKAGE", "pillow_that_is_not_there")
    assert ready.unseen([content(claim="中")]) == []


@pytest.mark.parametrize("field", ["claim", "claimant", "site", "label", "asked", "remark"])
def test_fribidi_that_is_not_there_is_told_where_any_text_needs_it(monkeypatch, field):
    monkeypatch.setattr(fonts, "shaping", lambda: False)
    told = ready.missing(SPAN, [content(), content(**{field: ARABIC})])
    assert (told.code, "FriBiDi" in told.message) == ("share-not-installed", True)


def test_fribidi_is_not_asked_for_where_no_letters_join(monkeypatch):
    monkeypatch.setattr(fonts, "shaping", lambda: False)
    assert ready.missing(SPAN, [content(claim="Не менее 46, ł")]) is None


def test_nothing_is_missing_where_all_is_there(monkeypatch):
    monkeypatch.setattr(fonts, "shaping", lambda: True)
    assert ready.missing(SPAN, [content(claim=ARABIC)]) is None


def test_a_character_without_a_shape_is_a_warning_at_the_claim():
    made = content(claim="Ten 中 boats, 中 and 国")
    (problem,) = ready.unseen([made])
    assert (problem.code, problem.severity, problem.span) == ("share-glyph", Severity.WARNING, made.span)
    assert problem.message == "no font of the share images has “中”, “国”"
    assert problem.span.line > 0


def test_what_all_pictures_show_is_told_once():
    found = ready.unseen([content(site="中", label="中"), content(site="中", label="中", claimant="国")])
    assert [(one.code, str(one.span)) for one in found] == [
        ("share-glyph", "site.yaml"),
        ("share-glyph", "content/actors.yaml"),
    ]


def test_many_characters_are_not_all_listed():
    (problem,) = ready.unseen([content(claim="".join(map(chr, range(0x4E00, 0x4E40))))])
    assert problem.message.endswith("and 52 more")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "--root", "tests/base-site"]])
def test_pillow_is_not_loaded_where_no_picture_is_asked_for(arguments):
    code = (
        "import sys; from pincite.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('PIL' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "False"

"""A template's digest is another one where it, or any template that it is made of, is another, and nowhere else."""

from __future__ import annotations

import pytest

from pincite.kept.claims import Bodies
from pincite.kept.store import Store
from pincite.read.files import Folder
from pincite.render.parts import templates

FILES = {
    "base.html": "<p>{% block main %}{% endblock %}</p>",
    "page.html": '{% extends "base.html" %}{% from "part.html" import one %}',
    "part.html": '{% macro one() %}{% include "deep/leaf.html" %}{% endmacro %}',
    "deep/leaf.html": "leaf",
    "any.html": '{% include name ~ ".html" %}',
    "round.html": '{% include "round.html" %}{% include "gone.html" %}',
    "broken.html": "{% if %}",
}
EDITED = {
    "base.html": {"base.html", "page.html"},
    "page.html": {"page.html"},
    "part.html": {"part.html", "page.html"},
    "deep/leaf.html": {"deep/leaf.html", "part.html", "page.html"},
    "any.html": {"any.html"},
    "round.html": {"round.html"},
    "broken.html": {"broken.html"},
}
ANY = {"any.html", "broken.html"}  # may have any part, or is told where it is filled


@pytest.fixture(name="root")
def fixture_root(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_an_edit_moves_the_templates_that_are_made_of_it(root, name):
    bodies = Bodies(Store(None))
    before = templates(Folder(root), bodies, "program")
    assert before.keys() == FILES.keys()
    (root / "templates" / name).write_text(FILES[name] + "\n", "utf-8")
    for one in (bodies, Bodies(Store(None))):
        now = templates(Folder(root), one, "program")
        assert {path for path in now if now[path] != before[path]} == EDITED[name] | ANY


def test_the_parts_are_remembered_and_asked_again_where_a_part_is_new(root):
    bodies = Bodies(Store(None))
    before = templates(Folder(root), bodies, "program")
    assert templates(Folder(root), bodies, "program") == before
    (root / "templates/gone.html").write_text("here", "utf-8")
    now = templates(Folder(root), bodies, "program")
    assert {path for path in before if now[path] != before[path]} == {"round.html"} | ANY


def test_without_a_cache_each_template_has_its_own_digest(root):
    found = templates(Folder(root), None, "program")
    assert found.keys() == FILES.keys()
    assert len({*found.values()}) == len(FILES)

"""What a file rests on besides the content: the settings, its own template, or every template where it may have any."""

from __future__ import annotations

import pytest

from pincite.finished import Around, Finished
from pincite.output.manifest import listed_as

TEMPLATES = {"claim.html": "1", "article.html": "2"}
AROUND = Around("frame", TEMPLATES)


@pytest.mark.parametrize("template", ["claim.html", "*", ""])
def test_a_file_rests_on_the_same_where_all_is_the_same(template):
    again = Around("frame", dict(reversed(TEMPLATES.items())))
    assert AROUND.basis(template) == again.basis(template)
    assert len(AROUND.basis(template)) == 16


@pytest.mark.parametrize("template", ["claim.html", "*", ""])
def test_every_file_rests_on_the_settings(template):
    assert Around("other", TEMPLATES).basis(template) != AROUND.basis(template)


def test_a_page_rests_on_its_own_template_alone():
    own, other = Around("frame", TEMPLATES | {"claim.html": "9"}), Around("frame", TEMPLATES | {"article.html": "9"})
    assert own.basis("claim.html") != AROUND.basis("claim.html")
    assert other.basis("claim.html") == AROUND.basis("claim.html")


def test_a_page_that_goes_to_another_template_rests_on_something_else_even_where_both_are_alike():
    alike = Around("frame", {"claim.html": "1", "article.html": "1"})
    assert alike.basis("claim.html") != alike.basis("article.html")


@pytest.mark.parametrize(
    "templates", [TEMPLATES | {"article.html": "9"}, TEMPLATES | {"more.html": "1"}, {"claim.html": "1"}]
)
def test_what_may_have_any_template_rests_on_all_and_what_has_none_on_none(templates):
    other = Around("frame", templates)
    assert other.basis("*") != AROUND.basis("*")
    assert other.basis("") == AROUND.basis("")


def test_a_file_of_which_nothing_is_said_asked_for_nothing_and_is_no_page():
    one = Finished("robots.txt", listed_as(b"x"))
    assert (one.asked, one.looked, one.problems, one.template, one.sound, one.texts) == ((), None, (), "", False, ())

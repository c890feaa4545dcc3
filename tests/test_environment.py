"""Templates: everything escaped, nothing undefined, links that hold at every depth."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from rendering import HOSTILE, base, hostile, made, renderer, soups

from pincite import fields
from pincite.fields.kinds import Text
from pincite.pages import FeedFile, Page
from pincite.render.environment import _linker, base_path_of


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Give a copy of the base site that can be rendered; tests write only templates of their own into it."""
    return base(tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """Give what becomes of the project whose every text field is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile(folder)
    return made(folder)


@pytest.fixture(scope="module")
def pages(attacked):
    """Give the hostile project's pages, parsed."""
    return soups(attacked.files)


def _rendered(root, template, path="probe.html", **data):
    """Render one template of a few words; give its text and the problems."""
    (root / "templates" / "probe.html").write_text(template, "utf-8")
    found = renderer(root)
    html = found.render(Page(path, "probe.html", "", "", "", lambda: data, "content/claims/probe.yaml"))
    return html.decode(), [(str(problem.span), problem.code) for problem in found.problems]


def test_the_hostile_project_makes_a_site_without_problems(attacked):
    assert attacked.problems == ()


def test_no_page_has_a_script_element_of_an_editor(pages):
    scripts = [(path, one) for path, page in pages.items() for one in page("script") if "alert(1)" in one.get_text()]
    assert [path for path, one in scripts if one["type"] != "application/ld+json" or "<" in one.get_text()] == []
    assert [path for path, page in pages.items() if page("script", src=False, type=False)] == []


def test_no_page_has_an_event_handler(pages):
    found = [(path, key) for path, page in pages.items() for tag in page(True) for key in tag.attrs if key[:2] == "on"]
    assert found == []


def test_no_page_has_an_unescaped_copy(attacked):
    """In data the letters stand as they are, but no browser reads that as a page."""
    found = [path for path, data in attacked.files.items() if b"<script>alert" in data]
    assert [path for path in found if not path.endswith((".json", ".jsonld", ".csv", ".sqlite", ".cff"))] == []


def test_no_attribute_is_left_by_a_quotation_mark(pages):
    strange = {
        key
        for page in pages.values()
        for tag in page(True)
        for key in tag.attrs
        if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9-]*", key)
    }
    assert strange == set()


@pytest.mark.parametrize(
    ("path", "group", "unseen"),
    [
        ("claims/storm.html", fields.CLAIM, {"headline", "no_appearance"}),
        ("articles/first.html", fields.ARTICLE, {"headline", "language"}),
        ("actors/ada.html", fields.ACTOR, set()),
        ("places/orrin.html", fields.PLACE, set()),
        ("topics/damage.html", fields.TOPIC, set()),
        ("timeline.html", fields.EVENT, set()),
        ("references.html", fields.REFERENCE, {"language"}),
    ],
)
def test_every_text_that_a_page_shows_appears_as_typed(pages, path, group, unseen):
    text = pages[path].get_text()
    wanted = {field.key for field in group.fields if isinstance(field.kind, Text)}
    assert {key for key in wanted if f"{key} {HOSTILE}" not in text} == unseen


def test_why_no_address_is_known_appears_as_typed(pages):
    assert f"no_appearance {HOSTILE}" in pages["claims/flood.html"].get_text()


def test_what_was_found_about_an_image_stands_on_the_page_as_machines_are_told(pages):
    assert f"The image: context missing. context {HOSTILE}" in pages["claims/storm.html"].get_text()


def test_the_title_of_a_page_holds_markup_as_text(pages):
    assert pages["claims/storm.html"].title.get_text() == f"title {HOSTILE}: label {HOSTILE} | title {HOSTILE}"


def test_the_description_of_a_page_holds_markup_as_text(pages):
    assert pages["claims/storm.html"].find("meta", attrs={"name": "description"})["content"] == f"verdict {HOSTILE}"


def test_a_quoted_original_appears_as_it_is(pages):
    quoted = [one.get_text() for one in pages["claims/storm.html"].select("blockquote [data-article]")]
    assert f"At least 46 boats {HOSTILE} sank" in quoted


def test_a_value_is_escaped_wherever_it_stands(root):
    html, problems = _rendered(root, '<p title="{{ word }}">{{ word }}</p>', word=HOSTILE)
    assert problems == []
    tag = BeautifulSoup(html, "html.parser").p
    assert (tag["title"], tag.get_text(), tag.script) == (HOSTILE, HOSTILE, None)


def test_the_indentation_of_a_template_is_not_served_and_that_of_content_is(root):
    html, _ = _rendered(root, "<ul>\n  <li>{{ word }}</li>\n\t</ul>\n", word="a\n    b")
    assert html == "<ul>\n<li>a\n    b</li>\n</ul>\n"


@pytest.mark.parametrize("tag", ["pre", "textarea"])
def test_a_template_with_text_as_typed_keeps_its_indentation(root, tag):
    typed = f"<{tag}>\n  a\n    b</{tag}>"
    assert _rendered(root, typed)[0] == typed


def test_the_safe_filter_is_not_there(root):
    _, problems = _rendered(root, "\n{{ word | safe }}", word=HOSTILE)
    assert problems == [("templates/probe.html:2:1", "template")]


def test_autoescape_cannot_be_turned_off(root):
    html, _ = _rendered(root, "{% autoescape false %}{{ word }}{% endautoescape %}", word=HOSTILE)
    assert "<script>" not in html


@pytest.mark.parametrize("expression", ["nobody", "page.nobody", "page.nobody.more", "page['nobody']"])
def test_an_undefined_variable_is_a_problem_at_its_line(root, expression):
    html, problems = _rendered(root, f"one\ntwo\n{{{{ {expression} }}}}", page={"a": 1})
    assert (html, problems) == ("", [("templates/probe.html:3:1", "template-undefined")])


@pytest.mark.parametrize(
    "template", ["{% if nobody %}x{% endif %}", "{% for one in nobody %}x{% endfor %}", "{{ 'a' ~ nobody }}"]
)
def test_an_undefined_variable_is_a_problem_wherever_it_is_used(root, template):
    assert _rendered(root, template)[1] == [("templates/probe.html:1:1", "template-undefined")]


def test_none_is_never_printed(root):
    html, problems = _rendered(root, "one\n{{ nothing }}", nothing=None)
    assert (html, problems) == ("", [("templates/probe.html:2:1", "template")])


def test_a_mistake_in_a_macro_of_another_file_is_told_there(root):
    (root / "templates" / "parts" / "probe.html").write_text("{% macro one() %}\n\n{{ nobody }}{% endmacro %}", "utf-8")
    _, problems = _rendered(root, '{% from "parts/probe.html" import one with context %}{{ one() }}')
    assert problems == [("templates/parts/probe.html:3:1", "template-undefined")]


def test_a_mistake_in_syntax_is_told_at_its_line(root):
    assert _rendered(root, "one\n{% if %}")[1] == [("templates/probe.html:2:1", "template")]


def test_a_mistake_in_the_syntax_of_a_part_is_told_there(root):
    (root / "templates" / "parts" / "probe.html").write_text("\n{% macro %}", "utf-8")
    assert _rendered(root, '{% include "parts/probe.html" %}')[1] == [("templates/parts/probe.html:2:1", "template")]


@pytest.mark.parametrize(
    "expression",
    [
        "1 + 'a'",
        "1 / 0",
        "'a' | number",
        "'a' | date",
        "range('a')",
        "to(1)",
        "[1, 'a'] | sort",
        "'a'.nobody()",
        "'a'()",
    ],
)
def test_a_template_that_fails_in_any_other_way_is_a_problem_at_its_line(root, expression):
    html, problems = _rendered(root, f"one\n{{{{ {expression} }}}}")
    assert (html, [place for place, _ in problems]) == ("", ["templates/probe.html:2:1"])


def test_a_template_that_includes_itself_is_a_problem(root):
    html, problems = _rendered(root, '{% include "probe.html" %}')
    assert (html, len(problems)) == ("", 1)


def test_a_template_that_is_not_there_is_a_problem(root):
    found = renderer(root)
    assert found.render(Page("x.html", "gone.html", "", "", "", dict)) == b""
    (problem,) = found.problems
    assert (problem.code, problem.span.path) == ("template", "templates/gone.html")
    assert "gone.html" in problem.message


def test_a_part_that_is_not_there_is_named(root):
    (root / "templates" / "probe.html").write_text('{% include "parts/gone.html" %}', "utf-8")
    found = renderer(root)
    assert found.render(Page("x.html", "probe.html", "", "", "", dict)) == b""
    assert "parts/gone.html" in found.problems[0].message


def test_a_template_outside_the_folder_is_not_reached(root):
    assert _rendered(root, '{% include "../site.yaml" %}')[0] == ""


def test_an_asset_that_is_not_there_is_a_problem(root):
    assert _rendered(root, '\n{{ asset("assets/gone.css") }}')[1] == [("templates/probe.html:2:1", "template")]


@pytest.mark.parametrize(
    "template", ["{{ ''.__class__ }}", "{{ to.__globals__ }}", "{{ page.update({}) }}", "{{ page.clear() }}"]
)
def test_a_template_cannot_reach_behind_its_slice_nor_change_it(root, template):
    html, problems = _rendered(root, template, page={"a": 1})
    assert (html, len(problems)) == ("", 1)


def test_a_template_has_no_clock_and_no_chance(root):
    codes = [_rendered(root, f"{{{{ {word} }}}}", page=[1])[1][0][1] for word in ("now()", "page | random", "lipsum()")]
    assert codes == ["template-undefined", "template", "template-undefined"]


def test_pieces_of_a_feed_have_whole_links_and_are_bound_in_their_order(root):
    (root / "templates" / "probe.html").write_text('{{ to("ratings.html") }} {{ prose("[x](#q1)") }}', "utf-8")
    pieces = [Page(f"claims/{name}.html", "probe.html", "", "", "", dict) for name in ("a", "b")]
    found = renderer(root).file(FeedFile("feed.xml", lambda: tuple(pieces), lambda made: "\n".join(made).encode()))
    assert found.decode().splitlines() == [
        f'https://example.org/orrin/ratings.html <p><a href="https://example.org/orrin/claims/{name}.html#q1">x</a></p>'
        for name in ("a", "b")
    ]


def test_a_dangerous_link_in_a_text_is_told_at_the_file_it_stands_in(root):
    _, problems = _rendered(root, "{{ prose(text) }}", text="[x](javascript:alert(1))")
    assert problems == [("content/claims/probe.yaml", "unsafe-link")]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site.yaml", "Nobody measured the river twice.", "Nobody [measured](javascript:x) it."),
        ("site.yaml", "text: Write to us.", 'text: "Write [to](javascript:x) us."'),
        ("content/events.yaml", "It denies that", "It [denies](javascript:x) that"),
        ("content/claims/boats-damaged.yaml", "The two agree.", "The [two](javascript:x) agree."),
        ("content/pages/about.md", "**Orrin**", "[Orrin](javascript:x)"),
    ],
)
def test_a_dangerous_link_is_told_once_and_at_the_file_that_an_editor_can_mend(site, path, old, new):
    site.edit(path, old, new)
    told = {(problem.span.path, problem.code) for problem in made(site.root).problems}
    assert told == {(path, "unsafe-link")}


@pytest.mark.parametrize(
    ("here", "to", "link"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "claims/storm.html", "claims/storm.html"),
        ("claims/storm.html", "index.html", "../index.html"),
        ("claims/storm.html", "claims/flood.html", "flood.html"),
        ("claims/storm.html", "assets/style.css", "../assets/style.css"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("404.html", "claims/storm.html", "/orrin/claims/storm.html"),
        ("404.html", "", "/orrin/"),
        ("index.html", "", ""),
        ("claims/storm.html", "", "../"),
        ("a/b/c.html", "", "../../"),
    ],
)
def test_a_link_is_relative_to_its_page_and_absolute_where_the_page_may_stand_anywhere(here, to, link):
    assert _linker(here, "/orrin/")(to) == link


_names = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@given(_names, _names)
def test_a_relative_link_leads_back_to_where_it_was_made_for(here, to):
    link, folder = _linker(f"{here}.html", "/")(f"{to}.html"), here.split("/")[:-1]
    for part in link.split("/"):
        folder = folder[:-1] if part == ".." else [*folder, part]
    assert "/".join(folder) == f"{to}.html"


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://a.example", "/"), ("https://a.example/", "/"), ("https://a.example/x/y/", "/x/y/")],
)
def test_the_base_path_is_the_path_of_the_address(url, path):
    assert base_path_of(url) == path


@pytest.mark.parametrize("key", ["analysis", "note", "denial"])
def test_a_numbered_line_of_a_card_keeps_its_number_on_the_page(site, key):
    path = "content/claims/bridge-closed.yaml"
    site.write(path, site.read(path) + f"{key}: |\n  1986. A great year\n")
    page = soups(made(site.root).files)["claims/bridge-closed.html"]
    found = page.find("ol", start="1986")
    # The stylesheet takes the marks off every list, and gives them back to those that editors write.
    with_marks = {"body", "side", "reply", "note", "meta", "absent"}
    assert not found.has_attr("class")
    assert with_marks & set(found.parent["class"])


def test_numbers_are_grouped(root):
    assert _rendered(root, "{{ 2132 | number }} {{ 46 | number }}")[0] == "2,132 46"

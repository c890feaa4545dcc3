"""A site does without sections and files that `leave_out` names, and no link of the templates leads to what is gone."""

from __future__ import annotations

import re
import shutil

import pytest
from rendering import ROOT, base, renderer, told

from pincite.addresses import DISPENSABLE, SECTIONS, is_left_out
from pincite.pages import Page
from pincite.pipeline import make
from pincite.read.files import Folder
from pincite.site import load

SITES = {"the site": ROOT, "states": ROOT / "tests" / "states-site"}
SEVERAL = (
    ("articles", "timeline", "data"),
    ("actors", "places", "topics", "references"),
    ("ratings", "corrections", "verify", "feed.json", "corrections.xml"),
    DISPENSABLE,
)

_LINK = re.compile(r"\[([^\]]*)\]\((?!http)[^)]*\)")  # of an editor's prose to a page of the site


@pytest.fixture(scope="module", params=list(SITES))
def site(request, tmp_path_factory):
    """Give a copy of a site whose pages of prose lead nowhere, and the files that it has as it is."""
    root = tmp_path_factory.mktemp("left-out") / "site"
    for name in ("content", "record", "seeds"):
        shutil.copytree(SITES[request.param] / name, root / name)
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, root / name)
    settings = (SITES[request.param] / "site.yaml").read_text("utf-8")
    settings = re.sub(r"^navigation:.*\n(?:[ -].*\n)*", "", settings, flags=re.MULTILINE)
    for page in (root / "content" / "pages").glob("*.md"):
        page.write_text(_LINK.sub(r"\1", page.read_text("utf-8")), "utf-8")
    return root, _LINK.sub(r"\1", settings)


def _without(site, names):
    root, settings = site
    named = f"leave_out: [{', '.join(names)}]\n" if names else ""
    (root / "site.yaml").write_text(f"{settings}\n{named}", "utf-8")
    return make(root)


@pytest.mark.parametrize("names", [*((one,) for one in DISPENSABLE), *SEVERAL], ids=" ".join)
def test_nothing_of_what_is_left_out_is_made_and_no_link_is_broken(site, names):
    made = _without(site, names)
    assert [line for line in told(made.problems) if not line.endswith("no-evidence")] == []
    assert [path for path in made.files if is_left_out(path, names)] == []


def test_what_is_not_named_stays(site):
    whole, made = _without(site, ()), _without(site, ("articles", "feed.json"))
    gone = {path for path in whole.files if path.startswith("articles/")} | {"feed.json"}
    assert whole.files.keys() - made.files.keys() == gone


def test_the_data_take_the_schemas_and_the_page_that_offers_them_along(site):
    whole, made = _without(site, ()), _without(site, ("data",))
    gone = whole.files.keys() - made.files.keys()
    assert {path.partition("/")[0] for path in gone} == {"data", "data.html", "schema"}


def test_the_sitemap_lists_no_page_that_is_left_out(site):
    sitemap = _without(site, ("articles", "actors", "verify")).files["sitemap.xml"].decode()
    assert [name for name in ("/articles/", "/actors/", "/verify.html") if name in sitemap] == []
    assert "/places/index.html" in sitemap


def test_masthead_and_foot_lead_to_what_there_is_alone(site):
    front = _without(site, ("timeline", "verify")).files["index.html"].decode()
    assert [path for path in SECTIONS.values() if f'href="{path}"' in front] == [
        path for name, path in SECTIONS.items() if name not in ("timeline", "verify", "compare", "figures")
    ]


@pytest.mark.parametrize(
    ("path", "names", "gone"),
    [
        ("places/aleppo.html", ("places",), True),
        ("places.html", ("places",), True),
        ("timeline.html?place=x#e", ("timeline",), True),
        ("schema/claim.schema.json", ("data",), True),
        ("feed.xml", ("feed.json",), False),
        ("claims/list.json", ("claims/list.json",), True),
        ("claims/data.html", ("data",), False),
        ("data-and-methods.html", ("data",), False),
    ],
)
def test_a_path_belongs_to_one_part(path, names, gone):
    assert is_left_out(path, names) is gone


def _problems(tmp_path, settings):
    shutil.copytree(ROOT / "tests" / "base-site", tmp_path / "site")
    with (tmp_path / "site" / "site.yaml").open("r+", encoding="utf-8") as file:
        kept = [line for line in file if not line.startswith("navigation:")]
        file.seek(0)
        file.truncate()
        file.writelines([*kept, settings])
    return load(Folder(tmp_path / "site")).problems


def test_a_masthead_that_names_what_is_left_out_is_told(tmp_path):
    found = _problems(tmp_path, "navigation: [claims, places]\nleave_out: [places]\n")
    message = 'the navigation names "places", which `leave_out` leaves out'
    assert [(one.code, one.message) for one in found] == [("no-such-page", message)]


def test_a_name_that_is_none_is_told_with_the_nearest(tmp_path):
    (found,) = _problems(tmp_path, "leave_out: [place]\n")
    assert (found.code, "places" in found.hint) == ("not-a-choice", True)


def test_claims_cannot_be_left_out(tmp_path):
    assert [one.code for one in _problems(tmp_path, "leave_out: [claims]\n")] == ["not-a-choice"]


# What templates ask -------------------------------------------------------------------------------------------------


@pytest.fixture
def probed(tmp_path):
    """Render a template of a few words on a site without places."""
    root = base(tmp_path / "site")
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("leave_out: [places, feed.json]\n")

    def render(template, path="claims/probe.html"):
        (root / "templates" / "probe.html").write_text(template, "utf-8")
        found = renderer(root)
        html = found.render(Page(path, "probe.html", "", "", "", lambda: {"name": '<b>"'}))
        assert found.problems == []
        return html.decode()

    return render


def test_a_link_to_what_there_is_is_relative_and_escaped(probed):
    made = probed('{{ link_to("topics/a.html#x", name) }}')
    assert made == '<a href="../topics/a.html#x">&lt;b&gt;&#34;</a>'


def test_a_link_to_what_is_left_out_is_its_words_alone_and_escaped(probed):
    assert probed('{{ link_to("places/a.html", name) }}') == "&lt;b&gt;&#34;"


def test_a_template_can_ask_whether_the_site_has_a_part(probed):
    asked = '{% for one in ("places", "topics", "feed.json", "feed.xml") %}{{ has(one) }} {% endfor %}'
    assert probed(asked) == "False True False True "


def test_a_link_of_an_editors_to_what_is_left_out_is_told(tmp_path):
    root = base(tmp_path / "site")
    (root / "content" / "pages" / "about.md").write_text(
        "---\ntitle: About\n---\nSee [the places](places/index.html).\n", "utf-8"
    )
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("leave_out: [places]\n")
    assert told(make(root).problems) == ["content/pages/about.md broken-link"]

"""Whole sites from start to finish, looked at with a parser of their own: what pincite promises of every page."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from rendering import ROOT, base, hostile, made, repository, soups, told

from pincite.problems import Severity


@pytest.fixture(scope="module")
def base_root(tmp_path_factory):
    """Give a copy of the base site that can be rendered, for tests that only read it."""
    return base(tmp_path_factory.mktemp("pipeline"))


@pytest.fixture(scope="module")
def base_made(base_root):
    """Give what becomes of the base site with its drafts."""
    return made(base_root, drafts=True)


@pytest.fixture(scope="module")
def hostile_made(tmp_path_factory):
    """Give what becomes of the project whose every text field is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile(folder)
    return made(folder)


@pytest.fixture(scope="module", params=["base", "hostile", "repository"])
def whole(request):
    """Give each of the three sites in turn, with its pages parsed."""
    site = repository() if request.param == "repository" else request.getfixturevalue(f"{request.param}_made")
    return site, soups(site.files)


def _ids(page):
    return Counter(tag["id"] for tag in page(id=True))


def _quoted(page, of="blockquote"):
    """Give the proof-carrying elements inside elements of a name."""
    return [one for held in page(of) for one in held(attrs={"data-start": True})]


def test_a_whole_site_has_no_problems(whole):
    assert told(whole[0].problems) == []


def test_every_planned_page_has_a_file_and_no_page_stands_beside_the_plan(whole):
    site, pages = whole
    assert len(pages) == site.pages


def test_every_printed_quote_is_exactly_its_slice_of_the_original(whole):
    site, pages = whole
    texts = {article.id: article.text for article in site.site.articles}
    quoted = [(path, one) for path, page in pages.items() for one in page(attrs={"data-start": True})]
    wrong = [
        (path, one.attrs)
        for path, one in quoted
        if one.get_text() != texts[one["data-article"]][int(one["data-start"]) : int(one["data-end"])]
    ]
    assert wrong == []
    assert len(quoted) > 20


def test_every_quote_of_every_card_is_printed_on_its_page(whole):
    site, pages = whole
    missing = []
    for claim in site.site.claims:
        printed = {
            (one["data-article"], int(one["data-start"]), int(one["data-end"]))
            for one in _quoted(pages[f"claims/{claim.id}.html"])
        }
        wanted = {(quote.article, *cut) for quote in claim.quotes for cut in quote.slices}
        missing += [(claim.id, place) for place in wanted - printed]
    assert missing == []


def test_every_quote_has_its_target_on_the_articles_page_once(whole):
    site, pages = whole
    ids = {article.id: _ids(pages[f"articles/{article.id}.html"]) for article in site.site.articles}
    wanted = [(quote.article, f"{claim.id}-{quote.id}") for claim in site.site.claims for quote in claim.quotes]
    assert [target for article, target in wanted if ids[article][target] != 1] == []


def test_an_articles_page_prints_every_paragraph_of_the_original(whole):
    site, pages = whole
    for article in site.site.articles:
        printed = [one.get_text() for one in pages[f"articles/{article.id}.html"].select(".text > [data-start]")]
        assert printed == [article.text[start:end] for start, end in article.paragraphs if start < end]


def _addresses(page):
    for tag in page(True):
        for key in ("href", "src", "action", "xlink:href"):
            if key in tag.attrs:
                yield tag, tag[key]


def _leads(path, address, base_path):
    """Give the file and the place that an address of a page means; no file where it leads out of the site."""
    way, _, fragment = address.partition("#")
    way = way.partition("?")[0]  # what a script is asked for; the file is the same
    if not way:
        return path, unquote(fragment)
    if path == "404.html":
        return way.removeprefix(base_path) if way.startswith(base_path) else "", unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(way))), unquote(fragment)


def test_every_link_leads_to_a_file_of_the_site_and_every_fragment_to_a_place_in_it(whole):
    site, pages = whole
    ids = {path: _ids(page) for path, page in pages.items()}
    base_path = urlsplit(site.site.config.url).path
    lost, files = [], {*site.files, "manifest.json"}  # which is written behind all others
    for path, page in pages.items():
        for address in {address for _, address in _addresses(page)}:
            if urlsplit(address).scheme in {"http", "https", "mailto"}:
                continue
            target, fragment = _leads(path, address, base_path)
            if target not in files or (fragment and fragment not in ids.get(target, {fragment})):
                lost.append((path, address))
    assert lost == []


def test_links_are_relative_but_on_the_page_for_lost_readers(whole):
    _, pages = whole
    absolute = {path for path, page in pages.items() for _, address in _addresses(page) if address.startswith("/")}
    assert absolute == {"404.html"}


def test_no_link_opens_a_folder(whole):
    _, pages = whole
    ends = [
        (path, at) for path, page in pages.items() for _, at in _addresses(page) if at.partition("#")[0].endswith("/")
    ]
    assert [(path, at) for path, at in ends if not urlsplit(at).scheme] == []


def test_no_page_loads_anything_from_another_host(whole):
    _, pages = whole
    loaded = [
        (path, address)
        for path, page in pages.items()
        for tag, address in _addresses(page)
        if tag.name != "a" and urlsplit(address).netloc and tag.get("rel") != ["canonical"]
    ]
    assert loaded == []


def test_the_ids_of_a_page_are_unique(whole):
    _, pages = whole
    repeated = {path: [name for name, count in _ids(page).items() if count > 1] for path, page in pages.items()}
    assert {path: names for path, names in repeated.items() if names} == {}


def test_what_names_another_element_of_the_page_names_one_that_is_there(whole):
    _, pages = whole
    lost = []
    for path, page in pages.items():
        ids = _ids(page)
        for tag in page(True):
            named = [
                name for key in ("aria-labelledby", "aria-describedby", "for") for name in tag.get(key, "").split()
            ]
            lost += [(path, name) for name in named if name not in ids]
    assert lost == []


def test_every_page_has_one_first_level_heading(whole):
    _, pages = whole
    assert {path: len(page("h1")) for path, page in pages.items() if len(page("h1")) != 1} == {}


def test_every_page_has_a_title_of_its_own(whole):
    _, pages = whole
    titles = Counter(page.title.get_text() for page in pages.values())
    assert [
        title for title, count in titles.items() if count > 1 and "headline" not in title and "title <" not in title
    ] == []


def test_every_page_says_its_language_and_has_its_landmarks(whole):
    _, pages = whole
    for path, page in pages.items():
        assert (path, page.html["lang"], len(page("main")), bool(page.header), bool(page.footer)) == (
            path,
            "en",
            1,
            True,
            True,
        )


def test_every_page_but_the_one_for_lost_readers_says_its_own_address(whole):
    site, pages = whole
    url = site.site.config.url
    for path, page in pages.items():
        said = [one["href"] for one in page("link", rel="canonical")]
        assert said == ([] if path == "404.html" else [url + ("" if path == "index.html" else path)])


def test_headings_skip_no_level(whole):
    _, pages = whole
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.main(["h1", "h2", "h3", "h4", "h5", "h6"])]
        assert (path, [(a, b) for a, b in pairwise(levels) if b > a + 1]) == (path, [])


def test_differences_have_the_same_numbers_in_both_texts_and_in_the_list(whole):
    _, pages = whole
    for page in pages.values():
        for one in page.select(".compared"):
            listed = len([item for item in one.select(".diffs > li") if item.b.get_text() != "None"])
            marked = {int(tag["data-n"]) for tag in one.select("del[data-n], ins[data-n]")}
            assert marked == set(range(1, listed + 1))


def test_every_figure_position_lies_on_its_track(whole):
    _, pages = whole
    names = ("x", "x1", "x2", "cx")
    at = [
        tag[name]
        for page in pages.values()
        for tag in page.select("svg *")
        for name in names
        if "%" in tag.get(name, "")
    ]
    assert [one for one in at if not 0 <= float(one.removesuffix("%")) <= 100] == []


def test_making_a_site_twice_gives_the_same_bytes(base_root, base_made):
    assert made(base_root, drafts=True).files == base_made.files


def test_another_base_url_changes_only_absolute_addresses(base_root, base_made):
    other = made(base_root, drafts=True, url="https://other.example/x/")
    assert other.problems == ()
    assert sorted(other.files) == sorted(base_made.files)
    # Written out, and as the link for reporting an error quotes it.
    moved = {
        path: data.replace(b"https://example.org/orrin/", b"https://other.example/x/").replace(
            b"https%3A//example.org/orrin/", b"https%3A//other.example/x/"
        )
        for path, data in base_made.files.items()
    }
    moved["404.html"] = moved["404.html"].replace(b'"/orrin/', b'"/x/')
    # The size of the database, and what the page of the open data says of it, go with the length of the address.
    sized = {"data/pincite.sqlite", "data.html"}
    assert [path for path, data in other.files.items() if data != moved[path] and path not in sized] == []


@pytest.mark.parametrize("url", ["https://other.example", "https://other.example/"])
def test_a_base_url_may_end_with_or_without_a_slash(base_root, url):
    page = soups({"404.html": made(base_root, url=url).files["404.html"]})["404.html"]
    assert page.select_one(".name")["href"] == "/index.html"


def test_a_site_with_an_error_has_no_files(site):
    site.edit("content/claims/boats-damaged.yaml", "rating: confirmed", "rating: sure")
    found = made(site.root)
    assert (found.files, [problem.code for problem in found.problems]) == ({}, ["no-such-rating"])


def test_a_warning_stops_only_a_strict_build(site):
    site.write("content/references.yaml", site.read("content/references.yaml") + "spare: {title: A, publisher: B}\n")
    found = made(site.root)
    assert [problem.severity for problem in found.problems] == [Severity.WARNING]
    assert "index.html" in found.files
    assert made(site.root, strict=True).files == {}


def test_a_template_with_a_mistake_leaves_no_files(site):
    made(site.root)
    site.edit("templates/404.html", "<h1>", "<h1>{{ nobody }}")
    found = made(site.root)
    assert (found.files, [problem.code for problem in found.problems]) == ({}, ["template-undefined"])


def test_a_template_that_changes_a_quote_leaves_no_files(site):
    made(site.root)
    site.edit("templates/parts/quotes.html", "{%- else -%}{{ piece.text }}", "{%- else -%}{{ piece.text | upper }}")
    found = made(site.root)
    assert found.files == {}
    assert {problem.code for problem in found.problems} == {"quote-altered"}


def test_a_site_without_settings_has_no_files(tmp_path):
    found = made(tmp_path)
    assert (found.files, found.site, [problem.code for problem in found.problems]) == ({}, None, ["no-site"])


def test_a_site_without_claims_articles_and_lists_can_be_made(site):
    for path in ("content/claims", "content/articles", "content/pages"):
        for file in (site.root / path).iterdir():
            file.unlink()
    for name in ("actors", "places", "topics", "references", "events"):
        site.delete(f"content/{name}.yaml")
    site.edit("site.yaml", "featured: [boats-damaged]\n", "")
    site.edit("site.yaml", "navigation: [claims, timeline, articles, about]\n", "")
    found = made(site.root)
    assert told(found.problems) == []
    assert "claims/index.html" in found.files


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/claims/bridge-closed.yaml", "denial", "verdict"),
        ("content/events.yaml", "t01", "main"),
        ("content/references.yaml", "harbour-log", "list"),
    ],
)
def test_an_id_that_the_page_itself_uses_is_fine_or_told_where_an_editor_can_mend_it(site, path, old, new):
    for file in (site.root / "content").rglob("*.yaml"):
        file.write_text(re.sub(rf"\b{old}(?=$|:|\])", new, file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert {problem.span.path for problem in made(site.root).problems} <= {path}


@pytest.mark.parametrize("name", ["main", "all"])
def test_a_claim_may_be_called_like_a_part_of_a_page(site, name):
    site.write(f"content/claims/{name}.yaml", site.read("content/claims/bridge-closed.yaml"))
    assert told(made(site.root).problems) == []


SECOND_FINDING = "    locator: p. 14\n  - {{reference: harbour-log, finding: {}}}\n"


def test_a_reference_that_a_card_cites_twice_is_fine_or_told_where_an_editor_can_mend_it(site):
    path = "content/claims/boats-damaged.yaml"
    site.edit(path, "    locator: p. 14\n", SECOND_FINDING.format("It lists 46 boats by name."))
    assert {problem.span.path for problem in made(site.root).problems} <= {path}


def test_a_number_may_stand_in_any_finding_of_a_reference(site):
    path = "content/claims/boats-damaged.yaml"
    site.edit(path, "    locator: p. 14\n", SECOND_FINDING.format("It lists 11 ferries."))
    assert "figure-not-in-source" not in [problem.code for problem in made(site.root).problems]


def test_the_repository_has_no_file_of_its_own_in_the_output_but_the_pages_and_assets():
    kinds = {posixpath.splitext(path)[1] for path in repository().files}
    assert {".html", ".css", ".woff2"} <= kinds
    assert (ROOT / "site.yaml").exists()

"""The site of hostile texts as machines read it, and what is refused instead of shown; browsers: tests/browser."""

from __future__ import annotations

import csv
import io
import json

import extruct
import feedparser
import pytest
from attacked import PAYLOADS, attacked
from rendering import ROOT, made, soups, told

from pincite.read.files import Folder
from pincite.site import load


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    attacked(folder)
    return folder


@pytest.fixture(scope="module")
def site(root):
    """Give what becomes of the site: pages without a problem."""
    found = made(root)
    assert found.problems == ()
    return found


def test_every_payload_is_on_the_site_as_it_was_typed(site):
    words = "\n".join(page.get_text() for page in soups(site.files).values())
    assert [payload for payload in PAYLOADS if payload not in words] == []


def test_feeds_hold_the_titles_as_text_and_no_markup_of_theirs(site):
    titles = {one.title for one in site.site.claims}
    for path in ("feed.xml", "corrections.xml"):
        feed = feedparser.parse(site.files[path], sanitize_html=False)
        assert feed.bozo == 0
        made_of = [entry.content[0].value for entry in feed.entries if "content" in entry]
        assert [one for one in made_of if "<script" in one or "<img" in one or "<svg" in one or "<iframe" in one] == []
    entries = json.loads(site.files["feed.json"])["items"]
    assert [one["title"] for one in entries if not one["title"].startswith(tuple(titles))] == []
    assert len(entries) == len(titles)


def test_linked_data_comes_back_from_every_page_with_the_texts_as_typed(site):
    for path, data in site.files.items():
        if path.endswith(".html"):
            held = extruct.extract(data.decode(), syntaxes=["json-ld"])["json-ld"]
            assert held or path == "404.html"
            assert not [one for one in held if "evil" in one]
    reviews = [
        one
        for claim in site.site.claims
        for one in extruct.extract(site.files[f"claims/{claim.id}.html"].decode(), syntaxes=["json-ld"])["json-ld"]
        if one["@type"] == "ClaimReview"
    ]
    assert {one["claimReviewed"] for one in reviews} <= {claim.claim for claim in site.site.claims}


def test_no_cell_of_a_table_begins_as_a_formula(site):
    for path, data in site.files.items():
        if path.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
            assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"} and not cell[1:2].isdigit()] == []


_ADDRESSES = (
    *("javascript:alert(1)", "JAVASCRIPT:alert(1)", "java&#115;cript:alert(1)", "javascript&colon;alert(1)"),
    *("data:text/html,x", "vbscript:x", "//evil.example", "\\\\evil.example", "https:\\\\evil.example", "/x", "x.html"),
    *("https://example.org@evil.example/", "https://ex\u00adample.org/", "https://еxample.org/", "mailto:a@b.org"),
    *("https://evil.example/\" onclick='x'", "file:///etc/passwd", "https://evil。example", "https://a%2eb/"),
)


@pytest.mark.parametrize("field", ["url", "archived"])
def test_an_address_that_is_none_is_refused_at_its_place(root, field):
    path = root / "content/references.yaml"
    whole = path.read_text("utf-8")
    entry = json.loads(whole)["log"]
    given = {f"r{at}": entry | {field: address} for at, address in enumerate(_ADDRESSES)}
    path.write_text(json.dumps(given | json.loads(whole), indent=1), "utf-8")
    problems = load(Folder(root)).problems
    path.write_text(whole, "utf-8")
    wrong = [one for one in problems if one.code == "bad-url"]
    assert len({one.span.line for one in wrong if one.span.path == "content/references.yaml"}) == len(_ADDRESSES)


# In a text a link may lead to an address of mail and, if there is such a page, to one of the site.
@pytest.mark.parametrize("address", [one for one in _ADDRESSES if one not in {"mailto:a@b.org", "x.html"}])
def test_a_link_in_a_text_leads_nowhere_else(root, address):
    path = root / "content/pages/about.md"
    whole = path.read_text("utf-8")
    path.write_text(f"{whole}\n\n[x](<{address}>)\n", "utf-8")
    found = made(root)
    path.write_text(whole, "utf-8")
    if found.whole:  # what is no link of Markdown is shown as it was typed
        page = soups({"about.html": found.files["about.html"]})["about.html"]
        assert f"[x](<{address}>)" in page.get_text()
    else:
        assert {one.code for one in found.problems} <= {"unsafe-link", "bad-character"}


@pytest.mark.parametrize(
    "ident", ["../../x", "..", "/etc/passwd", "a/b", "a\\b", "<img>", "con", ".hidden", "a\u202eb", "A", "a%2fb", "~"]
)
def test_an_id_leads_nowhere_out_of_its_folder(root, ident):
    path = root / "content/topics.yaml"
    whole = path.read_text("utf-8")
    path.write_text(json.dumps(json.loads(whole) | {ident: {"name": "x"}}, ensure_ascii=False), "utf-8")
    problems = load(Folder(root)).problems
    path.write_text(whole, "utf-8")
    assert [one.span.path for one in problems if one.code in {"bad-id", "bad-character"}] == ["content/topics.yaml"]


@pytest.mark.parametrize(
    "path",
    [
        "content/claims/linked.yaml",
        "content/pages/linked.md",
        "content/topics.yaml",
        "seeds/first.txt",
        "templates/404.html",
        "assets/linked.png",
        "assets/icons/ticks.svg",
        "site.yaml",
        "content/articles",
        "assets/fonts",
        "record",
    ],
)
def test_no_symbolic_link_is_followed(root, tmp_path, path):
    target, aside = root / path, tmp_path / "aside"
    if target.exists():
        target.rename(aside)
    outside = tmp_path / "outside"
    if path == "record" or aside.is_dir():
        outside.mkdir()
        (outside / "secret.txt").write_text("a secret", "utf-8")
    else:
        outside.write_text("a secret", "utf-8")
    target.symlink_to(outside)
    try:
        found = made(root)
    finally:
        target.unlink()
        if aside.exists():
            aside.rename(target)
    assert "symlink" in {one.code for one in found.problems}, told(found.problems)
    assert not found.whole


def test_no_link_to_a_folder_of_catalogues_is_followed(root, tmp_path):
    settings = root / "site.yaml"
    whole = settings.read_text("utf-8")
    settings.write_text(json.dumps(json.loads(whole) | {"language": "ru"}), "utf-8")
    (tmp_path / "ru.po").write_bytes((ROOT / "locale/ru.po").read_bytes())
    (root / "locale").symlink_to(tmp_path)
    found = made(root)
    settings.write_text(whole, "utf-8")
    (root / "locale").unlink()
    assert "symlink" in {one.code for one in found.problems}

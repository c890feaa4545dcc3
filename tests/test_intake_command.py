"""`pincite import` as an editor runs it: the files it writes, what it shows, and what it never does."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pincite.cli import main
from pincite.commands import intake
from pincite.intake.entry import proposed_id
from pincite.intake.fetch import Fetched
from pincite.read.files import Folder
from pincite.site import load
from pincite.verbs import intake as declared

PAGES = Path(__file__).resolve().parent / "pages"


@pytest.fixture
def told(capsys, site):
    """Run the verb on the small site. Gives the exit status, what it printed, and what it said on stderr."""

    def run(source, *arguments):
        status = main(["import", str(source), "--root", str(site.root), *arguments])
        done = capsys.readouterr()
        return status, done.out, done.err

    return run


def _problems(site):
    return [problem for problem in load(Folder(site.root), drafts=True).problems if problem.severity == "error"]


def _all(site):
    return {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_every_page_becomes_an_article_without_a_problem(page, site, told):
    status, out, err = told(page, "--id", page.stem)
    assert (status, err) == (0, "")
    assert f"written: seeds/{page.stem}.txt, content/articles/{page.stem}.yaml" in out
    original = site.read(f"seeds/{page.stem}.txt")
    body = original.split("\n")[1:]
    assert [line for line in body if line in (PAGES / f"{page.stem}.txt").read_text("utf-8").split("\n")]
    assert (original.endswith("\n"), "\n\n" in original, "\r" in original) == (True, False, False)
    assert _problems(site) == []


def test_the_report_says_what_was_taken_from_where_and_what_was_dropped(told):
    _, out, _ = told(PAGES / "wordpress.html")
    assert "byline: Ilse Varga (from JSON-LD)" in out
    assert "9 taken (+), 29 dropped (-)" in out
    assert "  -      11  caption: A diver inspects the hull" in out
    assert "  -   28-34  comments: " in out


def test_every_dropped_piece_can_be_listed(told):
    _, out, _ = told(PAGES / "wordpress.html", "--all", "--dry-run")
    assert out.count("\n  - ") == 29


def test_what_nothing_states_is_left_out_and_told(site, told):
    _, out, _ = told(PAGES / "tables.html", "--id", "bridge")
    assert "not found, and left out: byline, published, publisher, language, address" in out
    entry = site.read("content/articles/bridge.yaml")
    assert entry.startswith(
        "# yaml-language-server: $schema=../../schema/article.schema.json\nheadline: Bridge at Hallen"
    )
    assert [
        key for key in ("byline", "published", "publisher", "language", "url", "retrieved") if f"\n{key}:" in entry
    ] == []


def test_the_editor_s_word_comes_before_the_page_s(site, told):
    given = [
        "--headline",
        "My head",
        "--byline",
        "Me",
        "--publisher",
        "Us",
        "--published",
        "2015-12~",
        "--language",
        "fr",
    ]
    status, _, _ = told(
        PAGES / "amp.html", "--id", "mine", *given, "--url", "https://us.example/", "--drop", "7", "--keep", "2-3"
    )
    loaded = load(Folder(site.root))
    article = next(one for one in loaded.site.articles if one.id == "mine")
    assert (status, article.headline, article.byline, article.publisher) == (0, "My head", "Me", "Us")
    assert (article.published.text, article.dating, article.language, article.url) == (
        "2015-12~",
        "",
        "fr",
        "https://us.example/",
    )


def test_pieces_are_kept_and_dropped_by_their_numbers(site, told):
    told(PAGES / "wordpress.html", "--id", "one", "--keep", "11", "--drop", "12-15,17")
    lines = site.read("seeds/one.txt").split("\n")
    assert lines[3].startswith("A diver inspects the hull")
    assert ("Boats for the sick" in lines, "No date yet" in lines) == (False, False)


def test_a_dry_run_writes_nothing(site, told):
    before = _all(site)
    status, out, _ = told(PAGES / "brief.html", "--dry-run")
    assert (status, out.endswith("nothing was written: --dry-run\n"), _all(site)) == (0, True, before)


def test_nothing_that_is_there_is_replaced(site, told):
    told(PAGES / "brief.html", "--id", "one")
    before = site.read("content/articles/one.yaml")
    status, out, err = told(PAGES / "amp.html", "--id", "one")
    assert (status, out, "file-exists" in err) == (2, "", True)
    assert site.read("content/articles/one.yaml") == before


def test_an_id_that_an_article_in_a_folder_has_is_taken(site, told):
    site.write("content/articles/2021/one.yaml", site.read("content/articles/first.yaml"))
    status, _, err = told(PAGES / "amp.html", "--id", "one")
    assert (status, "file-exists" in err, "seeds/one.txt" in _all(site)) == (2, True, False)


def test_a_page_of_no_text_writes_nothing(site, told, tmp_path):
    (tmp_path / "empty.html").write_text("<title>Head</title><nav>Home</nav>", "utf-8")
    before = _all(site)
    status, _, err = told(tmp_path / "empty.html")
    assert (status, "page-empty" in err, _all(site)) == (1, True, before)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.html", b"<p>\xff", "page-encoding"),
        ("a.html", b"<a " * 1000, "page-too-complex"),
        ("a.html", b"x" * (8 * 1024 * 1024 + 1), "file-too-big"),
        ("a.pdf", b"%PDF-1.4", "page-kind"),
        ("a.html", b"MIME-Version: 1.0", "page-kind"),
        ("a.json", b"{}", "annotations-form"),
        ("a.html", b"<title>\xd0\x98\xd0\xb4</title><p>Text of some length, which is enough to be one here.", "bad-id"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_leaves_nothing(site, told, tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)
    before = _all(site)
    status, _, err = told(tmp_path / name)
    assert (status, f"error[{code}]" in err, _all(site)) == (2 if code == "bad-id" else 1, True, before)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--keep", "x"],
        ["--keep", "5-3"],
        ["--published", "4/3/2021"],
        ["--url", "example.org"],
        ["--language", "english"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told(told, arguments):
    with pytest.raises(SystemExit) as error:
        told(PAGES / "brief.html", *arguments)
    assert error.value.code == 2


def test_where_there_is_no_site_nothing_is_made(tmp_path, capsys):
    assert main(["import", str(PAGES / "brief.html"), "--root", str(tmp_path)]) == 2
    assert ("no-site" in capsys.readouterr().err, list(tmp_path.iterdir())) == (True, [])


def test_a_fetched_page_has_its_address_and_the_day_on_which_it_was_retrieved(site, told, monkeypatch):
    data = (PAGES / "brief.html").read_bytes()
    page = Fetched(data, "html", "", "https://spa.example/briefs/77120?x=1")
    monkeypatch.setattr("pincite.intake.fetch.fetch", lambda _url: page)
    status, _, _ = told("https://spa.example/b", "--id", "one")
    article = next(one for one in load(Folder(site.root)).site.articles if one.id == "one")
    today = dt.datetime.now().astimezone().date()
    assert (status, article.url) == (0, "https://spa.example/briefs/77120")
    assert (article.retrieved.first - today).days in {0, -1}


def test_an_address_that_may_not_be_asked_writes_nothing(site, told):
    before = _all(site)
    for url in ("ftp://a.example/x", "http://127.0.0.1:1/", "http://user@a.example/"):
        status, _, err = told(url)
        assert (status, "fetch-refused" in err, _all(site)) == (1, True, before)


def test_a_plain_text_and_markdown_are_imported(site, told, tmp_path):
    (tmp_path / "a.txt").write_text("Bridge closed\nIt was closed.\n", "utf-8")
    (tmp_path / "b.md").write_text("# Bridge open\n\nIt is *open*.\n", "utf-8")
    assert (told(tmp_path / "a.txt")[0], told(tmp_path / "b.md")[0]) == (0, 0)
    assert site.read("seeds/bridge-closed.txt") == "Bridge closed\nIt was closed.\n"
    assert site.read("seeds/bridge-open.txt") == "Bridge open\nIt is open.\n"
    assert _problems(site) == []


def test_an_id_is_made_of_the_headline_or_of_the_address():
    assert proposed_id("Amélie’s “last” tram: 1,500 crowns", "") == "amelies-last-tram-1-500-crowns"
    assert proposed_id("Мост закрыт", "https://a.example/news/most-zakryt.html?x") == "most-zakryt"
    assert proposed_id("Мост закрыт", "https://a.example/") == ""
    assert proposed_id("Мост закрыт", "http://[::1") == ""
    assert len(proposed_id("word " * 40, "")) <= 60
    assert proposed_id("Con", "") == ""


# Annotations ---------------------------------------------------------------------------------------------------------


def _export(tmp_path, *rows):
    path = tmp_path / "annotations.json"
    path.write_text(json.dumps({"rows": list(rows)}), "utf-8")
    return path


def _row(exact, **more):
    return {
        "uri": "",
        "user": "acct:jo@h",
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": exact}]}],
        **more,
    }


def test_annotations_become_drafts_that_check_without_an_error(site, told, tmp_path):
    rows = [
        _row("Nobody in Orrin remembers a worse night", text="none"),
        _row("The bridge at Orrin was closed", text="Check: the log", tags=["bridge"]),
        _row("46 boats were damaged,\nincluding 32 fishing"),
        _row("not in it at all"),
    ]
    status, out, err = told(_export(tmp_path, *rows), "--claimant", "ada-wren")
    assert (status, err) == (0, "")
    assert out.startswith("2 draft cards (+), 2 lost (-)\n")
    card = site.read("content/claims/the-bridge-at-orrin-was-closed.yaml")
    assert ("# tags: bridge" in card, 'why: "Check: the log"' in card, "acct" in card) == (True, True, False)
    assert _problems(site) == []
    drafts = [claim for claim in load(Folder(site.root), drafts=True).site.claims if claim.draft]
    assert len(drafts) == 3


def test_the_same_annotation_makes_one_card_however_often_it_is_imported(site, told, tmp_path):
    path = _export(tmp_path, _row("The bridge at Orrin was closed"), _row("The bridge at Orrin was closed"))
    told(path, "--claimant", "ada-wren")
    before = _all(site)
    status, out, _ = told(path, "--claimant", "ada-wren")
    assert (status, _all(site)) == (0, before)
    assert out.startswith("0 draft cards (+), 2 already quoted (=), 0 lost (-)\n")
    assert '  =       1  already quoted by card "the-bridge-at-orrin-was-closed"' in out


def test_what_is_lost_for_another_reason_is_not_hidden_behind_what_is_quoted_already(site, told, tmp_path):
    path = _export(tmp_path, _row("The bridge at Orrin was closed"), _row("not in it at all"))
    told(path, "--claimant", "ada-wren")
    status, out, _ = told(path, "--claimant", "ada-wren")
    assert (status, out.startswith("0 draft cards (+), 1 already quoted (=), 1 lost (-)\n")) == (1, True)


def test_a_draft_holds_no_placeholder_that_would_silence_a_check(site, told, tmp_path):
    told(_export(tmp_path, _row("The bridge at Orrin was closed")), "--claimant", "ada-wren")
    card = site.read("content/claims/the-bridge-at-orrin-was-closed.yaml")
    assert card.count("Not yet written.") == 1
    assert [key for key in ("known", "unknown", "would_change") if f"\n# {key}:" not in card] == []
    assert "unsettled" in {problem.code for problem in load(Folder(site.root), drafts=True).problems}


@pytest.mark.parametrize("arguments", [[], ["--claimant", "nobody-here"]])
def test_the_line_in_the_hint_makes_the_import_go_through(site, told, tmp_path, arguments):
    path = _export(tmp_path, _row("The bridge at Orrin was closed"))
    _, _, err = told(path, *arguments)
    entry = err.partition("into that file:\n")[2].strip() + "\n"
    assert (arguments[1] if arguments else "nobody-yet") in entry
    site.write("content/actors.yaml", site.read("content/actors.yaml") + entry)
    assert told(path, *arguments)[0] == 0
    assert _problems(site) == []


def test_a_card_s_name_that_is_taken_gets_a_number(site, told, tmp_path):
    site.write("content/claims/the-bridge-at-orrin-was.yaml", site.read("content/claims/boats-damaged.yaml"))
    told(_export(tmp_path, _row("The bridge at Orrin was")), "--claimant", "ada-wren")
    assert "content/claims/the-bridge-at-orrin-was-2.yaml" in _all(site)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "no-such-actor"),
        (["--claimant", "nobody"], "no-such-actor"),
        (["--claimant", "ada-wren", "--rating", "x"], "no-such-rating"),
    ],
)
def test_who_claims_and_how_it_is_rated_is_never_invented(site, told, tmp_path, arguments, code):
    before = _all(site)
    status, _, err = told(_export(tmp_path, _row("The bridge at Orrin was closed")), *arguments)
    assert (status, code in err, _all(site)) == (1, True, before)


def test_an_article_that_the_site_has_already_is_named_in_a_warning_and_imported_all_the_same(site, told, tmp_path):
    told(PAGES / "wordpress.html", "--id", "one")
    for more in (["--dry-run"], []):
        status, _, err = told(PAGES / "wordpress.html", "--id", "two", *more)
        assert (status, 'warning[article-twice]: article "one" has the address' in err) == (0, True)
    assert "content/articles/two.yaml" in _all(site)
    (tmp_path / "copy.txt").write_text("Another headline\n" + site.read("seeds/first.txt"), "utf-8")
    status, _, err = told(tmp_path / "copy.txt", "--id", "three")
    assert (status, 'article "first" has nearly all of the text' in err, '"one"' in err) == (0, True, False)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a"])
def test_an_empty_file_is_called_empty(told, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    status, _, err = told(tmp_path / name, "--dry-run")
    assert (status, f"{name}: error[page-empty]: the file is empty" in err) == (1, True)


def test_a_folder_is_called_one_and_a_file_is_asked_for(told, tmp_path):
    status, _, err = told(tmp_path)
    assert (status, "error[file-kind]" in err, "is a folder" in err, "name a file in it" in err) == (
        1,
        True,
        True,
        True,
    )


def test_a_day_of_change_is_shown_only_where_it_is_written(site, told, tmp_path):
    page = (
        '<meta property="article:published_time" content="2024-03-12">'
        '<meta property="article:modified_time" content="2024-03-14">'
        "<h1>The bridge is closed</h1><article><p>The bridge was closed on Tuesday, after the river had risen by two "
        "metres in a single night, the harbour office said.</p></article>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    _, out, _ = told(tmp_path / "a.html", "--id", "told")
    assert "changed, which `dating` will tell: 2024-03-14" in out
    assert "it was changed on 2024-03-14" in site.read("content/articles/told.yaml")
    _, out, _ = told(tmp_path / "a.html", "--id", "untold", "--published", "2024-03-12")
    assert "2024-03-14" not in out + site.read("content/articles/untold.yaml")


def test_the_formats_that_the_verb_takes_are_those_that_it_reads():
    assert set(intake._SUFFIXES.values()) == set(declared._FORMATS) - {"auto"}

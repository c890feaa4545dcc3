"""The history on a claim's page, the log of corrections, and the page on how to verify a site, as readers find them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys

import pytest
from rendering import made, soups, states, told

from pincite.dates import parse
from pincite.read.files import Folder
from pincite.read.record import path_of, written_versions
from pincite.site import Reading
from pincite.versions import Cited, Counted, Noted, stated, version

CLAIM = "content/claims/bridge-closed.yaml"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Give the files of the site of states, in which every kind of history is recorded, and its pages parsed."""
    files = made(states(tmp_path_factory.mktemp("record"))).files
    return files, soups(files)


@pytest.fixture(scope="module")
def pages(shown):
    """Give the pages alone."""
    return shown[1]


def _text(tag):
    return " ".join(tag.get_text().split())


def _changes(page, number):
    """Give what a version changed: each heading with the text beside it."""
    parts = page.select(f"#version-{number} .changes > *")
    return [(_text(one), _text(other)) for one, other in zip(parts[::2], parts[1::2], strict=True)]


# A claim's history --------------------------------------------------------------------------------------------------


def test_every_version_has_an_address_and_the_newest_stands_first(pages):
    found = [one["id"] for one in pages["claims/corrected.html"].select(".versions > li")]
    assert found == ["version-3", "version-2", "version-1"]


def test_the_addresses_of_corrections_stay_and_stand_in_the_version_that_they_came_with(pages):
    page = pages["claims/corrected.html"]
    found = {one["id"]: one.find_parent("li")["id"] for one in page.select("#corrections [id^=correction-]")}
    assert found == {"correction-2": "version-3", "correction-1": "version-2"}


def test_another_rating_is_shown_with_both_marks_and_both_words(pages):
    page = pages["claims/corrected.html"]
    assert ("Rating", "Version 1: Open Version 2: Borne out") in _changes(page, 2)
    assert [one["href"] for one in page.select("#version-2 .rating use")] == ["#mark-open", "#mark-borne-out"]


def test_another_sentence_is_shown_as_it_was_and_as_it_is_with_the_class_of_the_difference(pages):
    page = pages["claims/corrected.html"]
    (told,) = (words for name, words in _changes(page, 2) if name == "The claim")
    assert told.startswith("Version 1: At most two lorries may cross")
    assert told.endswith("What differs: figure (1).")
    assert [one.get_text() for one in page.select("#version-2 :is(del, ins)")] == ["two", "three"]


def test_a_reworded_verdict_of_a_minor_note_is_no_correction(pages):
    page = pages["claims/rewritten.html"]
    note = page.select_one("#version-2 > p")
    assert _text(note).startswith("Wording, 25 April 2031: The verdict says the weather office")
    assert [name for name, _ in _changes(page, 2)] == ["Why this rating"]
    assert "No corrections" in _text(page.select_one(".kicker"))
    assert page.select(".correction") == []


def test_quotes_of_an_earlier_version_are_shown_only_as_their_originals_have_them(pages, shown):
    page = pages["claims/figures.html"]
    quotes = [words for name, words in _changes(page, 2) if name == "Quote"]
    assert len(quotes) == 6
    assert sum("does not stand in the original as it is pinned now" in one for one in quotes) == 1
    assert sum("an article that this site does not have any more" in one for one in quotes) == 1
    assert "at least 41 boats were torn loose, including" not in shown[0]["claims/figures.html"].decode().casefold()
    printed = page.select("#version-2 q")
    assert [one.get_text() for one in printed if not one.select("[data-article]")] == []
    assert len(printed) == 6


def test_a_quote_with_another_stance_is_told_in_words(pages):
    quotes = [words for name, words in _changes(pages["claims/figures.html"], 2) if name == "Quote"]
    assert [one for one in quotes if one.endswith("Version 1: states it Version 2: context")] == quotes[:1]


def test_figures_that_changed_came_or_went_are_told_in_words(pages):
    figures = [words for name, words in _changes(pages["claims/figures.html"], 2) if name == "Figure"]
    assert "at least 41 (32 rowing boats)" in figures[0]
    assert "at least 46 (32 rowing boats, 11 barges)" in figures[0]
    assert [one.partition(":")[0] for one in figures[1:]] == ["New", "Dropped"]


def test_a_withdrawal_is_a_version(pages):
    assert _changes(pages["claims/withdrawn.html"], 3) == [("Standing", "Withdrawn")]


def test_a_claim_with_one_version_has_one_short_line(pages):
    line = pages["claims/bare.html"].select_one("#corrections #version-1")
    assert _text(line) == "Version 1, 1 May 2031. No corrections since."
    assert pages["claims/bare.html"].select(".versions") == []


def test_a_draft_has_no_version_and_no_fingerprint(tmp_path):
    page = soups(made(states(tmp_path), drafts=True).files)["claims/draft.html"]
    assert page.select("[id^=version-]") == []
    assert "fingerprint" not in _text(page.select_one(".citation"))


def test_the_citation_names_the_version_its_day_its_fingerprint_and_its_own_address(shown):
    files, pages = shown
    (claim,) = (one for one in json.loads(files["data/claims.json"]) if one["id"] == "corrected")
    newest = claim["versions"][-1]
    assert _text(pages["claims/corrected.html"].select_one(".citation")) == (
        "“Lorries may still cross”, The Vell Bridge, Checked, claim c04, version 3 of 9 April 2031, fingerprint "
        f"{newest['sha256'][:12]}. https://example.org/vell/claims/corrected.html#version-3"
    )


def test_an_earlier_version_has_all_that_its_citation_needs(shown):
    files, pages = shown
    (claim,) = (one for one in json.loads(files["data/claims.json"]) if one["id"] == "corrected")
    for one in claim["versions"]:
        head = pages["claims/corrected.html"].select_one(f"#version-{one['version']} h3")
        assert head.a["href"] == f"#version-{one['version']}"
        assert (head.time["datetime"], head.code.get_text()) == (one["date"], one["sha256"][:12])


def test_a_new_note_makes_a_version_that_its_page_shows_before_it_is_recorded(tmp_path):
    root = states(tmp_path)
    card = root / "content/claims/corrected.yaml"
    note = "  - date: 2031-05-20\n    note: It is two after all.\n"
    card.write_text(card.read_text("utf-8").replace("At most three lorries", "At most two lorries") + note, "utf-8")
    result = made(root)
    assert [one for one in told(result.problems) if "no-evidence" not in one] == []
    page = soups(result.files)["claims/corrected.html"]
    assert page.select_one(".versions > li")["id"] == "version-4"
    assert page.select_one("#version-4 #correction-3")


def test_what_an_earlier_version_says_is_never_taken_for_markup(site):
    (card,) = (one for one in site.load().site.claims if one.id == "bridge-closed")
    evil = "<script>alert('x')</script> {{ 7 * 7 }}"
    first = version(
        card.id,
        None,
        parse("2021-03-30"),
        stated(
            claim=evil,
            rating=evil,
            verdict=evil,
            withdrawn=False,
            quotes=[Cited(article=evil, text=evil, stance="supports", speaker=evil, translation=evil)],
            figures=[
                Counted(measure=evil, numbers=(("value", 1),), parts=((evil, 1),), source=evil, by=evil, also=evil)
            ],
        ),
    )
    notes = tuple(Noted(one.date, one.note) for one in card.corrections)
    second = version(card.id, first, parse("2021-04-02"), card.versions[-1].statement, notes)
    site.write(path_of(card.id), written_versions((first, second)).decode())
    result = made(site.root)
    assert [one.code for one in result.problems] == []
    page = result.files["claims/bridge-closed.html"].decode()
    assert "<script>alert" not in page
    assert (
        page.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; {{ 7 * 7 }}") >= 6
    )  # in a text that is compared, marks stand between


# Digests ------------------------------------------------------------------------------------------------------------


def test_a_claims_page_has_the_digests_of_its_card_of_its_originals_and_of_its_version(site):
    result = made(site.root)
    page = soups(result.files)["claims/bridge-closed.html"]
    (claim,) = (one for one in result.site.claims if one.id == "bridge-closed")
    found = [one.get_text() for one in page.select("#corrections ~ details code")]
    wanted = {
        path: hashlib.sha256((site.root / path).read_bytes()).hexdigest()
        for path in (CLAIM, *(one.path for one in result.site.articles if one.id in {q.article for q in claim.quotes}))
    }
    assert found == [claim.versions[-1].sha256, *(f"{path} {digest}" for path, digest in wanted.items())]
    assert page.select_one('#corrections ~ details a[href="../verify.html"]')


def test_a_comment_changes_the_digest_of_a_card_and_no_version(site):
    before = site.load().site.claims
    site.write(CLAIM, "# What the editor should know.\n" + site.read(CLAIM))
    after = site.load().site.claims
    changed = [one.id for one, other in zip(before, after, strict=True) if one.sha256 != other.sha256]
    assert (changed, [one.versions for one in before]) == (["bridge-closed"], [one.versions for one in after])


def test_the_originals_are_listed_with_digests_that_are_theirs(shown, tmp_path):
    _, pages = shown
    root = states(tmp_path)
    rows = [[_text(cell) for cell in row.select("code")] for row in pages["verify.html"].select("tbody tr")]
    assert len(rows) > 5
    assert [path for path, sha256 in rows if hashlib.sha256((root / path).read_bytes()).hexdigest() != sha256] == []


def test_the_program_on_the_page_works_out_every_versions_digest(shown, tmp_path):
    files, pages = shown
    (tmp_path / "claims.json").write_bytes(files["data/claims.json"])
    program = pages["verify.html"].select_one("pre code").get_text()
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()
    versions = sum(len(one["versions"]) for one in json.loads(files["data/claims.json"]))
    assert (len(lines), [line for line in lines if not line.endswith(" True")]) == (versions, [])
    assert "corrected 3 True" in lines


def test_the_page_names_the_manifest_and_the_command_with_the_sites_own_address(pages):
    page = pages["verify.html"]
    assert page.select_one('main a[href="manifest.json"]')
    assert "pincite verify https://example.org/vell/" in [one.get_text() for one in page.select("main code")]


def test_every_page_leads_to_how_to_verify_the_site(pages):
    lost = [path for path, page in pages.items() if not page.select_one('.foot-links a[href$="verify.html"]')]
    assert lost == []


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("repository: https://example.org/desk/cards\n", "example.org/desk/cards"),
        ("", "corrections@example.org"),
    ],
)
def test_who_wants_the_files_is_told_where_they_are(site, settings, wanted):
    site.write("site.yaml", site.read("site.yaml") + settings)
    page = soups(made(site.root).files)["verify.html"]
    assert wanted in _text(page.select_one("section[aria-labelledby=originals]"))


# The log ------------------------------------------------------------------------------------------------------------


def _entries(page, part):
    return [_text(one) for one in page.select(f"section[aria-labelledby={part}] :is(.body > p, li)")]


def test_each_correction_tells_what_changed_with_it_and_leads_to_its_line_and_its_version(pages):
    page = pages["corrections.html"]
    (one,) = (one for one in _entries(page, "log") if one.startswith("2 April 2031"))
    assert "it is three. Rating: Borne out, before Open. Changed: the claim. Version 2" in one
    links = [one["href"] for one in page.select("section[aria-labelledby=log] a") if "corrected" in one["href"]]
    assert links == [
        "claims/corrected.html#correction-2",
        "claims/corrected.html#version-3",
        "claims/corrected.html#correction-1",
        "claims/corrected.html#version-2",
    ]


def test_minor_notes_stand_in_a_list_of_their_own(pages):
    page = pages["corrections.html"]
    assert [re.sub(r"\. The verdict.*", "", one) for one in _entries(page, "wording")] == [
        "25 April 2031: The flood was the worst in 60 years"
    ]
    assert not any("25 April 2031" in one for one in _entries(page, "log"))


def test_withdrawn_claims_stand_in_a_list_of_their_own(pages):
    assert _entries(pages["corrections.html"], "withdrawn") == ["20 April 2031: Nobody could have foreseen the flood"]


def test_a_log_without_minor_notes_and_withdrawals_has_no_empty_lists(site):
    page = soups(made(site.root).files)["corrections.html"]
    assert [one["id"] for one in page.select("h2")] == ["log"]


def test_two_corrections_of_one_version_tell_once_what_changed(tmp_path):
    root = states(tmp_path)
    card = root / "content/claims/corrected.yaml"
    notes = "  - {date: 2031-05-20, note: One.}\n  - {date: 2031-05-20, note: Two.}\n"
    card.write_text(card.read_text("utf-8").replace("At most three lorries", "At most two lorries") + notes, "utf-8")
    entries = [one for one in _entries(soups(made(root).files)["corrections.html"], "log") if "20 May 2031" in one]
    assert ["Changed:" in one for one in entries] == [True, False]


def test_the_feed_of_corrections_tells_what_changed_and_has_no_minor_notes(shown):
    feed = shown[0]["corrections.xml"].decode()
    assert "Rating: &lt;b&gt;Borne out&lt;/b&gt;, before &lt;b&gt;Open&lt;/b&gt;." in feed
    assert "claims/corrected.html#version-2" in feed
    assert "the meaning is the same" not in feed


def test_a_card_that_is_read_again_has_its_new_digest_and_the_others_keep_theirs(site):
    reading = Reading(Folder(site.root))
    before = {one.id: one.sha256 for one in reading.load().site.claims}
    site.write(CLAIM, site.read(CLAIM) + "# Seen.\n")
    reading.forget([CLAIM])
    after = {one.id: one.sha256 for one in reading.load().site.claims}
    assert after == before | {"bridge-closed": hashlib.sha256((site.root / CLAIM).read_bytes()).hexdigest()}
    assert after != before

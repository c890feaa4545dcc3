"""`diff` as a user runs it: what it compares with, each kind of change, what it refuses, a report without harm."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from rendering import equip
from repositories import git
from running import Run
from test_build import copy, digest, edit

from pincite.cli import main
from pincite.published.held import versions_of
from pincite.versions import as_json

if TYPE_CHECKING:
    from pathlib import Path

BOATS, BRIDGE = "content/claims/boats-damaged.yaml", "content/claims/bridge-closed.yaml"


@pytest.fixture
def diff(site, capsys, monkeypatch):
    """Give a runner of `pincite diff` in the folder of a small site that was built into `output`."""
    equip(site.root)
    monkeypatch.chdir(site.root)
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["build"]) == 0
    capsys.readouterr()

    def run(*arguments: str) -> Run:
        try:
            status = main(["diff", *arguments])
        except SystemExit as ended:
            status = ended.code
        return Run(status, *capsys.readouterr())

    return run


def told(done: Run) -> dict:
    """Give the report that was printed as JSON."""
    assert done.status == 0, done.err
    return json.loads(done.out)


# With what it compares -----------------------------------------------------------------------------------------------


def test_where_nothing_changed_it_says_so(diff):
    done = diff()
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "nothing changes for readers"


def test_without_a_published_branch_it_takes_the_last_build_and_says_so(diff):
    assert "before: the last build, in output (git knows no branch gh-pages)" in diff().out


def test_the_published_branch_comes_before_the_last_build(diff, site):
    published = site.root.parent / "published"
    git(site.root.parent, "init", "-q", "-b", "gh-pages", str(site.root))
    git(site.root, "--work-tree=output", "add", "-A", "-f", ".")
    git(site.root, "commit", "-q", "-m", "publish")
    shutil.rmtree(site.root / "output")
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    done = diff()
    assert re.search(r"^before: the branch gh-pages as git knows it, commit [0-9a-f]{12}$", done.out, re.MULTILINE)
    assert "rating: Confirmed -> Refuted" in done.out
    assert (diff("gh-pages").status, diff("HEAD").out.splitlines()[-1]) == (0, done.out.splitlines()[-1])
    assert not published.exists()


def test_a_folder_is_compared_with_the_working_tree(diff, site):
    shutil.copytree(site.root / "output", site.root.parent / "old")
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    done = diff("../old")
    assert "before: ../old" in done.out
    assert done.out.splitlines()[-1].startswith("1 claim changes: 1 rating; ")


def test_two_builds_are_compared_without_the_working_tree(diff, site):
    shutil.copytree(site.root / "output", site.root.parent / "old")
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    assert main(["build"]) == 0
    site.edit(BOATS, "rating: refuted", "rating: no-such")
    done = diff("../old", "output")
    assert (done.status, "rating: Confirmed -> Refuted" in done.out) == (0, True)


def test_from_an_address_only_what_differs_is_fetched(diff, site):
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, *_):
            asked.append(self.path)

        def log_message(self, *_):
            """Say nothing."""

    served = site.root.parent / "served"
    shutil.copytree(site.root / "output", served / "orrin")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(served)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        site.edit("content/pages/about.md", "title: ", "title: All ")
        address = f"http://127.0.0.1:{server.server_port}/orrin"
        report = told(diff(address, "--format", "json"))
        missing = diff(f"http://127.0.0.1:{server.server_port}/nothing")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "about.html" in [page["page"] for page in report["pages"] if page["changes"]]
    assert ("/orrin/manifest.json" in asked, "/orrin/data/claims.json" in asked) == (True, False)
    assert len(asked) == len(set(asked))
    assert (missing.status, "error[no-build]" in missing.err) == (2, True)


def test_an_address_that_does_not_answer_is_an_error_of_input(diff):
    done = diff("http://127.0.0.1:9/")
    assert (done.status, "error[fetch-failed]" in done.err) == (74, True)


def test_where_there_is_nothing_to_compare_with_it_says_what_to_name(diff, site):
    shutil.rmtree(site.root / "output")
    done = diff()
    assert (done.status, "error[no-build]" in done.err, "name a built site" in done.err) == (2, True, True)


@pytest.mark.parametrize(
    "manifest",
    ["{}", "[", '{"format": 2, "generator": "other 1"}', None],
)
def test_what_is_no_build_of_pincite_is_refused(diff, site, manifest):
    (site.root.parent / "old").mkdir()
    if manifest is not None:
        (site.root.parent / "old/manifest.json").write_text(manifest)
    done = diff("../old")
    assert (done.status, "error[no-build]" in done.err) == (2, True)


def test_a_manifest_that_leads_out_of_its_folder_is_refused(diff, site):
    path = site.root / "output/manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["outputs"]["../site.html"] = {"sha256": "0" * 64, "size": 1}
    path.write_text(json.dumps(manifest))
    done = diff("output")
    assert (done.status, "error[no-build]" in done.err) == (2, True)


def test_a_name_that_is_nothing_is_refused(diff):
    done = diff("no-such-branch")
    assert (done.status, "error[no-place]" in done.err) == (2, True)


def test_problems_in_the_content_are_told_as_check_does(diff, site):
    site.edit(BOATS, "rating: confirmed", "rating: no-such")
    done = diff()
    assert (done.status, done.out) == (1, "")
    assert "content/claims/boats-damaged.yaml:10:9: error[no-such-rating]" in done.err


def test_a_silent_change_is_refused_as_by_check_and_with_its_note_it_is_told(diff, site):
    for ident, versions in versions_of(site.load().site).items():
        kept = [{**as_json(one), "sha256": one.sha256} for one in versions]
        site.write(f"record/claims/{ident}.json", json.dumps({"claim": ident, "versions": kept}))
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    refused = diff()
    assert (refused.status, "error[silent-change]" in refused.err, 'had "confirmed"' in refused.err) == (1, True, True)
    site.write(BOATS, site.read(BOATS).rstrip() + "\n  - {date: 2021-04-05, note: It was rated too high.}\n")
    done = diff()
    assert (done.status, "rating: Confirmed -> Refuted" in done.out) == (0, True)
    assert "    corrections, new: 2021-04-05\n      It was rated too high.\n" in done.out


def test_where_there_is_no_site_it_is_a_wrong_use(diff, site):
    done = diff("output", "--root", str(site.root.parent))
    assert (done.status, "error[no-site]" in done.err) == (2, True)


# What it tells -------------------------------------------------------------------------------------------------------


def test_drafts_are_left_out(diff, site):
    site.edit("content/claims/repair-cost.yaml", "value: 1500", "value: 1500\n    note: Another word.")
    assert diff().out.splitlines()[-1] == "nothing changes for readers"


def test_each_part_of_a_card_is_told_by_its_name(diff, site):
    site.edit(BOATS, "so.\nquotes", "so, perhaps.\nquotes")
    site.edit(BOATS, "claim: At least 46 boats were damaged in the storm.", "claim: At least 46 boats were damaged.")
    site.edit(BOATS, "    locator: p. 14\n", "    locator: p. 15\n")
    site.edit(BOATS, "    value: 46\n", "    least: 46\n")
    site.edit(BOATS, '    exact: "At least 46 boats were damaged."', '    exact: "46 boats were damaged."')
    site.edit(
        BOATS,
        "The label of the first quote was wrong.",
        "The label of the first quote was wrong.\n  - {date: 2021-04-04, note: New.}",
    )
    done = diff()
    expected = """\
  claims/boats-damaged.html  At least 46 boats were damaged
    claim (omission): At least 46 boats were damaged [-in the storm-].
    verdict (modality): Both articles and the harbour’s log say so{+, perhaps+}.
    quotes, changed: article second
      text: [-At least-] 46 boats were damaged.
    figures, changed: boats damaged: at least 46 (harbour-log)
      number (figure): 46 -> at least 46
    corrections, new: 2021-04-04
      New.
    evidence, changed: harbour-log
      locator (figure): p. [-14-]{+15+}
"""
    assert expected in done.out
    assert done.out.splitlines()[-1].startswith(
        "1 claim changes: 1 claim sentence, 1 verdict, quotes in 1, figures in 1, corrections in 1, evidence in 1; "
    )


def test_an_added_a_withdrawn_and_a_removed_claim_are_told_first_and_lost_addresses_before_them(diff, site):
    site.edit("content/claims/repair-cost.yaml", "status: draft\n", "")
    site.edit(BOATS, "checked: 2021-04-01\n", "checked: 2021-04-01\nstatus: withdrawn\n")
    site.edit(BOATS, "  - {claim: bridge-closed, as: same-event}\n", "")
    site.edit(BOATS, "related:\n", "")
    site.edit(BOATS, " The bridge is [[bridge-closed]].", "")
    site.edit("content/events.yaml", "bridge-closed", "repair-cost")
    site.delete(BRIDGE)
    site.edit("site.yaml", "featured: [boats-damaged]\n", "")
    done = diff()
    assert done.status == 0, done.err
    heads = [line for line in done.out.splitlines() if line.startswith(("Addresses", "Claims", "Other"))]
    assert heads == [
        "Addresses that are gone, which readers may have kept",
        "Claims added",
        "Claims withdrawn",
        "Claims removed",
        "Other pages that change",
    ]
    assert "  claims/bridge-closed.html  The bridge was closed on 3 March 2021 [Contested]" in done.out
    assert "    reason: The label of the first quote was wrong." in done.out
    summary = done.out.splitlines()[-1]
    assert summary.startswith("1 claim added; 1 claim withdrawn; 1 claim removed; no other claim changes; ")
    assert re.search(r", 1 comes, 1 goes$", summary)


def test_on_the_repositorys_own_site_one_rating_is_told_wherever_it_stands(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    root = copy(tmp_path / "site")
    assert main(["build", "--root", str(root)]) == 0
    edit(root / "content/claims/ariha-49.yaml", "rating: supported-context", "rating: contested")
    capsys.readouterr()
    assert main(["diff", "--root", str(root), str(root / "output"), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (claim,) = report["claims"]
    assert (claim["id"], [one["name"] for one in claim["fields"]], claim["items"]) == ("ariha-49", ["rating"], [])
    told = {page["page"] for page in report["pages"]}
    assert {"index.html", "claims/index.html", "ratings.html", "ratings/contested.html", "articles/003.html"} <= told
    assert "claims/ariha-49.html" not in told
    assert report["summary"].startswith("1 claim changes: 1 rating; ")


def test_another_label_on_the_scale_is_told_at_each_of_its_claims(diff, site):
    site.edit("site.yaml", "label: Contested", "label: Disputed")
    assert "    rating (only its label on the scale): Contested -> Disputed" in diff().out


def test_a_change_of_every_page_is_told_once(diff, site):
    site.edit("site.yaml", "text: Write to us.", "text: Please write to us.")
    report = told(diff("--format", "json"))
    pages = list((site.root / "output").rglob("*.html"))
    (shared,) = report["shared"]
    assert shared["changes"][0]["lines"] == [
        [["same", "Found a mistake? "], ["gone", "Write"], ["new", "Please write"], ["same", " to us."]]
    ]
    assert (report["pages"], shared["pages"]) == ([], len(pages))
    assert (
        report["summary"]
        == f"no claim changes; no page changes, and so does what {len(pages)} share, none comes, none goes"
    )


def test_a_change_of_the_styles_alone_is_no_change_that_readers_read(diff, site):
    sheet = site.root / "assets/style.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n.new { color: red; }\n")
    done = diff()
    assert "only the code changes" in done.out
    assert "styles, scripts and fonts: 1 change" in done.out
    assert done.out.splitlines()[-1] == "no claim changes; no page changes, none comes, none goes"
    assert "assets/style." not in done.out
    assert re.search(r"^  ~ assets/style\.[0-9a-f]{8}\.css$", diff("--all").out, re.MULTILINE)


def test_a_page_of_prose_is_told_line_by_line(diff, site):
    site.write("content/pages/about.md", site.read("content/pages/about.md") + "\nA sentence more.\n")
    assert "+ A sentence more." in diff().out


def test_long_changes_of_a_page_are_cut_unless_all_is_asked_for(diff, site):
    more = "\n\n".join(f"Sentence number {number} of many." for number in range(30))
    site.write("content/pages/about.md", site.read("content/pages/about.md") + "\n" + more + "\n")
    short, whole = diff().out, diff("--all").out
    assert ("and 22 more lines; --all shows them" in short, "number 29" in short) == (True, False)
    assert ("--all shows them" in whole, "number 29" in whole) == (False, True)


def test_an_older_build_that_lacks_columns_is_compared_in_what_it_has(diff, site):
    path = site.root / "output/data/claims.json"
    rows = json.loads(path.read_text("utf-8"))
    for row in rows:
        del row["evidence"], row["why"]
    _put(site.root / "output", "data/claims.json", json.dumps(rows).encode())
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    done = diff()
    assert "not compared: what only one of the two has in data/claims.json: evidence, why" in done.out
    assert "rating: Confirmed -> Refuted" in done.out


@pytest.mark.parametrize("data", [b"[", b"{}", b"\xff\xfe"])
def test_claims_that_cannot_be_read_are_no_reason_to_give_up(diff, site, data):
    _put(site.root / "output", "data/claims.json", data)
    done = diff()
    assert (done.status, "has no data/claims.json that can be read" in done.out) == (0, True)


def test_a_file_that_its_manifest_lists_and_that_is_not_there_is_named(diff, site):
    site.edit("content/pages/about.md", "title: ", "title: All ")
    (site.root / "output/about.html").unlink()
    assert "not compared: about.html: " in diff().out


def test_with_exit_code_a_change_ends_with_1(diff, site):
    assert diff("--exit-code").status == 0
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    assert (diff("--exit-code").status, diff().status) == (1, 0)


def test_colours_are_for_those_who_want_them(diff, site, monkeypatch):
    site.edit(BOATS, "say so.", "said so.")
    plain = diff().out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = diff().out
    assert ("\x1b" in plain, "\x1b[31m[-say-]\x1b[m" in coloured) == (False, True)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


def test_nothing_of_the_site_is_written(diff, site):
    before = {path: one for path, one in digest(site.root).items() if not path.startswith(".pincite/")}
    site_file = site.read(BOATS)
    diff()
    after = {path: one for path, one in digest(site.root).items() if not path.startswith(".pincite/")}
    assert (after, site.read(BOATS)) == (before, site_file)


# The report ----------------------------------------------------------------------------------------------------------


def test_the_report_is_one_file_that_asks_for_nothing(diff, site):
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    site.edit(BOATS, "say so.", "may say so.")
    done = diff("--html", "changes.html")
    assert (done.status, done.out.startswith("changes.html: 1 claim changes: 1 rating, 1 verdict; ")) == (0, True)
    soup = BeautifulSoup((site.root / "changes.html").read_bytes(), "html.parser")
    assert soup.find_all(["script", "link", "img", "iframe", "object"]) == []
    assert [one for one in soup.find_all(href=True) if not one["href"].startswith("#")] == []
    (verdict,) = soup.select("dd.verdict")
    assert (verdict.ins.text, verdict.select_one(".class").text.strip()) == ("[added: may] ", "modality")
    headings = [one.name for one in soup.find_all(re.compile("^h[1-6]$"))]
    assert (headings.count("h1"), headings[:2]) == (1, ["h1", "h2"])


def test_hostile_words_are_only_words_in_the_report(diff, site):
    attack = "</style><script>alert(1)</script><img src=x onerror=alert(1)>"
    path = site.root / "output/data/claims.json"
    rows = json.loads(path.read_text("utf-8"))
    for name, value in rows[0].items():
        if isinstance(value, str) and name != "id":
            rows[0][name] = attack
    rows[0][attack] = attack
    rows[0]["quotes"][0]["text"] = rows[0]["figures"][0]["measure"] = attack
    rows.append({**rows[0], "id": f"gone{attack}"})
    _put(site.root / "output", "data/claims.json", json.dumps(rows).encode())
    about = (
        (site.root / "output/about.html")
        .read_bytes()
        .replace(b"<main", f"<main><p>{attack.replace('<', '&lt;')}</p><main".encode())
    )
    _put(site.root / "output", "about.html", about)
    _put(site.root / "output", '"><script>alert(2)</script>.html', b"<title><b>x</title>")
    assert diff("--html", "changes.html").status == 0
    text = (site.root / "changes.html").read_text("utf-8")
    soup = BeautifulSoup(text, "html.parser")
    assert (soup.find_all(["script", "img"]), text.count("<style>"), text.count("</style>")) == ([], 1, 1)
    assert "&lt;script&gt;alert(1)" in text


def test_orders_for_a_terminal_are_shown_and_not_given(diff, site):
    path = site.root / "output/data/claims.json"
    rows = json.loads(path.read_text("utf-8"))
    rows[0]["verdict"] = "\x1b]0;owned\x07\x1b[2J"
    rows[0]["title"] = "a\nnothing changes for readers"
    _put(site.root / "output", "data/claims.json", json.dumps(rows).encode())
    done = diff()
    assert ("\x1b" in done.out, "\\x1b[2J" in done.out) == (False, True)
    assert "nothing changes for readers" not in done.out.splitlines()


@pytest.mark.parametrize(
    "target",
    ["output/changes.html", "content/changes.html", "site.yaml", "assets/new/changes.html", "content", "record/a.html"],
)
def test_the_report_is_not_written_among_the_sources_or_into_a_build(diff, site, target):
    before = digest(site.root / "content"), digest(site.root / "output"), site.read("site.yaml")
    done = diff("--html", target)
    assert (done.status, "error[report-place]" in done.err) == (2, True)
    assert (digest(site.root / "content"), digest(site.root / "output"), site.read("site.yaml")) == before


def test_a_report_is_written_over_a_report_and_over_nothing_else(diff, site):
    assert diff("--html", "changes.html").status == 0
    site.edit(BOATS, "rating: confirmed", "rating: refuted")
    assert diff("--html", "changes.html").status == 0
    assert "Refuted" in site.read("changes.html")
    site.write("notes.html", "mine")
    done = diff("--html", "notes.html")
    assert (done.status, "error[file-exists]" in done.err, site.read("notes.html")) == (2, True, "mine")


def _put(output: Path, path: str, data: bytes) -> None:
    """Put another file into a build, and its digest into the manifest, as a build of its own would have it."""
    target = output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    manifest["outputs"][path] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (output / "manifest.json").write_text(json.dumps(manifest))

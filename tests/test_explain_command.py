"""`explain` as a user runs it: what a page is made of, and why the next build makes it again."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import inside
import pytest
from rendering import base
from running import ROOT, run
from test_build import copy, digest, edit

from pincite.commands.means import means
from pincite.explained import explain
from pincite.making import Maker
from pincite.output.manifest import listed_as
from pincite.pipeline import look

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "claims/boats-damaged.html"
CARD, RELATED = "content/claims/boats-damaged.yaml", "content/claims/bridge-closed.yaml"
STANDS = "  the next build leaves it as it is"
AGAIN = "  the next build makes it again:"
AROUND = "templates, assets, site.yaml, the catalogue, pincite or a library is another"
SPOILT = "the file in the output folder is gone, or is not what a build writes"


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    """Build a small site once."""
    root = base(tmp_path_factory.mktemp("explain"))
    assert inside.run("build", cwd=root).status == 0
    return root


@pytest.fixture
def root(done, tmp_path) -> Path:
    """Give a copy of it, to spoil."""
    return shutil.copytree(done, tmp_path / "copy")


def _explained(root: Path, page: str = PAGE, *arguments: str) -> list[str]:
    """Explain a page; give the lines."""
    ran = inside.run("explain", page, *arguments, cwd=root)
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()


def _reasons(root: Path, page: str = PAGE) -> list[str]:
    """Give why a page is made again, nothing where it is left as it is."""
    lines = _explained(root, page)
    if lines[-1] == STANDS:
        return []
    return [line.strip() for line in lines[lines.index(AGAIN) + 1 :]]


def _sources(root: Path, page: str = PAGE) -> set[str]:
    answer = json.loads(inside.run("explain", page, "--format", "json", cwd=root).out)
    return {one["source"] for one in answer["inputs"]}


# What a page is made of ----------------------------------------------------------------------------------------------


def test_a_page_that_stands_names_its_template_and_every_file_that_it_is_made_of(root):
    lines = _explained(root)
    assert lines[:3] == [PAGE, "  made with templates/claim.html and its parts", "  made of"]
    assert lines[-1] == STANDS
    assert {
        CARD,
        RELATED,
        "content/actors.yaml",
        "content/articles/first.yaml",
        "content/places.yaml",
        "content/references.yaml",
        "record/claims/boats-damaged.json",
    } <= _sources(root)
    assert any(line.endswith('the entry "harbour-office"') for line in lines)


def test_the_originals_of_the_articles_that_a_page_quotes_are_among_what_it_is_made_of(root):
    seeds = {f"seeds/{path.name}" for path in (root / "seeds").iterdir()}
    assert {source for source in _sources(root) if source.startswith("seeds/")} <= seeds
    assert [source for source in _sources(root) if source.startswith("seeds/")]


def test_a_feed_may_have_any_template(root):
    assert _explained(root, "feed.xml")[1] == "  made with any template"


def test_an_asset_is_copied(root):
    (asset,) = [path.relative_to(root / "output").as_posix() for path in (root / "output/assets").glob("style.*.css")]
    line = f"    {asset}  copied, or made of the settings alone"
    assert _explained(root, asset) == [asset, "  made of", line, STANDS]


def test_a_file_of_the_open_data_has_no_template(root):
    answer = json.loads("\n".join(_explained(root, "data/claims.json", "--format", "json")))
    assert (answer["template"], answer["again"]) == ("", [])


def test_json_has_what_the_text_has(root):
    edit(root / RELATED, "title: The bridge was closed", "title: The bridge was shut")
    answer = json.loads("\n".join(_explained(root, PAGE, "--format", "json")))
    assert list(answer) == ["path", "template", "inputs", "again"]
    assert (answer["path"], answer["template"]) == (PAGE, "claim.html")
    assert {one["source"] for one in answer["inputs"] if one["changed"]} == {RELATED}
    assert answer["again"] == _reasons(root) != []


def test_a_path_may_be_written_from_the_current_folder(root):
    assert _explained(root, f"./{PAGE}") == _explained(root)


# Why it is made again ------------------------------------------------------------------------------------------------


def test_before_any_build_nothing_is_remembered_and_all_is_to_be_made(tmp_path):
    root = base(tmp_path)
    assert _reasons(root) == ["no build has made it yet, as far as is remembered"]
    assert not (root / ".pincite/kept.sqlite").exists()
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "reason"),
    [
        (CARD, "verdict: Both articles", "verdict: The two articles", f"{CARD}: the card"),
        (
            RELATED,
            "title: The bridge was closed",
            "title: The bridge was shut",
            f"{RELATED}: what lists show of the claim",
        ),
        (
            "content/actors.yaml",
            "name: Orrin harbour office",
            "name: The harbour office",
            'content/actors.yaml: the entry "harbour-office"',
        ),
        ("site.yaml", "tagline: Two articles on one storm", "tagline: Two articles", AROUND),
    ],
    ids=["its card", "a related card", "an actor", "site.yaml"],
)
def test_an_edit_of_what_a_page_is_made_of_is_named_until_it_is_built(root, path, old, new, reason):
    edit(root / path, old, new)
    assert reason in _reasons(root)
    assert inside.run("build", cwd=root).status == 0
    assert _reasons(root) == []


def test_an_edit_that_is_taken_back_is_no_reason(root):
    before = (root / CARD).read_bytes()
    edit(root / CARD, "verdict: Both articles", "verdict: The two articles")
    assert _reasons(root) == [f"{CARD}: the card"]
    (root / CARD).write_bytes(before)
    assert _reasons(root) == []


def test_a_remark_in_a_card_makes_nothing_again_but_what_shows_the_card(root):
    (root / RELATED).write_bytes((root / RELATED).read_bytes() + b"# asked again on Monday\n")
    assert _reasons(root, "about.html") == []
    assert _reasons(root, "claims/bridge-closed.html") == [f"{RELATED}: the card"]


@pytest.mark.parametrize("template", ["claim.html", "base.html", "parts/quotes.html"])
def test_an_edit_of_a_template_or_of_a_part_of_it_is_a_reason(root, template):
    path = root / "templates" / template
    path.write_bytes(path.read_bytes() + b"{# seen to #}\n")
    assert _reasons(root) == [AROUND]


def test_an_edit_of_another_template_is_none(root):
    path = root / "templates/timeline.html"
    path.write_bytes(path.read_bytes() + b"{# seen to #}\n")
    assert _reasons(root) == []
    assert _reasons(root, "timeline.html") == [AROUND]


@pytest.mark.parametrize("page", [PAGE, "feed.xml", ".nojekyll", "schema/claim.schema.json"])
def test_a_file_of_the_output_that_was_spoilt_or_deleted_is_made_again(root, page):
    path = root / "output" / page
    assert _reasons(root, page) == []
    path.write_bytes(b"spoilt")
    assert _reasons(root, page) == [SPOILT]
    path.unlink()
    assert _reasons(root, page) == [SPOILT]


def test_another_output_folder_has_none_of_it(root, tmp_path):
    lines = _explained(root, PAGE, "--output", str(tmp_path / "else"))
    assert lines[-2:] == [AGAIN, f"    {SPOILT}"]


def test_another_address_is_a_reason(root):
    assert _explained(root, PAGE, "--base-url", "https://else.example/")[-1] == f"    {AROUND}"


def test_a_draft_has_a_page_only_where_drafts_are_shown(root):
    page = "claims/repair-cost.html"
    assert inside.run("explain", page, cwd=root).status == 2
    assert _explained(root, page, "--drafts")[-1] == "    no build has made it yet, as far as is remembered"
    assert inside.run("build", "--drafts", cwd=root).status == 0
    assert _explained(root, page, "--drafts")[-1] == STANDS


def test_a_new_card_has_a_page_that_was_never_made_and_one_that_is_gone_has_none(root):
    new = (root / CARD).read_text("utf-8").replace("code: c01", "code: c09").replace("corrections:", "minor:")
    (root / "content/claims/boats-again.yaml").write_text(new, "utf-8")
    assert _reasons(root, "claims/boats-again.html") == ["no build has made it yet, as far as is remembered"]
    assert "content/: which claims the place has: orrin" in _reasons(root, "places/orrin.html")
    assert inside.run("build", cwd=root).status == 0
    assert _reasons(root, "claims/boats-again.html") == []
    (root / "content/claims/boats-again.yaml").unlink()
    assert inside.run("explain", "claims/boats-again.html", cwd=root).status == 2
    assert "content/: which claims the place has: orrin" in _reasons(root, "places/orrin.html")


def test_what_a_build_that_failed_has_read_changes_no_answer(root):
    edit(root / "content/pages/about.md", "\n---\n", "\n---\n\nSee [this](nowhere.html).\n")
    edit(root / CARD, "verdict: Both articles", "verdict: The two articles")
    assert inside.run("build", cwd=root).status == 1
    assert _reasons(root) == [f"{CARD}: the card"]


EDITS = {
    "a verdict": (CARD, "verdict: Both articles", "verdict: The two articles"),
    "a title": (RELATED, "title: The bridge was closed", "title: The bridge was shut"),
    "a rating": (CARD, "rating: confirmed", "rating: refuted"),
    "a place": ("content/claims/bridge-closed.yaml", "places: [orrin]", "places: []"),
    "an actor": ("content/actors.yaml", "name: Orrin council", "name: The council of Orrin"),
    "a reference": ("content/references.yaml", "harbour-log:\n", "harbour-log:\n  note: Seen at the office.\n"),
    "a template": ("templates/timeline.html", "{% block", "{# seen to #}{% block"),
}


@pytest.mark.parametrize("what", list(EDITS))
def test_what_is_said_of_every_file_is_what_the_next_build_does(root, monkeypatch, what):
    """Nothing is made that was not announced, and nothing announced that is not made."""
    path, old, new = EDITS[what]
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")
    before = digest(root / "output")
    announced = set()

    def ask(ready):
        def stands(path, listed):
            return listed_as((root / "output" / path).read_bytes()) == listed

        for path in (*ready.maker.plan.paths, *ready.maker.plan.files):
            if explain(path, ready, stands).reasons:
                announced.add(path)

    assert look(root, ask, means=means(root, 1, None, keep=False)).problems == ()
    done, make = set(), Maker.make
    monkeypatch.setattr(Maker, "make", lambda self, path: (done.add(path), make(self, path))[1])
    assert inside.run("build", cwd=root).status == 0
    after = digest(root / "output")
    assert done == announced
    assert {one for one in after if after[one] != before.get(one)} - {"manifest.json"} <= done


def test_the_example_in_the_docs_is_what_the_program_prints(tmp_path):
    root = copy(tmp_path / "site")
    assert inside.run("build", cwd=root).status == 0
    edit(root / "content/places.yaml", 'name: "Darat Izza"', 'name: "Darat ‘Izza"')
    text = (ROOT / "docs/building.md").read_text("utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert inside.run("explain", "places/darat-izza.html", cwd=root).out == shown


@pytest.mark.parametrize("reason", [AROUND, SPOILT, "no build has made it yet, as far as is remembered"])
def test_the_docs_tell_what_every_reason_means(reason):
    assert f"| {reason} |" in (ROOT / "docs/building.md").read_text("utf-8")


# What is no page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["nowhere.html", "", "../site.yaml", "claims", "output/index.html"])
def test_a_page_that_the_site_does_not_have_is_wrong_usage(root, page):
    ran = inside.run("explain", page, cwd=root)
    message = f'pincite: error[no-such-page]: the site has no "{page}"; a path is one below the output folder\n'
    assert (ran.status, ran.out, ran.err) == (2, "", message)


def test_without_a_page_or_a_site_it_is_wrong_usage(root, tmp_path):
    assert inside.run("explain", cwd=root).status == 2
    (tmp_path / "empty").mkdir()
    ran = inside.run("explain", "index.html", cwd=tmp_path / "empty")
    assert (ran.status, ran.out) == (2, "")
    assert "error[no-site]" in ran.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_card_with_an_error_is_told_in_place_of_an_answer(root):
    edit(root / CARD, "46 boats were damaged, including 32", "46 boats were damaged, including 33")
    ran = inside.run("explain", PAGE, cwd=root)
    assert (ran.status, ran.out) == (1, "")
    assert "error[quote-not-found]" in ran.err


def test_a_cache_that_is_spoilt_is_as_none(root):
    (root / ".pincite/kept.sqlite").write_bytes(b"no database" * 1000)
    assert _reasons(root) == ["no build has made it yet, as far as is remembered"]


def test_asking_changes_nothing(root):
    edit(root / CARD, "verdict: Both articles", "verdict: The two articles")
    before = digest(root)
    assert run("explain", PAGE, cwd=root).status == 0
    assert digest(root) == before

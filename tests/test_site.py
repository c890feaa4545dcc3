# ruff: noqa: SIM300 - expected == actual is how tests read
"""Loading a whole site: every problem in one run, drafts left out, the same on every run."""

from __future__ import annotations

import shutil

import pytest

from pincite.read.files import Folder
from pincite.site import load

BOATS = "content/claims/boats-damaged.yaml"


def test_the_base_site_is_loaded_whole(site):
    loaded = site.load(drafts=True)
    held = loaded.site
    assert ((), 3, 2, 3, 2, 2, 2, 2, 1) == (
        loaded.problems,
        len(held.claims),
        len(held.articles),
        len(held.actors),
        len(held.references),
        len(held.places),
        len(held.topics),
        len(held.events),
        len(held.prose),
    )


def test_drafts_are_left_out_unless_they_are_asked_for(site):
    published, all_cards = site.load(), site.load(drafts=True)
    assert (2, 3) == (len(published.site.claims), len(all_cards.site.claims))


def test_a_draft_is_checked_like_any_card(site):
    site.edit("content/claims/repair-cost.yaml", "value: 1500", "value: 1600")
    assert ["content/claims/repair-cost.yaml:14:12 figure-not-in-source"] == site.problems()


def test_a_folder_without_site_yaml_is_no_site(tmp_path):
    loaded = load(Folder(tmp_path))
    assert (None, ["no-site"]) == (loaded.site, [problem.code for problem in loaded.problems])


def test_a_folder_without_content_is_an_empty_site(site):
    shutil.rmtree(site.root / "content")
    site.edit("site.yaml", "featured: [boats-damaged]\n", "")
    site.edit("site.yaml", "articles, about]", "articles]")
    assert ([], ()) == (site.problems(), site.load().site.claims)


def test_what_is_wrong_is_told_in_every_file_in_one_run(site):
    site.edit("site.yaml", "title: Orrin, Checked\n", "")
    site.edit("content/actors.yaml", "kind: person", "kind: persn")
    site.edit(BOATS, "stance: supports\n    speaker", "stance: suports\n    speaker")
    site.edit("content/events.yaml", "kind: said", "kind: sad")
    site.write("content/pages/about.md", "Words.\n")
    told = {problem.span.path for problem in site.load().problems}
    assert {"site.yaml", "content/actors.yaml", BOATS, "content/events.yaml", "content/pages/about.md"} == told


def test_two_files_of_one_name_are_told(site):
    site.write("content/claims/x/boats-damaged.yaml", site.read(BOATS))
    assert ["id-twice"] == [problem.code for problem in site.load().problems]


def test_site_yaml_that_is_a_folder_is_told(site):
    site.delete("site.yaml")
    (site.root / "site.yaml").mkdir()
    assert "site.yaml file-kind" in site.problems()


def test_problems_come_in_the_order_of_their_places(site):
    site.edit("content/actors.yaml", "kind: person", "kind: persn")
    site.edit(BOATS, "rating: confirmed", "rating: confirmd")
    problems = site.load().problems
    assert sorted(problems, key=lambda problem: problem.sort_key) == list(problems)


def test_loading_twice_gives_equal_sites(site):
    assert site.load().site == site.load().site


def test_loading_writes_nothing(site):
    before = sorted(path.relative_to(site.root) for path in site.root.rglob("*"))
    site.load()
    assert before == sorted(path.relative_to(site.root) for path in site.root.rglob("*"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_printed_text_does_not_depend_on_the_hash_seed(site, seed, in_time):
    site.edit("content/actors.yaml", "kind: person", "kind: persn")
    site.edit(BOATS, "least: 46\n    parts: {fishing boats: 32", "least: 47\n    parts: {fishing boats: 33")
    code = f"""
import os, subprocess, sys
code = '''
from pathlib import Path
from pincite.read.files import Folder
from pincite.site import load
from pincite.problems import as_text
loaded = load(Folder(Path({str(site.root)!r})))
print(as_text(loaded.problems, loaded.folder.texts))
'''
env = {{**os.environ, "PYTHONHASHSEED": "{seed}", "PYTHONIOENCODING": "utf-8"}}
sys.stdout.buffer.write(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
"""
    assert site.printed() == in_time(code)

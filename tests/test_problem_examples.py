"""Each example in docs/problems.md is built: what is called wrong is refused with its code, what is right is not."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from examples import Example, Part, examples, patched
from rendering import RULES

from pincite.formats.marked import Marked
from pincite.framing import frame_of
from pincite.output.inspect import inspect_pages
from pincite.pages import Plan
from pincite.pipeline import collisions, images_of, promises_of, reviews_of
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.render.environment import Renderer, base_path_of
from pincite.site import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "problems.md").read_text("utf-8")
EXAMPLES, UNREAD = examples(TEXT)

# Codes that what a file says cannot bring about, or not on a page that can be read, and why there is no example.
NONE = {
    "source-moved": "a file that is changed during a build",
    "out-of-memory": "a machine",
    "chain-behind": "what is published",
    "scale-changed": "a record",
    "unrecorded": "a record",
    "silent-change": "a record",
    "record-rewritten": "what is published",
    "record-broken": "a record",
    "record-behind": "what is published",
    "not-on-record": "an option of record",
    "no-place": "an option of record, check and others",
    "no-git": "a machine without git",
    "minor-change": "a record",
    "git-failed": "a repository",
    "correction-altered": "a record",
    "claim-vanished": "a record",
    "actors-not-entries": "a verb that adds to a file",
    "annotations-form": "a file to be imported",
    "article-twice": "an import",
    "branch-foreign": "a branch of the remote",
    "branch-name": "an option of publish",
    "bug": "a mistake in pincite itself",
    "chain-broken": "what is published",
    "claimreview-shape": "a mistake in pincite itself",
    "date-ahead": "what day it is",
    "drafts-open": "an option of serve",
    "events-not-a-list": "a verb that adds to a file",
    "feed-form": "a file to be imported",
    "fetch-failed": "another host",
    "fetch-refused": "another host",
    "file-exists": "a file that a verb would write",
    "file-kind": "a folder or a pipe where a file should be",
    "file-name": "bytes in a file's name",
    "file-too-big": "a file of 256 KiB",
    "file-unreadable": "a file's permissions",
    "folder-not-empty": "the folder of a new site",
    "locked": "two builds at a time",
    "markdown-too-complex": "five hundred brackets",
    "no-build": "a folder to compare with",
    "no-folder": "an option of serve",
    "no-identity": "git's settings",
    "no-port": "an option of serve",
    "no-remote": "git's settings",
    "no-repository": "a folder without git",
    "no-such-piece": "an option of import",
    "not-built": "the output folder",
    "not-utf8": "bytes that are no text",
    "original-too-complex": "hundreds of tags",
    "output-altered": "the output folder",
    "output-foreign": "the output folder",
    "output-io": "the output folder",
    "output-leftover": "the output folder",
    "output-stale": "the output folder",
    "output-unsafe": "the output folder",
    "page-empty": "a file to be imported",
    "page-encoding": "a file to be imported",
    "page-kind": "a file to be imported",
    "page-too-complex": "a file to be imported",
    "pages-path": "the output folder",
    "pages-size": "a file of 50 MiB",
    "published-meanwhile": "what is published",
    "push-refused": "the remote",
    "remote-unreachable": "the remote",
    "report-place": "an option of diff",
    "search-failed": "Pagefind itself",
    "search-not-installed": "what is installed",
    "share-not-installed": "what is installed",
    "symlink": "a link in the file system",
    "uncommitted": "what is committed",
    "url-elsewhere": "the remote",
    "url-placeholder": "a verb that publishes",
    "yaml-too-many": "sixty thousand values",
    "no-manifest": "a site that is verified",
    "no-ssh-keygen": "a signature",
    "rebuild-inputs": "a site that is verified",
    "rebuild-outputs": "a site that is verified",
    "rebuild-record": "a site that is verified",
    "rebuild-tools": "a site that is verified",
    "sign-failed": "a signature",
    "signature-missing": "a signature",
    "signature-wrong": "a signature",
    "signer-unknown": "a signature",
    "site-changed": "a site that is verified",
    "site-extra": "a site that is verified",
    "site-missing": "a site that is verified",
    "site-path": "a site that is verified",
    "versions-broken": "a site that is verified",
    "worker-ended": "a process that is ended",
}
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{RULES}<title>x</title></head>
<body><h1>x</h1>{{}}</body></html>"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("examples") / "site"
    shutil.copytree(ROOT / "tests" / "base-site", root)
    for folder in ("templates", "assets"):
        shutil.copytree(ROOT / folder, root / folder)
    return root


@contextlib.contextmanager
def _applied(root: Path, example) -> Iterator[None]:
    """Write an example's files, and put back what was there."""
    before = {part.path: None for part in example.parts if part.path}
    for path in before:
        with contextlib.suppress(FileNotFoundError):
            before[path] = (root / path).read_bytes()
    for part in example.parts:
        target = root / part.path
        if part.way == "without":
            target.unlink(missing_ok=True)
        elif part.path:
            text = target.read_bytes().decode() if target.exists() else None
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(patched(text, part).encode())
    yield
    for path, data in before.items():
        (root / path).unlink(missing_ok=True)
        if data is not None:
            (root / path).write_bytes(data)


def _codes(root: Path, example) -> set[str]:
    """Check the site with an example in it; give the codes of what is found."""
    folder = Folder(root)
    loaded = load(folder, drafts=True)
    problems = list(loaded.problems)
    site = loaded.site
    if site is None or any(problem.severity == "error" for problem in problems):
        return {problem.code for problem in problems}
    problems += Marked().run(site)
    paths = {part.path for part in example.parts}
    if all(path.startswith("content/") and not path.startswith("content/pages/") for path in paths):
        return {problem.code for problem in problems}  # loading sees all that is wrong with it
    problems += _found_on_pages(folder, site, example, paths)
    return {problem.code for problem in problems}


def _found_on_pages(folder, site, example, paths):
    """Plan the site, and inspect the pages that show the example; of the others there are the addresses alone."""
    assets, problems = gather(folder, site)
    problems += images_of(site, assets)[1]
    plan = Plan(site)
    pages = tuple(plan)
    problems += collisions(plan)
    files = {page.path: PAGE.format("").encode() for page in pages} | dict.fromkeys((*assets.files, *plan.files), b"")
    touched = [
        page for page in pages if (page.source and page.source in paths) or f"templates/{page.template}" in paths
    ]
    if touched:
        renderer = Renderer({one.id: one.title for one in site.claims}, folder, assets, frame_of(site, assets))
        files |= {page.path: renderer.render(page) for page in touched}
        problems += renderer.problems
    on_a_page = "".join(part.text for part in example.parts if part.way == "on a page")
    files["example.html"] = PAGE.format(on_a_page).encode()
    if not problems:
        originals = {str(article.id): article.text for article in site.articles}
        said = reviews_of(touched), promises_of(touched)
        problems += inspect_pages(files, originals, base_path_of(site.config.url), *said)
    # Of pages that were not made nothing is known but their addresses: what a made one links to in them is not lost.
    return [one for one in problems if one.code != "broken-anchor" or example.code == "broken-anchor"]


def test_every_line_that_begins_an_example_can_be_read():
    assert UNREAD == []


def test_every_code_has_a_wrong_and_a_right_example_or_a_reason_for_none():
    sections = {line[3:] for line in TEXT.splitlines() if line.startswith("## ")}
    shown = {right: {example.code for example in EXAMPLES if example.right is right} for right in (True, False)}
    assert shown[True] == shown[False]
    assert sections - shown[True] == set(NONE)


def test_no_block_of_code_in_a_section_is_left_out():
    """What stands in a block is an example, built by these tests; a block of another kind is indented."""
    blocks = TEXT.count("\n```") // 2
    assert blocks == sum(len([part for part in one.parts if part.way != "without"]) for one in EXAMPLES)


def test_the_site_is_without_a_problem_as_it_is(root):
    assert _codes(root, Example("", right=True, parts=[Part("without", "site.md", "", "")])) == set()


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda n: f"{EXAMPLES[n].code}-{'wr'[EXAMPLES[n].right]}")
def test_an_example_is_refused_with_its_code_or_accepted(root, number):
    example = EXAMPLES[number]
    with _applied(root, example):
        codes = _codes(root, example)
    assert (codes if example.right else codes & {example.code}) == (set() if example.right else {example.code}), codes

"""What the documentation says is held against the program: codes, fields, limits, and what is printed."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import make_reference
import pytest

from pincite import anchor, bounds, cardcheck, dates, fields, likeness, pages, problems
from pincite.differences import alignment
from pincite.facts import comparisons, desk, distribution, matrix, timeline
from pincite.fields import kinds
from pincite.fields.schema import FILES, path_of
from pincite.formats import feeds, sitemap
from pincite.intake import archive, feed, fetch, hypothesis, markup, plain, review, sightings
from pincite.output import manifest
from pincite.preview import connections, editor, live, picker, reload
from pincite.preview import desk as preview_desk
from pincite.problems import as_text
from pincite.published import files as published_files
from pincite.published import git, limits, message, web
from pincite.read import files, nodes, originals, quotes, syntax, unseen
from pincite.read.files import Folder
from pincite.render import drawings
from pincite.scaffold import ids
from pincite.site import load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

# What makes a problem, or hands a code on to what does; the code is the first argument, or named so.
MAKERS = {"Problem", "Breach", "Fault", "_say", "warn", "_problem"}
# First arguments that hand on a code named elsewhere, or that are no code: other functions are called `_problem`, too.
HANDED_ON = {"code", "one.code", "fault.code", "path", "landed"}
# Codes that are put together.
FAMILIES = {
    "no-such-{pointer.to}": [
        f"no-such-{kind}" for kind in ("actor", "article", "claim", "place", "rating", "reference", "strength", "topic")
    ],
}
GROUPS = (
    fields.CLAIM,
    fields.ARTICLE,
    fields.ACTOR,
    fields.REFERENCE,
    fields.PLACE,
    fields.TOPIC,
    fields.EVENT,
    fields.PROSE,
    fields.SITE,
)


def _codes() -> Iterator[tuple[str, str]]:
    """Give every code in the sources with its place; what cannot be resolved comes as `?` and the expression."""
    for path in sorted((ROOT / "pincite").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assigned = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "code")]
                for code in given[:1]:
                    yield from ((found, place) for found in _resolved(code, assigned))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from ((found, place) for found in re.findall(r"(?:error|warning)\[([a-z0-9-]+)\]", node.value))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _resolved(code: ast.expr, assigned: dict[str, ast.expr]) -> list[str]:
    match code:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return [*_resolved(code.body, assigned), *_resolved(code.orelse, assigned)]
        case ast.JoinedStr():
            return FAMILIES.get(ast.unparse(code)[2:-1], [f"? {ast.unparse(code)}"])
        case _ if ast.unparse(code) in HANDED_ON:
            return []
        case ast.Name(id=name) if isinstance(assigned.get(name), ast.Constant | ast.IfExp):
            return _resolved(assigned[name], assigned)
    return [f"? {ast.unparse(code)}"]


def _sections() -> list[str]:
    return re.findall(r"^## (.+)$", (DOCS / "problems.md").read_text("utf-8"), re.MULTILINE)


def test_every_code_in_the_sources_can_be_resolved():
    """A new way to make a code is added to the tables above, so that no code is without its section."""
    assert [f"{place}: {code}" for code, place in _codes() if code.startswith("?")] == []


def test_the_families_name_every_kind_that_an_id_can_point_to():
    kinds_pointed_to = set()
    for group in GROUPS:
        kinds_pointed_to |= set(_pointed_to(group))
    assert {f"no-such-{kind}" for kind in kinds_pointed_to} == {*FAMILIES["no-such-{pointer.to}"], "no-such-quote"}


def _pointed_to(kind: object) -> Iterator[str]:
    match kind:
        case kinds.Ref(to=to):
            yield to
        case kinds.ListOf(item=item):
            yield from _pointed_to(item)
        case kinds.Group():
            for one in kind.fields:
                yield from _pointed_to(one.kind)


def test_every_code_has_a_section_and_no_section_is_left_over():
    assert sorted({code for code, _ in _codes() if not code.startswith("?")}) == sorted(set(_sections()))


def test_the_sections_stand_in_the_order_of_the_alphabet_and_once():
    assert _sections() == sorted(set(_sections()))


def _keys(group: kinds.Group) -> Iterator[tuple[str, str]]:
    for one in (*group.fields, *(one for inner in make_reference.inner_groups(group) for one in inner.fields)):
        yield group.name, one.key


def test_every_field_is_named_in_the_content_format():
    told = (DOCS / "content-format.md").read_text("utf-8")
    held = [key for group in GROUPS for key in _keys(group)]
    assert [key for key in held if not re.search(rf"(?:^|[\s{{,`]){key[1]}(?::|`|, and| and|,| as in)", told)] == []


def test_the_card_reference_is_what_the_table_gives():
    """If this fails: `python tests/make_reference.py`, then read the difference."""
    assert (DOCS / "card-reference.md").read_text("utf-8") == make_reference.reference()


def _limits() -> dict[str, object]:
    kibi, mebi = 1024, 1024 * 1024
    selector = {one.key: one.kind for one in kinds.SELECTOR}
    return {
        "a card": f"{files.CARD_LIMIT // kibi} KiB",
        "a list": f"{files.LIST_LIMIT // mebi} MiB",
        "an original": f"{files.ORIGINAL_LIMIT // mebi} MiB",
        "an asset": f"{files.ASSET_LIMIT // mebi} MiB",
        "a drawing": f"{drawings.LIMIT // mebi} MiB and {drawings.DEPTH} levels",
        "marks": f"{unseen.MARKS} marks",
        "depth": f"{nodes._DEPTH} levels",
        "values": f"{nodes.VALUES:,} values",
        "values of a card": f"{nodes.CARD_VALUES:,} values",
        "a quote that warns": f"fewer than {cardcheck.FEW_WORDS} words and {cardcheck.FEW_LETTERS} letters",
        "elements in elements": f"{originals._DEPTH} levels",
        "a key": f"{syntax._KEY_AT_MOST:,} characters",
        "paragraphs": f"{selector['paragraph'].most:,}",
        "numbers": f"{kinds.Number().most:,}",
        "shortest quote": f"{quotes._SHORTEST} letters or digits",
        "differences": f"{quotes._DIFFERENCES} differences",
        "passage": f"{quotes._SHOWN} characters",
        "chains": f"{anchor._CHAINS_AT_MOST} ways",
        "context": f"{anchor._LONGEST_CONTEXT} words",
        "likeness": f"{likeness._NEAR_ENOUGH:.0%}".replace("%", " per cent"),
        "problems": f"{problems.SHOWN_AT_MOST} problems",
        "imported page": f"{markup.PAGE_LIMIT // mebi} MiB",
        "imported tags": f"{markup.TAGS_LIMIT:,} tags",
        "fetching": f"{fetch.SECONDS:.0f} seconds",
        "one answer": f"{fetch.WAIT:.0f} seconds",
        "redirects": f"{fetch.REDIRECTS} redirects",
        "annotations": f"{hypothesis._ENTRIES_AT_MOST:,} annotations",
        "imported feed": f"{feed.FEED_LIMIT // mebi} MiB",
        "reviews": f"{feed.REVIEWS_AT_MOST:,} reviews",
        "claim of a review": f"{review.LONGEST_CLAIM:,} characters",
        "verdict of a review": f"{review.LONGEST_VERDICT:,} characters",
        "appearances of a review": f"{sightings.AT_MOST} addresses",
        "lines of a record": f"{archive.LINES_AT_MOST} claims",
        "brackets": f"{plain._BRACKETS:,} brackets",
        "verified files": f"any file of a site that is verified | {manifest.LIMIT // mebi} MiB",
        "asking a server": f"one file, redirects included | {web.SECONDS:.0f} seconds",
        "one piece of a file": f"next piece of it | {web.WAIT:.0f} seconds",
        "files at a time": f"at a time | {published_files._AT_ONCE} files",
        "files in vain": f"no more are asked for | {published_files._FAILURES} files",
        "made ids": f"{ids._LONGEST} characters",
        "entries of the desk": f"{preview_desk.SHOWN_AT_MOST} entries",
        "sentences of the desk": f"{5 * preview_desk.SHOWN_AT_MOST:,} sentences",
        "places of the picker": f"{picker._TOO_OFTEN} places",
        "likeness of claims": f"{desk.CLAIMS_ALIKE:.0%} of".replace("%", " per cent"),
        "likeness of passages": f"{desk.PASSAGES_ALIKE:.0%} for".replace("%", " per cent"),
        "folders in folders": f"{files.FOLDERS_DEEP} levels",
        "Markdown": f"{bounds.MARKDOWN_LIMIT:,} characters",
        "pages inspected in the preview": f"up to {live.THOROUGH:,} pages",
        "events in the picture": f"{timeline._MANY} events",
        "events of a day in the picture": f"in each lane {timeline._OF_A_SLOT} of a day",
        "what else is in the picture": f"{timeline._BARS} that last longer, and {timeline._LABELS} labels",
        "claims in a feed": f"{feeds.NEWEST} newest claims",
        "addresses in a sitemap": f"{sitemap.MOST:,} addresses",
        "claims on a page": f"{pages.PER_PAGE} claims",
        "words aligned": f"{alignment.ALIGNED_AT_MOST:,} pairs",
        "claims of one article alone": f"{comparisons.SHOWN_AT_MOST} claims that one article alone",
        "articles in the matrix": f"| {distribution.ARTICLES_AT_MOST} articles |",
        "claims in the matrix": f"| {matrix.CLAIMS_AT_MOST} claims |",
        "a request": f"a message of the page to the server | {connections.REQUEST_LIMIT // kibi} KiB each",
        "connections": f"| {connections.CONNECTIONS} connections |",
        "open pages": f"| {connections.SOCKETS} pages |",
        "messages of a page": f"| {reload.MESSAGES} messages |",
        "a part of a request": f"again for its body | {connections.PART_SECONDS:.0f} seconds",
        "a whole request": f"until its answer has been taken | {connections.WHOLE_SECONDS:.0f} seconds",
        "a published site": f"{limits.SITE_LIMIT // 1_000_000:,} MB",
        "a published file": f"{limits.FILE_LIMIT // mebi} MiB |",
        "a published file with a warning": f"from {limits.FILE_WARNED // mebi} MiB on",
        "a published name": f"{limits.NAME_LIMIT} bytes",
        "a question to git": f"{git._SECONDS} seconds",
        "claims of a publication": f"{message._NAMED} claims |",
        "files named in a message": f"files that any refusal to publish names | {problems.NAMED_AT_MOST} |",
        "years": f"{dates.parse('0001').first.year:04} to {dates.parse('9999').last.year}",
    }


@pytest.mark.parametrize("what", list(_limits()))
def test_a_limit_is_told_as_it_is_in_the_code(what):
    assert _limits()[what] in (DOCS / "limits.md").read_text("utf-8")


def test_the_preview_s_page_tells_its_editors_and_its_days():
    told = (DOCS / "preview.md").read_text("utf-8")
    assert [name for name in editor.EDITORS if f"`{name}`" not in told] == []
    assert f"{desk.STALE_AFTER} days after" in told
    assert f"{desk.UNSETTLED_STALE_AFTER} days where" in told


@pytest.fixture(scope="module")
def microsite(tmp_path_factory):
    """Give a copy of this repository's own site, to spoil."""
    root = tmp_path_factory.mktemp("docs") / "site"
    root.mkdir()
    shutil.copy(ROOT / "site.yaml", root)
    for folder in ("content", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    return root


def _printed(root: Path) -> str:
    loaded = load(Folder(root), drafts=True)
    return as_text(loaded.problems, loaded.folder.texts)


def _blocks(path: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)\n```$", (ROOT / path).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_card_in_the_readme_is_the_card():
    card = (ROOT / "content" / "claims" / "ariha-49.yaml").read_text("utf-8")
    assert [block for block in _blocks("README.md", "yaml") if block not in card] == []


def test_the_refusal_in_the_readme_is_what_the_program_prints(microsite):
    card = microsite / "content" / "claims" / "ariha-49.yaml"
    right = card.read_text("utf-8")
    card.write_text(right.replace("49 civilians were killed.", "48 civilians were killed."), "utf-8")
    printed = _printed(microsite)
    card.write_text(right, "utf-8")
    shown = [block for block in _blocks("README.md", "text") if "error[" in block]
    assert [block for block in shown if block not in printed] == []
    assert len(shown) == 1


def test_the_json_in_the_docs_is_what_check_prints(site):
    site.edit("content/claims/boats-damaged.yaml", "claimant: harbour-office", "claimant: harbor-office")
    assert _blocks("docs/machines.md", "json") == [problems.as_json(site.load().problems)]


def test_the_docs_name_every_key_of_the_json():
    told = (DOCS / "machines.md").read_text("utf-8")
    (one,) = json.loads(problems.as_json([problems.Problem("a", "b", problems.NOWHERE)]))
    assert [key for key in one if f"`{key}`" not in told] == []


def test_the_docs_name_the_schema_of_every_kind_of_file():
    told = (DOCS / "text-editors.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `(schema/[a-z.]+)` \|", told, re.MULTILINE)) == sorted(map(path_of, FILES))


def test_the_index_of_the_docs_lists_every_page():
    index = (DOCS / "README.md").read_text("utf-8")
    pages_there = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert sorted(name for name in pages_there if f"]({name})" not in index) == []


def _written() -> list[Path]:
    top = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
    return [*top, *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("path", _written(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_link_to_a_file_leads_to_one(path):
    prose = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    prose = re.sub(r"^ {4}.*$|`[^`\n]+`", "", prose, flags=re.MULTILINE)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose)
    lost = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert lost == []

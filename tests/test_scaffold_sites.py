"""A new site is whole: it checks and builds at once, with the templates and assets that this repository has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from pincite.output.create import create
from pincite.pipeline import make
from pincite.scaffold import sites, stock

ROOT = Path(__file__).resolve().parent.parent
NEW = sites.NewSite(title="Bridges: a “check”", publisher="No", checked="2026-11-22", language="de", url=sites.NO_URL)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Give a folder with a new site."""
    root = tmp_path_factory.mktemp("new") / "site"
    create(root, sites.site(NEW))
    return root


@pytest.fixture(scope="module")
def made(begun):
    """Give what a build of it makes, warnings counted as errors."""
    return make(begun, strict=True)


def _repository() -> dict[str, bytes]:
    """Give the files below templates/, assets/ and schema/ that git has."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *stock.FOLDERS], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return {path: (ROOT / path).read_bytes() for path in listed.split("\0") if path}


def test_a_new_site_builds_without_a_problem_or_a_warning(made):
    assert made.problems == ()
    assert {"index.html", "claims/sample-eleven-months.html", "articles/sample.html"} <= made.files.keys()


def test_the_site_s_own_words_are_those_that_were_given(made):
    config = made.site.config
    assert (config.title, config.publisher.name, config.language, config.url) == (
        "Bridges: a “check”",
        "No",
        "de",
        "https://example.org/",
    )
    assert made.site.claims[0].checked.text == "2026-11-22"


def test_a_new_site_has_the_templates_and_assets_of_the_repository():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: there is no list of files to compare with")
    assert stock.stock() == _repository()


def test_no_page_of_a_new_site_speaks_of_another_site(made):
    words = re.compile(r"syria|russia|amnesty|civilian|strike|bomb|idlib|2015", re.IGNORECASE)
    found = [
        (path, hit.group())
        for path, data in made.files.items()
        if path.endswith(".html")
        for hit in words.finditer(data.decode())
    ]
    assert found == []


def test_every_page_with_the_sample_says_that_it_is_one(made):
    pages = [data.decode() for path, data in made.files.items() if path.endswith(".html")]
    assert [page for page in pages if "Fennick" in page and "sample" not in page.casefold()] == []


OWN = b"own:\n  name: Somebody\n  kind: person\n"


@pytest.mark.parametrize("own", [(), ("content/actors.yaml",)], ids=["nothing added", "an actor added"])
def test_the_sample_can_be_taken_away_as_its_readme_says(begun, tmp_path, own):
    files = {path: (begun / path).read_bytes() for path in sites.site(NEW)}
    for path in own:
        files[path] += OWN
    steps = re.findall(r"^  \d\. (.*(?:\n     .*)*)", files["README.md"].decode(), re.MULTILINE)
    whole, entries, line = (re.findall(r"`([^`]+)`", step) for step in steps)
    for path in whole:
        del files[path]
    for ident, path in zip(entries[::2], entries[1::2], strict=True):
        files[path], count = re.subn(rb"^%s:\n(  .*\n)+" % ident.encode(), b"", files[path], flags=re.MULTILINE)
        assert count == 1
        if path not in own:  # "no other entry is left"
            del files[path]
    key, path = line
    files[path], count = re.subn(rb"^%s:.*\n" % key.encode(), b"", files[path], flags=re.MULTILINE)
    assert count == 1
    create(tmp_path / "emptied", files)
    assert make(tmp_path / "emptied", strict=True).problems == ()


def test_every_yaml_file_names_the_schema_of_its_kind_by_a_path_from_itself(begun):
    named = {}
    for path in begun.rglob("*.yaml"):
        first = path.read_text("utf-8").split("\n", 1)[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert schema != first, path
        named[path.relative_to(begun).as_posix()] = (path.parent / schema).resolve().relative_to(begun).as_posix()
    assert named == {
        "site.yaml": "schema/site.schema.json",
        "content/actors.yaml": "schema/actors.schema.json",
        "content/references.yaml": "schema/references.schema.json",
        "content/articles/sample.yaml": "schema/article.schema.json",
        "content/claims/sample-eleven-months.yaml": "schema/claim.schema.json",
    }


def test_every_schema_that_an_editor_is_told_of_comes_with_the_site(begun):
    mapped = json.loads((begun / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    if not (ROOT / "schema").is_dir():
        pytest.skip("there are no schemas in this repository yet")
    assert [path for path in mapped if not (begun / path).is_file()] == []


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("title", "two\nlines", "U+000A"),
        ("title", "lone \udcff", "surrogate"),
        ("language", "English!", "no language tag"),
        ("url", "ftp://host/", "http"),
        ("url", "https://host/?q=1", "a query or a fragment"),
        ("title", "no", ""),
    ],
)
def test_a_value_that_a_site_cannot_have_is_refused(field, value, why):
    given = {"title": "A", "publisher": "B", "checked": "2026-11-22", field: value}
    wrong = sites.refused(sites.NewSite(**given))
    assert why in wrong
    assert bool(wrong) == bool(why)


def test_a_piece_of_the_stock_is_given_by_its_path_in_a_site():
    assert stock.piece("assets/style.css") == stock.stock()["assets/style.css"]
    with pytest.raises(FileNotFoundError):
        stock.piece("assets/none.css")


# The wheel -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel as a release does, and give its file."""
    build = pytest.importorskip("hatchling.build", reason="the build back end is not installed; `make setup` does")
    target = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)  # the back end builds where it stands (PEP 517)
        return target / build.build_wheel(str(target))


def test_the_wheel_carries_what_a_new_site_is_made_of(wheel):
    with zipfile.ZipFile(wheel) as opened:
        inside = "pincite/scaffold/site/"
        carried = {name.removeprefix(inside) for name in opened.namelist() if name.startswith(inside)}
        begins = "pincite/scaffold/starter/"
        started = {name.removeprefix(begins) for name in opened.namelist() if name.startswith(begins)}
    assert (carried, started) == (set(stock.stock()), set(stock.starter()))


def test_the_wheel_carries_nothing_beside_the_package(wheel):
    with zipfile.ZipFile(wheel) as opened:
        tops = {PurePosixPath(name).parts[0] for name in opened.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pincite"}


def test_a_site_that_is_begun_from_the_wheel_checks_and_builds(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "installed")
    code = (
        "import sys, pincite; from pincite.cli import main; "
        f"assert pincite.__file__.startswith({str(tmp_path)!r}); "
        "done = main(['new', 'site', 'x', '--no-input']); "
        "open('x/site.yaml', 'a').write('\\nshare_images: true\\n'); "
        "sys.exit(done or main(['build', '--root', 'x', '--strict']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "installed"), *sys.path[1:]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[:1]) == (0, ["x"]), done.stderr
    assert (tmp_path / "x/output/claims/sample-eleven-months.html").is_file()
    assert (tmp_path / "x/output/share/claims/sample-eleven-months.png").is_file()

"""The arguments of the verbs: declared without what does the work, and still the words that it goes by."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest
from rendering import base
from running import ROOT

from pincite import verbs
from pincite.fields.schema import FILES
from pincite.output.manifest import SIGNATURE
from pincite.published.git import BRANCH, REMOTE
from pincite.scaffold.sites import NO_URL
from pincite.verbs import new

# What only other verbs or other sites need, by the names of packages and modules. Python-Markdown loads
# importlib.metadata, and with it much of email.
_UNUSED = (
    *("livereload", "tornado", "watchfiles", "babel", "pagefind", "pagefind_bin", "bs4", "soupsieve", "lxml"),
    *("asyncio", "multiprocessing", "concurrent", "http", "ssl", "xmlrpc", "urllib.request", "webbrowser"),
    *("unittest", "pydoc", "doctest", "distutils", "setuptools", "pytest"),
    *("pincite.preview", "pincite.changes", "pincite.intake"),
)


# The table of all fields, which the arguments of `new` are made of, with the ground that it stands on.
_FIELDS = ("pincite.fields", "pincite.bounds", "pincite.addresses", "pincite.records")


def _loaded(*arguments: str) -> set[str]:
    """Run the program in a process of its own, and give the modules that were there at its end."""
    code = (
        "import atexit, sys\n"
        "before = set(sys.modules)\n"
        "atexit.register(lambda: print('\\n#', *sorted(set(sys.modules) - before)))\n"
        "from pincite.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 2), done.stderr
    return set(done.stdout.rpartition("#")[2].split())


def _of(names: set[str], packages: tuple[str, ...]) -> list[str]:
    return sorted(name for name in names if any(name == one or name.startswith(f"{one}.") for one in packages))


@pytest.mark.parametrize(
    "asked", [["--help"], ["--version"], ["frobnicate"], *([verb, "--help"] for verb in verbs.VERBS)], ids=" ".join
)
def test_help_and_wrong_words_load_the_reader_of_arguments_and_nothing_that_works(asked):
    ours = {name for name in _loaded(*asked) if name.partition(".")[0] == "pincite"}
    allowed = ("pincite.cli", "pincite.verbs") + (_FIELDS if asked[0] == "new" else ())
    assert sorted(ours - {"pincite"} - set(_of(ours, allowed))) == []


@pytest.mark.parametrize("asked", [["--help"], ["build", "--help"], ["serve", "--help"]], ids=" ".join)
def test_help_loads_no_library_and_little_of_pythons_own(asked):
    heavy = ("json", "dataclasses", "inspect", "pathlib", "urllib", "ctypes", "yaml", "jinja2", "subprocess")
    assert _of(_loaded(*asked), (*heavy, *_UNUSED)) == []


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_verb_loads_nothing_that_this_site_does_not_need(verb, tmp_path):
    output = [] if verb == "check" else ["--output", str(tmp_path / "output")]
    assert _of(_loaded(verb, *output), _UNUSED) == []


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_site_without_share_images_does_not_pay_for_drawing_any(verb, tmp_path):
    loaded = _loaded(verb, "--root", str(base(tmp_path)))
    assert _of(loaded, (*_UNUSED, "PIL", "pincite.scaffold", "pincite.share.fonts")) == []


def _taken(verb: str, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    verbs.declare(verb, parser)
    return parser.parse_args(arguments)


def test_the_words_of_the_help_are_those_that_the_work_goes_by():
    publish = _taken("publish")
    assert (publish.branch, publish.remote) == (BRANCH, REMOTE)
    assert [_taken("schema", kind).kind for kind in FILES] == list(FILES)
    assert new._NO_URL == NO_URL
    parser = argparse.ArgumentParser()
    verbs.declare("build", parser)
    assert SIGNATURE in parser.format_help()


@pytest.mark.parametrize("verb", list(verbs.VERBS))
def test_every_verb_has_a_description_and_an_example(verb):
    parser = argparse.ArgumentParser()
    verbs.declare(verb, parser)
    assert parser.description
    assert parser.epilog.startswith("example: pincite ")

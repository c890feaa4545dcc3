"""The hook for pre-commit runs what is installed, and looks when a file of a site changes."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest
import yaml

from pincite.cli import main


@pytest.fixture
def hook(ROOT):  # noqa: N803 - the fixture ROOT is a constant of the repository
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return hook


def test_the_hook_is_named_as_in_the_docs(hook, ROOT):  # noqa: N803 - as above
    told = (ROOT / "docs" / "machines.md").read_text("utf-8")
    assert (hook["id"] in told, hook["language"], hook["pass_filenames"]) == (True, "python", False)


def test_the_hook_runs_the_program_that_is_installed(hook, site, capsys, monkeypatch, ROOT):  # noqa: N803 - as above
    program, *arguments = shlex.split(hook["entry"])
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts[program] == "pincite.cli:main"
    site.edit("content/claims/boats-damaged.yaml", "At least 46 boats were damaged, incl", "At least 47 boats, incl")
    monkeypatch.chdir(site.root)
    assert main(arguments) == 1
    assert "error[quote-not-found]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("site.yaml", True),
        ("content/claims/a.yaml", True),
        ("seeds/a.txt", True),
        ("a/site/templates/base.html", True),
        ("a/site/site.yaml", True),
        ("README.md", False),
        ("my-content/a.yaml", False),
        ("site.yaml.orig", False),
    ],
)
def test_the_hook_looks_when_a_file_of_a_site_changes(hook, path, looked_at):
    assert bool(re.search(hook["files"], path)) == looked_at

"""`make reproduce` finds one digest where there is one, and names what differs where there is not."""

from __future__ import annotations

import sys

import pytest
from rendering import ROOT
from repositories import commit, git

sys.path.insert(0, str(ROOT / "bench"))

from reproduce import CannotBeginError, Condition, Outcome, _tell, _try, differing, main

# A program that stands for ours: it writes an output of two files and their manifest.
_BUILD = """
import hashlib, json, os, sys
from pathlib import Path
output = Path("output")
output.mkdir(exist_ok=True)
files = {{"index.html": b"the same", "other.html": {other}}}
for name, data in files.items():
    (output / name).write_bytes(data)
listed = {{name: {{"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}} for name, data in files.items()}}
(output / "manifest.json").write_text(json.dumps({{"generator": "pincite 1", "outputs": listed}}))
{after}
"""


@pytest.fixture
def source(tmp_path):
    """Give a function that lays down such a program."""

    def lay(other="b'as well'", after=""):
        (tmp_path / "source").mkdir()
        (tmp_path / "source/build.py").write_text(_BUILD.format(other=other, after=after), "utf-8")
        return tmp_path / "source"

    return lay


def _outcomes(source, *conditions):
    pythons = {"3": sys.executable}
    return [_try(one, pythons, source, source.parent / str(number)) for number, one in enumerate(conditions)]


PLAIN, ZONE = Condition("plain"), Condition("zone", environment={"TZ": "Pacific/Niue"})


def test_builds_that_are_alike_have_one_digest(source, capsys):
    outcomes = _outcomes(source(), PLAIN, ZONE, Condition("odd", lacking="there is none"))
    assert _tell(outcomes) == 0
    told = capsys.readouterr().out
    assert told.count(outcomes[0].sha256) == 2
    assert "not run: there is none" in told
    assert told.endswith("one manifest under 2 conditions; 1 not run\n")


def test_a_file_that_differs_is_named(source, capsys):
    assert _tell(_outcomes(source("os.environ.get('TZ', '').encode()"), PLAIN, ZONE)) == 1
    told = capsys.readouterr().out
    assert "zone differs from plain in:\n  outputs other.html\n" in told
    assert told.endswith("2 different manifests\n")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("(output / 'index.html').write_bytes(b'else')", "not as its manifest lists them: index.html"),
        ("(output / 'more.html').write_bytes(b'')", "not as its manifest lists them: more.html"),
        ("(output / 'other.html').unlink()", "not as its manifest lists them: other.html"),
        ("sys.exit('a complaint')", "a complaint"),
    ],
)
def test_an_output_that_is_not_what_its_manifest_lists_has_failed(source, capsys, after, said):
    assert _tell(_outcomes(source(after=after), PLAIN)) == 1
    assert f"plain: {said}" in capsys.readouterr().out


def test_a_second_build_starts_from_what_the_first_one_left(source, capsys):
    grows = "b'again' if (output / 'other.html').exists() else b'first'"
    warm = Condition("warm", between=lambda _: None)
    assert _tell(_outcomes(source(grows), PLAIN, warm)) == 1
    assert "warm differs from plain" in capsys.readouterr().out


def test_nothing_that_was_built_is_no_proof(capsys):
    assert _tell([Outcome(Condition("odd", lacking="there is none"))]) == 1


def test_two_manifests_are_compared_key_by_key():
    one = {"generator": "pincite 1", "inputs": {"a": "1", "b": "2"}, "outputs": {"x": {"size": 1}}}
    other = {"generator": "pincite 2", "inputs": {"a": "1", "c": "2"}, "outputs": {"x": {"size": 2}}}
    assert [*differing(one, other)] == ["generator", "inputs b", "inputs c", "outputs x"]
    assert [*differing(one, one)] == []


def test_a_commit_that_is_not_there_cannot_be_built(capsys):
    assert main(["--repository", str(ROOT), "--commit", "no-such-commit"]) == 2
    assert "no such commit" in capsys.readouterr().err
    assert issubclass(CannotBeginError, Exception)


def test_a_commit_is_built_from_its_files_alone(tmp_path, source, capsys):
    """What lies in the folder and is not committed has no part in it. Without any package to install it is quick."""
    repository = source()
    (repository / "requirements.lock").write_text("", "utf-8")
    (repository / "site.yaml").write_text("url: https://example.org/\n", "utf-8")

    git(repository, "init")
    commit(repository, "one")
    (repository / "build.py").write_text("raise SystemExit('not this one')", "utf-8")
    options = ["--repository", str(repository), "--python", sys.executable, "--keep", str(tmp_path / "kept")]
    assert main(options) == 0
    told = capsys.readouterr().out
    assert "what is not committed is left out" in told
    assert "one manifest under" in told
    assert not (tmp_path / "kept/source/.git").exists()

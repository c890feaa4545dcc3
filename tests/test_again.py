"""A build that would be what the last one was: told again where it is, and made where anything is another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import inside
import pytest
from rendering import base
from running import ROOT, run
from test_build import digest

import pincite
from pincite import engine
from pincite.commands import anew
from pincite.kept.seal import Seal, seal_of
from pincite.output import built

if TYPE_CHECKING:
    from pathlib import Path

CARD = "content/claims/boats-damaged.yaml"
MEMORY = ".pincite/built.json"


@pytest.fixture(scope="module", autouse=True)
def fixture_libraries():
    """Let every build here, the first one too, see what it uses; what other tests have loaded may lie anywhere."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "libraries", lambda also=(): tuple(sorted({*also})))
        yield


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    """Build a small site once."""
    root = base(tmp_path_factory.mktemp("again"))
    assert inside.run("build", cwd=root).status == 0
    return root


@pytest.fixture
def root(done, tmp_path) -> Path:
    """Give a copy of it, to spoil: in another folder, with other times."""
    return shutil.copytree(done, tmp_path / "copy")


@pytest.fixture
def made(monkeypatch) -> list[object]:
    """Give a list that gets longer with each site that is made."""
    found = []
    make = anew.make
    monkeypatch.setattr(anew, "make", lambda *one, **more: (found.append(one), make(*one, **more))[1])
    return found


def _line(root: Path, *arguments: str) -> str:
    """Build; give what it printed."""
    ran = inside.run("build", *arguments, cwd=root)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


# What is no change ---------------------------------------------------------------------------------------------------


def test_a_second_build_makes_nothing_and_says_what_one_that_makes_all_says(root, made):
    quick = _line(root)
    assert made == []
    (root / MEMORY).unlink()
    assert _line(root) == quick
    assert len(made) == 1
    assert "unchanged); no problems" in quick


def test_times_count_for_nothing(root, made):
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    _line(root)
    assert made == []


def test_an_edit_that_is_taken_back_is_none(root, made):
    card = root / CARD
    before = card.read_bytes()
    card.write_bytes(before + b"# a remark\n")
    card.write_bytes(before)
    _line(root)
    assert made == []


def test_a_folder_by_another_name_is_the_same_site(root, made):
    moved = root.rename(root.with_name("elsewhere"))
    _line(moved)
    assert made == []


def test_warnings_are_told_again_with_their_line_and_counted(root, made):
    (root / "content/claims/old.yaml~").write_bytes(b"")
    first, second = (inside.run("build", cwd=root) for _ in range(2))
    assert first.err == second.err
    assert "warning[file-ignored]" in second.err
    assert second.out.endswith("1 warning\n")
    assert (second.status, len(made)) == (0, 1)


def test_what_is_built_elsewhere_is_told_under_its_own_name(root, made, tmp_path):
    shutil.move(root / "output", tmp_path / "made")
    assert _line(root, "--output", str(tmp_path / "made")).startswith(f"{tmp_path / 'made'}: ")
    assert made == []


def test_an_empty_folder_in_the_output_is_nobodys(root, made):
    (root / "output/empty").mkdir()
    _line(root)
    assert made == []


# What is one ---------------------------------------------------------------------------------------------------------


def _unread_file(root: Path) -> None:
    (root / "seeds/unread.bin").write_bytes(b"\0")


def _hidden_file(root: Path) -> None:
    (root / "templates/.hidden").write_bytes(b"")


def _folder(root: Path) -> None:
    (root / "assets/empty").mkdir()


def _template(root: Path) -> None:
    path = root / "templates/base.html"
    path.write_bytes(path.read_bytes() + b"{# a remark #}")


def _catalogue(root: Path) -> None:
    (root / "locale").mkdir(exist_ok=True)
    (root / "locale/en.po").write_bytes(b"")


def _card(root: Path) -> None:
    path = root / CARD
    path.write_bytes(path.read_bytes() + b"# a remark\n")


def _settings(root: Path) -> None:
    path = root / "site.yaml"
    path.write_bytes(path.read_bytes() + b"# a remark\n")


def _renamed(root: Path) -> None:
    shutil.move(root / "templates/claim.html", root / "templates/claims-page.html")
    shutil.copy(root / "templates/claims-page.html", root / "templates/claim.html")


@pytest.mark.parametrize(
    "change", [_unread_file, _hidden_file, _folder, _template, _catalogue, _card, _settings, _renamed]
)
def test_whatever_comes_to_the_inputs_the_site_is_made(change, root, made):
    change(root)
    _line(root)
    assert len(made) == 1
    _line(root)
    assert len(made) == 1  # and then it is the last build


def _flipped(output: Path) -> None:
    page = output / "index.html"
    data = bytearray(page.read_bytes())
    data[100] ^= 1
    page.write_bytes(data)


def _gone(output: Path) -> None:
    (output / "index.html").unlink()


def _other_manifest(output: Path) -> None:
    manifest = output / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"drafts"', b'"draft"') + b" ")


def _dropping(output: Path) -> None:
    (output / "claims/.DS_Store").write_bytes(b"")


def _moved(output: Path) -> None:
    shutil.move(output / "claims/index.html", output / "claims/other.html")
    shutil.copy(output / "claims/other.html", output / "claims/index.html")
    (output / "claims/other.html").unlink()
    shutil.copy(output / "index.html", output / "claims/index.html")


@pytest.mark.parametrize("change", [_flipped, _gone, _other_manifest, _dropping, _moved])
def test_whatever_comes_to_the_output_is_mended(change, root, made):
    right = digest(root / "output")
    change(root / "output")
    assert digest(root / "output") != right
    _line(root)
    assert (digest(root / "output"), len(made)) == (right, 1)


def test_without_an_output_all_is_made(root, made):
    shutil.rmtree(root / "output")
    assert " new); no problems" in _line(root)
    assert len(made) == 1


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
def test_what_lies_in_the_output_and_is_not_ours_is_refused_as_ever(kind, root, made):
    place = root / "output/mine.txt"
    {"file": place.touch, "link": lambda: place.symlink_to(root / CARD), "pipe": lambda: os.mkfifo(place)}[kind]()
    ran = inside.run("build", cwd=root)
    assert ran.status == 2
    assert "error[output-foreign]" in ran.err


def test_an_output_that_became_a_link_is_refused_as_ever(root):
    moved = (root / "output").rename(root / "elsewhere")
    (root / "output").symlink_to(moved)
    ran = inside.run("build", cwd=root)
    assert (ran.status, "error[output-unsafe]" in ran.err) == (2, True)


def test_what_a_build_that_died_has_left_is_put_right(root, made):
    (root / ".output.pincite-999999").mkdir()
    _line(root)
    assert not (root / ".output.pincite-999999").exists()
    assert len(made) == 1


@pytest.mark.parametrize(
    "options", [["--drafts"], ["--base-url", "https://other.example/"], ["--strict"]], ids=lambda one: one[0]
)
def test_a_build_with_other_options_is_another(options, root, made):
    _line(root, *options)
    assert len(made) == 1
    _line(root, *options)
    assert len(made) == 1
    _line(root)
    assert len(made) == 2


def test_a_signature_goes_where_none_is_asked_for(root, made):
    (root / "output/manifest.json.sig").write_bytes(b"signed")
    assert "1 removed" in _line(root)
    assert len(made) == 1


def test_who_asks_for_a_signature_gets_a_build(root, made):
    assert inside.run("build", "--sign", "no-key", cwd=root).status != 0
    assert len(made) == 1


def test_another_version_of_the_program_makes_all_anew(root, made, monkeypatch):
    monkeypatch.setattr(pincite, "__version__", "0.1.1")
    _line(root)
    assert len(made) == 1


def test_a_link_among_the_inputs_is_for_a_build_to_judge(root, made):
    (root / "assets/link.png").symlink_to(root / CARD)
    assert inside.run("build", cwd=root).status == 1
    assert len(made) == 1


def test_a_build_that_failed_is_not_remembered(root, made):
    card = root / CARD
    before = card.read_bytes()
    card.write_bytes(b"title: [")
    assert [inside.run("build", cwd=root).status for _ in range(2)] == [1, 1]
    assert len(made) == 2
    card.write_bytes(before)
    _line(root)
    assert len(made) == 2  # what was built before is what would be built now


def test_what_changes_while_a_site_is_built_the_next_build_takes_in(root, made, monkeypatch):
    make = anew.make

    def late(*one, **more):
        (root / "content/topics.yaml").write_bytes((root / "content/topics.yaml").read_bytes() + b"# late\n")
        return make(*one, **more)

    (root / MEMORY).unlink()
    monkeypatch.setattr(anew, "make", late)
    ran = inside.run("build", cwd=root)
    assert (ran.status, "error[source-moved]" in ran.err) == (1, True)
    monkeypatch.setattr(anew, "make", make)
    assert "1 changed" in _line(root)  # the manifest, which has the digest of each input


def test_while_another_build_runs_nothing_is_told(root):
    code = (
        "import sys, pathlib\nfrom pincite.output.lock import lock\n"
        "with lock(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, root], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        assert inside.run("build", cwd=root).status == 75
        other.stdin.close()


# What is remembered --------------------------------------------------------------------------------------------------


def _content(path: Path) -> dict[str, object]:
    return json.loads(path.read_bytes().partition(b"\n")[2])


def _sealed(content: bytes) -> bytes:
    return built._sealed(seal_of(ROOT), content)


def _rewritten(path: Path, **others: object) -> None:
    """Write other things into it, with the digest that goes with them."""
    content = json.dumps({**_content(path), **others}).encode()
    path.write_bytes(_sealed(content))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"pages": ', b'"pages": 1')),
        lambda path: path.write_bytes(b"\xff" * 200),
        lambda path: path.write_bytes(_sealed(b"[]")),
        lambda path: path.write_bytes(_sealed(b"[" * 100_000)),
        lambda path: path.write_bytes(_sealed(b"{}")),
        lambda path: _rewritten(path, format=0),
        lambda path: _rewritten(path, libraries=[["markdown"]]),
        lambda path: _rewritten(path, libraries=["no_such_library"]),
        lambda path: _rewritten(path, libraries=None),
        lambda path: _rewritten(path, pages="all of them"),
        lambda path: _rewritten(path, problems=7),
        lambda path: path.write_bytes(built._sealed(Seal(), path.read_bytes().partition(b"\n")[2])),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
)
def test_whatever_has_become_of_the_memory_the_site_is_made_and_nothing_said(spoil, root, made):
    spoil(root / MEMORY)
    assert "unchanged); no problems" in _line(root)
    assert len(made) == 1


def test_a_memory_that_cannot_be_written_is_no_mishap(root, made):
    (root / MEMORY).unlink()
    (root / MEMORY).mkdir()
    assert [" unchanged); no problems" in _line(root) for _ in range(2)] == [True, True]
    assert sorted(path.name for path in (root / ".pincite").iterdir()) == ["built.json", "kept.sqlite", "lock"]


def test_a_site_that_was_built_before_is_told_without_what_makes_one(done):
    heavy = (
        "yaml",
        "jinja2",
        "markdown",
        "pincite.pipeline",
        "pincite.site",
        "importlib.metadata",
        "subprocess",
        "PIL",
    )
    run("build", cwd=done)  # by a process that has loaded no more than it needs
    code = (
        "import sys\nfrom pincite.cli import main\nmain(['build'])\n"
        f"print([one for one in {heavy!r} if one in sys.modules])"
    )
    ran = run(code, cwd=done, program="-c", PYTHONPATH=str(ROOT))
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "[]")

"""What is installed beside the program: every lock, every installation, every import, every licence."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "audit"))

import audit  # noqa: E402 - a script beside the program, found by the line above

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN_TIME = "requirements.lock"
# Of these nothing that we publish is derived, and each may be passed on with a program under Apache-2.0.
LICENCES = {"Apache-2.0", "BSD", "BSD License", "BSD-3-Clause", "MIT", "MIT License", "MIT-CMU", "PSF-2.0"}
EXTRAS = {"pillow", "pagefind"}
RUN_BY_A_PROCESS = {"pagefind"}
STARTED_BY = {"Makefile", ".ci/run", "bench/generators.py", "bench/reproduce.py", "audit/audit.py"}


def pins(lock):
    """Give what a lock pins where the tests run: versions by name."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        wanted = Requirement(line.partition(" --hash")[0].strip())
        if wanted.marker is None or wanted.marker.evaluate():
            (one,) = wanted.specifier
            found[canonicalize_name(wanted.name)] = one.version
    return found


def files(*names):
    """Give the files of this repository with one of these names, without what was installed into it."""
    found = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    return sorted(path for path in found.stdout.decode().splitlines() if Path(path).name.endswith(names))


def names(told):
    return {canonicalize_name(Requirement(one).name) for one in told}


DECLARED = names(PROJECT["project"]["dependencies"])


# Locks ---------------------------------------------------------------------------------------------------------------


def test_there_are_no_other_locks_and_each_is_asked_about():
    assert files(".lock") == sorted(audit.PYTHON_LOCKS)
    assert files("package-lock.json") == sorted(f"{folder}/package-lock.json" for folder in audit.NPM_LOCKS)


@pytest.mark.parametrize("lock", audit.PYTHON_LOCKS)
def test_a_lock_has_versions_with_hashes_and_nothing_else(lock):
    lines = [line for line in (ROOT / lock).read_text("utf-8").splitlines() if not line.startswith("#")]
    pin = re.compile(r"[a-z0-9.-]+==[^\s;]+(?: ; [^\\]+)? \\")
    strange = [line for line in lines if not (pin.fullmatch(line) or re.match(r" {4}--hash=sha256:[0-9a-f]{64}", line))]
    assert strange == []
    bare = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if "==" in line and "--hash" not in after]
    assert bare == []
    assert "://" not in (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("folder", audit.NPM_LOCKS)
def test_the_lock_of_a_tool_pins_it_and_names_no_place_to_fetch_it_from(folder):
    wanted = json.loads((ROOT / folder / "package.json").read_text("utf-8"))["devDependencies"]
    packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
    pinned = [entry for path, entry in packages.items() if path]
    loose = [
        entry
        for entry in pinned
        if {"resolved", "link", "inBundle"} & entry.keys() or not entry["integrity"].startswith("sha512-")
    ]
    assert (loose, packages[""]["devDependencies"]) == ([], wanted)
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_developers_lock_pins_what_the_programs_lock_pins():
    assert pins(RUN_TIME).items() - pins("requirements-dev.lock").items() == set()


def test_what_builds_the_package_is_pinned_and_no_other_is_fetched_for_it():
    (back_end,) = names(PROJECT["build-system"]["requires"])
    assert back_end in pins("requirements-dev.lock")
    assert "--no-deps --no-build-isolation --editable ." in (ROOT / "Makefile").read_text("utf-8")


# Installing ----------------------------------------------------------------------------------------------------------


def test_nothing_installs_but_what_is_looked_at_here():
    """Workflows are looked at in test_workflows."""
    asks = re.compile(
        r"\bpip install\b|\"pip\", \"install\"|\bnpm (?:ci|install|i|exec)\b|\"npm\", \"ci\"|\bnpx\b|\bcurl "
    )
    programs = files("Makefile", "run", ".py", ".sh", ".toml", ".yaml")
    found = {
        path
        for path in programs
        if not path.startswith(("pincite/", "tests/", "templates/")) and asks.search((ROOT / path).read_text("utf-8"))
    }
    assert found <= STARTED_BY


def test_make_installs_by_hashes_and_builds_nothing_that_is_not_pinned():
    text = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"^\t\$\(INSTALL\) (.*)$", text, re.MULTILINE)
    assert installs == [
        "--require-hashes --only-binary :all: -r requirements.lock",
        "--require-hashes --no-deps --only-binary :all: -r requirements-dev.lock",
        "--require-hashes --no-deps --no-build-isolation -r requirements-built.lock",
        "--no-deps --no-build-isolation --editable .",
    ]
    assert len(re.findall(r"pip install", text)) == 1  # what INSTALL is
    assert len(pins("requirements-built.lock")) == 1


@pytest.mark.parametrize("path", ["bench/generators.py", "bench/reproduce.py", "audit/audit.py"])
def test_what_else_installs_goes_by_hashes_too(path):
    text = (ROOT / path).read_text("utf-8")
    assert ('"--require-hashes"' in text, text.count('"pip", "install"')) == (True, 1)
    assert '"--only-binary", ":all:"' in text


def test_no_program_of_a_package_of_npm_runs_when_it_is_installed():
    found = [
        line
        for path in STARTED_BY
        for line in (ROOT / path).read_text("utf-8").replace("\\\n", " ").splitlines()
        if re.search(r"npm ci|\"npm\", \"ci\"", line) and not line.lstrip().startswith("#")
    ]
    assert len(found) == 2
    generators = (ROOT / "bench/generators.py").read_text("utf-8")
    assert ["--ignore-scripts" in (ROOT / "Makefile").read_text("utf-8"), '"--ignore-scripts"' in generators] == [
        True
    ] * 2


def test_what_is_installed_is_what_is_locked():
    locked = pins("requirements-dev.lock") | pins("requirements-built.lock")
    here = {canonicalize_name(one.name): one.version for one in metadata.distributions()}
    assert {name: here.get(name) for name in locked} == locked
    # uv writes the locks, and a maintainer installs it by hand; pip and setuptools come with a new environment.
    assert here.keys() - locked.keys() <= {"pincite", "uv", "pip", "setuptools"}


@pytest.mark.parametrize("name", sorted(pins(RUN_TIME)))
def test_the_files_of_what_the_program_runs_on_are_as_they_were_installed(name):
    """Their digests came with the wheel, whose own digest the lock has."""
    found = metadata.distribution(name).files
    changed, held = [], 0
    for file in found:
        if file.hash is None or file.suffix == ".pyc":
            continue
        digest = hashlib.new(file.hash.mode, file.locate().read_bytes()).digest()
        held += 1
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            changed.append(str(file))
    assert (changed, held > 3) == ([], True)


# Importing -----------------------------------------------------------------------------------------------------------


def _imported():
    """Give the packages of others that the program imports, by the file that does."""
    owners = metadata.packages_distributions()
    found = {}
    for path in sorted((ROOT / "pincite").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module]
            for top in {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {"pincite"}:
                for owner in owners.get(top, [top]):
                    found.setdefault(canonicalize_name(owner), path.relative_to(ROOT).as_posix())
    return found


def test_the_program_imports_what_it_declares_and_nothing_else():
    found = _imported()
    assert {name: path for name, path in found.items() if name not in DECLARED | EXTRAS} == {}
    assert DECLARED - found.keys() == set()
    assert EXTRAS - found.keys() == RUN_BY_A_PROCESS
    assert names(one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra) == EXTRAS


# The table in the docs -----------------------------------------------------------------------------------------------


def _rows():
    """Give the rows of the docs' tables: version, licence and what is brought along, by name."""
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and not line.startswith(("| ---", "| Package")):
            found[cells[0]] = (cells[1], cells[2], set(filter(None, cells[3].split(", "))))
    return found


def test_the_table_has_all_that_the_program_runs_on_and_no_more():
    locked = pins("requirements-dev.lock")
    search = {name: locked[name] for name in ("pagefind", "pagefind-bin")}
    assert {name: row[0] for name, row in _rows().items()} == pins(RUN_TIME) | search
    assert len(_rows()) <= 16


@pytest.mark.parametrize("name", sorted(_rows()))
def test_a_package_has_the_licence_that_the_table_tells_and_brings_what_it_tells(name):
    _, licence, brought = _rows()[name]
    assert (audit.licence(name), licence in LICENCES) == (licence, True)
    needed = [Requirement(one) for one in metadata.requires(name) or []]
    extra = {"extra": "bin" if name == "pagefind" else ""}
    wanted = {canonicalize_name(one.name) for one in needed if one.marker is None or one.marker.evaluate(extra)}
    assert wanted == brought

"""The house's rules about its own code: who knows whom, who prints, who looks at a clock, and how long is long."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pincite"

# From the ground up. A module, or a package as a whole, imports only from floors below its own; names on one floor do
# not know each other. Within a package all is allowed but a circle.
FLOORS = (
    ("records",),
    ("problems", "text", "dates", "colour", "numbers", "pointers", "addresses", "bounds", "steps", "forking", "mended"),
    ("disk",),
    ("inputs", "anchor", "fields", "settings", "language", "versions", "packed", "workers", "engine"),
    ("likeness", "model", "differences"),
    ("sense", "kept"),
    ("read",),
    ("cardcheck", "recordcheck", "scalecheck", "tally", "listing"),
    ("crosscheck", "onrecord"),
    ("deck", "shelf"),
    ("site",),
    ("facts", "scaffold"),
    ("formats", "share"),
    ("pages", "intake"),
    ("render", "output"),
    ("finished", "framing", "sinks"),
    ("known",),
    ("making",),
    ("pipeline",),
    ("preview", "published", "changes", "explained"),
    ("verbs",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
PRINTING = ("commands", "cli")
SAYING = {"sys.stdout", "sys.stderr", "sys.exit", "logging.info", "logging.warning", "logging.error", "warnings.warn"}
UNTELLING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "core", "lib", "tools"}
LINES, LINES_FOR_MOST, LINES_OF_A_FUNCTION = 400, 300, 60
# Functions that were longer when the rule was written down, and how long they may stay. The list only gets shorter.
LONGER: dict[str, int] = {}


def _modules() -> dict[str, Path]:
    """Give every module's file, by its name below the package: `read.cards`; a package's own is `read`."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


MODULES = _modules()
NAMES = [name for name in MODULES if name]


@cache
def _tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


@cache
def _imports(name: str) -> frozenset[str]:
    """Give the modules of the package that one imports, wherever in it and for whatever purpose."""
    found = set()
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    inner = {one.removeprefix("pincite.") for one in found if one.startswith("pincite.")}
    # `from pincite.model import Site` names something in a module, `from pincite.read import cards` a module.
    return frozenset({one if one in MODULES else one.rpartition(".")[0] for one in inner} - {name, ""})


def _floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name.partition(".")[0] in names)


def _reached(start: str) -> set[str]:
    reached, ahead = set(), [start]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += _imports(name)
    return reached


# Who knows whom ------------------------------------------------------------------------------------------------------


def test_every_module_has_a_floor_and_every_floor_its_modules():
    tops = {name.partition(".")[0] for name in NAMES}
    assert tops == {name for names in FLOORS for name in names}


@pytest.mark.parametrize("name", NAMES)
def test_a_module_imports_only_from_below(name):
    own = name.partition(".")[0]
    others = {one for one in _imports(name) if one.partition(".")[0] != own}
    assert sorted(one for one in others if _floor(one) >= _floor(name)) == []


def test_no_modules_import_each_other_in_a_circle():
    circles = sorted(name for name in NAMES if any(name in _reached(one) for one in _imports(name)))
    assert circles == []


def test_the_generator_knows_nothing_of_this_one_site():
    words = ("syria", "russia", "amnesty", "two-articles")
    found = [
        (name, word) for name, path in MODULES.items() for word in words if word in path.read_text("utf-8").casefold()
    ]
    assert found == []


# Who does what -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if name.partition(".")[0] not in PRINTING])
def test_nothing_prints_but_the_commands(name):
    said = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(_tree(name))
        if (isinstance(node, ast.Name) and node.id in {"print", "input"})
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in SAYING)
    ]
    assert said == []


# What works on files and folders, by the name of a call. `pincite/disk/` alone does, so that whatever fails names its
# path, and tests can let any of it fail. Calls that resolve a path touch nothing.
_OF_OS = (
    "access chmod chown close fchmod fdopen fsync ftruncate lchmod link listdir lstat makedirs mkdir mkfifo open read "
    "readlink remove removedirs rename renames replace rmdir scandir stat symlink truncate unlink utime walk write"
).split()
_OF_A_PATH = (
    "chmod exists expanduser glob hardlink_to is_block_device is_char_device is_dir is_fifo is_file is_junction "
    "is_mount is_socket is_symlink iterdir lchmod lstat mkdir owner read_bytes read_text readlink rglob rmdir "
    "samefile stat symlink_to touch unlink walk write_bytes write_text"
).split()
_OF_OS_PATH = "exists getmtime getsize isdir isfile islink ismount lexists samefile".split()
_WHOLE = {"shutil", "tempfile", "glob", "fileinput"}
# Elsewhere, each with its reason.
_BESIDE_THE_DISK = {
    "output.lock": "the lock is an open file",
    "cli": "the last words, where not even the console can be loaded",
    "output.aside": "a pipe between two processes",
    "workers": "as output.aside",
    "commands.console": "where output goes that nobody reads",
    "engine": "looks at the program, and not at a site",
    "scaffold.stock": "reads pincite's own files, which may lie in an archive",
    "share.fonts": "as scaffold.stock",
}


def _work_on_files(name: str) -> list[str]:
    """Give the calls in a module that work on files; `is_dir` and the like of what a listing gave are none."""
    found = []
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            found.append(f"line {node.lineno}: open")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
            found += [f"line {node.lineno}: {one}" for one in modules if one in _WHOLE]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of, called = ast.unparse(node.func.value), node.func.attr
            on_path = called in _OF_A_PATH and of not in {"disk", "entry", "one", "chain"}
            if (of == "os" and called in _OF_OS) or (of == "os.path" and called in _OF_OS_PATH) or on_path:
                found.append(f"line {node.lineno}: {ast.unparse(node.func)}")
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name.partition(".")[0] != "disk"])
def test_files_and_folders_are_worked_on_in_one_place_alone(name):
    assert bool(_work_on_files(name)) == (name in _BESIDE_THE_DISK), _work_on_files(name)


# The console only says; Pagefind works in a folder of its own, with the environment's search path; and what is kept
# is told from what another hand laid there by a key that chance has made.
_NO_PART_IN_BYTES = {"commands.console", "output.search", "disk.own", "disk.secret", "kept.seal"}


@pytest.mark.parametrize("name", sorted((_reached("pipeline") | _reached("commands.finish")) - _NO_PART_IN_BYTES))
def test_no_clock_no_chance_and_no_environment_in_the_path_of_a_page(name):
    """Bytes of pages and of the manifest come from content. What neither imports, as the preview, may ask a clock."""
    modules = {"time", "random", "secrets", "uuid", "locale", "platform", "getpass", "socket", "tempfile"}
    calls = {"now", "today", "utcnow", "urandom", "environ", "getenv", "st_mtime", "st_ctime", "getcwd", "cwd", "gettz"}
    found = []
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.partition(".")[0] in modules]
        elif isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] in modules:
            found.append(node.module)
        elif isinstance(node, ast.Attribute) and node.attr in calls:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    assert found == []


def test_templates_ask_for_no_clock_and_no_chance():
    words = ("now(", "random", "shuffle")
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")}
    assert [(name, word) for name, source in sources.items() for word in words if word in source] == []


def _table() -> dict[str, tuple[set[str], set[str]]]:
    """Give each floor of the table in CONTRIBUTING.md: what it is made of, and what it says that it imports."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| --- | --- | --- |")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in text.strip().splitlines()]
    named = re.compile(r"`([\w.]+)/?`")
    return {floor: (set(named.findall(modules)), set(named.findall(imports))) for floor, modules, imports in rows}


def test_the_table_of_floors_names_every_module():
    named = [name for modules, _ in _table().values() for name in modules]
    assert sorted(named) == sorted({name.partition(".")[0] for name in NAMES})


@pytest.mark.parametrize("floor", list(_table()))
def test_a_floor_imports_what_the_table_says_and_nothing_else(floor):
    modules, told = _table()[floor]
    names = [name for name in NAMES if name.partition(".")[0] in modules]
    imported = {one for name in names for one in _imports(name) if one.partition(".")[0] not in modules}

    def covers(one: str, name: str) -> bool:
        return name == one or name.startswith(f"{one}.")

    unnamed = sorted(name for name in imported if not any(covers(one, name) for one in told))
    unused = sorted(one for one in told if not any(covers(one, name) for name in imported))
    assert (unnamed, unused) == ([], [])


# How long, and how named ---------------------------------------------------------------------------------------------


def test_no_module_is_too_long_and_most_are_short():
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}
    longer = sorted(name for name, length in lengths.items() if length > LINES_FOR_MOST)
    assert len(longer) * 10 <= len(lengths), f"more than a tenth are over {LINES_FOR_MOST} lines: {longer}"


@pytest.mark.parametrize("name", NAMES)
def test_a_function_fits_a_screen(name):
    """Its docstring is not counted: that one is read first, and then scrolled away."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    lengths = {node.name: _length(node) for node in ast.walk(_tree(name)) if isinstance(node, kinds)}
    allowed = {one: LONGER.get(f"{name}.{one}", LINES_OF_A_FUNCTION) for one in lengths}
    assert {one: length for one, length in lengths.items() if length > allowed[one]} == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    length = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        length -= docstring.end_lineno - docstring.lineno + 1
    return length


def test_modules_are_called_by_what_they_are_about():
    assert [name for name in NAMES if UNTELLING & set(name.split("."))] == []


@pytest.mark.parametrize("name", list(MODULES))
def test_a_module_opens_with_one_sentence_of_purpose(name):
    docstring = ast.get_docstring(_tree(name)) or ""
    assert docstring.partition("\n")[0].endswith((".", ":", "?"))

"""The catalogue of bad inputs, and of look-alikes that must be accepted: tests/bad-inputs, one file a group.

Each case is a patch on tests/bad-inputs/base, a site of one card and one article, and what must come of it when the
site is built. Keys of a case:

    id           as in the catalogue of bad inputs that it was taken from
    puts         what it puts in, in a sentence
    patch        of the group's own file (see FILES): how it differs
    files        path -> patch, of other files
    delete       paths that are removed; `folders`: that are made; `links`: path -> where a symbolic link leads
    pin          kept: the article's digest stays that of the base, though the original is another
    before       a state of the site (patch, files) that is put on record first
    outcome      error, warning or accepted
    exit, code   the exit status, 1 for an error and 0 else where it is not said, and the code of the problem
    at           the place: PATH:LINE:COLUMN, LINE:COLUMN of the group's own file, or PATH; AROUND is the folder of all
    says         words that the problem has, in capitals or not
    also         codes of further problems that the case brings along; else there is this one alone
    shows, never words that some page, or none, has as its HTML
    same_as_base the pages and files are those of the base
    max_seconds  of processor time, and max_rss_mb of memory: what it may take at most, 10 and 400 if not said
    differs      where our outcome is another than the one that the catalogue asked for: why

A patch is a text, which is the whole file, or one of: `replace`, pairs of a text that stands there once and another;
`add` at the end; `begin` at the beginning; `pieces`, the whole file from texts and pairs of a text and how often, which
the other three take, too; `bytes`, characters up to U+00FF as bytes; `made`, the name of a function below. The word
AUTO in an article stands for its original's digest.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from running import Run

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE / "bad-inputs"
CARD, ARTICLE, ORIGINAL = "content/claims/c1.yaml", "content/articles/a1.yaml", "seeds/a1.md"
FILES = {
    "card-yaml": CARD,
    "card-schema": CARD,
    "quote": CARD,
    "article": ORIGINAL,
    "site": "site.yaml",
    "template": "templates/claim.html",
}
# A mistake besides, which is told with the case's own: in a file that is read, or in a page that is made.
BESIDES = {
    "reading": ("content/topics.yaml", "storms: {nam: Storms}\n", "unknown-key"),
    "making": ("templates/404.html", "{{ nothing }}\n", "template-undefined"),
}
_BLOCK = re.compile(r"^(\S.*?): (error|warning)\[([a-z0-9-]+)\]: ", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case of the catalogue, as its file has it."""

    id: str
    group: str
    given: dict = field(repr=False)

    def get(self, key, default=None):
        """Give what the case says under a key."""
        return self.given.get(key, default)

    @property
    def outcome(self) -> str:
        """The level: error, warning or accepted."""
        return self.given["outcome"]

    @property
    def status(self) -> int:
        """The exit status."""
        return int(self.get("exit", self.outcome == "error"))

    @property
    def place(self) -> str:
        """Where the problem is told."""
        at = self.get("at", "")
        return f"{FILES[self.group]}:{at}" if at[:1].isdigit() else at or FILES[self.group]

    @property
    def limits(self) -> tuple[float, int]:
        """How many seconds of processor time and MiB of memory it may take."""
        return float(self.get("max_seconds", 10)), int(self.get("max_rss_mb", 400))

    @property
    def besides(self) -> str:
        """What stage the further mistake belongs to, empty where there is none."""
        return "" if self.outcome != "error" else self.get("besides", "reading")


def cases(*groups: str) -> list[Case]:
    """Read the catalogue, all of it or some groups."""
    return [
        Case(given["id"], group, given)
        for group in groups or FILES
        # As in pincite, every value is the text that was typed: 12:1 is a place, and no number of minutes.
        for given in yaml.load((CATALOGUE / f"{group}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts
    ]


class Ground:
    """A folder with the base site in it, built, and a home and a place for temporary files beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "site"
        shutil.copytree(CATALOGUE / "base", self.root)
        for name in ("templates", "assets"):
            shutil.copytree(HERE.parent / name, self.root / name)
        for name in ("home", "tmp"):
            (folder / name).mkdir()
        self.environment = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")}
        self._base: dict[str, bytes] = {}
        self._read: dict[str, tuple[tuple[int, ...], bytes]] = {}  # what was read, and how the file was then

    def keep(self) -> None:
        """Take the state as it is for the one that `restore` goes back to."""
        self._base = self.tree()

    def tree(self) -> dict[str, bytes]:
        """Give all files below the folder with what they hold; a link as where it leads."""
        found = {}
        for base, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(base, name)  # noqa: PTH118 - some hundred files, some hundred times
                facts = os.lstat(path)
                # Whoever writes to a file moves its time of change, which nobody can set.
                mark = (facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
                if self._read.get(path, (None,))[0] != mark:
                    self._read[path] = mark, _held(Path(path))
                found[path.removeprefix(f"{self.folder}/")] = self._read[path][1]
        return found

    def restore(self, now: dict[str, bytes]) -> None:
        """Put back what was changed since `keep`; `now` is the tree as it is."""
        for path in now.keys() - self._base.keys():
            (self.folder / path).unlink()
        folders = [Path(base) for base, names, files in os.walk(self.folder, topdown=False) if not names and not files]
        for folder in folders:
            if folder.parent != self.folder:
                folder.rmdir()
        for path, data in self._base.items():
            if now.get(path) != data:
                target = self.folder / path
                if target.is_dir():
                    target.rmdir()
                target.unlink(missing_ok=True)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

    def lay(self, case: Case) -> None:
        """Put a case's input in, and the mistake besides."""
        for path in case.get("delete", ()):
            (self.root / path).unlink()
        for path in case.get("folders", ()):
            (self.root / path).mkdir(parents=True)
        self._patch(FILES[case.group], case.given)
        if case.besides:
            path, text, _ = BESIDES[case.besides]
            self._write(path, text.encode())
        for path, leads in case.get("links", {}).items():
            (self.root / path).unlink(missing_ok=True)
            (self.root / path).symlink_to(leads)
        if case.get("pin") != "kept":
            self._pin()

    def lay_before(self, case: Case) -> None:
        """Put in what is on record before the case."""
        self._patch(FILES[case.group], case.get("before"))

    def _patch(self, own: str, given: dict) -> None:
        for path, patch in {own: given.get("patch"), **given.get("files", {})}.items():
            if patch is not None:
                target = self.root / path
                self._write(path, patched(target.read_bytes() if target.exists() else b"", patch))

    def _write(self, path: str, data: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def _pin(self) -> None:
        pinned = hashlib.sha256((CATALOGUE / "base" / ORIGINAL).read_bytes()).hexdigest()
        for path in sorted((self.root / "content" / "articles").glob("*.yaml")):
            article = path.read_text("utf-8")
            text = re.search(r"^text: (seeds/\S+)$", article, re.MULTILINE)
            if text and (self.root / text[1]).is_file():
                digest = hashlib.sha256((self.root / text[1]).read_bytes()).hexdigest()
                path.write_text(article.replace(pinned, digest).replace("AUTO", digest), "utf-8")


def _held(path: Path) -> bytes:
    return b"-> " + str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()


def patched(before: bytes, patch) -> bytes:
    """Give a file's bytes with a patch on it."""
    if isinstance(patch, str):
        return patch.encode()
    ((how, what),) = patch.items()
    if how == "made":
        return MADE[what](before)
    if how == "bytes":
        return what.encode("latin-1")
    if how == "pieces":
        return _joined(what).encode()
    text = before.decode()
    if how == "replace":
        for old, new in what:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, _joined(new))
        return text.encode()
    return ({"add": text + _joined(what), "begin": _joined(what) + text}[how]).encode()


def _joined(pieces) -> str:
    if isinstance(pieces, str):
        return pieces
    return "".join(one if isinstance(one, str) else one[0] * int(one[1]) for one in pieces)


def _laughs(_: bytes) -> bytes:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)]
    return "".join(lines).encode()


def _nested(levels: int) -> bytes:
    return "".join(["\n", *("    " * n + "- a\n" for n in range(levels))]).encode()


MADE = {
    "billion laughs": _laughs,
    "block nested 2000 deep": lambda _: "\n".join("  " * n + "a:" for n in range(2000)).encode(),
    "list nested 300 deep": lambda before: before + _nested(300),
    "list nested 1000 deep": lambda before: before + _nested(1000),
    "a card": lambda _: (CATALOGUE / "base" / CARD).read_bytes(),
    "CRLF": lambda before: before.replace(b"\n", b"\r\n"),
    "BOM": lambda before: b"\xef\xbb\xbf" + before,
    "UTF-16": lambda before: before.decode().encode("utf-16"),
    "no line end": lambda before: before.rstrip(b"\n"),
}


@dataclass(frozen=True)
class Told:
    """One problem as it was printed: its place, level and code, and all its lines."""

    place: str
    level: str
    code: str
    text: str


def told(err: str) -> list[Told]:
    """Read the problems that a run has printed."""
    starts = [*_BLOCK.finditer(err)]
    ends = [one.start() for one in starts] + [len(err)]
    return [Told(*found.groups(), err[found.start() : end]) for found, end in zip(starts, ends[1:], strict=True)]


def come_to(case: Case, ground: Ground, run: Callable[..., Run]) -> tuple[Run, list[str]]:
    """Put a case in, build it, put all back; give the run, and in what it is not as it should be."""
    if case.get("before") is not None:
        ground.lay_before(case)
        for verb in ("record", "build"):
            assert run(verb, cwd=ground.root, **ground.environment).status == 0
    ground.lay(case)
    before = ground.tree()
    ran = run("build", *case.get("args", ()), cwd=ground.root, **ground.environment)
    after = ground.tree()
    ground.restore(after)
    return ran, faults(case, ran, verdict(ground, ran), before, after)


def verdict(ground: Ground, ran) -> tuple[Told, ...]:
    """Give the problems that a run told, without the name of the machine's folder."""
    return tuple(told(ran.err.replace(str(ground.folder), "AROUND")))


def faults(case: Case, ran, problems: tuple[Told, ...], before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Tell in what a run is not what its case, and the conditions that hold for all, ask for."""
    return [*_of_the_run(case, ran), *_of_the_problems(case, problems), *_of_the_files(case, before, after)]


def _of_the_run(case: Case, ran):
    if ran.status != case.status:
        yield f"exit status {ran.status}, and not {case.status}"
    if "Traceback" in ran.out + ran.err or "a bug:" in ran.err:
        yield "a traceback, or a bug"
    if case.outcome == "accepted" and ran.err:
        yield "something was told of what is accepted"


def _of_the_problems(case: Case, problems: tuple[Told, ...]):
    for one in problems:
        if not re.search(r"^  hint: \S", one.text, re.MULTILINE):
            yield f"{one.code} has no remedy"
    wanted = sorted(
        [*([case.get("code")] if case.get("code") else []), *case.get("also", ())]
        + ([BESIDES[case.besides][2]] if case.besides else [])
    )
    if (found := sorted(one.code for one in problems)) != wanted:
        yield f"told {found}, and not {wanted}"
    if not (own := [one for one in problems if one.code == case.get("code")]):
        return
    besides = BESIDES[case.besides][0] if case.besides else ""
    own = [one for one in own if not besides or not one.place.startswith(besides)] or own
    if own[0].place != case.place:
        yield f"at {own[0].place}, and not at {case.place}"
    if own[0].level != case.outcome:
        yield f"{own[0].level}, and not {case.outcome}"
    whole = "".join(one.text for one in own).lower()
    yield from (f'"{words}" is not said' for words in case.get("says", ()) if words.lower() not in whole)


def _of_the_files(case: Case, before: dict[str, bytes], after: dict[str, bytes]):
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    free = ("site/.pincite/",) if case.outcome == "error" else ("site/.pincite/", "site/output/")
    if lost := [path for path in changed if not path.startswith(free)]:
        yield f"changed: {lost}"
    pages = {path: data for path, data in after.items() if path.startswith("site/output/") and path.endswith(".html")}
    for words in case.get("shows", ()):
        if not any(words.encode() in data for data in pages.values()):
            yield f'no page shows "{words}"'
    for words in case.get("never", ()):
        if holding := [path for path, data in pages.items() if words.encode() in data]:
            yield f'"{words}" stands in {holding}'
    if case.get("same_as_base"):
        base = (CATALOGUE / "base" / CARD).read_bytes()
        # The claim's page names the digest of its card, and the manifest that of every file: of other bytes, another.
        digests = [hashlib.sha256(data).hexdigest().encode() for data in (base, after[f"site/{CARD}"])]
        built = [path for path in changed if path.startswith("site/output/") and path != "site/output/manifest.json"]
        if other := [path for path in built if before.get(path, b"").replace(*digests) != after.get(path)]:
            yield f"other than those of the base: {other}"

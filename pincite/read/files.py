"""Reading from disk: every file as bytes with a digest, every text checked, nothing followed out of its folder."""

from __future__ import annotations

import errno
import hashlib
import re
import typing
from codecs import BOM_UTF8
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pincite.disk.below import link, read_below, through_link, unreadable
from pincite.disk.files import DiskError
from pincite.disk.kinds import stands
from pincite.disk.trees import entries
from pincite.problems import InputError, Problem, Severity, Span
from pincite.read.foreign import foreign
from pincite.read.unseen import UNSEEN_HINT, around
from pincite.records import dataclass
from pincite.text import line_and_column

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

# By path: the digest, that of the text with LF, the text.
Read = typing.Mapping[str, tuple[str, str, str | None]]
# Bytes. A card is a few kilobytes; a hundred times that is a mistake or an attack. docs/limits.md states them.
CARD_LIMIT = 256 * 1024
LIST_LIMIT = 8 * 1024 * 1024
ORIGINAL_LIMIT = 2 * 1024 * 1024
ASSET_LIMIT = 90 * 1024 * 1024
FOLDERS_DEEP = 12  # levels; what is nested deeper is a mistake or an attack

# C0 without tab and line ends, DEL, C1, lone surrogates, non-characters, and the controls that turn the direction of
# text in ways no reader can see (Unicode TR 36, "Trojan Source"). Directional marks and isolates are allowed.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2028\u2029\u200b\ufeff]",
)
_CONTROLS = bytes(at for at in range(128) if _FORBIDDEN.match(chr(at)))
_NAMES = {
    "\u200b": "a zero-width space",
    "\ufeff": "a byte-order mark inside the text",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}
# Hidden files that file managers, editors and version control leave: nobody means to publish them.
_LEFT = re.compile(
    r"^\.(?:DS_Store|directory|localized|git(?:keep|ignore|attributes)|editorconfig)$|^\.(?:_|#|~)|\.(?:sw[a-p]|new|tmp)$"
)
_MEANT = re.compile(r"(.+?)\.(ya?ml|md|markdown)(?:\.txt)?", re.IGNORECASE)
_IGNORED = re.compile(r"^\.|~$|\.(?:sw[a-p]|bak|orig|tmp)$|^#.*#$|^__pycache__$|^Thumbs\.db$")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it was when it was read: path from the project's root with forward slashes, bytes, SHA-256 in hex."""

    path: str
    data: bytes = field(repr=False)
    sha256: str


class Texts(dict[str, str]):
    """The texts of files as they were read. One that was let go of is read again where a problem's excerpt needs it."""

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self._folder = folder

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - as `dict` has it
        """Give a text; the default where there is none, or the file is not what it was."""
        if path in self or path not in self._folder.digests:
            return super().get(path, default)
        try:
            file = self._folder.peek(path)
            return decode(file) if file.sha256 == self._folder.digests[path] else default
        except InputError:
            return default


@dataclass(slots=True)
class Folder:
    """The project's folder: reads files below it and remembers what was read, for the manifest and for excerpts.

    `digests` are those of the bytes that were read. `unified` are those of texts with LF for CRLF: pages name these, so
    that a checkout with the line ends of another system changes none of them. `listed` are digests of files that were
    read already, by whoever listed the folder: none of those is read again for its digest alone.
    """

    root: Path
    listed: Mapping[str, str] = field(default_factory=dict, repr=False)
    digests: dict[str, str] = field(default_factory=dict)
    texts: Texts = field(init=False)
    unified: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make room for the texts."""
        self.texts = Texts(self)

    def read(self, path: str, limit: int) -> InputFile:
        """Read one regular file. Raises InputError: missing, no file, too big, unreadable, or outside the root."""
        data = read_below(self.root, path, limit)
        digest = hashlib.sha256(data).hexdigest()
        self.digests[path] = digest
        return InputFile(path, data, digest)

    def text_of(self, path: str, limit: int) -> str:
        """Read one file as UTF-8. A BOM is dropped, line ends become LF. Raises InputError on what is no clean text."""
        file = self.read(path, limit)
        self.texts[path] = text = decode(file)
        changed = b"\r\n" in file.data
        self.unified[path] = hashlib.sha256(file.data.replace(b"\r\n", b"\n")).hexdigest() if changed else file.sha256
        return text

    def digest(self, path: str, limit: int) -> str:
        """Give the digest of a file as it was when it was first read; empty where it cannot be read."""
        known = self.digests.get(path) or self.listed.get(path)
        if known is not None:
            self.digests[path] = known
        else:
            try:
                known = self.read(path, limit).sha256
            except InputError:
                return ""
        return known

    def peek(self, path: str) -> InputFile:
        """Read a file again without remembering anything of it. Raises InputError, as `read` does."""
        data = read_below(self.root, path, ASSET_LIMIT)
        return InputFile(path, data, hashlib.sha256(data).hexdigest())

    def taken(self, paths: Iterable[str]) -> Read:
        """Give what was read of some files, and let go of their texts: for another process that has read none of it."""
        found = {}
        for path in paths:
            if path in self.digests:
                found[path] = self.digests[path], self.unified.get(path, ""), self.texts.pop(path, None)
        return found

    def learn(self, read: Read) -> None:
        """Take what another process has read."""
        for path, (digest, unified, text) in read.items():
            self.digests[path] = digest
            if unified:
                self.unified[path] = unified
            if text is not None:
                self.texts[path] = text

    def forget(self, path: str) -> None:
        """Let go of what was read from a file that has changed or gone since."""
        self.digests.pop(path, None)
        self.texts.pop(path, None)
        self.unified.pop(path, None)

    def has(self, path: str) -> bool:
        """Tell whether anything stands at a path."""
        try:
            return stands(self.root / path)
        except DiskError:  # whoever reads it will be told why it cannot be read
            return True

    def files_below(self, folder: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
        """List the files below a folder that end in one of the suffixes, sorted; what else lies there is a problem.

        Hidden files and editors' backups are passed over. Without suffixes all files are taken, and then a hidden one
        is a problem, too, unless a program leaves such ones. A folder that is not there holds nothing.
        """
        if (fault := through_link(self.root, folder)) is not None:
            return [], [fault]
        found: list[str] = []
        problems: list[Problem] = []
        self._walk(PurePosixPath(folder), suffixes, found, problems)
        return sorted(found), problems

    def _walk(
        self, base: PurePosixPath, suffixes: tuple[str, ...], found: list[str], problems: list[Problem], top: str = ""
    ) -> None:
        """Walk one folder and those in it. What kind each entry is comes with its name, without asking for each."""
        try:
            found_here = entries(self.root / base)
        except DiskError as error:
            if error.errno != errno.ENOENT:
                # The name of a folder that is nested without end is too long to be read, and to be told.
                shown = top if top and error.errno == errno.ENAMETOOLONG else str(base)
                problems.append(unreadable(shown, error.errno))
            return
        folders = [one for one in found_here if _is_folder(one)]
        problems += [link(str(base / one.name)) for one in folders if one.is_symlink()]
        problems += [_not_utf8(str(base / one.name)) for one in folders if not _is_utf8(one.name)]
        for one in found_here:
            if not _is_folder(one):
                _sort_out(one, f"{base}/{one.name}", suffixes, found, problems)
        if len(base.parts) > FOLDERS_DEEP and folders:
            problems.append(_too_deep(str(base)))
            return
        if not suffixes:
            problems += [_hidden(str(base / one.name)) for one in folders if one.name.startswith(".")]
        for one in folders:
            if _is_utf8(one.name) and not is_ignored(one.name) and not one.is_symlink():
                self._walk(base / one.name, suffixes, found, problems, top or str(base))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symbolic link that leads to itself
        return False


def _sort_out(
    entry: os.DirEntry[str], path: str, suffixes: tuple[str, ...], found: list[str], problems: list[Problem]
) -> None:
    name = entry.name
    if not _is_utf8(name):
        problems.append(_not_utf8(path))
    elif is_ignored(name):
        if name.startswith("."):
            if not suffixes and not _LEFT.search(name):
                problems.append(_hidden(path))
        else:
            problems.append(
                Problem(
                    "file-ignored",
                    f'"{name}" looks like a backup and is not read',
                    Span(path),
                    "delete it, or rename it if it is meant to be read",
                    Severity.WARNING,
                ),
            )
    elif entry.is_symlink():
        problems.append(link(path))
    elif suffixes and not name.endswith(suffixes):
        problems.append(
            Problem(
                "file-unknown",
                f'"{name}" is no file that pincite reads here',
                Span(path),
                _renamed(name, suffixes),
            ),
        )
    else:
        found.append(path)


def _renamed(name: str, suffixes: tuple[str, ...]) -> str:
    """Say how a file is to be called that has another ending: `card.yml`, and `card.yaml.txt` as Windows adds it."""
    ending = " or ".join(suffixes)
    if found := _MEANT.fullmatch(name):
        near = next((one for one in suffixes if one.lstrip(".")[0] == found[2][0].lower()), "")
        if near:
            return f'rename it to "{found[1]}{near}": files in this folder end in {ending}'
    return f"files in this folder end in {ending}; rename it or move it away"


def decode(file: InputFile) -> str:
    """Decode UTF-8 strictly, drop a BOM, make line ends LF. Raises InputError with the place of the first fault."""
    if other := foreign(file.data):
        what, hint = other
        raise InputError(Problem("not-utf8", f"the file is {what}", Span(file.path), hint))
    try:
        # The codec that drops a BOM is written in Python.
        text = file.data.decode("utf-8-sig" if file.data.startswith(BOM_UTF8) else "utf-8")
    except UnicodeDecodeError as error:
        before = file.data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        line, column = line_and_column(before, len(before))
        byte = file.data[error.start]
        raise InputError(
            Problem(
                "not-utf8",
                f"the byte 0x{byte:02x} is not UTF-8",
                Span(file.path, line, column),
                "save the file as UTF-8 in the editor",
            ),
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if char := first_forbidden(text):
        at = text.index(char)
        line, column = line_and_column(text, at)
        raise InputError(forbidden(char, Span(file.path, line, column, 1), around(text, at)))
    return text


def is_ignored(name: str) -> bool:
    """Tell whether a file's name is that of a hidden file or of an editor's backup."""
    return bool(_IGNORED.search(name))


def first_forbidden(text: str) -> str:
    """Give the first character that no text of ours may hold, or an empty string."""
    # The pattern takes five times as long for what nearly all texts are: plain ASCII, or else all of it printable.
    if text.isascii():
        if len(text) == len(text.encode().translate(None, _CONTROLS)):
            return ""
    elif text.replace("\n", "").isprintable():
        return ""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def forbidden(char: str, span: Span, shown: str = "") -> Problem:
    """Word the problem of a character that no reader can see; `shown` is its place in the text, made visible."""
    what = _NAMES.get(char) or ("a lone surrogate" if "\ud800" <= char <= "\udfff" else "a control character")
    return Problem(
        "bad-character", f"U+{ord(char):04X}, {what}, stands here", span, f"{UNSEEN_HINT}{shown and f': {shown}'}"
    )


def _is_utf8(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _not_utf8(path: str) -> Problem:
    shown = path.encode("utf-8", "backslashreplace").decode()
    return Problem("file-name", "the name is not UTF-8", Span(shown), "rename it")


def _too_deep(path: str) -> Problem:
    message = f'below "{path}" folders are nested deeper than {FOLDERS_DEEP} levels'
    return Problem("file-unknown", message, Span(path), "move the files up: a folder or two tell them apart")


def _hidden(path: str) -> Problem:
    name = path.rpartition("/")[2]
    hint = "what is to be published has a name without a full stop before it; move away what is not"
    return Problem("file-ignored", f'"{name}" is hidden, and would not be published', Span(path), hint)

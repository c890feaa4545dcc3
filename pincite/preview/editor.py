"""Links that open a file of the site in the editor's own program, at a line and column.

Each program has an address of its own for this; `EDITORS` holds those that are known, with the path, the line and the
column left open. Someone whose program is not among them gives such a template. A template can only lead to a program
of this machine: never to a script, a page of another host or a file.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from pincite.inputs import FOLDERS, SETTINGS

if TYPE_CHECKING:
    from pathlib import PurePath

    from pincite.problems import Span

# Behind a slash the path goes without its own: `vscode://file/home/ada/x.yaml`, `vscode://file/C:/ada/x.yaml`.
EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "windsurf": "windsurf://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "webstorm": "webstorm://open?file={path}&line={line}&column={column}",
    "subl": "subl://open?url=file:///{path}&line={line}&column={column}",
    "txmt": "txmt://open?url=file:///{path}&line={line}&column={column}",
}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What a browser would run, show or fetch by itself. Programs register names of their own.
_OF_BROWSERS = frozenset(
    "about blob chrome data file filesystem ftp javascript mailto resource tel vbscript view-source ws wss".split(),
)
# Some programs listen at a port of this machine.
_OWN = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?/", re.IGNORECASE)
_FIELD = re.compile(r"\{(path|line|column)\}")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")  # RFC 3986, 2: reserved and unreserved


def template_of(choice: str) -> str:
    """Give the template of a known program, or a template that was written out.

    Raises ValueError, with a remedy, for a name that is not known and for an address that leads elsewhere.
    """
    if choice in EDITORS:
        return EDITORS[choice]
    scheme = _SCHEME.match(choice)
    if scheme is None:
        raise ValueError(f'"{choice}" is none of {", ".join(EDITORS)}; write one of them, or name://{{path}}:{{line}}')
    name = scheme[1].lower()
    if name in _OF_BROWSERS or (name in {"http", "https"} and not _OWN.match(choice)):
        raise ValueError(f'"{scheme[0]}" leads to no program of this machine; write the address of your own editor')
    rest = _FIELD.sub("", choice)
    if "{path}" not in choice or not _ADDRESS.fullmatch(rest):
        raise ValueError(f'"{choice}" is no address with {{path}}, and {{line}} and {{column}} where they go')
    return choice


def link(root: PurePath, span: Span, scheme: str) -> str:
    """Give the address that opens a place of the site below `root`, an absolute path of this machine.

    `scheme` is a name of `EDITORS` or a template. Empty without one, and for a place that is in no file of the site:
    one in a finished page (`output:...`), or in pincite itself.
    """
    if not scheme or not _is_file(span.path):
        return ""
    template = template_of(scheme)
    where = {"line": str(max(1, span.line)), "column": str(max(1, span.column))}
    path = _written(root, span.path)
    # The brackets of an address are no fields: only the three names are, and what is put in is not searched again.
    return _FIELD.sub(
        lambda field: where.get(field[1]) or path.removeprefix("/" if template[: field.start()].endswith("/") else ""),
        template,
    )


def _is_file(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return path == SETTINGS or (len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts)


def _written(root: PurePath, path: str) -> str:
    """Write an absolute path with slashes, percent-encoded but for them and the colon behind a drive's letter."""
    whole = root.joinpath(*PurePosixPath(path).parts)
    drive, rest = whole.drive, whole.as_posix().removeprefix(whole.drive.replace("\\", "/"))
    return quote(drive.replace("\\", "/"), safe="/:") + quote(rest, safe="/")

"""The manifest: which bytes a build wrote, and from which inputs. What it does not list, pincite did not write.

It is a function of the commit alone: of the inputs, the program and its libraries. No time, no place and no machine is
in it. docs/verify.md tells its keys to those who check a site by it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.disk.files import read_file
from pincite.disk.kinds import is_file
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# The file's own path in the output. No dot-file: the step that uploads to GitHub Pages drops those.
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"  # an SSH signature of it, where the desk signs; it is not listed either
FORMAT = 2
_BEFORE = (1,)  # formats that earlier versions wrote: their folders are ours, too
LIMIT = 256 * 1024 * 1024  # bytes; a site of a hundred thousand claims has a tenth of that

# As json.dumps quotes a string, without what it does for each call; written in C.
_quoted = json.encoder.encode_basestring

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ORDERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Listed(NamedTuple):
    """A file of the output: SHA-256 in hex, size in bytes."""

    sha256: str
    size: int


class Stated(NamedTuple):
    """The newest version of a published claim, or of a rating's wording: its number from 1, and its SHA-256 in hex."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a manifest says. Digests are SHA-256 in hex; files are by their paths, `claims` and `ratings` by their ids.

    `chain` are the manifests of all publications before, the newest last. `sha256` is the digest of the manifest's own
    bytes, empty where it was not read from any.
    """

    generator: str
    url: str = ""
    drafts: bool = False
    libraries: Mapping[str, str] = field(default_factory=dict)
    chain: tuple[str, ...] = ()
    claims: Mapping[str, Stated] = field(default_factory=dict)
    ratings: Mapping[str, Stated] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, Listed] = field(default_factory=dict)
    sha256: str = ""

    @property
    def before(self) -> str:
        """The manifest of the publication before, empty for a first one."""
        return self.chain[-1] if self.chain else ""


def listed_as(data: bytes) -> Listed:
    """Give what a manifest says of a file."""
    return Listed(hashlib.sha256(data).hexdigest(), len(data))


def listed(files: Mapping[str, bytes]) -> dict[str, Listed]:
    """List files by path, the manifest itself left out."""
    return {path: listed_as(data) for path, data in files.items() if path != MANIFEST}


def written(manifest: Manifest) -> bytes:
    """Write a manifest. The same build gives the same bytes; it does not list itself.

    The bytes are those of json.dumps with `ensure_ascii=False`, `indent=1` and `sort_keys=True`, which takes ten times
    as long: with an indent it does not use its part that is written in C.
    """
    fields = {
        "chain": _array(manifest.chain),
        "claims": _versions(manifest.claims),
        "format": str(FORMAT),
        "generator": _quoted(manifest.generator),
        "inputs": _object(f"  {_quoted(path)}: {_quoted(one)}" for path, one in sorted(manifest.inputs.items())),
        "libraries": _object(f"  {_quoted(name)}: {_quoted(one)}" for name, one in sorted(manifest.libraries.items())),
        "outputs": _object(
            f'  {_quoted(path)}: {{\n   "sha256": {_quoted(one.sha256)},\n   "size": {one.size}\n  }}'
            for path, one in sorted(manifest.outputs.items())
        ),
        "ratings": _versions(manifest.ratings),
        "url": _quoted(manifest.url),
        **({"drafts": "true"} if manifest.drafts else {}),
    }
    lines = (f' "{name}": {value}' for name, value in sorted(fields.items()))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _object(lines: Iterable[str]) -> str:
    inner = ",\n".join(lines)
    return f"{{\n{inner}\n }}" if inner else "{}"


def _array(values: Iterable[str]) -> str:
    inner = ",\n".join(f"  {_quoted(one)}" for one in values)
    return f"[\n{inner}\n ]" if inner else "[]"


def _versions(found: Mapping[str, Stated]) -> str:
    return _object(
        f'  {_quoted(name)}: {{\n   "sha256": {_quoted(one.sha256)},\n   "version": {one.version}\n  }}'
        for name, one in sorted(found.items())
    )


def parsed(data: bytes) -> Manifest | None:
    """Read a manifest from its bytes, whoever wrote them. None where it is none of ours: others use the name, too."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("format") not in (FORMAT, *_BEFORE):
        return None
    if not str(content.get("generator", "")).startswith("pincite "):
        return None
    try:
        return _manifest(content, hashlib.sha256(data).hexdigest())
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _manifest(content: dict[str, Any], sha256: str) -> Manifest:
    return Manifest(
        generator=_line(content["generator"]),
        url=_line(content.get("url", "")),
        drafts=content.get("drafts", False) is True,
        libraries=_lines(content.get("libraries", {})),
        chain=tuple(_digest(one) for one in content.get("chain", ())),
        claims=_stated(content.get("claims", {})),
        ratings=_stated(content.get("ratings", {})),
        # Formats before did not hold their digests to any form.
        inputs=_lines(content["inputs"]),
        outputs=_outputs(content["outputs"]),
        sha256=sha256,
    )


# Of ten thousand entries each is looked at in the sum of all, by functions that are written in C: what is in none of
# them is not in their sum either.


def _lines(content: dict[str, Any]) -> dict[str, str]:
    _line("".join(content.keys()))
    _line("".join(content.values()))
    return content


def _outputs(content: dict[str, Any]) -> dict[str, Listed]:
    entries = zip(_digests(content), _wholes(content, "size"), strict=True)
    return dict(zip(content, map(Listed._make, entries), strict=True))


def _stated(content: dict[str, Any]) -> dict[str, Stated]:
    _line("".join(content.keys()))
    entries = zip(_wholes(content, "version"), _digests(content), strict=True)
    return dict(zip(content, map(Stated._make, entries), strict=True))


def _digests(content: dict[str, Any]) -> list[str]:
    found = [one["sha256"] for one in content.values()]
    if "".join(found).encode("ascii").translate(None, b"0123456789abcdef") or not {*map(len, found)} <= {64}:
        raise ValueError
    return found


def _wholes(content: dict[str, Any], key: str) -> list[int]:
    found = [one[key] for one in content.values()]
    if not {*map(type, found)} <= {int} or min(found, default=0) < 0:
        raise TypeError
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _line(value: object) -> str:
    """Take what is printed to people: a line end or an order to the terminal in it could pass for our words."""
    text = _text(value)
    # Nearly always the first tells it, in a fifth of the time.
    if not text.isprintable() and _ORDERS.search(text):
        raise ValueError
    return text


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise TypeError
    return value


def read_manifest(output: Path) -> Manifest | None:
    """Read the manifest of an output folder. None where there is none, or none of ours.

    Raises DiskError where there is one that cannot be read.
    """
    path = output / MANIFEST
    return parsed(read_file(path)) if is_file(path) else None

"""Which templates a page's template is made of: itself, what it extends, and all that these include or import."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pincite.read.files import CARD_LIMIT

if TYPE_CHECKING:
    from pincite.kept.claims import Bodies
    from pincite.read.files import Folder

_FOLDER = "templates"


def templates(folder: Folder, bodies: Bodies | None, program: str) -> dict[str, str]:
    """Give a digest of each template with all its parts, by name. All of them are read: they are inputs of the site.

    Which parts they have is remembered in the cache. Raises KeptError.
    """
    paths, _ = folder.files_below(_FOLDER, ())
    digests = {path.removeprefix(f"{_FOLDER}/"): folder.digest(path, CARD_LIMIT) for path in paths}
    if bodies is None:
        return digests
    basis = hashlib.sha256(f"{program} {sorted(digests.items())}".encode()).digest()
    row = bodies.store.get("made", _FOLDER)
    parts = _read(row[1], digests) if row and row[0] == basis else None
    if parts is None:
        parts = _parts(folder, digests)
        bodies.store.put("made", [(_FOLDER, basis, json.dumps(parts).encode())])
    return {name: _digest(name, parts, digests) for name in digests}


def _read(data: bytes, digests: dict[str, str]) -> dict[str, list[str]] | None:
    """Give the parts of each template as they were kept; None where that is not what was kept."""
    try:
        parts = json.loads(data)
    except ValueError:
        return None
    if not isinstance(parts, dict) or parts.keys() != digests.keys():
        return None
    names = [one for held in parts.values() for one in (held if isinstance(held, list) else [None])]
    return parts if all(isinstance(one, str) and one in digests for one in names) else None


def _parts(folder: Folder, digests: dict[str, str]) -> dict[str, list[str]]:
    """Name what each template extends, includes and imports by itself."""
    import jinja2  # where nothing has changed since the last build, no template is parsed
    from jinja2 import meta

    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - nothing is rendered by it
    found = {}
    for name in digests:
        try:
            tree = environment.parse(folder.peek(f"{_FOLDER}/{name}").data.decode())
            named = [*meta.find_referenced_templates(tree)]
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
            named = [None]  # told where it is rendered
        # A name that is worked out may be any.
        found[name] = sorted(digests) if None in named else sorted({one for one in named if one in digests})
    return found


def _digest(name: str, parts: dict[str, list[str]], digests: dict[str, str]) -> str:
    seen, ahead = {name}, [name]
    while ahead:
        new = set(parts[ahead.pop()]) - seen
        seen |= new
        ahead += new
    return hashlib.sha256("".join(f"{one}={digests[one]};" for one in sorted(seen)).encode()).hexdigest()

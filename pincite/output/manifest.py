"""The manifest: which bytes a build wrote, and from which inputs. What it does not list, pincite did not write."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pincite.output.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The file's own path in the output. No dot-file: the step that uploads to GitHub Pages drops those.
MANIFEST = "manifest.json"
FORMAT = 1


def manifest(files: Mapping[str, bytes], inputs: Mapping[str, str], version: str) -> bytes:
    """Write the manifest of a build: `inputs` maps paths to SHA-256 in hex. The same build gives the same bytes.

    It does not list itself.
    """
    outputs = {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for path, data in files.items()
        if path != MANIFEST
    }
    content = {"format": FORMAT, "generator": f"pincite {version}", "inputs": dict(inputs), "outputs": outputs}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(output: Path) -> Mapping[str, Any] | None:
    """Read the manifest of an output folder. None where there is none, or none of ours: other tools use the name, too.

    Raises OutputError where there is one that cannot be read.
    """
    path = output / MANIFEST
    if path.is_symlink() or not path.is_file():
        return None
    data = read_file(path)
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return None
    ours = str(content.get("generator", "")).startswith("pincite ")
    shaped = isinstance(content.get("inputs"), dict) and isinstance(content.get("outputs"), dict)
    return content if ours and shaped else None

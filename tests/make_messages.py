"""Writes locale/pincite.pot and brings the catalogues up to date with it: `python tests/make_messages.py`.

Babel reads the messages out of the templates and the package. A test compares the template of the catalogues with what
`template` gives, so a message that is added or changed is told until it is written. The files carry no dates.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "locale" / "pincite.pot"
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
HEADER = """\
# The words of pincite's pages. A site in another language than English takes them from locale/LANGUAGE.po.
# What a template says in {{ name }} stands here as %(name)s and is kept as it is; so are tags and {braces}."""


def template() -> Catalog:
    """Give every message of the templates and the package, in the order of files and lines."""
    catalogue = Catalog(project="pincite", header_comment=HEADER)
    for path in sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("pincite/**/*.py")]):
        name = path.relative_to(ROOT).as_posix()
        with path.open("rb") as source:
            method = babel_extract if path.suffix == ".html" else "python"
            options = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}
            for _, message, notes, _ in extract(method, source, KEYWORDS, options=options):
                # The file alone and not the line: a line moves with every edit and says nothing to a translator.
                catalogue.add(message, None, [(name, None)], user_comments=notes)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue without dates and names of tools, so that the same messages give the same bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=False, sort_by_file=False, ignore_obsolete=True)
    dated = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
        "Report-Msgid",
    )
    lines = out.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))]
    return "".join(kept).encode()


def catalogues() -> dict[Path, bytes]:
    """Give every file of the folder as it should be."""
    found = template()
    files = {TARGET: written(found)}
    for path in sorted(TARGET.parent.glob("*.po")):
        with path.open("rb") as source:
            one = read_po(source, locale=path.stem.replace("-", "_"))
        one.update(found, no_fuzzy_matching=True)
        files[path] = written(one)
    return files


if __name__ == "__main__":
    for path, data in catalogues().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

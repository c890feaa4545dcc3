"""SVG files among the assets: drawings only. One that is opened by itself is a page, and runs what it holds.

Hence elements and attributes are held against a list of what draws. Nothing may lead out of the file, move, or be a
page inside the drawing; icons, which become part of every page, may hold even less (`assets`).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT, DEPTH = 2 * 1024 * 1024, 64  # bytes; levels. docs/limits.md states them.
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    """svg g defs symbol use switch view title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker style filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence""".split()
)
# What Inkscape notes for itself, and who made the drawing: no browser knows these elements. By name, each of them, for
# what is a script to a reader that does not look at namespaces has no place here either.
_NOTED = {
    _SVG: "metadata",
    "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}": "namedview guide",
    "{http://www.inkscape.org/namespaces/inkscape}": "grid page perspective path-effect",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}": "RDF Bag Seq li",
    "{http://creativecommons.org/ns#}": "Work Agent License permits requires prohibits license",
    "{http://purl.org/dc/elements/1.1/}": """format type title date creator rights publisher identifier source
    relation language subject coverage description contributor""",
}
_INKSCAPES = tuple(space for space in _NOTED if "inkscape" in space or "sodipodi" in space)
# Where Inkscape says to which file it has exported: that tells readers what an editor's folders are called.
_FOLDER = re.compile(r"\s*(?:file:|~?/\w|[a-z]:[\\/])", re.IGNORECASE)
_NOTES = frozenset(f"{space}{name}" for space, names in _NOTED.items() for name in names.split())
# A declaration of a document type can define entities, a processing instruction load a stylesheet.
_DECLARED = re.compile(r"<!(?!--|\[CDATA\[)|<\?(?!xml\s)", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
# Whatever leads elsewhere in CSS, and the escapes that hide it (CSS Syntax Level 3, 4.3.7).
_LEADS = re.compile(r"url\s*\(\s*[\"']?\s*(?!#|\s|[\"'])|@import|@font-face|image-set|\bsrc\s*\(|\\", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_XLINK, _XML = "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}"


def why_unsafe(data: bytes) -> str:
    """Say why a file is no drawing that may be served, as a predicate of it; an empty string where it is one."""
    if len(data) > LIMIT:
        return f"has more than {LIMIT:,} bytes"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is no text in UTF-8"
    if _DECLARED.search(text):
        return "holds a document type or a processing instruction"
    if (named := _ENCODING.match(text.lstrip())) and named[1].lower() != "utf-8":
        return f'says that it is written in "{named[1]}"'
    try:
        return _read(text)
    except (ET.ParseError, ValueError) as error:
        return f"is no SVG: {error}"


def _read(text: str) -> str:
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
    parser.feed(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    parser.close()
    depth = 0
    for event, node in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
        if event == "end":
            depth -= 1
            if node.tag == f"{_SVG}style" and _leads("".join(node.itertext())):
                return "has a <style> that leads out of it"
            continue
        if not depth and node.tag != f"{_SVG}svg":
            return "is no SVG"
        depth += 1
        if depth > DEPTH:
            return f"is nested deeper than {DEPTH} levels"
        name = node.tag.removeprefix(_SVG)
        draws = name in _ELEMENTS and name != node.tag
        if not (draws or node.tag in _NOTES):  # of either its attributes are looked at
            return f"holds <{name.rpartition('}')[2]}>"
        for key, value in node.attrib.items():
            if _is_unsafe(key, value):
                return f"holds {key.rpartition('}')[2]}={value[:40]!r}"
    return ""


def _is_unsafe(key: str, value: str) -> bool:
    name = key.removeprefix(_XLINK).lower()
    if name == "href":
        return not value.strip().startswith("#")
    if key.startswith(_INKSCAPES) and _FOLDER.match(value):
        return True
    return name.startswith("on") or key in {f"{_XML}base", f"{_XML}id", "src", "srcdoc"} or _leads(value)


def _leads(style: str) -> bool:
    # What seems a comment may be two strings to a browser: so with comments, and without.
    return bool(_LEADS.search(style) or _LEADS.search(_COMMENT.sub("", style)))

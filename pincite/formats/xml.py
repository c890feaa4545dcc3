"""XML as bytes: the same every time, and well-formed whatever the texts hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

# What no XML document may hold, not even as a reference (XML 1.0, production 2, Char).
# What is left of all code points: said the other way round, it would take ten times as long to compile.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_KNOWN = "\ufffd"


def element(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Put an element behind the last one of its parent; attributes that are empty are left out."""
    made = ET.SubElement(parent, name, {key: value for key, value in attributes.items() if value})
    made.text = text or None
    return made


def document(root: ET.Element) -> bytes:
    """Write a document, one element a line. A character that XML does not have becomes U+FFFD."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + _NO_CHARACTER.sub(_NOT_KNOWN, text) + "\n").encode()

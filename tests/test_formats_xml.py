"""XML as bytes: well-formed whatever the texts hold."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from pincite.formats.xml import document, element


def _root(text="", **attributes):
    root = ET.Element("root")
    element(root, "one", text, **attributes)
    return root


def _read(root):
    return ET.fromstring(document(root)).find("one")  # noqa: S314 - written just before


@pytest.mark.parametrize("text", ["<b>&amp;</b> ]]> \"'", "é 😀 \u2028", "line\nline\ttab"])
def test_a_text_is_read_as_it_was_written(text):
    found = _read(_root(text, key=text))
    assert (found.text, found.get("key")) == (text, text)


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_does_not_have_is_marked_as_not_known(char):
    found = _read(_root(f"a{char}b", key=char))
    assert (found.text, found.get("key")) == ("a\ufffdb", "\ufffd")


def test_what_is_not_known_is_left_out():
    found = _read(_root("", key=""))
    assert (found.text, found.attrib) == (None, {})


def test_each_element_has_a_line_and_the_last_line_ends():
    assert document(_root("text")) == b'<?xml version="1.0" encoding="utf-8"?>\n<root>\n  <one>text</one>\n</root>\n'

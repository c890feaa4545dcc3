"""Files that were meant to be a text, and are a document of another program."""

from __future__ import annotations

import io
import zipfile

import pytest

from pincite.problems import InputError
from pincite.read.files import InputFile, decode
from pincite.read.foreign import foreign


def _zip(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(name, "<a/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_zip("word/document.xml"), "Word document"),
        (_zip("xl/workbook.xml"), "Excel"),
        (_zip("other.txt"), "archive (ZIP)"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (rb"{\rtf1\ansi title: A}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old document"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        ("title: A".encode("utf-16"), "UTF-16"),
        ("title: A".encode("utf-16-le"), "UTF-16"),
        ("title: A".encode("utf-16-be"), "UTF-16"),
        (bytes(4096), "nothing but zeros"),
    ],
)
def test_a_document_of_another_program_is_named_and_not_its_first_odd_byte(data, what):
    with pytest.raises(InputError) as raised:
        decode(InputFile("seeds/a.txt", data, ""))
    assert (raised.value.problem.code, what in raised.value.problem.message) == ("not-utf8", True)


@pytest.mark.parametrize("data", [b"", b"a", b"title: A\n", "Ученики".encode(), b"PK is short for park", b"a\0b: c\n"])
def test_a_text_is_no_document(data):
    assert foreign(data) is None

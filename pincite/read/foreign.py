"""What a file is that was meant to be a text and is none: a document of another program, or a text in UTF-16.

A byte that is not UTF-8 says nothing to somebody who saved a letter where a text was wanted; what the file is does.
"""

from __future__ import annotations

_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a text with formats (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old document of Word or Excel"),
    (b"bplist00", "an archive of a web page (webarchive)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
# What lies in the archives that documents are (ECMA-376, part 2; OpenDocument 1.3, part 2, 3.3).
_PACKED = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"Index/", "a Pages, Numbers or Keynote document"),
)
_TEXT = "save its words as plain text in UTF-8: in its program, under Save as or Export"
_UTF16 = "save it as UTF-8 in the editor"


def foreign(data: bytes) -> tuple[str, str] | None:
    """Say what a file is that is no text in UTF-8, and what to do; None where nothing of it is known to be wrong."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or _alternates(data):
        return "UTF-16, not UTF-8", _UTF16
    if data and not data.strip(b"\0"):
        return "nothing but zeros: its content was lost, as where a machine went off", "restore it from a copy"
    if data.startswith(b"PK\x03\x04"):
        what = next((name for mark, name in _PACKED if mark in data), "an archive (ZIP)")
        return f"{what}, and no text", _TEXT
    what = next((name for mark, name in _BEGINNINGS if data.startswith(mark)), "")
    if data[4:8] == b"ftyp":
        what = "a picture or a film"
    return (f"{what}, and no plain text", _TEXT) if what else None


def _alternates(data: bytes) -> bool:
    """Tell whether every second byte of the first letters is zero, as in Latin letters in UTF-16 without its mark."""
    first = data[:16]
    halves = (first[::2], first[1::2])
    return len(first) >= len("ab") * 2 and any(
        not one.strip(b"\0") and 0 not in other for one, other in (halves, halves[::-1])
    )

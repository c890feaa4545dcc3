"""From a page's bytes to its text: the declared encoding, read strictly; a wrong byte is a problem and no guess.

The order is that of the HTML standard (13.2.3.2): a byte-order mark, the header of the answer, the page's own
declaration near its beginning; and then UTF-8, and not the guess that browsers make. Labels mean what the Encoding
standard says: `iso-8859-1` is windows-1252.
"""

from __future__ import annotations

import codecs
import re

from pincite.problems import InputError, Problem, Span

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_SAVE_PAGE = "save the page again from a browser, which writes UTF-8"
_SAVE_TEXT = "open the file in the program that wrote it, or in a text editor, and save it as UTF-8"
_HEAD = 4096  # the standard says 1,024; what a browser puts before a saved page pushes the declaration back

# The labels in use on pages of news, and Python's name for what they mean (encoding.spec.whatwg.org, 4.2).
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    # A page that says so in ASCII cannot be UTF-16; the standard takes it for UTF-8.
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **{f"windows-{number}": f"cp{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **{f"cp{number}": f"cp{number}" for number in (1250, 1251, 1254, 1256, 1257)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm866": "cp866",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    "big5": "big5hkscs",
    **dict.fromkeys(("shift_jis", "shift-jis"), "cp932"),
    "euc-jp": "euc-jp",
    "iso-2022-jp": "iso2022-jp",
    "euc-kr": "cp949",
}


def decode_page(data: bytes, path: str, *, header: str = "", markup: bool = True) -> str:
    """Decode a page. `header` is the charset that the answer's header named; `markup` looks for the page's own.

    Raises InputError (page-encoding) for a label that is not known and for bytes that are not what was declared.
    """
    hint = _SAVE_PAGE if markup else _SAVE_TEXT
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, f"{codec.upper()}, which its byte-order mark says", path, hint)
    declared, who = header, "the answer's header"
    if not declared and markup:
        head = data[:_HEAD]
        if found := _XML.search(head) or _DECLARED.search(head):
            declared, who = found.group(1).decode("ascii"), "the page's own declaration"
    if not declared:
        return _decoded(data, "utf-8", "UTF-8; the page declares no encoding" if markup else "UTF-8", path, hint)
    label = declared.strip().lower()
    if label not in _CODECS:
        message = f'the encoding "{label}" ({who}) is not known'
        raise InputError(Problem("page-encoding", message, Span(path), hint))
    return _decoded(data, _CODECS[label], f"{label}, which {who} says", path, hint)


def _decoded(data: bytes, codec: str, encoding: str, path: str, hint: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"line {line} holds the byte 0x{data[error.start]:02x}, which is not {encoding}"
        raise InputError(Problem("page-encoding", message, Span(path), hint)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")

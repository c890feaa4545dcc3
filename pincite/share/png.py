"""Writes a picture with a palette as a PNG whose bytes hang on no version of any library.

What packs pictures elsewhere is zlib, which is the system's, and packs otherwise on another system. The packing here is
one of the many that DEFLATE (RFC 1951) allows, chosen for flat pictures with letters, and every reader unpacks it:

1. What repeats its neighbour is a copy of it; the rest stands as it is. Nothing else is looked for.
2. One block holds all, with codes that are the same for every picture (3.2.7): short where `tests/make_codes.py` has
   counted much. So the same piece has the same bits wherever it stands, and is packed once: a row of a letter, a gap.
"""

from __future__ import annotations

import re
import zlib  # for sums alone: those are the same by every version
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORTEST, _LONGEST = 3, 258  # bytes that are copied at once (3.2.5)
# What is sought in paper, nearly all of the picture, begins with its plain nought: that is found much faster.
_RUN = re.compile(rb"\x00{%d,}|(.)\1{%d,}" % (SHORTEST + 1, SHORTEST), re.DOTALL)
_WIDE = 1 + 4 * _LONGEST  # bytes: a wider gap is some that are as wide, with the same bits
_GAP = re.compile(rb"(\x00\x00{%d,%d})" % (SHORTEST, _WIDE - 1))
END = 256  # the symbol of the end of a block
_KEPT, _LONG = 30_000, 2_000  # pieces whose bits are remembered, and the bytes of one that is too long for that

Part = bytes | int  # an int is so many noughts

# How many bits the code of each symbol has, in hexadecimal: 256 bytes, the end, and 29 lengths of copies.
LENGTHS = (
    "3666666667666766777666653aaabbbbb9bcdbbbbcbbbba879aa9abaabbaaabbaaaaaa996fffffffffffffffffffffff"
    "ebccacecaccdddccccdcbcbb8bccccdbddcccdccccfcbccb89aaabca9babacabaacb9ab98fffffffffffffffffffffff"
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff555667776677778989aa9aaa89aa4"
)


def png(width: int, height: int, palette: Sequence[tuple[int, ...]], lines: Iterable[Part]) -> bytes:
    """Write a picture: up to 256 colours of red, green, blue, and one byte a pixel, line by line, with a nought before.

    That nought is the filter that was used on the line, none (PNG, 9.2).
    """
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x03\x00\x00\x00"
    colours = b"".join(map(bytes, palette))
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", packed(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def packed(parts: Iterable[Part]) -> bytes:
    """Pack bytes in the format of zlib (RFC 1950)."""
    total, cut = 1, []
    for part in parts:
        total = _adler(part, total)
        cut += pieces(part)
    cut.reverse()
    # The first bit is the lowest of the first byte (3.1.1), so that all together are one number, its last digit first.
    bits = f"{_written()[END]}{''.join(map(_known.__getitem__, cut))}{_head()}"
    body = int(bits, 2).to_bytes((len(bits) + 7) // 8, "little")
    return b"\x78\x9c" + body + total.to_bytes(4, "big")


def _adler(part: Part, before: int) -> int:
    """Go on with the sum of RFC 1950: the lower half adds up the bytes, the upper half what the lower one was."""
    if isinstance(part, bytes):
        return zlib.adler32(part, before)
    low, high = before & 0xFFFF, before >> 16
    return (high + part * low) % 65_521 << 16 | low


def pieces(part: Part) -> list[bytes]:
    """Cut bytes into gaps and what stands between them; some of the pieces are empty."""
    if isinstance(part, bytes):
        return _GAP.split(part)
    whole, rest = divmod(part, _WIDE)
    return [bytes(_WIDE)] * whole + [bytes(rest)]


class _Known(dict[bytes, str]):
    """The bits of pieces, the last first, each found out when it is first asked for.

    Most pieces of a picture stood on one before, so that this is ten times as fast as to write each; ten megabytes.
    """

    def __missing__(self, piece: bytes) -> str:
        bits = "".join(map(_written().__getitem__, reversed(tokens(piece))))
        if len(self) >= _KEPT:
            self.clear()
        if len(piece) < _LONG:
            self[piece] = bits
        return bits


_known = _Known()


def tokens(piece: bytes) -> list[int]:
    """Give what a piece is written as: bytes, and copies of the byte before, as 256 and how many they are."""
    found: list[int] = []
    at = 0
    for run in _RUN.finditer(piece):
        start, end = run.span()
        found += piece[at : start + 1]
        length = end - start - 1
        while length > _LONGEST:
            part = min(_LONGEST, length - SHORTEST)  # so that the rest is not too short
            found.append(256 + part)
            length -= part
        found.append(256 + length)
        at = end
    found += piece[at:]
    return found


def symbol(token: int) -> tuple[int, int, int]:
    """Give the symbol of a token (3.2.5), how many bits follow it, and their value."""
    length = token - 256
    if length <= 0:
        return token, 0, 0
    if length == _LONGEST:
        return 285, 0, 0
    extra = max(0, (length - 3).bit_length() - 3)
    return 257 + 4 * extra + ((length - 3) >> extra), extra, (length - 3) & ((1 << extra) - 1)


@cache
def _written() -> dict[int, str]:
    """Give the bits of each token, the last first. How far a copy reaches back, by one, is the bit 0."""
    codes, found = _codes(), {}
    for token in (*range(END + 1), *range(256 + SHORTEST, 256 + _LONGEST + 1)):
        name, more, value = symbol(token)
        found[token] = ("0" if token > END else "") + (format(value, f"0{more}b") if more else "") + codes[name]
    return found


def _codes() -> list[str]:
    """Give the code of each symbol, which the lengths determine (3.2.2), its last bit first."""
    used = sorted((int(bits, 16), symbol) for symbol, bits in enumerate(LENGTHS))
    codes, code = [""] * len(used), 0
    for (bits, name), (following, _) in pairwise([*used, (0, 0)]):
        codes[name] = format(code, f"0{bits}b")[::-1]
        code = (code + 1) << max(0, following - bits)
    return codes


@cache
def _head() -> str:
    """Write the head of the last block, its last bit first: that it has codes of its own, and their lengths.

    The lengths have a code, too: four bits for each from 0 to 15, which are then its binary digits.
    """
    lengths = "".join([format(int(bits, 16), "04b") for bits in f"{LENGTHS}1"])  # the last: one distance, one bit
    own = "100" * 16 + "000" * 3  # four bits for each of 15 to 0, none for the repeats, in an order that is set
    counts = f"{16 + 3 - 4:04b}{1 - 1:05b}{len(LENGTHS) - 257:05b}"
    return f"{lengths[::-1]}{own}{counts}{2:02b}1"

"""Writes a picture with a palette as a PNG whose bytes hang on no version of any library.

What packs pictures elsewhere is zlib, which is the system's, and packs otherwise on another system. The packing here is
one of the many that DEFLATE (RFC 1951) allows, chosen for flat pictures with letters, and every reader unpacks it:

1. What is the same as in the line above is a copy of it, what repeats its neighbour a copy of that; the rest stands as
   it is. Nothing else is looked for.
2. One block holds all, with the codes that are the shortest for it (3.2.7).
"""

from __future__ import annotations

import re
import zlib  # for sums alone: those are the same by every version
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHORTEST, _LONGEST = 3, 258  # bytes that are copied at once (3.2.5)
_SAME = re.compile(rb"\x00{20,}")  # a shorter copy of the line above takes as many bits as what it is a copy of
_RUN = re.compile(rb"(.)\1{%d,}" % _SHORTEST, re.DOTALL)
_END = 256  # the symbol of the end of a block
_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)  # of the lengths of lengths (3.2.7)
_LIMIT, _LIMIT_OF_LENGTHS = 15, 7  # bits of a code

Copy = tuple[int, int]  # how many bytes, from how far behind
Token = int | Copy


def png(width: int, height: int, palette: Sequence[tuple[int, ...]], pixels: bytes) -> bytes:
    """Write a picture: up to 256 colours of red, green, blue, and one byte a pixel, line by line."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x03\x00\x00\x00"
    # A line begins with the filter that was used on it, none (PNG, 9.2).
    lines = b"".join(b"\x00" + pixels[at : at + width] for at in range(0, width * height, width))
    colours = b"".join(map(bytes, palette))
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", packed(lines, width + 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def packed(data: bytes, line: int) -> bytes:
    """Pack bytes that come in lines of one length, up to 32,768, as zlib would (RFC 1950)."""
    tokens: list[Token] = [*_tokens(data, line), _END]
    counts = Counter(tokens)
    symbols: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for token, number in counts.items():
        symbols[_symbol(token)] += number
        if isinstance(token, tuple):
            places[_distance(token[1])[0]] += number
    lengths, far = code_lengths(symbols, 286, _LIMIT), code_lengths(places, 30, _LIMIT)
    codes, ways = _codes(lengths), _codes(far)
    written = {token: _written(token, codes, ways) for token in counts}
    bits = f"1{_little(2, 2)}{_described(lengths, far)}{''.join([written[token] for token in tokens])}"
    # The first bit is the lowest of the first byte (3.1.1).
    body = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
    return b"\x78\x9c" + body + zlib.adler32(data).to_bytes(4, "big")


def _tokens(data: bytes, line: int) -> Iterator[Token]:
    before = bytes(0)
    for start in range(0, len(data), line):
        row = data[start : start + line]
        at = 0
        if len(before) == len(row):
            changed = (int.from_bytes(row, "big") ^ int.from_bytes(before, "big")).to_bytes(len(row), "big")
            for same in _SAME.finditer(changed):
                yield from _runs(row[at : same.start()])
                piece = row[same.start() : same.end()]
                # Of one colour it is told shorter by itself: a place far behind takes nine bits more.
                plain = piece.count(piece[0]) == len(piece)
                yield from _runs(piece) if plain else _copies(len(piece), line)
                at = same.end()
        yield from _runs(row[at:])
        before = row


def _runs(piece: bytes) -> Iterator[Token]:
    at = 0
    for run in _RUN.finditer(piece):
        yield from piece[at : run.start() + 1]
        yield from _copies(run.end() - run.start() - 1, 1)
        at = run.end()
    yield from piece[at:]


def _copies(length: int, distance: int) -> Iterator[Copy]:
    """Cut a long copy into pieces, none of which is too short."""
    while length > _LONGEST:
        piece = min(_LONGEST, length - _SHORTEST)
        yield piece, distance
        length -= piece
    yield length, distance


# Symbols (3.2.5) -----------------------------------------------------------------------------------------------------


def _symbol(token: Token) -> int:
    return token if isinstance(token, int) else _length(token[0])[0]


def _length(length: int) -> tuple[int, int, int]:
    """Give the symbol of a length, how many bits follow it, and their value."""
    if length == _LONGEST:
        return 285, 0, 0
    extra = max(0, (length - 3).bit_length() - 3)
    return 257 + 4 * extra + ((length - 3) >> extra), extra, (length - 3) & ((1 << extra) - 1)


def _distance(distance: int) -> tuple[int, int, int]:
    """Give the same for a distance."""
    extra = max(0, (distance - 1).bit_length() - 2)
    return 2 * extra + ((distance - 1) >> extra), extra, (distance - 1) & ((1 << extra) - 1)


def _written(token: Token, codes: Mapping[int, str], ways: Mapping[int, str]) -> str:
    if isinstance(token, int):
        return codes[token]
    (symbol, more, value), (way, further, rest) = _length(token[0]), _distance(token[1])
    return codes[symbol] + _little(value, more) + ways[way] + _little(rest, further)


def _little(value: int, bits: int) -> str:
    """Write a number, its lowest bit first."""
    return format(value, f"0{bits}b")[::-1] if bits else ""


# Codes (3.2.2, 3.2.7) ------------------------------------------------------------------------------------------------


def code_lengths(counts: Mapping[int, int], size: int, limit: int) -> list[int]:
    """Give the length in bits of each symbol's code, 0 for one that is not used, for the shortest text as a whole.

    By packages that are merged (Larmore and Hirschberg, 1990): a package of one round is a leaf of the next.
    """
    leaves = sorted((number, (symbol,)) for symbol, number in counts.items())
    if len(leaves) < 2:  # noqa: PLR2004 - a code of one symbol has one bit
        return [int(symbol in counts) for symbol in range(size)]
    packages: list[tuple[int, tuple[int, ...]]] = []
    for _ in range(limit):
        merged = sorted([*leaves, *packages])
        packages = [(one[0] + two[0], one[1] + two[1]) for one, two in zip(merged[::2], merged[1::2], strict=False)]
    lengths = Counter(symbol for _, symbols in packages[: len(leaves) - 1] for symbol in symbols)
    return [lengths[symbol] for symbol in range(size)]


def _codes(lengths: Sequence[int]) -> dict[int, str]:
    """Give the codes, which their lengths determine, the highest bit first."""
    used = sorted((bits, symbol) for symbol, bits in enumerate(lengths) if bits)
    codes, code = {}, 0
    for (bits, symbol), (following, _) in pairwise([*used, (0, 0)]):
        codes[symbol] = format(code, f"0{bits}b")
        code = (code + 1) << max(0, following - bits)
    return codes


def _described(lengths: Sequence[int], far: Sequence[int]) -> str:
    """Write the lengths of both codes, each by a code of its own."""
    own = code_lengths(Counter([*lengths, *far]), 19, _LIMIT_OF_LENGTHS)
    codes = _codes(own)
    sizes = f"{_little(len(lengths) - 257, 5)}{_little(len(far) - 1, 5)}{_little(len(_ORDER) - 4, 4)}"
    return sizes + "".join(_little(own[one], 3) for one in _ORDER) + "".join(codes[one] for one in (*lengths, *far))

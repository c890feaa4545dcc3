"""A PNG of our own packing: every reader unpacks it, and no library's version decides its bytes."""

from __future__ import annotations

import hashlib
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_codes import code_lengths
from pictures import content
from PIL import Image

from pincite.share import png as written
from pincite.share.drawing import draw
from pincite.share.png import LENGTHS, packed, png

PALETTE = [(255, 255, 255), (0, 0, 0), (200, 16, 46)]
BYTES = st.sampled_from(b"\0\1\x18\xff")
RUNS = st.lists(st.tuples(BYTES, st.one_of(st.integers(1, 6), st.integers(1, 3000))), max_size=30)
RUNS = RUNS.map(lambda runs: b"".join(bytes([value]) * number for value, number in runs))


def _lines(width, pixels):
    return [b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))]


def _chunks(data):
    """Read a PNG as its standard has it: names and contents, with every sum held against its bytes."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        assert int.from_bytes(data[end : end + 4], "big") == zlib.crc32(data[at + 4 : end])
        found.append((data[at + 4 : at + 8], data[at + 8 : end]))
        at = end + 4
    assert at == len(data)
    return found


@given(st.binary(max_size=600))
def test_zlib_unpacks_what_was_packed(data):
    assert zlib.decompress(packed([data])) == data


@given(st.lists(st.one_of(RUNS, st.integers(0, 5000)), max_size=8))
def test_zlib_unpacks_runs_and_what_is_told_as_so_many_noughts(parts):
    """It holds the sum of the bytes against them, too, and takes no bit too many."""
    reader = zlib.decompressobj()
    data = b"".join(bytes(part) for part in parts)
    assert reader.decompress(packed(parts)) == data
    assert (reader.eof, reader.unused_data) == (True, b"")


def test_the_sum_is_right_where_it_overflows():
    parts = [b"\xff" * 5000, 70_000, b"\xff" * 70_000, 756_630, b"\1"]
    assert zlib.decompress(packed(parts)) == b"".join(map(bytes, parts))


@pytest.mark.parametrize("value", [0, 7])
@pytest.mark.parametrize(
    "length", [*range(1, 20), *range(257, 265), *range(514, 522), *range(1030, 1040), 2065, 2066, 2067, 32_765]
)
def test_a_run_of_any_length_is_one(value, length):
    data = b"ab" + bytes([value]) * length + b"c"
    assert zlib.decompress(packed([data])) == data
    assert zlib.decompress(packed([data * 3])) == data * 3


def test_every_byte_and_every_length_of_a_copy_can_be_written():
    data = bytes(range(256)) + b"".join(bytes([5 + length % 2]) * length for length in range(1, 262))
    assert zlib.decompress(packed([data])) == data


@settings(max_examples=50)
@given(st.integers(1, 70), st.integers(1, 40), st.data())
def test_a_picture_is_read_with_its_pixels_and_colours(width, height, data):
    """By Pillow, and by the letter of the standard."""
    pixels = data.draw(st.lists(st.sampled_from(b"\0\0\0\0\1\2"), min_size=width * height, max_size=width * height))
    pixels = bytes(pixels)
    made = png(width, height, PALETTE, _lines(width, pixels))
    with Image.open(io.BytesIO(made)) as read:
        read.verify()
    with Image.open(io.BytesIO(made)) as read:
        assert (read.size, read.mode, read.tobytes()) == ((width, height), "P", pixels)
        assert read.convert("RGB").tobytes() == b"".join(bytes(PALETTE[pixel]) for pixel in pixels)
    (_, head), (_, palette), (_, body), (_, end) = chunks = _chunks(made)
    assert [name for name, _ in chunks] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert head == width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 3, 0, 0, 0])
    assert (palette, end) == (b"".join(map(bytes, PALETTE)), b"")
    assert zlib.decompress(body) == _lines(width, pixels)[0]


@pytest.mark.parametrize("changes", [{}, {"mark": None, "scale": (), "at": -1}, {"direction": "rtl"}])
def test_a_share_image_is_whole_by_the_letter_of_the_standard(changes):
    made = draw(content(**changes))
    (_, head), (_, palette), (_, body), _ = _chunks(made)
    lines = zlib.decompress(body)
    assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")) == (1200, 630)
    assert len(lines) == 1201 * 630
    assert set(lines[::1201]) == {0}
    assert len(palette) % 3 == 0
    assert max(lines) < len(palette) // 3 <= 256
    with Image.open(io.BytesIO(made)) as read:
        assert read.tobytes() == b"".join(lines[at + 1 : at + 1201] for at in range(0, len(lines), 1201))


def test_the_bytes_are_these_on_every_machine():
    """Whatever zlib is installed: what it would pack otherwise is packed here."""
    pixels = bytes((x * y // 7) % 3 if 20 < x < 40 else 0 for y in range(40) for x in range(60))
    found = hashlib.sha256(png(60, 40, PALETTE, _lines(60, pixels))).hexdigest()
    assert found == "3133f42e944b37b1ff0d29378f3643431a38ef087d6ca61e9d22fb01561991a3"


def test_the_bytes_are_the_same_whatever_was_packed_before(monkeypatch):
    """The bits of a piece are remembered, and forgotten where there are too many."""
    parts = [bytes((x * y // 7) % 3 for y in range(40) for x in range(60)), 700, b"\1\2\0\0\0\0" * 20]
    expected = packed(parts)
    assert packed(parts) == expected
    monkeypatch.setattr(written, "_KEPT", 2)
    packed([bytes(range(200))])
    assert packed(parts) == expected


def test_what_is_remembered_has_a_bound(monkeypatch):
    monkeypatch.setattr(written, "_KEPT", 10)
    for number in range(1, 100):
        packed([bytes([number, 0, 0, 0, 0, 0]), bytes([number]) * 5000])
    assert len(written._known) <= 10
    assert max(map(len, written._known)) < 5000


def test_a_flat_picture_is_small():
    assert len(png(1200, 630, PALETTE, [1201 * 630])) < 2500


def test_the_codes_leave_nothing_unused_and_none_out():
    """The sum of Kraft is 1: some readers take no other. Whatever is drawn has a code."""
    lengths = [int(bits, 16) for bits in LENGTHS]
    assert (len(lengths), min(lengths) > 0) == (286, True)
    assert sum(2 ** (15 - bits) for bits in lengths) == 2**15


# The table is made by ---------------------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(0, 285), st.integers(1, 10**6), min_size=2))
def test_the_lengths_of_codes_fill_the_room_there_is_and_never_pass_the_limit(counts):
    """The sum of Kraft is 1 for a code that leaves nothing unused; some readers take no other."""
    lengths = code_lengths(counts, 286, 15)
    assert {symbol for symbol, bits in enumerate(lengths) if bits} == set(counts)
    assert max(lengths) <= 15
    assert sum(2 ** (15 - bits) for bits in lengths if bits) == 2**15


def test_a_rare_symbol_is_never_shorter_than_a_frequent_one():
    counts = {number: 2**number for number in range(30)}
    lengths = code_lengths(counts, 30, 15)
    assert lengths == sorted(lengths, reverse=True)

"""A PNG of our own packing: every reader unpacks it, and no library's version decides its bytes."""

from __future__ import annotations

import hashlib
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pincite.share.png import code_lengths, packed, png

PALETTE = [(255, 255, 255), (0, 0, 0), (200, 16, 46)]


@given(st.binary(max_size=600), st.integers(1, 50))
def test_zlib_unpacks_what_was_packed(data, line):
    assert zlib.decompress(packed(data, line)) == data


@given(st.lists(st.tuples(st.sampled_from(b"\0\1\xff"), st.integers(1, 900)), max_size=12), st.integers(1, 400))
def test_zlib_unpacks_long_runs_and_lines_that_repeat(runs, line):
    data = b"".join(bytes([value]) * number for value, number in runs)
    assert zlib.decompress(packed(data, line)) == data


@pytest.mark.parametrize("length", [*range(1, 20), 257, 258, 259, 260, 261, 262, 516, 517, 518, 519, 520, 32_765])
def test_a_copy_of_any_length_is_one(length):
    data = b"ab" + bytes(length) + b"c"
    assert zlib.decompress(packed(data, len(data))) == data
    assert zlib.decompress(packed(data * 3, len(data))) == data * 3


@pytest.mark.parametrize("line", [1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 24, 25, 1201, 8192, 24_577, 32_768])
def test_the_line_above_is_found_at_any_distance(line):
    row = bytes(number * number % 251 for number in range(line))
    data = row * max(3, 90 // line)
    found = packed(data, line)
    assert zlib.decompress(found) == data
    assert line < 100 or len(found) < len(data) * 2 / 3


def test_a_picture_is_read_with_its_pixels_and_colours():
    pixels = bytes((x * y // 7) % 3 for y in range(40) for x in range(60))
    with Image.open(io.BytesIO(png(60, 40, PALETTE, pixels))) as read:
        read.verify()
    with Image.open(io.BytesIO(png(60, 40, PALETTE, pixels))) as read:
        assert (read.size, read.mode, read.tobytes()) == ((60, 40), "P", pixels)
        assert read.convert("RGB").tobytes() == b"".join(bytes(PALETTE[pixel]) for pixel in pixels)


def test_the_bytes_are_these_on_every_machine():
    """Whatever zlib is installed: what it would pack otherwise is packed here."""
    pixels = bytes((x * y // 7) % 3 if 20 < x < 40 else 0 for y in range(40) for x in range(60))
    found = hashlib.sha256(png(60, 40, PALETTE, pixels)).hexdigest()
    assert found == "0e4fe0d93c4794c98e393e58baecadcbbd96b428a33dab906ede840e871f6ebe"


def test_a_flat_picture_is_small():
    assert len(png(1200, 630, PALETTE, bytes(1200 * 630))) < 2500


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

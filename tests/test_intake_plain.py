"""Bytes to text, and plain text and Markdown to paragraphs."""

from __future__ import annotations

import pytest

from pincite.intake.decode import decode_page
from pincite.intake.plain import read_markdown, read_text
from pincite.problems import InputError

WRAPPED = """Bridge closed

The bridge over the Orrin was closed on Wednesday, and nobody
knows for how long it will be. The harbour master said that
she had never seen so much water.

The council met in the evening and went home before it was
dark.
"""


def _code(work, *given, **named):
    with pytest.raises(InputError) as error:
        work(*given, **named)
    return error.value.problem.code


# Encodings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "utf-8", "ISO-8859-5"])
def test_a_page_is_read_in_the_encoding_that_it_declares(label):
    html = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>Мост закрыт</p>'
    assert decode_page(html.encode(label), "page") == html


def test_latin_1_means_windows_1252_as_it_does_in_browsers():
    assert decode_page(b"<meta charset=iso-8859-1>\x93closed\x94", "page").endswith("“closed”")


def test_a_byte_order_mark_comes_before_a_header_and_that_before_the_page():
    page = '<meta charset="windows-1251">é'.encode()
    assert decode_page(b"\xef\xbb\xbf" + page, "page", header="koi8-r").endswith(">é")
    assert decode_page(page, "page", header="utf-8").endswith(">é")
    assert decode_page("Bridge é".encode("utf-16"), "page") == "Bridge é"


@pytest.mark.parametrize("data", [b"<p>\xe9", b"<meta charset=utf-8>\xff", b"<meta charset=windows-1252>\x81"])
def test_a_byte_that_is_not_in_the_encoding_is_a_problem_and_no_guess(data):
    assert _code(decode_page, data, "page") == "page-encoding"


@pytest.mark.parametrize(
    ("data", "more", "message", "hint"),
    [
        (b"Caf\xe9", {"markup": False}, "line 1 holds the byte 0xe9, which is not UTF-8", "text editor"),
        (b"<p>\n\xe9", {}, "line 2 holds the byte 0xe9, which is not UTF-8; the page declares no encoding", "browser"),
        (
            b"<meta charset=windows-1252>\x81",
            {},
            "is not windows-1252, which the page's own declaration says",
            "browser",
        ),
    ],
)
def test_a_wrong_byte_is_told_with_its_line_and_a_remedy_for_what_the_file_is(data, more, message, hint):
    with pytest.raises(InputError) as error:
        decode_page(data, "file", **more)
    assert message in error.value.problem.message
    assert hint in error.value.problem.hint


@pytest.mark.parametrize("label", ["rot13", "zip", "unicode_escape", "utf-7", "x-user-defined", "idna"])
def test_an_encoding_that_is_none_of_the_web_s_is_refused(label):
    assert _code(decode_page, b"text", "page", header=label) == "page-encoding"


def test_a_plain_text_declares_nothing():
    assert decode_page(b"<meta charset=koi8-r>", "text", markup=False) == "<meta charset=koi8-r>"


# Plain text ----------------------------------------------------------------------------------------------------------


def test_the_first_line_is_the_headline_and_every_other_line_a_paragraph():
    metadata, taken = read_text("Bridge closed\nIt was closed.\nIt is open again.\n")
    assert (metadata.get("headline"), taken.paragraphs) == ("Bridge closed", ("It was closed.", "It is open again."))


def test_clearly_wrapped_lines_are_joined_and_that_is_told():
    _, taken = read_text(WRAPPED)
    assert [len(line.split()) for line in taken.paragraphs] == [30, 13]
    assert taken.changes == ("3 wrapped lines joined into paragraphs",)


@pytest.mark.parametrize(
    "text",
    [
        "Head\n\nA first line of some length that ends here.\nA second\n\nlast",
        WRAPPED.replace("\n\n", "\n"),
        "Head\n\nshort\nlines\nof a poem\n\nand more\nof it",
    ],
)
def test_lines_that_are_not_clearly_wrapped_stay_lines(text):
    _, taken = read_text(text)
    assert len(taken.pieces) == len([line for line in text.split("\n") if line])
    assert taken.changes == ()


def test_a_line_that_looks_like_the_rest_of_the_one_before_is_told_and_not_joined():
    metadata, taken = read_text(
        "Bridge closed\nThe bridge at Orrin was closed on Friday and\nstays closed.\nIt is old.\n"
    )
    assert len(taken.paragraphs) == 3
    assert [note.partition(",")[0] for note in metadata.notes] == ["piece 3 begins in lower case"]
    assert "--format markdown" in metadata.notes[0]


@pytest.mark.parametrize("end", [".", "?", "!", ":", '."', ".”", "»", "…"])
def test_a_line_in_lower_case_behind_a_finished_one_is_no_rest(end):
    metadata, _ = read_text(f"Bridge closed.\nIt was closed{end}\ne-mails say so.\n")
    assert metadata.notes == ()


@pytest.mark.parametrize("text", ["", "\n\n \n"])
def test_an_empty_text_has_nothing_and_breaks_nothing(text):
    metadata, taken = read_text(text)
    assert (metadata.found, taken.paragraphs) == ({}, ())


# Markdown ------------------------------------------------------------------------------------------------------------


def test_markdown_gives_its_heading_and_its_paragraphs_as_they_are_seen():
    metadata, taken = read_markdown("# Bridge *closed*\n\nIt was **closed**,\nthey say.\n\n- one\n- [two](x)\n", "a.md")
    assert (metadata.get("headline"), taken.paragraphs) == ("Bridge closed", ("It was closed, they say.", "one", "two"))


def test_front_matter_is_read_and_dropped():
    text = "---\ntitle: Bridge closed\nauthor: Ada Wren\ndate: 2021-03-04\nlang: en\n---\n\nIt was closed.\n"
    metadata, taken = read_markdown(text, "a.md")
    assert {key: one.value for key, one in metadata.found.items()} == {
        "headline": "Bridge closed",
        "byline": "Ada Wren",
        "published": "2021-03-04",
        "language": "en",
    }
    assert taken.paragraphs == ("It was closed.",)


def test_markdown_without_a_heading_begins_with_its_headline():
    metadata, taken = read_markdown("Bridge closed\n\nIt was closed.", "a.md")
    assert (metadata.get("headline"), taken.paragraphs) == ("Bridge closed", ("It was closed.",))


def test_markdown_that_would_take_too_long_is_refused():
    assert _code(read_markdown, "[" * 5000, "a.md") == "page-too-complex"

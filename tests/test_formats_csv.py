"""CSV that every reader reads, and that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import table_csv

from pincite.formats.columns import COUNTS, FLAG, ID, TEXT, WHOLE, Column, Table
from pincite.formats.csv import RISKY, exact

TABLE = Table("boats", "boat", "Boats.", (Column("id", ID, "its id"), Column("text", TEXT, "its text")))
KINDS = Table(
    "kinds",
    "kind",
    "Kinds.",
    (
        Column("id", ID, "its id"),
        Column("flag", FLAG, "a flag"),
        Column("number", WHOLE, "a number"),
        Column("parts", COUNTS, "parts"),
        Column("nothing", TEXT, "nothing", "always"),
        Column("words", TEXT, "words", listed=True),
    ),
)


def _read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def _cell(text):
    return _read(table_csv(TABLE, [{"id": "a", "text": text}]))[1][1]


def test_a_file_is_as_rfc_4180_has_it():
    data = table_csv(TABLE, [{"id": "a", "text": 'said "so",\nand left'}])
    assert data == b'id,text\r\na,"said ""so"",\nand left"\r\n'


def test_a_table_without_rows_is_its_header():
    assert table_csv(TABLE, []) == b"id,text\r\n"


def test_a_file_begins_with_the_name_of_its_first_column_and_no_byte_order_mark():
    assert table_csv(TABLE, [{"id": "a", "text": "مرحبا"}]).startswith(b"id,")


def test_values_are_written_as_the_page_says():
    row = {"id": "a", "flag": True, "number": 0, "parts": {"men": 1}, "nothing": None, "words": ["é", 'a "b"']}
    assert _read(table_csv(KINDS, [row]))[1] == ["a", "true", "0", '{"men": 1}', "", '["é", "a \\"b\\""]']


@pytest.mark.parametrize("first", RISKY)
def test_no_cell_begins_with_what_a_spreadsheet_runs(first):
    text = f"{first}HYPERLINK(1)"
    assert (_cell(text), exact(_cell(text))) == (f"'{text}", text)


@pytest.mark.parametrize("text", ["2+2=4", " =1", "“=1”", "[1]", "{}", "a\t=1", "‘tis"])
def test_what_no_spreadsheet_runs_is_left_alone(text):
    assert _cell(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_every_text_comes_back_exact(text):
    assert exact(_cell(text)) == text
    assert not _cell(text).startswith(RISKY[:-1])

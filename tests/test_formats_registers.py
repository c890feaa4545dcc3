"""The second part of the dictionary: registers are tables of the database, and no files of their own."""

from __future__ import annotations

import pytest
from rendering import ROOT

from pincite.facts.index import Index
from pincite.formats.dataset import rows_of
from pincite.formats.registers import REGISTERS
from pincite.read.files import Folder
from pincite.site import load


@pytest.fixture(scope="module")
def states():
    return Index(load(Folder(ROOT / "tests" / "states-site")).site)


@pytest.mark.parametrize("table", REGISTERS, ids=lambda table: table.name)
def test_a_register_has_rows_of_exactly_its_columns(table, states):
    found = [set(row) for row in rows_of(table.name, states)]
    assert found == [set(table.names)] * len(found)
    assert found


@pytest.mark.parametrize("table", REGISTERS, ids=lambda table: table.name)
def test_a_column_that_is_never_empty_never_is(table, states):
    full = [column.name for column in table.columns if not column.empty]
    assert [(row["id"], name) for row in rows_of(table.name, states) for name in full if row[name] is None] == []


def test_registers_are_no_files_of_their_own():
    assert [table.name for table in REGISTERS if table.file or table.nested] == []

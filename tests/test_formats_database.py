"""The database: keys that hold, the same bytes for the same content, and another program that opens it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from reading import opened
from records import article, claim, index, place, quote
from rendering import ROOT
from wholes import database, stored_rows

from pincite.facts.index import Index
from pincite.formats.database import fill, indexes, untraced
from pincite.formats.dataset import rows_of
from pincite.formats.tables import LINKS, TABLES
from pincite.read.files import Folder
from pincite.site import load

_MAKE = """
import sys
from pathlib import Path
from pincite.facts.index import Index
from pincite.read.files import Folder
from pincite.site import load
from wholes import database
sys.stdout.buffer.write(database(Index(load(Folder(Path(sys.argv[1]))).site)))
"""


@pytest.fixture(scope="module")
def states():
    return Index(load(Folder(ROOT / "tests" / "states-site")).site)


@pytest.fixture(scope="module")
def data(states):
    return database(states)


def _made(**environment):
    command = [sys.executable, "-c", _MAKE, str(ROOT / "tests" / "states-site")]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": paths, **environment}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return run.stdout


def test_the_database_is_sound_and_every_key_leads_somewhere(data):
    connection = opened(data)
    checks = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    assert [[tuple(row) for row in found] for found in checks] == [[("ok",)], []]


def test_it_has_every_table_of_the_dictionary_and_one_for_each_list_of_ids(data):
    found = opened(data).execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    assert [row["name"] for row in found] == [*TABLES, *(link.name for link in LINKS)]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_tables_keys_are_those_of_the_dictionary(table, data):
    connection = opened(data)
    columns = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
    assert [(row["name"], bool(row["notnull"]), bool(row["pk"])) for row in columns] == [
        (column.name, not column.empty, column.name == "id") for column in table.stored
    ]
    keys = connection.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
    assert {(row["from"], row["table"], row["to"]) for row in keys} == {
        (column.name, column.to, "id") for column in table.stored if column.to
    }


def test_every_key_that_leads_to_another_table_has_an_index(data):
    found = opened(data).execute("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    assert found.fetchone()[0] == len(list(indexes())) > 20


def test_a_key_that_leads_nowhere_would_be_found():
    of = article()
    broken = database(index(claim("a", quote(of, "46 boats"), places=("gone",)), articles=(of,), places=(place(),)))
    assert len(opened(broken).execute("PRAGMA foreign_key_check").fetchall()) == 1


def test_a_list_of_ids_keeps_its_order():
    held = database(index(claim("a", places=("b", "a")), places=(place("a"), place("b"))))
    found = opened(held).execute("SELECT position, place FROM claim_places ORDER BY position").fetchall()
    assert [tuple(row) for row in found] == [(1, "b"), (2, "a")]


def test_the_header_tells_nothing_of_the_library_and_how_often_it_wrote(data):
    assert (data[24:28], data[92:96], data[96:100]) == (b"\0\0\0\1", b"\0\0\0\1", bytes(4))
    assert int.from_bytes(data[28:32], "big") * int.from_bytes(data[16:18], "big") == len(data)


def test_a_file_that_a_library_wrote_to_tells_nothing_of_it_either(states, data, tmp_path):
    """A database on the disk has the version of its library in its header; the rest is the same, byte for byte."""
    path = tmp_path / "pincite.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        for pragma in ("page_size = 1024", "journal_mode = OFF", "secure_delete = ON"):
            disk.execute(f"PRAGMA {pragma}")
        disk.execute("BEGIN")
        fill(disk, states, stored_rows(states))
        disk.execute("COMMIT")
    written = path.read_bytes()
    assert int.from_bytes(written[96:100], "big") == sqlite3.sqlite_version_info[0] * 1_000_000 + (
        sqlite3.sqlite_version_info[1] * 1000 + sqlite3.sqlite_version_info[2]
    )
    assert untraced(written) == data


def test_what_a_library_left_between_a_pages_list_of_cells_and_its_cells_does_not_show(data):
    """SQLite 3.40, 3.51 and 3.54 leave different bytes there, and differ in nothing else: docs/reproducible.md."""
    cells, start = int.from_bytes(data[103:105], "big"), int.from_bytes(data[105:107], "big")
    first = 100 + (12 if data[100] == 5 else 8) + 2 * cells
    spoilt = bytearray(data)
    spoilt[first:start] = b"\xaa" * (start - first)
    assert spoilt != data
    assert untraced(bytes(spoilt)) == data


def test_a_page_that_is_no_list_of_cells_is_left_as_it_is(data):
    """What a long text takes beyond its first page has no cells, and may look as if it had."""
    long = bytes(4) + b"\x0d\x00\x01" * 340
    assert untraced(data + long) == data + long


@pytest.mark.parametrize("environment", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Niue"}])
def test_the_environment_changes_no_byte(environment, data):
    assert _made(**environment) == data


def test_two_libraries_would_agree_on_what_it_holds(data, tmp_path):
    """Another SQLite may lay pages out otherwise. The dump is the content, and is written back to the same dump."""
    dump = list(opened(data).iterdump())
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("PRAGMA page_size = 8192")
    other.executescript("\n".join(dump))
    assert list(other.iterdump()) == dump


def test_a_file_of_it_can_be_written_to_again(data, tmp_path):
    path = tmp_path / "pincite.sqlite"
    path.write_bytes(data)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE topics SET name = 'Other'")
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_datasette_opens_it_and_counts_the_rows_of_every_table(data, states, tmp_path):
    (tmp_path / "pincite.sqlite").write_bytes(data)
    command = [sys.executable, "-m", "datasette", "inspect", str(tmp_path / "pincite.sqlite")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    told = {name: one["count"] for name, one in json.loads(run.stdout)["pincite"]["tables"].items()}
    expected = {name: sum(1 for _ in rows_of(name, states)) for name in TABLES}
    expected |= {
        link.name: sum(len(row[link.column.name]) for row in rows_of(link.table.name, states)) for link in LINKS
    }
    assert told == expected

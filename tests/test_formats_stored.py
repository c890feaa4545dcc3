"""A row of the database has the values of its table's columns in their order, and behind them its lists of ids."""

from __future__ import annotations

import pytest
from records import article as article_of
from records import claim, index, place, quote

from pincite.formats.columns import ID, TEXT, Column, Table
from pincite.formats.dataset import rows_of
from pincite.formats.stored import stored
from pincite.formats.tables import TABLES

TABLE = Table(
    "ships",
    "ship",
    "Ships.",
    (
        Column("places", ID, "where it was", to="places", listed=True),
        Column("id", ID, "its name"),
        Column("owner_name", TEXT, "who owns it", copied=True),
        Column("words", TEXT, "what was said", listed=True),
        Column("crew", TEXT, "who sails it", listed=True, to="actors"),
        Column("note", TEXT, "what else"),
    ),
)


def _ship(**more):
    return {"note": None, "id": "s1", "owner_name": "Ada", "words": [], "places": [], "crew": []} | more


def _one(**more):
    (found,) = stored(TABLE, [_ship(**more)])
    return found


def test_values_come_in_the_order_of_the_columns_whatever_that_of_the_row_and_lists_of_ids_behind_them():
    assert _one(note="x", crew=["ben"], places=["orrin", "coast"]) == ["s1", "[]", "x", ["orrin", "coast"], ["ben"]]


def test_what_another_table_has_is_left_out():
    assert "Ada" not in _one()


def test_lists_and_objects_that_lead_nowhere_are_json_as_in_cells():
    assert _one(words=["“so”", "é"])[1] == '["“so”", "é"]'
    assert _one(note={"ferries": 11, "boats": None})[2] == '{"ferries": 11, "boats": null}'


@pytest.mark.parametrize("value", [None, "", "[text]", 0, 46, True, False])
def test_every_other_value_stays_what_it_is(value):
    found = _one(note=value)[2]
    assert (found, type(found)) == (value, type(value))


def test_there_is_a_list_for_each_row_and_none_where_there_is_no_row():
    assert [one[0] for one in stored(TABLE, [_ship(id=ident) for ident in ("b", "a")])] == ["b", "a"]
    assert list(stored(TABLE, [])) == []


def test_a_row_without_a_column_is_no_row():
    row = _ship()
    del row["words"]
    with pytest.raises(KeyError):
        list(stored(TABLE, [row]))


@pytest.mark.parametrize("name", TABLES)
def test_each_table_of_the_open_data_is_stored_in_as_many_values_as_it_has_columns_in_the_database(name):
    of = article_of()
    found = index(claim("storm", quote(of, "Nobody was hurt"), places=("orrin",)), articles=(of,), places=(place(),))
    table = TABLES[name]
    linked = [column for column in table.columns if column.linked]
    for row in stored(table, rows_of(name, found)):
        assert len(row) == len(table.stored) + len(linked)
        assert not any(isinstance(value, list | dict) for value in row[: len(table.stored)])
        assert all(isinstance(value, list) for value in row[len(table.stored) :])

"""What the dictionary is made of."""

from __future__ import annotations

from pincite.formats.columns import DAY, EDTF, ID, TEXT, WORD, Column, Table, dated, link_tables

_ID = Column("id", ID, "the id")
BOATS = Table(
    "boats",
    "boat",
    "Boats.",
    (_ID, Column("harbours", ID, "where", "", "harbours", listed=True)),
)
HARBOURS = Table(
    "harbours", "harbour", "Harbours.", (Column("id", ID, "the id"), Column("name", TEXT, "the name", copied=True))
)


def test_a_column_is_told_in_whole_sentences():
    one = Column("tier", WORD, "how near it is", "not recorded", copied=True)
    assert one.told == "How near it is. Empty where not recorded. Not in the database, where a join gives it."
    assert Column("so", WORD, "is it so?").told == "Is it so?"


def test_a_column_says_what_it_holds():
    assert [one.words for one in (Column("a", TEXT, ""), Column("b", WORD, "", of=("x", "y"), listed=True))] == [
        "text",
        "list, each: one of: x, y",
    ]


def test_a_date_has_three_columns_of_which_the_days_are_empty_where_an_end_is_open():
    columns = dated("said", "when", "not recorded")
    assert [(one.name, one.kind, one.empty) for one in columns] == [
        ("said", EDTF, "not recorded"),
        ("said_earliest", DAY, "not recorded, or its start is open"),
        ("said_latest", DAY, "not recorded, or its end is open"),
    ]


def test_a_list_of_ids_becomes_a_table_of_the_database():
    (link,) = link_tables((BOATS, HARBOURS))
    assert (link.name, link.names, link.column.to) == ("boat_harbours", ["boat", "position", "harbour"], "harbours")


def test_the_database_has_neither_lists_of_ids_nor_copies_among_a_tables_columns():
    assert [[column.name for column in table.stored] for table in (BOATS, HARBOURS)] == [["id"], ["id"]]

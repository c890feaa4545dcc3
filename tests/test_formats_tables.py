"""The dictionary is whole: it has every field of the cards, every name is usable, every reference leads to a table."""

from __future__ import annotations

import sqlite3

import pytest

from pincite import fields
from pincite.fields.kinds import Group, ListOf
from pincite.formats.database import statements
from pincite.formats.tables import LINKS, TABLES

# Fields that stand in the data under another name, and those that do not stand there, with the reason.
OTHERWISE = {
    "claims": {"compare": "comparisons", "media": "media_kind"},
    "quotes": {"exact": "text"},
    "figures": {"evidence": "reference", "where": "place"},
    "appearances": {},
    "related": {"claim": "other", "as": "kind"},
    "articles": {"text": "original", "primary": "is_primary"},
    "set_aside": {"exact": "text"},
}
LEFT_OUT = {
    **dict.fromkeys(("prefix", "suffix"), "what a quote is found by; its place is in the data"),
    **dict.fromkeys(("colour", "sign", "dark", "outline", "icon"), "how a badge looks"),
}


def _inner(group, key):
    kind = next(field.kind for field in group.fields if field.key == key)
    kind = kind.item if isinstance(kind, ListOf) else kind
    assert isinstance(kind, Group)
    return kind


GROUPS = {
    "claims": fields.CLAIM,
    "quotes": fields.QUOTE,
    "figures": fields.FIGURE,
    "evidence": fields.EVIDENCE,
    "timeline": fields.EVENT,
    "responses": _inner(fields.CLAIM, "responses"),
    "corrections": _inner(fields.CLAIM, "corrections"),
    "related": _inner(fields.CLAIM, "related"),
    "absent": _inner(fields.CLAIM, "absent"),
    "appearances": _inner(fields.CLAIM, "appearances"),
    "comparisons": _inner(fields.CLAIM, "compare"),
    "minor": _inner(fields.CLAIM, "minor"),
    "articles": fields.ARTICLE,
    "set_aside": _inner(fields.ARTICLE, "set_aside"),
    "actors": fields.ACTOR,
    "bibliography": fields.REFERENCE,
    "places": fields.PLACE,
    "topics": fields.TOPIC,
    "ratings": _inner(fields.SITE, "ratings"),
    "strengths": _inner(fields.SITE, "strengths"),
}


def test_every_table_but_the_versions_is_of_something_that_editors_write():
    assert list(GROUPS) == [name for name in TABLES if name != "versions"]


@pytest.mark.parametrize("name", list(GROUPS))
def test_every_field_that_editors_write_is_in_the_data(name):
    held = {*TABLES[name].names, *TABLES}
    written = [OTHERWISE.get(name, {}).get(field.key, field.key) for field in GROUPS[name].fields]
    assert [key for key in written if key not in held and key not in LEFT_OUT] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_names_its_columns_once_the_id_among_them(table):
    assert sorted(set(table.names)) == sorted(table.names)
    assert "id" in table.names


def test_every_reference_leads_to_a_table():
    assert {column.to for table in TABLES.values() for column in table.columns if column.to} <= TABLES.keys()


def test_a_meaning_begins_a_sentence_and_does_not_end_it():
    meanings = [column.meaning for table in TABLES.values() for column in table.columns]
    assert [one for one in meanings if not one or one.endswith(".") or one != one.strip()] == []


def test_a_nested_table_has_the_column_claim():
    assert [table.name for table in TABLES.values() if table.nested and "claim" not in table.names] == []


def test_sql_takes_every_name_without_quotation_marks():
    connection = sqlite3.connect(":memory:")
    for statement in statements():
        connection.execute(statement)
    named = {table.name: [column.name for column in table.stored] for table in TABLES.values()}
    named |= {link.name: link.names for link in LINKS}
    for table, names in named.items():
        given = connection.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608 - names of the dictionary
        assert [one[0] for one in given.description] == names

"""The open data as a whole: what the cards say, the same in every format, whatever the texts hold."""

from __future__ import annotations

import json

import pytest
from reading import FILES, NESTED, copied, from_csv, from_database, from_json, opened, table_csv, without
from records import claim, correction, event, index
from rendering import ROOT
from wholes import claims_json, counts, database

from pincite.facts.index import Index
from pincite.formats.dataset import rows_of, version_of
from pincite.formats.rows import GAP, published
from pincite.formats.tables import TABLES
from pincite.read.files import Folder
from pincite.site import load

SITES = {"states": ROOT / "tests" / "states-site", "base": ROOT / "tests" / "base-site", "the site": ROOT}


@pytest.fixture(scope="module", params=list(SITES))
def held(request):
    """Give the index of a site, its drafts left out as the data do."""
    return published(Index(load(Folder(SITES[request.param]), drafts=True).site))


@pytest.fixture(scope="module")
def json_data(held):
    return claims_json(held)


@pytest.fixture(scope="module")
def connection(held):
    return opened(database(held))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_rows_have_exactly_the_columns_of_the_dictionary(table, held):
    assert {frozenset(row) ^ frozenset(table.names) for row in rows_of(table.name, held)} <= {frozenset()}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_value_is_of_its_columns_kind_and_never_an_empty_text(table, held):
    kinds = {"integer": int, "number": float, "boolean": bool, "array": list, "object": dict}
    for row in rows_of(table.name, held):
        for column in table.columns:
            value = row[column.name]
            if value is None:
                assert column.empty, (row["id"], column.name)
            else:
                kind = list if column.listed else kinds.get(column.kind.schema, str)
                assert isinstance(value, kind), (row["id"], column.name)
                assert value != "", (row["id"], column.name)
                words = value if column.listed else [value]
                assert not column.of or set(words) <= set(column.of), (row["id"], column.name)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_an_id_stands_once(table, held):
    ids = [row["id"] for row in rows_of(table.name, held)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("table", FILES, ids=lambda table: table.name)
def test_csv_says_what_the_rows_say(table, held):
    assert from_csv(table_csv(table, rows_of(table.name, held)), table) == list(rows_of(table.name, held))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_database_says_what_the_rows_say(table, held, connection):
    expected = [without(row, *copied(table)) for row in rows_of(table.name, held)]
    assert from_database(connection, table) == expected


@pytest.mark.parametrize("table", [TABLES["claims"], *NESTED], ids=lambda table: table.name)
def test_json_says_of_claims_what_the_rows_say(table, held, json_data):
    ours = [without(row, "event") for row in rows_of(table.name, held) if not row.get("event")]
    assert from_json(json_data, table) == ours


def test_json_has_the_keys_of_the_dictionary_in_its_order(json_data):
    for one in json.loads(json_data):
        assert list(one) == [*TABLES["claims"].names, *(table.name for table in NESTED)]


def test_json_has_a_claim_on_each_line(held, json_data):
    lines = json_data.decode().split("\n")
    assert len(lines) == len(held.site.claims) + 2
    assert [json.loads(line.lstrip(",["))["id"] for line in lines[:-2]] == [one.id for one in held.site.claims]


def test_every_quote_is_the_originals_own_slice(held, json_data):
    originals = {one.id: one.text for one in held.site.articles}
    quotes = [quote for one in json.loads(json_data) for quote in one["quotes"]]
    for one in quotes:
        text = originals[one["article"]]
        assert one["text"] == GAP.join(text[start:end] for start, end in one["slices"])
        assert (one["start"], one["end"]) == (one["slices"][0][0], one["slices"][-1][1])
    assert len(quotes) == sum(len(one.quotes) for one in held.site.claims)


def test_the_counts_are_those_of_the_rows(held):
    assert counts(held) == {table.name: sum(1 for _ in rows_of(table.name, held)) for table in FILES}


def test_a_site_without_claims_has_an_empty_array():
    assert claims_json(index()) == b"[]\n"


def test_hostile_texts_come_through_unchanged():
    held = Index(load(Folder(SITES["states"])).site)
    one = held.claims["hostile"]
    (told,) = (row for row in json.loads(claims_json(held)) if row["id"] == "hostile")
    assert (told["claim"], told["known"], told["analysis"]) == (one.claim, list(one.known), one.analysis)
    assert "<script>" in told["verdict"]


def test_the_version_is_the_newest_day_of_a_check_or_a_correction():
    held = (claim("a", checked="2021-04-01", corrections=(correction("2021-05-02"),)), claim("b", checked="2021-05-01"))
    assert version_of(index(*held)).text == "2021-05-02"


def test_a_minor_note_makes_a_version_of_the_data_too():
    assert version_of(index(claim("a", minor=(correction("2021-05-03"),)))).text == "2021-05-03"


def test_a_day_that_is_not_exact_makes_no_version():
    assert version_of(index(claim("a", checked="2021-05-XX"))) is None


def test_drafts_are_in_none_of_the_data():
    held = published(index(claim("a"), claim("b", draft=True, happened="2021-03-03"), events=(event(),)))
    made = claims_json(held) + b"".join(table_csv(table, rows_of(table.name, held)) for table in FILES)
    assert b"Title of b" not in made + database(held)

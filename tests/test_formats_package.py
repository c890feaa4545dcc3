"""datapackage.json: the same dictionary for programs."""

from __future__ import annotations

import json
import re

from records import claim, config, index

from pincite.formats.package import package
from pincite.formats.tables import TABLES
from pincite.settings import Licence


def _read(**more):
    return json.loads(package(index(claim(checked="2021-04-01"), config=config(**more))))


def test_every_csv_file_is_a_resource_with_the_columns_of_the_dictionary():
    told = {one["path"]: [field["name"] for field in one["schema"]["fields"]] for one in _read()["resources"][:-2]}
    assert told == {f"{table.name}.csv": table.names for table in TABLES.values() if table.file}


def test_keys_lead_to_resources_of_the_package():
    resources = {one["name"]: one for one in _read()["resources"]}
    keys = [key["reference"] for one in resources.values() for key in one.get("schema", {}).get("foreignKeys", [])]
    assert {key["resource"] for key in keys} == {"claims", "quotes", "timeline"}


def test_the_other_files_are_named_too():
    assert [one["path"] for one in _read()["resources"][-2:]] == ["claims.json", "pincite.sqlite"]


def test_types_and_names_are_those_of_the_standard():
    types = {"string", "integer", "boolean", "date", "array", "object"}
    fields = [field for one in _read()["resources"][:-2] for field in one["schema"]["fields"]]
    assert {field["type"] for field in fields} == types
    assert [one["name"] for one in _read()["resources"] if not re.fullmatch(r"[-a-z0-9._/]+", one["name"])] == []


def test_a_licence_is_told_where_there_is_one():
    licence = Licence(name="Attribution", url="https://example.org/by", id="CC-BY-4.0")
    assert _read(licence=licence)["licenses"] == [
        {"name": "CC-BY-4.0", "title": "Attribution", "path": "https://example.org/by"}
    ]
    assert "licenses" not in _read()

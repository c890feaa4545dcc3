"""datapackage.json: the dictionary as Frictionless Data Package and Table Schema (version 1) have it, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.addresses import SECTIONS, absolute
from pincite.formats.csv import MARK
from pincite.formats.dataset import version_of
from pincite.formats.json import indented, known
from pincite.formats.tables import TABLES

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.formats.columns import Column, Table
    from pincite.settings import Licence

_EXACT = f"A text that begins with {MARK} has it only so that no spreadsheet runs it: take one {MARK} away."


def package(index: Index) -> bytes:
    """Write datapackage.json; paths in it are relative to its folder, `data/`."""
    config, version = index.site.config, version_of(index)
    others = [
        {"name": "claims-json", "path": "claims.json", "format": "json", "mediatype": "application/json"},
        {"name": "database", "path": "pincite.sqlite", "format": "sqlite", "mediatype": "application/vnd.sqlite3"},
    ]
    told = {
        "profile": "data-package",
        "title": config.title,
        "description": config.description,
        "homepage": absolute(config.url, SECTIONS["data"]),
        "version": version.text if version else "",
        "licenses": [_licence(config.licence)] if config.licence else [],
        "contributors": [{"title": config.publisher.name, "role": "publisher"}],
        "resources": [*(_resource(table) for table in TABLES.values() if table.file), *others],
    }
    return indented(known(told))


def _licence(licence: Licence) -> dict[str, str]:
    named = {"name": licence.id} if licence.id else {}
    return {**named, "title": licence.name, "path": licence.url}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": f"{table.meaning} {_EXACT}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": column.to, "fields": "id"}}
                for column in table.columns
                if column.to and not column.listed and TABLES[column.to].file
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.empty else {"required": True}
    if column.of and not column.listed:
        constraints["enum"] = list(column.of)
    return {
        "name": column.name,
        "type": "array" if column.listed else column.kind.schema,
        "format": "default" if column.listed else column.kind.format,
        "description": column.meaning,
        "constraints": constraints,
    }

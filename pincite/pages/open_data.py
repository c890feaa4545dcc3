"""The open data: the files below data/, and the page that offers them with the dictionary of every column."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.addresses import SECTIONS
from pincite.fields.schema import FILES as SCHEMAS
from pincite.fields.schema import path_of
from pincite.formats.annotations import PATH as ANNOTATIONS
from pincite.formats.citation import citation
from pincite.formats.claimreview import FEED as REVIEWS
from pincite.formats.csv import header_csv, rows_csv
from pincite.formats.database import database
from pincite.formats.dataset import claims_json, counts, rows_of_events, version_of
from pincite.formats.package import package
from pincite.formats.shares import CLAIMS, COUNTS, csv_part, stored_part
from pincite.formats.tables import LINKS, TABLES
from pincite.language import N_
from pincite.pages.page import DataFile, Page
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.facts.index import Index
    from pincite.formats.shares import Shares
    from pincite.pages.shared import Shared

FOLDER = "data/"


def _csv(name: str, index: Index, shares: Shares) -> bytes:
    table = TABLES[name]
    parts = (header_csv(table), *shares.of(csv_part(name)), rows_csv(table, rows_of_events(name, index)))
    return b"".join(parts)


def _database(index: Index, shares: Shares) -> bytes:
    return database(index, lambda name: shares.of(stored_part(name)))


# By address: how the file is made, from an index without drafts and what its claims have in it.
MAKERS: Mapping[str, Callable[[Index, Shares], bytes]] = MappingProxyType(
    {
        f"{FOLDER}claims.json": lambda _, shares: claims_json(shares.of(CLAIMS)),
        **{f"{FOLDER}{name}.csv": partial(_csv, name) for name, table in TABLES.items() if table.file},
        f"{FOLDER}pincite.sqlite": _database,
        f"{FOLDER}datapackage.json": lambda index, _: package(index),
        f"{FOLDER}CITATION.cff": lambda index, _: citation(index),
    },
)
_HOLDS = {
    "claims.json": N_("everything of every claim, one array"),
    "claims.csv": N_("the claims, flat"),
    "quotes.csv": N_("the quoted passages"),
    "figures.csv": N_("who says how many"),
    "evidence.csv": N_("what outside sources show"),
    "timeline.csv": N_("the timeline"),
    "pincite.sqlite": N_("all tables, for SQL and Datasette"),
    "datapackage.json": N_("the dictionary for programs (Frictionless Data)"),
    "CITATION.cff": N_("how to cite (Citation File Format)"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that the page offers: its path, its name, what it holds, its rows (None without any), its bytes."""

    path: str
    name: str
    holds: str
    rows: int | None
    size: int


def files(shared: Shared) -> Iterator[DataFile]:
    """Plan the files below data/."""
    for path in MAKERS:
        yield DataFile(path, partial(shared.file, path, _maker(path, shared)))


def _maker(path: str, shared: Shared) -> Callable[[], bytes]:
    return lambda: MAKERS[path](shared.published, shared.shares)


def page(shared: Shared) -> Page:
    """Plan data.html."""
    _ = shared.language.gettext

    def data() -> Mapping[str, object]:
        return {
            "files": tuple(_offered(shared)),
            "tables": tuple(TABLES.values()),
            "links": LINKS,
            "licence": shared.site.config.licence,
            "publisher": shared.site.config.publisher,
            "version": version_of(shared.published),
            "annotations": ANNOTATIONS,
            "reviews": REVIEWS,
            "schemas": tuple(path_of(kind) for kind in SCHEMAS),
        }

    return Page(
        SECTIONS["data"],
        "data.html",
        _("Data"),
        _("The data of %(site)s to download, with the meaning of every column.") % {"site": shared.site.config.title},
        "data",
        data,
    )


def _offered(shared: Shared) -> Iterator[Offered]:
    rows = counts(shared.published, shared.shares.of(COUNTS))
    for path in MAKERS:
        name = path.removeprefix(FOLDER)
        table = name.removesuffix(".csv").removesuffix(".json")
        holds = shared.language.gettext(_HOLDS[name])
        yield Offered(path, name, holds, rows.get(table), shared.size(path, _maker(path, shared)))

"""CITATION.cff: what the site says of itself, in the Citation File Format, and no more."""

from __future__ import annotations

import yaml
from records import claim, config, index

from pincite.formats.citation import citation
from pincite.settings import Licence, Publisher

OPEN = Licence(name="Attribution 4.0", url="https://example.org/by", id="CC-BY-4.0")


def _read(*claims, **more):
    return yaml.safe_load(citation(index(*claims, config=config(**more))))


def test_it_has_what_the_format_asks_for():
    found = _read(claim(checked="2021-04-01"), publisher=Publisher(name="The desk", url="https://example.org/"))
    assert found == {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": "Orrin",
        "authors": [{"name": "The desk", "website": "https://example.org/"}],
        "url": "https://example.org/orrin/data.html",
        "version": "2021-04-01",
        "date-released": "2021-04-01",
    }


def test_a_licence_of_the_list_is_named_and_another_one_linked():
    other = Licence(name="Our own", url="https://example.org/own")
    told = [(found.get("license"), found.get("license-url")) for found in (_read(licence=OPEN), _read(licence=other))]
    assert told == [("CC-BY-4.0", None), (None, "https://example.org/own")]


def test_without_a_claim_there_is_no_version():
    assert {"version", "date-released"} & set(_read()) == set()


def test_any_text_is_read_back_as_it_was():
    title = 'A: "b" # c \u0085 \u2028 مرحبا 🙂 - {d}'
    assert _read(title=title, description="- x\n# y")["title"] == title

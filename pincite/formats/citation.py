"""How the open data are cited: a CITATION.cff (Citation File Format 1.2.0) from site.yaml and the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from pincite.addresses import SECTIONS, absolute
from pincite.formats.dataset import version_of
from pincite.formats.json import known

if TYPE_CHECKING:
    from pincite.facts.index import Index

MESSAGE = "If you use these data, please cite them as below."


def citation(index: Index) -> bytes:
    """Write CITATION.cff. What site.yaml does not say, a licence above all, is left out; nothing is invented."""
    config, version = index.site.config, version_of(index)
    author = {"name": config.publisher.name, "website": config.publisher.url}
    licence = config.licence
    day = version.text if version else ""
    told = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": config.title,
        "abstract": config.description,
        "authors": [known(author)],
        "url": absolute(config.url, SECTIONS["data"]),
        # `license` takes identifiers of the SPDX list alone; for another one there is `license-url`.
        "license": licence.id if licence else "",
        "license-url": licence.url if licence and not licence.id else "",
        "version": day,
        "date-released": day,
    }
    return yaml.safe_dump(known(told), allow_unicode=True, sort_keys=False, width=120).encode()

"""The one table of what editors write: every field of every file, its kind, whether it is required, what it means.

From this table come the checks of the reader (`read/shape.py` and `read/values.py`), the card reference in the docs,
and later the JSON Schemas and the scaffolds. A field that is not here is unknown to pincite.
"""

from pincite.fields.card import CLAIM, EVENT, EVIDENCE, FIGURE, QUOTE
from pincite.fields.lists import ACTOR, ARTICLE, PLACE, PROSE, REFERENCE, TOPIC
from pincite.fields.site import SITE

__all__ = [
    "ACTOR",
    "ARTICLE",
    "CLAIM",
    "EVENT",
    "EVIDENCE",
    "FIGURE",
    "PLACE",
    "PROSE",
    "QUOTE",
    "REFERENCE",
    "SITE",
    "TOPIC",
]

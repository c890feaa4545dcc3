"""What a breach of a rule is, and by what terms a site's ClaimReview objects are held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pincite.addresses import host_of
from pincite.problems import Severity
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.settings import Config


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that an object breaks.

    `at` says by what in the card: `claim`, `claimant`, `author` (who the claimant is), `claimed`, `checked`, `rating`,
    `correction-2` (from 1), or an address.
    """

    code: str
    rule: str
    at: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Terms:
    """What a site's objects are held against: its address, its scale, and whether Bing's minimum is asked for.

    `scale` has the number of each label, None off the truth axis; `worst` and `best` are None without any number.
    """

    url: str
    host: str
    scale: Mapping[str, int | None]
    worst: int | None
    best: int | None
    labels: re.Pattern[str]
    bing: bool = False

    @property
    def stricter(self) -> Severity:
        """The severity of what Bing asks for: an error where the site wants that."""
        return Severity.ERROR if self.bing else Severity.WARNING


def terms_of(config: Config) -> Terms:
    """Give the terms of a site."""
    numbers = [one.value for one in config.ratings if one.value is not None]
    return Terms(
        url=config.url,
        host=host_of(config.url),
        scale={one.label: one.value for one in config.ratings},
        worst=min(numbers, default=None),
        best=max(numbers, default=None),
        labels=_labels(one.label for one in config.ratings),
        bing=config.reviews.bing,
    )


def _labels(labels: Any) -> re.Pattern[str]:  # noqa: ANN401 - an iterator of texts
    """Make the pattern that finds a label as whole words; a label of one word, a common one, only as it is written."""
    choices = [f"(?i:{re.escape(one)})" if " " in one else re.escape(one) for one in labels]
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)")


def text(content: Any, key: str) -> str:  # noqa: ANN401 - anything that JSON holds
    """Give a text of an object, an empty one where there is none."""
    found = content.get(key) if isinstance(content, dict) else None
    return found if isinstance(found, str) else ""


def each(content: Any, key: str) -> list[Any]:  # noqa: ANN401 - as above
    """Give the values of a property, of which there may be none, one or a list."""
    found = content.get(key) if isinstance(content, dict) else None
    return found if isinstance(found, list) else [] if found is None else [found]


def kind(content: Any) -> str:  # noqa: ANN401 - as above
    """Give an object's type, an empty text for what is none."""
    return text(content, "@type")

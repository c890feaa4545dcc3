"""What a site asks for that is not installed with pincite itself: told before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output import search
from pincite.share import ready

if TYPE_CHECKING:
    from pincite.pipeline import Made
    from pincite.problems import Problem


def absent(made: Made) -> list[Problem]:
    """Give a problem for each extra that a site sets in site.yaml and that is not there."""
    if made.site is None:
        return []
    config, found = made.site.config, []
    if config.search:
        found.append(search.missing(config.search_span))
    if config.share_images:
        found.append(ready.missing(config.share_span, made.images))
    return [one for one in found if one]

"""What a build may use on this machine: the site's cache, the processors, and who is told how far it is."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pincite import engine
from pincite.pipeline import Means
from pincite.workers import processors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.steps import Step

# Whose bytes decide what pages come to, by the names of their packages; of Babel, which is large, its version does.
LIBRARIES = ("bs4", "jinja2", "markdown", "markupsafe", "soupsieve", "yaml")
_MOST = 8  # workers, where nobody says how many: more wait for the disk


def means(
    root: Path, jobs: int | None, step: Step, *, listed: Mapping[str, str] | None = None, keep: bool = True
) -> Means:
    """Give the means for the site below `root`; `jobs` is how many processes, None for one a processor.

    `listed` are the digests of its files by path, where they are known. Without `keep` the cache is only read.
    """
    own = engine.digest(LIBRARIES)
    if own is None:  # a program of which is not known what it is made of remembers nothing
        return Means(jobs=_jobs(jobs), step=step, listed=listed or {})
    told = f"{own}\n{engine.release('babel')}"
    return Means(root, keep, hashlib.sha256(told.encode()).hexdigest(), _jobs(jobs), step, listed or {})


def _jobs(jobs: int | None) -> int:
    return jobs or min(processors(), _MOST)

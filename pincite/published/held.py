"""What is published holds: every version that readers have seen is still on record, and every claim has its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.problems import Problem, Span
from pincite.read.record import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.model import Site
    from pincite.output.manifest import Stated
    from pincite.versions import Version


def versions_of(site: Site) -> dict[str, tuple[Version, ...]]:
    """Give the versions of every claim of a site, by the claim's id."""
    return {str(claim.id): claim.versions for claim in site.claims if claim.versions}


def held(now: Mapping[str, Sequence[Version]], before: Mapping[str, Stated], where: str) -> Iterator[Problem]:
    """Hold the versions that a site has now against those that were published, or recorded, before.

    `where` names the place of the latter in a sentence, as `on the branch gh-pages`.
    """
    for ident, stated in sorted(before.items()):
        versions, place = now.get(ident, ()), Span(path_of(ident))
        if not versions:
            message = f'the claim "{ident}" stands {where}, and has no page here'
            hint = (
                "restore its card and its record; to take it back write `status: withdrawn`, and why in `corrections:`"
            )
            yield Problem("claim-vanished", message, place, hint)
        elif len(versions) < stated.version:
            message = f'"{ident}" stands {where} in version {stated.version}; the newest here is {versions[-1].number}'
            hint = "get the commits that you do not have yet: `git pull`; the record must hold every published version"
            yield Problem("record-behind", message, place, hint)
        elif versions[stated.version - 1].sha256 != stated.sha256:
            message = f'version {stated.version} of "{ident}" is not the one that stands {where}'
            hint = (
                "what readers have seen is not altered: restore the record, and tell the change in a new correction;\n"
                f"`git log -p -- {path_of(ident)}` shows what was changed"
            )
            yield Problem("record-rewritten", message, place, hint)

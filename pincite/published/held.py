"""What is published holds: every version that readers have seen is still on record, and every claim has its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import Stated
from pincite.problems import Problem, Span
from pincite.read.record import RATINGS, path_of
from pincite.scalecheck import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.model import Site
    from pincite.output.manifest import Manifest
    from pincite.versions import Version


def versions_of(site: Site) -> dict[str, tuple[Version, ...]]:
    """Give the versions of every claim of a site, by the claim's id."""
    return {str(claim.id): claim.versions for claim in site.claims if claim.versions}


def wordings_of(site: Site) -> dict[str, Stated]:
    """Give what every rating of a site's scale says, by the rating's id."""
    found = (worded(rating) for rating in site.config.ratings)
    return {one.id: Stated(one.number, one.sha256) for one in found}


def site_held(site: Site, published: Manifest, where: str) -> Iterator[Problem]:
    """Hold a site, its claims and its scale, against what is published; `where` names that place in a sentence."""
    yield from held(versions_of(site), published.claims, where)
    yield from scale_held(wordings_of(site), published.ratings, where)


def scale_held(now: Mapping[str, Stated], before: Mapping[str, Stated], where: str) -> Iterator[Problem]:
    """Hold what the ratings of a scale say now against what they said before; ratings that are gone are let go."""
    for ident, stated in sorted(before.items()):
        if ident not in now or now[ident].version > stated.version or now[ident] == stated:
            continue
        message = f'the rating "{ident}" says something else {where}, and no new note in `changed:` tells so'
        hint = "restore its label, meaning and value in site.yaml and record/, or add the note and run `pincite record`"
        yield Problem("record-rewritten", message, Span(RATINGS), hint)


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
                "or somebody else recorded this version, too: `git pull`, and go on as after a conflict in the card;\n"
                f"`git log -p -- {path_of(ident)}` shows what was changed"
            )
            yield Problem("record-rewritten", message, place, hint)

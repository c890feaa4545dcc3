"""Outside evidence in groups of one origin, so that independence is seen before it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.facts.index import Index
    from pincite.model import Claim, Evidence, Reference

Origin = tuple[str, str]  # `actor` and the id of whose knowledge it is, or `reference` and that where the relays begin


@dataclass(frozen=True, slots=True)
class Finding:
    """One reference and what it shows. `first` where the reference stands on the page for the first time."""

    reference: Reference
    item: Evidence
    first: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that go back to one origin. `known` is False where the origin of a lone reference was not shown."""

    name: str
    roles: tuple[str, ...]
    findings: tuple[Finding, ...]
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Independence:
    """A card's evidence by origin: how many references, and how many origins at most stand behind them."""

    groups: tuple[Group, ...]
    references: int
    origins: int


def by_origin(claim: Claim, index: Index) -> Independence:
    """Group a card's evidence: by the actor whose knowledge it is, else by the reference where the relays begin."""
    gathered: dict[Origin, list[Finding]] = {}
    seen: set[str] = set()
    for item, key in _origins(claim, index):
        reference = index.references[item.reference]
        gathered.setdefault(key, []).append(Finding(reference, item, reference.id not in seen))
        seen.add(reference.id)
    groups = []
    for (kind, ident), findings in gathered.items():
        name = index.actors[ident].name if kind == "actor" else index.references[ident].publisher
        roles = tuple(dict.fromkeys(finding.item.stance for finding in findings))
        groups.append(Group(name, roles, tuple(findings), ident if kind == "actor" else ""))
    return Independence(tuple(groups), len({item.reference for item in claim.evidence}), len(groups))


def origins(claim: Claim, index: Index) -> dict[str, Origin]:
    """Say of each reference of a card whose knowledge it has; of one with findings of several origins, its own root."""
    found: dict[str, set[Origin]] = {}
    for item, key in _origins(claim, index):
        found.setdefault(item.reference, set()).add(key)
    return {
        name: next(iter(keys)) if len(keys) == 1 else ("reference", str(index.root_of(index.references[name]).id))
        for name, keys in found.items()
    }


def _origins(claim: Claim, index: Index) -> Iterator[tuple[Evidence, Origin]]:
    owners = {index.root_of(index.references[one.reference]).id: one.origin for one in claim.evidence if one.origin}
    for item in claim.evidence:
        root = index.root_of(index.references[item.reference])
        # A relay of something whose owner the card names belongs to that owner, too.
        owner = item.origin or owners.get(root.id)
        yield item, ("actor", str(owner)) if owner else ("reference", str(root.id))

"""Outside evidence in groups of one origin, so that independence is seen before it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Claim, Evidence, Reference

TIERS = {
    "primary": "primary source",
    "media": "agency or major outlet",
    "relay": "relay",
    "partisan": "party or monitor with a stake",
    "aggregator": "aggregator page",
}
ROLES = {
    "supports": "supports",
    "disputes": "disputes",
    "qualifies": "qualifies",
    "reports": "reports",
    "context": "context",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reference and what it shows."""

    reference: Reference
    item: Evidence


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
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for item in claim.evidence:
        reference = index.references[item.reference]
        root = index.root_of(reference)
        key = ("actor", item.origin) if item.origin else ("reference", root.id)
        gathered.setdefault(key, []).append(Finding(reference, item))
    groups = []
    for (kind, ident), findings in gathered.items():
        name = index.actors[ident].name if kind == "actor" else index.references[ident].publisher
        roles = tuple(dict.fromkeys(ROLES[finding.item.stance] for finding in findings))
        groups.append(Group(name, roles, tuple(findings), ident if kind == "actor" else ""))
    return Independence(tuple(groups), len({item.reference for item in claim.evidence}), len(groups))

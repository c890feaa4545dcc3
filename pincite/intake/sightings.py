"""Where a claim was seen, as feeds tell it: addresses one by one, out of texts, objects and lists of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pincite.addresses import host_of
from pincite.intake.loosely import ADDRESSING, many, raw_text
from pincite.read.links import wrong_address
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

AT_MOST = 50  # a card with more of them is a list of links
# Several addresses in one text; an archive's address holds another one, behind a slash.
_NEXT = re.compile(r"(?<=[\s,;|])(?=https?://)", re.IGNORECASE)
_PART = re.compile(r"[^\s,;|]+")
_JOINING = {"and", "&", "et", "y", "und", "и", "و"}
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Sighting:
    """An address at which the claim stands; `first` where the feed says that it stood there first."""

    url: str
    first: bool = False


def sightings(item: Mapping[str, Any], own: Collection[str], tell: Callable[[str, str], None]) -> tuple[Sighting, ...]:
    """Give the appearances of an `itemReviewed`. `own` are the checker's hosts; what is left out is told."""
    found: dict[str, str] = {}
    for key in keys_of(item):
        where = f"itemReviewed.{key}"
        for value in many(item.get(key)):
            for url in _addresses(value):
                if why := wrong_address(url):
                    tell(f"{where}: the address {why}", url[:_SHOWN])
                elif _is_own(url, own):
                    tell(f"{where}: an address of the checker's own, which is no appearance", url[:_SHOWN])
                elif url in found:
                    continue
                elif len(found) == AT_MOST:
                    tell(f"{where}: more than {AT_MOST} addresses, and the others were left out", url[:_SHOWN])
                else:
                    found[url] = key
    firsts = [url for url, key in found.items() if key == "firstAppearance"]
    if len(firsts) > 1:
        tell("itemReviewed.firstAppearance: more than one address, and so none is called the first", ", ".join(firsts))
    return tuple(Sighting(url, firsts == [url]) for url in found)


def keys_of(item: Mapping[str, Any]) -> list[str]:
    """Give the properties that tell where the claim was seen; `url` is what feeds had before there were the others."""
    return [key for key in ("firstAppearance", "appearance") if many(item.get(key))] or ["url"]


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, dict):  # an object may have its addresses as a list
        value = next((value[key] for key in ADDRESSING if many(value.get(key))), "")
    for one in many(value):
        for piece in _NEXT.split(raw_text(one, ADDRESSING)):
            parts = list(_PART.finditer(piece))
            while parts and parts[-1][0].lower() in _JOINING:
                parts.pop()
            if parts:
                yield piece[parts[0].start() : parts[-1].end()]


def _is_own(url: str, own: Collection[str]) -> bool:
    host = host_of(url)
    return any(host == one or host.endswith(f".{one}") for one in own)

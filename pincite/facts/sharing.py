"""What a page tells places that show links to it: the picture of a claim, and the language as they name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import addresses
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.model import Claim, Site
    from pincite.settings import Config

WIDTH, HEIGHT = 1200, 630  # pixels: what places that show links ask for
_REGION, _AREA, _SCRIPT = 2, 3, 4  # letters, digits, letters: of subtags (BCP 47, 2.2.3 and 2.2.4)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page: its absolute address, and all that it shows in words."""

    address: str
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def share_address(claim: Claim, config: Config) -> str:
    """Give the absolute address of a claim's picture; nothing where the site has none."""
    return addresses.absolute(config.url, addresses.share_image(claim.id)) if config.share_images else ""


def picture(claim: Claim, label: str, site: Site) -> Picture | None:
    """Give a claim's picture, None where the site has none. `label` is what stands in the place of its rating."""
    if not (address := share_address(claim, site.config)):
        return None
    words = site.language.gettext("“%(claim)s” %(rating)s. %(site)s")
    return Picture(address, words % {"claim": claim.claim, "rating": label, "site": site.config.title})


def locale(tag: str) -> str:
    """Write a BCP 47 tag as the Open Graph protocol does, with a region: `pt_BR`, and for `ru` by the CLDR `ru_RU`.

    Gives nothing for what the protocol takes a page for that says nothing, and for a language without a likely region.
    """
    language, *rest = tag.split("-")
    language = language.lower()
    region = next((part for part in rest if _names_a_region(part)), "")
    if not region and language != "en":
        from babel.core import get_global  # only sites in another language than English pay for Babel

        script = next((f"_{part.capitalize()}" for part in rest if len(part) == _SCRIPT), "")
        region = get_global("likely_subtags").get(language + script, "").rpartition("_")[2]
    return f"{language}_{region.upper()}" if region else ""


def _names_a_region(part: str) -> bool:
    return (len(part) == _REGION and part.isalpha()) or (len(part) == _AREA and part.isdigit())

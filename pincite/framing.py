"""What frames every page of a site, and the digest of all that every page rests on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pincite.facts.sharing import locale
from pincite.language import direction, script
from pincite.output.inspect import ids_of_drawing
from pincite.pages import navigation, section
from pincite.render.environment import Frame, base_path_of

if TYPE_CHECKING:
    from pincite.model import Site
    from pincite.read.files import Folder
    from pincite.render.assets import Assets

# The sections that the foot of every page leads to.
_FOOT = ("references", "corrections", "ratings", "actors", "places", "topics", "data", "verify")


def frame_of(site: Site, assets: Assets) -> Frame:
    """Gather what frames every page."""
    config = site.config
    registers = [section(name, site) for name in _FOOT if name not in config.leave_out]
    registers += [section("search", site)] if config.search else []
    return Frame(
        title=config.title,
        tagline=config.tagline,
        language=config.language,
        locale=locale(config.language),
        direction=direction(config.language),
        latin=all(script(tag) == "Latn" for tag in (config.language, *(one.language for one in site.articles))),
        words=site.language,
        url=config.url,
        editions=config.editions,
        base_path=base_path_of(config.url),
        navigation=navigation(site),
        left_out=config.leave_out,
        publisher=config.publisher.name,
        logo=_shown_elsewhere(config.publisher.logo, assets),
        email=config.publisher.email,
        repository=config.repository,
        search=config.search,
        symbols=assets.symbols,
        notes=config.notes,
        prose=(
            *((f"{page.id}.html", page.short) for page in site.prose),
            *((one.path, one.title) for one in registers),
        ),
        # The version is left out: a page changes when its content does, not when the program is mended.
        generator="pincite",
    )


def _shown_elsewhere(logo: str, assets: Assets) -> str:
    """Give the path of a logo that places which show links can read, too: of those kinds SVG is none."""
    return assets.paths.get(logo, "") if logo.lower().endswith((".png", ".jpg", ".jpeg")) else ""


def settings_of(frame: Frame, assets: Assets, folder: Folder, url: str, program: str) -> str:
    """Digest what every page rests on besides templates and content; `url` is one that was asked for."""
    # A drawing keeps its path when it is another; a link into it may lead nowhere then.
    drawings = {path: sorted(ids_of_drawing(data)) for path, data in assets.files.items() if path.endswith(".svg")}
    told = [
        program,
        folder.digests.get("site.yaml", ""),
        url,
        *(f"{path}={digest}" for path, digest in sorted(folder.digests.items()) if path.startswith("locale/")),
        repr(sorted(assets.paths.items())),
        repr(sorted(drawings.items())),
        repr((frame.latin, frame.logo, frame.symbols, frame.prose, frame.navigation)),
    ]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()

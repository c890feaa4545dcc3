"""The last step of a build before it is written: the full text, the share images, and the manifest of all."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pincite import __version__
from pincite.commands import console
from pincite.language import ENGLISH
from pincite.output.cache import Cache
from pincite.output.manifest import MANIFEST, Manifest, Stated, listed, written
from pincite.output.search import full_text
from pincite.published.held import versions_of, wordings_of
from pincite.steps import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pincite.model import Site
    from pincite.pipeline import Made
    from pincite.share.content import Content
    from pincite.steps import Step

_MANY = 100  # share images; fewer are drawn before one would ask
# What has a hand in the bytes of every site, by the names of its packages.
_ALWAYS = ("beautifulsoup4", "jinja2", "markdown", "markupsafe", "pyyaml")


def finish(root: Path, made: Made, *, drafts: bool = False, step: Step = None) -> dict[str, bytes]:
    """Give every file of the finished site, the manifest included. To be called with the lock held: it fills a cache.

    `step` is told how many share images are drawn. Raises OutputError where the full text cannot be made.
    """
    files = dict(made.files)
    site = made.site
    if site is None or not files:
        return {}
    if site.config.search:
        files |= full_text(files)
    if made.images:
        files |= _pictures(root, made.images, step)
    files[MANIFEST] = written(
        Manifest(
            generator=f"pincite {__version__}",
            url=site.config.url,
            drafts=drafts and any(claim.draft for claim in site.claims),
            libraries=dict(_libraries(site)),
            chain=site.chain,
            claims={ident: Stated(one[-1].number, one[-1].sha256) for ident, one in versions_of(site).items()},
            ratings=wordings_of(site),
            inputs=made.inputs,
            outputs=listed(files),
        )
    )
    return files


def _libraries(site: Site) -> Iterator[tuple[str, str]]:
    """Give the libraries that the site's bytes come from, with their versions: another version may give others."""
    used = [*_ALWAYS]
    used += ["babel"] if site.language is not ENGLISH else []
    used += ["pagefind"] if site.config.search else []
    used += ["pillow"] if site.config.share_images else []
    for name in sorted(used):
        try:
            yield name, version(name)
        except PackageNotFoundError:  # a copy that was laid beside the program, without its metadata
            yield name, "unknown"


def _pictures(root: Path, images: Sequence[Content], step: Step) -> dict[str, bytes]:
    """Draw the share images, and take those that are as they were from the cache; give them by their paths."""
    from pincite.share import drawers, drawing, fonts  # Pillow, which only sites with share images need

    cache = Cache(root / ".pincite" / "share")
    versions = (*drawers.versions(), fonts.digest())
    keys = {one.path: one.key(versions) for one in images}
    if (number := cache.lacking(keys.values())) > _MANY:
        console.say(f"pincite: drawing {number} share images, which are kept for the next build")
    files = {
        one.path: cache.get(keys[one.path], partial(drawing.draw, one))
        for one in counted("share images drawn", images, step)
    }
    cache.sweep()
    return files

"""The last step of a build before it is written: the full text, the share images, and the manifest of all."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pincite import __version__
from pincite.commands import console
from pincite.kept.seal import seal_of
from pincite.language import ENGLISH
from pincite.output.cache import Cache
from pincite.output.manifest import MANIFEST, Manifest, Stated, listed_as, written
from pincite.output.search import full_text
from pincite.published.held import wordings_of
from pincite.steps import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pincite.model import Site
    from pincite.output.manifest import Listed
    from pincite.pipeline import Made
    from pincite.share.content import Content
    from pincite.steps import Step

_MANY = 100  # share images; fewer are drawn before one would ask
# What has a hand in the bytes of every site, by the names of its packages.
_ALWAYS = ("beautifulsoup4", "jinja2", "markdown", "markupsafe", "pyyaml")


def finish(root: Path, made: Made, *, drafts: bool = False, step: Step = None) -> dict[str, bytes]:
    """Give every file of a finished site that was made in memory, the manifest included.

    To be called with the lock held: it fills a cache. `step` is told how many share images are drawn. Raises
    DiskError where the full text cannot be made.
    """
    if made.site is None or not made.whole:
        return {}
    files = dict(made.files)
    listed = dict(made.listed)
    for path, data in added(root, made, files, step):
        files[path], listed[path] = data, listed_as(data)
    files[MANIFEST] = manifest_of(made, listed, drafts=drafts)
    return files


def added(root: Path, made: Made, pages: Mapping[str, bytes], step: Step = None) -> Iterator[tuple[str, bytes]]:
    """Give what a site has besides what was made of its content: full text, share images. Raises DiskError.

    `pages` are the files that were made; to be called with the lock held.
    """
    if made.site and made.site.config.search:
        yield from full_text(pages).items()
    if made.images:
        yield from _pictures(root, made.images, step)


def manifest_of(made: Made, listed: Mapping[str, Listed], *, drafts: bool) -> bytes:
    """Write the manifest of a site that was made whole; `listed` are all its files."""
    site = made.site
    if site is None:
        raise AssertionError  # pragma: no cover - what is whole has a site
    return written(
        Manifest(
            generator=f"pincite {__version__}",
            url=site.config.url,
            drafts=drafts and any(claim.draft for claim in site.claims),
            libraries=dict(_libraries(site)),
            chain=site.chain,
            claims={str(claim.id): Stated(*claim.newest) for claim in site.claims if claim.newest},
            ratings=wordings_of(site),
            inputs=made.inputs,
            outputs=listed,
        )
    )


def _libraries(site: Site) -> Iterator[tuple[str, str]]:
    """Give the libraries that the site's bytes come from, with their versions: another version may give others."""
    used = [*_ALWAYS]
    used += ["babel"] if site.language is not ENGLISH else []
    used += ["pagefind"] if site.config.search else []
    used += ["pillow"] if site.config.share_images else []
    for name in sorted(used):
        try:
            told = version(name)
        except (PackageNotFoundError, KeyError):  # a copy that was laid beside the program, without its metadata
            told = ""
        yield name, told or "unknown"  # metadata that may not be read tell no version, either


def _pictures(root: Path, images: Sequence[Content], step: Step) -> Iterator[tuple[str, bytes]]:
    """Draw the share images, and take those that are as they were from the cache; give them by their paths."""
    from pincite.share import drawers, drawing, fonts  # Pillow, which only sites with share images need

    cache = Cache(root / ".pincite" / "share", seal_of(root))
    versions = (*drawers.versions(), fonts.digest())
    keys = {one.path: one.key(versions) for one in images}
    if (number := cache.lacking(keys.values())) > _MANY:
        console.say(f"pincite: drawing {number} share images, which are kept for the next build")
    for one in counted("share images drawn", images, step):
        yield one.path, cache.get(keys[one.path], partial(drawing.draw, one))
    cache.sweep()

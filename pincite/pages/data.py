"""Files of a site that are no pages: what scripts and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.addresses import CLAIMS_TABLE, ROBOTS, SITEMAP, is_left_out
from pincite.facts import finder
from pincite.formats import claimreview, sitemap
from pincite.formats.annotations import PATH, written
from pincite.formats.json import compact
from pincite.formats.shares import ANNOTATIONS, REVIEWS
from pincite.pages import feeds, open_data
from pincite.pages.page import DataFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pincite.pages.page import FeedFile
    from pincite.pages.shared import Shared


def files(
    shared: Shared, *, lists: int, pages: int, paths: Callable[[], Sequence[str]]
) -> Iterator[DataFile | FeedFile]:
    """Plan every file that is no page.

    `lists` is the number of pages that the list of claims has; `pages` is that of all pages for the sitemap, and
    `paths` gives their paths. What other sites take in has no drafts, also where the pages show them.
    """
    without = shared.site.config.leave_out
    every = _every(shared, lists=lists, pages=pages, paths=paths)
    return (one for one in every if not is_left_out(one.path, without))


def _every(
    shared: Shared, *, lists: int, pages: int, paths: Callable[[], Sequence[str]]
) -> Iterator[DataFile | FeedFile]:
    yield from open_data.files(shared)
    if lists > 1:
        yield DataFile(CLAIMS_TABLE, lambda: compact(finder.table(shared.in_order, shared.index)))
    yield DataFile(claimreview.FEED, lambda: claimreview.feed(shared.published, shared.shares.of(REVIEWS)))
    yield DataFile(PATH, lambda: written(shared.published, shared.shares.of(ANNOTATIONS)))
    yield from feeds.files(shared)
    yield from _sitemaps(shared, pages, paths)


def _sitemaps(shared: Shared, pages: int, paths: Callable[[], Sequence[str]]) -> Iterator[DataFile]:
    config = shared.site.config

    def part(number: int) -> Callable[[], bytes]:
        return lambda: sitemap.sitemap(paths(), sitemap.changes(shared.site.claims), config, number)

    parts = sitemap.parts(pages, config)
    for number, path in enumerate(parts, 1):
        yield DataFile(path, part(number))
    if parts != (SITEMAP,):
        yield DataFile(SITEMAP, lambda: sitemap.index(parts, config))
    yield DataFile(ROBOTS, lambda: sitemap.robots(config))

"""One build from start to finish: load, plan, render, inspect; writing is the caller's next step.

The result holds every file of the finished site in memory, or the problems that forbid one. Nothing here touches the
output folder, so that `check` and `build` do the same work.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pincite.facts.sharing import locale
from pincite.fields.schema import schemas
from pincite.formats.marked import Marked
from pincite.language import direction, script
from pincite.output.inspect import inspect_pages
from pincite.pages import Plan, navigation, section
from pincite.problems import Problem, Span, has_errors, in_order
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.render.environment import Frame, Renderer, base_path_of
from pincite.share.content import SHEET, contents
from pincite.share.ready import unseen
from pincite.site import load
from pincite.steps import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pincite.model import Site
    from pincite.pages import Page
    from pincite.render.assets import Assets
    from pincite.share.content import Content
    from pincite.steps import Step

# The sections that the foot of every page leads to.
_FOOT = ("references", "corrections", "ratings", "actors", "places", "topics", "data", "verify")


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: the files by path (empty where an error forbids a site), and every problem.

    `inputs` are the digests of the files that the site is made of: drafts that were left out are none. `images` are the
    share images that the site has besides: they are drawn when it is written.
    """

    files: dict[str, bytes] = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    problems: tuple[Problem, ...]
    folder: Folder = field(repr=False)
    site: Site | None = field(repr=False)
    inputs: dict[str, str] = field(default_factory=dict, repr=False)
    images: tuple[Content, ...] = field(default=(), repr=False)


def make(root: Path, *, drafts: bool = False, url: str = "", strict: bool = False, step: Step = None) -> Made:
    """Make all files of the site below `root`; `url` takes the place of the address in site.yaml.

    `step` is told how many cards are read, and how many pages made.
    """
    folder = Folder(root)
    loaded = load(folder, drafts=drafts, step=step)
    problems = list(loaded.problems)
    site = loaded.site
    if site is not None and url:
        config = dataclasses.replace(site.config, url=url.rstrip("/") + "/")
        site = dataclasses.replace(site, config=config)
    if site is not None and not has_errors(problems):
        problems += Marked().run(site)
    if site is None or has_errors(problems, strict=strict):
        return Made({}, (), in_order(problems), folder, site)
    assets, found = gather(folder, site)
    problems += found
    images, found = images_of(site, assets)
    problems += found
    plan = Plan(site)
    pages = tuple(plan)
    problems += collisions(plan)
    rendered = _rendered(plan, counted("pages made", pages, step), folder, assets, problems)
    files = {**assets.files, **rendered, **schemas(), ".nojekyll": b""}
    if not has_errors(problems, strict=strict):
        problems += inspected(files, pages, site)
    if has_errors(problems, strict=strict):
        files, images = {}, ()
    inputs = {path: digest for path, digest in folder.digests.items() if path not in loaded.left_out}
    return Made(files, pages, in_order(problems), folder, site, inputs, images)


def images_of(site: Site, assets: Assets) -> tuple[tuple[Content, ...], list[Problem]]:
    """Say what the site's share images show, and what is wrong with it; a site without them has none."""
    if not site.config.share_images:
        return (), []
    sheet = assets.files.get(assets.paths.get(SHEET, ""), b"").decode("utf-8", "replace")
    images, problems = contents(site, assets.symbols, sheet)
    return images, [*problems, *unseen(images)]


def _rendered(
    plan: Plan,
    pages: Iterable[Page],
    folder: Folder,
    assets: Assets,
    problems: list[Problem],
) -> dict[str, bytes]:
    renderer = Renderer(plan.site, folder, assets, frame_of(plan.site, assets))
    files = {page.path: renderer.render(page) for page in pages}
    files |= {path: renderer.file(one) for path, one in plan.files.items()}
    problems += renderer.problems
    return files


def inspected(files: Mapping[str, bytes], pages: Iterable[Page], site: Site) -> list[Problem]:
    """Read the finished pages as a browser will; what is wrong is told at the file that a page was made from."""
    originals = {str(article.id): article.text for article in site.articles}
    pages = tuple(pages)
    found = inspect_pages(files, originals, base_path_of(site.config.url), reviews_of(pages))
    sources = {f"output:{page.path}": page.source for page in pages if page.source}
    return [replace(one, span=Span(sources.get(one.span.path, one.span.path))) for one in found]


def reviews_of(pages: Iterable[Page]) -> dict[str, Mapping[str, object]]:
    """Give the ClaimReview that each page is to carry, by its path; no other page may have one."""
    return {
        page.path: one
        for page in pages
        if page.section == "claims"
        for one in page.linked()
        if one.get("@type") == "ClaimReview"
    }


def frame_of(site: Site, assets: Assets) -> Frame:
    """Gather what frames every page."""
    config = site.config
    registers = [section(name, site) for name in _FOOT]
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


def collisions(plan: Plan) -> list[Problem]:
    """Two pages of one address would silently lose one of them."""
    return [
        Problem(
            "path-collision",
            f'two pages would have the address "{page.path}"; the other is made from {other.source or other.path}',
            Span(page.source or page.path),
            "rename one of them",
        )
        for page, other in plan.doubles()
    ]

"""One build from start to finish: load, plan, render, inspect; writing is the caller's next step.

The result holds every file of the finished site in memory, or the problems that forbid one. Nothing here touches the
output folder, so that `check` and `build` do the same work.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pincite.facts.moved import State
from pincite.facts.sharing import locale
from pincite.fields.schema import schemas
from pincite.formats.marked import Marked, check_of
from pincite.kept.claims import Bodies
from pincite.kept.store import KeptError, Store
from pincite.known import Known, before
from pincite.language import direction, script
from pincite.making import Around, Maker, Making
from pincite.output.inspect import Inspector, inspect_pages
from pincite.output.manifest import listed_as
from pincite.pages import Plan, navigation, section
from pincite.problems import Problem, Span, has_errors, in_order
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.render.environment import Frame, Renderer, base_path_of
from pincite.render.parts import templates
from pincite.share.content import SHEET, contents
from pincite.share.ready import unseen
from pincite.site import Memory, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pincite.making import Sink
    from pincite.model import Site
    from pincite.output.manifest import Listed
    from pincite.pages import Page
    from pincite.render.assets import Assets
    from pincite.share.content import Content
    from pincite.steps import Step

_REVIEW = "claimreview"  # the check of a card's markup
# The sections that the foot of every page leads to.
_FOOT = ("references", "corrections", "ratings", "actors", "places", "topics", "data", "verify")


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: the digests of all files by path (empty where an error forbids a site), and every problem.

    `files` has the bytes of all, where no other sink took them. `inputs` are the digests of the files that the site is
    made of: drafts that were left out are none. `images` are the share images that the site has besides: they are drawn
    when it is written. `pages` counts the pages, `fresh` the files that were made and were not as they were.
    """

    listed: Mapping[str, Listed] = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]
    folder: Folder = field(repr=False)
    site: Site | None = field(repr=False)
    inputs: dict[str, str] = field(default_factory=dict, repr=False)
    images: tuple[Content, ...] = field(default=(), repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fresh: int = 0
    store: Store | None = field(default=None, repr=False)

    def close(self) -> None:
        """Let go of the cache; from then on no more may be asked of the site than was."""
        if self.store:
            self.store.close()

    @property
    def whole(self) -> bool:
        """Whether there is a site."""
        return bool(self.listed)


class InMemory:
    """A sink that holds all bytes, for sites that are looked at as a whole."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def begin(self, kept: int, to_make: int) -> None:
        """Need nothing."""

    def put(self, path: str, data: bytes) -> Listed:
        """Hold a file."""
        self.files[path] = data
        return listed_as(data)

    def has(self, path: str, listed: Listed) -> bool:  # noqa: ARG002 - part of the interface
        """Have nothing: all is to be made."""
        return False


class Nowhere:
    """A sink for those who want to know what is wrong, and no bytes."""

    def begin(self, kept: int, to_make: int) -> None:
        """Need nothing."""

    def put(self, path: str, data: bytes) -> Listed:  # noqa: ARG002 - part of the interface
        """Let go of a file."""
        return listed_as(data)

    def has(self, path: str, listed: Listed) -> bool:  # noqa: ARG002 - part of the interface
        """Want nothing: what is as it was need not be made."""
        return True


@dataclass(frozen=True, slots=True)
class Means:
    """What a build may use: the cache of the site below `cache`, processes, and what is told how far it is.

    Without `keep` the cache is only read. `program` is the identity of the program and its libraries: what one wrote
    into the cache, another does not read. `listed` are the digests of the site's files, as far as they are known.
    """

    cache: Path | None = None
    keep: bool = True
    program: str = ""
    jobs: int = 1
    step: Step = None
    listed: Mapping[str, str] = field(default_factory=dict, repr=False)


def make(
    root: Path,
    *,
    drafts: bool = False,
    url: str = "",
    strict: bool = False,
    sink: Sink | None = None,
    means: Means | None = None,
) -> Made:
    """Make all files of the site below `root`; `url` takes the place of the address in site.yaml.

    Without a sink the bytes are in what is given. Raises what the sink raises, and WorkerError.
    """
    means = means or Means()
    wanted = _Wanted(drafts, url, strict, means)
    if means.cache is None:
        return _make(Folder(root, means.listed), wanted, sink or InMemory(), None)
    for place in (means.cache, None):  # a cache with a fault is done without
        store = Store(place, write=means.keep)
        try:
            return replace(_make(Folder(root, means.listed), wanted, sink or InMemory(), Bodies(store)), store=store)
        except KeptError:
            if place is None:
                raise
            store.spoil()
        except BaseException:
            store.close()
            raise
    raise AssertionError  # pragma: no cover - the loop ends by return or raise


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be built, by what means."""

    drafts: bool
    url: str
    strict: bool
    means: Means


def _make(folder: Folder, wanted: _Wanted, sink: Sink, bodies: Bodies | None) -> Made:
    means = wanted.means
    memory = Memory(bodies, means.program, means.jobs, means.step, {_REVIEW: check_of})
    loaded = load(folder, drafts=wanted.drafts, memory=memory)
    problems = list(loaded.problems)
    site = loaded.site
    if site is not None and wanted.url:
        config = dataclasses.replace(site.config, url=wanted.url.rstrip("/") + "/")
        site = dataclasses.replace(site, config=config)
    if site is not None and not has_errors(problems):
        passed = loaded.passed.get(_REVIEW)
        problems += Marked(passed).run(site)
        if passed:
            passed.save()
    if site is None or has_errors(problems, strict=wanted.strict):
        return Made({}, 0, in_order(problems), folder, site)
    assets, found = gather(folder, site)
    problems += found
    images, found = images_of(site, assets)
    problems += found
    plan = Plan(site)
    problems += collisions(plan)
    if has_errors(problems, strict=wanted.strict):
        return Made({}, 0, in_order(problems), folder, site)
    listed, fresh, found = _written(plan, folder, assets, sink, wanted, bodies)
    problems += found
    if has_errors(problems, strict=wanted.strict):
        listed, images = {}, ()
    inputs = {path: digest for path, digest in folder.digests.items() if path not in loaded.left_out}
    files = sink.files if isinstance(sink, InMemory) and listed else {}
    return Made(listed, len(plan.paths), in_order(problems), folder, site, inputs, images, files, fresh)


def _written(
    plan: Plan, folder: Folder, assets: Assets, sink: Sink, wanted: _Wanted, bodies: Bodies | None
) -> tuple[dict[str, Listed], int, list[Problem]]:
    """Bring every file into the sink; give their digests, how many were made, and what is wrong."""
    site, frame, means = plan.site, frame_of(plan.site, assets), wanted.means
    fixed = {**assets.files, **({} if "data" in site.config.leave_out else schemas()), ".nojekyll": b""}
    paths = {*plan.paths, *plan.files, *fixed}
    inspector = Inspector(paths, _Originals(site), base_path_of(site.config.url))
    maker = Maker(plan, Renderer(plan.titles, folder, assets, frame), inspector, sink)
    around = Around(_settings(frame, assets, folder, wanted), templates(folder, bodies, means.program))
    known = None
    if bodies:
        bodies.note = plan.watch.note
        program, drafts = means.program.encode(), any(claim.draft for claim in site.claims)
        state = State(site, _articles(site, folder), before(bodies, program, drafts=drafts))
        known = Known(bodies, state, program, drafts=drafts)
    making = Making(maker, around, known, means.jobs, means.step)
    outcome = making.run([inspector.look(path, data) for path, data in fixed.items()])
    problems = _at_sources(outcome.problems, plan)
    listed = {path: sink.put(path, data) for path, data in fixed.items()} | outcome.listed
    if known and not has_errors(problems, strict=wanted.strict):
        known.save()
    return listed, outcome.made, problems


def _at_sources(problems: Iterable[Problem], plan: Plan) -> list[Problem]:
    """Tell what is wrong with a page at the file that it was made from."""
    placed = []
    for one in problems:
        path = one.span.path
        page = plan.page(path.removeprefix("output:")) if path.startswith("output:") else None
        placed.append(replace(one, span=Span(page.source)) if page and page.source else one)
    return placed


class _Originals(Mapping[str, str]):
    """The texts of the articles by id."""

    def __init__(self, site: Site) -> None:
        self._articles = {str(article.id): article for article in site.articles}

    def __getitem__(self, ident: str) -> str:
        return self._articles[ident].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def _articles(site: Site, folder: Folder) -> dict[str, str]:
    """Digest each article with its original."""
    return {
        article.id: f"{folder.digests.get(article.span.path, '')} {folder.digests.get(article.path, '')}"
        for article in site.articles
    }


def _settings(frame: Frame, assets: Assets, folder: Folder, wanted: _Wanted) -> str:
    """Digest what every page rests on besides templates and content."""
    told = [
        wanted.means.program,
        folder.digests.get("site.yaml", ""),
        wanted.url,
        *(f"{path}={digest}" for path, digest in sorted(folder.digests.items()) if path.startswith("locale/")),
        repr(sorted(assets.paths.items())),
        repr((frame.latin, frame.logo, frame.symbols, frame.prose, frame.navigation)),
    ]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def images_of(site: Site, assets: Assets) -> tuple[tuple[Content, ...], list[Problem]]:
    """Say what the site's share images show, and what is wrong with it; a site without them has none."""
    if not site.config.share_images:
        return (), []
    sheet = assets.files.get(assets.paths.get(SHEET, ""), b"").decode("utf-8", "replace")
    images, problems = contents(site, assets.symbols, sheet)
    return images, [*problems, *unseen(images)]


def inspected(files: Mapping[str, bytes], pages: Iterable[Page], site: Site) -> list[Problem]:
    """Read the finished pages as a browser will; what is wrong is told at the file that a page was made from."""
    pages = tuple(pages)
    found = inspect_pages(files, _Originals(site), base_path_of(site.config.url), reviews_of(pages))
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

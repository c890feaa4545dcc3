"""One build from start to finish: load, plan, render, inspect; where the files go is the sink's business.

The result says what all files come to, or the problems that forbid a site. Nothing here touches the output folder, so
that `check` and `build` do the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from pincite.addresses import page_of
from pincite.facts.derived import Derived
from pincite.facts.moved import State
from pincite.fields.schema import schemas
from pincite.finished import Around
from pincite.formats.marked import Marked, sound
from pincite.framing import frame_of, settings_of
from pincite.kept.claims import Bodies, KeptClaim
from pincite.kept.store import KeptError, Store
from pincite.kept.texts import Texts
from pincite.known import Known, before
from pincite.making import Maker, Making
from pincite.output.inspect import Inspector, inspect_pages
from pincite.pages import Plan
from pincite.problems import Problem, Span, has_errors, in_order
from pincite.read.files import Folder
from pincite.records import dataclass
from pincite.render.assets import gather
from pincite.render.environment import Renderer, base_path_of
from pincite.render.parts import templates
from pincite.share.content import SHEET, contents
from pincite.share.ready import unseen
from pincite.sinks import InMemory, Nowhere
from pincite.site import Memory, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pincite.facts.promised import Promised
    from pincite.finished import Sink
    from pincite.kept.passed import Passed
    from pincite.model import Site
    from pincite.output.manifest import Listed
    from pincite.pages import Page
    from pincite.render.assets import Assets
    from pincite.share.content import Content
    from pincite.steps import Step

_REVIEW = "claimreview"  # the check of a card's markup


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
    return _run(root, _Wanted(drafts, url, strict, means or Means()), sink)


def look(root: Path, ask: Callable[[Ready], None], *, drafts: bool = False, url: str = "", means: Means) -> Made:
    """Load a site and hand over what would make its files, without making any. Raises KeptError."""
    return _run(root, _Wanted(drafts, url, strict=False, means=means, ask=ask), Nowhere())


def _run(root: Path, wanted: _Wanted, sink: Sink | None) -> Made:
    means = wanted.means
    if means.cache is None:
        return _make(Folder(root, means.listed), wanted, sink or InMemory(), None)
    for place in (means.cache, None):  # a cache with a fault is done without
        store = Store(place, write=means.keep)
        try:
            made = replace(_make(Folder(root, means.listed), wanted, sink or InMemory(), Bodies(store)), store=store)
            store.undo()  # of a site with errors nothing is kept but the cards; nor does anybody wait for us
        except KeptError as error:
            if place is None:
                raise
            store.close() if error.busy else store.spoil()
            if sink:
                sink.again()
        except BaseException:
            store.close()
            raise
        else:
            return made
    raise AssertionError  # pragma: no cover - the loop ends by return or raise


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be built, by what means."""

    drafts: bool
    url: str
    strict: bool
    means: Means
    ask: Callable[[Ready], None] | None = None  # instead of making anything


def _make(folder: Folder, wanted: _Wanted, sink: Sink, bodies: Bodies | None) -> Made:
    means = wanted.means
    memory = Memory(bodies, means.program, means.jobs, means.step, (_REVIEW,), wanted.url)
    loaded = load(folder, drafts=wanted.drafts, memory=memory)
    problems = list(loaded.problems)
    site = loaded.site and _at(loaded.site, wanted.url)
    passed = loaded.passed.get(_REVIEW)
    if site is not None and not passed and not has_errors(problems):
        problems += Marked().run(site)
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
    ready = _ready(plan, folder, assets, sink, wanted, bodies)
    if wanted.ask:
        wanted.ask(ready)
        return Made({}, 0, in_order(problems), folder, site)
    listed, fresh, found = _written(ready, wanted, passed)
    problems += found
    if passed and not has_errors(problems):
        problems += Marked(passed).run(site)
        passed.save()
        if bodies:
            bodies.store.save()
    if has_errors(problems, strict=wanted.strict):
        listed, images = {}, ()
    inputs = {path: digest for path, digest in folder.digests.items() if path not in loaded.left_out}
    files = sink.files if isinstance(sink, InMemory) and listed else {}
    return Made(listed, len(plan.paths), in_order(problems), folder, site, inputs, images, files, fresh)


def _at(site: Site, url: str) -> Site:
    """Give a site at another address, itself where none is given."""
    return replace(site, config=replace(site.config, url=url.rstrip("/") + "/")) if url else site


@dataclass(frozen=True, slots=True)
class Ready:
    """All that is needed to make the files of a site: what makes them, what they rest on, what is known of them.

    `fixed` are the files that are not made from content.
    """

    maker: Maker
    around: Around
    known: Known | None
    fixed: Mapping[str, bytes]


def _ready(plan: Plan, folder: Folder, assets: Assets, sink: Sink, wanted: _Wanted, bodies: Bodies | None) -> Ready:
    site, frame, program = plan.site, frame_of(plan.site, assets), wanted.means.program
    fixed = {**assets.files, **({} if "data" in site.config.leave_out else schemas()), ".nojekyll": b""}
    paths = {*plan.paths, *plan.files, *fixed}
    inspector = Inspector(paths, _Originals(site), base_path_of(site.config.url))
    texts = Texts(bodies, program.encode()) if bodies else None
    renderer = Renderer(plan.titles, folder, assets, frame, texts)
    maker = Maker(plan, renderer, inspector, sink, sound(site.config), texts)
    settings = settings_of(frame, assets, folder, wanted.url, program)
    around = Around(settings, templates(folder, bodies, program))
    known = None
    if bodies:
        bodies.note = plan.watch.note
        drafts = any(claim.draft for claim in site.claims)
        state = State(site, _articles(site, folder), before(bodies, program.encode(), drafts=drafts))
        derived = Derived(bodies.store, state, settings, plan.watch)
        plan.keep(derived)
        known = Known(bodies, state, program.encode(), derived, drafts=drafts)
    return Ready(maker, around, known, fixed)


def _written(ready: Ready, wanted: _Wanted, passed: Passed | None) -> tuple[dict[str, Listed], int, list[Problem]]:
    """Bring every file into the sink; give their digests, how many were made, and what is wrong."""
    maker, known = ready.maker, ready.known
    # What a worker puts into its own memory, nobody else has.
    jobs = 1 if isinstance(maker.sink, InMemory) else wanted.means.jobs
    making = Making(maker, ready.around, known, jobs, wanted.means.step)
    outcome = making.run([maker.inspector.look(path, data) for path, data in ready.fixed.items()])
    problems = _at_sources(outcome.problems, maker.plan)
    if passed:
        for claim in maker.plan.site.claims:
            if isinstance(claim, KeptClaim) and page_of("claims", claim.id) in outcome.sound:
                passed.learn(claim.basis)
    listed = {path: maker.sink.put(path, data) for path, data in ready.fixed.items()} | outcome.listed
    if known and not has_errors(problems, strict=wanted.strict):
        known.save()
        claims = maker.plan.site.claims
        whole = {claim.name_of_body for claim in claims if isinstance(claim, KeptClaim)}
        known.bodies.store.sweep({"card": {claim.path for claim in claims}, "body": whole})
        known.bodies.store.save()
    return listed, outcome.made, problems


def _at_sources(problems: Iterable[Problem], plan: Plan) -> list[Problem]:
    """Tell what is wrong with a page at the file that it was made from, and name its template."""
    placed = []
    for one in problems:
        path = one.span.path
        if page := plan.page(path.removeprefix("output:")) if path.startswith("output:") else None:
            hint = f"{one.hint}\nthe page is made by templates/{page.template}"
            placed.append(replace(one, span=Span(page.source) if page.source else one.span, hint=hint))
        else:
            placed.append(one)
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
    base_path = base_path_of(site.config.url)
    found = inspect_pages(files, _Originals(site), base_path, reviews_of(pages), promises_of(pages))
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


def promises_of(pages: Iterable[Page]) -> dict[str, Promised]:
    """Give what each page must show, by its path; most pages may show what their templates like."""
    return {page.path: page.promised() for page in pages if page.promised}


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

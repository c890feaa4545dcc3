"""Which pages a site has, and at which address each stands.

1. Standing pages, which every site has: `standing`.
2. Pages of entries, one for each card, article, rating, person, place, topic and page of prose: `entries`.
3. Files that are no pages: `data`.

A page is found by its address without a list of all of them, so that the preview makes one page as fast on a large site
as on a small one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pincite.addresses import SEARCH, SECTIONS, is_left_out, page_of
from pincite.facts.watch import ALL
from pincite.formats.website import trail
from pincite.language import N_
from pincite.pages import data, entries, standing
from pincite.pages.shared import Shared
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pincite.facts.derived import Derived
    from pincite.facts.watch import Watch
    from pincite.model import Claim, Site
    from pincite.pages.page import DataFile, FeedFile, Page

PER_PAGE = 100  # claims on one page of the list
_FRONT, _LOST = "index.html", frozenset({"404.html"})
_LIST_PAGE = re.compile(r"claims/page-([1-9]\d*)\.html")


# The words of the masthead and the footer for the sections.
TITLES = {
    "claims": N_("Claims"),
    "timeline": N_("Timeline"),
    "articles": N_("Articles"),
    "compare": N_("Comparison"),
    "figures": N_("Figures"),
    "ratings": N_("Ratings"),
    "actors": N_("Actors"),
    "topics": N_("Topics"),
    "places": N_("Places"),
    "references": N_("References"),
    "corrections": N_("Corrections"),
    "data": N_("Data"),
    "verify": N_("Verify"),
    "search": N_("Search"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the masthead."""

    name: str
    path: str
    title: str


def _list_path(number: int) -> str:
    return "claims/index.html" if number == 1 else f"claims/page-{number}.html"


def section(name: str, site: Site) -> Link:
    """Give the link to one of the sections that every site has, or to the search, which some have."""
    return Link(name, {**SECTIONS, "search": SEARCH}[name], site.language.gettext(TITLES[name]))


def navigation(site: Site) -> tuple[Link, ...]:
    """Give the links of the masthead, as site.yaml orders them."""
    prose = {str(page.id): page.short for page in site.prose}
    links = []
    for name in site.config.navigation:
        if name in TITLES:
            links.append(section(name, site))
        else:
            links.append(Link(name, f"{name}.html", prose.get(name, name)))
    return tuple(links)


class _Titles(Mapping[str, str]):
    """Titles by id, read from the claims when they are asked for."""

    def __init__(self, claims: Mapping[str, Claim]) -> None:
        self._claims = claims

    def __getitem__(self, ident: str) -> str:
        return self._claims[ident].title

    def __contains__(self, ident: object) -> bool:
        return ident in self._claims

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


class Plan:
    """Every page of a site, in the order of their addresses; `page` finds one by its address."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._shared = Shared(site)
        every = standing.PAGES | (standing.SEARCH if site.config.search else {})
        self._standing = {path: make for path, make in every.items() if not is_left_out(path, site.config.leave_out)}
        self._lists = max(1, -(-len(site.claims) // PER_PAGE))

    def __iter__(self) -> Iterator[Page]:
        """Give every page; two of one address where content brings that about, for the build to refuse."""
        found = [make(self._shared) for make in self._standing.values()]
        found += [self._list(number) for number in range(1, self._lists + 1)]
        for folder, family in self._families.items():
            found += [entries.MAKERS[folder](one, self._shared) for one in family().values()]
        return iter(sorted((self._placed(page) for page in found), key=lambda page: page.path))

    @property
    def watch(self) -> Watch:
        """What notes what pages ask of the site."""
        return self._shared.watch

    def keep(self, derived: Derived) -> None:
        """Let what is worked out for several pages be kept between builds."""
        self._shared.derived = derived

    def stands(self, path: str, size: int, asked: Iterable[str]) -> None:
        """Take in that a file need not be made: how many bytes it has, for the page that tells, and what it asked."""
        self._shared.stands(path, size, asked)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of all claims by id, as texts that name a claim ask for them."""
        return _Titles(self._shared.index.claims)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The addresses of all pages, in order, without a page being made. One that two would have stands once."""
        found = {*self._standing, *(_list_path(number) for number in range(1, self._lists + 1))}
        for folder, family in self._families.items():
            found |= {page_of(folder, ident) if folder else f"{ident}.html" for ident in family()}
        return tuple(sorted(found))

    @cached_property
    def overviews(self) -> frozenset[str]:
        """The addresses of the pages and files that show all claims, or count them."""
        lists = (_list_path(number) for number in range(1, self._lists + 1))
        return frozenset((*self._standing, *lists, *self.files))

    def page(self, path: str) -> Page | None:
        """Give the page at an address, None where there is none."""
        page = self._page(path)
        return None if page is None else self._placed(page)

    def _page(self, path: str) -> Page | None:
        if path in self._standing:
            return self._standing[path](self._shared)
        if path == "claims/index.html":
            return self._list(1)
        if (found := _LIST_PAGE.fullmatch(path)) and 1 < int(found[1]) <= self._lists:
            return self._list(int(found[1]))
        folder, _, name = path.rpartition("/")
        family = self._families.get(folder)
        if family is None or not name.endswith(".html"):
            return None
        entry = family().get(name.removesuffix(".html"))
        return None if entry is None else entries.MAKERS[folder](entry, self._shared)

    @cached_property
    def files(self) -> Mapping[str, DataFile | FeedFile]:
        """The files that are no pages, by their addresses. No page can have one of these: pages end in `.html`."""
        unlisted = _LOST | {page_of("claims", claim.id) for claim in self.site.claims if claim.draft}

        def listed() -> list[str]:
            self.watch.notes((*ALL.values(), "prose"))  # whose pages these are
            return [path for path in self.paths if path not in unlisted]

        pages = len(self.paths) - len(unlisted)
        return {one.path: one for one in data.files(self._shared, lists=self._lists, pages=pages, paths=listed)}

    def doubles(self) -> Iterator[tuple[Page, Page]]:
        """Give every entry whose page would take the address of a standing page, and that page.

        Two entries cannot meet: those of one kind share a folder, and their ids are lower-case and unique.
        """
        for path in (*self._standing, *(_list_path(number) for number in range(1, self._lists + 1))):
            folder, _, name = path.rpartition("/")
            family = self._families.get(folder, dict)()
            entry = family.get(name.removesuffix(".html"))
            if entry is not None and (taken := self._page(path)):
                yield entries.MAKERS[folder](entry, self._shared), taken

    def _placed(self, page: Page) -> Page:
        """Let a page tell machines where it stands: below the list of its section, else below the front page."""
        if page.path == _FRONT or page.path in _LOST:
            return page
        above = section(page.section, self.site) if page.section in SECTIONS else None
        if above is None or above.path == page.path:
            above = Link("", _FRONT, self.site.config.title)
        steps = ((above.title, above.path), (page.name or page.title, page.path))
        told: list[tuple[Mapping[str, object], ...]] = []

        def linked() -> tuple[Mapping[str, object], ...]:
            if not told:  # once: the page is asked to print it, and again what it is to print
                told.append((*page.linked(), trail(steps, self.site.config.url)))
            return told[0]

        return replace(page, linked=linked)

    def _list(self, number: int) -> Page:
        return standing.list_of_claims(self._shared, number, self._lists, PER_PAGE)

    @cached_property
    def _families(self) -> Mapping[str, Callable[[], Mapping[str, object]]]:
        index = self._shared.index
        every: Mapping[str, Callable[[], Mapping[str, object]]] = {
            "claims": lambda: index.claims,
            "articles": lambda: index.articles,
            "ratings": lambda: index.ratings,
            "actors": lambda: index.actors,
            "places": lambda: index.places,
            "topics": lambda: index.topics,
            "": lambda: {str(page.id): page for page in self.site.prose},
        }
        return {folder: family for folder, family in every.items() if folder not in self.site.config.leave_out}

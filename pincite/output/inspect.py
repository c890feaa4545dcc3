"""The last look at the finished pages, before they are written: links, quotes, strangers, code, form, reviews.

Templates and prose belong to the site's editors, so nothing that the engine promises is taken on trust here: each page
is read the way a browser will read it, and each printed quote held against its original once more.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import field
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pincite.output import policy, promises, reviews
from pincite.output.css import urls_of
from pincite.output.cut import Cutter
from pincite.output.links import Links
from pincite.output.manifest import MANIFEST
from pincite.output.tags import CHECK, Fault, Link
from pincite.problems import Problem, Span, in_order
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pincite.facts.promised import Promised
    from pincite.output.cut import Cut
    from pincite.output.links import Place
    from pincite.output.tags import Quoted, Tag

_SHOWN = 60
_ID = re.compile(r"""(?<=\s)id\s*=\s*["']?([^\s"'>]+)""")


@dataclass(slots=True)
class _Found:
    """What a page turned out to hold."""

    ids: dict[str, int] = field(default_factory=dict)  # each with how often it is there
    links: dict[Link, None] = field(default_factory=dict)  # an ordered set
    faults: dict[Fault, None] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)  # each with how often it is there
    places: dict[str, int] = field(default_factory=dict)  # of the first tag with each mark, among the page's tokens
    canonical: str | None = None  # the address of its first canonical link
    linked: list[Any] = field(default_factory=list)  # what its JSON-LD holds
    quoted: set[Quoted] = field(default_factory=set)
    said: list[tuple[str, str, int]] = field(default_factory=list)  # mark, what was said with it, and where

    def take(self, tag: Tag, at: int) -> None:
        """Add what a tag holds; `at` is its place among the tokens."""
        ident, links, _, faults, mark, linked, said = tag
        if ident is not None:
            self.ids[ident] = self.ids.get(ident, 0) + 1
        for link in links:
            self.links[link] = None
        for fault in faults:
            self.faults[fault] = None
        # A drawing has titles of its own; the page's stands before the first.
        if mark and not (mark == "title" and "svg" in self.marks):
            self.marks[mark] = self.marks.get(mark, 0) + 1
            if mark not in self.places:
                self.places[mark] = at
                if mark == "canonical" and links:
                    self.canonical = links[0].address
        if said is not None:
            self.said.append((mark, said, at))
        if linked is not None:
            try:
                self.linked.append(reviews.read(linked))
            except reviews.NotJsonError as error:
                self.faults[Fault("page-form", f"has JSON-LD that is no JSON: {error}", "print it with `linked`")] = (
                    None
                )


@dataclass(frozen=True, slots=True)
class Looked:
    """What one file of a site turned out to hold: faults, the ids in it, and the other files and places it leads to."""

    path: str
    faults: tuple[Fault, ...] = ()
    ids: frozenset[str] | None = None  # None for a file in which no link can lead to a place
    leads: tuple[Place, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Word the faults."""
        return [_worded(self.path, fault) for fault in self.faults]


class Inspector:
    """Looks at the files of a site one by one; `broken_anchors` is for the end, when the ids of all are known."""

    def __init__(self, paths: Iterable[str], originals: Mapping[str, str], base_path: str) -> None:
        """`paths` are those of all files; `originals` maps article ids to their text.

        `base_path` is the path part of the site's url, such as "/checked/".
        """
        self._links = Links(frozenset((*paths, MANIFEST)), base_path)  # which is made of all the others, and so last
        self._originals = originals
        self._cutter = Cutter()

    def look(
        self, path: str, data: bytes, review: Mapping[str, object] | None = None, promised: Promised | None = None
    ) -> Looked:
        """Look at a file. `review` is the ClaimReview that a page is to carry; other pages may have none.

        `promised` is what a page must show.
        """
        found, ids, heading = _Found(), None, None
        if path.endswith(".html"):
            heading = _read_page(data, self._originals, self._cutter, found, review, promised)
            ids = frozenset(found.ids)
        elif path.endswith(".css"):
            for address in urls_of(data.decode("utf-8", "replace")):
                found.links[Link(address, loads=True)] = None
        elif path.endswith(".svg"):
            ids = ids_of_drawing(data)
        leads: dict[Place, None] = {}
        for place in self._links.leads(path, found.links):
            if isinstance(place, Fault):
                found.faults[place] = None
            elif place.path != path:
                leads[place] = None
            elif place.fragment and _lacking(ids, place):
                found.faults[_no_such_id(place)] = None
        if promised:
            figures = [said for mark, said, _ in found.said if mark == "figure"]
            pages = {place.path for place in leads} if promised.pages else set()
            found.faults |= dict.fromkeys(promises.missing(promised, heading, found.quoted, figures, pages))
        return Looked(path, tuple(found.faults), ids, tuple(leads))


def ids_of_drawing(data: bytes) -> frozenset[str]:
    """Give the ids in an SVG file, which links may lead to."""
    return frozenset(_ID.findall(data.decode("utf-8", "replace")))


def inspect_pages(
    files: Mapping[str, bytes],
    originals: Mapping[str, str],
    base_path: str,
    reviewed: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
    promised: Mapping[str, Promised] = MappingProxyType({}),
) -> list[Problem]:
    """Check every page and style sheet of a site, given as output paths to bytes. Returns problems, sorted.

    `reviewed` has the ClaimReview of each page that is to carry one, by its path, `promised` what each must show; the
    rest is as for `Inspector`.
    """
    inspector = Inspector(files, originals, base_path)
    looked = [inspector.look(path, data, reviewed.get(path), promised.get(path)) for path, data in files.items()]
    found = [problem for one in looked for problem in one.problems]
    return list(in_order([*found, *broken_anchors(looked, {one.path: one.ids for one in looked}.get)]))


def broken_anchors(looked: Iterable[Looked], ids_of: Callable[[str], frozenset[str] | None]) -> Iterator[Problem]:
    """Tell the links to places that are not there. `ids_of` gives the ids in a file, None where it has no places."""
    for one in looked:
        for place in one.leads:
            if place.fragment and _lacking(ids_of(place.path), place):
                yield _worded(one.path, _no_such_id(place))


def _lacking(ids: frozenset[str] | None, place: Place) -> bool:
    # "#top" is the top of any page (HTML 7.4.6.4); in a PDF or a picture a fragment is the viewer's business.
    return ids is not None and place.fragment not in ids and place.fragment != "top"


def _no_such_id(place: Place) -> Fault:
    what = f'links to "{place.path}#{place.fragment}", but that file has no such id'
    return Fault("broken-anchor", what, "correct the link, or give the element it should lead to this id")


def _worded(path: str, fault: Fault) -> Problem:
    return Problem(fault.code, f"{path} {fault.what}", Span(f"output:{path}"), fault.hint)


def _read_page(
    data: bytes,
    originals: Mapping[str, str],
    cutter: Cutter,
    found: _Found,
    review: Mapping[str, object] | None,
    promised: Promised | None,
) -> str | None:
    """Collect what one page holds; give its heading, where that is asked for.

    The loop runs for every tag of the site: what most tags are not comes first.
    """
    try:
        page = data.decode()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 at byte {error.start}"
        found.faults[Fault("page-form", what, "encode pages as UTF-8")] = None
        return None
    if "\r" in page:  # HTML 13.2.3.5: browsers make line ends LF before they read
        page = page.replace("\r\n", "\n").replace("\r", "\n")
    cut = cutter.cut(page, data)
    for at, tag in cut.meant:
        found.take(tag, at)
        if tag.quote:
            found.quoted.add(tag.quote)
            if altered := _altered(tag.quote, cut, at, originals):
                found.faults[altered] = None
    for mark, said, at in found.said:
        if mark == "figure" and (altered := promises.misprinted(said, cut.text_within(at))):
            found.faults[altered] = None
    found.faults.update(dict.fromkeys(_form(found)))
    found.faults.update(dict.fromkeys(_rules(found, cut)))
    if review or found.linked:
        found.faults.update(dict.fromkeys(reviews.faults(found.linked, review, _seen(found, cut))))
    return cut.text_within(found.places["h1"]) if promised and "h1" in found.places else None


def _rules(found: _Found, cut: Cut) -> Iterator[Fault]:
    """Tell what is wrong with the page's rules for browsers. Of several policies all hold, of referrers the last."""
    # One in the body counts for nothing (HTML 4.2.5.3).
    rules = ((words, at) for mark, words, at in found.said if mark == "policy" and cut.is_in_head(at))
    rule, at = next(rules, (None, 0))
    referrer = next((words for mark, words, _ in reversed(found.said) if mark == "referrer"), None)
    early = takewhile(lambda one: one[0] < at, cut.meant)
    return policy.faults(rule, referrer, first=not any(link.loads for _, tag in early for link in tag.links))


def _seen(found: _Found, cut: Cut) -> reviews.Seen:
    """Give what readers see of a check: the texts of the first elements that show its parts."""
    texts = {mark: cut.text_within(found.places[mark]) for mark in ("h1", *CHECK) if mark in found.places}
    return reviews.Seen(texts.get("h1"), texts.get("rating"), texts.get("verdict"), found.canonical)


def _form(found: _Found) -> Iterator[Fault]:
    for name, count in found.ids.items():
        if count > 1:
            hint = "give each element an id of its own: a link leads to the first alone"
            yield Fault("id-repeated", f'has the id "{name}" {count} times', hint)
    if "title" not in found.marks:
        yield Fault("page-form", "has no title", "write a <title> in the template's head")
    if "lang" not in found.marks:
        yield Fault("page-form", "does not say its language", 'write <html lang="..."> in the template')
    if (headings := found.marks.get("h1", 0)) != 1:
        what = f"has {headings} first-level headings instead of one"
        hint = "give the page one <h1>; in Markdown a heading of a text begins with ##, for # is the page's own title"
        yield Fault("page-form", what, hint)


def _altered(quote: Quoted, cut: Cut, at: int, originals: Mapping[str, str]) -> Fault | None:
    """Tell how a printed quote differs from its original; None where it is the same, character for character."""
    where = f"{quote.article}, {quote.start} to {quote.end}"
    if quote.article not in originals:
        hint = "print quotes with the quote macro, which fills these attributes in"
        return Fault("quote-altered", f'has a quote of "{quote.article}", which is no article', hint)
    original = originals[quote.article]
    if not quote.start < quote.end <= len(original):
        return Fault("quote-altered", f"has a quote from a place that is not there: {where}", "end it behind its start")
    printed = cut.text_within(at)
    wanted = original[quote.start : quote.end]
    if printed == wanted:
        return None
    if printed is None:
        return Fault("quote-altered", f"has a quote that is never closed: {where}", "close the element of the quote")
    same = len(posixpath.commonprefix([printed, wanted]))
    begin = max(0, same - _SHOWN // 2)
    what = (
        f"prints {printed[begin : begin + _SHOWN]!r} where the original has {wanted[begin : begin + _SHOWN]!r}: {where}"
    )
    return Fault("quote-altered", what, "let the template print a quote as it is: no filter, no text added inside")

"""A finished page cut into texts and tags, with what its tags mean: most are the same from page to page, and read once.

Nearly all pages are cut without a search: where each "<" has its ">" and nothing else has one, a tag is what stands
between the two, if it would be one anywhere. All others are cut by the grammar; what comes out is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.output.markup import begins_raw, insides, is_whole, name_of, text_within, tokens, without_references
from pincite.output.tags import Tag, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

# Tags that most pages share are read once. Longer ones, and more than these, are not worth the memory.
_REMEMBERED = 50_000
_LONGEST = 300
_IN_HEAD = re.compile(r"(?i:!doctype|html|head|meta|link|/?title|/?script|/?style)(?=[\s/>]|\Z)|!--")
_RAW = Tag(mark="raw")  # stands for the beginning of a raw element, which means something with what it holds


class Cut:
    """A page that was cut. `meant` are its tags that mean something, each with its place: `text_within` takes that."""

    __slots__ = ("_bare", "_parts", "meant")

    def __init__(self, parts: list[str], meant: list[tuple[int, Tag]], *, bare: bool) -> None:
        """`parts` have the tags at odd places; `bare` ones come without their brackets."""
        self._parts = parts
        self._bare = bare
        self.meant = meant

    def text_within(self, at: int) -> str | None:
        """Give the text content of the element that opens there; None where it is not closed."""
        if self._bare:
            # As it is with most that is asked for, the element holds a text and no more.
            if self._parts[at + 2 : at + 3] == [f"/{name_of(self._parts[at])}"]:
                return without_references(self._parts[at + 1])
            self._parts = [f"<{part}>" if at % 2 else part for at, part in enumerate(self._parts)]
            self._bare = False
        return text_within(self._parts, at)

    def is_in_head(self, at: int) -> bool:
        """Tell whether a tag stands in the page's head: before it nothing that begins the body (HTML 13.2.6.4.4)."""
        inside = self._parts[1:at:2] if self._bare else [tag[1:] for tag in self._parts[1:at:2]]
        texts = self._parts[2:at:2]
        return not self._parts[0].strip() and all(
            _IN_HEAD.match(tag) and (not text.strip() or (begins_raw(f"<{tag}>") and "</" not in tag))
            for tag, text in zip(inside, texts, strict=False)
        )


class Cutter:
    """Cuts pages, and remembers what their tags mean."""

    def __init__(self) -> None:
        self._tokens: dict[str, Tag | None] = {}
        self._insides: dict[str, Tag | None] = {}

    def cut(self, page: str, data: bytes) -> Cut:
        """Cut a page; `data` is the same in UTF-8."""
        parts = insides(page, data)
        return (parts and self._quickly(parts)) or self._by_grammar(tokens(page))

    def _by_grammar(self, parts: list[str]) -> Cut:
        tags = parts[1::2]
        unread = _unread(tags, self._tokens)
        for token in unread:
            self._tokens[token] = read_tag(token)
        meant = _meant(tags, self._tokens)
        _forget(unread, self._tokens)
        return Cut(parts, meant, bare=False)

    def _quickly(self, parts: list[str]) -> Cut | None:
        tags = parts[1::2]
        unread = _unread(tags, self._insides)
        for inside in unread:
            token = f"<{inside}>"
            if not is_whole(token):
                _forget(unread, self._insides, longest=0)
                return None
            self._insides[inside] = _RAW if begins_raw(token) else read_tag(token)
        found, meant = _meant(tags, self._insides), []
        _forget(unread, self._insides)
        for at, tag in found:
            if tag is not _RAW:
                meant.append((at, tag))
                continue
            closing = f"/{name_of(parts[at])}"
            if parts[at].endswith("/") or parts[at + 2 : at + 3] != [closing]:
                return None
            if (held := read_tag(f"<{parts[at]}>{parts[at + 1]}<{closing}>")) is not None:
                if held.quote or held.mark not in {"", "title"}:  # whose text may be asked for
                    return None
                meant.append((at, held))
        return Cut(parts, meant, bare=True)


def _unread(tags: list[str], known: dict[str, Tag | None]) -> set[str]:
    if len(known) > _REMEMBERED:
        known.clear()
    return set(tags).difference(known)


def _meant(tags: list[str], known: dict[str, Tag | None]) -> list[tuple[int, Tag]]:
    """Give what the tags of a page mean, of those that mean something, each with its place among the parts."""
    return [(2 * at + 1, tag) for at, tag in enumerate(map(known.__getitem__, tags)) if tag is not None]


def _forget(unread: Iterable[str], known: dict[str, Tag | None], longest: int = _LONGEST) -> None:
    for token in unread:
        if len(token) > longest:
            known.pop(token, None)

"""A quote as a page shows it: the original's own characters, the words around them, and its pin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Article, Quote


# Named tuples: a page has dozens, and they are made three times as fast as frozen dataclasses.
class Piece(NamedTuple):
    """Part of a slice: text from `start` to `end` of the original.

    `change` is "del" or "ins" where it differs from another text, with `number` as its key; "here" marks the quote in
    the words around it.
    """

    start: int
    end: int
    text: str
    change: str = ""
    number: int = 0


class Cut(NamedTuple):
    """One proof-carrying slice of an original, in pieces that join to exactly its text."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote of a card, ready for the page. `around` is its whole paragraph, None where the quote is all of it.

    `anchored` is true where it first stands on its page, and carries its id there; `primary` where its article is
    itself the source.
    """

    id: str
    claim: str
    article: str
    article_name: str
    language: str
    paragraph: int
    start: int
    end: int
    cuts: tuple[Cut, ...]
    around: Cut | None
    stance: str
    speaker: str
    speaker_id: str
    via: tuple[str, ...]
    note: str
    translation: str
    anchored: bool = True
    primary: bool = False

    @property
    def target(self) -> str:
        """The id of the passage on its article's page."""
        return f"{self.claim}-{self.id}" if self.claim else f"p{self.paragraph}"


def passage(quote: Quote, claim: str, index: Index) -> Passage:
    """Cut a quote from its original."""
    article = index.articles[quote.article]
    text = article.text
    first, last = article.paragraphs[quote.paragraph - 1][0], article.paragraphs[_last_paragraph(quote, article)][1]
    return Passage(
        id=quote.id,
        claim=claim,
        article=article.id,
        article_name=article.short,
        language=article.language,
        paragraph=quote.paragraph,
        start=quote.start,
        end=quote.end,
        cuts=tuple([Cut(s, e, (Piece(s, e, text[s:e]),)) for s, e in quote.slices]),
        around=_around(text, (first, last), quote.slices),
        stance=quote.stance,
        speaker=index.actors[quote.speaker].name if quote.speaker else "",
        speaker_id=quote.speaker or "",
        via=tuple(index.actors[actor].name for actor in quote.via) if quote.via else (),
        note=quote.note,
        translation=quote.translation,
        primary=article.primary,
    )


def _around(text: str, extent: tuple[int, int], slices: tuple[tuple[int, int], ...]) -> Cut | None:
    first, last = extent
    if not (text[first : slices[0][0]] + text[slices[-1][1] : last]).strip() and len(slices) == 1:
        return None
    pieces, at = [], first
    for start, end in slices:
        pieces += [Piece(at, start, text[at:start]), Piece(start, end, text[start:end], "here")]
        at = end
    pieces.append(Piece(at, last, text[at:last]))
    return Cut(first, last, tuple(piece for piece in pieces if piece.text))


def _last_paragraph(quote: Quote, article: Article) -> int:
    return article.document.paragraph_at(max(quote.start, quote.end - 1)) - 1

"""How much of an article is checked: its sentences, its characters, and every paragraph with its passages marked.

A sentence is *carded* where a published card quotes any of it, *set aside* where the article says so with a reason, and
*open* otherwise. The shares are of the characters without white space.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.fields.kinds import STATING
from pincite.records import dataclass
from pincite.text import index_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.anchor import Slice
    from pincite.facts.index import Citation, Index
    from pincite.model import Article, Claim, SetAside

_DEEP = 3  # passages of more cards than this look alike


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, in which paragraph it stands, and what became of it: carded, set-aside or open."""

    paragraph: int
    start: int
    end: int
    text: str
    state: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article's sentences and the shares, in whole per cent, of its characters."""

    sentences: tuple[Sentence, ...]
    checked: int
    aside: int
    claims: int

    @property
    def rest(self) -> int:
        """The share that no card quotes and nothing sets aside: joining words, speech tags."""
        return 100 - self.checked - self.aside

    @property
    def carded(self) -> int:
        """How many sentences a card quotes."""
        return sum(sentence.state == "carded" for sentence in self.sentences)

    @property
    def set_aside(self) -> int:
        """How many sentences no card quotes and the article sets aside."""
        return sum(sentence.state == "set-aside" for sentence in self.sentences)

    @property
    def open_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that nobody has dealt with."""
        return tuple(sentence for sentence in self.sentences if sentence.state == "open")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph that the same passages cover: the targets that begin here, the letter of its note."""

    start: int
    end: int
    text: str
    depth: int
    claims: tuple[str, ...]
    ids: tuple[str, ...]
    key: str
    aside: bool
    link: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring runs that lead to the same passage of the same card, or to none: one link on the page."""

    link: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A claim that a paragraph states, with the letter that keys it to its passages."""

    key: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its passages, the claims it states, those it only bears on, and what of it is set aside."""

    number: int
    start: int
    end: int
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    also: tuple[Claim, ...]
    aside: tuple[SetAside, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The runs as links: a run of marks alone goes with the words before it, for nobody can hit a full stop."""
        found: list[Stretch] = []
        for run in self.runs:
            wordless = not any(char.isalnum() for char in run.text)
            if found and run.depth and found[-1].link and (wordless or run.link == found[-1].link):
                found[-1] = Stretch(found[-1].link, (*found[-1].runs, run))
            else:
                found.append(Stretch("" if wordless else run.link, (run,)))
        return tuple(found)


def coverage(article: Article, index: Index) -> Coverage:
    """Work out what of an article is checked."""
    citations = index.citations[article.id]
    claims: list[set[str]] = [set() for _ in article.sentences]
    for citation in citations:
        for at in _touched(article, citation.quote.slices):
            claims[at].add(citation.claim.id)
    aside = {at for one in article.set_aside for at in _touched(article, one.slices)}
    sentences = []
    for at, (start, end) in enumerate(article.sentences):
        state = "carded" if claims[at] else "set-aside" if at in aside else "open"
        paragraph = article.document.paragraph_at(start)
        sentences.append(Sentence(paragraph, start, end, article.text[start:end], state, tuple(sorted(claims[at]))))
    carded = [slot for one in citations for slot in one.quote.slices]
    either = [*carded, *(slot for one in article.set_aside for slot in one.slices)]
    total = max(1, _ink(article.text, [(0, len(article.text))]))
    by_cards = _ink(article.text, carded)
    return Coverage(
        tuple(sentences),
        round(100 * by_cards / total),
        round(100 * (_ink(article.text, either) - by_cards) / total),
        len({one.claim.id for one in citations}),
    )


def _ink(text: str, slices: Iterable[Slice]) -> int:
    """Count the characters in some slices, each once, that are no white space."""
    count = at = 0
    for start, end in sorted(slices):
        count += len("".join(text[max(at, start) : end].split()))
        at = max(at, end)
    return count


def _meets(one: Slice, other: Slice) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _touched(article: Article, slices: Sequence[Slice]) -> Iterator[int]:
    """Give the places, in the list of sentences, of those that hold any of some slices."""
    for piece in slices:
        at = max(0, bisect_right(article.sentences, piece[0], key=lambda one: one[0]) - 1)
        while at < len(article.sentences) and article.sentences[at][0] < piece[1]:
            if _meets(piece, article.sentences[at]):
                yield at
            at += 1


def annotate(article: Article, index: Index) -> tuple[Paragraph, ...]:
    """Mark every paragraph's passages."""
    starts = [start for start, _ in article.paragraphs]
    spots: list[list[tuple[int, int, Citation]]] = [[] for _ in starts]
    for citation in (*index.citations[article.id], *index.former[article.id]):
        for start, end in citation.quote.slices:
            for at in range(index_at(starts, start), index_at(starts, max(start, end - 1)) + 1):
                low, high = article.paragraphs[at]
                spots[at].append((max(start, low), min(end, high), citation))
    given: set[str] = set()
    return tuple(
        _paragraph(article, number, spots[number - 1], index, given)
        for number, (start, end) in enumerate(article.paragraphs, start=1)
        if start < end
    )


def _paragraph(
    article: Article,
    number: int,
    spots: list[tuple[int, int, Citation]],
    index: Index,
    given: set[str],
) -> Paragraph:
    start, end = article.paragraphs[number - 1]
    aside = [
        (max(low, start), min(high, end), one)
        for one in article.set_aside
        for low, high in one.slices
        if _meets((low, high), (start, end))
    ]
    counting = [spot for spot in spots if not spot[2].claim.withdrawn]
    stating = sorted(
        {(spot[0], spot[2].claim.name, spot[2].claim.id) for spot in counting if spot[2].quote.stance in STATING},
    )
    letters: dict[str, str] = {}
    for _, _, ident in stating:
        letters.setdefault(ident, _letter(len(letters)))
    bearing = {spot[2].claim.id for spot in counting} - set(letters)
    return Paragraph(
        number,
        start,
        end,
        tuple(_runs(article, (start, end), spots, [(low, high) for low, high, _ in aside], letters, given)),
        tuple(Note(letter, index.claims[ident]) for ident, letter in letters.items()),
        tuple(index.in_order([index.claims[ident] for ident in bearing])),
        tuple({id(one): one for _, _, one in aside}.values()),
    )


def _letter(at: int) -> str:
    return chr(ord("a") + at) if at < 26 else f"{chr(ord('a') + at // 26 - 1)}{chr(ord('a') + at % 26)}"  # noqa: PLR2004 - letters


def _runs(
    article: Article,
    extent: Slice,
    spots: list[tuple[int, int, Citation]],
    aside: list[Slice],
    letters: dict[str, str],
    given: set[str],
) -> Iterator[Run]:
    """Cut a paragraph wherever a passage begins or ends. A letter stands where a stated claim's passage begins.

    A withdrawn claim's passage is not marked, but it is still the target of readers' links.
    """
    cuts = sorted({*extent, *(at for spot in spots for at in spot[:2]), *(at for piece in aside for at in piece)})
    for low, high in pairwise(cuts):
        covering = [spot for spot in spots if spot[0] <= low and high <= spot[1]]
        here = [spot for spot in covering if not spot[2].claim.withdrawn]
        claims = tuple(dict.fromkeys(spot[2].claim.id for spot in here))
        ids = []
        for spot in covering:
            target = f"{spot[2].claim.id}-{spot[2].quote.id}"
            if spot[0] == low and target not in given:
                given.add(target)
                ids.append(target)
        beginning = sorted({letters[s[2].claim.id] for s in here if s[0] == low and s[2].claim.id in letters})
        # The passage links to the card that states it; where several do, to the one whose words are fewest.
        stating = [spot for spot in here if spot[2].claim.id in letters]
        nearest = min(
            ((spot[1] - spot[0], spot[2].claim.id, spot[2].quote.id) for spot in stating or here),
            default=None,
        )
        yield Run(
            low,
            high,
            article.text[low:high],
            min(len(claims), _DEEP),
            claims,
            tuple(ids),
            " ".join(beginning),
            not here and any(start <= low and high <= end for start, end in aside),
            f"{nearest[1]}.html#{nearest[2]}" if nearest else "",
        )

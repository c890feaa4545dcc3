"""No silent change: a claim that is on record may state something else only with a note that says so.

1. `stating` takes from a card what is held against the record.
2. `follow` gives the versions of a claim, the one included that the card now makes, and tells what changed in silence.
3. `vanished` tells which claims are on record and have no page any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.differences import differences
from pincite.problems import Problem, Span
from pincite.read.record import path_of
from pincite.records import dataclass
from pincite.sense import turned
from pincite.versions import GAP, NUMBERS, Cited, Counted, Noted, Statement, stated, version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pincite.model import Article, Claim, Correction, Figure
    from pincite.versions import Version

_WORDING = frozenset({"wording", "typography"})  # classes of differences that a minor note may bring
_ENTRY = '`- {date: YYYY-MM-DD, note: "what was wrong"}`'
_SHOWN = 200  # characters of what stood before, in a hint


@dataclass(frozen=True, slots=True)
class Stating:
    """What a card states, and where it is written: its quotes and figures, each with its place."""

    statement: Statement
    written: tuple[tuple[Cited | Counted, Span], ...]

    @property
    def places(self) -> Mapping[Cited | Counted, Span]:
        """The places by what stands there; asked for only where something changed."""
        return dict(self.written)


def stating(claim: Claim, articles: Mapping[str, Article]) -> Stating:
    """Give what a card states."""
    quotes = {
        str(quote.id): Cited(
            article=quote.article,
            text=GAP.join(articles[quote.article].text[start:end] for start, end in quote.slices),
            stance=quote.stance,
            speaker=quote.speaker or "",
            via=quote.via,
            translation=quote.translation,
        )
        for quote in claim.quotes
    }
    figures = [_counted(figure, quotes) for figure in claim.figures]
    statement = stated(
        claim=claim.claim,
        rating=claim.rating,
        verdict=claim.verdict,
        withdrawn=claim.withdrawn,
        quotes=list(quotes.values()),
        figures=figures,
    )
    cited = zip(quotes.values(), (quote.span for quote in claim.quotes), strict=True)
    counted = zip(figures, (figure.span for figure in claim.figures), strict=True)
    return Stating(statement, (*cited, *counted))


def _counted(figure: Figure, quotes: Mapping[str, Cited]) -> Counted:
    quote = quotes.get(figure.quote or "")
    return Counted(
        measure=figure.measure,
        numbers=tuple((name, number) for name in NUMBERS if (number := getattr(figure, name)) is not None),
        parts=figure.parts,
        exclusive=figure.exclusive,
        source=quote.article if quote else figure.evidence or "",
        by=figure.by or "",
        where=figure.where or "",
        period=figure.period.text if figure.period else "",
        dated=figure.dated.text if figure.dated else "",
        also=figure.also,
    )


def follow(
    claim: Claim, now: Stating, recorded: tuple[Version, ...], language: str
) -> tuple[tuple[Version, ...], tuple[Problem, ...]]:
    """Give the versions of a published claim and what is wrong with the newest.

    Where the card states what the record has, these are the recorded ones; where it does not, one more, which is not
    on record yet. Where something is wrong, only what is on record.
    """
    if not recorded:
        made = version(claim.id, None, claim.updated, now.statement, _noted(claim.corrections), _noted(claim.minor))
        return (made,), ()
    last = recorded[-1]
    corrections, lost = _new(claim, "correction", claim.corrections, [n for one in recorded for n in one.corrections])
    minor, gone = _new(claim, "minor note", claim.minor, [note for one in recorded for note in one.minor])
    if not (lost or gone):
        lost = [*_backdated(claim.corrections, corrections, last), *_backdated(claim.minor, minor, last)]
    problems = [*lost, *gone]
    changes = tuple(_changes(claim, last.statement, now))
    if changes and not corrections:
        if minor:
            problems += [one for change in changes if (one := change.beyond_wording(language))]
        else:
            problems += [change.silent(last, claim.id) for change in changes]
    if problems:
        return recorded, tuple(problems)
    notes = (*corrections, *minor)
    if not (changes or notes):
        return recorded, ()
    date = max((note.date for note in notes), key=lambda when: when.sort_key)
    return (*recorded, version(claim.id, last, date, now.statement, corrections, minor)), ()


def _noted(notes: Sequence[Correction]) -> tuple[Noted, ...]:
    return tuple(Noted(one.date, one.note) for one in notes)


def _new(
    claim: Claim, what: str, written: Sequence[Correction], before: Sequence[Noted]
) -> tuple[tuple[Noted, ...], list[Problem]]:
    """Part the notes of a card that are not on record yet; those that are must stand there still, word for word."""
    now = _noted(written)
    for at, note in enumerate(before):
        if at < len(now) and now[at] == note:
            continue
        span = written[at].span if at < len(now) else claim.span
        message = f"the {what} of {note.date.text}, which is on record, is not there as it was"
        hint = f"it read: “{note.note[:_SHOWN]}”\nput it back; what was wrong in it is told by another one behind it"
        return (), [Problem("correction-altered", message, span, hint)]
    return now[len(before) :], []


def _backdated(written: Sequence[Correction], new: Sequence[Noted], last: Version) -> Iterator[Problem]:
    """Refuse a new note that is older than what it changes: it would stand deep down in the log and the feed."""
    for note in written[len(written) - len(new) :]:
        if note.date.last < last.date.first:
            message = f"the note is dated before version {last.number}, of {last.date.text}, which it comes after"
            yield Problem("corrections-order", message, note.span, "write the day on which the card was changed")


class _Change:
    """One thing that a card states otherwise than the record."""

    def __init__(self, what: str, span: Span, before: str, pair: tuple[str, str] | None = None) -> None:
        self._what = what
        self._span = span
        self._before = before
        self._pair = pair  # the words before and now, where a minor note may do for a change of them

    def silent(self, last: Version, ident: str) -> Problem:
        """Word that no note tells of it."""
        message = f"{self._what}, and no correction says so"
        or_minor = ", or below `minor:` where only wording differs" if self._pair else ""
        hint = (
            f"version {last.number}, of {last.date.text}, {self._before}\n"
            f"below `corrections:` add {_ENTRY}{or_minor};\n"
            f"if version {last.number} was never published: `pincite record --amend {ident}`"
        )
        return Problem("silent-change", message, self._span, hint)

    def beyond_wording(self, language: str) -> Problem | None:
        """Word that a minor note does not do for it; nothing where it does."""
        kind = ""
        if self._pair:
            found = differences((self._pair[0],), (self._pair[1],), language)
            kind = next((name for one in found for name in (one.kind, *one.also) if name not in _WORDING), "")
            if not kind:
                worded = any("wording" in (one.kind, *one.also) for one in found)
                kind = turned(*self._pair, language, worded=worded)
            else:
                kind = f"of the class {kind}"
            if not kind:
                return None
        message = f"{self._what}, and a minor note is for wording alone"
        why = f"what differs is {kind}: " if kind else ""
        hint = f"it {self._before}\n{why}write the note below `corrections:`"
        return Problem("minor-change", message, self._span, hint)


def _changes(claim: Claim, before: Statement, stating: Stating) -> Iterator[_Change]:
    now = stating.statement
    if before.withdrawn != now.withdrawn:
        what = "the claim was withdrawn" if now.withdrawn else "the claim, which was withdrawn, stands again"
        yield _Change(what, claim.status_span, "had it withdrawn" if before.withdrawn else "had it standing")
    if before.claim != now.claim:
        pair = before.claim, now.claim
        yield _Change("the claim sentence was changed", claim.claim_span, f"said: “{before.claim[:_SHOWN]}”", pair)
    if before.rating != now.rating:
        yield _Change(f'the rating was changed to "{now.rating}"', claim.span, f'had "{before.rating}"')
    if before.verdict != now.verdict:
        pair = before.verdict, now.verdict
        yield _Change("the verdict was changed", claim.verdict_span, f"said: “{before.verdict[:_SHOWN]}”", pair)
    if before.quotes != now.quotes:
        gone = [f"quoted “{one.text[:_SHOWN]}”" for one in before.quotes if one not in now.quotes]
        places = stating.places
        span = next((places[one] for one in now.quotes if one not in before.quotes), claim.quotes[0].span)
        yield _Change("the quotes were changed", span, ", and ".join(gone[:2]) or "did not have all of them")
    if before.figures != now.figures:
        gone = [f"had {_told(one)}" for one in before.figures if one not in now.figures]
        places = stating.places
        span = next((places[one] for one in now.figures if one not in before.figures), claim.span)
        yield _Change("the figures were changed", span, ", and ".join(gone[:2]) or "did not have all of them")


def _told(one: Counted) -> str:
    return f"{one.measure}: {', '.join(f'{name} {number}' for name, number in one.numbers)}"


def vanished(
    lost: Mapping[str, tuple[Version, ...]],
    claims: Sequence[Claim],
    recorded: Collection[str],
    drafts: Mapping[str, Claim],
) -> Iterator[Problem]:
    """Tell which claims are on record and have no page.

    `lost` are the versions, by id, of those that have no card, or one that is a draft; `recorded` are all ids on
    record, `drafts` all drafts by id.
    """
    for ident, versions in lost.items():
        if not versions:
            continue
        hint = (
            f"{_renamed(versions[-1], claims, recorded)}a page that readers have cited stays: restore the card, write "
            f"`status: withdrawn`, and say why in `corrections:`;\nif it was never published, delete {path_of(ident)}"
        )
        if ident in drafts:
            message = "the claim is on record, and a draft has no page"
            yield Problem("claim-vanished", message, drafts[ident].status_span, hint)
        else:
            message = f'the claim "{ident}" is on record, and its card is gone'
            yield Problem("claim-vanished", message, Span(path_of(ident)), hint)


def _renamed(newest: Version, claims: Sequence[Claim], recorded: Collection[str]) -> str:
    """Say which card is the vanished one under another name, where one states the same and is not on record."""
    for claim in claims:
        if claim.id not in recorded and claim.versions and claim.versions[-1].statement == newest.statement:
            return f"{claim.path} states the same: give it its old name back, which is its address;\n"
    return ""

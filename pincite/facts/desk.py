"""The desk: what editors still have to do, from the problems of the files to sentences that nobody has dealt with.

Made from a site with its drafts. Nothing here asks a clock: checks are stale as seen from a day that is handed in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pincite.facts.alike import alike
from pincite.facts.coverage import coverage
from pincite.facts.index import Index
from pincite.fields.kinds import STATING
from pincite.problems import in_order
from pincite.records import dataclass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from pincite.facts.alike import Alike
    from pincite.model import Actor, Article, Claim, Event, Place, Reference, Site, Topic
    from pincite.problems import Problem

STALE_AFTER = 180  # days since `checked`: half a year, in which sources move and numbers are corrected
UNSETTLED_STALE_AFTER = 60  # days for a rating that is not settled: new evidence is what such a card waits for
CLAIMS_ALIKE = 0.3  # see `alike`: nearly twice what two claims of a real desk reach, and less than a rewording keeps
PASSAGES_ALIKE = 0.5  # more, for the quotes of one article overlap by nature
STATES = ("carded", "drafted", "set-aside", "open")


@dataclass(frozen=True, slots=True)
class FileProblems:
    """The problems of one file, in the order of its lines."""

    path: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article (offsets, paragraph from 1), and what became of it.

    `state` is one of `STATES`: carded by a published card, carded in a draft alone, set aside, or open.
    """

    start: int
    end: int
    paragraph: int
    text: str
    state: str
    claims: tuple[str, ...]
    drafts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """An article, sentence by sentence. The shares are of its characters without white space, in whole per cent."""

    article: Article
    sentences: tuple[Told, ...]
    cards: int
    checked: int
    drafted: int
    aside: int

    @property
    def rest(self) -> int:
        """The share that nothing covers."""
        return 100 - self.checked - self.drafted - self.aside

    @property
    def counts(self) -> dict[str, int]:
        """The number of sentences in each state."""
        found = Counter(one.state for one in self.sentences)
        return {state: found[state] for state in STATES}


@dataclass(frozen=True, slots=True)
class Stale:
    """A card whose last check is `days` days ago, more than the `limit` for its rating."""

    claim: Claim
    days: int
    limit: int


@dataclass(frozen=True, slots=True)
class Near:
    """Two cards that may be one: how alike their claims and their stating passages are, 0 to 1; 0 for hardly.

    `relation` is how either is `related` to the other already, empty where it is not.
    """

    one: Claim
    other: Claim
    claims: float
    passages: float
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that is to do. `today` is the day from which `stale` is counted, None where it was not.

    `all_compared` is false where there were too many cards, too much alike, to compare them all.
    """

    problems: tuple[FileProblems, ...]
    cards: int = 0
    drafts: tuple[Claim, ...] = ()
    withdrawn: tuple[Claim, ...] = ()
    unrecorded: tuple[Claim, ...] = ()
    articles: tuple[Covered, ...] = ()
    without_evidence: tuple[Claim, ...] = ()
    stale: tuple[Stale, ...] = ()
    today: dt.date | None = None
    unused_references: tuple[Reference, ...] = ()
    unused_actors: tuple[Actor, ...] = ()
    unused_places: tuple[Place, ...] = ()
    unused_topics: tuple[Topic, ...] = ()
    near: tuple[Near, ...] = ()
    all_compared: bool = True


def desk(site: Site | None, problems: Iterable[Problem], *, today: dt.date | None) -> Desk:
    """Gather what is to do from a site with its drafts, None where no site can be read, and from its problems."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in in_order(problems):
        by_file[problem.span.path].append(problem)
    told = tuple(FileProblems(path, tuple(found)) for path, found in by_file.items())
    if site is None:
        return Desk(problems=told, today=today)
    near, all_compared = _near(site)
    used, pending = _used(site), frozenset(site.pending)
    return Desk(
        problems=told,
        cards=len(site.claims),
        drafts=tuple(claim for claim in site.claims if claim.draft),
        withdrawn=tuple(claim for claim in site.claims if claim.withdrawn),
        unrecorded=tuple(claim for claim in site.claims if claim.id in pending),
        articles=_covered(site),
        without_evidence=tuple(claim for claim in site.claims if not (claim.evidence or claim.withdrawn)),
        stale=_stale(site, today) if today else (),
        today=today,
        unused_references=tuple(one for one in site.references if one.id not in used["reference"]),
        unused_actors=tuple(one for one in site.actors if one.id not in used["actor"]),
        unused_places=tuple(one for one in site.places if one.id not in used["place"]),
        unused_topics=tuple(one for one in site.topics if one.id not in used["topic"]),
        near=near,
        all_compared=all_compared,
    )


def _covered(site: Site) -> tuple[Covered, ...]:
    """Cover each article twice, with the drafts and without, to tell what only a draft cards."""
    drafts = {claim.id for claim in site.claims if claim.draft}
    whole = Index(site)
    published = Index(site.published)
    found = []
    for article in site.articles:
        now, then = coverage(article, published), coverage(article, whole)
        sentences = [
            Told(
                one.start,
                one.end,
                article.document.paragraph_at(one.start),
                one.text,
                "drafted" if one.state != "carded" and later.state == "carded" else one.state,
                one.claims,
                tuple(ident for ident in later.claims if ident in drafts),
            )
            for one, later in zip(now.sentences, then.sentences, strict=True)
        ]
        drafted = then.checked - now.checked
        # What a draft quotes of a passage that is set aside is told once, as the draft's.
        found.append(Covered(article, tuple(sentences), then.claims, now.checked, drafted, then.aside))
    return tuple(found)


def _stale(site: Site, today: dt.date) -> tuple[Stale, ...]:
    unsettled = {rating.id for rating in site.config.ratings if not rating.settled}
    found = []
    for claim in site.claims:
        limit = UNSETTLED_STALE_AFTER if claim.rating in unsettled else STALE_AFTER
        days = (today - claim.checked.last).days
        if days > limit and not (claim.draft or claim.withdrawn):
            found.append(Stale(claim, days, limit))
    return tuple(sorted(found, key=lambda one: (one.limit - one.days, one.claim.id)))


def _used(site: Site) -> dict[str, set[str]]:
    """Gather the ids that anything points to, by kind: an entry that another one relays or belongs to is used, too."""
    claims = site.claims
    told: tuple[Claim | Event, ...] = (*claims, *site.events)
    evidence = [item for one in told for item in one.evidence]
    quotes = [quote for one in told for quote in one.quotes]
    figures = [figure for claim in claims for figure in claim.figures]
    responses = [response for claim in claims for response in claim.responses]
    found: dict[str, Iterable[str | None]] = {
        "reference": [
            *(item.reference for item in evidence),
            *(response.reference for response in responses),
            *(one.origin for one in site.references),
        ],
        "actor": [
            *(claim.claimant for claim in claims),
            *(item.origin for item in evidence),
            *(response.actor for response in responses),
            *(quote.speaker for quote in quotes),
            *(actor for quote in quotes for actor in quote.via),
            *(figure.by for figure in figures),
            *(one.member_of for one in site.actors),
        ],
        "place": [
            *(place for one in told for place in one.places),
            *(figure.where for figure in figures),
            *(one.within for one in site.places),
        ],
        "topic": [topic for claim in claims for topic in claim.topics],
    }
    return {kind: {one for one in ids if one} for kind, ids in found.items()}


def _near(site: Site) -> tuple[tuple[Near, ...], bool]:
    """Pair cards whose claims, or whose stating passages, are alike. Of a pair's passages the most alike count."""
    text = {article.id: article.text for article in site.articles}
    # What is withdrawn may have been written anew.
    standing = tuple(claim for claim in site.claims if not claim.withdrawn)
    owners: list[Claim] = []
    passages: list[str] = []
    for claim in standing:
        for quote in claim.quotes:
            if quote.stance in STATING and quote.article in text:
                owners.append(claim)
                passages.append(" ".join(text[quote.article][start:end] for start, end in quote.slices))
    claims = alike([claim.claim for claim in standing], CLAIMS_ALIKE)
    quoted = alike(passages, PASSAGES_ALIKE)
    by_claim, by_passage = _best(claims.pairs, standing), _best(quoted.pairs, owners)
    known = {(claim.id, one.claim): one.kind for claim in site.claims for one in claim.related}
    ids: dict[str, Claim] = {claim.id: claim for claim in site.claims}
    found = [
        Near(
            ids[one],
            ids[other],
            by_claim.get((one, other), 0.0),
            by_passage.get((one, other), 0.0),
            known.get((ids[one].id, ids[other].id)) or known.get((ids[other].id, ids[one].id), ""),
        )
        for one, other in by_claim.keys() | by_passage.keys()
    ]
    # Those that nobody has looked at yet come first.
    found.sort(key=lambda pair: (pair.relation != "", -max(pair.claims, pair.passages), pair.one.id, pair.other.id))
    return tuple(found), claims.whole and quoted.whole


def _best(pairs: Iterable[Alike], owners: list[Claim] | tuple[Claim, ...]) -> dict[tuple[str, str], float]:
    best: dict[tuple[str, str], float] = {}
    for pair in pairs:
        one, other = sorted((owners[pair.one].id, owners[pair.other].id))
        if one != other:
            best[one, other] = max(best.get((one, other), 0.0), pair.likeness)
    return best

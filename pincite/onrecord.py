"""Gives every published claim its versions: those on record, and the one that its card makes now.

What came of a claim is kept until its card or its record is another, so that a save of one card costs one comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.problems import Problem, Span
from pincite.read.record import CLAIMS, PUBLICATIONS, RATINGS, path_of, read_chain, read_ratings, read_versions
from pincite.read.shape import Shaper
from pincite.recordcheck import follow, stating, vanished
from pincite.scalecheck import reworded, worded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from pincite.model import Article, Claim
    from pincite.read.files import Folder
    from pincite.settings import ClaimId, Config, RatingId
    from pincite.versions import Version, Worded

FOLDER = "record"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The claims with their versions, the publications before, and what is wrong.

    `pending` are those whose newest version is not on record yet, `reworded` the ratings that are another there.
    """

    claims: tuple[Claim, ...]
    pending: tuple[ClaimId, ...]
    reworded: tuple[RatingId, ...]
    chain: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one file of the record gave."""

    versions: tuple[Version, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """What the record has of the site as a whole."""

    chain: tuple[str, ...]
    ratings: Mapping[str, Worded]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class OnRecord:
    """The record of a project; it can be asked again, and reads only what is forgotten. Not for two threads at once."""

    _folder: Folder
    _listed: tuple[dict[str, str], tuple[Problem, ...]] | None = None
    _site: _Site | None = None
    _taken: dict[str, _Taken] = field(default_factory=dict)
    _followed: dict[str, tuple[Claim, tuple[Version, ...], Claim, tuple[Problem, ...]]] = field(default_factory=dict)

    def forget(self, path: str) -> None:
        """Let go of a file, by its path below the root, that has changed, come or gone."""
        if path == FOLDER or path.startswith(f"{FOLDER}/"):
            self._listed = self._site = None
            self._taken.pop(PurePosixPath(path).name.removesuffix(".json"), None)

    def run(
        self,
        claims: tuple[Claim, ...],
        articles: Mapping[str, Article],
        config: Config,
        cards: Mapping[str, str],
        unsound: AbstractSet[str],
    ) -> Recorded:
        """Give the versions of all claims. `cards` are the paths of all cards by id.

        Nothing is held against the record that could not be read as a whole: `unsound` are the paths of such cards.
        """
        listed = self._listed = self._listed or self._list()
        site = self._site = self._site or self._whole()
        files, problems = listed
        for gone in self._taken.keys() - files.keys():
            del self._taken[gone]
        recorded = {ident: self._read(ident, path) for ident, path in files.items()}
        problems += (*site.problems, *(problem for one in recorded.values() for problem in one.problems))
        found = {ident: one.versions for ident, one in recorded.items()}
        broken = {ident for ident, one in recorded.items() if one.problems}
        followed = []
        for claim in claims:
            if claim.draft or claim.id in broken:
                followed.append(claim)
            elif claim.path in unsound:
                followed.append(claim.with_versions(found.get(claim.id, ())))
            else:
                one, told = self._follow(claim, found.get(claim.id, ()), articles, config.language)
                followed.append(one)
                problems += told
        problems += tuple(vanished(followed, found, cards))
        pending = tuple(one.id for one in followed if len(one.versions) > len(found.get(one.id, ())))
        ratings = {str(rating.id): rating for rating in config.ratings}
        problems += tuple(
            problem
            for ident, before in site.ratings.items()
            if ident in ratings
            for problem in reworded(ratings[ident], before)
        )
        news = tuple(one.id for one in config.ratings if worded(one) != site.ratings.get(one.id))
        return Recorded(tuple(followed), pending, news, site.chain, problems)

    def _whole(self) -> _Site:
        shaper = Shaper()
        chain = read_chain(self._folder, shaper) if self._folder.exists(PUBLICATIONS) else ()
        ratings = read_ratings(self._folder, shaper) if self._folder.exists(RATINGS) else {}
        return _Site(chain, ratings, tuple(shaper.problems))

    def _follow(
        self, claim: Claim, recorded: tuple[Version, ...], articles: Mapping[str, Article], language: str
    ) -> tuple[Claim, tuple[Problem, ...]]:
        kept = self._followed.get(claim.id)
        if kept is None or kept[0] is not claim or kept[1] is not recorded:
            made, problems = follow(claim, stating(claim, articles), recorded, language)
            kept = claim, recorded, claim.with_versions(made), problems
            self._followed[claim.id] = kept
        return kept[2], kept[3]

    def _read(self, ident: str, path: str) -> _Taken:
        if ident not in self._taken:
            shaper = Shaper()
            versions = read_versions(ident, path, self._folder, shaper)
            self._taken[ident] = _Taken(versions, tuple(shaper.problems))
        return self._taken[ident]

    def _list(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Name the record of each claim; what else lies in the folder is a problem."""
        if not self._folder.exists(FOLDER):
            return {}, ()
        found, problems = self._folder.walk(FOLDER, (".json",))
        files = {}
        for path in found:
            ident = PurePosixPath(path).name.removesuffix(".json")
            if path == path_of(ident):
                files[ident] = path
            elif path not in {PUBLICATIONS, RATINGS}:
                hint = f"the record of a claim is {CLAIMS}/ID.json; move this file away"
                problems.append(Problem("file-unknown", "nothing reads this file", Span(path), hint))
        return files, tuple(problems)

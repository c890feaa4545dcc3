"""Gives every published claim its versions: those on record, and the one that its card makes now.

`OnRecord.follow` does it for one claim, when its card is read; what came of it is kept with the card. `run` looks at
the record as a whole.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.problems import Problem, Span
from pincite.read.files import LIST_LIMIT
from pincite.read.record import CLAIMS, PUBLICATIONS, RATINGS, path_of, read_chain, read_ratings, read_versions
from pincite.read.shape import Shaper
from pincite.recordcheck import follow, stating, vanished
from pincite.records import dataclass
from pincite.scalecheck import reworded, worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.model import Article, Claim
    from pincite.read.files import Folder
    from pincite.settings import ClaimId, Config, RatingId
    from pincite.tally import Tally
    from pincite.versions import Version, Worded

FOLDER = "record"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The publications before, and what is wrong with the record.

    `pending` are the claims whose newest version is not on record yet, `reworded` the ratings that are another there.
    """

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


@dataclass(frozen=True, slots=True)
class Followed:
    """A claim with its versions, and what is wrong with the newest; `recorded` is how many of them are on record.

    `sound` tells that its record could be read.
    """

    claim: Claim | None
    problems: tuple[Problem, ...]
    recorded: int
    sound: bool = True


@dataclass(slots=True)
class OnRecord:
    """The record of a project; it can be asked again, and reads only what is forgotten. Not for two threads at once."""

    _folder: Folder
    _listed: tuple[dict[str, str], tuple[Problem, ...]] | None = None
    _site: _Site | None = None
    _taken: dict[str, _Taken] = field(default_factory=dict)

    def forget(self, path: str) -> str:
        """Let go of a file, by its path below the root, that has changed, come or gone; give the id of its claim."""
        if path != FOLDER and not path.startswith(f"{FOLDER}/"):
            return ""
        self._listed = self._site = None
        ident = PurePosixPath(path).name.removesuffix(".json")
        self._taken.pop(ident, None)
        return ident

    def path(self, ident: str) -> str:
        """Give the path of a claim's record, empty where it has none."""
        self._listed = self._listed or self._list()
        return self._listed[0].get(ident, "")

    def digest(self, ident: str) -> str:
        """Give the digest of a claim's record, empty where it has none."""
        path = self.path(ident)
        return self._folder.digest(path, LIST_LIMIT) if path else ""

    def follow(
        self, claim: Claim | None, ident: str, articles: Mapping[str, Article], language: str, *, sound: bool
    ) -> Followed:
        """Give a claim its versions. Nothing is held against the record that could not be read as a whole (`sound`)."""
        path = self.path(ident)
        taken = self._read(ident, path) if path else _Taken((), ())
        number = len(taken.versions)
        if taken.problems or claim is None or claim.draft:
            return Followed(claim, taken.problems, number, not taken.problems)
        if not sound:
            return Followed(claim.with_versions(taken.versions), (), number)
        made, problems = follow(claim, stating(claim, articles), taken.versions, language)
        return Followed(claim.with_versions(made), problems, number)

    def run(self, claims: tuple[Claim, ...], tally: Tally, config: Config, cards: Mapping[str, str]) -> Recorded:
        """Tell what is wrong with the record as a whole, given all claims with their versions.

        `cards` are the paths of all cards by id; those that could not be read are among them.
        """
        listed = self._listed = self._listed or self._list()
        site = self._site = self._site or self._whole()
        files, problems = listed
        for gone in self._taken.keys() - files.keys():
            del self._taken[gone]
        # Of claims that have a card, the card told what is wrong with their record.
        others = [self._read(ident, files[ident]) for ident in files.keys() - cards.keys()]
        problems += (*site.problems, *(problem for one in others for problem in one.problems))
        lost = sorted((files.keys() - cards.keys()) | (files.keys() & tally.drafts.keys()))
        versions = {ident: self._read(ident, files[ident]).versions for ident in lost}
        problems += tuple(vanished(versions, claims, files.keys(), tally.drafts))
        ratings = {str(rating.id): rating for rating in config.ratings}
        problems += tuple(
            problem
            for ident, before in site.ratings.items()
            if ident in ratings
            for problem in reworded(ratings[ident], before)
        )
        news = tuple(one.id for one in config.ratings if worded(one) != site.ratings.get(one.id))
        return Recorded(tally.pending, news, site.chain, problems)

    def _whole(self) -> _Site:
        shaper = Shaper()
        chain = read_chain(self._folder, shaper) if self._folder.has(PUBLICATIONS) else ()
        ratings = read_ratings(self._folder, shaper) if self._folder.has(RATINGS) else {}
        return _Site(chain, ratings, tuple(shaper.problems))

    def _read(self, ident: str, path: str) -> _Taken:
        if ident not in self._taken:
            shaper = Shaper()
            versions = read_versions(ident, path, self._folder, shaper)
            self._taken[ident] = _Taken(versions, tuple(shaper.problems))
        return self._taken[ident]

    def _list(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Name the record of each claim; what else lies in the folder is a problem."""
        if not self._folder.has(FOLDER):
            return {}, ()
        found, problems = self._folder.files_below(FOLDER, (".json",))
        files = {}
        for path in found:
            ident = PurePosixPath(path).name.removesuffix(".json")
            if path == path_of(ident):
                files[ident] = path
            elif path not in {PUBLICATIONS, RATINGS}:
                hint = f"the record of a claim is {CLAIMS}/ID.json; move this file away"
                problems.append(Problem("file-unknown", "nothing reads this file", Span(path), hint))
        return files, tuple(problems)

"""Pages and files from a plan: only those that are not as they were, here or in workers, each inspected as it is made.

1. A page is as it was where its templates and settings are, nothing that it asked of the site has another answer, and
   the file that came of it still stands. It is not even planned then.
2. The others are made: each by itself, handed to the sink at once, and forgotten but for what the end needs.
3. At the end links to places in other pages are held against the ids that all have.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.facts.watch import gathered
from pincite.finished import Finished
from pincite.output.inspect import Inspector, Looked, broken_anchors
from pincite.output.manifest import Listed
from pincite.pages import FeedFile
from pincite.problems import Problem, has_errors
from pincite.records import dataclass
from pincite.workers import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.finished import Around, Sink
    from pincite.kept.texts import Texts
    from pincite.known import Known
    from pincite.output.links import Place
    from pincite.pages import Page, Plan
    from pincite.render.environment import Renderer
    from pincite.steps import Step

SHARED = 100  # pages to be made, from which on workers pay


@dataclass(slots=True)
class Maker:
    """Makes the files of a plan one by one."""

    plan: Plan
    renderer: Renderer
    inspector: Inspector
    sink: Sink
    sound: Callable[[Mapping[str, object]], bool]  # of the review of a claim's page
    texts: Texts | None = None

    def make(self, path: str) -> Finished:
        """Make a file; on a problem it is not handed to the sink."""
        with self.plan.watch.watching() as seen:
            before = len(self.renderer.problems)
            page = self.plan.page(path)
            if page is None:
                one = self.plan.files[path]
                data, template, looked = self.renderer.file(one), "*" if isinstance(one, FeedFile) else "", None
            else:
                data, template = self.renderer.render(page), page.template
            problems = self.renderer.problems[before:]
            review = _review(page) if page else None
            if page is not None and not has_errors(problems):
                looked = self.inspector.look(path, data, review, page.promised() if page.promised else None)
        if has_errors(problems):
            return Finished(path, Listed("", 0), problems=tuple(problems))
        told = tuple(sorted(gathered(seen)))
        sound = review is not None and self.sound(review)
        return Finished(
            path,
            self.sink.put(path, data),
            told,
            looked,
            tuple(problems),
            template,
            sound,
            self.texts.take() if self.texts else (),
        )


def _review(page: Page) -> Mapping[str, object] | None:
    if page.section != "claims":
        return None
    return next((one for one in page.linked() if one.get("@type") == "ClaimReview"), None)


@dataclass(slots=True)
class Outcome:
    """What came of it: all files but assets by path, how many of them were made, and every problem."""

    listed: dict[str, Listed] = field(default_factory=dict)
    made: int = 0
    sound: set[str] = field(default_factory=set)  # paths of pages of claims whose reviews have no breach
    problems: list[Problem] = field(default_factory=list)


class Making:
    """Brings all files of a plan into a sink."""

    def __init__(self, maker: Maker, around: Around, known: Known | None, jobs: int, step: Step) -> None:
        """`known` is what earlier builds have left; without it all is made. `step` is told how many stand."""
        self._maker = maker
        self._around = around
        self._known = known
        self._jobs = jobs
        self._step = step
        self._anchors: dict[str, tuple[Place, ...]] = {}  # of the pages that were made: where in others they lead
        self._ids: dict[str, frozenset[str] | None] = {}

    def run(self, fixed: Sequence[Looked]) -> Outcome:
        """Make what is to be made. `fixed` is what was seen in the files that are there already. Raises KeptError."""
        plan, outcome = self._maker.plan, Outcome()
        paths = dict.fromkeys((*plan.files, *plan.paths))  # a page tells the size of files
        todo = [*paths]
        if self._known:
            outcome.listed = self._known.standing(paths, self._around, self._maker.sink)
            todo = [path for path in paths if path not in outcome.listed]
            for path in plan.files.keys() & outcome.listed.keys():
                if row := self._known.row(path):
                    plan.stands(path, row.listed.size, row.asked)
        self._maker.sink.begin(len(outcome.listed), len(todo))
        self._make(todo, outcome)
        if has_errors(outcome.problems):
            return outcome
        if self._known and (touched := self._known.leading_astray(paths)):
            # They lead to what is there no longer: made again they tell it.
            self._make([path for path in touched if path in outcome.listed and path not in self._anchors], outcome)
        ids = self._ids | {one.path: one.ids for one in fixed}

        def ids_of(path: str) -> frozenset[str] | None:
            return ids[path] if path in ids or not self._known else self._known.ids(path)

        looked = (Looked(path, leads=leads) for path, leads in self._anchors.items())
        outcome.problems += broken_anchors((*fixed, *looked), ids_of)
        return outcome

    def _make(self, todo: list[str], outcome: Outcome) -> None:
        known, total = self._known, len(outcome.listed) + len(todo)
        bodies = known.bodies if known else None
        overviews = self._maker.plan.overviews
        # One process makes what shows all claims: each that did would have all of them in its memory.
        own = [path for path in todo if path in overviews]
        others = [path for path in todo if path not in overviews]
        jobs = self._jobs if len(others) >= SHARED else 1
        for one in shared(others, self._maker.make, jobs, bodies.fresh if bodies else lambda: None, own):
            outcome.made += 1
            outcome.problems += one.problems
            if has_errors(one.problems):
                continue
            outcome.listed[one.path] = one.listed
            if one.looked:
                outcome.problems += one.looked.problems
                self._anchors[one.path] = tuple(place for place in one.looked.leads if place.fragment)
            if one.sound:
                outcome.sound.add(one.path)
            if known:
                known.add(one, self._around)
            elif one.looked:
                self._ids[one.path] = one.looked.ids
            if self._step:
                self._step("pages made", len(outcome.listed), total)

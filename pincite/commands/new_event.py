"""`pincite new event`: an event of the timeline, put behind the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import dates, fields
from pincite.commands import begin
from pincite.commands.answers import one_of
from pincite.commands.arguments import folder_of
from pincite.fields.kinds import EVENT_KINDS
from pincite.problems import InputError, Problem
from pincite.read.files import LIST_LIMIT, Folder
from pincite.scaffold import events
from pincite.verbs.new import EVENT_MORE

if TYPE_CHECKING:
    import argparse

    from pincite.commands.answers import Answers, Check
    from pincite.model import Site

# What the timeline's page has under these addresses already.
_ON_TIMELINE = {"main", "list", "pic"}


@begin.resumable
def run(args: argparse.Namespace) -> int:
    """Put the event behind the others. Gives 1 where the list cannot be read, 2 where something is missing or wrong."""
    folder = Folder(folder_of(args.root))
    needed = begin.answers(args)
    try:
        site = begin.known_site(folder)
        values = _values(args, needed, site)
        if not folder.has(events.PATH):
            return begin.written(args, events.PATH, events.opening() + events.event(values))
        file = folder.read(events.PATH, LIST_LIMIT)
        behind = events.behind(folder.text_of(events.PATH, LIST_LIMIT), values)
    except InputError as error:
        return begin.refused(error.problem)
    if isinstance(behind, Problem):
        return begin.refused(behind)
    # The line ends of the file, so that an editor shows one kind of them.
    text = behind.replace("\n", "\r\n") if b"\r\n" in file.data else behind
    return begin.written(args, events.PATH, text, behind=True)


def _values(args: argparse.Namespace, needed: Answers, site: Site) -> dict[str, str]:
    more = begin.given_fields(args, needed, fields.EVENT, EVENT_MORE)
    more |= begin.given_ids(args, needed, "place", site.places, "content/places.yaml")
    more |= begin.given_ids(args, needed, "claim", site.claims)
    title = needed.get("--title", args.title, "Title, what happened", begin.fits(fields.EVENT, "title"))
    date = needed.get("--date", args.date, "Date, as 2026-11-22, 2026-11 or 2026", _in_period(site))
    needed.show("Kinds", EVENT_KINDS)
    kind = needed.get("--kind", args.kind, "Kind", one_of("kind", EVENT_KINDS), EVENT_KINDS[0])
    ident = begin.ident(args, needed, title, {*(str(one.id) for one in site.events), *_ON_TIMELINE})
    needed.finish()
    return {"title": title, "date": date, "kind": kind, "id": ident, **more}


def _in_period(site: Site) -> Check:
    period = site.config.period

    def check(value: str) -> str:
        if wrong := begin.fits(fields.EVENT, "date")(value):
            return wrong
        when = dates.parse(value)
        outside = when.last < period.first or when.first > period.last
        return f"{value} lies outside the timeline's period, {period.text} (`period` in site.yaml)" if outside else ""

    return check

"""The message of the commit that publishes: which claims are new, changed and withdrawn, and what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.problems import few

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.model import Site
    from pincite.output.manifest import Manifest
    from pincite.published.source import Source

_NAMED = 20


def message(site: Site, before: Manifest | None, after: Manifest, source: Source) -> str:
    """Write it: a line with the site's title, a line for each kind of change, and the trailers."""
    title = " ".join(site.config.title.split())
    told = "\n".join(news(site, before, after)) or "No claim is new or changed."
    trailers = f"Source-Commit: {source}\nManifest-SHA256: {after.sha256}"
    return f"Publish {title}\n\n{told}\n\n{trailers}\n"


def news(site: Site, before: Manifest | None, after: Manifest) -> Iterator[str]:
    """Give a line for each kind of change of claims; what is only withdrawn now is not told as changed as well."""
    known = before.claims if before else {}
    touched = {ident: one for ident, one in after.claims.items() if ident in known and known[ident] != one}
    withdrawn = sorted(str(one.id) for one in site.claims if one.withdrawn and str(one.id) in touched)
    changed = sorted(touched.keys() - {*withdrawn})
    yield from _line("New", sorted(after.claims.keys() - known.keys()))
    yield from _line("Changed", [f"{ident} (version {touched[ident].version})" for ident in changed])
    yield from _line("Withdrawn", withdrawn)
    scale = before.ratings if before else {}
    yield from _line(
        "Reworded ratings", sorted(one for one in scale if after.ratings.get(one, scale[one]) != scale[one])
    )


def _line(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{what}: {few(names, _NAMED)}"

"""Is the output folder what a build of the site as it is now would write? If not, why, in an editor's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.disk.files import read_file
from pincite.disk.kinds import is_file, is_folder
from pincite.disk.trees import list_tree
from pincite.output.guard import DROPPINGS
from pincite.output.manifest import MANIFEST, SIGNATURE, parsed, read_manifest
from pincite.problems import Problem, Span, few

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pincite.output.manifest import Manifest

_BUILD = "run `pincite build`, and look at the site before you publish it"


def unready(output: Path, files: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Tell why an output folder, called `name`, is not to be published; nothing where it is what was made: `files`.

    Raises DiskError where it cannot be read.
    """
    manifest = read_manifest(output) if is_folder(output, follow=True) else None
    if manifest is None:
        what = "holds no build of pincite" if is_folder(output, follow=True) else "is not there"
        yield Problem("not-built", f'the output folder "{name}" {what}', Span(name), _BUILD)
        return
    if read_file(output / MANIFEST) != files[MANIFEST]:
        made = parsed(files[MANIFEST])
        if made:  # what was made just now is of our own form
            yield _other(manifest, made, name)
        return
    yield from _altered(output, files, name)


def signature_of(output: Path) -> bytes | None:
    """Give the signature that lies beside the manifest, None where there is none. Raises DiskError."""
    path = output / SIGNATURE
    return read_file(path) if is_file(path) else None


def _other(built: Manifest, made: Manifest, name: str) -> Problem:
    """Word in what a build differs from that of the site as it is now."""
    reasons = [*_reasons(built, made)] or ["it holds other files than the same inputs give now"]
    hint = "run `pincite build`" + (" without --drafts" if built.drafts else "") + ", look at the site, publish again"
    return Problem("output-stale", f'"{name}" is not what a build gives now: {"; ".join(reasons)}', Span(name), hint)


def _reasons(built: Manifest, made: Manifest) -> Iterator[str]:
    if built.drafts:
        yield "it was built with drafts"
    if built.url != made.url:
        yield f"it was built for {built.url or 'no address'}, and site.yaml has {made.url}"
    if built.generator != made.generator:
        yield f"it was built by {built.generator}, and this is {made.generator}"
    if built.libraries != made.libraries:
        both = sorted({*built.libraries, *made.libraries})
        pairs = [(one, built.libraries.get(one, "none"), made.libraries.get(one, "none")) for one in both]
        yield f"with other libraries: {_some([f'{one} {was}, now {now}' for one, was, now in pairs if was != now])}"
    changed = sorted(one for one, sha in made.inputs.items() if built.inputs.get(one, sha) != sha)
    new = sorted(made.inputs.keys() - built.inputs.keys())
    gone = sorted(built.inputs.keys() - made.inputs.keys())
    if not built.drafts:  # drafts are inputs of such a build, and say nothing more
        for what, paths in (("changed", changed), ("new", new), ("gone", gone)):
            if paths:
                yield f"{what} since then: {_some(paths)}"
        if built.chain != made.chain and not (changed or new or gone):
            yield "the record of publications is another"


def _altered(output: Path, files: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Hold every file of the folder against what was made."""
    tree = list_tree(output)
    there = {path for path in tree.files if path.rpartition("/")[2] not in DROPPINGS or path in files}
    kinds = {
        "missing": sorted(files.keys() - there - {*tree.others}),
        "changed": sorted(path for path in files.keys() & there if read_file(output / path) != files[path]),
        "not of this build": sorted(there - files.keys() - {SIGNATURE}),
        "no ordinary file": list(tree.others),
    }
    told = [f"{what}: {_some(paths)}" for what, paths in kinds.items() if paths]
    if told:
        message = f'"{name}" was altered since it was built; {"; ".join(told)}'
        hint = "move away what a build did not write, and run `pincite build`; what belongs on the site goes to assets/"
        yield Problem("output-altered", message, Span(name), hint)


def _some(names: list[str]) -> str:
    return few([shown_name(name) for name in names])


def shown_name(name: str) -> str:
    """Word a path that may hold any bytes."""
    return name.encode("utf-8", "backslashreplace").decode()

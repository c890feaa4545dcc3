"""Holds the manifest of a place against that of a build: what is published is what this content gives, or is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.output.manifest import MANIFEST
from pincite.problems import Problem, Span
from pincite.read.record import PUBLICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.output.manifest import Manifest

_COMMIT = "build from the very commit that was published: `git log` names it, `git checkout` takes it"


def hold(published: Manifest, built: Manifest) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Tell in what two manifests differ, by kind, and remark what is as it should be.

    Kinds: rebuild-inputs, other content; rebuild-tools, another program or library; rebuild-record, another chain or
    other versions; rebuild-outputs, other bytes from the same of all these, which is the gravest.
    """
    if published.sha256 == built.sha256:
        return (), ("this content gives the same manifest, byte for byte",)
    noted = (*published.chain, published.sha256) == built.chain
    if noted:
        # The record has noted meanwhile what is verified here: that alone makes another manifest of the same site.
        published, built = (replace(one, chain=(), inputs=_without(one.inputs)) for one in (published, built))
    causes = [*_inputs(published, built), *_tools(published, built), *_record(published, built)]
    outputs = _different(published.outputs, built.outputs)
    if causes:
        told = (f"of {len(built.outputs)} files that this build gives, {len(outputs)} differ",) if outputs else ()
        return tuple(causes), told
    if outputs:
        return tuple(_output(path, how) for path, how in outputs.items()), ()
    if not noted:  # one list in another order, a key that this program does not know
        message = "the manifest has the same contents as the build's, and other bytes"
        return (Problem("rebuild-outputs", message, Span(MANIFEST), "pincite did not write it as it stands"),), ()
    return (), (f"{PUBLICATIONS} has noted this publication meanwhile; all else is as this build gives it",)


def _without(inputs: Mapping[str, str]) -> dict[str, str]:
    return {path: digest for path, digest in inputs.items() if path != PUBLICATIONS}


def _inputs(published: Manifest, built: Manifest) -> Iterator[Problem]:
    if published.url != built.url:
        message = f'the site was built for "{published.url}", and is built here for "{built.url}"'
        yield Problem("rebuild-inputs", message, Span("site.yaml"), _COMMIT)
    if published.drafts != built.drafts:
        message = "one of the two builds has drafts" if built.drafts else "the site was built with its drafts"
        yield Problem("rebuild-inputs", message, Span(MANIFEST), "publish a build without --drafts")
    told = {"changed": "is not as it was", "only there": "was there, and is not here", "only here": "was not there"}
    for path, how in _different(published.inputs, built.inputs).items():
        yield Problem("rebuild-inputs", f'"{path}" {told[how]} when the site was built', Span(path), _COMMIT)


def _tools(published: Manifest, built: Manifest) -> Iterator[Problem]:
    hint = "install what the manifest names, as `pip install jinja2==…`, and build again"
    if published.generator != built.generator:
        message = f'the site was built by "{published.generator}", and is built here by "{built.generator}"'
        yield Problem("rebuild-tools", message, Span(MANIFEST), hint)
    for name in _different(published.libraries, built.libraries):
        one, other = (libraries.get(name, "none") for libraries in (published.libraries, built.libraries))
        message = f"the site was built with {name} {one}, and is built here with {other}"
        yield Problem("rebuild-tools", message, Span(MANIFEST), hint)


def _record(published: Manifest, built: Manifest) -> Iterator[Problem]:
    if published.chain != built.chain:
        message = f"the site names {len(published.chain)} publications before it, this build {len(built.chain)}"
        if len(published.chain) == len(built.chain):
            message = "the site names other publications before it than this build"
        yield Problem("rebuild-record", message, Span(PUBLICATIONS), _COMMIT)
    for ident in _different(published.claims, built.claims):
        message = f'the version of the claim "{ident}" is another than in this build'
        yield Problem("rebuild-record", message, Span(MANIFEST), _COMMIT)
    for ident in _different(published.ratings, built.ratings):
        message = f'what the rating "{ident}" says is another than in this build'
        yield Problem("rebuild-record", message, Span(MANIFEST), _COMMIT)


def _output(path: str, how: str) -> Problem:
    told = {"changed": "is not what it gives", "only there": "is none that it gives", "only here": "is missing there"}
    message = f'though content, program and libraries are those of this build, "{path}" {told[how]}'
    hint = "nobody should trust this site before it is known why: whoever published it altered what was built"
    return Problem("rebuild-outputs", message, Span(path), hint)


def _different(published: Mapping[str, object], built: Mapping[str, object]) -> dict[str, str]:
    found = {}
    for path in sorted({*published, *built}):
        if path not in built:
            found[path] = "only there"
        elif path not in published:
            found[path] = "only here"
        elif published[path] != built[path]:
            found[path] = "changed"
    return found

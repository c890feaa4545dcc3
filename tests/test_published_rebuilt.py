"""What is published is held against a build of the same content, and what differs is told by its kind."""

from __future__ import annotations

import dataclasses

import pytest

from pincite.output.manifest import Listed, Manifest, Stated, parsed, written
from pincite.published.rebuilt import hold

HEX = {letter: letter * 64 for letter in "abcdef"}
NOTED = "record/publications.json"
SITE = Manifest(
    generator="pincite 1",
    url="https://example.org/",
    libraries={"jinja2": "3.1", "pyyaml": "6.0"},
    chain=(HEX["a"],),
    claims={"one": Stated(1, HEX["b"])},
    inputs={"site.yaml": HEX["c"], "content/claims/one.yaml": HEX["d"], NOTED: HEX["e"]},
    outputs={"index.html": Listed(HEX["a"], 5), "about.html": Listed(HEX["b"], 6)},
)


def _read(**changes):
    return parsed(written(dataclasses.replace(SITE, **changes)))


def _told(published, built):
    problems, notes = hold(published, built)
    return [f"{one.span} {one.code}" for one in problems], notes


def test_the_same_manifest_is_remarked():
    assert _told(_read(), _read()) == ([], ("this content gives the same manifest, byte for byte",))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"inputs": {**SITE.inputs, "site.yaml": HEX["f"]}}, "site.yaml rebuild-inputs"),
        ({"inputs": {**SITE.inputs, "content/new.yaml": HEX["f"]}}, "content/new.yaml rebuild-inputs"),
        ({"url": "https://else.example/"}, "site.yaml rebuild-inputs"),
        ({"drafts": True}, "manifest.json rebuild-inputs"),
        ({"generator": "pincite 2"}, "manifest.json rebuild-tools"),
        ({"libraries": {**SITE.libraries, "jinja2": "3.2"}}, "manifest.json rebuild-tools"),
        ({"libraries": {"jinja2": "3.1"}}, "manifest.json rebuild-tools"),
        ({"chain": (HEX["b"],)}, f"{NOTED} rebuild-record"),
        ({"chain": ()}, f"{NOTED} rebuild-record"),
        ({"claims": {"one": Stated(2, HEX["c"])}}, "manifest.json rebuild-record"),
        ({"ratings": {"good": Stated(1, HEX["c"])}}, "manifest.json rebuild-record"),
    ],
)
def test_a_cause_is_told_and_the_pages_that_follow_from_it_are_counted(changes, told):
    outputs = {**SITE.outputs, "index.html": Listed(HEX["f"], 5)}
    for one, other in ((_read(**changes, outputs=outputs), _read()), (_read(), _read(**changes, outputs=outputs))):
        assert _told(one, other) == ([told], ("of 2 files that this build gives, 1 differ",))


@pytest.mark.parametrize(
    ("outputs", "path"),
    [
        ({**SITE.outputs, "index.html": Listed(HEX["f"], 5)}, "index.html"),
        ({**SITE.outputs, "more.html": Listed(HEX["f"], 5)}, "more.html"),
        ({"about.html": SITE.outputs["about.html"]}, "index.html"),
    ],
)
def test_other_bytes_of_the_same_content_are_told_as_the_gravest(outputs, path):
    assert _told(_read(outputs=outputs), _read()) == ([f"{path} rebuild-outputs"], ())


def test_the_publication_itself_may_have_been_noted_meanwhile():
    published = _read()
    built = _read(chain=(*SITE.chain, published.sha256), inputs={**SITE.inputs, NOTED: HEX["f"]})
    problems, notes = hold(published, built)
    assert (problems, [NOTED in one for one in notes]) == ((), [True])


def test_a_first_publication_may_have_been_noted_meanwhile():
    first = {path: digest for path, digest in SITE.inputs.items() if path != NOTED}
    published = _read(chain=(), inputs=first)
    assert hold(published, _read(chain=(published.sha256,)))[0] == ()


def test_what_else_differs_is_told_though_the_publication_was_noted():
    published = _read()
    chain = (*SITE.chain, published.sha256)
    outputs = {**SITE.outputs, "index.html": Listed(HEX["f"], 5)}
    assert _told(published, _read(chain=chain, outputs=outputs))[0] == ["index.html rebuild-outputs"]
    assert _told(published, _read(chain=chain, claims={}))[0] == ["manifest.json rebuild-record"]


def test_a_manifest_that_says_the_same_in_other_bytes_is_told():
    other = parsed(written(SITE) + b"\n")
    assert _told(other, _read())[0] == ["manifest.json rebuild-outputs"]

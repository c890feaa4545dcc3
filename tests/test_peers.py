"""The made archive in other generators: the same texts, and, where they are installed, the same site."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rendering import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import corpus
import equivalence
import generators
import peers
import yaml

from pincite.pipeline import make

CARDS = 120
OTHERS = [name for name in generators.GENERATORS if "pincite" not in name]


@pytest.fixture(scope="module")
def archive():
    return corpus.Corpus(CARDS)


@pytest.fixture(scope="module")
def own(archive, tmp_path_factory):
    """Give the finished site with pincite's plain templates."""
    root, site = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("site")
    generators.GENERATORS[generators.PINCITE].lay(root, archive)
    for path, data in make(root).files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return site


@pytest.mark.parametrize("name", OTHERS)
def test_each_makes_the_same_site(archive, own, tmp_path, name):
    generator = generators.GENERATORS[name]
    try:
        generator.version()
    except generators.NotSetUpError as error:
        pytest.skip(f"{error}; `python bench/compare.py --quick` installs it")
    generator.lay(tmp_path, archive)
    subprocess.run(generator.build(tmp_path), cwd=tmp_path, env=generators.environment(), check=True)
    assert equivalence.differences(own, tmp_path / generator.output) == []


@pytest.mark.parametrize("tool", ["hugo", "eleventy"])
def test_front_matter_holds_what_the_card_holds(archive, tool):
    card = archive.card(9)
    _, front, body = peers.Peer(tool, archive).text(card).split("---\n")
    fields = yaml.safe_load(front)
    assert [one["text"] for one in fields["quotes"]] == [one.text for one in card.quotes]
    assert (fields["claim"], fields["verdict"], fields["rating"]) == (card.claim, card.verdict, card.rating)
    assert body.count("\n\n") + 1 == len(card.analysis)


@pytest.mark.parametrize("tool", ["hugo", "eleventy", "pelican"])
def test_a_pointer_becomes_a_link_that_reads_the_same(archive, tool):
    cards = [archive.card(number) for number in range(CARDS)]
    card = next(one for one in cards if "[[card-" in "".join(one.analysis))
    text, quote = peers.Peer(tool, archive).text(card), card.quotes[0]
    assert rf"[\[{quote.article} ¶{quote.paragraph}\]](#q1)" in text
    assert "[[card-" not in text
    assert "[^q" not in text


def test_metadata_of_pelican_is_a_line_a_field(archive):
    head, _, _ = peers.Peer("pelican", archive).text(archive.card(3)).partition("\n\n")
    assert head.splitlines()[:2] == ["slug: card-3", f"date: {archive.card(3).checked}"]
    assert all(": " in line for line in head.splitlines())

"""The corpus as other generators are given it: front matter and Markdown for Hugo and Eleventy, metadata for Pelican.

The texts are those of the cards. A pointer to a quote or to a card, which is pincite's own syntax, becomes a link that
reads the same. What these generators would have to look up or sort by several fields is written into the file: the
title of a related card, the place in each list. That spares them work, and nothing is made of it for pincite.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from corpus import PLACES, RATINGS, TOPICS, references

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corpus import Card, Corpus

STRENGTHS = {"high": "Strong evidence", "medium": "Medium evidence", "low": "Weak evidence"}
_POINTER = re.compile(r"\[\^q(\d+)\]|\[\[card-(\d+)\]\]")
_DATA = {"hugo": "data", "eleventy": "src/_data", "pelican": "data"}
_CARDS = {"hugo": "content/claims", "eleventy": "src/claims", "pelican": "content/claims"}


class Peer:
    """One generator's form of a corpus."""

    def __init__(self, tool: str, corpus: Corpus) -> None:
        self.tool = tool
        self._corpus = corpus
        # As pincite's list has them, least supported first; as its feed has them, checked last first.
        rank = {name: at for at, (name, _, _) in enumerate(reversed(RATINGS))}
        keys = [(one.id, rank[one.rating], one.checked) for one in map(corpus.card, range(corpus.size))]
        listed = sorted(keys, key=lambda one: (one[1], one[0]))
        newest = sorted(sorted(keys), key=lambda one: one[2], reverse=True)
        self._listed = {ident: at for at, (ident, _, _) in enumerate(listed, 1)}
        self._newest = {ident: at for at, (ident, _, _) in enumerate(newest, 1)}

    def path(self, folder: Path, card: Card) -> Path:
        """Give the file of a card."""
        return folder / _CARDS[self.tool] / f"{card.id}.md"

    def text(self, card: Card) -> str:
        """Write a card."""
        fields = self._fields(card)
        body = "\n\n".join(self._linked(block, card) for block in card.analysis)
        if self.tool == "pelican":
            fields = {"slug": card.id, "date": card.checked, **fields}
            return "\n".join([*(f"{name}: {_flat(value)}" for name, value in fields.items()), "", body, ""])
        return "\n".join(
            ["---", *(line for name, value in fields.items() for line in _yaml(name, value)), "---", body, ""]
        )

    def write(self, folder: Path) -> None:
        """Write all cards and the registers below a folder that has the generator's templates."""
        data = folder / _DATA[self.tool]
        data.mkdir(exist_ok=True)
        for name, register in _registers(self._corpus).items():
            (data / f"{name}.json").write_text(json.dumps(register, ensure_ascii=False, indent=1), "utf-8")
        (folder / _CARDS[self.tool]).mkdir(parents=True, exist_ok=True)
        for number in range(self._corpus.size):
            card = self._corpus.card(number)
            self.path(folder, card).write_text(self.text(card), "utf-8")

    def _fields(self, card: Card) -> dict[str, Any]:
        fields = {
            "title": card.title,
            "claim": card.claim,
            "claimant": f"actor-{card.claimant}",
            "claimed": card.claimed,
            "happened": card.happened,
            "place": f"place-{card.place}",
            "topic": f"topic-{card.topic}",
            "rating": card.rating,
            "strength": card.strength,
            "verdict": card.verdict,
            "quotes": [
                {
                    "article": one.article,
                    "text": one.text,
                    "paragraph": one.paragraph,
                    "start": one.start,
                    "end": one.end,
                    "stance": one.stance,
                }
                for one in card.quotes
            ],
            "printed_by": sorted({one.article for one in card.quotes if one.stance in ("supports", "reports")}),
            "evidence": [
                {"reference": f"reference-{one.reference}", "finding": one.finding, "stance": one.stance}
                for one in card.evidence
            ],
            "known": [card.known],
            "unknown": [card.unknown],
            "would_change": [card.would_change],
            "checked": card.checked,
            "weight": self._listed[card.id],
            "newest": self._newest[card.id],
            "moment": f"{card.happened} claim-{card.id}",
        }
        if card.related is not None:
            fields |= {"related": f"card-{card.related}", "related_title": self._corpus.title(card.related)}
        return fields

    def _linked(self, block: str, card: Card) -> str:
        def link(found: re.Match[str]) -> str:
            if found[1]:
                quote = card.quotes[int(found[1]) - 1]
                return rf"[\[{quote.article} ¶{quote.paragraph}\]](#q{found[1]})"
            return f"[{self._corpus.title(int(found[2]))}](card-{found[2]}.html)"

        return _POINTER.sub(link, block)


def _registers(corpus: Corpus) -> dict[str, dict[str, Any]]:
    return {
        "actors": {f"actor-{at}": {"name": f"Actor {at}"} for at in range(corpus.actors)},
        "places": {f"place-{at}": {"name": f"Place {at}"} for at in range(PLACES)},
        "topics": {f"topic-{at}": {"name": f"Topic {at}"} for at in range(TOPICS)},
        "references": {f"reference-{at}": one for at, one in enumerate(references(corpus))},
        "articles": {
            one.id: {"short": f"Article {at}", "headline": one.text.partition("\n")[0], "url": one.url}
            for at, one in ((at, corpus.article(at)) for at in range(corpus.articles))
        },
        "ratings": {name: {"label": label, "value": value} for name, label, value in RATINGS},
        "strengths": STRENGTHS,
    }


def _yaml(name: str, value: object) -> list[str]:
    """Write a field of front matter: what is JSON is YAML, too."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [f"{name}:", *(line for item in value for line in _item(item))]
    return [f"{name}: {json.dumps(value, ensure_ascii=False)}"]


def _item(item: Mapping[str, object]) -> list[str]:
    lines = [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in item.items()]
    return [f"  - {lines[0].strip()}", *lines[1:]]


def _flat(value: object) -> str:
    """Write a field of Pelican's metadata: a line, in which a list is JSON. Numbers it sorts by as texts."""
    if isinstance(value, int):
        return f"{value:07}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

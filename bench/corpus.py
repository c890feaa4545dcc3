"""A site of any size for measuring: cards, articles and registers made from a seed, the same on every machine.

    python bench/corpus.py FOLDER --cards 10000

The templates, assets and rating scale are those of this repository. Every quote is a sentence of its article; the words
are made up, as long as English words are, and mean nothing. A card has about 2.4 kB: two to four quotes, two pieces of
evidence, and 150 to 250 words of Markdown with what cards really have: emphasis, links, a list, pointers.

A card is made from the seed and its number alone, so that any one of them can be made without the others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
import shutil
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARDS_PER_ARTICLE = 10
PLACES, TOPICS = 50, 20
URL = "https://example.org/made/"
TITLE = "A made site"
DESCRIPTION = "A site for measuring."
SETTINGS = f"""title: {TITLE}
description: {DESCRIPTION}
url: {URL}
language: en
period: 2006-01-01/2025-12-31
publisher: {{name: Nobody, email: nobody@example.org, political: false}}
claimreview: {{accept: [claimreview-few, claimreview-long, claimreview-unlinked]}}
navigation: [claims, timeline]
"""
# As the scale of this repository has them: id, label, number.
RATINGS = (
    ("corroborated", "Corroborated", 6),
    ("supported-context", "Supported, context missing", 5),
    ("contested", "Contested", 3),
    ("contradicted", "Contradicted by evidence found", 1),
)
FEATURED = 10
FIRST_DAY, DAYS = dt.date(2006, 1, 1), 7000
SYLLABLES = "ba ber cor dan del en fal gar hel im jor kan lor mon nar ol per qui ros sen tal un ver wes yor zan".split()
SHORT = "a at by for from had has he in is it no of on or she that the they to was were who with".split()


@dataclass(frozen=True)
class Article:
    """An article: its id, its text, and each sentence of it with the number of its paragraph and its place."""

    id: str
    text: str
    sentences: tuple[tuple[int, int, str], ...]

    @property
    def url(self) -> str:
        """Where it was read."""
        return f"https://news.example.com/{self.id}"


@dataclass(frozen=True)
class Quote:
    """A passage: the article's id, its words, paragraph and place."""

    article: str
    text: str
    paragraph: int
    start: int
    stance: str

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Evidence:
    """What a reference shows; it is named by its number."""

    reference: int
    finding: str
    stance: str


@dataclass(frozen=True)
class Card:
    """A fact card. `analysis` is Markdown as pincite reads it, a block each; registers are named by their numbers."""

    number: int
    title: str
    claim: str
    claimant: int
    claimed: str
    happened: str
    place: int
    topic: int
    rating: str
    strength: str
    verdict: str
    quotes: tuple[Quote, ...]
    evidence: tuple[Evidence, ...]
    analysis: tuple[str, ...]
    known: str
    unknown: str
    would_change: str
    related: int | None
    checked: str

    @property
    def id(self) -> str:
        """Its id, which is the name of its file and of its page."""
        return f"card-{self.number}"


class Corpus:
    """So many cards, with the articles and registers that they need, from a seed."""

    def __init__(self, cards: int, seed: int = 1) -> None:
        self.size = cards
        self.articles = max(5, cards // CARDS_PER_ARTICLE)
        self.actors = max(10, cards // 50)
        self.references = max(4, cards // 20)
        self._seed = seed
        self.article = lru_cache(maxsize=20_000)(self._article)

    def card(self, number: int) -> Card:
        """Make one card."""
        chance = self._chance("card", number)
        quotes = self._quotes(chance, number)
        happened = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
        claimed = happened + dt.timedelta(days=chance.randrange(60))
        return Card(
            number=number,
            title=self.title(number),
            claim=sentence(chance, 10, 16),
            claimant=chance.randrange(self.actors),
            claimed=claimed.isoformat(),
            happened=happened.isoformat(),
            place=chance.randrange(PLACES),
            topic=chance.randrange(TOPICS),
            rating=chance.choice(RATINGS)[0],
            strength=chance.choice(("high", "medium", "low")),
            verdict=f"{sentence(chance, 10, 16)} {sentence(chance, 6, 12)}",
            quotes=quotes,
            evidence=tuple(
                Evidence(one, sentence(chance, 8, 12), chance.choice(("supports", "disputes", "context")))
                for one in chance.sample(range(self.references), 2)
            ),
            analysis=self._analysis(chance, number, len(quotes)),
            known=sentence(chance, 6, 10),
            unknown=sentence(chance, 6, 10),
            would_change=sentence(chance, 6, 10),
            related=chance.randrange(number) if number else None,
            checked=(claimed + dt.timedelta(days=chance.randrange(30, 200))).isoformat(),
        )

    def title(self, number: int) -> str:
        """Give the title of a card."""
        return f"{' '.join(words(self._chance('title', number), 6)).capitalize()} {number}"

    def _chance(self, kind: str, number: int) -> random.Random:
        return random.Random(f"{self._seed}/{kind}/{number}")  # noqa: S311 - the same every time is what is wanted

    def _article(self, number: int) -> Article:
        chance = self._chance("article", number)
        said: list[tuple[int, int, str]] = []
        text = " ".join(words(chance, 8)).capitalize()
        for paragraph in range(2, 16):
            text += "\n"
            for at in range(chance.randint(2, 4)):
                one = sentence(chance, 9, 17, f"{number}{paragraph:02}{at}")
                text += " " if at else ""
                said.append((paragraph, len(text), one))
                text += one
        return Article(f"a{number}", text + "\n", tuple(said))

    def _quotes(self, chance: random.Random, number: int) -> tuple[Quote, ...]:
        home = self.article(number % self.articles)
        other = self.article(chance.randrange(self.articles))
        found = [(home, one) for one in chance.sample(home.sentences, chance.randint(1, 3))]
        found.append((other, chance.choice([one for one in other.sentences if (other, one) not in found])))
        stances = ["supports", *(chance.choice(("reports", "disputes", "context")) for _ in found[1:])]
        stances.sort(key=lambda stance: stance not in ("supports", "reports"))  # as pages show them
        return tuple(
            Quote(one.id, text, paragraph, start, stance)
            for (one, (paragraph, start, text)), stance in zip(found, stances, strict=True)
        )

    def _analysis(self, chance: random.Random, number: int, quotes: int) -> tuple[str, ...]:
        blocks = []
        for at in range(chance.randint(3, 4)):
            some = [sentence(chance, 12, 20) for _ in range(3)]
            kind = chance.randrange(4)
            if kind == 0:
                some[1] = _marked(chance, some[1], "**")
            elif kind == 1:
                some[1] = _marked(chance, some[1], "*")
            elif kind == 2:
                some[0] = _marked(chance, some[0], "“", "”")
            some[-1] = f"{some[-1][:-1]} [^q{at % quotes + 1}]."
            blocks.append(" ".join(some))
        linked = f"[{' '.join(words(chance, 2))}](https://news.example.com/read/{number})"
        blocks[0] = f"{blocks[0]} {sentence(chance, 6, 10)[:-1]} {linked}."
        if number and number % 4 == 1:
            blocks[-1] = f"{blocks[-1]} {sentence(chance, 5, 9)[:-1]} – [[card-{chance.randrange(number)}]]."
        if number % 3 == 0:
            blocks.insert(2, "\n".join(f"- {sentence(chance, 5, 9)}" for _ in range(3)))
        return tuple(blocks)


def words(chance: random.Random, number: int) -> list[str]:
    """Make that many words."""
    return [
        chance.choice(SHORT)
        if chance.random() < 0.45
        else "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3))))
        for _ in range(number)
    ]


def sentence(chance: random.Random, least: int, most: int, number: str = "") -> str:
    """Make a sentence of so many words, sometimes with a comma. One with a number in it stands nowhere else."""
    made = words(chance, chance.randint(least, most))
    if len(made) > 9:
        made[4] += ","
    made[0] = made[0].capitalize()
    return f"{' '.join(made)}{f' {number} {chance.choice(SYLLABLES)}' if number else ''}."


def _marked(chance: random.Random, text: str, mark: str, end: str = "") -> str:
    """Put marks around three words in the middle."""
    made = text.split(" ")
    at = chance.randint(1, len(made) - 4)
    made[at], made[at + 2] = f"{mark}{made[at]}", f"{made[at + 2].rstrip(',')}{end or mark}"
    return " ".join(made)


# In pincite's format --------------------------------------------------------------------------------------------------


def card_yaml(card: Card) -> str:
    """Write a fact card as its editors would."""
    lines = [
        f"title: {card.title}",
        f'claim: "{card.claim}"',
        f"claimant: actor-{card.claimant}",
        f"claimed: {card.claimed}",
        f"happened: {card.happened}",
        f"places: [place-{card.place}]",
        f"topics: [topic-{card.topic}]",
        f"rating: {card.rating}",
        f"strength: {card.strength}",
        "verdict: >-",
        _wrapped(card.verdict, "  "),
        "quotes:",
    ]
    for one in card.quotes:
        lines += [
            f"  - article: {one.article}",
            f'    exact: "{one.text}"',
            f"    paragraph: {one.paragraph}",
            f"    stance: {one.stance}",
        ]
    lines.append("evidence:")
    for item in card.evidence:
        lines += [
            f"  - reference: reference-{item.reference}",
            f"    finding: {item.finding}",
            f"    stance: {item.stance}",
        ]
    lines += ["analysis: |", "\n\n".join(_block(one, "  ") for one in card.analysis)]
    for name, text in (("known", card.known), ("unknown", card.unknown), ("would_change", card.would_change)):
        lines += [f"{name}:", f"  - {text}"]
    if card.related is not None:
        lines += ["related:", f"  - {{claim: card-{card.related}, as: same-event}}"]
    return "\n".join([*lines, f"checked: {card.checked}", ""])


def _block(text: str, indent: str) -> str:
    return textwrap.indent(text, indent) if text.startswith("- ") else _wrapped(text, indent)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, 120, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def write_content(corpus: Corpus, folder: Path) -> None:
    """Write the cards, the articles with their originals and the registers below a site's folder."""
    content = folder / "content"
    for name in ("claims", "articles", "pages"):
        (content / name).mkdir(parents=True)
    (folder / "seeds").mkdir()
    lists = {
        "actors": [f"actor-{at}: {{name: Actor {at}, kind: person}}" for at in range(corpus.actors)],
        "places": [f"place-{at}: {{name: Place {at}}}" for at in range(PLACES)],
        "topics": [f"topic-{at}: {{name: Topic {at}}}" for at in range(TOPICS)],
        "references": [
            f"reference-{at}: {json.dumps(one, ensure_ascii=False)}" for at, one in enumerate(references(corpus))
        ],
    }
    for name, lines in lists.items():
        (content / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    for at in range(corpus.articles):
        one = corpus.article(at)
        data = one.text.encode()
        (folder / f"seeds/{one.id}.txt").write_bytes(data)
        entry = (
            f"headline: {one.text.partition(chr(10))[0]}\nshort: Article {at}\ntext: seeds/{one.id}.txt\n"
            f"sha256: {hashlib.sha256(data).hexdigest()}\npublished: 2015-12-23\nlanguage: en\nurl: {one.url}\n"
        )
        (content / f"articles/{one.id}.yaml").write_text(entry, "utf-8")
    for at in range(corpus.size):
        (content / f"claims/card-{at}.yaml").write_text(card_yaml(corpus.card(at)), "utf-8")


def references(corpus: Corpus) -> list[dict[str, str]]:
    """Give the entries of the bibliography, in the order of their numbers."""
    return [
        {
            "title": f"Title {at}",
            "publisher": f"Publisher {at % 40}",
            "url": f"https://library.example.com/{at}",
            "date": "2015-12-01",
        }
        for at in range(corpus.references)
    ]


def scale() -> str:
    """Give the scale of ratings and strengths of this repository, as its site.yaml has it."""
    settings = (ROOT / "site.yaml").read_text("utf-8")
    return settings[settings.index("ratings:") : settings.index("navigation:")]


def make(folder: Path, cards: int, seed: int = 1) -> None:
    """Write the site, with the theme of this repository, into a folder that must not be there yet."""
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "site.yaml").write_text(SETTINGS + scale(), "utf-8")
    write_content(Corpus(cards, seed), folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    make(args.folder, args.cards, args.seed)


if __name__ == "__main__":
    main()

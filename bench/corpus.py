"""A site of any size for measuring: cards, articles and registers made from a seed, the same on every machine.

    python bench/corpus.py FOLDER --cards 10000

The templates, assets and rating scale are those of this repository. Every quote is a sentence of its article; the words
are made up, as long as English words are, and mean nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARDS_PER_ARTICLE = 20
SETTINGS = """title: A made site
description: A site for measuring.
url: https://example.org/made/
language: en
period: 2015-09-30/2015-12
publisher: {name: Nobody, email: nobody@example.org, political: false}
claimreview: {accept: [claimreview-few, claimreview-long, claimreview-unlinked]}
navigation: [claims, timeline, articles]
"""
SYLLABLES = "ba ber cor dan del en fal gar hel im jor kan lor mon nar ol per qui ros sen tal un ver wes yor zan".split()


def words(chance: random.Random, number: int) -> list[str]:
    """Make that many words."""
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(number)]


def sentence(chance: random.Random, number: int) -> str:
    """Make a sentence that stands nowhere else: its number is in it."""
    first, *rest = words(chance, chance.randint(10, 24))
    return f"{first.capitalize()} {' '.join(rest)} {number} {chance.choice(SYLLABLES)}."


def article(chance: random.Random, at: int) -> tuple[str, list[tuple[int, str]]]:
    """Make an original and its sentences with the numbers of their paragraphs."""
    lines, said = [" ".join(words(chance, 8)).capitalize()], []
    for paragraph in range(2, 16):
        here = [sentence(chance, at * 1000 + paragraph * 10 + number) for number in range(chance.randint(2, 4))]
        said += [(paragraph, one) for one in here]
        lines.append(" ".join(here))
    return "\n".join(lines) + "\n", said


def card(chance: random.Random, at: int, cards: int, quoted: list[tuple[str, int, str]], actors: int) -> str:
    """Make a fact card."""
    rating = chance.choice(("corroborated", "supported-context", "contested", "contradicted"))
    lines = [
        f"title: {' '.join(words(chance, 6)).capitalize()} {at}",
        f'claim: "{sentence(chance, at)}"',
        f"claimant: actor-{chance.randrange(actors)}",
        f"claimed: 2015-{chance.randint(10, 12)}-{chance.randint(1, 28):02}",
        f"places: [place-{chance.randrange(50)}]",
        f"topics: [topic-{chance.randrange(20)}]",
        f"rating: {rating}",
        "strength: medium",
        f"verdict: {sentence(chance, at)} {sentence(chance, at + 1)}",
        "quotes:",
    ]
    for ident, paragraph, text in quoted:
        lines += [
            f'  - article: "{ident}"',
            f'    exact: "{text}"',
            f"    paragraph: {paragraph}",
            "    stance: supports",
        ]
    lines += ["evidence:"]
    for reference in chance.sample(range(max(4, cards // 20)), 2):
        lines += [
            f"  - reference: reference-{reference}",
            f"    finding: {sentence(chance, at)}",
            "    stance: supports",
        ]
    analysis = [" ".join(sentence(chance, at + n) for n in range(4)) for _ in range(3)]
    lines += ["analysis: >-", *(f"  {one}\n" for one in analysis), "known:", f"  - {sentence(chance, at)}"]
    lines += ["unknown:", f"  - {sentence(chance, at)}", "would_change:", f"  - {sentence(chance, at)}"]
    if at:
        lines += ["related:", f"  - {{claim: card-{chance.randrange(at)}, as: same-event}}"]
    return "\n".join([*lines, "checked: 2026-11-22", ""])


def make(folder: Path, cards: int, seed: int = 1) -> None:
    """Write the site into a folder, which must not be there yet."""
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "site.yaml").read_text("utf-8")
    scale = settings[settings.index("ratings:") : settings.index("navigation:")]
    content = folder / "content"
    for name in ("claims", "articles", "pages"):
        (content / name).mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "site.yaml").write_text(SETTINGS + scale, "utf-8")
    actors = max(10, cards // 50)
    lists = {
        "actors": [f"actor-{at}: {{name: Actor {at}, kind: person}}" for at in range(actors)],
        "places": [f"place-{at}: {{name: Place {at}}}" for at in range(50)],
        "topics": [f"topic-{at}: {{name: Topic {at}}}" for at in range(20)],
        "references": [
            f"reference-{at}: {{title: Title {at}, publisher: Publisher {at % 40}, date: 2015-12-01}}"
            for at in range(max(4, cards // 20))
        ],
    }
    for name, lines in lists.items():
        (content / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    articles = []
    for at in range(max(2, cards // CARDS_PER_ARTICLE)):
        text, said = article(chance, at)
        data = text.encode()
        (folder / f"seeds/a{at}.txt").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        entry = (
            f"headline: Headline {at}\ntext: seeds/a{at}.txt\nsha256: {digest}\npublished: 2015-12-23\nlanguage: en\n"
            f"url: https://news.example.com/{at}\n"
        )
        (content / f"articles/a{at}.yaml").write_text(entry, "utf-8")
        articles.append((f"a{at}", said))
    for at in range(cards):
        ident, said = articles[at % len(articles)]
        quoted = [(ident, *one) for one in chance.sample(said, 2)]
        other, more = chance.choice(articles)
        quoted.append((other, *chance.choice(more)))
        (content / f"claims/card-{at}.yaml").write_text(card(chance, at, cards, quoted, actors), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    make(args.folder, args.cards, args.seed)


if __name__ == "__main__":
    main()

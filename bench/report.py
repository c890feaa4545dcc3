"""Writes the tables of docs/speed.md and its picture, docs/speed.svg, from the results in bench/results.

    python bench/report.py            write both
    python bench/report.py --check    end with 1 where one of them is not what the results give

A figure is the median of a run's rounds; a ratio is that to Hugo's at the same number of cards.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picture import Row, picture

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
PAGE, PICTURE = ROOT / "docs" / "speed.md", ROOT / "docs" / "speed.svg"
BEGIN, END = "<!-- written by bench/report.py -->\n", "<!-- end of what bench/report.py writes -->\n"
TASKS = ("cold", "unchanged", "one edit")
WATCH, MEMORY = "watch", "memory"
REFERENCE = "Hugo"
Figures = dict[tuple[str, str], float]


class Size:
    """What was measured at one number of cards: medians by tool and task, in seconds or MB."""

    def __init__(self, results: dict[str, Any]) -> None:
        self.cards: int = results["cards"]
        self.day: str = results["day"]
        self.rounds: int = results["rounds"]
        self.machine: dict[str, Any] = results["machine"]
        self.versions: dict[str, str] = results["versions"]
        self.wall: Figures = {}
        self.cpu: Figures = {}
        self.failed: set[tuple[str, str]] = set()  # what a generator did not come through
        for one in results["records"]:
            key = (one["tool"], one["task"])
            if "runs" in one:
                self.wall[key] = statistics.median(run["wall"] for run in one["runs"])
                self.cpu[key] = statistics.median(run["user"] + run["system"] for run in one["runs"])
            elif "failed" in one:
                self.failed.add(key)
            else:
                self.wall[key] = statistics.median(one["seconds"]) if "seconds" in one else one["megabytes"]

    @property
    def tools(self) -> list[str]:
        """The generators, in the order in which they were measured."""
        return list(self.versions)


def load(folder: Path = RESULTS) -> list[Size]:
    """Read all results, the smallest archive first."""
    found = [Size(json.loads(file.read_text("utf-8"))) for file in folder.glob("cards-*.json")]
    return sorted(found, key=lambda size: size.cards)


def tables(sizes: list[Size]) -> str:
    """Write the tables, and what was measured on."""
    lines = []
    for size in sizes:
        lines += [f"### {size.cards:,} cards", "", *_table(size), ""]
        lines += ["Processor time, user and system, of all processes:", "", *_cpu(size), ""]
    lines += _growth(sizes)
    return "\n".join([*lines, "### Measured on", "", *(line for size in sizes for line in _told(size)), ""])


def _table(size: Size) -> list[str]:
    lines = [
        "| | cold | nothing changed | one edit | watching | peak memory |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for tool in size.tools:
        cells = [
            "failed" if (tool, task) in size.failed else _cell(size.wall, tool, task, _seconds)
            for task in (*TASKS, WATCH)
        ]
        lines.append(f"| {tool} | {' | '.join([*cells, _cell(size.wall, tool, MEMORY, _megabytes)])} |")
    return lines


def _cpu(size: Size) -> list[str]:
    lines = ["| | cold | nothing changed | one edit |", "| --- | --- | --- | --- |"]
    return lines + [
        f"| {tool} | {' | '.join(_cell(size.cpu, tool, task, _seconds) for task in TASKS)} |" for tool in size.tools
    ]


def _cell(figures: Figures, tool: str, task: str, words: Callable[[float], str]) -> str:
    value, other = figures.get((tool, task)), figures.get((REFERENCE, task))
    if value is None:
        return "not measured"
    return words(value) if other is None or tool == REFERENCE else f"{words(value)} ({ratio(value / other)})"


def ratio(value: float) -> str:
    """Write how many times Hugo's a figure is, to two digits that count."""
    return f"{value:.0f} ×" if value >= 9.95 else f"{value:.1f} ×" if value >= 0.995 else f"{value:.2g} ×"


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 0.9995 else f"{value:.2f} s" if value < 9.995 else f"{value:.1f} s"


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB"


def _growth(sizes: list[Size]) -> list[str]:
    """Say what a card takes in a large archive, against one of ten thousand."""
    small = next((size for size in sizes if size.cards == 10_000), None)
    lines = []
    for size in sizes:
        for tool in size.tools:
            if small and size.cards > small.cards and (tool, "cold") in small.wall:
                each, before = size.wall[tool, "cold"] / size.cards, small.wall[tool, "cold"] / small.cards
                words = (
                    f"at {size.cards:,} cards one takes {each * 1000:.2f} ms cold, {each / before:.2f} times as long as"
                )
                lines += [f"- {tool}: {words} at {small.cards:,}."]
    return ["### A card in a larger archive", "", *lines, ""] if lines else []


def _told(size: Size) -> list[str]:
    one = size.machine
    times = "once" if size.rounds == 1 else f"medians of {size.rounds} rounds, interleaved"
    hardware = f"{one['processor']}, {one['cores']} cores, {one['memory']} GB, {one['system']}, Python {one['python']}"
    lines = [f"- {size.cards:,} cards: {size.day}, {times}; {hardware}"]
    told = dict.fromkeys(f"{tool.partition(' (')[0]} {version}" for tool, version in size.versions.items())
    return [*lines, f"  ({'; '.join(told)})"]


def rows(size: Size) -> dict[str, list[Row]]:
    """Give what the picture shows of one size, by its parts."""
    titles = {
        "cold": "Cold",
        "unchanged": "Nothing changed",
        "one edit": "One edit",
        WATCH: "Watching: save to new words",
    }
    return {
        title: [
            Row(tool, size.wall[tool, task], _seconds(size.wall[tool, task]), own=tool.startswith("pincite"))
            for tool in size.tools
            if (tool, task) in size.wall
        ]
        for task, title in titles.items()
    }


def made(sizes: list[Size], page: str) -> tuple[str, str]:
    """Give the page with the tables in their place, and the picture of the archive of ten thousand, or the largest."""
    shown = next((size for size in sizes if size.cards == 10_000), sizes[-1])
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables(sizes)}\n{END}{after}", picture(f"{shown.cards:,} cards, wall time", rows(shown))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    wanted = dict(zip((PAGE, PICTURE), made(load(), PAGE.read_text("utf-8")), strict=True))
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'not what the results give' if args.check else 'written'}")
        if not args.check:
            path.write_text(wanted[path], "utf-8")
    return int(args.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())

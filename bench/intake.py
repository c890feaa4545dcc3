"""Recall and precision by paragraph over the pages in tests/pages: pincite's own extractor, and others where installed.

    python bench/intake.py

A paragraph counts where it is the expected one, white space and typography folded, and not for a part. The headline
counts for nobody. trafilatura and readability-lxml are measured where they can be imported; their text is cut into
paragraphs at line ends and at blocks.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pincite.intake.decode import decode_page  # noqa: E402 - after the line above
from pincite.intake.markup import parse  # noqa: E402 - as above
from pincite.intake.metadata import read_metadata  # noqa: E402 - as above
from pincite.intake.page import read_page  # noqa: E402 - as above
from pincite.read.originals import readable  # noqa: E402 - as above
from pincite.text import fold_words  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = ROOT / "tests" / "pages"


def own(html: str) -> list[str]:
    """Give the paragraphs that `pincite import` takes."""
    page = parse(html, "page")
    return list(read_page(page.soup, [read_metadata(page).get("headline")]).paragraphs)


def by_trafilatura(html: str) -> list[str]:
    """Give the lines of trafilatura's text, without its marks of lists and tables."""
    trafilatura = importlib.import_module("trafilatura")
    text = trafilatura.extract(html, include_comments=False, include_tables=True, deduplicate=False) or ""
    lines = (re.sub(r"^(?:- |\|)|\|$", "", line) for line in text.split("\n"))
    return [line.replace("|", " ") for line in lines if line.strip()]


def by_readability(html: str) -> list[str]:
    """Give the blocks of readability's summary."""
    readability = importlib.import_module("readability")
    text, slices = readable(readability.Document(html).summary(), "html")
    return [text[start:end] for start, end in slices]


def measure(extract: Callable[[str], list[str]], name: str) -> tuple[float, float, float]:
    """Give recall, precision and milliseconds for one page."""
    path = PAGES / f"{name}.html"
    html = decode_page(path.read_bytes(), path.name)
    expected = Counter(fold_words(line) for line in (PAGES / f"{name}.txt").read_text("utf-8").split("\n") if line)
    start = time.perf_counter()
    lines = extract(html)
    took = (time.perf_counter() - start) * 1000
    page = parse(html, "page")
    headline = fold_words(read_metadata(page).get("headline"))
    got = Counter(folded for line in lines if (folded := fold_words(line)) and folded != headline)
    hits = (expected & got).total()
    return hits / expected.total(), hits / max(1, got.total()), took


def main() -> None:
    """Print the table."""
    tools: dict[str, Callable[[str], list[str]]] = {"pincite": own}
    for name, extract in (("trafilatura", by_trafilatura), ("readability", by_readability)):
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed, and is left out")
        else:
            tools[name] = extract
    names = sorted(path.stem for path in PAGES.glob("*.html"))
    print(f"{'page':<12}" + "".join(f"  {tool:>22}" for tool in tools))
    print(f"{'':<12}" + "  recall precision    ms" * len(tools))
    sums = {tool: [0.0, 0.0, 0.0] for tool in tools}
    for name in names:
        row = f"{name:<12}"
        for tool, extract in tools.items():
            found = measure(extract, name)
            sums[tool] = [one + now for one, now in zip(sums[tool], found, strict=True)]
            row += f"  {found[0]:6.2f} {found[1]:9.2f} {found[2]:5.0f}"
        print(row)
    means = (one / len(names) for tool in tools for one in sums[tool])
    print(f"{'mean':<12}" + "".join(f"  {next(means):6.2f} {next(means):9.2f} {next(means):5.0f}" for _ in tools))


if __name__ == "__main__":
    main()

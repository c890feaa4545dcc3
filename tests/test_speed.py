"""docs/speed.md and its picture: what the results of the benchmark give, and readable without the picture."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET

import pytest
from rendering import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import picture
import report

SVG = "{http://www.w3.org/2000/svg}"


def _results(cards, cold, tools=("pincite (plain)", "Hugo")):
    runs = {
        tool: [{"wall": cold * at * n, "user": cold, "system": 0.0} for n in (1, 2, 9)]
        for at, tool in enumerate(tools, 1)
    }
    return {
        "cards": cards,
        "day": "2026-11-29",
        "rounds": 3,
        "machine": {"processor": "A processor", "cores": 2, "memory": 24.0, "system": "Linux 6", "python": "3.11.7"},
        "versions": dict.fromkeys(tools, "1.0"),
        "records": [
            *({"tool": tool, "cards": cards, "task": "cold", "runs": some} for tool, some in runs.items()),
            *({"tool": tool, "cards": cards, "task": "watch", "seconds": [0.02, 0.03, 0.5]} for tool in tools),
            *({"tool": tool, "cards": cards, "task": "memory", "megabytes": 120.4} for tool in tools),
        ],
    }


@pytest.fixture
def sizes():
    return [report.Size(_results(10_000, 2.0)), report.Size(_results(100_000, 22.0, ("pincite (plain)",)))]


def test_the_page_and_the_picture_are_what_the_results_give():
    page = report.PAGE.read_text("utf-8")
    assert report.made(report.load(), page) == (page, report.PICTURE.read_text("utf-8"))


def test_a_cell_has_the_median_and_how_many_times_hugos_it_is(sizes):
    told = report.tables(sizes)
    assert "| pincite (plain) | 4.00 s (0.5 ×) | not measured | not measured | 30 ms (1.0 ×) | 120 MB (1.0 ×) |" in told
    assert "| Hugo | 8.00 s | not measured | not measured | 30 ms | 120 MB |" in told


def test_what_a_generator_did_not_come_through_is_told_and_no_figure():
    results = _results(10_000, 2.0)
    for one in results["records"]:
        if (one["tool"], one["task"]) == ("Hugo", "watch"):
            del one["seconds"]
            one["failed"] = "the server ended with -6"
    line, _ = re.findall(r"\| Hugo \|.*", report.tables([report.Size(results)]))
    assert [cell.strip() for cell in line.split("|")[5:7]] == ["failed", "120 MB"]


def test_a_card_of_a_larger_archive_is_held_against_one_of_ten_thousand(sizes):
    assert "at 100,000 cards one takes 0.44 ms cold, 1.10 times as long as at 10,000" in report.tables(sizes)


def test_the_machine_is_named_with_the_versions(sizes):
    told = report.tables(sizes)
    assert "A processor, 2 cores, 24.0 GB, Linux 6, Python 3.11.7" in told
    assert "pincite 1.0; Hugo 1.0" in told


@pytest.mark.parametrize(("value", "words"), [(0.031, "0.031 ×"), (0.8, "0.8 ×"), (1.04, "1.0 ×"), (23.4, "23 ×")])
def test_a_ratio_has_two_digits_that_count(value, words):
    assert report.ratio(value) == words


def test_every_figure_of_the_picture_stands_in_it_as_text_and_in_its_description(sizes):
    root = ET.fromstring(picture.picture("Ten cards", report.rows(sizes[0])))  # noqa: S314 - made here
    texts = [one.text for one in root.iter(f"{SVG}text")]
    told = root.find(f"{SVG}desc").text
    assert root.get("aria-labelledby").split() == [root.find(f"{SVG}{name}").get("id") for name in ("title", "desc")]
    for words in ("Cold", "pincite (plain)", "4.00 s", "8.00 s", "30 ms"):
        assert words in texts
        assert words in told


def test_the_picture_stays_within_its_frame_and_loads_nothing(sizes):
    drawn = picture.picture("Ten cards", report.rows(sizes[0]))
    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn)]
    assert all(picture.LEFT <= x <= picture.WIDTH - picture.RIGHT for x in places)
    assert "prefers-color-scheme: dark" in drawn
    assert drawn.count("://") == 1  # the name of the format


def test_no_result_names_a_host_a_user_or_a_folder():
    for file in report.RESULTS.glob("*.json"):
        assert re.findall(r"/home|/root|/work|/tmp|@", file.read_text("utf-8")) == []

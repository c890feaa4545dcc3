"""JSON as bytes and in pages."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from pincite.formats.json import compact, in_page, indented, known, listed, with_list

HOSTILE = {"text": '</script><script>alert(1)</script><!-- & "quoted" \' \u2028 \\ \n ]]> &lt;'}


def test_bytes_are_utf8_in_the_order_of_the_content_and_end_in_a_line():
    assert compact({"b": "é", "a": [1, None]}) == '{"b":"é","a":[1,null]}\n'.encode()
    assert indented({"b": "é"}) == '{\n  "b": "é"\n}\n'.encode()


def test_what_stands_in_a_page_holds_nothing_that_html_reads():
    assert not set("<>&") & set(in_page(HOSTILE))


def test_a_browser_reads_out_of_a_page_what_was_put_in():
    page = BeautifulSoup(f"<script type='application/ld+json'>{in_page(HOSTILE)}</script><p>after</p>", "html.parser")
    assert (json.loads(page.script.string), page.p.string) == (HOSTILE, "after")


def test_a_number_that_json_does_not_have_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        compact(float("nan"))


@pytest.mark.parametrize("parts", [[], [[1]], [[HOSTILE], [], [{"items": []}, "é"]]])
def test_a_list_that_is_written_part_by_part_has_the_same_bytes(parts):
    around = {'"items":[': '"items":[', "first": {"items": []}, "last": [HOSTILE]}
    items = [one for part in parts for one in part]
    assert with_list(around, "items", map(listed, parts)) == compact(around | {"first": {"items": items}})


def test_what_is_not_known_is_left_out_and_a_nought_is_known():
    given = {"a": None, "b": "", "c": [], "d": {}, "e": 0, "f": False, "g": "x"}
    assert known(given) == {"e": 0, "f": False, "g": "x"}

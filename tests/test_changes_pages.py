"""What a page shows, and which of it changes: lines, titles, links, places that are linked to."""

from __future__ import annotations

import time

from pincite.changes.cards import Card, Field
from pincite.changes.pages import compare_pages, hunks_of, unexplained
from pincite.changes.report import told_of
from pincite.changes.visible import Line, visible
from pincite.changes.words import GONE, NEW, SAME, replaced

FRAME = """<!doctype html><html lang="en"><head><title>{title} | Site</title><style>p {{ color: red }}</style></head>
<body><svg><title>mark</title><text>drawn</text></svg><header><a href="x.html">Site</a></header>
<main id="main">{main}</main><footer><p>Foot</p></footer></body></html>"""


def page(main, title="Page"):
    """Give what a page with this main part shows."""
    return visible(FRAME.format(main=main, title=title).encode())


def lines(before, after):
    """Give the lines that change, each as kinds and texts."""
    change = compare_pages("x.html", page(before), page(after))
    return [[(one.kind, one.text) for one in line] for hunk in change.hunks for line in hunk.lines]


def test_only_what_a_reader_sees_is_text():
    found = page("<h1>Head</h1><p>a <b>b</b>, &amp; c<br>d</p><script>x</script><template>y</template><!-- z -->")
    assert [line.text for line in found.main] == ["Head", "a b, & c d"]
    assert (found.title, found.frame) == ("Page", ["Site", "Foot"])


def test_cells_of_a_row_are_one_line_and_words_beside_each_other_are_kept_apart():
    found = page("<table><tr><th>Rating</th><td></td><td>5<small>of 6</small></td></tr></table>")
    assert [line.text for line in found.main] == ["Rating / 5 of 6"]


def test_a_line_knows_its_heading():
    found = page("<h2>One <small>two</small></h2><p>text</p>")
    assert found.main == [Line("One two"), Line("text", "One two")]


def test_whatever_the_bytes_there_is_an_answer():
    for data in (b"", b"\xff\xfe<", b"<main", b"<main><p>a<p>b</h2></main></main>", b"<svg><main>x", b"plain"):
        visible(data)
    assert [line.text for line in visible(b"<p>no main").main] == ["no main"]


def test_a_line_that_is_worded_otherwise_is_marked_within():
    assert lines("<p>There are 32 claims</p>", "<p>There are 33 claims</p>") == [
        [(SAME, "There are "), (GONE, "32"), (NEW, "33"), (SAME, " claims")]
    ]


def test_lines_come_and_go():
    assert lines("<p>a storm came</p>", "<p>no water rose here</p>") == [
        [(GONE, "a storm came")],
        [(NEW, "no water rose here")],
    ]


def test_a_line_that_stands_elsewhere_is_moved_and_neither_gone_nor_new():
    change = compare_pages("x.html", page("<p>one</p><p>two</p><p>three</p>"), page("<p>two</p><p>three</p><p>one</p>"))
    assert (change.hunks, change.moved, change.seen) == ((), ("one",), True)


def test_a_change_of_markup_alone_is_not_seen():
    change = compare_pages("x.html", page("<p class=a>text</p>"), page("<div><b>text</b></div>"))
    assert change.seen is False


def test_a_title_is_told_where_nothing_else_changes():
    change = compare_pages("x.html", page("a", "Old"), page("a", "New"))
    assert (change.retitled, change.title, change.seen) == ("Old", "New", True)


def test_a_link_that_leads_elsewhere_is_seen():
    old, new = (page(f'<a href="https://{host}.example/">the report</a>') for host in ("a", "b"))
    change = compare_pages("x.html", old, new)
    assert (change.links_gone, change.links_new) == (("https://a.example/",), ("https://b.example/",))


def test_what_a_letter_to_the_desk_begins_with_is_no_change_of_its_address():
    old, new = (page(f'<a href="mailto:desk@a.example?subject={day}">Write</a>') for day in (22, 28))
    assert compare_pages("x.html", old, new).seen is False


def test_a_place_in_a_page_that_is_gone_is_lost():
    change = compare_pages("x.html", page('<p id="q1">a</p>'), page('<p id="q2">a</p>'))
    assert change.lost == ("q1",)


def test_what_the_card_has_told_is_not_told_again_by_its_page():
    old = page("<p>Contested</p><p>The verdict was this.</p><p>4 claims</p>")
    new = page("<p>Confirmed</p><p>The verdict is this.</p><p>5 claims</p>")
    field = Field("rating", "Contested", "Confirmed", replaced("Contested", "Confirmed"))
    verdict = Field("verdict", "The verdict was this.", "The verdict is this.", ())
    card = Card("x", "changed", "X", "Confirmed", fields=(field, verdict))
    rest = unexplained(compare_pages("claims/x.html", old, new), told_of(card))
    assert [[one.text for one in line] for hunk in rest.hunks for line in hunk.lines] == [["4", "5", " claims"]]


def test_ten_thousand_lines_with_two_changes_far_apart_take_a_moment():
    before = [Line(f"entry {number // 3}") for number in range(10_000)]
    after = [*before]
    after[5], after[9_990] = Line("entry five"), Line("the entry at the end")
    start = time.process_time()
    found = tuple(hunks_of(before, after))
    assert sum(len(hunk.lines) for hunk in found) <= 4
    assert time.process_time() - start < 10

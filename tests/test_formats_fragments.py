"""Text fragments: how they are written, and that a browser which follows the standard finds the passage by them.

`find_range` is the algorithm of the standard, written after its text (WICG, URL Fragment Text Directives, "find a range
from a text directive") and not after the code under test.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import article, claim, index, quote

from pincite.anchor import Document
from pincite.formats import fragments
from pincite.formats.fragments import at_passage, directive, directives, ways

# The standard's matcher ----------------------------------------------------------------------------------------------

_SAME = str.maketrans({**dict.fromkeys("‘’", "'"), **dict.fromkeys("“”", '"')})


def _base(block):
    """Give the base characters of a block, white space collapsed, with the place of each and of its end."""
    out, begins, ends = [], [], []
    for found in re.finditer(r"\s+|\S[\u0300-\u036f]*", block):
        piece = found[0]
        plain = " " if piece.isspace() else unicodedata.normalize("NFKD", piece).casefold().translate(_SAME)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
        out += plain
        begins += [found.start()] * len(plain)
        ends += [found.end()] * len(plain)
    return "".join(out), [*begins, len(block)], ends


def _is_boundary(text, at):
    """UAX 29, WB3 to WB13, of what the texts below hold."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after):
        return False
    wordly = re.compile(r"[\w]")
    if wordly.match(before) and wordly.match(after):
        return False
    across = text[at - 2 : at - 1] + before + after + text[at + 1 : at + 2]
    letters = r"[^\W\d_]['’.:·][^\W\d_]|\d['’.,;]\d"
    return not any(at - 2 + found.start() < at < at - 2 + found.end() for found in re.finditer(letters, across))


def _find(blocks, query, search, *, begins, ends, here=False):
    start, end = search
    wanted = _base(query)[0]
    for low, text in blocks:
        if low + len(text) <= start:
            continue
        folded, at, behind = _base(text)
        first = next(i for i, place in enumerate(at) if low + place >= start)
        i = folded.find(wanted, first)
        while i >= 0:
            found = low + at[i], low + behind[i + len(wanted) - 1]
            if here and i != first:
                return None
            bounded = (not begins or _is_boundary(text, found[0] - low)) and (
                not ends or _is_boundary(text, found[1] - low)
            )
            if bounded and found[1] <= end:
                return found
            if here:
                return None
            i = folded.find(wanted, i + 1)
        if here:
            return None
    return None


def _next_visible(text, at):
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def find_range(text, blocks, parsed):  # noqa: C901 - in the steps of the standard
    """Find a range from a text directive: the place, or None."""
    prefix, start, end, suffix = parsed
    search, last = 0, len(text)
    while search < last:
        ended = bool(end) or not suffix
        if prefix:
            before = _find(blocks, prefix, (search, last), begins=True, ends=False)
            if before is None:
                return None
            search = before[0] + 1
            at = _next_visible(text, before[1])
            if at >= last:
                return None
            match = _find(blocks, start, (at, last), begins=False, ends=ended, here=True)
            if match is None:
                continue
        else:
            match = _find(blocks, start, (search, last), begins=True, ends=ended)
            if match is None:
                return None
            search = match[0] + 1
        behind = match[1]
        while behind < last:
            if end:
                ending = _find(blocks, end, (behind, last), begins=True, ends=not suffix)
                if ending is None:
                    return None
                match = match[0], ending[1]
            if not suffix:
                return match
            at = _next_visible(text, match[1])
            if _find(blocks, suffix, (at, last), begins=False, ends=True, here=True):
                return match
            if not end:
                break
            behind = match[1]
        if behind >= last:
            return None
    return None


def parse(written):
    """Parse a text directive, as the standard does: prefix, start, end, suffix."""
    assert re.fullmatch(r"text=(?:[A-Za-z0-9_.~,-]|%[0-9A-F]{2})+", written), written
    tokens = written.removeprefix("text=").split(",")
    prefix = tokens.pop(0)[:-1] if tokens[0].endswith("-") else ""
    suffix = tokens.pop()[1:] if tokens[-1].startswith("-") else ""
    assert len(tokens) in {1, 2}, written
    start, end = (*tokens, "")[:2]
    assert not any("-" in term for term in (prefix, start, end, suffix)), written
    return tuple(unquote(term, errors="strict") for term in (prefix, start, end, suffix))


def _page(text):
    """Give the blocks of a page that has a text, and a word behind it: no page ends with its article."""
    return [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", f"{text}\n*")]


def _document(text):
    return Document.of(text, [(found.start(), found.end()) for found in re.finditer(r"[^\n]+|(?<=\n)(?=\n)", text)])


def _found(document, written):
    return find_range(f"{document.text}\n*", _page(document.text), parse(written))


# The form ------------------------------------------------------------------------------------------------------------

PAGE = """The bridge is shut
The bridge over the Vell was shut at 5 am, the town office said.
“We have never seen the river so high”, said Mira Solt — who keeps the ferry, non-stop & alone.
At 5 am the water rose. Nobody was hurt.
The town office said nothing more. At 5 am it closed.
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Short: the words themselves.
        ("We have never seen the river", "text=We%20have%20never%20seen%20the%20river"),
        # What a directive is made of itself is encoded in it.
        ("non-stop & alone", "text=ferry%2C-,non%2Dstop%20%26%20alone"),
        # Few words get those around them, until they are long enough.
        ("5 am", "text=5%20am,-%2C%20the%20town%20office"),
        # A long passage is named by its beginning and its end.
        (
            "The bridge over the Vell was shut at 5 am, the town office said",
            "text=The%20bridge%20over%20the%20Vell,the%20town%20office%20said",
        ),
        # What stands twice is told apart by its neighbours, here one before it.
        ("the town office said", "text=am%2C-,the%20town%20office%20said"),
        ("The town office said", "text=The%20town%20office%20said,-nothing"),
    ],
)
def test_a_directive_is_the_shortest_that_is_unique(words, expected):
    document = _document(PAGE)
    start = PAGE.index(words)
    written = directive(document, start, start + len(words))
    assert (written, _found(document, written)) == (expected, (start, start + len(words)))


def test_a_passage_over_a_paragraphs_end_is_a_range():
    words = "Nobody was hurt.\nThe town office said nothing more."
    document, start = _document(PAGE), PAGE.index(words)
    written = directive(document, start, start + len(words))
    expected = ("text=rose.-,Nobody%20was%20hurt.,office%20said%20nothing%20more.", (start, start + len(words)))
    assert (written, _found(document, written)) == expected


def test_a_passage_that_stands_twice_with_all_its_neighbours_has_none():
    text = "One and the same line of words.\nBetween.\nOne and the same line of words.\nBetween.\n" * 9
    assert directive(_document(text), 0, 31) == ""


def test_a_whole_paragraph_that_stands_twice_is_told_apart_by_the_next_one():
    text = "A line that is in the text twice.\nFirst.\nA line that is in the text twice.\nSecond.\n"
    document, start = _document(text), text.rindex("A line")
    end = start + len("A line that is in the text twice.")
    written = directive(document, start, end)
    expected = ("text=A%20line%20that%20is%20in%20the%20text%20twice.,-Second", (start, end))
    assert (written, _found(document, written)) == expected


@pytest.mark.parametrize("other", ["THE FERRY RAN AT NOON", "Thé ferry ran at noon", "“The ferry” ran at noon"])
def test_what_a_browser_takes_for_the_same_words_counts_as_a_second_place(other):
    document = _document(f"{other}, said one. The ferry ran at noon, said the other.")
    start = document.text.rindex("The ferry")
    written = directive(document, start, start + len("The ferry ran at noon"))
    assert "-" in written
    assert _found(document, written) == (start, start + len("The ferry ran at noon"))


def test_a_passage_without_a_letter_or_digit_rests_on_its_neighbours_and_has_none_without():
    assert directive(_document("He said: … and no more."), 9, 10) == "text=He%20said%3A-,%E2%80%A6,-and%20no%20more"
    assert directive(_document("* * *"), 0, 5) == ""


def test_a_range_ends_with_words_that_stand_nowhere_before_in_it():
    words = "The office knew that it was on the day of the flood and no other, that it was on the day of the flood"
    document = _document(f"{words} itself.")
    written = directive(document, 0, len(words))
    expected = "text=The%20office%20knew%20that,that%20it%20was%20on%20the%20day%20of%20the%20flood"
    assert (written, _found(document, written)) == (expected, (0, len(words)))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A dash between letters, and signs without spaces, may lie inside a word.
        (
            "It ran—and stopped at the second pier.",
            "and stopped at the second",
            "text=ran%E2%80%94-,and%20stopped%20at%20the%20second",
        ),
        ("橋は夜に閉じられた。", "夜に", "text=橋は-,夜に,-閉じられた"),
        ("It was 5:00 or so on the day.", "00 or so on the day", "text=5%3A-,00%20or%20so%20on%20the%20day"),
    ],
)
def test_a_passage_that_may_begin_or_end_inside_of_a_word_has_the_rest_of_it_around(text, words, expected):
    start = text.index(words)
    assert unquote(directive(_document(text), start, start + len(words))) == unquote(expected)


def test_an_elided_quote_has_one_directive_for_each_part():
    document = _document(PAGE)
    parts = ["We have never seen the river", "who keeps the ferry, non"]
    slices = [(PAGE.index(part), PAGE.index(part) + len(part)) for part in parts]
    assert directives(document, slices).split("&") == [directive(document, *part) for part in slices]


def test_an_elided_quote_of_which_one_part_has_none_has_none():
    document = _document("Once and again.\nOnce and again.\nThe ferry ran at noon.\nOnce and again.\nOnce and again.")
    slices = [(32, 53), (70, 84)]
    assert [bool(directive(document, *part)) for part in slices] == [True, False]
    assert directives(document, slices) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=b"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d:~:text=b"),
        ("https://example.org/a#:~:text=other", "https://example.org/a#:~:text=b"),
        ("https://example.org/a#d:~:text=other", "https://example.org/a#d:~:text=b"),
    ],
)
def test_an_address_keeps_its_own_fragment(address, expected):
    assert at_passage(address, "text=b") == expected


def test_only_quotes_of_articles_with_an_address_have_a_way():
    inside, outside = article("first"), article("second", url="https://example.org/second")
    card = claim("storm", quote(inside, "The water fell"), quote(outside, "Nobody was hurt", "q2"))
    found = ways(card, index(card, articles=(inside, outside)))
    assert list(found) == ["q2"]
    assert found["q2"].article == "https://example.org/second"
    assert found["q2"].passage.startswith("https://example.org/second#:~:text=")


def test_where_no_directive_is_unique_the_article_alone_is_led_to():
    of = article("first", "A line.\nA line.\n" * 20, url="https://example.org/a")
    card = claim("storm", quote(of, "A line."))
    assert ways(card, index(card, articles=(of,)))["q1"] == ("https://example.org/a", "")


# Any text ------------------------------------------------------------------------------------------------------------

# Few words, so that most stand many times; with all that means something in a directive or at a word's edge.
_WORDS = [
    "a",
    "the",
    "The",
    "THE",
    "ferry",
    "férry",
    "fe\u0301rry",
    "non-stop",
    "Q&A",
    "5",
    "5,000",
    "5:00",
    "“said”",
    "it’s",
    "it's",
]
_WORDS += [
    "50%",
    "#1",
    "(so)",
    "—",
    "x,-y",
    "U.S.",
    "стоп",
    "قارب",
    "a_b",
    "straße",
    "STRASSE",
    "ﬁn",
    "fin",
    "no\u00a0way",
    "no way",
]
_LINES = st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14), min_size=1, max_size=5)


@st.composite
def _passages(draw):
    """Give a document and a slice of it that begins and ends with whole words, here and there a whole line."""
    text = "\n".join(draw(st.sampled_from([" ", " ", "  "])).join(line) for line in draw(_LINES))
    spots = [found.span() for found in re.finditer(r"\S+", text)]
    first = draw(st.integers(0, len(spots) - 1))
    last = draw(st.integers(first, min(len(spots) - 1, first + 20)))
    return _document(text), spots[first][0], spots[last][1]


@given(_passages())
def test_whatever_the_text_a_directive_leads_to_its_passage_and_to_no_other(passage):
    document, start, end = passage
    if written := directive(document, start, end):
        assert _found(document, written) == (start, end), written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_whatever_the_words_they_come_out_of_a_directive_as_they_were(words):
    text = f"{words.strip()} zz"
    end = len(words.strip())
    if end and (written := directive(_document(text), 0, end)):
        prefix, start, ending, _ = parse(written)
        plain = re.sub(r"[ \t]+", " ", text[:end])
        assert (prefix, plain.startswith(start), plain.endswith(ending)) == ("", True, True)


@given(_passages())
def test_a_passage_that_stands_once_letter_for_letter_always_has_one(passage):
    document, start, end = passage
    text = document.text
    letters = [re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", one).casefold()) for one in (text, text[start:end])]
    once = letters[1] and letters[0].find(letters[1], letters[0].find(letters[1]) + 1) < 0
    one_block = "\n" not in text[start:end]
    if once and one_block:
        assert directive(document, start, end) != ""


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        ([" ".join(f"word{number}" for number in range(900))] * 2, (2000, 2600)),
        (["ha " * 3000] * 3, (300, 17_000)),
        (["ha " * 3000 + "x"], (300, 9001)),
    ],
    ids=["a text that stands twice", "the same word everywhere", "one word at the end"],
)
def test_a_text_that_repeats_itself_is_not_read_for_every_word_in_it(paragraphs, place, monkeypatch):
    read = []
    monkeypatch.setattr(fragments, "_letters", lambda text, inner=fragments._letters: read.append(1) or inner(text))
    directive(_document("\n".join(paragraphs)), *place)
    assert len(read) < 150

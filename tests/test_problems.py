# ruff: noqa: SIM300 - expected == actual is how tests read
"""How problems are ordered, worded and counted."""

from __future__ import annotations

import json

from pincite.problems import (
    SHOWN_AT_MOST,
    Problem,
    Severity,
    Span,
    as_github,
    as_json,
    as_text,
    few,
    has_errors,
    in_order,
    summary,
)


def _problem(line=1, column=1, hint="", **more):
    span = Span(more.get("path", "a.yaml"), line, column, more.get("length", 0))
    return Problem("a-code", "a message", span, hint, more.get("severity", Severity.ERROR))


def test_a_place_is_worded_as_path_line_and_column():
    assert "content/a.yaml:3:7" == str(Span("content/a.yaml", 3, 7))


def test_a_whole_file_is_worded_by_its_path():
    assert "content/a.yaml" == str(Span("content/a.yaml"))


def test_problems_are_ordered_by_file_line_and_column():
    spans = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 1)]
    found = [_problem(line, column, path=path) for path, line, column in spans]
    assert ["a:2:1", "a:2:9", "a:10:1", "b:1:1"] == [str(problem.span) for problem in in_order(found)]


def test_an_exact_repeat_is_told_once():
    assert (_problem(),) == in_order([_problem(), _problem()])


def test_problems_that_differ_only_in_their_hint_are_in_order_too():
    hints = [f"hint {number:02}" for number in range(30)]
    assert hints == [problem.hint for problem in in_order(_problem(hint=hint) for hint in reversed(hints))]


def test_a_problem_is_printed_with_its_line_a_caret_and_the_remedy():
    printed = as_text([_problem(2, 4, "do this\nor that", length=3)], {"a.yaml": "one\ntwo three\n"})
    expected = """a.yaml:2:4: error[a-code]: a message
    2 | two three
      |    ^^^
  hint: do this
        or that"""
    assert expected == printed


def test_a_message_is_printed_in_one_line_whatever_it_cites():
    told = Problem("a-code", '"x\na.yaml:1:1: error[b]: y" is none', Span("a.yaml"))
    assert as_text([told], {}) == 'a.yaml: error[a-code]: "x\\na.yaml:1:1: error[b]: y" is none'


def test_a_problem_whose_text_is_not_known_is_printed_without_a_line():
    assert "a.yaml:2:4: error[a-code]: a message" == as_text([_problem(2, 4)], {})


def test_a_place_behind_the_end_of_the_text_is_printed_without_a_line():
    assert "a.yaml:9:1: error[a-code]: a message" == as_text([_problem(9, 1)], {"a.yaml": "one"})


def test_a_caret_stands_at_the_end_of_a_line_that_is_too_short():
    assert "      |    ^" == as_text([_problem(1, 40, length=5)], {"a.yaml": "one"}).split("\n")[-1]


def test_a_long_line_is_cut_around_the_place_and_the_caret_stays_below_it():
    text = "x" * 200 + "HERE" + "y" * 200
    excerpt, carets = as_text([_problem(1, 201, length=4)], {"a.yaml": text}).split("\n")[1:]
    at = carets.index("^")
    assert ("HERE", "^^^^", True) == (excerpt[at : at + 4], carets[at:], len(excerpt) < 130)


def test_carets_never_run_over_the_end_of_the_line_shown():
    for column in (1, 60, 120, 199):
        excerpt, carets = as_text([_problem(1, column, length=500)], {"a.yaml": "z" * 200}).split("\n")[1:]
        assert len(carets) <= len(excerpt)


def test_a_tab_in_a_line_is_shown_as_one_blank_so_that_the_caret_fits():
    excerpt, carets = as_text([_problem(1, 2)], {"a.yaml": "\tx"}).split("\n")[1:]
    assert ("    1 |  x", "      |  ^") == (excerpt, carets)


def test_more_problems_than_a_terminal_holds_are_counted_not_shown():
    printed = as_text([_problem(number) for number in range(1, SHOWN_AT_MOST + 3)], {}).split("\n")
    last = "... and 2 more; `--format json` lists them all"
    assert (SHOWN_AT_MOST + 1, last) == (len(printed), printed[-1])


def test_no_problem_prints_nothing():
    assert "" == as_text([], {})


def test_json_is_never_cut_and_keeps_every_part():
    told = json.loads(as_json([_problem(n, 2, "ж") for n in range(1, SHOWN_AT_MOST + 3)]))
    first = {
        "path": "a.yaml",
        "line": 1,
        "column": 2,
        "length": 0,
        "endColumn": 2,
        "severity": "error",
        "code": "a-code",
    }
    assert (SHOWN_AT_MOST + 2, {**first, "message": "a message", "hint": "ж"}) == (len(told), told[0])


def test_json_tells_where_the_place_ends():
    told, *_ = json.loads(as_json([_problem(3, 7, length=5)]))
    assert (7, 5, 12) == (told["column"], told["length"], told["endColumn"])


def test_github_is_told_in_one_escaped_line_a_problem():
    problem = Problem("a-code", "50% of\nit", Span("a,b:c.yaml", 2, 3), "do", Severity.WARNING)
    assert "::warning file=a%2Cb%3Ac.yaml,line=2,endLine=2,col=3,title=a-code::50%25 of%0Ait%0Ado" == as_github(
        [problem]
    )


def test_github_is_told_of_a_whole_file_without_a_line():
    assert "::error file=a.yaml,title=a-code::a message" == as_github([_problem(0, 0)])


def test_github_is_told_the_last_column_too():
    assert "::error file=a.yaml,line=2,endLine=2,col=3,endColumn=7,title=a-code::a message" == as_github(
        [_problem(2, 3, length=5)]
    )


def test_github_is_told_the_way_from_the_repository():
    assert "::error file=some%2C site/a.yaml,title=a-code::a message" == as_github([_problem(0, 0)], "some, site/")


def test_github_is_told_of_a_finished_page_and_of_nowhere_without_a_file():
    told = as_github([_problem(4, 1, path="output:a.html"), _problem(0, 0, path="")], "site/")
    assert "::error title=a-code::a message\n::error title=a-code::output:a.html: a message" == told


def test_only_errors_stop_a_build_unless_it_is_strict():
    warning = [_problem(severity=Severity.WARNING)]
    assert (False, True, True) == (has_errors(warning), has_errors(warning, strict=True), has_errors([_problem()]))


def test_problems_are_counted_in_words():
    two = [_problem(1), _problem(2), _problem(3, severity=Severity.WARNING)]
    assert ("2 errors, 1 warning", "1 error", "no problems") == (summary(two), summary(two[:1]), summary([]))


def test_of_many_names_the_first_are_told_and_the_others_counted():
    assert ("", "a, b", "a, b and 2 more") == (few([]), few(["a", "b"], 2), few(["a", "b", "c", "d"], 2))

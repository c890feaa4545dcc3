"""Problems on a page: an alert that hides nothing and runs nothing."""

from __future__ import annotations

from pincite.preview.overlay import alert, page, stylesheet
from pincite.problems import SHOWN_AT_MOST, Problem, Severity, Span

WRONG = Problem(
    "quote-not-found", 'the quote "<b>x</b>" is not there', Span("content/a.yaml", 3, 7), "copy it\nor cut it"
)
ODD = Problem("stale", "this is old", Span("content/b.yaml"), severity=Severity.WARNING)


def test_without_problems_there_is_no_alert():
    assert alert((), behind=False) == ""


def test_the_alert_names_severity_place_code_message_and_hint():
    html = alert([WRONG], behind=True)
    wanted = (
        'role="alert"',
        "<b>error</b>",
        "content/a.yaml:3:7",
        "quote-not-found",
        "is not there",
        "copy it",
        "or cut it",
        "1 error",
        "before the mistake",
    )
    assert [words for words in wanted if words not in html] == []


def test_what_a_problem_says_is_never_markup():
    html = alert([WRONG], behind=False)
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_the_alert_breaks_no_policy():
    html = alert([WRONG, ODD], behind=False) + page([WRONG]).decode()
    assert [
        word for word in (" style=", "<style", "<script", " on", "javascript:") if word in html.replace(" one ", " ")
    ] == []


def test_an_error_is_open_to_read_and_a_warning_folded():
    assert ["<details open>" in alert([one], behind=False) for one in (WRONG, ODD)] == [True, False]


def test_errors_come_before_warnings():
    html = alert([Problem("stale", "old", Span("a"), severity=Severity.WARNING), WRONG], behind=False)
    assert html.index("quote-not-found") < html.index("stale")


def test_a_flood_is_cut_and_counted():
    html = alert([Problem("x", f"m{n}", Span("a", n, 1)) for n in range(1, SHOWN_AT_MOST + 4)], behind=False)
    assert html.count("<li") == SHOWN_AT_MOST + 1
    assert "and 3 more" in html


def test_the_page_before_the_first_build_says_that_it_mends_itself():
    assert "appears here by itself" in page([WRONG]).decode()


def test_the_stylesheet_is_in_the_package():
    assert b"#pincite-problems" in stylesheet()

"""Problems on a page: an alert that hides nothing and runs nothing."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from pincite.preview.overlay import TO_DESK, alert, page, stylesheet
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


def _soup(problem, **options):
    return BeautifulSoup(alert([problem], behind=False, **options), "html.parser")


def test_the_line_is_shown_with_its_number_and_the_place_marked():
    soup = _soup(WRONG, texts={"content/a.yaml": "one\ntwo\n say: <b>x</b>\n"})
    assert soup.select_one(".source code").get_text() == " say: <b>x</b>"
    assert soup.select_one(".source mark").get_text() == "<"
    assert soup.select_one(".line").get_text().endswith("3")


def test_as_many_characters_are_marked_as_are_meant():
    span = Span("content/a.yaml", 1, 3, 4)
    soup = _soup(Problem("x", "m", span), texts={"content/a.yaml": "a 🌍🌍🌍🌍 b"})
    assert soup.select_one("mark").get_text() == "🌍🌍🌍🌍"


def test_a_place_behind_the_end_of_its_line_is_marked_too():
    soup = _soup(Problem("x", "m", Span("content/a.yaml", 1, 4)), texts={"content/a.yaml": "abc\n"})
    assert soup.select_one("mark").get_text() == " "


def test_a_place_whose_text_is_not_at_hand_shows_no_line():
    assert _soup(WRONG, texts={"content/b.yaml": "x"}).select(".source") == []


def test_a_place_links_to_the_editor_by_its_name():
    soup = _soup(WRONG, editor=lambda span: f'ed:{span.path}:{span.line}"&')
    assert soup.a["href"] == 'ed:content/a.yaml:3"&'
    assert soup.a.get_text() == "Open in the editor: content/a.yaml:3:7"


def test_a_place_that_no_editor_can_open_is_no_link():
    soup = _soup(WRONG, editor=lambda _: "")
    assert (soup.find("a"), soup.select_one("code.place").get_text()) == (None, "content/a.yaml:3:7")


def test_what_stands_between_two_backticks_of_a_hint_is_code_and_still_never_markup():
    soup = _soup(Problem("x", "m `n`", Span("a", 1, 1), "write `<b>` or `c: d`\na lone ` stays"))
    assert [one.get_text() for one in soup.select(".hint code")] == ["<b>", "c: d"]
    assert [one.get_text() for one in soup.select(".hint")] == ["write <b> or c: d", "a lone ` stays"]


def test_the_way_to_the_desk_is_a_named_landmark_that_needs_no_script():
    nav = BeautifulSoup(TO_DESK, "html.parser").nav
    assert (nav["aria-label"], nav.a["href"], nav.a.get_text()) == ("Preview", "/desk/", "Desk")
    assert nav.a["aria-label"].startswith("Desk")
    assert f"#{nav['id']}" in stylesheet().decode()


def test_the_alert_is_named_by_its_heading_and_takes_no_focus():
    soup = _soup(WRONG)
    assert soup.find(id=soup.section["aria-labelledby"]).get_text() == "1 error"
    assert soup.select("summary h2, [autofocus], [tabindex]:not([tabindex='0'])") == []


def test_every_class_and_element_of_the_alert_is_known_to_its_stylesheet():
    soup = _soup(WRONG, texts={"content/a.yaml": "one\ntwo\n  say: x\n"}, editor=lambda _: "ed:x")
    told = stylesheet().decode()
    given = {name for one in soup.find_all(class_=True) for name in one["class"]} - {"error"}
    assert {name for name in given if not re.search(rf"\.{name}\b", told)} == set()


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

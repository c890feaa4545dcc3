"""Problems as HTML: an alert at the top of every page, or a page of its own while there is no site to show.

Nothing is styled or scripted in place, so that the pages' Content-Security-Policy holds; overlay.css is served beside.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from pincite.problems import SHOWN_AT_MOST, Severity, has_errors, in_order, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.problems import Problem

STYLESHEET = "/_pincite/overlay.css"  # no page of a site has such an address

_ALERT = Markup(
    '<section id="pincite-problems" class="{kind}" role="alert" lang="en" dir="ltr">\n'
    "<details{open}>\n<summary><b>{summary}</b> {state}</summary>\n"
    '<ul tabindex="0" aria-label="Problems">\n{items}\n</ul>\n</details>\n</section>\n',
)
_ITEM = Markup(
    '<li class="{severity}"><code class="place">{place}</code> <b>{severity}</b> <code>{code}</code>\n'
    "<p>{message}</p>{hint}</li>",
)
_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">\n"
    "<title>No site yet: {summary}</title>\n</head>\n<body>\n<main>\n<h1>There is no site to show yet</h1>\n"
    "<p>It appears here by itself as soon as the problems are mended and saved.</p>\n</main>\n</body>\n</html>\n",
)


def stylesheet() -> bytes:
    """Give the alert's stylesheet."""
    return Path(__file__).with_name("overlay.css").read_bytes()


def alert(problems: Iterable[Problem], *, behind: bool) -> str:
    """Write the alert, or an empty string where nothing is wrong. `behind` says that pages are older than the files."""
    ordered = in_order(problems)
    if not ordered:
        return ""
    wrong = has_errors(ordered)
    # Errors first: the list of a terminal may be long, the one on a page hides the page.
    first = sorted(ordered, key=lambda problem: problem.severity is not Severity.ERROR)
    items = [_item(problem) for problem in first[:SHOWN_AT_MOST]]
    if len(first) > SHOWN_AT_MOST:
        more = Markup("<li>and {} more; <code>pincite check --format json</code> lists them all</li>")
        items.append(more.format(len(first) - SHOWN_AT_MOST))
    return str(
        _ALERT.format(
            kind=Severity.ERROR if wrong else Severity.WARNING,
            open=Markup(" open") if wrong else "",  # a warning does not cover the page that it is about
            summary=summary(ordered),
            state="This page is from before the mistake." if behind else "",
            items=Markup("\n").join(items),
        ),
    )


def _item(problem: Problem) -> Markup:
    hint = Markup("\n").join(Markup('<p class="hint">{}</p>').format(line) for line in problem.hint.split("\n") if line)
    return _ITEM.format(
        severity=str(problem.severity),
        place=str(problem.span),
        code=problem.code,
        message=problem.message,
        hint=hint,
    )


def page(problems: Iterable[Problem]) -> bytes:
    """Write the page that stands at every address until there is a good build; the alert is put in later."""
    return _PAGE.format(summary=summary(problems)).encode()

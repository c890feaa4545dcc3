"""Problems as HTML: an alert at the top of every page, or a page of its own while there is no site to show.

Nothing is styled or scripted in place, so that the pages' Content-Security-Policy holds; overlay.css is served beside.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from pincite.disk.files import read_file
from pincite.problems import SHOWN_AT_MOST, Severity, harmless, has_errors, in_order, source_line, summary, window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pincite.problems import Problem, Span

STYLESHEET = "/_pincite/overlay.css"  # no page of a site has such an address
# On every page but the desk itself, at the end: so the page's own link past its navigation stays the first.
TO_DESK = (
    '<nav id="pincite-desk" aria-label="Preview" lang="en" dir="ltr">'
    '<a href="/desk/" aria-label="Desk: what is still to do">Desk</a></nav>\n'
)

# The heading stands outside the summary: what is inside one is read as the words of a button, and is no heading.
_ALERT = Markup(
    '<section id="pincite-problems" class="{kind}" role="alert" aria-labelledby="pincite-problems-title" lang="en" '
    'dir="ltr">\n<h2 id="pincite-problems-title">{summary}</h2>\n{state}'
    "<details{open}>\n<summary>Where, and what to do</summary>\n"
    '<ul tabindex="0" aria-label="Problems">\n{items}\n</ul>\n</details>\n</section>\n',
)
_ITEM = Markup(
    '<li class="{severity}">{place} <b>{severity}</b> <code>{code}</code>\n<p>{message}</p>{excerpt}{hint}</li>',
)
_PLACE = Markup('<code class="place">{}</code>')
_LINK = Markup('<a class="place" href="{}"><span class="aside">Open in the editor: </span><code>{}</code></a>')
_EXCERPT = Markup(
    '<p class="source"><span class="line"><span class="aside">Line </span>{}</span> '
    "<code>{}<mark>{}</mark>{}</code></p>",
)
_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">\n"
    "<title>No site yet: {summary}</title>\n</head>\n<body>\n<main>\n<h1>There is no site to show yet</h1>\n"
    "<p>It appears here by itself as soon as the problems are mended and saved.</p>\n</main>\n</body>\n</html>\n",
)
_TICKED = re.compile("`([^`\n]+)`")
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


def no_link(_: Span) -> str:
    """Open nothing: what stands where no editor's program is known."""
    return ""


def stylesheet() -> bytes:
    """Give the alert's stylesheet."""
    return read_file(Path(__file__).with_name("overlay.css"))


def alert(
    problems: Iterable[Problem],
    *,
    behind: bool,
    texts: Mapping[str, str] = _NO_TEXTS,
    editor: Callable[[Span], str] = no_link,
) -> str:
    """Write the alert, or an empty string where nothing is wrong. `behind` says that pages are older than the files.

    `texts` gives, by path, what the files held when they were read: the line of a place is shown from it. `editor`
    gives the address that opens a place in the editor's own program, or an empty string.
    """
    ordered = in_order(problems)
    if not ordered:
        return ""
    wrong = has_errors(ordered)
    # Errors first: the list of a terminal may be long, the one on a page hides the page.
    first = sorted(ordered, key=lambda problem: problem.severity is not Severity.ERROR)
    items = [item(problem, texts, editor) for problem in first[:SHOWN_AT_MOST]]
    if len(first) > SHOWN_AT_MOST:
        more = Markup("<li>and {} more; <code>pincite check --format json</code> lists them all</li>")
        items.append(more.format(len(first) - SHOWN_AT_MOST))
    return str(
        _ALERT.format(
            kind=Severity.ERROR if wrong else Severity.WARNING,
            open=Markup(" open") if wrong else "",  # a warning does not cover the page that it is about
            summary=summary(ordered),
            state=Markup("<p>This page is from before the mistake.</p>\n") if behind else "",
            items=Markup("\n").join(items),
        ),
    )


def item(problem: Problem, texts: Mapping[str, str], editor: Callable[[Span], str]) -> Markup:
    """Write one problem as an item of a list: where, what, the line itself, what to do."""
    lines = (_ticked(line) for line in problem.hint.split("\n") if line)
    hint = Markup("\n").join(Markup('<p class="hint">{}</p>').format(line) for line in lines)
    address, place = editor(problem.span), harmless(str(problem.span))
    return _ITEM.format(
        severity=str(problem.severity),
        place=_LINK.format(address, place) if address else _PLACE.format(place),
        code=problem.code,
        message=harmless(problem.message),
        excerpt=_excerpt(problem.span, texts),
        hint=hint,
    )


def _ticked(line: str) -> Markup:
    """Set what stands between two backticks as code. The text is escaped first: what it holds is never markup."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(harmless(line)))))  # noqa: S704 - escaped here


def _excerpt(span: Span, texts: Mapping[str, str]) -> Markup:
    line = source_line(span, texts)
    if line is None:
        return Markup()
    shown, start, length = window(line, span)
    # A terminal's carets stop early, lest they fill the screen; here all of what is meant can be marked.
    length = max(length, min(span.length, len(shown) - start))
    # Behind the end of a line nothing is there to mark: a space shows the place.
    marked = shown[start : start + length] or " "
    return _EXCERPT.format(span.line, *map(harmless, (shown[:start], marked, shown[start + length :])))


def page(problems: Iterable[Problem]) -> bytes:
    """Write the page that stands at every address until there is a good build; the alert is put in later."""
    return _PAGE.format(summary=summary(problems)).encode()

"""The desk as a page of the preview: what is wrong, open, drafted, old, unused, or written twice.

A list that is longer than an editor would read is cut, and says how many entries there are.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from pincite.disk.files import read_file
from pincite.facts.desk import STALE_AFTER, UNSETTLED_STALE_AFTER
from pincite.preview.overlay import item
from pincite.problems import Span, harmless, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pincite.facts.desk import Covered, Desk, Near, Told
    from pincite.model import Actor, Claim, Place, Reference, Topic

    Editor = Callable[[Span], str]
    Entry = Actor | Place | Reference | Topic

ADDRESS = "/desk/"  # "desk" is a reserved name: no page of a site has this address
PATH = "desk/index.html"
STYLESHEET = "/_pincite/desk.css"
SHOWN_AT_MOST = 200

_PAGE = Markup(
    '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'\">\n"
    '<title>Desk | {title}</title>\n<link rel="stylesheet" href="{sheet}">\n</head>\n<body>\n'
    '<header>\n<p><a href="/">{title}</a></p>\n<h1>The desk</h1>\n<p>{lede}</p>\n'
    '<nav aria-label="On this page">\n<ul>\n{contents}\n</ul>\n</nav>\n</header>\n<main>\n{sections}\n</main>\n'
    "</body>\n</html>\n",
)
_SECTION = Markup(
    '<section aria-labelledby="{id}">\n<h2 id="{id}">{title} <span class="number">{number}</span></h2>\n'
    "{body}\n</section>",
)
# On a narrow screen the stylesheet stacks the rows, which takes away what a table's elements mean: hence the roles.
_TABLE = Markup(
    '<div class="wide" tabindex="0" role="region" aria-label="{label}">\n<table role="table">\n'
    '<caption role="caption">{caption}</caption>\n<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
    '<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>\n</div>',
)
_HEAD = Markup('<th scope="col" role="columnheader">{}</th>')
_ROW = Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>')
_CELL = Markup('<td role="cell" data-label="{}">{}</td>')
_LINK = Markup('<a href="{}">{}</a>')
_NOTHING = Markup('<p class="nothing">{}</p>')
_CUT = Markup('<p class="cut">{} of {} are shown.</p>')
_WORDS = {"carded": "carded", "drafted": "in a draft", "set-aside": "set aside", "open": "open"}


def stylesheet() -> bytes:
    """Give the desk's stylesheet."""
    return read_file(Path(__file__).with_name("desk.css"))


def page(
    desk: Desk,
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    editor: Editor = lambda _: "",
) -> bytes:
    """Write the page, for a site of this title.

    `texts` gives, by path, what the files held when they were read; `editor` the address that opens a place in the
    editor's own program, or an empty string.
    """
    problems = [problem for one in desk.problems for problem in one.problems]
    unused: tuple[tuple[str, str, Sequence[Entry]], ...] = (
        ("References", "/references.html#{}", desk.unused_references),
        ("Actors", "/actors/{}.html", desk.unused_actors),
        ("Places", "/places/{}.html", desk.unused_places),
        ("Topics", "/topics/{}.html", desk.unused_topics),
    )
    sections = [
        ("problems", "Problems and warnings", len(problems), _problems(desk, texts or {}, editor)),
        ("coverage", "Articles, sentence by sentence", f"{_open_ones(desk):,} open", _coverage(desk)),
        ("drafts", "Drafts", len(desk.drafts), _drafts(desk, editor)),
        ("withdrawn", "Withdrawn cards", len(desk.withdrawn), _withdrawn(desk, editor)),
        ("unrecorded", "Not on record yet", len(desk.unrecorded), _unrecorded(desk, editor)),
        ("evidence", "Cards without evidence", len(desk.without_evidence), _without_evidence(desk, editor)),
        ("stale", "Stale checks", len(desk.stale), _stale(desk, editor)),
        ("near", "Cards that may be one", sum(not one.relation for one in desk.near), _near(desk)),
        ("unused", "Unused entries", sum(len(found) for _, _, found in unused), _unused(unused, editor)),
    ]
    contents = [Markup('<li><a href="#{}">{}</a> {}</li>').format(ident, name, n) for ident, name, n, _ in sections]
    drafts = _number(len(desk.drafts), "draft") if desk.drafts else "no draft"
    return _PAGE.format(
        title=title,
        sheet=STYLESHEET,
        lede=f"{_number(desk.cards, 'card')}, {drafts} among them; {summary(problems)}.",
        contents=_lines(contents),
        sections=_lines(_SECTION.format(id=i, title=name, number=n, body=body) for i, name, n, body in sections),
    ).encode()


def _lines(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], total: int) -> Markup:
    """Write a table of which the first cell of a row names it; `rows` may be a stream, of which the first are taken."""
    shown = [
        _ROW.format(first, Markup().join(map(_CELL.format, heads[1:], cells)))
        for first, *cells in islice(rows, SHOWN_AT_MOST)
    ]
    heading = Markup().join(_HEAD.format(head) for head in heads)
    table = _TABLE.format(label=caption, caption=caption, heads=heading, rows=_lines(shown))
    return table + _cut(total)


def _cut(total: int) -> Markup:
    return _CUT.format(SHOWN_AT_MOST, f"{total:,}") if total > SHOWN_AT_MOST else Markup()


def _edit(span: Span, editor: Editor) -> Markup:
    address = editor(span)
    return _LINK.format(address, span) if address else Markup("<code>{}</code>").format(span)


def _claim(claim: Claim) -> Markup:
    title = _LINK.format(f"/claims/{claim.id}.html", claim.title)
    state = "draft" if claim.draft else "withdrawn" if claim.withdrawn else ""
    return title + Markup(' <span class="state">{}</span>').format(state) if state else title


def _claim_place(claim: Claim, editor: Editor) -> Markup:
    return _edit(claim.span if claim.span.path else Span(claim.path), editor)


def _problems(desk: Desk, texts: Mapping[str, str], editor: Editor) -> Markup:
    left, parts = SHOWN_AT_MOST, []
    for one in desk.problems:
        if left <= 0:
            break
        items = _lines(item(problem, texts, editor) for problem in one.problems[:left])
        parts.append(
            Markup('<h3>{}</h3>\n<ul class="problems">\n{}\n</ul>').format(harmless(one.path) or "The site", items)
        )
        left -= len(one.problems)
    total = sum(len(one.problems) for one in desk.problems)
    return _lines(parts) + _cut(total) if parts else _NOTHING.format("Nothing is wrong.")


def _open_ones(desk: Desk) -> int:
    return sum(one.counts["open"] for one in desk.articles)


def _coverage(desk: Desk) -> Markup:
    if not desk.articles:
        return _NOTHING.format("There is no article yet.")
    table = _table(
        "Articles, and what of their characters is carded",
        ("Article", "Cards", "Carded", "In a draft", "Set aside", "Rest", "Open sentences"),
        (
            (
                _LINK.format(f"/articles/{one.article.id}.html", one.article.short),
                one.cards or "none yet",
                *(f"{share} %" for share in (one.checked, one.drafted, one.aside, one.rest)),
                f"{one.counts['open']} of {len(one.sentences)}",
            )
            for one in desk.articles
        ),
        len(desk.articles),
    )
    left, parts = SHOWN_AT_MOST * 5, [table]
    for one in desk.articles:
        if left <= 0:
            parts.append(Markup('<p class="cut">The sentences of further articles are left out.</p>'))
            break
        parts.append(_sentences(one, left))
        left -= len(one.sentences)
    return _lines(parts)


def _sentences(one: Covered, left: int) -> Markup:
    counts = ", ".join(f"{number} {_WORDS[state]}" for state, number in one.counts.items() if number)
    items = _lines(_sentence(one, told) for told in one.sentences[:left])
    return Markup(
        '<details{open}>\n<summary>{name}: {counts}</summary>\n<ol class="sentences">\n{items}\n</ol>\n</details>'
    ).format(open=Markup(" open") if one.counts["open"] else "", name=one.article.short, counts=counts, items=items)


def _sentence(one: Covered, told: Told) -> Markup:
    address = f"/articles/{one.article.id}.html"
    # The picker takes the offsets from the address; without it, the link leads to the paragraph.
    if told.state == "open":
        address += f"?pick={told.start}-{told.end}"
    language = Markup(' lang="{}"').format(one.article.language) if one.article.language else Markup()
    names = [*((ident, "") for ident in told.claims), *((ident, ", draft") for ident in told.drafts)]
    cards = Markup(", ").join(_LINK.format(f"/claims/{ident}.html", ident) + mark for ident, mark in names)
    return Markup(
        '<li class="{state}"><span class="state">{word}</span> <a href="{address}#p{paragraph}">¶{paragraph}</a> '
        '<q dir="auto"{language}>{text}</q>{cards}</li>'
    ).format(
        state=told.state,
        word=_WORDS[told.state],
        address=address,
        paragraph=told.paragraph,
        language=language,
        text=told.text,
        cards=Markup(' <span class="cards">{}</span>').format(cards) if names else "",
    )


def _drafts(desk: Desk, editor: Editor) -> Markup:
    if not desk.drafts:
        return _NOTHING.format("There is no draft.")
    # A draft is opened to be written, from its first line.
    rows = ((_claim(one), one.name, one.checked.text, _edit(Span(one.path, 1, 1), editor)) for one in desk.drafts)
    return _table("Drafts, which readers do not see", ("Card", "Name", "Checked", "File"), rows, len(desk.drafts))


def _withdrawn(desk: Desk, editor: Editor) -> Markup:
    if not desk.withdrawn:
        return _NOTHING.format("No card is withdrawn.")
    rows = (
        (_claim(one), *((why.date.text, why.note) if (why := one.withdrawal) else ("", "")), _claim_place(one, editor))
        for one in desk.withdrawn
    )
    heads = ("Card", "Withdrawn", "Why", "File")
    return _table("Cards that count nowhere, and keep their pages", heads, rows, len(desk.withdrawn))


def _unrecorded(desk: Desk, editor: Editor) -> Markup:
    """List the claims whose newest version `pincite record` has not put on record yet."""
    if not desk.unrecorded:
        return _NOTHING.format("Every published claim is on record as it is.")
    rows = (
        (_claim(one), one.versions[-1].number, one.versions[-1].date.text, _claim_place(one, editor))
        for one in desk.unrecorded
    )
    heads = ("Card", "Version", "Of", "File")
    return _table("Claims to be put on record by `pincite record`", heads, rows, len(desk.unrecorded))


def _without_evidence(desk: Desk, editor: Editor) -> Markup:
    if not desk.without_evidence:
        return _NOTHING.format("Every card names evidence.")
    rows = (
        (_claim(one), " ".join(one.looked_for) or "does not say", _claim_place(one, editor))
        for one in desk.without_evidence
    )
    heads = ("Card", "Looked for, and not found", "File")
    return _table("Cards that name no evidence", heads, rows, len(desk.without_evidence))


def _stale(desk: Desk, editor: Editor) -> Markup:
    if desk.today is None:
        return _NOTHING.format("No day was given from which to count.")
    told = Markup(
        "<p>Counted on {}: a check is stale after {} days, and after {} where the rating is not settled.</p>"
    ).format(desk.today.isoformat(), STALE_AFTER, UNSETTLED_STALE_AFTER)
    if not desk.stale:
        return told + _NOTHING.format("No check is stale.")
    rows = (
        (_claim(one.claim), one.claim.checked.text, one.days, one.limit, _claim_place(one.claim, editor))
        for one in desk.stale
    )
    heads = ("Card", "Checked", "Days ago", "Limit", "File")
    return told + _table("Checks that are older than their limit", heads, rows, len(desk.stale))


def _near(desk: Desk) -> Markup:
    told = (
        Markup() if desk.all_compared else Markup("<p>There were too many cards, too much alike, to compare all.</p>")
    )
    if not desk.near:
        return told + _NOTHING.format("No two cards say nearly the same.")
    caption = "Pairs whose claims or stated passages share most of their rare words, 1 being all"
    heads = ("Card", "Other card", "Claims", "Passages", "Related")
    return told + _table(caption, heads, map(_pair, desk.near), len(desk.near))


def _pair(one: Near) -> tuple[object, ...]:
    likeness = (f"{share:.2f}" if share else "" for share in (one.claims, one.passages))
    return (_claim(one.one), _claim(one.other), *likeness, one.relation or "not yet")


def _unused(kinds: Iterable[tuple[str, str, Sequence[Entry]]], editor: Editor) -> Markup:
    parts = []
    for name, address, found in kinds:
        if found:
            rows = (
                (_LINK.format(address.format(quote(one.id)), _named(one)), one.id, _edit(one.span, editor))
                for one in found
            )
            caption = f"{name} that nothing names"
            parts.append(_table(caption, (name.removesuffix("s"), "Id", "File"), rows, len(found)))
    return _lines(parts) if parts else _NOTHING.format("Every entry of the lists is used.")


def _named(one: Entry) -> str:
    """Name an entry of a list: a reference has a title, all others a name."""
    return str(getattr(one, "name", None) or getattr(one, "title", one.id))

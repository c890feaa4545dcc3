"""A site of passages that are hard to find again, for the tests of annotations and of text fragments.

One article with an address, and one card that quotes it: words that stand twice, parts over the end of a paragraph,
letters outside of the Basic Multilingual Plane, marks that belong to letters, scripts without spaces, signs that mean
something in a directive.
"""

from __future__ import annotations

import hashlib
import json
from html import escape

from rendering import base

ADDRESS = "https://odd.example.org/report?id=1&part=2#top"
TEXT = """The bridge is shut 🌉🌉 at five
The 𝕍ell Bridge was shut at 5 am 🌊, the town office said. The bridge was shut, it said.
“The bridge was shut”, the mayor said, “and it was shut at 5 am.”
The ferry ran non-stop, all day & all night; 50% of #1 rode, (so they say), on it.
The ferry ran non-stop, all day & all night; 60% of #1 rode, (so they say), on it.
Nobody was hurt.
The water fell on Monday. It was a cafe\u0301 by the pier that reopened first, then the café on the hill.
Nobody was hurt.
橋は夜に閉じられた。市役所は朝に発表した。橋は夜に閉じられたままだ。
أُغلق الجسر عند الساعة ٥ صباحًا. أُغلق الجسر عند الساعة ٦ صباحًا.
The\u00a0office—the\u00a0mayor’s—gave no\u00a0reason… It’s shut, <b>it said</b>, &amp; that’s that.
Boats: 46 – or 1,046? – broke loose; 5:00 or 5.00, x_y or x-y.
"""
QUOTES = (
    "🌉🌉 at five",
    "𝕍ell Bridge was shut at 5 am 🌊, the town office said",
    ("The bridge was shut", 2),
    ("The bridge was shut", 3),
    "the mayor said […] and it was shut at 5 am.",
    "50% of #1 rode, (so they say)",
    "60% of #1 rode, (so they say)",
    ("Nobody was hurt.", 6),
    ("Nobody was hurt.", 8),
    ("The ferry ran non-stop, all day & all night", 4),
    "(so they say), on it.\nNobody was hurt.\nThe water fell on Monday.",
    "gave no\u00a0reason […] broke loose",
    "It was a café by the pier […] the café on the hill",
    "the café on the hill",
    "市役所は朝に発表した",
    "閉じられたままだ",
    "الساعة ٥ صباحًا",
    "الساعة ٦ صباحًا",
    "gave no\u00a0reason…",
    "mayor’s—gave",
    "<b>it said</b>, &amp; that’s that.",
    "1,046",
    "5:00 or 5.00, x_y or x-y",
)


def odd(folder):
    """Lay the site, with templates and assets, into a folder and give its root."""
    root = base(folder)
    raw = TEXT.encode()
    entry = {"headline": "Hard to find", "text": "seeds/odd.txt", "sha256": hashlib.sha256(raw).hexdigest()}
    entry |= {"format": "lines", "url": ADDRESS, "retrieved": "2021-03-06", "language": "en"}
    quotes = []
    for one in QUOTES:
        exact, paragraph = one if isinstance(one, tuple) else (one, None)
        quotes.append({"article": "odd", "exact": exact, **({"paragraph": paragraph} if paragraph else {})})
    card = {"title": "Odd", "claim": "It is odd.", "claimant": "ada-wren", "rating": "confirmed", "verdict": "So."}
    card |= {"quotes": quotes, "checked": "2021-04-01", "looked_for": ["A log."]}
    event = {"title": "Shut", "date": "2021-03-03", "id": "shut", "quotes": [quotes[1]]}
    (root / "seeds/odd.txt").write_bytes(raw)
    for path, content in (("articles/odd", entry), ("claims/odd", card), ("events", [event])):
        (root / f"content/{path}.yaml").write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return root


def plain_copy(article, style=""):
    """Give an article as its publisher may have it: a plain page, each paragraph a block that knows where it begins."""
    blocks = "\n".join(
        f'<p dir="auto" data-start="{start}">{escape(article.text[start:end])}</p>' for start, end in article.paragraphs
    )
    head = f'<html lang="{article.language}"><meta charset="utf-8"><title>Copy</title><style>{style}</style>'
    return f"<!doctype html>{head}<body>{blocks}\n<p>Behind the article.</p>"

"""Signs of what is not the article: words in an element's name, class and id, and words at the beginning of a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4.element import Tag

COMMENTS, ADVERTISING, RELATED = "comments", "advertising", "related links"
SHARING, SUBSCRIBING, COOKIES = "sharing", "newsletter or subscription", "cookie notice"
NAVIGATION, BYLINE, CAPTION = "navigation", "byline or date", "caption"
FOOTER, FORM, HIDDEN, ASIDE = "footer or imprint", "form", "hidden on the page", "aside"

# Whole words of a class or an id that decide wherever they stand in it.
_ANYWHERE = {
    COMMENTS: "comments commentlist commentform disqus discussion replies kommentare comentarios commentaires",
    ADVERTISING: "ads advert adverts advertisement advertising sponsored taboola outbrain dfp adsense adslot anzeige",
    RELATED: "related relatedposts recommended recommendations trending teaser teasers onward mostread",
    SHARING: "sharing sharedaddy addthis addtoany social",
    SUBSCRIBING: "newsletter subscribe subscription signup paywall",
    COOKIES: "cookie cookies cookiebanner cookiebar cookieconsent gdpr consent",
    NAVIGATION: "breadcrumb breadcrumbs pagination navbar topbar skip",
    BYLINE: "byline dateline timestamp pubdate autor signature",
    CAPTION: "caption figcaption",
    FOOTER: "colophon imprint",
}
# Words that decide only where a class or an id begins or ends with them: `share-box`, but not `market-share-news`.
_AT_AN_END = {
    COMMENTS: "comment respond",
    ADVERTISING: "ad adv sponsor promo",
    RELATED: "latest popular more also rel recommend",
    SHARING: "share tools toolbar",
    SUBSCRIBING: "donate support",
    NAVIGATION: "nav navigation menu masthead tags sidebar header pager",
    BYLINE: "author authors meta date credits by published",
    CAPTION: "credit",
    FOOTER: "footer foot copyright",
    ASIDE: "widget pullquote",
}
_STRONG = {word: reason for reason, words in _ANYWHERE.items() for word in words.split()}
_WEAK = {word: reason for reason, words in _AT_AN_END.items() for word in words.split()}
_HIDING = frozenset("screen-reader-text sr-only visually-hidden visuallyhidden".split())
# `has-sidebar`, `no-comments`: what a page has or lacks is not what the element is.
_STATES = frozenset("has no with is without js tag category".split())
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NAMED = {
    "nav": NAVIGATION,
    "aside": ASIDE,
    "footer": FOOTER,
    "form": FORM,
    "figure": CAPTION,
    "figcaption": CAPTION,
    "address": BYLINE,
    "time": BYLINE,
    "noscript": HIDDEN,
    "amp-sidebar": NAVIGATION,
    "amp-ad": ADVERTISING,
    "amp-embed": ADVERTISING,
    "amp-list": RELATED,
    "amp-social-share": SHARING,
    "amp-consent": COOKIES,
}
_ROLES = {
    "navigation": NAVIGATION,
    "complementary": ASIDE,
    "contentinfo": FOOTER,
    "search": FORM,
    "dialog": COOKIES,
    "menu": NAVIGATION,
}
_WHOLE = frozenset(("html", "body", "main"))
_BY_MICRODATA = {"author": BYLINE, "datePublished": BYLINE, "dateModified": BYLINE, "comment": COMMENTS}


def is_hidden(tag: Tag) -> bool:
    """Tell whether a browser would not show an element, as far as its own markup says."""
    attrs = tag.attrs
    return (
        "hidden" in attrs
        or attrs.get("aria-hidden") == "true"
        or (tag.name == "dialog" and "open" not in attrs)
        or bool(_NOT_SHOWN.search(str(attrs.get("style", ""))))
        or not _HIDING.isdisjoint(_classes(tag))
    )


def reason_of(tag: Tag) -> str:
    """Say why an element is not part of the article, or nothing. Its text is not looked at."""
    if is_hidden(tag):
        return HIDDEN
    if tag.name in _WHOLE:
        return ""
    if named := _NAMED.get(tag.name) or _ROLES.get(str(tag.attrs.get("role", ""))):
        # An aside or a figure that says what it is, says it better.
        return (_by_names(tag) or named) if named in {ASIDE, CAPTION} else named
    microdata = _BY_MICRODATA.get(str(tag.attrs.get("itemprop", "")), "")
    return microdata or _by_names(tag)


def _classes(tag: Tag) -> list[str]:
    given = tag.get("class")
    return given.split() if isinstance(given, str) else list(given or ())


def _by_names(tag: Tag) -> str:
    names = [*_classes(tag), str(tag.attrs.get("id") or "")]
    parted = [[word.lower() for word in _WORD.findall(name[:100])] for name in names[:20]]
    words = [parts for parts in parted if parts and parts[0] not in _STATES]
    for parts in words:
        for part in parts:
            if part in _STRONG:
                return _STRONG[part]
    for parts in words:
        for part in (parts[0], parts[-1]):
            if part in _WEAK:
                return _WEAK[part]
    return ""


# Words with which a part of the page opens that is not the article. Matched against a whole short block.
_MORE_OF = (
    r"(?:more (?:from|on|in|about|stories)|also in|most (?:read|popular|watched)|latest (?:news|briefs|stories))\b.*"
)
_OPENERS = (
    (
        COMMENTS,
        (
            r"(?:\(?\d+\)? )?(?:reader |readers[’'] )?(?:comments?|thoughts on .*|leave a (?:reply|comment)"
            r"|kommentare|commentaires|comentarios|комментарии|التعليقات)(?: ?\(\d+\))?:?"
        ),
    ),
    (
        RELATED,
        (
            rf"(?:{_MORE_OF}|related(?: (?:stories|articles|news|links|posts))?|read (?:also|more|next)|see also"
            r"|you may also like|recommended(?: for you)?|next (?:gallery|story|article)"
            r"|lesen sie auch|mehr zum thema|à lire aussi|lea también|читайте также|اقرأ أيضا):?"
        ),
    ),
    (ADVERTISING, r"(?:advertisements?|sponsored (?:links|content)|anzeige|werbung|publicité|реклама|إعلان):?"),
    (SHARING, r"(?:share(?: this)?(?: (?:article|story))?|follow us.*|teilen|partager|поделиться|شارك):?"),
)
_BEGINNINGS = (
    (
        RELATED,
        (
            r"(?:read more|read also|also read|see also|related|more on this"
            r"|lesen sie auch|à lire aussi|читайте также)\s*[:–—-]"
        ),
    ),
    (RELATED, r"(?:watch|video|listen|in pictures|gallery)\s*:"),
    (ADVERTISING, r"article continues (?:below|after)"),
    (SUBSCRIBING, r"(?:sign up (?:to|for)|subscribe (?:to|for|now)|already a subscriber)"),
    (FOOTER, r"(?:©|\(c\) \d|copyright (?:©|\d)|all rights reserved|alle rechte vorbehalten|tous droits réservés)"),
    (CAPTION, r"(?:photo|photograph|picture|image|foto)(?: by)?\s*:"),
)
_OPENING = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _OPENERS)
_BEGINNING = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _BEGINNINGS)
_LONGEST_OPENER, _LONGEST_ASIDE = 80, 200
_BY = re.compile(r"(?:by|von|par|por)\s+\w[^.!?]*|(?:posted|published|updated|last updated)\b[^.!?]*", re.IGNORECASE)
_CLOCK = re.compile(r"[\W\d]*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?[\W\d]*")
_LONGEST_BYLINE = 90


def opener(text: str) -> str:
    """Say what part of a page a block opens (comments, related links, advertising, sharing), or nothing."""
    return _first(_OPENING, text, whole=True) if len(text) <= _LONGEST_OPENER else ""


def beginning(text: str) -> str:
    """Say why a short block is not the article, by the words with which it begins, or nothing."""
    if len(text) <= _LONGEST_BYLINE and (_BY.fullmatch(text) or _CLOCK.fullmatch(text)):
        return BYLINE
    return _first(_BEGINNING, text, whole=False) if len(text) <= _LONGEST_ASIDE else ""


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str, *, whole: bool) -> str:
    for reason, pattern in patterns:
        if pattern.fullmatch(text) if whole else pattern.match(text):
            return reason
    return ""

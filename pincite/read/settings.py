"""site.yaml: from nodes to records, with the checks that need nothing but this file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pincite import fields
from pincite.colour import (
    PAPER_DARK,
    PAPER_LIGHT,
    SHAPE_ON_PAPER,
    SIGN_ON_SHAPE,
    contrast,
    readable_sign,
)
from pincite.problems import Problem
from pincite.settings import (
    ClaimId,
    Config,
    Footnote,
    Front,
    Hues,
    Licence,
    Publisher,
    Rating,
    RatingId,
    Reviews,
    Reworded,
    Strength,
    StrengthId,
    Translation,
)

if TYPE_CHECKING:
    from pincite.problems import Span
    from pincite.read.nodes import Node
    from pincite.read.shape import Entry, Shaper

_MASTHEAD = ("claims", "timeline", "articles")  # where site.yaml names no pages for it
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_SPDX = re.compile(r"[A-Za-z0-9.-]+")  # idstring, SPDX 2.3 annex D
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")


def read_config(node: Node, shaper: Shaper) -> Config | None:
    """Read site.yaml; None where something that every page needs is missing or wrong."""
    entry = shaper.entry(node, fields.SITE)
    if entry is None:
        return None
    ratings = tuple(rating for item in entry.many("ratings") if (rating := _rating(item, shaper)))
    _check_unique("rating", entry.many("ratings"), shaper)
    _check_unique("strength", entry.many("strengths"), shaper)
    _check_form(entry, shaper)
    _check_translations(entry, shaper)
    publisher = entry.get("publisher", None)
    if not (entry.get("title") and entry.get("url") and entry.get("period") and ratings and publisher):
        return None
    return Config(
        title=entry.get("title"),
        tagline=entry.get("tagline"),
        description=entry.get("description"),
        url=entry.get("url").rstrip("/") + "/",
        language=entry.get("language") or "en",
        period=entry.get("period"),
        publisher=_publisher(publisher),
        repository=entry.get("repository").rstrip("/"),
        ratings=ratings,
        strengths=tuple(
            Strength(
                id=StrengthId(item.get("id")),
                label=item.get("label"),
                meaning=item.get("meaning"),
                span=item.at("id"),
            )
            for item in entry.many("strengths")
            if item.get("id") and item.get("label")
        ),
        navigation=entry.many("navigation") or tuple(one for one in _MASTHEAD if one not in entry.many("leave_out")),
        leave_out=frozenset(entry.many("leave_out")),
        search=entry.get("search"),
        licence=_licence(entry),
        translations=_translations(entry),
        share_images=entry.get("share_images", False),
        reviews=_reviews(entry),
        featured=tuple(ClaimId(one) for one in entry.many("featured")),
        front=_front(entry),
        notes=tuple(
            Footnote(title=item.get("title"), text=item.get("text"))
            for item in entry.many("notes")
            if item.get("title") and item.get("text")
        ),
        span=entry.at("navigation"),
        search_span=entry.at("search"),
        share_span=entry.at("share_images"),
        publisher_span=entry.at("publisher"),
        logo_span=publisher.at("logo"),
        reviews_span=entry.at("claimreview") if entry.get("claimreview", None) else entry.at("publisher"),
    )


def _publisher(item: Entry) -> Publisher:
    return Publisher(
        name=item.get("name"),
        url=item.get("url"),
        logo=item.get("logo"),
        email=item.get("email"),
        same_as=item.many("same_as"),
        political=item.get("political", None),
    )


def _front(entry: Entry) -> Front:
    front = entry.get("front", None)
    return (
        Front(
            kicker=front.get("kicker"),
            headline=front.get("headline"),
            lede=front.get("lede"),
            limits=front.get("limits"),
        )
        if front
        else Front()
    )


def _translations(entry: Entry) -> tuple[Translation, ...]:
    return tuple(
        Translation(language=item.get("language"), url=item.get("url").rstrip("/") + "/", span=item.at("language"))
        for item in entry.many("translations")
        if item.get("language") and item.get("url")
    )


def _licence(entry: Entry) -> Licence | None:
    licence = entry.get("licence", None)
    if not licence or not (licence.get("name") and licence.get("url")):
        return None
    return Licence(name=licence.get("name"), url=licence.get("url"), id=licence.get("id"))


def _reviews(entry: Entry) -> Reviews:
    reviews = entry.get("claimreview", None)
    return Reviews(bing=reviews.get("bing", False), accept=reviews.many("accept")) if reviews else Reviews()


def _rating(item: Entry, shaper: Shaper) -> Rating | None:
    if not all(item.get(key) for key in ("id", "label", "meaning", "colour", "icon")):
        return None
    light = Hues(colour=item.get("colour"), sign=item.get("sign") or readable_sign(item.get("colour")))
    dark = item.get("dark", None)
    told = dark and dark.get("colour") and dark.get("sign")
    night = Hues(colour=dark.get("colour"), sign=dark.get("sign")) if told else light
    outline = item.get("outline", False)
    for hues, paper, page, where in (
        (light, PAPER_LIGHT, "light", item.at("colour")),
        (night, PAPER_DARK, "dark", item.at("dark") if dark else item.at("colour")),
    ):
        _check_contrast(hues, paper, page, where, shaper, outline=outline and page == "light")
    return Rating(
        id=RatingId(item.get("id")),
        label=item.get("label"),
        meaning=item.get("meaning"),
        use=item.get("use"),
        value=item.get("value", None),
        settled=item.get("settled", True),
        changed=tuple(
            Reworded(date=one.get("date"), note=one.get("note"), span=one.at("date"))
            for one in item.many("changed")
            if one.get("date") and one.get("note")
        ),
        light=light,
        dark=night,
        outline=outline,
        icon=item.get("icon"),
        span=item.at("icon"),
        label_span=item.at("label"),
        value_span=item.at("value"),
        meaning_span=item.at("meaning"),
    )


def _check_contrast(hues: Hues, paper: str, page: str, where: Span, shaper: Shaper, *, outline: bool) -> None:
    """Check that shape and sign are seen: a badge speaks through both."""
    ratio = contrast(hues.sign, hues.colour)
    if ratio < SIGN_ON_SHAPE:
        message = f"the sign {hues.sign} on {hues.colour} has a contrast of {ratio:.1f}; {SIGN_ON_SHAPE} is needed"
        hint = f'write sign: "{readable_sign(hues.colour)}", or choose another colour'
        shaper.problems.append(Problem("contrast", message, where, hint))
    ratio = contrast(hues.colour, paper)
    if ratio < SHAPE_ON_PAPER and not outline:
        message = f"{hues.colour} on a {page} page has a contrast of {ratio:.1f}; {SHAPE_ON_PAPER} is needed"
        hint = "choose another colour" + (", or give the shape an outline: `outline: true`" if page == "light" else "")
        shaper.problems.append(Problem("contrast", message, where, hint))


def _check_unique(what: str, items: tuple[Entry, ...], shaper: Shaper) -> None:
    seen: dict[str, Span] = {}
    for item in items:
        ident = item.get("id")
        if ident in seen:
            message = f'the {what} "{ident}" is given twice; the first time on line {seen[ident].line}'
            shaper.problems.append(Problem("id-twice", message, item.at("id"), "give one of them another id"))
        elif ident:
            seen[ident] = item.at("id")


def _check_translations(entry: Entry, shaper: Shaper) -> None:
    """Check that no two of the site's languages are one, and no two of their addresses, its own among both."""
    languages, addresses = {(entry.get("language") or "en").lower(): ""}, {_bare(entry.get("url")): ""}
    for one in entry.many("translations"):
        where = f"the translation on line {one.at('language').line}"
        language, url = one.get("language"), one.get("url")
        # A tag means the same in capitals and in small letters (RFC 5646, 2.1.1).
        for what, key, given, plain, seen in (
            ("language", "language", language, language.lower(), languages),
            ("address", "url", url, _bare(url), addresses),
        ):
            if given and plain in seen:
                message = f'the {what} "{given}" is that of {seen[plain] or "this site itself"}'
                hint = "a translation is another site, in another language: correct it, or take it out"
                shaper.problems.append(Problem("translation-twice", message, one.at(key), hint))
            seen.setdefault(plain, where)


def _bare(url: str) -> str:
    """Give what two spellings of one address have in common: the host in small letters, and the path."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _check_form(entry: Entry, shaper: Shaper) -> None:
    for one in (entry, *entry.many("translations")):
        parts = urlsplit(one.get("url"))
        if parts.query or parts.fragment:
            message = "the site's address has a query or a fragment"
            hint = f"write {parts.scheme}://{parts.netloc}{parts.path}"
            shaper.problems.append(Problem("bad-url", message, one.at("url"), hint))
    period = entry.get("period", None)
    if period and not (period.is_interval and period.start and period.end):
        message, hint = "the period needs a beginning and an end", "write START/END, as in 2015-09-30/2015-12"
        shaper.problems.append(Problem("bad-date", message, entry.at("period"), hint))
    for one in (entry, *entry.many("translations")):
        if (language := one.get("language")) and not _LANGUAGE.fullmatch(language):
            message, hint = f'"{language}" is no language tag', "write one of BCP 47: en, ru, ar, pt-BR"
            shaper.problems.append(Problem("bad-value", message, one.at("language"), hint))
    publisher = entry.get("publisher", None)
    if publisher and (email := publisher.get("email")) and not _EMAIL.fullmatch(email):
        message, hint = f'"{email}" is no e-mail address', "write name@host"
        shaper.problems.append(Problem("bad-value", message, publisher.at("email"), hint))
    licence = entry.get("licence", None)
    if licence and (ident := licence.get("id")) and not _SPDX.fullmatch(ident):
        message = f'"{ident}" is no identifier of the SPDX list'
        hint = "copy it from https://spdx.org/licenses/, letter for letter, as CC-BY-4.0; or leave `id` out"
        shaper.problems.append(Problem("bad-value", message, licence.at("id"), hint))

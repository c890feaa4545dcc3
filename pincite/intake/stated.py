"""Dates, languages and addresses as pages state them, to the form that an article's entry takes; else nothing.

A time of day is left out, and the day stays the one that was stated, in its own time zone: no day is computed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import email.utils
import re
from urllib.parse import urljoin, urlsplit

from pincite import dates

_ISO = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:[T ][0-9]{2}:?[0-9]{2}.*)?")
_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{4,6}.*)?")
_ZONE = re.compile(r"T?[0-9]{2}:?[0-9]{2}.*?(Z|[+-][0-9]{2}:?[0-9]{2})$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?:[A-Za-z]+,? )?([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})\b.*")
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]+,? )?([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})\b.*")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items())}
# RFC 5646, 2.1, without extensions and private use: what a page of news states.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*")
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/[0-9]{4,14}(?:[a-z]{2}_)?/(?=https?://)")
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f]")
# og:locale asks for a country even where none is meant; these are fillers and no countries of the language.
_FILLERS = frozenset(("ar_AR",))


def day(text: str) -> str:
    """Give an EDTF day, month or year, or an empty string for what is no date or can be read in two ways."""
    raw = " ".join(text.split())
    if found := _ISO.fullmatch(raw):
        return _checked(found.group(1))
    if found := _BASIC.fullmatch(raw):
        return _checked("-".join(found.groups()))
    for pattern, order in ((_DAY_FIRST, (0, 1, 2)), (_MONTH_FIRST, (1, 0, 2))):
        if found := pattern.fullmatch(raw):
            number, month, year = (found.groups()[one] for one in order)
            if month.lower() in _MONTHS:
                return _checked(f"{year}-{_MONTHS[month.lower()]:02}-{int(number):02}")
    try:
        return email.utils.parsedate_to_datetime(raw).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def zone(text: str) -> str:
    """Give the time zone of a stated time, as it is written: `Z`, `+02:00`; an empty string where there is none."""
    found = _ZONE.search(text.strip())
    return found.group(1) if found else ""


def _checked(text: str) -> str:
    try:
        when = dates.parse(text)
    except dates.DateError:
        return ""
    return text if when.first > dt.date(1000, 1, 1) else ""


def language(text: str) -> str:
    """Give a language tag (BCP 47) of `en`, `en_GB` or `EN-gb`, or an empty string for what is none."""
    raw = text.strip().split(".")[0]
    if raw in _FILLERS:
        raw = raw[:2]
    first, *rest = raw.replace("_", "-").split("-")
    parts = [first.lower(), *(one.upper() if len(one) == 2 else one for one in rest)]  # noqa: PLR2004 - a country
    tag = "-".join(parts)
    return tag if _LANGUAGE.fullmatch(tag) else ""


def archived(text: str) -> str:
    """Give the address of the page that an address of the Wayback Machine keeps a copy of, or an empty string."""
    found = _WAYBACK.match(text)
    return address(text[found.end() :]) if found else ""


def address(text: str, base: str = "") -> str:
    """Give a whole http or https address without its fragment, or an empty string. `base` completes a relative one."""
    try:
        whole = urljoin(base, text.strip()) if base else text.strip()
        parts = urlsplit(whole)
        plain = parts.username is None and parts.port != 0
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not plain or not host or not all(host.removesuffix(".").split(".")):
        return ""
    whole = whole.partition("#")[0]
    return "" if _NO_ADDRESS.search(whole) else whole

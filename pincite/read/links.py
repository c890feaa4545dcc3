"""Addresses of the web that a text of the site may lead to: none that hides the host it leads to."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_STOPS = re.compile("[\u3002\uff0e\uff61]")  # which browsers take for full stops (UTS 46, 2.3)
_NO = re.compile(r"[\s<>\"\\^`{|}]")
# Alphabets whose letters look like those of another; names of characters begin with these words.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
# What names of hosts are made of beside ASCII (RFC 5892, 2), and its signs that stand between letters of some scripts.
_LETTERS = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd", "Lu"})
_RARE = frozenset("\u00b7\u0375\u05f3\u05f4\u30fb")


def wrong_address(text: str) -> str:
    """Say why a text is no http or https address of a host, without a user's name; an empty string where it is one.

    Plain http is fine: archives use it.
    """
    if not re.match(r"https?://", text, re.IGNORECASE):
        return "does not begin with http:// or https://"
    return hidden_host(text) or ("has a character that no address may hold" if _NO.search(text) else "")


def hidden_host(text: str) -> str:
    """Say why an http or https address does not lead where it seems to; an empty string where it does."""
    try:
        parts = urlsplit(text)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError:
        return "is no address"
    if not host or not all(host.removesuffix(".").split(".")):
        return "has no host"
    if user is not None:
        return "has a user's name in it, which hides the real host"
    if "%" in host:  # browsers decode it
        return "has a percent sign in its host, which hides the real host"
    if odd := next((char for char in text if not char.isprintable()), ""):
        if odd.isspace() or odd in parts.netloc:
            return "has a character in it that is not seen"
        # As in many titles of Persian or Sinhala; browsers show the character, and copy this.
        return f"has a character in it that is not seen, U+{ord(odd):04X}: write {quote(odd)} for it"
    return "" if host.isascii() else _disguised(host)


def _disguised(host: str) -> str:
    """Say what disguises a host that is not written in ASCII (Unicode TR 39, 5.1, for the alphabets of most names)."""
    if unicodedata.normalize("NFKC", host) != unicodedata.normalize("NFC", host) or _STOPS.search(host):
        return "has a host in letters that browsers take for others"
    if any(not char.isascii() and unicodedata.category(char) not in _LETTERS and char not in _RARE for char in host):
        return "has a sign in its host that is no letter, and may look like the end of it"
    for label in host.split("."):
        found = {
            one for char in label if char.isalpha() for one in _ALIKE if unicodedata.name(char, "").startswith(one)
        }
        if len(found) > 1:
            return f"mixes letters of {' and '.join(sorted(one.capitalize() for one in found))} in its host"
    return ""

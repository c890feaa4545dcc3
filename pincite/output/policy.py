"""The rules that a page gives to browsers: its Content-Security-Policy, and that it sends no referrer.

A page may be stricter than what is asked here, never looser. A policy counts from where it stands in a page, so it
stands before everything that a browser loads.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pincite.output.tags import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "page-policy"
_NONE = "'none'"
# What each directive may allow at most; those that are not named may allow the site itself. WebAssembly is what the
# full text is searched with: no text of a page becomes a program by it.
_MOST = {
    "default-src": frozenset({_NONE}),
    "base-uri": frozenset({_NONE}),
    "script-src": frozenset({_NONE, "'self'", "'wasm-unsafe-eval'"}),
    "script-src-elem": frozenset({_NONE, "'self'", "'wasm-unsafe-eval'"}),
}
_SELF = frozenset({_NONE, "'self'"})
# Those that do not fall back to default-src (CSP 3, 6.1 to 6.3): where they are missing, all is allowed.
_NEEDED = ("default-src", "base-uri", "form-action")
_SWITCHES = frozenset({"upgrade-insecure-requests", "block-all-mixed-content"})
_HINT = "take the two <meta> elements of templates/base.html over as they are"


def faults(policy: str | None, referrer: str | None, *, first: bool) -> Iterator[Fault]:
    """Tell what is wrong with a page's rules, each None where it has none; `first` where nothing is loaded before."""
    if policy is None:
        yield Fault(CODE, "has no Content-Security-Policy in its head", _HINT)
    else:
        if not first:
            yield Fault(CODE, "loads something before its Content-Security-Policy", "put the policy before all links")
        yield from _loose(policy)
    if referrer != "no-referrer":
        said = "does not say" if referrer is None else f'says "{referrer}" where it should say'
        yield Fault(CODE, f'{said} that no referrer is sent: "no-referrer"', _HINT)


@lru_cache(maxsize=64)
def _loose(policy: str) -> tuple[Fault, ...]:
    """Tell what a policy allows that it may not; most pages have the same one."""
    return tuple(_looseness(policy))


def _looseness(policy: str) -> Iterator[Fault]:
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        if words := part.lower().split():
            directives.setdefault(words[0], words[1:])  # CSP 3, 2.2.1: of two, the first counts
    for name in _NEEDED:
        if name not in directives:
            yield Fault(CODE, f"has a Content-Security-Policy without {name}", _HINT)
    for name, sources in directives.items():
        if name not in _SWITCHES and (more := [one for one in sources if one not in _MOST.get(name, _SELF)]):
            yield Fault(CODE, f"has a Content-Security-Policy that allows {' '.join(more)} in {name}", _HINT)

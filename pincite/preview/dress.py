"""A page on its way to the preview's browser: the reload script, the problems, and a policy that lets both in.

1. Tags are found by a scan that passes over comments and the text of scripts and styles, so that a page which only
   talks about `<head>` is not broken, and none is missed because an optional tag is.
2. The page's own bytes are not changed; each request gets a dressed copy.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pincite.preview import picker
from pincite.preview.overlay import STYLESHEET
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_ATTRIBUTES = r"""(?:\s(?:"[^"]*"|'[^']*'|[^'">])*)?"""
_TAG = re.compile(
    rf"<!--.*?-->|<(?P<raw>script|style|title|textarea|template)\b{_ATTRIBUTES}>.*?</(?P=raw)\s*>"
    rf"|<(?P<tag>!doctype|html|head|meta|body|/head){_ATTRIBUTES}/?>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


@dataclass(frozen=True, slots=True)
class Dressing:
    """What a request adds: `host` is its Host header, checked before; `version` that of the page.

    `picker` is what the passage picker's script is told, None on a page without it. `foot` is HTML for the end of the
    body, which like the alert is styled by overlay.css.
    """

    host: str
    port: int
    version: str
    alert: str
    picker: Mapping[str, str] | None = None
    foot: str = ""

    @property
    def head(self) -> str:
        """Give the script's tag. livereload.js reads its own address to learn where the WebSocket is.

        That the port may be followed by a path is how the version of this very page reaches the server: a save between
        the page's loading and the script's greeting would otherwise be lost.
        """
        name = self.host.rpartition(":")[0] if re.search(r":\d+$", self.host) else self.host
        source = html.escape(f"/livereload.js?host={name}&port={self.port}/at/{self.version}")
        script = f'<script src="{source}" defer></script>'
        parts = [script]
        if self.alert or self.foot:
            parts.append(f'<link rel="stylesheet" href="{STYLESHEET}">')
        if self.picker is not None:
            told = "".join(f' data-{key}="{html.escape(value)}"' for key, value in self.picker.items() if value)
            parts.append(f'<link rel="stylesheet" href="{picker.STYLESHEET}">')
            parts.append(f'<script src="{picker.SCRIPT}"{told} defer></script>')
        return "".join(parts)


def dress(page: bytes, dressing: Dressing) -> bytes:
    """Put the script behind `<head>`, the alert behind `<body>`, the foot at its end; let the policy admit them."""
    text = page.decode("utf-8", "replace")
    out: list[str] = []
    at = head = body = 0
    for found in _TAG.finditer(text):
        tag = (found["tag"] or "").lower()
        written = found.group()
        if tag == "meta":
            written = _with_policy(written, dressing.host)
        out.append(text[at : found.start()] + written)
        at = found.end()
        if tag in {"!doctype", "html", "head"}:
            head = len(out)
        elif tag in {"body", "/head"}:
            body = len(out)
        if tag == "body":
            break
    # Where nothing ends the body, the end of the page is in it, too.
    end = max(at, text.rfind("</body"))
    out += [text[at:end], dressing.foot, text[end:]] if text.startswith("</body", end) else [text[at:], dressing.foot]
    # Without <body> and </head> the alert stands at the end: wherever a browser begins the body, that is in it.
    out.insert(body or len(out), dressing.alert)
    # Without <head> the script stands behind <html> or the doctype, before which nothing may stand.
    out.insert(head, dressing.head)
    return "".join(out).encode()


def _with_policy(meta: str, host: str) -> str:
    attributes = {
        name.lower(): html.unescape(_unquoted(value)) for name, value in _ATTRIBUTE.findall(meta[len("<meta") :])
    }
    if attributes.get("http-equiv", "").lower() != "content-security-policy":
        return meta
    attributes["content"] = loosen(attributes.get("content", ""), host)
    written = ((name, html.escape(value, quote=False).replace('"', "&quot;")) for name, value in attributes.items())
    return "<meta " + " ".join(f'{name}="{value}"' for name, value in written) + ">"


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value


def loosen(policy: str, host: str) -> str:
    """Let a Content-Security-Policy allow the preview's own script, stylesheet and WebSocket, and nothing more."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        if words := part.split():
            directives.setdefault(words[0].lower(), words[1:])  # CSP 3, 2.2.1: of two, the first counts
    # 'self' covers the WebSocket in CSP 3 alone; WebKit took it for http only until 2022.
    needed = {"script-src": ("'self'",), "style-src": ("'self'",), "connect-src": ("'self'", f"ws://{host}")}
    for name, sources in needed.items():
        # The -elem forms, where they stand, rule in place of the plain ones.
        for directive in (name, f"{name}-elem"):
            if directive in directives:
                directives[directive] = _joined(directives[directive], sources)
        if name not in directives and "default-src" in directives:
            directives[name] = _joined(directives["default-src"], sources)
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _joined(sources: list[str], more: tuple[str, ...]) -> list[str]:
    kept = [source for source in sources if source.lower() != "'none'"]
    return kept + [source for source in more if source not in kept]

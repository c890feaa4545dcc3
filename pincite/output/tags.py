"""What one tag means for the inspection of a page: its id, its links, the quote it prints, and what it may not do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pincite.output.css import urls_of
from pincite.output.markup import BARE, RAW, Element, element
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Attributes that hold one address each. `data` is one on <object> alone.
_ADDRESSES = ("href", "xlink:href", "src", "poster", "action", "formaction", "background", "ping", "data")
_SETS = ("srcset", "imagesrcset")
# In SVG these may name another part, as url(#id).
_PAINTS = ("fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end")
# Elements whose href a reader follows, and attributes that send one somewhere; all other addresses browsers load.
_FOLLOWED_ON = {"a", "area"}
_FOLLOWED = {"action", "formaction"}
# Link types (HTML 4.6.8) that make a browser load nothing.
_TOLD = {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev", "search", "up"}
# What these hold is markup to some browsers, or in some places, and none to others. A text has no "<" of its own.
_HOLDS_TEXT = {"title", "textarea", "script"}
_UNREAD = {"iframe", "noscript"}
_OBSOLETE = {"plaintext", "xmp", "noembed", "noframes", "frameset", "frame"}
# Classes by which a claim's page says which element shows the badge, and which the verdict.
CHECK = ("rating", "verdict")
_QUOTE = ("data-article", "data-start", "data-end")
# Most tags hold nothing but these, on elements that are not watched; so they need not be looked at more closely.
_PLAIN = frozenset(("id", "class", "href", "rel", "title", "lang", "dir", "datetime", "role", "aria-label", *_QUOTE))
_WATCHED = {"img", "base", "meta", *RAW, *_OBSOLETE, *_UNREAD}
_LINKING = {*_ADDRESSES, *_SETS, *_PAINTS, "http-equiv"}
_REFRESH = re.compile(r"""[\d.\s]*[;,]?\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]{1,19}(?: [0-9]{1,19})?")
_SNIPPET = 60
# Marks of tags that say something beside.
SAYING = frozenset({"figure", "policy", "referrer"})
# The kinds of tags of which every page has its own, and what ends most of them. What this pattern matches means what
# the way of all others finds, at a fifth of the time.
_OFTEN = re.compile(
    r"""</.*+
    |<a\ (?:class="(?P<classes>[^"&]*+)"\ )?href="(?P<a>[^"&]*+)"(?:\ rel="[^"]*+")?>
    |<span\ data-article="(?P<span>[^"&]++)"\ data-start="(?P<start>[0-9]{1,9})"\ data-end="(?P<end>[0-9]{1,9})">
    |<(?:li|figure|section|h2|h3|p|div)\ id="(?P<id>[^"&\s]++)">
    |<title>(?P<title>[^<]*+)</title>
    |<(?:b|span)\ data-fig="(?P<figure>[0-9]++(?:\ [0-9]++)?+)">
    |<meta\ name="(?!(?i:referrer)")[^"&]*+"\ content="[^"]*+">
    |<time\ datetime="[^"]*+">
    |<link\ rel="canonical"\ href="(?P<canonical>[^"&]*+)">
    |<script\ type="application/ld\+json">(?P<script>[^<]*+)</script>""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as a predicate of the page: "links to ...", "holds ...". The page's name is put before it."""

    code: str
    what: str
    hint: str


class Link(NamedTuple):
    """An address as it is written, and whether the browser loads it itself rather than a reader who follows it."""

    address: str
    loads: bool


class Quoted(NamedTuple):
    """The place in an original that an element says it prints: offsets in code points."""

    article: str
    start: int
    end: int


class Tag(NamedTuple):
    """What a tag contributes to the inspection of its page. `mark` is a word that the page's form is checked by.

    `linked` is the JSON of a piece of JSON-LD. `said` is what it says beside its mark: the numbers of a figure, or one
    of the page's rules for browsers.
    """

    id: str | None = None
    links: tuple[Link, ...] = ()
    quote: Quoted | None = None
    faults: tuple[Fault, ...] = ()
    mark: str = ""
    linked: str | None = None
    said: str | None = None


def read_tag(token: str) -> Tag | None:
    """Tell what a token means; None for most of them, which mean nothing here."""
    if token == BARE:
        hint = "close its quotes, put a space before each attribute, or write &lt; for the character itself"
        return Tag(faults=(Fault("page-form", 'has a "<" that begins no well-formed tag', hint),))
    if token.startswith("<!"):
        return _comment(token)
    if often := _OFTEN.fullmatch(token):
        return _often(often)
    found = element(token)
    if found is None:
        return None
    keys = found.attributes.keys()
    links = () if keys.isdisjoint(_LINKING) else tuple(dict.fromkeys(_links(found)))
    plain = keys <= _PLAIN and found.name not in _WATCHED and not found.repeated
    faults = () if plain else (*_form(found), *_code(found))
    quote, quote_faults = (None, ()) if keys.isdisjoint(_QUOTE) else _quoted(found)
    ident = found.attributes.get("id")
    if ident is not None and (not ident or re.search(r"\s", ident)):
        what = f'has an id that is empty or holds a space: "{ident}"'
        faults = (*faults, Fault("page-form", what, "write one word"))
    mark, said = _mark(found), None
    if mark in SAYING:
        said = found.attributes.get("data-fig" if mark == "figure" else "content", "")
        if mark == "figure" and not _NUMBERS.fullmatch(said):
            mark, said, faults = (
                "",
                None,
                (*faults, Fault("figure-altered", f'has a figure of no number: "{said}"', _FIGURE)),
            )
    linked = found.raw if found.name == "script" and _is_linked_data(found) else None
    if ident is None and linked is None and not (links or faults or quote or quote_faults or mark):
        return None
    return Tag(ident, links, quote, (*faults, *quote_faults), mark, linked, said)


def _often(found: re.Match[str]) -> Tag | None:
    kind = found.lastgroup
    if kind == "a":
        return Tag(links=(Link(found["a"], loads=False),), mark=_check(found["classes"] or ""))
    if kind == "end":
        return Tag(quote=Quoted(found["span"], int(found["start"]), int(found["end"])))
    if kind == "id":
        return Tag(found["id"])
    if kind == "title":
        return Tag(mark="title") if found["title"].strip() else None
    if kind == "figure":
        return Tag(mark="figure", said=found["figure"])
    if kind == "canonical":
        return Tag(links=(Link(found["canonical"], loads=False),), mark="canonical")
    return Tag(linked=found["script"]) if kind else None


def _comment(token: str) -> Tag | None:
    if token.startswith("<!--") and (not token.endswith("-->") or "--!>" in token):
        what = f'has a comment that does not end as it should: "{token[:_SNIPPET]}"'
        return Tag(faults=(Fault("page-form", what, "end comments with --> alone"),))
    return None


def _mark(found: Element) -> str:
    if found.name == "title":
        return "title" if (found.raw or "").strip() else ""
    if found.name == "html":
        return "lang" if found.attributes.get("lang", "").strip() else ""
    if found.name == "link":
        return "canonical" if found.attributes.get("rel", "").strip().lower() == "canonical" else ""
    if found.name in {"h1", "svg"}:
        return found.name
    if found.name == "meta":
        names = found.attributes.get("name", ""), found.attributes.get("http-equiv", "")
        return "referrer" if names[0].lower() == "referrer" else _rule(names[1])
    if "data-fig" in found.attributes:
        return "figure"
    return _check(found.attributes.get("class", ""))


def _rule(name: str) -> str:
    return "policy" if name.strip().lower() == "content-security-policy" else ""


def _check(classes: str) -> str:
    return next((one for one in CHECK if one in classes.split()), "") if classes else ""


def _is_linked_data(found: Element) -> bool:
    return found.attributes.get("type", "").strip().lower() == "application/ld+json"


def _links(found: Element) -> Iterator[Link]:
    attributes = found.attributes
    for name in _ADDRESSES:
        if name in attributes and (name != "data" or found.name == "object"):
            yield Link(attributes[name], _loads(found, name))
    for name in _SETS:
        if name in attributes:
            for candidate in attributes[name].split(","):
                yield Link((candidate.split() or [""])[0], loads=True)
    for name in _PAINTS:
        if "(" in attributes.get(name, ""):
            yield from (Link(address, loads=True) for address in urls_of(attributes[name]))
    if found.name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        where = _REFRESH.match(attributes.get("content", ""))
        if where and where[1]:
            yield Link(where[1], loads=True)  # nobody has to follow it


def _loads(found: Element, attribute: str) -> bool:
    if found.name == "link":
        kinds = set(found.attributes.get("rel", "").lower().split())
        return not kinds or not kinds <= _TOLD
    return attribute not in _FOLLOWED and not (found.name in _FOLLOWED_ON and attribute in {"href", "xlink:href"})


def _form(found: Element) -> Iterator[Fault]:
    name, attributes = found.name, found.attributes
    for key in found.repeated:
        yield Fault("page-form", f"has a <{name}> with the attribute {key} twice", "write it once; browsers drop one")
    if name in RAW and found.raw is None:
        yield Fault("page-form", f"has a <{name}> that is never closed", f"close it with </{name}>")
    if name == "img" and "alt" not in attributes:
        what = f'has an image without alt text: "{attributes.get("src", "")}"'
        yield Fault("page-form", what, 'say in alt what the picture shows; alt="" if it only adorns')
    if name == "base":
        yield Fault("page-form", "has a <base>, which bends every relative link", "take it out")
    if name in _HOLDS_TEXT and "<" in (found.raw or ""):
        # In a drawing a title holds elements; in a script "<!--" lets it go on behind its end (HTML 13.2.5.18). So JSON
        # writes it as an escape, and all other texts as a reference.
        yield Fault("page-form", f'has a <{name}> with "<" in it', "write &lt; in a text, \\u003c in JSON")
    if name in _UNREAD:
        yield Fault("page-form", f"has the element <{name}>, which not all browsers read alike", "take it out")
    if name == "meta" and (charset := _charset(attributes)):
        yield Fault("page-form", f'says that it is written in "{charset}"', 'write <meta charset="utf-8">')
    if attributes.get("attributename", "").lower() in {"href", "xlink:href"}:
        yield Fault("unsafe-link", f"has an address that changes, by a <{name}>", "take it out")
    if name in _OBSOLETE:
        yield Fault("page-form", f"has the obsolete element <{name}>", "take it out")


def _charset(attributes: Mapping[str, str]) -> str:
    """Give the encoding that a <meta> names, where it is another than that of all pages."""
    said = attributes.get("charset", "")
    if attributes.get("http-equiv", "").lower() == "content-type":
        said = said or attributes.get("content", "").lower().partition("charset=")[2].strip(" \"';")
    return "" if said.strip().lower() in {"", "utf-8"} else said


def _code(found: Element) -> Iterator[Fault]:
    name, attributes = found.name, found.attributes
    if name == "script" and "src" not in attributes and not _is_linked_data(found):
        yield Fault("inline-code", "holds an inline script", "move it to a file in assets/ and load that with src")
    if name == "style":
        yield Fault("inline-code", "holds a <style> element", "move the rules to a style sheet in assets/")
    for key in attributes:
        if key.startswith("on"):
            what = f"has the attribute {key} on a <{name}>"
            yield Fault("inline-code", what, "attach the handler in a script file in assets/")
        elif key == "style":
            what = f'has a style attribute on a <{name}>: "{attributes[key][:_SNIPPET]}"'
            yield Fault("inline-code", what, "give it a class and put the rule in a style sheet in assets/")
        elif key == "referrerpolicy" and attributes[key].lower() != "no-referrer":
            what = f'sends a referrer from a <{name}>: "{attributes[key][:_SNIPPET]}"'
            yield Fault("page-policy", what, "take the attribute out: the page itself says that none is sent")
        elif key == "srcdoc":
            yield Fault("inline-code", "has a frame with srcdoc", "take it out")


def _quoted(found: Element) -> tuple[Quoted | None, tuple[Fault, ...]]:
    attributes = found.attributes
    # data-article alone may serve a filter; an element with a place is a quote, and must say all of it.
    if "data-start" not in attributes and "data-end" not in attributes:
        return None, ()
    article, start, end = (
        attributes.get("data-article"),
        attributes.get("data-start", ""),
        attributes.get("data-end", ""),
    )
    if article and _is_offset(start) and _is_offset(end):
        return Quoted(article, int(start), int(end)), ()
    return None, (Fault("quote-altered", f"has a quote that does not say its place: {_given(attributes)}", _PLACE),)


_FIGURE = 'give data-fig the one or two numbers of the figure, in digits: data-fig="18 49"'
_PLACE = "give data-article an id, and data-start and data-end offsets in code points"


def _is_offset(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10  # noqa: PLR2004 - no original has a gigabyte


def _given(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{attributes[name]}"' for name in _QUOTE if name in attributes)

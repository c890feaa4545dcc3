"""Assets: stylesheets, scripts, fonts and images on their way to the output; the text ones named by their content.

1. assets/icons/*.svg are shapes for badges: they become symbols inside the pages, where stylesheets reach them.
2. assets/style.css gets the colours of the rating scale behind it, assets/lists.css the filters of the list of claims.
3. Stylesheets lose what only people read: see `sheets`.
4. Text files get eight digits of their SHA-256 into their names, so that a browser never shows an old one.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from markupsafe import Markup

from pincite.problems import InputError, Problem, Span
from pincite.read.files import ASSET_LIMIT, CARD_LIMIT, decode
from pincite.records import dataclass
from pincite.render.media import why_refused
from pincite.render.sheets import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.model import Site
    from pincite.read.files import Folder
    from pincite.settings import Rating

_FINGERPRINTED = {".css", ".js"}
_SHAPES = {"path", "circle", "rect", "g", "line", "polyline", "polygon", "ellipse"}
_SHAPE_ATTRIBUTES = {
    "class", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "points",
}  # fmt: skip
_DEPTH = 16
_SVG = "{http://www.w3.org/2000/svg}"
_SAFE_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Assets:
    """The files for the output by path, and the fingerprinted path of each asset by its own."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]
    symbols: Markup


def gather(folder: Folder, site: Site) -> tuple[Assets, list[Problem]]:
    """Read the assets. What cannot be served safely is a problem."""
    names, problems = folder.files_below("assets", ())
    files: dict[str, bytes] = {}
    paths: dict[str, str] = {}
    for path in names:
        if path.startswith("assets/icons/"):
            continue
        parts = PurePosixPath(path)
        try:
            data = _harmless(folder, path)
        except InputError as error:
            problems.append(error.problem)
            continue
        if path in _WRITTEN:
            data = data.rstrip(b"\n") + b"\n\n" + _WRITTEN[path](site).encode()
        target = path
        if parts.suffix == ".css":
            data = served(data)
        if parts.suffix in _FINGERPRINTED:
            digest = hashlib.sha256(data).hexdigest()[:8]
            target = str(parts.with_name(f"{parts.stem}.{digest}{parts.suffix}"))
        files[target] = data
        paths[path] = target
    problems += _alike(files, paths)
    symbols = []
    for rating in site.config.ratings:
        try:
            symbols.append(_symbol(rating, folder))
        except InputError as error:
            problems.append(error.problem)
    return Assets(files, paths, Markup("\n").join(symbols)), problems


def _alike(files: Mapping[str, bytes], paths: Mapping[str, str]) -> Iterator[Problem]:
    """Tell of assets whose paths differ in capitals alone: on many disks the one would be written over the other."""
    sources = {target: path for path, target in paths.items()}
    first: dict[str, str] = {}
    for target in sorted(files):
        other = first.setdefault(target.casefold(), target)
        if other != target:
            path = sources[target]
            message = f'"{path}" and "{sources[other]}" are one file where capitals make no difference'
            yield Problem("path-collision", message, Span(path), "rename one of them")


def _harmless(folder: Folder, path: str) -> bytes:
    """Read an asset. Raises InputError, also on one in which a browser might find a page or a script."""
    parts = PurePosixPath(path)
    why = "" if all(_SAFE_NAME.fullmatch(part) for part in parts.parts) else "has a name that is not safe everywhere"
    data = b"" if why else folder.read(path, ASSET_LIMIT).data
    if why := why or why_refused(parts.suffix, data):
        message = f'"{parts.name}" cannot be an asset: it {why}'
        raise InputError(Problem("asset-refused", message, Span(path), _remedy(parts.suffix, why)))
    return data


def _remedy(suffix: str, why: str) -> str:
    """Say what makes an asset of a file that is refused, in the programs in which newsrooms make them."""
    if suffix == ".svg" and "not safe" not in why:
        return (
            'save it as "Plain SVG" (Inkscape: Save as; Illustrator: Export As, not Save As), without pictures, links '
            "and scripts inside; a line <!DOCTYPE ...> can be deleted; or export it as PNG"
        )
    if "does not begin" in why:
        return "another ending makes no other file: open it in a program for pictures, and export it as PNG or JPEG"
    return "assets are stylesheets, scripts, fonts and pictures, named with letters, digits, dots and hyphens"


def _symbol(rating: Rating, folder: Folder) -> Markup:
    """Turn an icon into a symbol, keeping only plain shapes: an icon may not carry a script, a style or a link."""
    path = f"assets/icons/{rating.icon}.svg"
    if not folder.has(path):
        icons, _ = folder.files_below("assets/icons", (".svg",))
        known = ", ".join(PurePosixPath(icon).stem for icon in icons)
        message = f'there is no icon "{rating.icon}"'
        raise InputError(Problem("no-such-icon", message, rating.span, f"add {path}, or write one of: {known}"))
    try:
        text = decode(folder.read(path, CARD_LIMIT))
        if "<!" in text:  # a document type could define entities that grow without end
            raise InputError(
                Problem("icon", "an icon may not hold a <! declaration", Span(path), "save it as plain SVG")
            )
        root = ET.fromstring(text)  # noqa: S314 - entities cannot be defined without the declaration refused above
    except ET.ParseError as error:
        message, hint = f"the icon is not SVG: {error}", "save it as plain SVG"
        raise InputError(Problem("icon", message, Span(path), hint)) from None
    inner = Markup("").join(_shape(child, path, 1) for child in root)
    box = root.get("viewBox", "0 0 24 24")
    return Markup('<symbol id="mark-{}" viewBox="{}">{}</symbol>').format(rating.id, box, inner)


def _shape(node: ET.Element, path: str, depth: int) -> Markup:
    if depth > _DEPTH:
        message = f"the icon is nested deeper than {_DEPTH} levels"
        raise InputError(Problem("icon", message, Span(path), "save it as plain shapes"))
    name = node.tag.removeprefix(_SVG)
    if name not in _SHAPES or set(node.attrib) - _SHAPE_ATTRIBUTES:
        strange = name if name not in _SHAPES else ", ".join(sorted(set(node.attrib) - _SHAPE_ATTRIBUTES))
        message, hint = (
            f'an icon may not hold "{strange}"',
            f"use {', '.join(sorted(_SHAPES))} and the classes s, g, d, t",
        )
        raise InputError(Problem("icon", message, Span(path), hint))
    attributes = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in node.attrib.items())
    inner = Markup("").join(_shape(child, path, depth + 1) for child in node)
    if not inner:
        return Markup("<{}{}/>").format(name, attributes)
    return Markup("<{}{}>{}</{}>").format(name, attributes, inner, name)


def _quoted(words: str) -> str:
    r"""Write words as a string of CSS (Syntax Level 3, 4.3.5); one that would end it, or begin an escape, has a `\`."""
    return '"{}"'.format(re.sub(r'(["\\])', r"\\\1", " ".join(words.split())))


def scale_styles(site: Site) -> str:
    """Write the stylesheet section that site.yaml decides: the colours of the ratings, and a word of its language.

    The word is heard before words that differ: said here once, and not with each of them.
    """
    light, dark = [], []
    heard = site.language.gettext("differs")
    for rating in site.config.ratings:
        # A mark has no line by itself, so only one that is outlined by day says so, and takes it back by night.
        edge, none = (" --line: var(--ink);", " --line: transparent;") if rating.outline else ("", "")
        light.append(f".r-{rating.id} {{ --shape: {rating.light.colour}; --glyph: {rating.light.sign};{edge} }}")
        dark.append(f"  .r-{rating.id} {{ --shape: {rating.dark.colour}; --glyph: {rating.dark.sign};{none} }}")
    return "\n".join(
        [
            "/* 14 From site.yaml: the colours of the rating scale, and what is heard of a difference */",
            "",
            f":root {{ --differs: {_quoted(heard)}; }}",
            *light,
            "@media (prefers-color-scheme: dark) {",
            *dark,
            "}",
            "",
        ],
    )


def filter_styles(site: Site) -> str:
    """Write the stylesheet section by which the list of claims is filtered without a script, by rating and article.

    Where a rating is chosen, the rows of all others go; where an article is chosen, all rows go but those that a chosen
    one prints. A claim has one rating, but several articles may print it: so the two cannot be written alike.
    """
    ratings, articles = [], []
    for rating in site.config.ratings:
        others = f'.finder:has([name="rating"]:checked):not(:has(#rating-{rating.id}:checked))'
        ratings.append(f'{others} .ledger > [data-rating="{rating.id}"]')
    for article in site.articles:
        chosen = f".finder:has(#article-{article.id}:checked)"
        articles.append(f'{chosen} .ledger > [data-articles~="{article.id}"]')
    lines = ["/* From site.yaml and the articles: the filters that need no script */", ""]
    if articles:
        lines.append('.finder:has([name="article"]:checked) .ledger > li { display: none; }')
        lines.append(",\n".join(articles) + " { display: grid; }")
    lines.append(",\n".join(ratings) + " { display: none; }")
    return "\n".join([*lines, ""])


# Stylesheets that the site's own content adds to.
_WRITTEN: Mapping[str, Callable[[Site], str]] = {"assets/style.css": scale_styles, "assets/lists.css": filter_styles}

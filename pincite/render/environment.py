"""The Jinja environment: autoescape always, nothing undefined, nothing printed that is None, no clock, no chance.

A template sees its page's slice, and of the site only what frames every page. Its functions: `to(path)` for a relative
address, `link_to(path, words)` for a whole link, which is the words alone where the site does without that page,
`has(name)` for whether it has a part, `asset(path)` for a fingerprinted address, `prose` and `line` for Markdown, and
`date` and `number` for words.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2
from jinja2.sandbox import safe_range
from markupsafe import Markup, escape

from pincite.addresses import absolute, is_left_out
from pincite.kept.store import KeptError
from pincite.pages import FeedFile
from pincite.problems import InputError, Problem, Span
from pincite.read.files import CARD_LIMIT, first_forbidden, forbidden
from pincite.records import dataclass
from pincite.render.filters import Dates, apart, linked, paragraphs
from pincite.render.prose import Context, Prose, UnsafeLinkError, why_unsafe
from pincite.render.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pincite.kept.texts import Texts
    from pincite.language import Language
    from pincite.pages import DataFile, Link, Page
    from pincite.read.files import Folder
    from pincite.render.assets import Assets
    from pincite.settings import Translation


_AS_TYPED = re.compile(r"<(?:pre|textarea)\b")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_AT_HOME = re.compile(r"(?:[^/.][^/]*/)*[^/.][^/]*\.[^/]+")  # a file's path without a step up or aside
_INSTEAD_OF_SAFE = "print a text as it is; one in Markdown with prose(...), or line(...) where it has no paragraphs"
_LINKS = 10_000  # that are remembered of a folder's pages
_CODE = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
# A tag up to an attribute whose value is a template's, without quotation marks: a blank in it would begin another one.
_BARE = rf"""<[A-Za-z](?>{_CODE}|"(?>{_CODE}|[^"])*"|'(?>{_CODE}|[^'])*'|=(?!\s*\{{\{{)|[^<>"'={{])*+=\s*\{{\{{"""
_REFUSED = {
    re.compile(r"\{%[-+]?\s*(?:end)?autoescape\b"): "escaping cannot be turned off",
    re.compile(_BARE, re.DOTALL): 'the value of an attribute stands without quotation marks: write ="{{ ... }}"',
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page may see of the site. `latin` where neither the site nor an article is in another script."""

    title: str
    tagline: str
    language: str
    locale: str
    direction: str
    latin: bool
    words: Language
    url: str
    editions: tuple[Translation, ...]
    base_path: str
    navigation: tuple[Link, ...]
    left_out: frozenset[str]
    publisher: str
    logo: str
    email: str
    repository: str
    search: str
    symbols: Markup
    notes: tuple[Any, ...]
    prose: tuple[tuple[str, str], ...]
    generator: str


class Renderer:
    """Renders pages. `problems` gathers what templates and texts did wrong; a page with a problem has no bytes."""

    def __init__(
        self, titles: Mapping[str, str], folder: Folder, assets: Assets, frame: Frame, texts: Texts | None = None
    ) -> None:
        """`titles` are those of all claims by id; `texts` remembers converted Markdown between builds."""
        self.problems: list[Problem] = []
        self._assets = assets
        self._claims = titles
        self._prose = Prose(texts)
        self._frame = frame
        self._folder = folder
        self._environment = Sandbox(
            lambda message: _as_markup(message, frame.words.gettext(message)),
            lambda one, many, count: _as_markup(one, frame.words.ngettext(one, many, count)),
            loader=jinja2.FunctionLoader(self._template),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            newline_sequence="\n",
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.globals.update(
            range=safe_range,
            frame=frame,
            asset=self._asset,
            has=lambda name: not is_left_out(name, frame.left_out),
            words_of=frame.words.say,
            weekday=lambda when: frame.words.weekday(when.first),
            listing=frame.words.listing,
        )
        self._environment.filters.pop("safe", None)  # what a text holds is never taken for markup
        self._environment.filters.pop("random", None)
        self._environment.filters.update(
            date=Dates(frame.words).written,
            number=frame.words.number,
            paragraphs=paragraphs,
            apart=lambda text: apart(text, frame.direction),
            linked=linked,
        )

    def knows(self, assets: Assets) -> bool:
        """Tell whether these assets have the addresses that this renderer's templates link to."""
        return self._assets.paths == assets.paths

    def anew(self, titles: Mapping[str, str]) -> Renderer:
        """Give a renderer for another state of the content. Templates, assets and the frame must be the same still."""
        other = copy.copy(self)
        other.problems = []
        other._claims = titles  # noqa: SLF001 - one of its own
        return other

    def render(self, page: Page) -> bytes:
        """Make a page's bytes; on a problem give none and remember it."""
        return self._html(page, _linker(page.path, self._frame.base_path)).encode()

    def file(self, one: DataFile | FeedFile) -> bytes:
        """Make a file that is no page; for one that holds pieces of HTML, these first, with absolute links."""
        if not isinstance(one, FeedFile):
            return one.make()

        def to(path: str) -> str:
            return absolute(self._frame.url, path)

        return one.bind([self._html(page, to, to(page.path)).strip() for page in one.pieces()])

    def _seen(self, page: Page) -> Mapping[str, object] | None:
        """Give what a page's template may see; None where a template cannot be read now, though perhaps in a moment."""
        try:
            return page.seen(self._environment.needs(page.template))
        except InputError as error:
            if error.problem.code != "file-unreadable":
                return page.seen(None)  # as below
            self.problems.append(error.problem)
            return None
        except jinja2.TemplateError:
            return page.seen(None)  # what is wrong with the template is told where it is filled

    def _html(self, page: Page, to: Callable[[str], str], address: str = "") -> str:
        """Make a page's text; `address` stands before links to its own parts."""
        if (data := self._seen(page)) is None:
            return ""
        context = Context(to=to, claims=self._claims, notes=_notes(data, address), here=address)
        source = page.source or f"templates/{page.template}"

        def prose(text: str, written_in: str = source) -> Markup:
            return self._marked_up(self._prose, text, context, written_in)

        def line(text: str, written_in: str = source) -> Markup:
            return self._marked_up(self._prose.inline, text, context, written_in)

        def link_to(path: str, words: str) -> Markup:
            shown = escape(words)
            if is_left_out(path, self._frame.left_out):
                return shown
            path, mark, place = path.partition("#")
            return Markup(f'<a href="{escape(to(path) + mark + place)}">{shown}</a>')  # noqa: S704 - both are escaped

        try:
            html = self._environment.get_template(page.template).render(
                data,
                here=page,
                to=to,
                link_to=link_to,
                top=to(""),
                prose=prose,
                line=line,
            )
        except InputError as error:
            self.problems.append(_unread(error, page))
            return ""
        except KeptError:  # no fault of the template
            raise
        except Exception as error:  # noqa: BLE001 - a template may do anything wrong that Python can
            self.problems.append(_template_problem(error, page))
            return ""
        if char := first_forbidden(html):
            self.problems.append(forbidden(char, Span(page.source or f"templates/{page.template}")))
            return ""
        return html

    def _marked_up(
        self,
        convert: Callable[[str, Context], Markup],
        text: str,
        context: Context,
        written_in: str,
    ) -> Markup:
        """Convert a text; an address that is not allowed is told where the text was written, and links nowhere."""
        try:
            return convert(text, context)
        except UnsafeLinkError as error:
            message = f'a link leads to "{error}"'
            hint = "links are http, https or mailto addresses, or pages of this site such as ratings.html"
            if why := why_unsafe(str(error)):
                hint = f"the address {why}; {hint}"
            self.problems.append(Problem("unsafe-link", message, Span(written_in), hint))
            return Markup("")
        except (RecursionError, ValueError):
            message, hint = "the Markdown is nested deeper than can be read", "write plain paragraphs and short lists"
            self.problems.append(Problem("markdown-too-complex", message, Span(written_in), hint))
            return Markup("")

    def _template(self, name: str) -> tuple[str, str, None] | None:
        path = f"templates/{name}"
        if not self._folder.has(path):
            return None
        text = self._folder.text_of(path, CARD_LIMIT)
        for pattern, what in _REFUSED.items():
            if found := pattern.search(text):
                line = text.count("\n", 0, found.end()) + 1
                raise jinja2.TemplateSyntaxError(what, line, name, path)
        # What stands before a line is for those who read the template; what content holds is put in later and kept.
        return text if _AS_TYPED.search(text) else _INDENT.sub("", text), path, None

    def _asset(self, path: str) -> str:
        if path not in self._assets.paths:
            raise jinja2.TemplateRuntimeError(f'there is no asset "{path}"')
        return self._assets.paths[path]


def _notes(data: Mapping[str, object], address: str) -> dict[str, tuple[str, str]]:
    pointers = getattr(data.get("card"), "pointers", ())
    return {name: (address + href, words) for name, href, words in pointers}


def _linker(here: str, base_path: str) -> Callable[[str], str]:
    """Give the function that links from a page to a path below the output folder.

    Links are relative, so that the site works anywhere; only 404.html, which is served at any address, has full paths.
    """
    if here == "404.html":
        return lambda path: base_path + path
    return _links_from(posixpath.dirname(here))


@lru_cache(maxsize=64)
def _links_from(folder: str) -> Callable[[str], str]:
    """Give the function that links from the pages of a folder. It is one for all: so a part that sees it is kept."""
    top = "../" * (folder.count("/") + 1) if folder else ""

    known: dict[str, str] = {}

    def to(path: str) -> str:
        """Link to a path; what was found is kept, for most links of a page are those of its neighbours, too."""
        if (link := known.get(path)) is None:
            if len(known) >= _LINKS:
                known.clear()
            link = known[path] = _relative(path, folder) if path else top
        return link

    return to


def _relative(path: str, folder: str) -> str:
    """Give the way to a path from a folder; the two usual ones at once, any other as `relpath` finds it."""
    if not {"/", "."}.intersection(folder) and _AT_HOME.fullmatch(path):
        within = path.removeprefix(f"{folder}/")
        return path if not folder else within if within != path else f"../{path}"
    return posixpath.relpath(path, folder or ".")


def _as_markup(message: str, words: str) -> Markup:
    """Take a translation for markup only where its message is: the catalogue's reader lets it have the same tags."""
    return Markup(words) if "<" in message else escape(words)  # noqa: S704 - as the docstring says


def _finalize(value: object) -> object:
    """Refuse to print None: it would stand on the page as a word."""
    if value is None:
        raise jinja2.TemplateRuntimeError("the template prints a value that is None")
    return value


def _template_problem(error: Exception, page: Page) -> Problem:
    """Name the template's file and line: from a syntax error itself, else from the frames that Jinja rewrote."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = error.filename or f"templates/{error.name}"
        hint = _INSTEAD_OF_SAFE if "filter named 'safe'" in str(error.message) else "mend the template"
        return Problem("template", f"{error.message}", Span(path, error.lineno, 1), hint)
    if isinstance(error, jinja2.TemplateNotFound):
        message = f'there is no template "{error}"'
        return Problem("template", message, Span(f"templates/{page.template}"), "add it below templates/")
    kind = "template-undefined" if isinstance(error, jinja2.UndefinedError) else "template"
    place, what = _places(error)[-1:], str(error)
    if isinstance(error, RecursionError):  # told where the template that is without end is used again
        often = Counter(one for one in _places(error) if one.path == f"templates/{page.template}")
        # Its last round is not whole. Of the lines of a round the last one goes on to the next.
        place = [max(one for one in often if often[one] >= max(often.values()) - 1)] if often else place
        what = f"{place[0].path if place else page.template} includes itself without end"
    where = place[0] if place else Span(f"templates/{page.template}")
    return Problem(kind, f"{what} (while making {page.path})", where, "mend the template")


def _places(error: BaseException) -> list[Span]:
    """Give the lines of templates that were at work when something failed, the outermost first."""
    found, trace = [], error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("templates/"):
            found.append(Span(name, trace.tb_lineno, 1))
        trace = trace.tb_next
    return found


def _unread(error: InputError, page: Page) -> Problem:
    """Tell of a template that cannot be read; of one out of the folder, where it is asked for."""
    place = _places(error)[-1:]
    if error.problem.code != "path-outside" or not place:
        return error.problem
    return replace(error.problem, message=f"{error.problem.message} (while making {page.path})", span=place[0])


def base_path_of(url: str) -> str:
    """Give the path part of the site's address, beginning and ending with a slash."""
    return urlsplit(url).path or "/"

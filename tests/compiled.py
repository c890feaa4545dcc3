"""Compiles templates once a process: that is three quarters of what it takes to make a small site."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import jinja2

from pincite.render import environment
from pincite.render.sandbox import Sandbox


class _Compiled(NamedTuple):
    """A template's code, with the words of the catalogue that became part of it, and what the sandbox noted of it."""

    code: object
    words: dict[str, str]
    reads: set[str]
    uses: set[str] | None


class Kept(Sandbox):
    """Keeps what it compiled, for all of its kind: a template's code is a function of the key and of the words in it.

    What belongs to one site, the functions and filters, is bound when a template is run, and not before; only a filter
    on a number that stands in a template is applied at once, and it knows nothing but the language.
    """

    compiled: dict[tuple[object, ...], list[_Compiled]] = {}  # noqa: RUF012 - shared on purpose

    def compile(self, source, name=None, filename=None, raw=False, defer_init=False):
        frame = self.globals["frame"]
        key = (source, name, filename, raw, defer_init, frame.locale, frame.direction)
        kept = self.compiled.setdefault(key, [])
        for one in kept:
            if all(self._translate(message) == words for message, words in one.words.items()):
                self.reads[name or ""], self._uses[name or ""] = one.reads, one.uses
                return one.code
        words: dict[str, str] = {}
        translate = self._translate
        self._translate = lambda message: words.setdefault(message, translate(message))
        try:
            code = super().compile(source, name, filename, raw, defer_init)
        finally:
            self._translate = translate
        kept.append(_Compiled(code, words, self.reads[name or ""], self._uses[name or ""]))
        return code


@cache
def _parsed(extensions: tuple[str, ...], source: str) -> jinja2.nodes.Template:
    return _parse(jinja2.Environment(extensions=extensions), source)  # noqa: S701 - nothing is rendered by it


_parse = jinja2.Environment.parse


def _parse_once(self, source, name=None, filename=None):
    """Parse what is only asked for its parts once: a site in which one template has changed asks for those of all."""
    if type(self) is not jinja2.Environment or name or filename:
        return _parse(self, source, name, filename)
    return _parsed(tuple(self.extensions), source)


def keep() -> None:
    """Let every site that is made in this process use what was compiled and parsed for another one."""
    assert environment.Sandbox is Sandbox, "the renderer makes its templates by another class"
    environment.Sandbox = Kept
    jinja2.Environment.parse = _parse_once

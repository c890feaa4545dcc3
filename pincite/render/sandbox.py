"""The sandbox that templates run in: Jinja's own, with what is the same on every page worked out once.

A page of a large site is some hundred outputs, attributes and words of the catalogue, and Jinja asks of each, again on
every page, whether it may be read, called or printed. Here

1. words of the catalogue that a template names become part of what it is compiled to,
2. that an attribute of a kind of object may be read is asked once for that kind,
3. macros and plain functions are called at once, and
4. a part that is imported with its context is run again only where it would see something else.

What a template may do and what it makes of it stay Jinja's: `tests/test_sandbox.py` holds the two side by side.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from types import BuiltinMethodType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2.compiler import Frame
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

_NAMES = frozenset({"_", "gettext"})
_PLACE = re.compile(r"%(?:\((\w+)\)s|%)")
_MARKUP = re.compile("[&<>\"']")
_CLOCKS = frozenset({"today", "fromtimestamp"})
_METHODS = (MethodType, BuiltinMethodType)


class _Generator(CodeGenerator):
    """Writes the code of a template, and notes which names it takes from its context and which templates it uses."""

    environment: Sandbox

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("attribute = environment.getattr")
        self.writeline("shown = environment.shown")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.write("attribute(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(shown(")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        names = (name for action, name in frame.symbols.loads.values() if action == "resolve")
        self.environment.reads[self.name or ""].update(name for name in names if name)


class _Part(Template):
    """A template that remembers the last module that was made of it, and what that had seen."""

    environment: Sandbox
    _seen: tuple[tuple[str, ...], list[object], TemplateModule] | None = None

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> TemplateModule:
        if not shared or vars is None:
            return super().make_module(vars, shared, locals)
        within = locals or {}
        if self._seen:
            names, values, module = self._seen
            if all(one is other for one, other in zip(values, _values(names, vars, within), strict=True)):
                return module
        module = super().make_module(vars, shared, locals)
        if (found := self.environment.names(self.name or "")) is not None:
            self._seen = found, _values(found, vars, within), module
        return module


def _values(names: tuple[str, ...], outer: Mapping[str, object], within: Mapping[str, object]) -> list[object]:
    """Give what names mean to an imported template: what a loop or a block has set, else what the context has."""
    if not within:
        return [outer.get(name, missing) for name in names]
    return [outer.get(name, missing) if (value := within.get(name, missing)) is missing else value for name in names]


_USING = (nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends)


class _Reader:
    """Goes through a template once, and puts a message's words in the place of the call that asks for them.

    `uses` are the templates that it uses by name, None where a name is worked out while it runs.
    """

    def __init__(self, translate: Callable[[str], Markup]) -> None:
        self._translate = translate
        self.uses: set[str] | None = set()
        self._replaced: list[Callable[[], None]] = []
        self._own = False  # whether the template has a `_` of its own: it gets back what was replaced

    def read(self, source: nodes.Template) -> None:
        """Read a template and change it."""
        self._within(source)
        if self._own:
            for give_back in reversed(self._replaced):
                give_back()

    def _within(self, node: nodes.Node) -> None:
        for name in node.fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                for at, one in enumerate(value):
                    if isinstance(one, nodes.Node) and (other := self._visit(one)) is not one:
                        value[at] = other
                        self._replaced.append(partial(value.__setitem__, at, one))
            elif isinstance(value, nodes.Node) and (other := self._visit(value)) is not value:
                setattr(node, name, other)
                self._replaced.append(partial(setattr, node, name, value))

    def _visit(self, node: nodes.Node) -> nodes.Node:
        self._within(node)
        self._own = self._own or not _NAMES.isdisjoint(_named(node))
        if isinstance(node, nodes.Call):
            return self._worded(node)
        if isinstance(node, _USING):
            named = node.template
            if self.uses is not None and isinstance(named, nodes.Const) and isinstance(named.value, str):
                self.uses.add(named.value)
            else:
                self.uses = None
        return node

    def _worded(self, node: nodes.Call) -> nodes.Expr:
        """Give the words of a message; those with values are joined with these."""
        if not isinstance(node.node, nodes.Name) or node.node.name not in _NAMES or node.dyn_args or node.dyn_kwargs:
            return node
        message = node.args[0].value if len(node.args) == 1 and isinstance(node.args[0], nodes.Const) else None
        if not isinstance(message, str):
            return node
        words = self._translate(message)
        texts, names = _PLACE.split(words)[::2], [name for name in _PLACE.findall(words) if name]
        values = {one.key: one.value for one in node.kwargs}
        # A wrong message fails where it is used, as before; and each value is worked out, and once.
        if any("%" in text for text in texts) or sorted(names) != sorted(values):
            return node
        if not values:
            return nodes.Const(words % {}, lineno=node.lineno)
        pieces: list[nodes.Expr] = [nodes.Const(Markup(), lineno=node.lineno)]
        at = 0
        for place in _PLACE.finditer(words):
            pieces += [nodes.Const(words[at : place.start()]), values.get(place[1]) or nodes.Const(Markup("%"))]
            at = place.end()
        pieces.append(nodes.Const(words[at:]))
        return nodes.Concat(pieces, lineno=node.lineno)


def _named(node: nodes.Node) -> Iterable[str]:
    """Give the names that a template gives to something of its own here."""
    if isinstance(node, nodes.Name):
        return () if node.ctx == "load" else (node.name,)
    if isinstance(node, nodes.FromImport):
        return [one if isinstance(one, str) else one[1] for one in node.names]
    if isinstance(node, nodes.Import):
        return (node.target,)
    return (node.name,) if isinstance(node, nodes.Macro) else ()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox. `translate` and `plural` give messages as markup; nothing is printed that is None."""

    code_generator_class = _Generator
    template_class = _Part

    def __init__(
        self,
        translate: Callable[[str], Markup],
        plural: Callable[[str, str, int], Markup],
        **settings: Any,  # noqa: ANN401 - Jinja's
    ) -> None:
        super().__init__(**settings)
        self._translate = translate
        self._plural = plural
        self._readable: set[tuple[type, str]] = set()
        self.reads: dict[str, set[str]] = {}  # by template: the names that it takes from its context
        self._uses: dict[str, set[str] | None] = {}  # by template: those that it uses, None where that is not fixed
        self._needs: dict[str, frozenset[str] | None] = {}
        self.add_extension("jinja2.ext.i18n")
        self.policies["ext.i18n.trimmed"] = True
        self.newstyle_gettext = True
        self.globals.clear()
        self.globals.update(_=self._gettext, gettext=self._gettext, ngettext=self._ngettext)

    def _gettext(self, message: str, /, **values: object) -> Markup:
        return self._translate(message) % values

    def _ngettext(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        return self._plural(one, many, number) % {"num": number, **values}

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's interface
        """Read an attribute. What may be read of one object of a kind may be read of all: see `is_safe_attribute`."""
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)
        kind = (type(obj), attribute)
        if type(value) in _METHODS:  # of which `str.format` is made safe
            return super().getattr(obj, attribute)
        if kind in self._readable:
            return value
        if not self.is_safe_attribute(obj, attribute, value):
            return self.unsafe_undefined(obj, attribute)
        self._readable.add(kind)
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's interface
        """Tell whether a template may read an attribute: none that Jinja refuses, and no clock, which dates have."""
        return not (isinstance(obj, date) and attr in _CLOCKS) and super().is_safe_attribute(obj, attr, value)

    def call(
        self,
        context: Context,
        called: Any,  # noqa: ANN401 - Jinja's interface
        /,
        *given: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Call what a template calls; a macro and a function without marks need no questions."""
        function = called.__func__ if type(called) is MethodType else called
        if type(called) is Macro:
            given = (context.eval_ctx, *given)
        elif type(function) is not FunctionType or function.__dict__:
            return super().call(context, called, *given, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        try:
            return called(*given, **named)
        except StopIteration:
            return super().call(context, _stopped)

    def shown(self, value: object) -> str:
        """Give what a template prints: escaped, and markup as it is."""
        if type(value) is str:
            return escape(value) if _MARKUP.search(value) else value
        return value if type(value) is Markup else escape(self.finalize(value))  # type: ignore[misc]

    def names(self, template: str) -> tuple[str, ...] | None:
        """Give all names that a template and those that it uses take from the context; None where it is not known."""
        names, ahead, seen = set(), [template], {template}
        while ahead:
            one = ahead.pop()
            uses = self._uses.get(one)
            if uses is None:
                return None
            names |= self.reads[one]
            ahead += uses - seen
            seen |= uses
        return tuple(sorted(names))

    def needs(self, template: str) -> frozenset[str] | None:
        """Give the names that a template needs from its context, with all its parts; None where that is not fixed.

        Raises what reading them raises.
        """
        if template not in self._needs:
            ahead, seen = [template], {template}
            while ahead:
                self.get_template(one := ahead.pop())
                uses = self._uses.get(one)
                if uses is None:
                    break
                ahead += uses - seen
                seen |= uses
            found = self.names(template)
            self._needs[template] = None if found is None else frozenset(found)
        return self._needs[template]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        reader = _Reader(self._translate)
        reader.read(source)
        self.reads[name or ""] = set()
        self._uses[name or ""] = reader.uses
        return super()._generate(source, name, filename, defer_init)


def _stopped() -> None:
    raise StopIteration

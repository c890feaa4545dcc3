"""The sandbox of templates: whatever Jinja's own sandbox makes of a template, or refuses, this one does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import jinja2
import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pincite.render.sandbox import Sandbox

CATALOGUE = {
    "Yes & no": "Da & njet",
    "Hello %(name)s, %(greeting)s": "%(greeting)s <%(name)s>",
    "100%% of %(what)s": "%(what)s: 100%%",
    "Only %(one)s of %(two)s": "%(one)s alone",
    "Of %(what)s, %(what)s again": "%(what)s, %(what)s",
    "broken": "broken 5% now",
    "<b>%(name)s</b> %%": "<i>%(name)s</i> %%",
}


@dataclass(frozen=True)
class Record:
    """What content is made of."""

    name: str
    none: None = None
    _hidden: str = "hidden"

    @property
    def upper(self):
        """Give the name in capitals."""
        return self.name.upper()

    def say(self, word="well"):
        """Say something."""
        return f"{self.name} says {word}"


def unsafe():
    """Do what no template may."""
    return "done"


unsafe.unsafe_callable = True


def stops():
    """End an iteration that there is none of."""
    raise StopIteration


@jinja2.pass_context
def seen(context, name):
    """Tell what a name means where this is called."""
    return context.get(name, "nothing")


PARTS = {
    "part": "{% macro say(x) %}[{{ x }} {{ where }} {{ _('Yes & no') }}]{% endmacro %}"
    "{% macro top() %}{{ who }}{% endmacro %}",
    "chain": "{% from 'part' import say with context %}{% macro twice(x) %}{{ say(x) }}{{ say(x) }}{% endmacro %}",
    "inner": "<{{ where }}{{ loop.index if loop is defined }}>",
    "named": "{% macro pull() %}{% include name_of_part %}{% endmacro %}",
    "frame": "{% block a %}{% endblock %}|{% block b %}b {{ record.name }}{% endblock %}",
}
TEMPLATES = [
    "{{ record.name }} {{ record.upper }} {{ record.say() }} {{ record.say(word='<hm>') }} {{ record['name'] }}",
    "{{ marked }} {{ text }} {{ number }} {{ 1.5 }} {{ [text, marked] }} {{ text ~ marked ~ number }}",
    "{{ record.none }}",
    "{{ none }}",
    "{{ record._hidden }}",
    "{{ record.missing }}",
    "{{ record.__class__ }}",
    "{{ record.say.__func__ }}",
    "{{ function.__globals__ }}",
    "{{ items.append(1) }}",
    "{{ table.update({}) }}",
    "{{ table.name }} {{ table.items() | list }} {{ table.keys() | first }}",
    "{{ '{0.__class__}'.format(text) }}",
    "{{ '{0.name}'.format(record) }} {{ marked.format(text) }}",
    "{{ unsafe() }}",
    "{{ stops() }}",
    "{{ stops() is defined }}",
    "{{ seen('where') }} {% set where = 'set' %}{{ seen('where') }}",
    "{% for where in items %}{{ seen('where') }}{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}",
    "{{ range(3) | list }} {{ function(2) }} {{ nothing() }}",
    "{{ _('Yes & no') }} {{ _('Not in it: 5 %%') }} {{ _(text) }} {{ gettext('Yes & no') }}",
    "{{ _('Yes & no') ~ text }} {{ _('Yes & no') | upper }} ",
    "{% set x = _('Yes & no') %}{{ x }}{{ {'a': _('Yes & no')}['a'] }}",
    "{{ _('broken') }}",
    "{{ _('100%% of %(what)s', what=text) }}{% trans what=marked %}100% of {{ what }}{% endtrans %}",
    "{% trans name=text, greeting=_('Yes & no') %}Hello {{ name }}, {{ greeting }}{% endtrans %}",
    "{% trans name=none, greeting=number %}Hello {{ name }}, {{ greeting }}{% endtrans %}",
    "{% trans name=record.missing, greeting=1 %}Hello {{ name }}, {{ greeting }}{% endtrans %}",
    "{% trans one=text, two=record.missing %}Only {{ one }} of {{ two }}{% endtrans %}",
    "{% trans what=text %}Of {{ what }}, {{ what }} again{% endtrans %}",
    "{% trans name=text %}<b>{{ name }}</b> %{% endtrans %}",
    "{% trans %}Hello {{ name }}, {{ greeting }}{% endtrans %}",
    "{% trans count=number %}One.{% pluralize %}{{ count }} of them.{% endtrans %}",
    "{% trans num=1, who=text %}{{ who }}: one{% pluralize %}{{ who }}: {{ num }}{% endtrans %}",
    "{{ ngettext('%(num)s one', '%(num)s many', 4) }} {{ _('Hello %(name)s, %(greeting)s') }}",
    "{% set _ = record.say %}{{ _('x') }}",
    "{% macro _(x) %}own {{ x }}{% endmacro %}{{ _('Yes & no') }}",
    "{% from 'part' import say as _ with context %}{{ _('Yes & no') }}",
    "{% from 'part' import say as gettext with context %}{% trans %}Yes & no{% endtrans %}{{ gettext(text) }}",
    "{% import 'part' as _ with context %}{{ _.say('Yes & no') }}",
    "{% for _, x in [(1, 2)] %}{{ x }}{{ _ }}{% endfor %}{{ _('Yes & no') }}",
    (
        "{% from 'part' import say with context %}{{ say(text) }}"
        "{% from 'part' import say as again with context %}{{ again(1) }}"
    ),
    (
        "{% from 'part' import say with context %}{{ say(1) }}{% set where = 'here' %}"
        "{% from 'part' import say with context %}{{ say(1) }}"
    ),
    "{% for where in items %}{% from 'part' import say with context %}{{ say(loop.index) }}{% endfor %}",
    "{% for where in items %}{% import 'chain' as chain with context %}{{ chain.twice(text) }}{% endfor %}",
    "{% for name_of_part in ['inner', 'inner'] %}{% import 'named' as n with context %}{{ n.pull() }}{% endfor %}",
    "{% for where in items %}{% include 'inner' %}{% endfor %}{% include 'inner' without context %}",
    "{% from 'part' import top %}{{ top() }}",
    "{% from 'part' import say %}{{ say(1, 2) }}",
    "{% from 'part' import say %}{{ say(1, y=2) }}",
    "{% macro wrap() %}<{{ caller() }}>{% endmacro %}{% call wrap() %}{{ text }}{% endcall %}",
    (
        "{% macro all(a, b=text) %}{{ a }}{{ b }}{{ varargs }}{{ kwargs }}{% endmacro %}"
        "{{ all(1, 2, 3, c=4) }}{{ all(1) }}"
    ),
    "{% set held %}{{ text }} {{ _('Yes & no') }}{% endset %}{{ held }}{{ held | length }}",
    "{% extends 'frame' %}{% block a %}{{ text }}{{ super() }}{% endblock %}",
    "{% extends 'frame' %}{% block b %}{{ super() }}{{ self.a() }}{% endblock %}",
    "{{ loop }}",
    "{{ undefined_here }}",
    "{{ text if false }}",
    (
        "{{ items | map('upper') | join(marked) }} {{ records | map(attribute='name') | list }} "
        "{{ records | selectattr('upper') | list | length }}"
    ),
]


def data():
    """Give what the templates see."""
    return {
        "record": Record("a < b"),
        "records": [Record("x"), Record("y")],
        "text": "a & \"b\" 'c'",
        "marked": Markup("<i>{0}</i>"),
        "number": 3,
        "items": ["one", "<two>"],
        "table": {"name": "value", "keyed": 1},
        "where": "outside",
        "who": "who",
        "function": lambda number=0: number + 1,
        "nothing": lambda: None,
        "unsafe": unsafe,
        "stops": stops,
        "seen": seen,
        "name_of_part": "part",
    }


def _translated(message):
    words = CATALOGUE.get(message, message)
    return Markup(words) if "<" in message else escape(words)  # noqa: S704 - the catalogue above


def _plural(one, many, number):
    return escape(one if number == 1 else many)


def _finalized(value):
    if value is None:
        raise jinja2.TemplateRuntimeError("the template prints a value that is None")
    return value


def _settings(template):
    return {
        "loader": jinja2.DictLoader({**PARTS, "page": template}),
        "autoescape": True,
        "undefined": jinja2.StrictUndefined,
        "finalize": _finalized,
    }


def theirs(template):
    """Give the environment as Jinja has it."""
    found = ImmutableSandboxedEnvironment(**_settings(template), extensions=["jinja2.ext.i18n"])
    found.policies["ext.i18n.trimmed"] = True
    found.install_gettext_callables(_translated, _plural, newstyle=True)
    return found


def ours(template):
    """Give the environment of this program."""
    found = Sandbox(_translated, _plural, **_settings(template))
    found.globals["range"] = range
    return found


def outcome(environment, **more):
    """Give what a page becomes, or the kind and the words of what it fails with."""
    try:
        return environment.get_template("page").render({**data(), **more})
    except Exception as error:  # noqa: BLE001 - whichever it is, both must have the same
        return f"{type(error).__name__}: {error}"


def _same(one, other):
    """Tell whether two outcomes are alike; a function's address in memory is chance."""
    return one.split(" at 0x")[0] == other.split(" at 0x")[0]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_becomes_what_jinja_makes_of_it(template):
    expected, found = outcome(theirs(template)), ours(template)
    assert _same(outcome(found), expected)
    assert _same(outcome(found), expected)  # as well where everything is remembered


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_takes_nothing_from_the_page_before_it(template):
    found = ours(template)
    outcome(found)
    other = {"where": "elsewhere", "who": "another", "text": "<other>", "record": Record("other")}
    assert _same(outcome(found, **other), outcome(theirs(template), **other))


def test_a_part_is_run_again_only_where_it_would_see_something_else():
    found = ours("{% from 'part' import say with context %}{% from 'chain' import twice with context %}{{ twice(1) }}")
    runs = []
    part = found.get_template("part")
    root = part.root_render_func
    part.root_render_func = lambda context: runs.append(context["where"]) or root(context)
    for where in ("a", "a", "b"):
        found.get_template("page").render(where=where, who="w")
    assert runs == ["a", "b"]


def test_the_words_of_a_template_are_asked_for_once():
    asked = []

    def translate(message):
        asked.append(message)
        return escape(message)

    page = "{% for x in range(3) %}{{ _('Word') }}{% trans x %}{{ x }} is it{% endtrans %}{% endfor %}"
    found = Sandbox(translate, _plural, **_settings(page))
    found.globals["range"] = range
    assert found.get_template("page").render() == "Word0 is itWord1 is itWord2 is it"
    assert asked == ["Word", "%(x)s is it"]


@pytest.mark.parametrize("asked", ["day.today()", "day['today']()", "(day | attr('today'))()", "day.fromtimestamp(0)"])
def test_no_template_knows_the_day(asked):
    assert "SecurityError" in outcome(ours(f"{{{{ {asked} }}}}"), day=dt.date(2015, 12, 23))

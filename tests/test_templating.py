"""Templates as they are used here print what the library's own environment prints."""

from posixpath import relpath
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_builder.model.language import CHINESE
from site_builder.render import relative_path
from site_builder.templating import _Environment, sayer

steady = settings(derandomize=True, deadline=None, max_examples=200)
VALUES = st.one_of(
    st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'"), max_size=12),
    st.text(max_size=12).map(Markup),
    st.integers(),
    st.none(),
    st.sampled_from([True, 1.5, ("<", "&"), ["'"]]),
)


def both(source: str, **told: Any) -> tuple[str, str]:
    """Return what a template prints here, and with the library's own environment."""
    made = []
    for environment in (_Environment(autoescape=True), jinja2.Environment(autoescape=True)):
        made.append(environment.from_string(source).render(told))
    return made[0], made[1]


@steady
@given(VALUES)
def test_whatever_is_printed_is_escaped_once(value: object) -> None:
    """Text, markup, numbers, nothing: each as the library escapes it."""
    assert str(_Environment.printed(value)) == str(escape(value))
    here, there = both("a{{ value }}<b>{{ value }}", value=value)
    assert here == there


@steady
@given(VALUES, VALUES)
def test_parts_of_phrases_are_escaped_once(one: object, other: object) -> None:
    """A phrase is filled in as markup formats itself."""
    said = sayer(CHINESE)("一{one}<{other}&{one}", one=one, other=other)
    assert said == escape("一{one}<{other}&{one}").format(one=one, other=other)


STEPS = st.lists(st.sampled_from(["a", "b", "案例"]), max_size=4)


@steady
@given(STEPS, STEPS, st.sampled_from(["", "x.html"]))
def test_ways_between_pages_are_those_of_the_library(
    own: list[str], other: list[str], name: str
) -> None:
    """From a folder to a folder, or to a file in one."""
    folder, target = ("".join(("/", *(f"{step}/" for step in steps))) for steps in (own, other))
    told = relpath(f"{target}{name}", folder) if name or own != other else ""
    assert relative_path(folder, f"{target}{name}") == (told if name or not told else f"{told}/")


@jinja2.pass_context
def asking(context: jinja2.runtime.Context, extra: str = "") -> str:
    """Return what a function finds in the context it asks for."""
    return f"{context['name']}{extra}<"


class Callable:
    """Something to be called that is no function."""

    def __call__(self, *words: str, mark: str = "") -> str:
        """Return the words joined."""
        return f"{'&'.join(words)}{mark}"


@pytest.mark.parametrize(
    "source",
    [
        "{% macro a(x, y='<') %}{{ x }}{{ y }}{{ name }}{% endmacro %}{{ a('&') }}"
        "{{ a(1, y=plain) }}",
        "{% macro a() %}[{{ caller('<') }}]{% endmacro %}{% call(x) a() %}{{ x }}{% endcall %}",
        "{% for n in [1, 2] %}{{ add(n, by=loop.index) }}{{ asking(extra=n) }}{% endfor %}",
        "{% block b %}{% for n in [1] %}{{ asking() }}{{ held('a', 'b', mark='>') }}{% endfor %}"
        "{% endblock %}",
        "{{ '<'.upper() }}{{ name.replace('a', '<') }}{{ plain | upper }}{{ missing is defined }}",
        "{% autoescape false %}{{ plain }}{{ add(1) }}{% endautoescape %}{{ plain | safe }}",
        "{% set made %}<i>{{ plain }}</i>{% endset %}{{ made }}{{ made ~ plain }}",
    ],
)
def test_calls_are_handed_what_the_library_hands_them(source: str) -> None:
    """Functions, macros, those that ask for the context, methods: the same text."""
    told = {
        "name": "a&",
        "plain": "<'\">",
        "add": lambda n, by=0: n + by,
        "asking": asking,
        "held": Callable(),
    }
    here, there = both(source, **told)
    assert here == there


MACROS = {
    "plain": "{% macro a(x) %}[{{ x }}{{ url(x) }}{{ chrome }}]{% endmacro %}",
    "of the page": "{% macro a(x) %}{{ x }}{{ title }}{{ url(x) }}{% endmacro %}",
    "seldom there": "{% macro a(x) %}{% if note is defined %}{{ note }}{% endif %}{% endmacro %}",
    "with a set": "{% macro a(x) %}{% set t %}{{ title }}{% endset %}{{ t }}{% endmacro %}",
    "with a count": "{% set n = namespace(v=0) %}{% macro a(x) %}{% set n.v = n.v + 1 %}{{ n.v }}"
    "{% endmacro %}",
    "of another": "{% import 'inner' as i with context %}{% macro a(x) %}{{ i.b() }}{% endmacro %}",
    "with a part": "{% macro a(x) %}{% include 'part' %}{% endmacro %}",
    "in a call": "{% macro b() %}<{{ caller() }}>{% endmacro %}"
    "{% macro a(x) %}{% call b() %}{{ title }}{{ x }}{% endcall %}{% endmacro %}",
    "a loop": "{% macro a(x) %}{% for y in [x, title] %}{{ loop.index }}{{ y }}{% endfor %}"
    "{% endmacro %}",
}
PAGES = (
    {"title": "一<", "url": str.upper, "chrome": "壳"},
    {"title": "二", "url": str.upper, "chrome": "壳"},
    {"title": "二", "url": str.lower, "chrome": "壳", "note": "注"},
    {"title": "二", "url": str.lower, "chrome": "别"},
    {"title": "三", "url": str.lower, "chrome": "别"},
)


@pytest.mark.parametrize("kind", MACROS)
@pytest.mark.parametrize(
    "source",
    [
        "{% import 'm' as m with context %}{{ m.a('b') }}{{ m.a(title) }}",
        "{% set title = '自' %}{% import 'm' as m with context %}{{ m.a('b') }}",
        "{% from 'm' import a with context %}{{ a('b') }}",
        "{% for title in ['甲', '乙'] %}{% import 'm' as m with context %}{{ m.a('b') }}"
        "{% endfor %}",
    ],
)
def test_macros_are_told_what_the_page_is(kind: str, source: str) -> None:
    """Page after page, whether macros are made anew or not: what the library prints."""
    named = {
        "m": MACROS[kind],
        "inner": "{% macro b() %}{{ title }}{% endmacro %}",
        "part": "{{ title }}{{ x }}",
        "page": source,
    }
    printed = []
    for kind_of in (_Environment, jinja2.Environment):
        pages = kind_of(autoescape=True, loader=jinja2.DictLoader(named)).get_template("page")
        printed.append([pages.render(told) for told in (*PAGES, *PAGES[:2])])
    assert printed[0] == printed[1]


def test_macros_are_made_once_for_pages_that_are_alike_to_them() -> None:
    """What they read is what it was: the same macros; else new ones."""
    named = {"m": MACROS["plain"], "page": "{% import 'm' as m with context %}{{ m.a('b') }}"}
    environment = _Environment(autoescape=True, loader=jinja2.DictLoader(named))
    library = environment.get_template("m")
    made = []
    for told in PAGES:
        environment.get_template("page").render(told)
        made.append(library._made)
    assert made[0] is made[1]
    assert made[1] is not made[2]
    assert made[2] is not made[3]
    assert made[3] is made[4]

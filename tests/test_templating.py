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

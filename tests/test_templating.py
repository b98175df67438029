"""Templates as they are used here print what the library's own environment prints."""

from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_builder.templating import _Environment

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

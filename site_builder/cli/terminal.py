"""Asking a person at a terminal: a text, or one of several choices."""

import sys
from collections.abc import Callable

import click

from site_builder.load.choices import Choice

_WORDS = {
    "zh": {
        "which": "{0}（写编号、代码或名称）",
        "again": "没有“{0}”，请写上面列出的编号、代码或名称。",
        "empty": "请写上面列出的编号、代码或名称。",
        "colon": "：",
    },
    "en": {
        "which": "{0} (number, code or name)",
        "again": "there is no {0}; give a number, code or name of the list.",
        "empty": "give a number, code or name of the list.",
        "colon": ": ",
    },
}


def on_terminal() -> bool:
    """Tell whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, language: str, wrong: Callable[[str], str]) -> str:
    """Return what a person answers; asks again, saying what is `wrong`, until that is ""."""
    while True:
        answer = str(
            click.prompt(
                question,
                default="",
                show_default=False,
                prompt_suffix=_WORDS[language]["colon"],
            )
        ).strip()
        fault = wrong(answer)
        if not fault:
            return answer
        click.echo(fault)


def choose(title: str, choices: tuple[Choice, ...], language: str) -> str:
    """Return the code of the choice a person makes from a numbered list."""
    words = _WORDS[language]
    for number, item in enumerate(choices, 1):
        name = item.code if item.title == item.code else f"{item.title}（{item.code}）"
        click.echo(f"  {number}. {name}")

    def wrong(text: str) -> str:
        if _picked(choices, text):
            return ""
        return words["again"].format(text) if text else words["empty"]

    return _picked(choices, ask(words["which"].format(title), language, wrong))


def _picked(choices: tuple[Choice, ...], text: str) -> str:
    """Return the code that a code, a name or a number of the list means; "" for none."""
    if picked := pick(choices, text):
        return picked
    number = int(text) if text.isdecimal() and len(text) < 6 else 0
    return choices[number - 1].code if 1 <= number <= len(choices) else ""


def pick(choices: tuple[Choice, ...], text: str) -> str:
    """Return the code that a code or a name means; "" where none or several have it."""
    if any(item.code == text for item in choices):
        return text
    found = [item.code for item in choices if item.title == text]
    return found[0] if len(found) == 1 else ""

"""The messages of every diagnostic code (`messages.toml`), and the causes they are filled with.

An argument that begins with `@` names a phrase of `phrases.toml` with its own arguments:
`@enum|x|A, B`. Several, one a line, are joined.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from site_builder.diagnostics import Diagnostic

_JOINT = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said of a code: the message and the hint, in both languages."""

    zh: str
    en: str
    hint_zh: str
    hint_en: str


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Message]:
    """Return the messages by code."""
    data = tomllib.loads(_read("messages.toml"))
    return {code: Message(**entry) for code, entry in data.items()}


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, str]]:
    """Return the phrases by language and id."""
    return tomllib.loads(_read("phrases.toml"))


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def message(item: Diagnostic, language: str) -> str:
    """Return the message of a diagnostic in `zh` or `en`."""
    entry = catalogue()[item.code]
    return _fill(entry.en if language == "en" else entry.zh, item, language)


def hint(item: Diagnostic, language: str) -> str:
    """Return what to do; with the nearest known name where there is one."""
    entry = catalogue()[item.code]
    text = _fill(entry.hint_en if language == "en" else entry.hint_zh, item, language)
    nearest = dict(item.arguments).get("nearest")
    if nearest:
        text += f" Nearest: {nearest}." if language == "en" else f"最接近的是“{nearest}”。"
    return text


def _fill(text: str, item: Diagnostic, language: str) -> str:
    for name, value in item.arguments:
        text = text.replace("{" + name + "}", _phrase(value, language))
    return text


def _phrase(value: str, language: str) -> str:
    """Return the words of an argument: a phrase, several, or the text an editor wrote."""
    said = []
    for one in value.split("\n"):
        name, *arguments = one.split("|")
        text = phrases()[language].get(name.removeprefix("@"))
        if text is None or not name.startswith("@"):
            return value
        for place, argument in enumerate(arguments):
            text = text.replace("{" + str(place) + "}", argument)
        said.append(text)
    return _JOINT[language].join(said)

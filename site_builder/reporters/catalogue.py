"""The messages of every diagnostic code (`messages.toml`), and the causes they are filled with.

An argument that begins with `@` names a phrase of `phrases.toml` with its own arguments:
`@enum|x|A, B`. Several, one a line, are joined.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import Diagnostic

_JOINT = {"zh": "；", "en": "; "}
_BLANK = re.compile(r"\{(\w+)\}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MISLEADING = re.compile(
    "[\u061c\u180e\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Marks that turn the order of what is read, and what no stream takes."""


class Message(Struct, frozen=True, kw_only=True):
    """What is said of a code, in both languages.

    `why` says when it comes up, `group` what it is about; both stand in the reference of codes.
    """

    zh: str
    en: str
    hint_zh: str
    hint_en: str
    why_zh: str = ""
    why_en: str = ""
    group: str = ""

    def said(self, language: str) -> str:
        """Return the message with its blanks."""
        return self.en if language == "en" else self.zh

    def hint(self, language: str) -> str:
        """Return the hint with its blanks."""
        return self.hint_en if language == "en" else self.hint_zh

    def why(self, language: str) -> str:
        """Return when the fault comes up."""
        return self.why_en if language == "en" else self.why_zh


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
    """Return the message of a diagnostic in `zh` or `en`, as one line."""
    return _fill(catalogue()[item.code].said(language), item, language)


def hint(item: Diagnostic, language: str) -> str:
    """Return what to do, as one line; with the nearest known name where there is one."""
    text = _fill(catalogue()[item.code].hint(language), item, language)
    nearest = one_line(dict(item.arguments).get("nearest", ""))
    if nearest:
        text += f" Nearest: {nearest}." if language == "en" else f"最接近的是“{nearest}”。"
    return text


def readable(text: str, language: str) -> str:
    """Return a message with its blanks named, for readers: 〈项名〉 for {field}."""
    names = phrases()[f"blank-{language}"]
    opening, closing = ("‹", "›") if language == "en" else ("〈", "〉")

    def named(blank: re.Match[str]) -> str:
        name = names.get(blank[1], blank[1])
        return f"{opening}{name}{closing}" if name else ""

    return _BLANK.sub(named, text).strip()


def phrase(value: str, language: str) -> str:
    """Return an argument in words: a phrase where it names one, else as it is."""
    said = []
    for one in value.split("\n"):
        name, bar, rest = one.removeprefix("@").partition("|")
        text = phrases()[language].get(name) if one.startswith("@") else None
        if text is None:
            return value
        last = max((int(place) for place in _BLANK.findall(text)), default=0)
        arguments = rest.split("|", last) if bar else []
        said.append(_filled(text, {str(place): one for place, one in enumerate(arguments)}))
    return _JOINT[language].join(said)


def one_line(text: str) -> str:
    """Return a text without line ends and other control characters, safe for a terminal.

    What would turn the order of the words is named instead, as is what cannot be printed.
    """
    return _MISLEADING.sub(lambda mark: f"<U+{ord(mark[0]):04X}>", _CONTROL.sub(" ", text))


def _fill(text: str, item: Diagnostic, language: str) -> str:
    return one_line(
        _filled(text, {name: phrase(value, language) for name, value in item.arguments})
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the blanks in one go, so that a value that looks like a blank stays what it is."""
    return _BLANK.sub(lambda blank: values.get(blank[1], blank[0]), text)

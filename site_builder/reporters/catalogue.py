"""The messages of every diagnostic code, from `messages.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from site_builder.diagnostics import Diagnostic


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
    path = Path(__file__).with_name("messages.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: Message(**entry) for code, entry in data.items()}


def message(item: Diagnostic, language: str) -> str:
    """Return the message of a diagnostic in `zh` or `en`."""
    entry = catalogue()[item.code]
    return _fill(entry.en if language == "en" else entry.zh, item)


def hint(item: Diagnostic, language: str) -> str:
    """Return what to do; with the nearest known name where there is one."""
    entry = catalogue()[item.code]
    text = _fill(entry.hint_en if language == "en" else entry.hint_zh, item)
    nearest = dict(item.arguments).get("nearest")
    if nearest:
        text += f" Nearest: {nearest}." if language == "en" else f"最接近的是“{nearest}”。"
    return text


def _fill(text: str, item: Diagnostic) -> str:
    for name, value in item.arguments:
        text = text.replace("{" + name + "}", value)
    return text

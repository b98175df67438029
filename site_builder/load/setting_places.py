"""Where a setting stands in `site.toml`."""

import re

from site_builder.diagnostics import Span
from site_builder.load.files import SETTINGS


def toml_place(message: str) -> tuple[int | None, int | None]:
    """Read line and column out of tomllib's message, the only place it gives them."""
    match = re.search(r"line (\d+), column (\d+)", message)
    return (int(match[1]), int(match[2])) if match else (None, None)


def line_with(text: str, name: str) -> int:
    """Return the first line that has a name in quotation marks, 1 where none has."""
    for number, line in enumerate(text.split("\n"), 1):
        if f'"{name}"' in line:
            return number
    return 1


def span_of(text: str, location: tuple[str | int, ...]) -> Span:
    """Return where a setting's value stands; the line of its table where the key is missing."""
    number = line_of(text, location)
    key, equals, value = text.split("\n")[number - 1].partition("=")
    if not equals or key.strip() not in location:
        return Span(path=SETTINGS, line=number)
    before = len(key) + 1 + len(value) - len(value.lstrip())
    return Span(path=SETTINGS, line=number, column=before + 1)


def line_of(text: str, location: tuple[str | int, ...]) -> int:
    """Return the line of a setting; of its table where the key itself is missing."""
    lines = [line.strip() for line in text.split("\n")]
    table, rest = location[0], location[1:]
    if rest and f"[{table}.{rest[0]}]" in lines:
        table, rest = f"{table}.{rest[0]}", rest[1:]
    place = rest[0] if rest and isinstance(rest[0], int) else 0
    heads = [n for n, line in enumerate(lines) if line in (f"[{table}]", f"[[{table}]]")]
    if place >= len(heads):
        return 1
    start = heads[place]
    key = next((step for step in rest if isinstance(step, str)), None)
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("["):
            break
        if lines[number].split("=")[0].strip() == key:
            return number + 1
    return start + 1

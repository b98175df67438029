"""The phrases that the builder and its templates say, and the catalogues that translate them.

`python -m tests.messages` brings the catalogues up to date: it adds what is new, to be translated,
and drops what is said no more.
"""

import ast
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from site_builder.compare.change import COUNTS
from site_builder.fragments import Same
from site_builder.model.language import CONTEXT
from tests.conftest import REPOSITORY

CATALOGUES = REPOSITORY / "templates" / "languages"

_MULTIPLES = ("千", "万", "百万", "千万", "亿", "万亿")
_UNITS = (
    "元",
    "分",
    "点",
    "天",
    "日",
    "小时",
    "分钟",
    "年",
    "月",
    "平方米",
    "公里",
    "吨",
    "亩",
    "位",
)
LOOKED_UP = (
    *(("unit", unit) for unit in sorted({*COUNTS, *_UNITS, *_MULTIPLES})),
    *(("month", str(number)) for number in range(1, 13)),
    *(("quarter", number) for number in "一二三四"),
)
"""Words that the code looks up by what the data says, each with its context."""
_ENVIRONMENT = Environment(autoescape=True, extensions=[Same])


def phrases() -> frozenset[str]:
    """Return all that is said, words of a context as a catalogue of the model names them."""
    found = {f"{context}{CONTEXT}{word}" for context, word in LOOKED_UP}
    for path in (REPOSITORY / "site_builder").rglob("*.py"):
        found |= of_python(path.read_text(encoding="utf-8"))
    for path in (REPOSITORY / "templates").rglob("*.html"):
        found |= of_template(path.read_text(encoding="utf-8"))
    return frozenset(found)


def of_python(source: str) -> set[str]:
    """Return what a module says: the literals given to `say`, `phrase` and `word`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        literals = [item.value for item in node.args if isinstance(item, ast.Constant)]
        if name in ("say", "phrase") and literals and _is_pattern(str(literals[0])):
            found.add(str(literals[0]))
        if name == "word" and len(literals) > 1:
            found.add(f"{literals[0]}{CONTEXT}{literals[1]}")
    return found


def _is_pattern(text: str) -> bool:
    """Tell patterns of the site from what the command line says, which has its own catalogue."""
    return not text.isascii() or text.startswith("{")


def of_template(source: str) -> set[str]:
    """Return what a template says: the literals given to `_`."""
    return {
        str(node.args[0].value)
        for node in Environment(autoescape=True, extensions=[Same])
        .parse(source)
        .find_all(nodes.Call)
        if isinstance(node.node, nodes.Name)
        and node.node.name == "_"
        and isinstance(node.args[0], nodes.Const)
    }


def update(path: Path) -> tuple[int, int]:
    """Bring a catalogue up to date; return how many phrases were added and how many dropped."""
    with path.open(encoding="utf-8") as file:
        held = read_po(file)
    kept = {_key(item.context, item.id): item for item in held if item.id}
    wanted = phrases()
    fresh = Catalog(locale=held.locale)
    for key in sorted(wanted):
        context, _, word = key.rpartition(CONTEXT)
        item = kept.get(key)
        fresh.add(
            item.id if item else word,
            item.string if item else None,
            context=context or None,
            user_comments=item.user_comments if item else (),
        )
    write(path, fresh)
    return len(wanted - kept.keys()), len(kept.keys() - wanted)


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue; its head says what it needs and nothing of who wrote it when."""
    for item in catalogue:
        item.flags.discard("python-brace-format")
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    path.write_bytes(head.encode() + body.getvalue())


def _key(context: str | None, name: object) -> str:
    word = name[0] if isinstance(name, tuple) else str(name)
    return f"{context}{CONTEXT}{word}" if context else word


if __name__ == "__main__":
    for catalogue in sorted(CATALOGUES.glob("*.po")):
        added, dropped = update(catalogue)
        sys.stdout.write(f"{catalogue.name}: {added} added, {dropped} dropped\n")

"""A site with something in every field, as data, and every one of its fields.

All of it is made up for tests. The site is written to files with some of its fields replaced.
"""

import copy
import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from PIL import Image

from site_builder import __version__
from tests.conftest import SITES, make_site

VERSION = "data/sample/2023.1.0"
DESCRIPTOR = f"{VERSION}/datapackage.json"
SETTINGS = "site.toml"
CATALOGUE = "content/languages/en.po"
CASE = "content/cases/sample/one-window.md"
REPORT = "content/reports/sample.md"
PAGE = "content/pages/about.md"

_ROWS = {f"{VERSION}/indicators.csv": 4}
"""Rows whose fields are replaced, where it is not the first: one whose unit is any."""

Step = str | int
Tree = dict[Any, Any] | list[Any]


class Key(Struct, frozen=True):
    """The key of an entry, where it is the key that is replaced."""

    name: str


class Field(Struct, frozen=True):
    """A field: its file, and the way to it (row and column, keys and numbers)."""

    file: str
    place: tuple[Step | Key, ...]

    @property
    def named(self) -> str:
        """The field as tests name it, without the numbers of items."""
        place = (1, *self.place[1:]) if self.file.endswith(".csv") else self.place
        steps = (f"{step.name}:" if isinstance(step, Key) else str(step) for step in place)
        return f"{self.file}#{'.'.join(steps)}"


@dataclass
class Sources:
    """All sources: documents as front matter and body, tables as rows, the others as trees."""

    fronts: dict[str, dict[str, Any]]
    bodies: dict[str, str]
    tables: dict[str, list[list[str]]]
    trees: dict[str, Tree]
    files: dict[str, bytes] = field(default_factory=dict)

    def texts(self) -> dict[str, bytes]:
        """Return every file as it is written."""
        found = {
            name: f"---\n{_yaml(front)}---\n{self.bodies[name]}"
            for name, front in self.fronts.items()
        }
        found |= {name: _csv(rows) for name, rows in self.tables.items()}
        for name, tree in self.trees.items():
            if name.endswith(".po"):
                found[name] = "\n".join(map(_entry, tree))
            elif name.endswith(".toml"):
                found[name] = _toml(tree)
            else:
                found[name] = json.dumps(tree, ensure_ascii=False, indent=1)
        written = {name: text.encode("utf-8", "surrogatepass") for name, text in found.items()}
        return written | self.files

    def put(self, place: Field, text: str) -> None:
        """Replace a field."""
        if place.file == SETTINGS and place.place in _LISTED:
            self.fronts[CASE][_LISTED[place.place]] = [text]
        tree = next(
            held[place.file]
            for held in (self.fronts, self.tables, self.trees)
            if place.file in held
        )
        *way, last = place.place
        holder: Any = tree
        for step in way:
            holder = holder[step]
        if isinstance(last, Key):
            entries = [(text if key == last.name else key, one) for key, one in holder.items()]
            holder.clear()
            holder.update(entries)
        elif place.file.endswith(".csv"):
            holder[tree[0].index(last)] = text
        else:
            holder[last] = text

    def fields(self) -> Iterator[Field]:
        """Yield every field: of each table the columns, of the others whatever is text."""
        for name, rows in self.tables.items():
            yield from (Field(name, (_ROWS.get(name, 1), column)) for column in rows[0])
        for trees in (self.fronts, self.trees):
            for name, tree in trees.items():
                yield from _distinct(Field(name, way) for way in _ways(tree))


def _distinct(fields: Iterator[Field]) -> Iterator[Field]:
    """Yield of fields that differ in the numbers of their items alone the first."""
    known: set[tuple[object, ...]] = set()
    for one in fields:
        form = tuple(0 if isinstance(step, int) else step for step in one.place)
        if form not in known or one.file == SETTINGS:
            known.add(form)
            yield one


def _ways(tree: Any, *way: Step | Key) -> Iterator[tuple[Step | Key, ...]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if way[-1:] in (("figures",), ("literals",), ("claims",)):
                yield (*way, Key(key))
            yield from _ways(value, *way, key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _ways(value, *way, number)
    elif isinstance(tree, str | bool):
        yield way


def ground() -> Sources:
    """Return the site, free to be changed."""
    return copy.deepcopy(_ground())


@cache
def _ground() -> Sources:
    home = SITES / "systems" / VERSION
    tables = {f"{VERSION}/{path.name}": _rows(path) for path in sorted(home.glob("*.csv"))}
    for path in sorted((SITES / "minimal" / VERSION).glob("*.csv")):
        tables.setdefault(f"{VERSION}/{path.name}", _rows(path))
    tables["content/glossary.csv"] = [
        ["term", "title", "definition", "source", "locator", "aliases", "see"],
        ["window", "一窗", "虚构的定义。", "sample-bulletin", "一｜虚构", "窗口", "handling"],
        ["handling", "办理", "虚构的定义。", "", "", "", ""],
    ]
    tables["content/terms.csv"] = [
        ["term", "replacement", "severity", "reason", "except"],
        ["截止目前", "截至目前", "warning", "虚构的理由", "不截止目前"],
    ]
    descriptor = json.loads((home / "datapackage.json").read_text("utf-8"))
    descriptor |= {"homepage": "https://site.example/", "虚构的成员": "虚构"}
    fronts, bodies = {}, {}
    for name in (CASE, REPORT, PAGE):
        _, front, body = (SITES / "minimal" / name).read_text("utf-8").split("---\n", 2)
        fronts[name], bodies[name] = yaml.load(front, yaml.BaseLoader), body
        fronts[name] |= _MORE | (_MORE_OF_CASES if name == CASE else {})
    fronts[CASE]["figures"]["增速"] = _binding("investment-growth", "2022")
    fronts[REPORT] |= {"locator": "一｜虚构", "consent": "虚构的依据", "environment": "government"}
    fronts[PAGE] |= {
        "figures": {"投资": {**_binding("investment-growth", ""), "package": "sample"}}
    }
    for path in sorted((SITES / "systems/content/cases/sample").glob("*.md")):
        name = path.relative_to(SITES / "systems").as_posix()
        _, front, bodies[name] = path.read_text("utf-8").split("---\n", 2)
        fronts[name] = yaml.load(front, yaml.BaseLoader)
    for number, name in enumerate((CASE, REPORT, PAGE)):
        fronts[name]["aliases"] = [f"/old-{number}/"]
        bodies[name] += "\n一窗办理，首次公布。\n\n![图（虚构）](picture.png)\n"
    settings = tomllib.loads((SITES / "systems" / SETTINGS).read_text("utf-8"))
    _deep(settings, tomllib.loads(_SETTINGS))
    settings["environments"][0]["note"] = "虚构的说明"
    settings["site"]["builder"] = __version__
    trees: dict[str, Tree] = {
        SETTINGS: settings,
        DESCRIPTOR: descriptor,
        CATALOGUE: copy.deepcopy(_CATALOGUE),
    }
    folders = {Path(name).parent.as_posix() for name in (CASE, REPORT, PAGE)}
    files = {f"{folder}/picture.png": picture() for folder in folders}
    return Sources(fronts, bodies, tables, trees, files)


def _binding(indicator: str, period: str) -> dict[str, str]:
    return {"indicator": indicator, "period": period, "area": "990001", "caliber": "_Z"}


def lay(target: Path) -> Path:
    """Lay out the templates of the site, and all that is not replaced."""
    site = make_site(target)
    for name in (CASE, REPORT, PAGE):
        (site / name).unlink()
    (site / "content/languages").mkdir()
    (site / "templates/languages/en.po").write_text(_HEAD, encoding="utf-8")  # the long one is slow
    return site


def write(site: Path, texts: Mapping[str, bytes]) -> None:
    """Write the sources of a site where they are not so already."""
    for name, data in texts.items():
        path = site / name
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


@cache
def picture() -> bytes:
    """Return a small picture."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "#357").save(data, "PNG")
    return data.getvalue()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _yaml(front: Mapping[str, Any]) -> str:
    return yaml.dump(
        dict(front), Dumper=_InOneLine, allow_unicode=True, sort_keys=False, width=10**6
    )


class _InOneLine(yaml.SafeDumper):
    """Writes every text in one line, so that the line of a fault names its field."""


_InOneLine.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if "\n" in text or "\r" in text else None
    ),
)


def _entry(item: Mapping[str, str]) -> str:
    """Return an entry of a catalogue."""
    lines = (
        f"{name} {json.dumps(text, ensure_ascii=False)}" if name.startswith("msg") else f"#. {text}"
        for name, text in item.items()
    )
    return "".join(f"{line}\n" for line in lines)


def _toml(tree: Any, name: str = "") -> str:
    """Return a tree as TOML, whose strings are nearly those of JSON."""
    plain = {key: value for key, value in tree.items() if not _is_table(value)}
    said = "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items()
    )
    for key, value in tree.items():
        inner = f"{name}{key}"
        if isinstance(value, dict):
            said += f"[{inner}]\n{_toml(value, f'{inner}.')}"
        elif _is_table(value):
            said += "".join(f"[[{inner}]]\n{_toml(one, f'{inner}.')}" for one in value)
    return said


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list)
        and isinstance(value[:1], list)
        and any(isinstance(one, dict) for one in value)
    )


def _deep(base: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _deep(base[key], value)
        elif isinstance(value, list) and isinstance(base.get(key), list):
            base[key] = [*base[key], *value]
        else:
            base[key] = value


_MORE: dict[str, Any] = {
    "updated": "2024-03-06 10:30",
    "draft": "false",
    "publish_on": "2024-01-01",
    "expires_on": "2034-01-01",
    "cover": {"image": "picture.png", "alt": "图（虚构）"},
    "literals": {"五大环境": "名称"},
    "claims": {"首次": "一｜首次"},
    "review": {
        "first": {"role": "虚构职务", "person": "虚构甲", "date": "2024-03-01"},
        "second": {"role": "虚构职务", "person": "虚构乙", "date": "2024-03-01"},
        "proofs": [{"role": "虚构职务", "person": "虚构丙", "date": "2024-03-01"}],
    },
}
_MORE_OF_CASES: dict[str, Any] = {
    "consent": "虚构的依据",
    "departments": ["税务局（虚构）"],
    "tags": ["一件事"],
}
_LISTED: Mapping[tuple[Step | Key, ...], str] = {
    ("tags", 0, "title"): "tags",
    ("departments", 0, "title"): "departments",
}
"""Names that documents repeat, with the field that does."""
_SETTINGS = """
[site]
language = "zh-CN"
[[footer]]
label = "许可"
text = "虚构的许可"
[[tags]]
id = "one-thing"
title = "一件事"
[[departments]]
id = "tax"
title = "税务局（虚构）"
[[languages]]
id = "en"
name = "English"
locale = "en_GB"
[search]
enabled = true
[contact]
office = "虚构科"
address = "样例路1号（虚构）"
telephone = "0577-00000000"
email = "office@site.example"
hours = "工作日（虚构）"
consultation = "https://site.example/ask/"
[[freshness]]
type = "样例"
days = 14
[government]
host = "虚构区人民政府"
contact = "0577-99010102"
icp = "浙ICP备99010102号"
icp_address = "https://site.example/icp/"
police = "浙公网安备33990102990102号"
police_address = "https://site.example/police/"
report_error = "https://site.example/error/"
[government.emblem]
image = "icon.svg"
address = "https://site.example/emblem/"
[government.column_of]
name = "虚构区人民政府门户网站"
domain = "site.example"
site_id_code = "3399010103"
address = "https://site.example/"
consultation = "https://site.example/zixun/"
services = "https://site.example/banshi/"
[security]
contact = "mailto:anquan@site.example"
expires = "2024-12-31"
[folders]
content = "content"
data = "data"
templates = "templates"
"""
_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
_CATALOGUE = [
    {
        "note": "虚构",
        "msgid": "",
        "msgstr": "Content-Type: text/plain; charset=utf-8\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\n",
    },
    {"msgid": "网上办理率", "msgstr": "Online handling rate (made up)"},
    {"msgid": "样例区统计科（虚构）", "msgstr": "A made-up office"},
    {"msgctxt": "made-up", "msgid": "虚构", "msgstr": "made up"},
    {"msgid": "首页", "msgstr": "Home"},
]

"""Schemas for editing programs: they say what the builder says, and lead to the right files."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.diagnostics import Diagnostic
from site_builder.load.body import split
from site_builder.load.choices import load_choices
from site_builder.load.front_matter import read_front_matter
from site_builder.load.schemas import front_matter_schema, site_schema
from site_builder.load.settings import load_settings
from site_builder.model.document import DocumentKind
from site_builder.schemas import prepare_schemas
from site_builder.vscode import CannotMerge, associations, merged
from tests.conftest import REPOSITORY, SITES, files_of, run

SCHEMAS = REPOSITORY / "content/schemas"
NAMES = ("case", "report", "page", "site")
MINIMAL = SITES / "minimal"


class _Loader(yaml.SafeLoader):
    """YAML as editing programs read it: numbers and booleans of YAML 1.2, no dates."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false|True|False|TRUE|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def as_edited(text: str) -> Any:
    """Return the front matter of a document as an editing program sees it."""
    parts = split(text, "x.md")
    assert not isinstance(parts, Diagnostic)
    return yaml.load(parts.front, Loader=_Loader)


def schema_of(site: Path, name: str) -> Any:
    """Return a schema as the command writes it for a site."""
    files = dict(prepare_schemas(site).files)
    return json.loads(files[f"content/schemas/{name}.json"])


def accepts(schema: Any, value: Any) -> bool:
    """Tell whether a value passes a schema."""
    return jsonschema.Draft7Validator(schema).is_valid(value)


def test_the_shipped_schemas_are_up_to_date(request: pytest.FixtureRequest) -> None:
    """What stands in the repository is what the command would write now."""
    for path, data in prepare_schemas(REPOSITORY).files:
        file = REPOSITORY / path
        if request.config.getoption("--update"):
            file.write_bytes(data)
        assert file.read_bytes() == data, path


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_schemas(name: str) -> None:
    """Each is valid by its own metaschema, needs nothing else, and is in Chinese throughout."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$ref" not in json.dumps(schema)
    for field in fields_of(schema):
        for key in ("title", "description"):
            assert re.search("[一-鿿]", field.get(key, "有")), field
        assert "title" in field or "description" in field, field


def fields_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the schema of every field, of nested ones too."""
    found: list[dict[str, Any]] = []
    for key, value in schema.items():
        inner = value if isinstance(value, list) else [value]
        if key == "properties":
            found += value.values()
            inner = list(value.values())
        if key in ("properties", "items", "anyOf", "patternProperties", "additionalProperties"):
            for item in inner:
                found += fields_of(item) if isinstance(item, dict) else []
    return found


DOCUMENTS = sorted((REPOSITORY / "content").rglob("*/*.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_shipped_front_matter_passes(path: Path) -> None:
    """Every document of the shipped site is sound to an editing program as well."""
    kind = {"cases": "case", "reports": "report", "pages": "page"}
    name = kind[path.relative_to(REPOSITORY / "content").parts[0]]
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    jsonschema.validate(as_edited(path.read_text("utf-8")), schema)


def test_shipped_settings_pass() -> None:
    """So are its settings."""
    data = tomllib.loads((REPOSITORY / "site.toml").read_text("utf-8"))
    schema = json.loads((SCHEMAS / "site.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    assert not accepts(schema, {**data, "sites": {}})
    assert not accepts(schema, {**data, "lists": {"page_size": 0}})
    assert not accepts(schema, {**data, "packages": [{"name": "大写"}]})


CASE = (MINIMAL / "content/cases/sample/one-window.md").read_text("utf-8")
REPORT = (MINIMAL / "content/reports/sample.md").read_text("utf-8")

TOLERATED = [
    ('area: "990001"', "area: 990001"),
    ("title: 一窗受理（虚构案例）", "title: 2024"),
    ("slug: one-window", "slug: 2024"),
    ("date: 2024-03-05 10:30", 'date: "2024-03-05 10:30"'),
    ("date: 2024-03-05 10:30", "date: 2024-03-05 10:30\npublish_on: 2024-03-06"),
    ("---\n##", "draft: true\n---\n##"),
    ("---\n##", "draft: 是\n---\n##"),
    ("---\n##", "consent:\n---\n##"),
    ("---\n##", "consent: 3.1\n---\n##"),
    ("---\n##", "literals: {7小时: 门槛}\n---\n##"),
    ("---\n##", "cover: {image: a.png, alt: 图}\n---\n##"),
    ("---\n##", "aliases: [/cases/old-name/]\n---\n##"),
    ("online-rate\n", "{indicator: online-rate, period: 2023, area: 990001, package: }\n"),
    ("online-rate\n", "{indicator: online-rate, period: 2024-Q1}\n"),
]
"""What an editor may write in the minimal site's case."""

SLIPS = [
    ("date: 2024-03-05 10:30", "date: 2024-03-05"),
    ("date: 2024-03-05 10:30", "date: 2024-13-05 10:30"),
    ("date: 2024-03-05 10:30", "date: 20240305"),
    ("date: 2024-03-05 10:30", "date: 2024/03/05 10:30"),
    ("slug: one-window", "slug: One_Window"),
    ("slug: one-window", "slug: 一窗"),
    ("summary:", "sumary:"),
    ("title: 一窗受理（虚构案例）", "title: ''"),
    ("title: 一窗受理（虚构案例）", "title: [甲, 乙]"),
    ("---\n##", "draft: maybe\n---\n##"),
    ("---\n##", "package: sample\n---\n##"),
    ("---\n##", "aliases: old-name\n---\n##"),
    ("---\n##", "aliases: [old-name]\n---\n##"),
    ("---\n##", "cover: {image: a.png}\n---\n##"),
    ("---\n##", "updated:\n---\n##"),
    ("---\n##", "publish_on: 2024-3-5\n---\n##"),
    ("---\n##", "literals: {7小时: }\n---\n##"),
    ("---\n##", "review: {first: {role: 科长, person: 某人}}\n---\n##"),
    ("网办率: online-rate", "网 办率: online-rate"),
    ("online-rate\n", "{period: 2023}\n"),
    ("online-rate\n", "{indicator: online-rate, year: 2023}\n"),
    ("initiatives: [one-window]", "initiatives: one-window"),
]
"""What the builder refuses when it reads the front matter."""

UNKNOWN = [
    ("environment: government", "environment: goverment"),
    ('area: "990001"', 'area: "110000"'),
    ('area: "990001"', "area: 110000"),
    ("source: sample-bulletin", "source: bulletin"),
    ("initiatives: [one-window]", "initiatives: [two-windows]"),
    ("online-rate\n", "offline-rate\n"),
    ("online-rate\n", "{indicator: online-rate, package: other}\n"),
    ("---\n##", "tags: [网办]\n---\n##"),
]
"""Names that lead nowhere, which the builder refuses later."""


def builder_reads(text: str) -> bool:
    """Tell whether the builder finds no fault in the front matter by itself."""
    parts = split(text, "x.md")
    assert not isinstance(parts, Diagnostic)
    return read_front_matter(parts.front, "x.md", DocumentKind.CASE)[0] is not None


def changed(old: str, new: str) -> str:
    """Return the minimal site's case with one thing changed."""
    assert CASE.count(old) == 1
    return CASE.replace(old, new)


@pytest.fixture(scope="module")
def case_schema() -> Any:
    """The schema of cases of the minimal site."""
    return schema_of(MINIMAL, "case")


@pytest.mark.parametrize(("old", "new"), TOLERATED)
def test_what_the_builder_takes_the_schema_takes(old: str, new: str, case_schema: Any) -> None:
    """No red line under what builds: numbers for codes, empty values, both forms of a binding."""
    text = changed(old, new)
    assert builder_reads(text)
    assert accepts(case_schema, as_edited(text))


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_a_slip_is_seen_while_it_is_typed(old: str, new: str, case_schema: Any) -> None:
    """What the builder refuses the schema refuses, too."""
    text = changed(old, new)
    assert not builder_reads(text)
    assert not accepts(case_schema, as_edited(text))


@pytest.mark.parametrize(("old", "new"), UNKNOWN)
def test_a_name_that_leads_nowhere_is_seen(old: str, new: str, case_schema: Any) -> None:
    """Codes are those of the site's settings and packages, and no others."""
    text = changed(old, new)
    assert builder_reads(text)
    assert accepts(case_schema, as_edited(CASE))
    assert not accepts(case_schema, as_edited(text))


def test_tags_may_be_named_or_coded(minimal: Path) -> None:
    """With tags in the settings both their names and their ids are completed."""
    with (minimal / "site.toml").open("a", encoding="utf-8") as file:
        file.write('[[tags]]\nid = "online"\ntitle = "网办"\n')
    schema = schema_of(minimal, "case")
    for word, known in (("网办", True), ("online", True), ("掌上", False)):
        text = changed("---\n##", f"tags: [{word}]\n---\n##")
        assert accepts(schema, as_edited(text)) == known


def test_a_report_may_leave_its_environment_empty() -> None:
    """It is not needed there; a package is."""
    schema = schema_of(MINIMAL, "report")
    data = as_edited(REPORT)
    assert accepts(schema, data)
    assert accepts(schema, {**data, "environment": None})
    assert not accepts(schema, {**data, "environment": "x"})
    assert not accepts(schema, {**data, "package": "x"})


def test_every_field_can_be_completed() -> None:
    """Enums carry what each code means, one for one."""
    site, _ = load_settings(REPOSITORY)
    assert site is not None
    choices = load_choices(REPOSITORY, site)
    schema = front_matter_schema(DocumentKind.CASE, choices)
    codes = schema["properties"]["environment"]
    assert codes["enum"] == [item.id for item in site.environments]
    assert codes["enumDescriptions"] == [item.title for item in site.environments]
    text = json.dumps(schema, ensure_ascii=False)
    for package in choices.packages:
        for item in (*package.indicators, *package.sources, *package.areas):
            assert json.dumps(item.code) in text
    assert site_schema()["properties"]["site"]["properties"]["title"]["description"]


OURS = associations("content/schemas", {"case": "content/cases"})


def test_the_command_writes_once(minimal: Path) -> None:
    """The first run says which files it wrote, the second that nothing changed."""
    outcome = run("schemas", "--site", str(minimal))
    assert outcome.status == 0
    names = [f"content/schemas/{name}.json" for name in NAMES] + [".vscode/settings.json"]
    assert outcome.text == "".join(f"已更新 {name}\n" for name in names)
    before = files_of(minimal)
    assert run("schemas", "--site", str(minimal)).text == "没有变化\n"
    assert files_of(minimal) == before
    settings_text = json.loads(before[".vscode/settings.json"])
    for path in settings_text["yaml.schemas"]:
        assert (minimal / path).is_file()
    for pattern, path in settings_text["evenBetterToml.schema.associations"].items():
        assert re.match(pattern, (minimal / "site.toml").as_uri())
        assert (minimal / path).is_file()


def test_settings_that_are_there_stay_byte_for_byte(minimal: Path) -> None:
    """Only our keys are put in; line ends, indents and the order of the rest are as they were."""
    file = minimal / ".vscode/settings.json"
    file.parent.mkdir()
    head = b'{\r\n\t"editor.rulers" : [ 80,100 ],\r\n\t"yaml.schemas": {'
    file.write_bytes(head + b'"./a.json": "a.yml"}\r\n}\r\n')
    assert run("schemas", "--site", str(minimal)).status == 0
    data = file.read_bytes()
    assert data.startswith(head)
    assert b"\n" not in data.replace(b"\r\n", b"")
    found = json.loads(data)
    assert list(found) == ["editor.rulers", *OURS]
    assert found["yaml.schemas"]["./a.json"] == "a.yml"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('{\n  // 注释\n  "a": 1\n}\n', "里面有注释或多余的逗号"),
        ('{"a": 1,}', "里面有注释或多余的逗号"),
        ("[]", "最外层不是花括号"),
        ('{"yaml.schemas": "a"}', "“yaml.schemas”的写法和要加的合不到一起"),
        ('{"yaml.schemas": {}, "yaml.schemas": {}}', "“yaml.schemas”写了两次"),
    ],
)
def test_settings_that_are_no_plain_json_are_left_alone(
    text: str, cause: str, minimal: Path
) -> None:
    """The editor is told what to add; the schemas are written all the same."""
    file = minimal / ".vscode/settings.json"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    outcome = run("schemas", "--site", str(minimal))
    assert outcome.status == 2
    assert cause in outcome.text
    assert '"./content/schemas/case.json": "content/cases/**/*.md"' in outcome.text
    assert file.read_text("utf-8") == text
    assert (minimal / "content/schemas/case.json").is_file()


def test_settings_of_the_site_that_cannot_be_read_stop_it(minimal: Path) -> None:
    """Nothing is written; the fault is told as a build tells it."""
    (minimal / "site.toml").write_text("x", encoding="utf-8")
    before = files_of(minimal)
    outcome = run("schemas", "--site", str(minimal))
    assert outcome.status == 2
    assert "[settings-invalid]" in outcome.text
    assert files_of(minimal) == before


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
DUMPS: list[Callable[[Any], str]] = [
    json.dumps,
    lambda value: json.dumps(value, ensure_ascii=False, indent=4) + "\n",
    lambda value: json.dumps(value, indent="\t", separators=(" , ", " : ")).replace("\n", "\r\n"),
]


@given(
    theirs=st.dictionaries(st.text(max_size=8), VALUES, max_size=4),
    dump=st.sampled_from(DUMPS),
    added=st.dictionaries(
        st.sampled_from([key for key, value in OURS.items() if isinstance(value, dict)]),
        st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
    ),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_merging_adds_and_loses_nothing(
    theirs: dict[str, Any], dump: Callable[[Any], str], added: dict[str, Any]
) -> None:
    """Any settings keep their values and their order, ours are in them, and once is enough."""
    whole = {**theirs, **added}
    text = merged(dump(whole), OURS)
    found = json.loads(text)
    assert list(found) == list(dict.fromkeys([*whole, *OURS]))
    assert {key: found[key] for key in theirs} == theirs
    for key, value in OURS.items():
        expected = {**whole.get(key, {}), **value} if isinstance(value, dict) else value
        assert found[key] == expected
    assert merged(text, OURS) == text


def test_an_empty_file_counts_as_none() -> None:
    """VS Code makes one; and a list under our key cannot take a mapping."""
    assert json.loads(merged(" \n", OURS)) == OURS
    with pytest.raises(CannotMerge):
        merged('{"yaml.schemas": []}', OURS)

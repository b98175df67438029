"""Any text anywhere: the site is built, with the text as text, or refused with a diagnostic."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import fromstring

import html5lib
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.build import Config, build
from site_builder.cli.executors import SerialExecutor
from site_builder.diagnostics import BuildFailed
from site_builder.known import Known
from site_builder.load import packages
from site_builder.load.files import unseen
from site_builder.reporters.forms import FORMS
from tests.conftest import make_site
from tests.pages import read_html

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "</title><b>x",
    "</script></style></textarea>",
    "<!-- x",
    "]]> <![CDATA[",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](data:text/html,x)",
    "<https://evil.example/>",
    "//evil.example/x",
    "javascript:alert(1)",
    "&amp;&#60;&lt;&nosuch;",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# x #}",
    "{0} {name} %s %d ${x}",
    "{{网办率",
    "\x00",
    "a\x01b",
    "\x0b\x0c",
    "\x1b[31mred",
    "\x7f\x85\x9f",
    "\u2028\u2029",
    "\u202e5.19",
    "\u2066x\u2069",
    "\ufffe\uffff",
    "\ufeffx",
    "a\u200b\u200db",
    "\ufffd",
    "é e\u0301 ﬁ",
    "😀👩‍👩‍👧🇨🇳",
    "𠮷𪚥",
    "字" * 4000,
    "a" * 4000,
    "1" * 5000,
    "9" * 30,
    "-" * 300,
    "null",
    "~",
    "true",
    "是",
    "- x",
    "x: y",
    "# x",
    "*a",
    "&a",
    "!!python/object:os.system x",
    "? x",
    "%YAML 1.1",
    "---",
    "...",
    "@missing",
    "@no-such|a\n@missing",
    "a|b|c",
    "`x` **y** ~~z~~ ***",
    "| a | b |\n| - | - |",
    "^[注] [^1]\n\n[^1]: x",
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "../../etc/passwd",
    "..\\..\\x",
    "C:\\Windows",
    "/",
    ".",
    "%2e%2e%2f",
    "con",
    "ｓｃｒｉｐｔ＜ａｌｅｒｔ＞",
    "１２３．４％",
    "a,b;c",
    '"',
    "'",
    "\\",
    "\r",
    "a\nb",
    "\t",
    " ",
    "",
)
"""Texts that break programs which trust them."""

PARTS = {
    "title": "一窗受理（虚构案例）",
    "slug": "one-window",
    "date": "2024-03-05 10:30",
    "updated": "2024-03-06 10:30",
    "draft": "false",
    "publish_on": "2024-01-01",
    "expires_on": "2034-01-01",
    "environment": "government",
    "area": "990001",
    "source": "sample-bulletin",
    "locator": "一｜一窗受理",
    "consent": "虚构的依据",
    "summary": "虚构的摘要。",
    "departments": ["税务局（虚构）"],
    "tags": ["一件事"],
    "initiatives": ["one-window"],
    "aliases": ["/old/"],
    "literals": {"五大环境": "名称"},
    "claims": {"首次": "一｜首次"},
    "figures": {"网办率": "online-rate"},
    "review": {"first": {"role": "虚构职务", "person": "虚构甲", "date": "2024-03-01"}},
}
LABELS = """
[[tags]]
id = "one-thing"
title = "一件事"

[[departments]]
id = "tax"
title = "税务局（虚构）"
"""
FREE_FIELDS = ("title", "locator", "consent", "summary", "literals", "claims")
"""Fields that hold any text."""
FREE_CELLS = {
    "areas": ("title", "title_en"),
    "sources": ("title", "publisher", "licence"),
    "indicators": ("title", "title_en", "unit_measure", "definition", "department", "frequency"),
    "observations": ("locator", "editor_note"),
    "targets": ("locator",),
    "breaks": ("reason",),
    "initiatives": ("title", "summary", "locator"),
}
"""Columns that hold any text."""
BODY = "## 情况\n\n网上办理率为{{网办率}}。\n"
FORMS_OF_TEXT = (
    "{}",
    "字{}字",
    "## {}",
    "- {}",
    "> {}",
    "| 甲 | 乙 |\n| --- | --- |\n| {} | 丙 |",
    "```\n{}\n```",
    "`{}`",
    "**{}**",
    "[{}](/about/)",
    "字^[{}]",
    "    {}",
)
CASE = "content/cases/sample/one-window.md"
DATA = "data/sample/2023.1.0"
UNSAFE = re.compile(
    r"\s*(javascript|data|vbscript|file):|\s*[/\\]{2}|https?:(?!//site\.example/)", re.I
)
HARMFUL = re.compile(
    "script|iframe|object|embed|applet|form|input|button|style|base|frame|frameset|img|video"
)
ANY_CONTROL = {"class", "id", "type", "hidden"}
CONTROLS = {
    "button": {"aria-pressed", "aria-label"},
    "form": {"role", "aria-label", "action", "method"},
    "input": {"name", "maxlength", "placeholder", "autocomplete", "enterkeyhint"},
}
"""Attributes of the site's own controls, besides data; `UNSAFE` looks at where forms lead."""
ANY_TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))

in_short_and_at_length = pytest.mark.parametrize(
    "examples", [12, pytest.param(60, marks=pytest.mark.thorough)]
)
"""How many texts are tried besides those that are named: a sample of what `make test-equal` tries.

Each is a site that is built.
"""


def so_many(examples: int) -> settings:
    """Return the settings under which so many texts are tried, the same in every run."""
    return settings(derandomize=True, deadline=None, max_examples=examples)


class Memory:
    """A writer that keeps what is built in memory."""

    def __init__(self) -> None:
        self.place, self.store = "nowhere", None
        self.files: dict[str, bytes] = {}

    def alone(self) -> AbstractContextManager[None]:
        """Keep nobody out: nobody else has it."""
        return nullcontext()

    def recover(self) -> None:
        """Mend nothing."""

    def know(self, stamps: object, written: int) -> None:
        """Know nothing: every build is new."""

    def open(self) -> None:
        """Begin."""

    def holds(self, path: str, sha256: str) -> bool:  # noqa: ARG002
        """Hold nothing: every build is new."""
        return False

    def put(self, path: str, data: bytes) -> None:
        """Take a file, in a place of its own inside the output."""
        assert path not in self.files
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert all(len(step.encode()) < 256 for step in path.split("/"))
        self.files[path] = data

    def keep(self, path: str) -> None:
        """Keep nothing: every build is new."""
        raise AssertionError(path)

    def commit(self) -> None:
        """End; no file stands where a folder is."""
        folders = {str(folder) for path in self.files for folder in Path(path).parents}
        assert folders.isdisjoint(self.files)

    def discard(self) -> None:
        """Forget nothing: the test fails anyway."""

    def stamps(self, files: object) -> dict[str, tuple[int, int, str]]:  # noqa: ARG002
        """Return none."""
        return {}


class Sources(NamedTuple):
    """A site of which one file at a time is changed, and what need not be done again for it."""

    root: Path
    tables: Mapping[str, list[list[str]]]
    sound: dict[str, bytes]
    known: Known
    looked_at: set[bytes]

    def restore(self) -> None:
        """Bring every file back."""
        for name, data in self.sound.items():
            (self.root / name).write_bytes(data)

    def case(self, fields: Mapping[str, object], body: str = BODY) -> None:
        """Write the case."""
        front = yaml.dump(dict(fields), allow_unicode=True, sort_keys=False, width=10**6)
        self.write(CASE, f"---\n{front}---\n{body}")

    def table(self, name: str, changed: Mapping[str, str]) -> None:
        """Write a table, with these cells in its last row."""
        header, *rows = self.tables[name]
        last = [changed.get(column, cell) for column, cell in zip(header, rows[-1], strict=True)]
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *rows[:-1], last])
        self.write(f"{DATA}/{name}.csv", text.getvalue())

    def write(self, name: str, text: str) -> None:
        """Write a file, line ends as they are."""
        (self.root / name).write_bytes(text.encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sources]:
    """The minimal site; its tables pass Frictionless, which is asked again only in need."""
    root = make_site(tmp_path_factory.mktemp("nasty") / "site")
    toml = root / "site.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + LABELS, encoding="utf-8")
    tables = {
        path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for path in sorted((root / DATA).glob("*.csv"))
    }
    names = [CASE, *(f"{DATA}/{name}.csv" for name in tables)]
    sound = {name: (root / name).read_bytes() for name in names}
    yield Sources(root, tables, sound, Known(), set())
    shutil.rmtree(root)


def outcome(sources: Sources) -> dict[str, bytes] | None:
    """Return the built files, None where the site was refused; anything else is a fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        try:
            return built(sources.root, sources.known)
        except BuildFailed as refused:
            assert_told(refused)
            return None
        except (KeyError, StopIteration):
            pass  # a broken reference, which only Frictionless looks for
    with pytest.raises(BuildFailed) as caught:
        built(sources.root, Known())
    assert_told(caught.value)
    return None


def built(root: Path, known: Known) -> dict[str, bytes]:
    """Return the files of a site."""
    writer = Memory()
    config = Config(root=root, cache=root / ".cache", as_of=None, strict=False, clean=True)
    build(config, writer, SerialExecutor(), lambda *_: None, known=known)
    return writer.files


def assert_told(refused: BuildFailed) -> None:
    """A refusal is of content, names a place, and every report of it can be printed."""
    assert refused.status == 1
    for form, report in FORMS.items():
        for language in ("zh", "en"):
            said = report(refused.diagnostics, language)
            assert said.encode()
            if form == "text":
                assert unseen(said) is None
                assert said.startswith(("content/", "data/"))


class Skeleton(HTMLParser):
    """Finds the elements, attributes and addresses that no text may bring in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = dict(attrs)
        own = re.fullmatch(r"(\.\./|/column/)*assets/\w+\.\w+\.js", values.get("src") or "")
        data = tag == "script" and values.get("type") == "application/ld+json"
        embedded = tag == "base" and values == {"target": "_top"}
        plain = {
            name for name in values if name not in ANY_CONTROL and not name.startswith("data-")
        }
        control = tag in CONTROLS and plain <= CONTROLS[tag]
        if HARMFUL.fullmatch(tag) and not (own or data or embedded or control):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.found.append(f"{tag} {name}")
            known = tag == "link" or name not in ("href", "src", "action", "xlink:href")
            if not known and UNSAFE.match(value or ""):
                self.found.append(f"{tag} {name}={value}")


def assert_text_stays_text(files: Mapping[str, bytes], own: str, looked_at: set[bytes]) -> None:
    """Every page is well formed and holds nothing harmful; the other files can be read."""
    for name, data in files.items():
        if name.endswith(".xml"):
            fromstring(data)
        elif name.endswith((".json", ".jsonld")):
            json.loads(data)
        if not name.endswith(".html") or data in looked_at:
            continue
        looked_at.add(data)
        html = data.decode()
        assert unseen(html) is None, name
        skeleton = Skeleton()
        skeleton.feed(html)
        assert skeleton.found == [], name
        page = read_html(html)
        assert page.unclosed == [], name
        assert len(page.ids) == len(set(page.ids)), name
        if name == own:
            parser = html5lib.HTMLParser()
            parser.parse(html)
            assert parser.errors == [], name


def spoilt(value: object, text: str) -> object:
    """Return a value of front matter with a text in its place: in a list, a mapping, or alone."""
    if isinstance(value, list):
        return [text]
    return {text: text} if isinstance(value, dict) else text


@pytest.mark.parametrize("text", NASTY, ids=[f"{n}" for n in range(len(NASTY))])
def test_a_text_in_every_free_place_is_shown_as_text(text: str, sources: Sources) -> None:
    """In all titles, notes and cells at once: shown to the letter, or refused where unseen."""
    sources.restore()
    sources.case({**PARTS, **{name: spoilt(PARTS[name], text) for name in FREE_FIELDS}})
    for table, columns in FREE_CELLS.items():
        sources.table(table, dict.fromkeys(columns, text))
    files = outcome(sources)
    if unseen(text, name=True) or "{{" in text or not text.strip():
        assert files is None
        return
    assert files is not None
    own = "cases/one-window/index.html"
    assert_text_stays_text(files, own, sources.looked_at)
    (title,) = [said for level, said in read_html(files[own].decode()).headings if level == 1]
    assert title == text.strip()
    assert json.loads(files["cases/index.json"])["cases"][0]["title"].strip() == text.strip()


@in_short_and_at_length
def test_any_text_in_any_field(examples: int, sources: Sources) -> None:
    """A field takes a text or refuses it, whether it is where it belongs or not."""

    @so_many(examples)
    @given(field=st.sampled_from(sorted(PARTS)), text=ANY_TEXT, nested=st.booleans())
    @example(field="draft", text="[x]", nested=False)
    @example(field="slug", text="a" * 4000, nested=False)
    def tried(field: str, text: str, nested: bool) -> None:
        sources.restore()
        sources.case({**PARTS, field: spoilt(PARTS[field], text) if nested else text})
        files = outcome(sources)
        if files is not None:
            own = next(name for name in files if name.startswith("cases/"))
            assert_text_stays_text(files, own, sources.looked_at)

    tried()


@in_short_and_at_length
def test_any_text_for_a_value_as_an_editor_types_it(examples: int, sources: Sources) -> None:
    """Unquoted, it may be other YAML, or none: read, or refused at its place."""

    @so_many(examples)
    @given(field=st.sampled_from(sorted(PARTS)), text=ANY_TEXT)
    @example(field="draft", text="[x]")
    @example(field="figures", text="&a [*a]")
    def tried(field: str, text: str) -> None:
        sources.restore()
        sources.case(PARTS)
        lines = (sources.root / CASE).read_text(encoding="utf-8").split("\n")
        typed = [f"{field}: {text}" if line.startswith(f"{field}:") else line for line in lines]
        sources.write(CASE, "\n".join(typed))
        files = outcome(sources)
        if files is not None:
            assert_text_stays_text(files, "cases/index.html", sources.looked_at)

    tried()


CELLS = [
    (name, column)
    for name, columns in {
        "areas": "ref_area title title_en level parent",
        "breaks": "indicator ref_area time_period caliber reason source",
        "indicators": "indicator title title_en environment kind unit_measure denominator direction"
        " stage price_basis decimals frequency definition department featured watched",
        "initiative_indicators": "initiative indicator",
        "initiatives": "initiative title kind environment ref_area status summary source locator",
        "observations": "indicator ref_area time_period caliber period_basis obs_value unit_mult"
        " obs_status nature qualifier tied rank_of rank_scope base_n source locator editor_note",
        "sources": "source title publisher published url licence document_sha256",
        "targets": "indicator ref_area time_period caliber target_value unit_mult qualifier source"
        " locator",
    }.items()
    for column in columns.split()
]


def test_every_column_is_tried(sources: Sources) -> None:
    """The columns named here are those of the tables."""
    assert [(name, column) for name, rows in sources.tables.items() for column in rows[0]] == CELLS


@in_short_and_at_length
def test_any_text_in_any_cell(examples: int, sources: Sources) -> None:
    """A cell takes a text or refuses it."""

    @so_many(examples)
    @given(cell=st.sampled_from(CELLS), text=ANY_TEXT)
    @example(cell=("observations", "obs_value"), text="1" * 400)
    @example(cell=("indicators", "decimals"), text="9" * 30)
    @example(cell=("observations", "base_n"), text="1" * 5000)
    @example(cell=("sources", "url"), text="javascript:alert(1)")
    @example(cell=("areas", "ref_area"), text="../../etc/passwd")
    def tried(cell: tuple[str, str], text: str) -> None:
        sources.restore()
        table, column = cell
        sources.table(table, {column: text})
        files = outcome(sources)
        if files is not None:
            assert_text_stays_text(files, "indicators/online-rate/index.html", sources.looked_at)

    tried()


@in_short_and_at_length
def test_any_text_in_a_body(examples: int, sources: Sources) -> None:
    """A text takes any other in any of the places Markdown has, or refuses it."""
    marks = st.text("[]()<>*_`!^|{}#-\n字a ", max_size=30)

    @so_many(examples)
    @given(text=st.one_of(ANY_TEXT, marks), form=st.sampled_from(FORMS_OF_TEXT))
    @example(text="^[x]", form="[{}](/about/)")
    @example(text="content", form="## {}")
    def tried(text: str, form: str) -> None:
        sources.restore()
        sources.case(PARTS, f"{BODY}\n{form.replace('{}', text)}\n")
        files = outcome(sources)
        assert files is None or unseen(text.replace("\r\n", "\n").replace("\r", "\n")) is None
        if files is not None:
            assert_text_stays_text(files, "cases/one-window/index.html", sources.looked_at)

    tried()

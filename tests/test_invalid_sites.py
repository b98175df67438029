"""Faulty sites: each fault is said once, in the editor's language, at its place; nothing is built.

`tests/sites/invalid/<code>/` holds what differs from the minimal site, and the text printed for it,
in Chinese (`expected.txt`) and English (`expected.en.txt`). `pytest --update` writes both anew.
"""

import ast
import errno
import re
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from msgspec import Struct

from site_builder import lock
from site_builder.cli import executors
from site_builder.cli.executors import SerialExecutor
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.posters import lettering
from site_builder.reporters.catalogue import catalogue
from site_builder.search import service
from tests.conftest import REPOSITORY, SITES, Outcome, files_of, make_site, run

INVALID = SITES / "invalid"
FOLDERS = sorted(path.name for path in INVALID.iterdir())
WARNINGS = (
    "figure-unused",
    "change-not-comparable",
    "claim-unsupported",
    "review-lapsed",
    "link-withheld",
    "figure-unbound",
    "literal-unused",
    "term-discouraged",
    "stock-with-span",
    "expectation-past",
    "cumulative-falls",
    "fact-repeated",
    "target-direction",
    "break-without-earlier",
    "source-unused",
    "release-overdue",
    "column-stale",
    "column-empty",
    "upgrade-needed",
)
STATUS = {
    **dict.fromkeys(WARNINGS, 0),
    "settings-invalid": 2,
    "settings-unreadable": 2,
    "builder-too-old": 2,
    "template-invalid": 2,
    "pictures-missing": 2,
    "search-missing": 2,
    "output-foreign": 2,
    "output-unwritable": 4,
    "store-unwritable": 4,
    "cache-unwritable": 4,
    "already-running": 4,
    "workers-lost": 4,
}
"""Exit status by code; 1, a fault in content or data, for every other."""

SAID = re.compile(r"^(?P<place>.+?): (?:错误|警告|error|warning) \[(?P<code>[a-z0-9-]+)\] ", re.M)
FIGURE = re.compile(r"\{\{[^{}]*\}\}")


class LostWorkers(SerialExecutor):
    """A cluster that has no worker left."""

    def submit(self, _, /, *_args, **_kwargs):
        """Return what became of the call."""
        future: Future[object] = Future()
        place = Span(path="tcp://scheduler.example:8786")
        lost = error("workers-lost", place, cause="@no-workers|30")
        future.set_exception(BuildFailed((lost,), status=4))
        return future


def taken(_file: int) -> None:
    """Find that another process holds a lock."""
    raise BlockingIOError(errno.EWOULDBLOCK, "")


@pytest.fixture(autouse=True)
def _without_a_package(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the font or the search engine away where its absence is the fault."""
    if request.node.name.endswith("[pictures-missing]"):
        monkeypatch.setattr(lettering, "find_spec", lambda _: None)
    if request.node.name.endswith("[search-missing]"):
        monkeypatch.setattr(service, "find_spec", lambda _: None)
    if request.node.name.endswith("[already-running]"):
        monkeypatch.setattr(lock, "_take", taken)
    if request.node.name.endswith("[workers-lost]"):
        monkeypatch.setattr(executors, "executor_named", lambda *_: LostWorkers())


DATED = {"official-missing", "official-placeholder"}
"""Codes of official sites, which must be told the date of the build."""


def options(code: str) -> tuple[str, ...]:
    """Return what the command needs besides the site, for its only fault to be that one."""
    if code == "store-unwritable":
        return ("--output", "file:///dev/null/site")
    return ("--as-of", "2024-03-31") if code in DATED else ()


def build(site: Path, *options: str) -> Outcome:
    """Build a site in this process."""
    return run("build", "--site", str(site), "--executor", "serial", *options)


def diagnostics(outcome: Outcome, site: Path) -> str:
    """Return what was said of faults, with the site's folder written SITE."""
    lines = outcome.text.replace(str(site), "SITE").splitlines(keepends=True)
    return "".join(lines[:-1] if outcome.status == 0 else lines)


def codes(text: str) -> list[str]:
    """Return the codes in a report, in order."""
    return [match["code"] for match in SAID.finditer(text)]


def places(text: str) -> list[str]:
    """Return the places in a report, in order."""
    return [match["place"] for match in SAID.finditer(text)]


def sources(site: Path) -> dict[str, bytes]:
    """Return every file of a site but those of its cache."""
    return {name: data for name, data in files_of(site).items() if not name.startswith(".cache/")}


@pytest.mark.parametrize("code", FOLDERS)
def test_a_fault_is_said_once_and_stops_the_build(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One fault: one message, no follow-on, the agreed exit status, no file of the site touched."""
    site = make_site(tmp_path / "site", INVALID / code)
    before = sources(site)
    outcome = build(site, *options(code))
    text = diagnostics(outcome, site)
    expected = INVALID / code / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(text, encoding="utf-8")
    assert codes(text) == [code]
    assert text == expected.read_text(encoding="utf-8")
    assert outcome.status == STATUS.get(code, 1)
    if code in WARNINGS:
        assert (site / "public" / "build.json").is_file()
    else:
        assert sources(site) == before
        assert (site / "public").exists() == (INVALID / code / "public").exists()


@pytest.mark.parametrize("code", FOLDERS)
def test_the_english_report_says_the_same(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`--lang en` names the same fault at a place of the same file, with every blank filled."""
    site = make_site(tmp_path / "site", INVALID / code)
    outcome = build(site, "--lang", "en", *options(code))
    text = diagnostics(outcome, site)
    expected = INVALID / code / "expected.en.txt"
    if request.config.getoption("--update"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert codes(text) == codes((INVALID / code / "expected.txt").read_text(encoding="utf-8"))
    assert outcome.status == STATUS.get(code, 1)
    assert "{" not in FIGURE.sub("", text)
    assert text.count("\n    hint: ") == len(codes(text))
    assert not re.search("错误|警告|怎么办|，字段", text)


@pytest.mark.parametrize("code", FOLDERS)
def test_the_expected_text_is_complete(code: str) -> None:
    """Every blank of a message is filled, nothing empty is quoted, every fault has a hint."""
    text = (INVALID / code / "expected.txt").read_text(encoding="utf-8")
    assert "{" not in FIGURE.sub("", text)
    assert "“”" not in text
    assert "：\n" not in text
    assert text.count("\n    怎么办: ") == len(codes(text)) == 1


@pytest.mark.parametrize("code", FOLDERS)
def test_the_chinese_report_holds_no_english_words(code: str) -> None:
    """An editor reads Chinese: no words of English outside quotation marks, codes and paths."""
    text = (INVALID / code / "expected.txt").read_text(encoding="utf-8")
    prose = re.sub("“[^”]*”", "“”", SAID.sub("", text))
    assert re.findall(r"[A-Za-z]+[ ,'\"]+[A-Za-z]+|Errno", prose) == []


def test_every_code_has_a_site_and_every_site_a_code() -> None:
    """The fixtures of builds and of other commands, and the messages, name the same codes."""
    others = [
        path.name
        for name in ("imports", "commands", "versions")
        for path in (SITES / name).iterdir()
    ]
    assert sorted(catalogue()) == sorted(FOLDERS + others)


class Call(Struct, frozen=True):
    """A call of `error` or `warning`: where, with which code, and the arguments' names."""

    place: str
    code: str | None
    arguments: frozenset[str]


def calls() -> list[Call]:
    """Return every call that makes a diagnostic; the code is None where it is computed."""
    found = []
    for path in sorted((REPOSITORY / "site_builder").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("error", "warning"):
                first = node.args[0]
                code = first.value if isinstance(first, ast.Constant) else None
                names = frozenset(item.arg for item in node.keywords if item.arg)
                place = f"{path.relative_to(REPOSITORY).as_posix()}:{node.lineno}"
                found.append(Call(place=place, code=code, arguments=names))
    return found


def test_every_code_in_the_program_has_a_message_and_every_message_is_used() -> None:
    """No code without words, no words without a code."""
    assert [call.place for call in calls() if call.code is None] == []
    assert {call.code for call in calls()} == set(catalogue())


def test_every_call_fills_the_blanks_of_its_message() -> None:
    """Whoever makes a diagnostic hands over all that its message and hint print, zh and en."""
    words = {
        code: {
            name
            for text in (entry.zh, entry.en, entry.hint_zh, entry.hint_en)
            for name in re.findall(r"\{(\w+)\}", text)
        }
        for code, entry in catalogue().items()
    }
    lacking = [
        (call.place, call.code, sorted(words[call.code] - call.arguments))
        for call in calls()
        if call.code and words[call.code] - call.arguments
    ]
    assert lacking == []


def test_no_message_is_empty() -> None:
    """Every code has a message and a hint in Chinese and in English."""
    for code, entry in catalogue().items():
        for text in (entry.zh, entry.en, entry.hint_zh, entry.hint_en):
            assert text.strip(), code
        assert re.search("[一-鿿]", entry.zh + entry.hint_zh), code
        assert not re.search("[一-鿿]", entry.en + entry.hint_en), code


@pytest.mark.parametrize("code", WARNINGS)
def test_strict_makes_a_warning_stop_the_build(code: str, tmp_path: Path) -> None:
    """Under `--strict` the same warning is an error: status 1, nothing built."""
    site = make_site(tmp_path / "site", INVALID / code)
    outcome = build(site, "--strict")
    assert outcome.status == 1
    assert codes(outcome.text) == [code]
    assert f" 错误 [{code}] " in outcome.text
    assert outcome.text.endswith("1个错误，0个警告\n")
    assert not (site / "public").exists()


PACKAGE = "data/sample/2023.1.0"
CASE = "content/cases/sample/one-window.md"
REPORT = "content/reports/sample.md"
ABOUT = "content/pages/about.md"
PAGE = (SITES / "minimal" / ABOUT).read_text(encoding="utf-8")
CASE_TEXT = (SITES / "minimal" / CASE).read_text(encoding="utf-8")

Spoil = Callable[[Path], None]


def change(path: str, old: str, new: str) -> Spoil:
    """Return what replaces the one `old` in a file."""

    def spoil(site: Path) -> None:
        file = site / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def rewrite(*paths: str, text: Callable[[str], bytes]) -> Spoil:
    """Return what writes files anew from their text."""

    def spoil(site: Path) -> None:
        for path in paths:
            (site / path).write_bytes(text((site / path).read_text(encoding="utf-8")))

    return spoil


def write(path: str, text: str) -> Spoil:
    """Return what adds a file."""

    def spoil(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Return what does one thing after the other."""

    def spoil(site: Path) -> None:
        for one in spoils:
            one(site)

    return spoil


def cell(table: str, row: int, field: str = "") -> str:
    """Return the place of a cell, or of a row, as the Chinese report writes it."""
    return f"{PACKAGE}/{table}.csv: 第{row}行" + (f"，字段 {field}" if field else "")


SLIPS = [
    pytest.param(
        change(f"{PACKAGE}/observations.csv", "一｜网上办理率91.2%", ""),
        [cell("observations", 3, "locator")],
        id="a required cell left empty",
    ),
    pytest.param(
        change(ABOUT, "title: 关于", "title：关于"), [f"{ABOUT}:2:6"], id="full-width colon"
    ),
    pytest.param(
        rewrite(ABOUT, text=lambda text: text.encode("gb18030")),
        [f"{ABOUT}:2"],
        id="a page in GB18030",
    ),
    pytest.param(
        change(REPORT, "{{投资}}", "{{投资}}，见[页](/reports/none/)、[页](/none/)"),
        [f"{REPORT}:14:18", f"{REPORT}:14:38"],
        id="two dead links on a line",
    ),
    pytest.param(
        change(f"{PACKAGE}/observations.csv", ",1200,", ",NaN,"),
        [cell("observations", 4, "obs_value")],
        id="NaN for a number",
    ),
    pytest.param(
        change(f"{PACKAGE}/observations.csv", ",91.2,", ",９１.２,"),
        [cell("observations", 3, "obs_value")],
        id="full-width digits",
    ),
    pytest.param(
        change(f"{PACKAGE}/targets.csv", "三｜建成5个", "三｜建成5个,x,y"),
        [cell("targets", 2)],
        id="two commas too many",
    ),
    pytest.param(
        change(f"{PACKAGE}/observations.csv", "online-rate,990001,2023,", "online-rate,990001,,"),
        [cell("observations", 3, "time_period")],
        id="an empty period",
    ),
    pytest.param(
        change(
            f"{PACKAGE}/observations.csv",
            "online-rate,990001,2023,",
            "\nonline-rate,990001,2023年,",
        ),
        [cell("observations", 3), cell("observations", 4, "time_period")],
        id="a wrong period below a blank row",
    ),
    pytest.param(
        rewrite(
            f"{PACKAGE}/areas.csv",
            f"{PACKAGE}/sources.csv",
            text=lambda text: text.encode("gb18030"),
        ),
        [f"{PACKAGE}/areas.csv:2", f"{PACKAGE}/sources.csv:2"],
        id="two tables in GB18030",
    ),
    pytest.param(
        change(f"{PACKAGE}/observations.csv", "service-cases", "service-case"),
        [cell("observations", 4, "indicator")],
        id="a misspelt indicator in an observation",
    ),
    pytest.param(
        rewrite(f"{PACKAGE}/observations.csv", text=lambda _: b""),
        [f"{PACKAGE}/observations.csv"],
        id="an empty table",
    ),
    pytest.param(
        rewrite(
            f"{PACKAGE}/observations.csv", text=lambda text: f"样例区数据表,,\n{text}".encode()
        ),
        [f"{PACKAGE}/observations.csv"],
        id="a line above the header",
    ),
    pytest.param(
        change(
            f"{PACKAGE}/datapackage.json",
            '"type": "number",\n            "title": "数值"',
            '"type": "numbr"',
        ),
        [f"{PACKAGE}/datapackage.json"],
        id="an unknown type in the descriptor",
    ),
    pytest.param(
        change(ABOUT, "2024-03-05 09:00", "2024-02-30"),
        [f"{ABOUT}:4"],
        id="a day that does not exist",
    ),
    pytest.param(
        write("content/pages/list.md", PAGE.replace("slug: about", "slug: cases")),
        ["content/pages/list.md:3"],
        id="a page at the address of a page of the builder",
    ),
    pytest.param(
        change(
            "site.toml", 'name = "sample"\n', 'name = "sample"\n\n[[packages]]\nname = "sample"\n'
        ),
        ["site.toml:25"],
        id="a package named twice",
    ),
    pytest.param(
        change(REPORT, "{{投资}}", "{{投资}}{{投资.value.period}}"),
        [f"{REPORT}:14:12"],
        id="a figure with two parts",
    ),
    pytest.param(
        change(REPORT, "title: 样例报告解读（虚构）", "title: 投资增长{{投资}}"),
        [f"{REPORT}:2"],
        id="a figure in a title",
    ),
    pytest.param(
        change(CASE, "summary: '网上办理率{{网办率}}。'", "summary: '网上办理率{{网辦率}}。'"),
        [f"{CASE}:9:16"],
        id="an unknown figure in a summary",
    ),
    pytest.param(
        change(CASE, "[关于](/about/)", "[关于](/关于/)"), [f"{CASE}:16:13"], id="a link in Chinese"
    ),
    pytest.param(
        write("content/cases/smaple/second.md", CASE_TEXT.replace("slug: one", "slug: second")),
        ["content/cases/smaple/second.md:1"],
        id="a misspelt folder of cases",
    ),
]
"""What editors do: how the minimal site is spoiled, and the places that are to be named."""


@pytest.mark.parametrize(("spoil", "expected"), SLIPS)
def test_a_slip_is_named_at_its_place(spoil: Spoil, expected: list[str], tmp_path: Path) -> None:
    """A slip is one error at its file and line, or row and field; no crash, no silence, no echo."""
    site = make_site(tmp_path / "site")
    spoil(site)
    outcome = build(site)
    named = places(outcome.text)
    assert len(named) == len(expected), outcome.text
    for place, wanted in zip(named, expected, strict=True):
        assert place == wanted or place.startswith(f"{wanted}:"), outcome.text
    assert outcome.status == (2 if expected[0].startswith("site.toml") else 1)


SOUND = [
    pytest.param(
        change(CASE, 'area: "990001"', "area: 990001"),
        id="an area code without quotation marks",
    ),
    pytest.param(
        change(f"{PACKAGE}/observations.csv", "over,false", "over,FALSE"), id="Excel's FALSE"
    ),
    pytest.param(
        rewrite("site.toml", text=lambda text: text.encode("utf-8-sig")),
        id="settings saved by Notepad",
    ),
    pytest.param(
        change(REPORT, "{{投资}}", "{{投资}}，[订阅](/feed.xml)"), id="a link to a file of the site"
    ),
    pytest.param(
        both(
            rewrite(CASE, text=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")),
            rewrite(
                f"{PACKAGE}/observations.csv",
                text=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
            ),
            change(REPORT, "{{投资}}", "{{投资}}，见[关于](/about/#说明)"),
        ),
        id="byte order marks, line ends of Windows, a link to a Chinese heading",
    ),
]
"""What is no fault."""


@pytest.mark.parametrize("spoil", SOUND)
def test_what_is_no_fault_builds_the_whole_site(spoil: Spoil, tmp_path: Path) -> None:
    """No fault is made of it, and no page goes missing."""
    site = make_site(tmp_path / "site")
    spoil(site)
    outcome = build(site)
    assert (codes(outcome.text), outcome.status) == ([], 0)
    assert "1200余件" in (site / "public/indicators/service-cases/index.html").read_text("utf-8")

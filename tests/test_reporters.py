"""How faults are told: text, machine forms, baseline, quiet and verbose, wrong usage."""

import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.cli import cli, main
from site_builder.cli.report import Amount, Report
from site_builder.diagnostics import Diagnostic, Span, error, warning
from site_builder.reporters.baseline import as_baseline, read_baseline, without_known
from site_builder.reporters.catalogue import message
from site_builder.reporters.fingerprint import fingerprints
from site_builder.reporters.forms import FORMS
from tests.conftest import SITES, make_site

WARNED = SITES / "invalid/figure-unused"
REPORT = "content/reports/sample.md"

HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys, or what turns the order of the words."""

odd = st.text(st.sampled_from("a甲/%:,\n\r\x1b\x9b\u202e\u2066\u2028\udcff\ud800"), max_size=20)
anything = st.text(max_size=20) | odd
places = st.integers(1, 99)


def check(site: Path, *options: str) -> Result:
    """Check a site in this process; standard output and the other one are kept apart."""
    return CliRunner().invoke(cli, ["check", "--site", str(site), *options])


def dead(target: str, path: str = "content/pages/a.md", line: int = 3) -> Diagnostic:
    """Return a dead link."""
    return error("link-dead", Span(path=path, line=line, column=5), target=target, nearest="")


@pytest.mark.parametrize("written", ["@no-such-file-at-all", "@", "a|b", "{target}", "{nearest}"])
def test_what_an_editor_wrote_is_quoted_as_it_is(written: str) -> None:
    """Text that looks like a phrase or a blank of ours is still the editor's text."""
    assert message(dead(written), "zh") == f"链接“{written}”指向的页面不存在"


def test_a_phrase_keeps_a_bar_in_its_last_argument() -> None:
    """A bar that an editor wrote cuts nothing off."""
    item = error(
        "front-matter-field", Span(path="a.md"), field="x", cause="@empty", found="@found|a|b"
    )
    assert "“a|b”" in FORMS["text"]((item,), "zh")


@given(anything, anything.filter(bool))
def test_no_text_breaks_a_report(target: str, path: str) -> None:
    """Whatever stands in a source: two lines of text, one for GitHub, documents for the others."""
    found = (dead(target, path),)
    assert len(FORMS["text"](found, "zh").splitlines()) == 2
    assert FORMS["github"](found, "zh").count("\n") == 1
    for name, form in FORMS.items():
        told = form(found, "zh")
        if name in ("json", "sarif", "gitlab"):
            json.loads(told)
        assert HARMFUL.search(told) is None
        told.encode("utf-8")


@given(st.lists(st.tuples(anything, places, places), max_size=6))
def test_a_fingerprint_does_not_know_its_line(items: list[tuple[str, int, int]]) -> None:
    """Moved by any number of lines each fault keeps its fingerprint, and no two have the same."""
    here = [dead(target, line=line) for target, line, _ in items]
    moved = [dead(target, line=line + by) for target, line, by in items]
    assert fingerprints(here) == fingerprints(moved)
    assert len(set(fingerprints(here))) == len(items)


@pytest.mark.parametrize(
    "other",
    [
        dead("/b/"),
        dead("/a/", path="content/pages/b.md"),
        replace(dead("/a/"), code="anchor-dead"),
        replace(dead("/a/"), span=Span(path="content/pages/a.md", field="title")),
    ],
)
def test_another_fault_has_another_fingerprint(other: Diagnostic) -> None:
    """Code, path, field and arguments all count."""
    assert fingerprints([dead("/a/")]) != fingerprints([other])


def test_the_place_in_a_workbook_is_one_line_too() -> None:
    """Names of sheets and files come from others, as names of fields do."""
    span = Span(path="a\x1b[2J.xlsx", resource="甲\x1b]0;x\x07", field="C\u202e7")
    found = (error("link-dead", span, target="/a/", nearest=""),)
    for form in ("text", "github"):
        assert HARMFUL.search(FORMS[form](found, "zh")) is None
    assert "C<U+202E>7" in FORMS["text"](found, "zh")


@pytest.mark.parametrize("form", FORMS)
def test_the_name_of_a_file_reaches_no_terminal_raw(form: str, minimal: Path) -> None:
    """Escape sequences and marks that turn words: told in every form."""
    for name in ("\x1b[2J\x1b]0;x\x07.md", "\u202edm.x.md"):
        (minimal / "content/pages" / name).write_text("---\ntitle: [\n---\n")
    outcome = check(minimal, "--format", form, "--verbose")
    assert outcome.exit_code == 1, outcome.exception
    assert outcome.stdout.count("front-matter-invalid") >= 2
    assert HARMFUL.search(outcome.stdout + outcome.stderr) is None


def many(errors: int, warnings: int) -> tuple[Diagnostic, ...]:
    """Return warnings, then errors, each about a line of its own."""
    early = (warning("link-dead", Span(path="a.md", line=n), target="/") for n in range(warnings))
    late = (error("link-dead", Span(path="b.md", line=n), target="/") for n in range(errors))
    return (*early, *late)


def told(form: str, amount: Amount, found: tuple[Diagnostic, ...]) -> None:
    """Let a report tell diagnostics."""
    Report(form=form, language="zh", amount=amount, guide="", baseline=()).tell(found)


def test_of_thousands_the_first_are_listed_and_all_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Errors before warnings, in their order; with --verbose and in machine forms all of them."""
    found = many(errors=150, warnings=1000)
    told("text", Amount.NORMAL, found)
    text = capsys.readouterr().out
    assert (text.count("错误 ["), text.count("警告 [")) == (150, 50)
    assert text.index("警告 [") < text.index("错误 [")
    assert text.endswith(
        "\n\n还有950条没有列出：加 --verbose 全部列出，或用 --format json\n"
        "\n按代码：link-dead 1150\n150个错误，1000个警告\n"
    )
    told("text", Amount.VERBOSE, found)
    assert capsys.readouterr().out.count(" [link-dead]") == 1150
    told("text", Amount.QUIET, many(errors=201, warnings=1))
    text = capsys.readouterr().out
    assert text.count("错误 [") == 200
    assert "还有1条没有列出" in text
    told("json", Amount.NORMAL, found)
    log = json.loads(capsys.readouterr().out)
    assert log["counts"] == {"error": 150, "warning": 1000}
    assert len(log["diagnostics"]) == 1150
    for form, mark in (("github", "::"), ("gitlab", '"check_name"'), ("sarif", '"ruleId"')):
        told(form, Amount.NORMAL, found)
        out = capsys.readouterr().out
        assert (out.count("title=link-dead::") if form == "github" else out.count(mark)) == 1150


@pytest.mark.parametrize(
    ("terminal", "variables", "coloured"),
    [
        (False, {}, False),
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"FORCE_COLOR": "0"}, False),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_alone(
    terminal: bool,
    variables: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A log, a file, a pipe hold none; who says otherwise is obeyed; machine forms have none."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    told("text", Amount.NORMAL, many(errors=1, warnings=1))
    out = capsys.readouterr().out
    assert ("\x1b[31m错误\x1b[0m" in out) == ("\x1b[33m警告\x1b[0m" in out) == coloured
    assert ("\x1b" in out) == coloured
    for form in FORMS.keys() - {"text"}:
        told(form, Amount.NORMAL, many(errors=1, warnings=1))
        assert "\x1b" not in capsys.readouterr().out


def test_a_github_command_escapes_what_github_asks_for() -> None:
    """Percent, line ends; in properties also colon and comma."""
    found = (dead("/100%/", path="content/a:b,c%.md"),)
    line = FORMS["github"](found, "en")
    assert line.startswith(
        "::error file=content/a%3Ab%2Cc%25.md,line=3,col=5,title=link-dead::link /100%25/ leads"
    )
    assert "no page%0ALinks" in line


def test_sarif_names_files_by_addresses() -> None:
    """A path inside the site is relative to its root and escaped; one outside is absolute."""
    found = (dead("/a/", path="content/pages/说 明.md"), dead("/a/", path="/srv/public"))
    results = json.loads(FORMS["sarif"](found, "zh"))["runs"][0]["results"]
    inside, outside = [
        result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results
    ]
    assert (unquote(inside["uri"]), inside["uriBaseId"]) == ("content/pages/说 明.md", "%SRCROOT%")
    assert inside["uri"].isascii()
    assert outside == {"uri": "file:///srv/public"}


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github"])
@pytest.mark.parametrize("overlay", [WARNED, None], ids=["warned", "sound"])
def test_a_machine_form_is_alone_on_standard_output(
    form: str, overlay: Path | None, tmp_path: Path
) -> None:
    """One document, or one command a line, and nothing else, even with --verbose."""
    site = make_site(tmp_path / "site", overlay)
    outcome = check(site, "--format", form, "--verbose")
    if form == "github":
        assert outcome.stdout.count("::warning ") == outcome.stdout.count("\n") == bool(overlay)
    else:
        json.loads(outcome.stdout)
    assert "data/sample/2023.1.0" in outcome.stderr


def test_quiet_leaves_warnings_out_and_counts_them(tmp_path: Path) -> None:
    """Errors and the result alone."""
    outcome = check(make_site(tmp_path / "site", WARNED), "--quiet")
    assert (outcome.stdout, outcome.exit_code) == ("0个错误，1个警告\n", 0)
    told = json.loads(check(tmp_path / "site", "--quiet", "--format", "json").stdout)
    assert told == {"counts": {"error": 0, "warning": 1}, "diagnostics": []}


def test_verbose_says_what_was_read_and_counts_by_code(tmp_path: Path) -> None:
    """Packages and documents on the other output; codes in the summary."""
    outcome = check(make_site(tmp_path / "site", WARNED), "--verbose")
    assert "数据包 data/sample/2023.1.0：观测值5条\n" in outcome.stderr
    assert "\n按代码：figure-unused 1\n0个错误，1个警告\n" in outcome.stdout
    assert "按代码" not in check(tmp_path / "site").output


def test_many_faults_are_counted_by_code(tmp_path: Path) -> None:
    """Above ten the summary counts codes, the most frequent first, without being asked."""
    site = make_site(tmp_path / "site")
    page = site / "content/pages/about.md"
    links = "".join(f"[页](/none-{number}/)" for number in range(10))
    page.write_text(page.read_text("utf-8") + f"{links}[节](#none)\n", encoding="utf-8")
    assert "\n\n按代码：link-dead 10，anchor-dead 1\n11个错误，0个警告\n" in check(site).stdout


def test_the_summary_names_the_reference_where_the_site_has_one(tmp_path: Path) -> None:
    """Once, in the language of the report; not where there is nothing to look up."""
    site = make_site(tmp_path / "site", WARNED)
    assert "diagnostics" not in check(site).stdout
    (site / "content/diagnostics.md").write_text("# 提示说明\n", encoding="utf-8")
    assert check(site).stdout.endswith(
        "\n各条提示的说明见 content/diagnostics.md\n0个错误，1个警告\n"
    )
    assert "diagnostics" not in check(site, "--lang", "en").stdout


def test_known_warnings_are_told_no_more(tmp_path: Path) -> None:
    """A baseline hides its warnings, moved or not, under --strict too; a new one is told."""
    site, known = make_site(tmp_path / "site", WARNED), tmp_path / "known.json"
    written = check(site, "--write-baseline", str(known))
    assert written.exit_code == 0
    assert str(known) in written.stdout
    report = site / REPORT
    moved = report.read_text("utf-8").replace("summary:", "# 一行\nsummary:")
    report.write_text(moved, encoding="utf-8")
    assert check(site, "--strict").exit_code == 1
    outcome = check(site, "--baseline", str(known), "--strict")
    assert (outcome.stdout, outcome.exit_code) == ("没有发现问题\n", 0)
    report.write_text(
        moved.replace("figures:", "figures:\n  办件: service-cases"), encoding="utf-8"
    )
    outcome = check(site, "--baseline", str(known), "--strict")
    assert outcome.exit_code == 1
    assert outcome.stdout.count("[figure-unused]") == outcome.stdout.count("“办件”") == 1


def test_a_known_warning_that_is_gone_is_mentioned(tmp_path: Path) -> None:
    """With --verbose, so that the list can be kept short."""
    site, known = make_site(tmp_path / "site", WARNED), tmp_path / "known.json"
    check(site, "--write-baseline", str(known))
    sound = make_site(tmp_path / "sound")
    outcome = check(sound, "--baseline", str(known), "--verbose")
    assert f"{REPORT}：清单里的警告 figure-unused 这次没有出现" in outcome.stderr
    assert check(sound, "--baseline", str(known)).output == "没有发现问题\n"


def test_an_error_is_never_known() -> None:
    """A baseline holds warnings and hides warnings alone, each as often as it was found."""
    span = Span(path="a.md", line=1)
    twice = tuple(warning("figure-unused", replace(span, line=line), name="甲") for line in (1, 2))
    grave = error("figure-unused", span, name="甲")
    baseline = read_baseline(as_baseline((grave, twice[0]), "zh"))
    assert len(baseline) == 1
    rest, gone = without_known((grave, *twice), baseline)
    assert (rest, gone) == ((grave, twice[1]), ())


@pytest.mark.parametrize("seconds", ["", "-1", "1e9", "²", "٣", "253402300800", "9" * 5000])
def test_a_moment_that_is_none_is_wrong_usage(
    seconds: str, minimal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH is said to be wrong; that is no fault of the builder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    refused = check(minimal)
    assert (refused.exit_code, "SOURCE_DATE_EPOCH" in refused.stderr) == (2, True)


def test_the_last_moment_there_is_will_do(minimal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The year 9999 is a date like others."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300799")
    assert check(minimal).exit_code == 0


@pytest.mark.parametrize("text", ["", "{}x", '{"a": 1}', "[1]", '[{"code": "x"}]', "null"])
def test_a_file_that_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    """Wrong usage, status 2, before anything is read."""
    file = tmp_path / "known.json"
    file.write_text(text, encoding="utf-8")
    assert check(make_site(tmp_path / "site"), "--baseline", str(file)).exit_code == 2


def test_a_baseline_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    """No fault of the builder: status 2."""
    site = make_site(tmp_path / "site")
    assert check(site, "--write-baseline", str(tmp_path / "none/known.json")).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("chekc", "没有命令 chekc"),
        ("check --fromat json", "没有选项 --fromat，相近的有 --"),
        ("check --format xml", "--format 的值不对，只能是 text、json、sarif、github、gitlab"),
        ("check --site", "选项 --site 后面要写值"),
        ("check --site /no/such/folder", "--site 的值不对，没有这个文件夹"),
        ("build --jobs 0", "--jobs 的值不对，要写1到64的整数"),
        ("check --as-of 2024", "--as-of 的日期要写成 YYYY-MM-DD"),
        ("check --as-of 2024-02-30", "真有的一天"),
        ("check --as-of 0001-01-01", "不早于 1970 年"),
        ("check --as-of ２０２４-01-01", "要写成 YYYY-MM-DD"),
        ("check this", "多了 this"),
        ("check --quiet --verbose", "--quiet 和 --verbose 不能一起用"),
        ("check --strict --write-baseline x", "--write-baseline 不能和 --strict"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_wrong_usage_is_said_in_words(
    arguments: str,
    said: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is wrong and where help is, in Chinese or as asked, not as a report; status 2."""
    command, *options = arguments.split()
    monkeypatch.setattr("sys.argv", ["site-builder", command, "--lang", language, *options])
    with pytest.raises(SystemExit) as caught:
        main()
    printed = capsys.readouterr()
    assert (caught.value.code, printed.out) == (2, "")
    assert printed.err.startswith("用法错误：" if language == "zh" else "wrong usage: ")
    assert "--help" in printed.err
    assert (said in printed.err) == (language == "zh")
    assert bool(re.search("[一-鿿]", printed.err)) == (language == "zh")

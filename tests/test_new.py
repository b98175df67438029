"""`site-builder new`: a draft that builds at once, asked for in the editor's words."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import source_files
from site_builder.cli import cli, main, terminal
from site_builder.cli import new as new_command
from site_builder.load.body import split
from site_builder.load.fields import CaseFields
from site_builder.load.front_matter import read_front_matter
from site_builder.model.document import DocumentKind
from site_builder.new import NewDocument, create, free_slug, open_desk, slug_fault
from site_builder.source_files import write_new
from tests.conftest import SITES, Outcome, files_of, make_site, run

OPTIONS = {
    "--title": "“一件事”改革: 试点（虚构）",
    "--environment": "government",
    "--area": "990001",
    "--source": "sample-bulletin",
    "--date": "2024-03-05 09:00",
}
CASE = Path("content/cases/sample/x-y.md")
REPORT = Path("content/reports/x-y.md")


def given_options(**other: str) -> list[str]:
    """Return the options of a new document, some of them others; "" leaves one out."""
    wanted = {**OPTIONS, **{f"--{name}": value for name, value in other.items()}}
    return [part for name, value in wanted.items() if value for part in (name, value)]


def new(site: Path, *arguments: str) -> Outcome:
    """Run `new` in a site."""
    return run("new", *arguments, "--site", str(site))


def refused(site: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what wrong usage prints in Chinese; nothing is written."""
    before = files_of(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["site-builder", "new", *arguments, "--site", str(site)])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 2
    assert files_of(site) == before
    return capsys.readouterr().err


@pytest.mark.parametrize(("kind", "path"), [("case", CASE), ("report", REPORT)])
def test_a_new_draft_builds_at_once_without_warnings(kind: str, path: Path, minimal: Path) -> None:
    """The preview has its page and tells of nothing; a plain build does not publish it."""
    before = run("check", "--site", str(minimal)).text
    assert new(minimal, kind, "x-y", *given_options()).status == 0
    data = (minimal / path).read_bytes()
    assert b"\r" not in data
    assert b"draft: true\n" in data
    assert run("check", "--drafts", "--site", str(minimal)).text == before
    assert run("check", "--site", str(minimal)).text == before
    output = minimal / "public"
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    assert not (output / f"{kind}s" / "x-y").exists()


def test_the_file_says_what_was_given(minimal: Path) -> None:
    """Every option is a field; names are turned into codes; tags may be parted in Chinese."""
    with (minimal / "site.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[tags]]\nid = "online"\ntitle = "网办"\n\n[[tags]]\nid = "tax"\ntitle = "税务"\n'
        )
        file.write('[[departments]]\nid = "bureau"\ntitle = "样例局"\n')
    arguments = given_options(
        environment="政务环境",
        area="样例区",
        locator="一｜“一窗”",
        summary="一句话。",
        tags="online、税务",
        departments="样例局",
    )
    outcome = new(minimal, "case", "x-y", *arguments)
    assert outcome.text.startswith(f"已新建 {CASE.as_posix()}\n下一步：运行 site-builder serve")
    assert (minimal / CASE).read_text("utf-8").split("---\n")[1] == (
        "title: '“一件事”改革: 试点（虚构）'\nslug: x-y\ndate: 2024-03-05 09:00\n"
        'environment: government\narea: "990001"\nsource: sample-bulletin\n'
        "locator: 一｜“一窗”\nsummary: 一句话。\n"
        "departments: [样例局]\ntags: [网办, 税务]\ndraft: true\n"
    )
    assert run("check", "--drafts", "--strict", "--site", str(minimal)).text.count("x-y") == 0


def test_the_schema_is_named_where_the_site_has_one(minimal: Path) -> None:
    """The first line leads editing programs from the file to its schema."""
    (minimal / "content/schemas").mkdir()
    for kind, path in (("case", CASE), ("report", REPORT)):
        new(minimal, kind, "x-y", *given_options())
        line = (minimal / path).read_text("utf-8").split("\n")[1]
        found = line.removeprefix("# yaml-language-server: $schema=")
        expected = minimal / f"content/schemas/{kind}.json"
        assert ((minimal / path).parent / found).resolve() == expected.resolve()


@pytest.mark.parametrize("option", OPTIONS)
def test_without_a_terminal_a_missing_option_is_named(
    option: str, minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may be chosen is listed with it; the date is never taken from the clock."""
    said = refused(minimal, capsys, "case", "x-y", *given_options(**{option[2:]: ""}))
    assert said.startswith(f"用法错误：缺少 {option}")
    if option in ("--environment", "--area", "--source"):
        assert f"可用的有 {OPTIONS[option]}" in said


def test_a_report_needs_no_environment_and_has_no_tags(
    minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a report may leave out is not asked for; what it cannot have is refused."""
    said = refused(minimal, capsys, "report", "x-y", *given_options(tags="网办"))
    assert "报告没有 --tags" in said
    assert new(minimal, "report", "x-y", *given_options(environment="")).status == 0
    assert "environment" not in (minimal / REPORT).read_text("utf-8")


WRONG = [
    (
        {"environment": "goverment"},
        "可用的有 government, market；最接近的是 government",
    ),
    ({"area": "110000"}, "--area 没有“110000”，可用的有 990001"),
    ({"source": "x"}, "--source 没有“x”，可用的有 sample-bulletin"),
    ({"package": "y"}, "--package 没有“y”，可用的有 sample"),
    ({"date": "2024年3月5日 9:05"}, "最接近的是 2024-03-05 09:05"),
    ({"date": "2024-02-30 09:00"}, "并且真有这一天"),
    ({"date": "2024-03-05"}, "带时间"),
    ({"tags": "网办"}, "--tags 没有“网办”，新的词请负责人先登记进 site.toml 的 [[tags]]"),
    ({"title": "网办率达{{网办率}}"}, "--title 里还不能写花括号的数"),
    ({"summary": "网办率达{{网办率}}"}, "--summary 里还不能写花括号的数"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_a_wrong_value_is_told_with_what_would_do(
    options: dict[str, str], said: str, minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option, what it says, and what may stand there."""
    assert said in refused(minimal, capsys, "case", "x-y", *given_options(**options))


SLUGS = [
    ("企业码", "可以改用 qi-ye-ma"),
    ("Enterprise Code", "可以改用 enterprise-code"),
    ("../about", "可以改用 about"),
    ("enterprise_code.md", "可以改用 enterprise-code"),
    ("tags", "“tags”留给了列表页，案例不能用它作网址名；可以改用 tags-2"),
    ("one-window", "已经有了，在 content/cases/sample/one-window.md；可以改用 one-window-2"),
    ("old-name", "已经有了，在 content/cases/sample/one-window.md"),
    ("！", "只能用小写英文字母、数字和连字符\n"),
]


@pytest.mark.parametrize(("slug", "said"), SLUGS)
def test_a_slug_that_cannot_be_is_answered_with_one_that_can(
    slug: str, said: str, minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Han characters by pinyin; slugs and aliases in use, and words of lists, are not offered."""
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text("utf-8")
    case.write_text(text.replace("---\n##", "aliases: [/cases/old-name/]\n---\n##"), "utf-8")
    assert said in refused(minimal, capsys, "case", slug, *given_options())


def test_a_report_may_have_the_slug_of_a_case(minimal: Path) -> None:
    """They stand at different addresses."""
    assert new(minimal, "report", "one-window", *given_options()).status == 0
    assert run("check", "--drafts", "--site", str(minimal)).status == 0


@given(text=st.text(max_size=12))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_offered_slug_is_free(text: str) -> None:
    """Whatever was typed, what is offered can be used as it is."""
    desk = open_desk(SITES / "minimal")
    offered = free_slug(desk, DocumentKind.CASE, text)
    assert not offered or not slug_fault(desk, DocumentKind.CASE, offered)


def test_what_is_there_is_never_written_over(
    minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of the name, or a folder where pictures would go, stays; the message names it."""
    (minimal / CASE).write_text("---\nslug: other\n---\n", encoding="utf-8")
    said = refused(minimal, capsys, "case", "x-y", *given_options())
    assert f"已经有 {CASE.as_posix()}，不会覆盖" in said


def answer(site: Path, monkeypatch: pytest.MonkeyPatch, answers: str, *arguments: str) -> Outcome:
    """Run `new` at a terminal with what is typed there."""
    monkeypatch.setattr(new_command, "on_terminal", lambda: True)
    result = CliRunner().invoke(cli, ["new", *arguments, "--site", str(site)], input=answers)
    return Outcome(status=result.exit_code, text=result.output)


def test_at_a_terminal_everything_is_asked(minimal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers, names and codes choose; what does not do is asked again; a slug may be agreed to."""
    typed = (
        *("", "9", "政务环境"),  # environment, after two wrong answers
        *("1", "sample-bulletin"),  # area by number, source by code
    )
    answers = "\n".join(("y", "", "企业码（虚构）", "2024-3-5", "2024-03-05 09:00", *typed, ""))
    outcome = answer(minimal, monkeypatch, answers, "case", "企业码")
    assert outcome.status == 0, outcome.text
    assert "改用 qi-ye-ma 吗？" in outcome.text
    assert "  1. 政务环境（government）\n  2. 市场环境（market）\n" in outcome.text
    assert "没有“9”" in outcome.text
    assert "没有“”" not in outcome.text
    text = (minimal / "content/cases/sample/qi-ye-ma.md").read_text("utf-8")
    new(minimal, "case", "x-y", *given_options(title="企业码（虚构）"))
    assert text == (minimal / CASE).read_text("utf-8").replace("x-y", "qi-ye-ma")


def test_at_a_terminal_a_slug_may_be_declined(
    minimal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever says no gets no file."""
    before = files_of(minimal)
    outcome = answer(minimal, monkeypatch, "n\n", "case", "企业码", *given_options())
    assert outcome.status == 2
    assert files_of(minimal) == before


def test_a_package_is_asked_for_where_the_site_has_several(
    minimal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one package nothing need be said; with two the option is named."""
    with (minimal / "site.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[packages]]\nname = "second"\n')
    said = refused(minimal, capsys, "case", "x-y", *given_options())
    assert "缺少 --package，可用的有 sample, second" in said
    assert new(minimal, "case", "x-y", "--package", "sample", *given_options()).status == 0


def test_a_stopped_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text cannot be written its pictures are taken away again."""

    class Killed(BaseException):
        """Stands for a process that is stopped."""

    def stop(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(source_files, "_write", stop)
    with pytest.raises(Killed):
        write_new(tmp_path / "a/b.md", "a/b.md", b"", (("picture-1.png", b""),))
    assert files_of(tmp_path) == {}
    assert list((tmp_path / "a").iterdir()) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minimal site for many new documents, one after the other."""
    return make_site(tmp_path_factory.mktemp("new") / "site")


LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20).map(
    str.strip
)


@given(title=LINE.filter(len), locator=LINE, code=st.sampled_from(["0330", "1e3", "true", "~"]))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_every_text_comes_back_from_the_front_matter(
    site: Path, title: str, locator: str, code: str
) -> None:
    """Whatever is given as title, locator or code is what the builder reads."""
    wanted = NewDocument(
        kind=DocumentKind.CASE,
        slug="x-y",
        package="sample",
        title=title,
        date="2024-03-05 09:00",
        environment=code,
        area=code,
        source=code,
        locator=locator,
    )
    (site / CASE).unlink(missing_ok=True)
    shown, _ = create(open_desk(site), wanted, None)
    parts = split((site / shown).read_text("utf-8"), shown)
    assert not isinstance(parts, tuple)
    fields, _, faults = read_front_matter(parts.front, shown, DocumentKind.CASE)
    assert faults == ()
    assert isinstance(fields, CaseFields)
    assert (fields.title, fields.locator) == (title, locator)
    assert (fields.environment, fields.area, fields.source) == (code, code, code)


def test_placeholders_stop_what_is_to_be_published(minimal: Path) -> None:
    """A draft may hold them; without `draft: true` every one is an error at its place."""
    new(minimal, "case", "x-y", *given_options())
    text = (minimal / CASE).read_text("utf-8")
    (minimal / CASE).write_text(text.replace("draft: true\n", ""), "utf-8")
    outcome = run("check", "--site", str(minimal))
    assert outcome.status == 1
    assert outcome.text.count("[placeholder-left]") == text.count("（待写")
    assert f"{CASE.as_posix()}:8:10: 错误 [placeholder-left] 还留着“（待写）”" in outcome.text


def test_choices_are_those_of_the_draft(minimal: Path) -> None:
    """An area that only the draft of the package has can be chosen, as the preview shows it."""
    draft = minimal / "data/sample/draft"
    draft.mkdir()
    for file in (minimal / "data/sample/2023.1.0").iterdir():
        (draft / file.name).write_bytes(file.read_bytes())
    with (draft / "areas.csv").open("a", encoding="utf-8") as table:
        table.write("990002,新样例区,New Sample District,district,\n")
    assert new(minimal, "case", "x-y", *given_options(area="新样例区")).status == 0
    assert 'area: "990002"\n' in (minimal / CASE).read_text("utf-8")


def test_a_person_is_asked_at_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Input or output that is no terminal means nobody answers."""
    for stdin, stdout in ((True, False), (False, True), (True, True)):
        monkeypatch.setattr("sys.stdin", type("In", (), {"isatty": lambda _, v=stdin: v})())
        monkeypatch.setattr("sys.stdout", type("Out", (), {"isatty": lambda _, v=stdout: v})())
        asked = terminal.on_terminal()
        monkeypatch.undo()
        assert asked == (stdin and stdout)

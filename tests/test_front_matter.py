"""Front matter: every slip is told in the editors' words, at its place, with what would do."""

import re
from pathlib import Path

import pytest

from site_builder.load.fields import FIELDS, model_at, title_of
from site_builder.load.suggest import suggestion
from site_builder.model.document import Document, DocumentKind
from site_builder.reporters.text import as_text
from tests.conftest import run
from tests.documents import loaded

CASE = {
    "title": "一窗受理（虚构案例）",
    "slug": "one-window",
    "date": "2024-03-05 10:30",
    "environment": "government",
    "area": '"990001"',
    "source": "sample-bulletin",
    "summary": "虚构的摘要。",
}
REPORT = {**CASE, "package": "sample"}
PAGE = {name: CASE[name] for name in ("title", "slug", "date", "summary")}
FOLDERS = {"cases/sample": CASE, "reports": REPORT, "pages": PAGE}
FILE = "content/{}/text.md"


def front(fields: dict[str, str], **changed: str | None) -> str:
    """Return front matter of these fields, some changed, None for one taken away.

    A value that begins with a line end is a block of its own.
    """
    lines = []
    for name, value in {**fields, **changed}.items():
        if value is not None:
            lines.append(f"{name}:{value if value.startswith(chr(10)) else f' {value}'}")
    return "\n".join(lines)


def load(site: Path, folder: str, text: str) -> tuple[tuple[Document, ...], str]:
    """Return the documents of a site with this one alone in it, and what is said, in Chinese."""
    file = site / FILE.format(folder)
    file.parent.mkdir(parents=True)
    file.write_text(f"---\n{text}\n---\n正文。\n", encoding="utf-8")
    documents, faults = loaded(site)
    return documents, as_text(faults, "zh")


def said(site: Path, text: str, folder: str = "cases/sample") -> str:
    """Return the only thing said of a document with this front matter."""
    documents, report = load(site, folder, text)
    assert documents == ()
    assert report.count(": 错误 [") == 1, report
    return report


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_needed_fields_are_enough(folder: str, tmp_path: Path) -> None:
    """Nothing is said where every needed field is given, and each of them is needed."""
    fields = FOLDERS[folder]
    documents, report = load(tmp_path / "good", folder, front(fields))
    assert report == ""
    assert [item.title for item in documents] == [CASE["title"]]
    kind = {"cases/sample": DocumentKind.CASE, "reports": DocumentKind.REPORT}
    titles = FIELDS[kind.get(folder, DocumentKind.PAGE)].model_fields
    for name in fields:
        if folder == "reports" and name == "environment":
            continue
        report = said(tmp_path / name, front(fields, **{name: None}), folder)
        assert report.startswith(f"{FILE.format(folder)}:1: 错误 [front-matter-field] ")
        assert f"“{titles[name].title}（{name}）”有误：缺少这一项" in report


SLIPS = [
    ("title", "", "标题（title）", 1, "不能空着", "", ""),
    ("title", "[一, 二]", "标题（title）", 1, "要写成文字", "", ""),
    ("slug", "One Window", "网址名（slug）", 7, "只能用小写英文字母", "One Window", "one-window"),
    ("slug", "一窗受理", "网址名（slug）", 7, "只能用小写", "一窗受理", "yi-chuang-shou-li"),
    ("slug", "ｏｎｅ－ｗｉｎｄｏｗ", "网址名（slug）", 7, "只能用小写", "ｏｎｅ", "one-window"),
    ("slug", "“one-window”", "网址名（slug）", 7, "中文引号", "“one-window”", '"one-window"'),
    ("slug", "a" * 121, "网址名（slug）", 7, "太长，最多120个字符", "aaa", ""),
    ("date", "2024/3/5 9:05", "发布日期（date）", 7, "带时间", "2024/3/5 9:05", "2024-03-05 09:05"),
    ("date", "2024-03-05", "发布日期（date）", 7, "带时间", "2024-03-05", ""),
    ("date", "“2024-03-05 10:30”", "发布日期（date）", 7, "带时间", "“2024", "2024-03-05 10:30"),
    ("summary", "", "摘要（summary）", 1, "不能空着", "", ""),
    (
        "updated",
        "2024年3月6日 8:00",
        "更新日期（updated）",
        10,
        "带时间",
        "2024年",
        "2024-03-06 08:00",
    ),
    (
        "updated",
        "2024-03-04 08:00",
        "更新日期（updated）",
        10,
        "不能早于2024-03-05 10:30",
        "2024-03-04 08:00",
        "",
    ),
    ("draft", "maybe", "草稿（draft）", 8, "true 或 false", "maybe", ""),
    ("draft", "Yes", "草稿（draft）", 8, "true 或 false", "Yes", "true"),
    (
        "publish_on",
        "2024.4.1",
        "公布日（publish_on）",
        13,
        "2024-03-05 这样",
        "2024.4.1",
        "2024-04-01",
    ),
    (
        "publish_on",
        "“2024-04-01”",
        "公布日（publish_on）",
        13,
        "2024-03-05 这样",
        "“2024",
        "2024-04-01",
    ),
    (
        "expires_on",
        "20240401",
        "下架日（expires_on）",
        13,
        "2024-03-05 这样",
        "20240401",
        "2024-04-01",
    ),
    ("expires_on", "2024-03-05", "下架日（expires_on）", 13, "要晚于2024-03-05", "2024-03-05", ""),
    (
        "aliases",
        "/cases/old/",
        "旧网址（aliases）",
        10,
        "要写成列表",
        "/cases/old/",
        "[/cases/old/]",
    ),
    ("aliases", "[cases/Old]", "旧网址（aliases.1）", 11, "站内地址", "cases/Old", "/cases/old/"),
    ("aliases", "[https://a.example/x/]", "旧网址（aliases.1）", 11, "站内地址", "https", "/x/"),
    ("aliases", "[/../x/]", "旧网址（aliases.1）", 11, "站内地址", "/../x/", "/x/"),
    ("cover", "a.png", "封面图（cover）", 8, "名字: 内容", "a.png", ""),
    ("cover", "{image: a.png}", "替代文字（cover.alt）", 1, "缺少这一项", "", ""),
    (
        "cover",
        "{image: a.png, alt: 图, imgae: b}",
        "封面图（cover.imgae）",
        38,
        "没有这一项",
        "b",
        "image",
    ),
    ("figures", "网办率", "数据绑定（figures）", 10, "名字: 内容", "网办率", ""),
    (
        "figures",
        "\n  网办率：online-rate",
        "数据绑定（figures）",
        3,
        "“网办率”后面用了全角冒号",
        "网办率",
        "",
    ),
    ("figures", "{网 办: online-rate}", "数据绑定（figures.网 办）", 16, "不能有空格", "网 办", ""),
    ("figures", "{“网”: online-rate}", "数据绑定（figures.“网”）", 16, "中文引号", "“网”", '"网"'),
    (
        "figures",
        "{网: Online Rate}",
        "指标代码（figures.网.indicator）",
        14,
        "只能用小写",
        "Online Rate",
        "online-rate",
    ),
    (
        "figures",
        "{网: 网上办理率}",
        "指标代码（figures.网.indicator）",
        14,
        "只能用小写",
        "网上办理率",
        "",
    ),
    (
        "figures",
        "{网: {indicator: a, 期间: x}}",
        "数据绑定（figures.网.期间）",
        33,
        "没有这一项",
        "x",
        "period",
    ),
    (
        "figures",
        "{网: {indicator: a, period: “2019”}}",
        "期间（figures.网.period）",
        37,
        "中文引号",
        "“2019”",
        '"2019"',
    ),
    ("literals", "[五大环境]", "手写的数（literals）", 1, "名字: 内容", "", ""),
    ("claims", "{首次: }", "有出处的说法（claims.首次）", 10, "不能空着", "", ""),
    ("area", "“990001”", "地区（area）", 7, "中文引号", "“990001”", '"990001"'),
    ("source", "", "来源（source）", 1, "不能空着", "", ""),
    ("environment", "", "环境（environment）", 1, "不能空着", "", ""),
    (
        "departments",
        "发改局、政务办",
        "部门（departments）",
        14,
        "要写成列表",
        "发改局、政务办",
        "[发改局, 政务办]",
    ),
    (
        "tags",
        "一件事，政务 改革",
        "标签（tags）",
        7,
        "要写成列表",
        "一件事",
        "[一件事, 政务, 改革]",
    ),
    ("tags", "[一件事, '']", "标签（tags.2）", 13, "不能空着", "", ""),
    (
        "initiatives",
        "one-window",
        "有关举措（initiatives）",
        14,
        "要写成列表",
        "one-window",
        "[one-window]",
    ),
    ("initiatives", "[一窗]", "有关举措（initiatives.1）", 15, "只能用小写", "一窗", ""),
    ("review", "已审", "审签（review）", 9, "名字: 内容", "已审", ""),
    (
        "review",
        "{first: {role: 科长, date: 2024-03-01}}",
        "姓名（review.first.person）",
        1,
        "缺少这一项",
        "",
        "",
    ),
    (
        "review",
        "{first: {role: 科长, person: 甲, date: 3月1日}}",
        "日期（review.first.date）",
        45,
        "2024-03-05 这样",
        "3月1日",
        "",
    ),
    (
        "review",
        "{final: {role: 局长, person: 甲, date: 2024-03-01}}",
        "内容指纹（review.final.digest）",
        1,
        "缺少这一项",
        "",
        "",
    ),
    (
        "review",
        "{final: {role: 局长, person: 甲, date: 2024-03-01, digest: 已核}}",
        "内容指纹（review.final.digest）",
        65,
        "32位",
        "已核",
        "",
    ),
    ("review", "{初审: {role: 科长}}", "审签（review.初审）", 10, "没有这一项", "", "first"),
    (
        "review",
        "{proofs: [{role: 员, person: 甲}]}",
        "日期（review.proofs.1.date）",
        1,
        "缺少这一项",
        "",
        "",
    ),
    (
        "review",
        f"{{proofs: [{', '.join(4 * ['{role: 员, person: 甲, date: 2024-03-01}'])}]}}",
        "三校（review.proofs）",
        10,
        "最多三项",
        "",
        "",
    ),
    ("时间", "2024", "时间", 5, "没有这一项", "2024", ""),
    ("发布日期", "2024", "发布日期", 7, "没有这一项", "2024", "date"),
    ("标 题", "x", "标 题", 6, "没有这一项", "x", "title"),
    ("Summry", "x", "Summry", 9, "没有这一项", "x", "summary"),
    ("enviroment", "x", "enviroment", 13, "没有这一项", "x", "environment"),
    ("authr", "x", "authr", 8, "没有这一项", "x", ""),
]


@pytest.mark.parametrize(
    ("field", "value", "name", "column", "cause", "found", "nearest"),
    SLIPS,
    ids=[f"{slip[0]}-{number}" for number, slip in enumerate(SLIPS)],
)
def test_a_slip_is_told_by_name_and_place_with_what_was_found_and_what_would_do(
    field: str,
    value: str,
    name: str,
    column: int,
    cause: str,
    found: str,
    nearest: str,
    tmp_path: Path,
) -> None:
    """Chinese name and key, file, line and column of the value, the cause, the nearest value."""
    text = front(CASE, **{field: value})
    report = said(tmp_path, text)
    line = next(n for n, line in enumerate(text.split("\n"), 2) if line.startswith(f"{field}:"))
    line += value.startswith("\n")
    if cause != "缺少这一项" or column > 1:
        assert report.startswith(f"content/cases/sample/text.md:{line}:{column}: "), report
    assert f"信息区的“{name}”有误：" in report
    assert cause in report.split("\n")[0]
    hint = report.split("怎么办: ")[1]
    assert (f"现在写的是“{found}" in hint) == bool(found), hint
    assert "写的是“”" not in report
    assert (f"最接近的是“{nearest}”" in hint) if nearest else ("最接近" not in hint), hint


@pytest.mark.parametrize(
    ("written", "moment", "day"),
    [
        ("2024-3-5 9:05", "2024-03-05 09:05", "2024-03-05"),
        ("2024/03/05 09:05:30", "2024-03-05 09:05", "2024-03-05"),
        ("2024.3.5  21:05", "2024-03-05 21:05", "2024-03-05"),
        ("2024年3月5日9时5分", "2024-03-05 09:05", "2024-03-05"),
        ("2024 年 3 月 5 日", "", "2024-03-05"),
        ("2024-03-05T09:05", "2024-03-05 09:05", "2024-03-05"),
        ("2024-03-05T09:05:00+08:00", "2024-03-05 09:05", "2024-03-05"),
        ("2024-03-05T01:05:00Z", "", ""),
        ("２０２４－０３－０５　０９：０５", "2024-03-05 09:05", "2024-03-05"),
        ("20240305", "", "2024-03-05"),
        ("20240305 9:05", "2024-03-05 09:05", "2024-03-05"),
        ("2024年3月", "", ""),
        ("2024-02-30 09:00", "", ""),
        ("2024-13-01", "", ""),
        ("2024-03-05 09:75", "", ""),
        ("2024-03-05 下午3:00", "", ""),
        ("去年春天", "", ""),
    ],
)
def test_a_date_in_another_notation_suggests_the_right_one(
    written: str, moment: str, day: str
) -> None:
    """No time is added, no day that does not exist is offered, and what is offered is valid."""
    assert suggestion("own-moment", written) == moment
    assert suggestion("own-day", written) == day


BROKEN = [
    ("title：一窗", 2, 6, "“title”后面用了全角冒号“：”"),
    ("title: 一窗\nslug：a\ndate: x", 3, 5, "“slug”后面用了全角冒号“：”"),
    ("title: 一窗\nfigures:\n\t网: a", 4, 1, "缩进用了制表符"),
    ("title: 一窗\nfigures:\n  a: b\n  \tc: d", 5, 3, "缩进用了制表符"),
    ("title: “一窗: 改革”", 2, 8, "用了中文引号"),
    ('title: 一窗\nsummary: "数据”\nslug: a', 3, 13, "用了中文引号"),
    ('title: 一窗\nsummary: “数据"：91%”: x', 3, 10, "用了中文引号"),
    ("summary: {{网办率}}好", 2, 10, "花括号开头的文字要用单引号"),
    ("title: 一窗\nslug: a\ntitle: 二窗", 4, 1, "“title”写了两次"),
    ("figures:\n  网: a\n  网: b", 4, 3, "“figures.网”写了两次"),
    ("title: 一: 窗", 2, None, "读不懂"),
    ("title: [一", 3, None, "读不懂"),
    ("a: &a [*b]", 2, 4, "锚点、别名或类型标记"),
    ("a: !!python/object:os.system [b]", 2, 4, "锚点、别名或类型标记"),
    ("? [a]\n: b", 2, None, "读不懂"),
]


@pytest.mark.parametrize(("text", "line", "column", "cause"), BROKEN)
def test_what_yaml_cannot_read_is_told_at_the_slip(
    text: str, line: int, column: int | None, cause: str, tmp_path: Path
) -> None:
    """Full-width colons, tabs, curly quotes, braces, keys said twice: line, column and cause."""
    report = said(tmp_path, text)
    place = re.match(r"content/cases/sample/text\.md:(\d+)(?::(\d+))?: 错误 \[(.+?)\] ", report)
    assert place is not None, report
    assert place[3] == "front-matter-invalid"
    assert int(place[1]) == line
    assert column is None or int(place[2] or 0) == column
    assert cause in report


@pytest.mark.parametrize("text", ["- a\n- b", "只有文字", "", "# 注释"])
def test_what_is_no_list_of_fields_is_told(text: str, tmp_path: Path) -> None:
    """Front matter that holds no fields at all is said to hold none."""
    assert "不是“名字: 内容”的形式" in said(tmp_path, text)


@pytest.mark.parametrize("written", ["\\x01", "\\0", "\\u202e", "\\L", "\\uFFFE"])
def test_an_escape_brings_in_nothing_unseen(written: str, tmp_path: Path) -> None:
    """What a file may not hold cannot be written in front matter as an escape either."""
    report = said(tmp_path, front(CASE, title=f'"一{written}窗"'))
    assert report.startswith("content/cases/sample/text.md:2:8: 错误 [character-unseen]")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Each wrong field has a message of its own in one run."""
    text = front(CASE, slug="一", date="昨天", environment=None, tgas="[a]", draft="或许")
    _, report = load(tmp_path, "cases/sample", text)
    assert re.findall(r"“[^”]*?（?([a-z]+)）?”有误", report) == [
        "slug",
        "date",
        "draft",
        "environment",
        "tgas",
    ]


@pytest.mark.parametrize(
    ("written", "is_draft"),
    [("是", True), ("否", False), ("true", True), ("false", False), ("'是'", True)],
)
def test_a_draft_may_be_said_in_chinese(written: str, is_draft: bool, tmp_path: Path) -> None:
    """`draft: 是` is a draft."""
    documents, report = load(tmp_path, "cases/sample", front(CASE, draft=written))
    assert report == ""
    assert [item.draft for item in documents] == [is_draft]


@pytest.mark.parametrize(
    ("folder", "field"), [("pages", "environment"), ("pages", "tags"), ("reports", "departments")]
)
def test_a_field_of_another_kind_does_not_belong(folder: str, field: str, tmp_path: Path) -> None:
    """A page has no environment, a report no departments."""
    report = said(tmp_path, front(FOLDERS[folder], **{field: "x"}), folder)
    assert f"“{field}”有误：没有这一项" in report


def test_every_field_has_a_name_for_editors() -> None:
    """Each field of each kind, nested ones too, has a Chinese title."""
    places: list[tuple[str | int, ...]] = [
        ("cover", "alt"),
        ("figures", "网", "caliber"),
        ("review", "second", "role"),
        ("review", "proofs", 1, "person"),
    ]
    for model in FIELDS.values():
        places += [(name,) for name in model.model_fields if (name,) not in places]
    names = {place: title_of(FIELDS[DocumentKind.CASE], place) for place in places}
    names[("package",)] = title_of(FIELDS[DocumentKind.REPORT], ("package",))
    assert [place for place, name in names.items() if not re.search("[一-鿿]", name)] == []
    assert names[("review", "proofs", 1, "person")] == "姓名"
    assert names[("figures", "网", "caliber")] == "口径"
    assert model_at(FIELDS[DocumentKind.CASE], ("title", "x")) is None


def test_a_name_that_is_none_is_told_with_the_nearest_and_where_to_list_it(minimal: Path) -> None:
    """An unknown tag or department: entry, nearest title, and that `site.toml` lists them."""
    settings = minimal / "site.toml"
    labels = (
        '\n[[tags]]\nid = "one-thing"\ntitle = "一件事"\n'
        '\n[[departments]]\nid = "tax"\ntitle = "税务局"\n'
    )
    settings.write_text(settings.read_text(encoding="utf-8") + labels, encoding="utf-8")
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(
        text.replace(
            "figures:", "tags: [一件事, 两件事]\ndepartments:\n  - tax\n  - 税务所\nfigures:"
        ),
        encoding="utf-8",
    )
    report = run("check", "--site", str(minimal)).text
    assert "one-window.md:11:13: 错误 [name-unknown] “标签（tags）”写的“两件事”不存在" in report
    assert (
        "one-window.md:14:5: 错误 [name-unknown] “部门（departments）”写的“税务所”不存在" in report
    )
    assert "[[tags]]。最接近的是“一件事”" in report
    assert "[[departments]]。最接近的是“税务局”" in report
    assert report.count("[name-unknown]") == 2

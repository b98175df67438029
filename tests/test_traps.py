"""The traps of the two reports: each figure that invites a mistake, and the mistake not made."""

import re
from pathlib import Path

import pytest

from site_builder.build import Checked
from site_builder.model.vocabulary import Kind, PeriodBasis
from tests.conftest import files_of
from tests.pages import Page, html_files
from tests.test_shipped_packages import DONGTOU, LUCHENG, observation, rows

INDICATORS = rows(DONGTOU, "indicators") + rows(LUCHENG, "indicators")
OBSERVATIONS = rows(DONGTOU, "observations") + rows(LUCHENG, "observations")
CHANGED = re.compile(
    r"(同比|环比|比上年|比上一版|比\d{4}年)[\u4e00-\u9fff]{0,4}(增|减|提|降|上升|下降|缩|延|持平)"
)
ANY_CHANGE = re.compile(r"(增加|减少|提高|降低|加快|回落|缩短|延长)[\d.]+|翻[一两]番|[\d.]+倍")


@pytest.fixture(scope="module")
def pages(own_pages: dict[str, Page]) -> dict[str, Page]:
    """Every page of the shipped site."""
    return own_pages


@pytest.fixture(scope="module")
def sources(public: Path) -> dict[str, str]:
    """Every page of the shipped site as it is written."""
    return {
        path.relative_to(public).as_posix(): path.read_text(encoding="utf-8")
        for path in html_files(public)
    }


@pytest.fixture(scope="module")
def own(pages: dict[str, Page]) -> dict[str, Page]:
    """The pages on the two districts: all but those of the Doing Business demonstration."""
    return {
        path: page
        for path, page in pages.items()
        if not path.removeprefix("embed/").startswith(
            ("indicators/db-", "compare/CN", "regions/CN", "data/world-bank")
        )
        and path not in ("compare/index.html", "regions/index.html")
    }


def figures_of(page: Page) -> set[str]:
    """Return the indicators whose figures a page prints."""
    return {address.split("|")[1] for address, _, _ in page.figures if address}


def content(source: str) -> str:
    """Return the main part of a page without its tags."""
    main = source.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]*>", "", f"<main{main}")


def units(source: str) -> list[str]:
    """Return the tables of a page, each a set of values standing side by side."""
    return re.findall(r"<table.*?</table>|<figure.*?</figure>|<svg.*?</svg>", source, re.DOTALL)


# private investment: 37.9 % for 2019, -37.6 % for January to October 2020, over a break


def test_the_two_growths_of_private_investment_are_neither_added_nor_multiplied(
    public: Path,
) -> None:
    """No 75.5 points, no 0.3 points and no product of the two, in any file of the site."""
    product = ("13.95", "86.05", "0.8605", "0.860496", "1.379", "0.624")
    for path, data in files_of(public).items():
        if path.endswith((".html", ".xml", ".json", ".md", ".csv")) and "world-bank" not in path:
            text = data.decode()
            assert not re.search(r"(?<![\d.])75\.5(?!\d)", text), path
            assert not re.search(r"37\.[69]%?\s*[×*]\s*", text), path
            assert not re.search(r"累计(增长|下降)", text), path
            if "/db-" not in path and "/CN" not in path:
                for number in product:
                    assert not re.search(rf"(?<![\d.]){number}%", text), (path, number)


def test_january_to_october_is_a_range_of_months(shipped: Checked, pages: dict[str, Page]) -> None:
    """1-10月份 is the span of ten months, not a value of minus ten and not the year."""
    row = observation(LUCHENG, "private-investment-growth", "2020-01/2020-10")
    assert (row["obs_value"], row["period_basis"]) == ("-37.6", "stated")
    for one in OBSERVATIONS:
        assert one["obs_value"] != "-10"
    for path, page in pages.items():
        for address, _, _ in page.figures:
            if address.endswith("|private-investment-growth|330302|2020-01/2020-10|_Z"):
                assert "2020年1—10月" in page.text, path
    (package,) = [one for one in shipped.site.packages if one.name == "lucheng"]
    assert [
        one.obs_value
        for one in package.observations
        if one.value is not None and one.value.is_signed()
    ] == ["-37.6"]


# completion rates of 240, 217, 411 and 345 %

COMPLETIONS = {
    "transport-investment-completion": "240",
    "high-tech-investment-completion": "217",
    "ecological-investment-completion": "411",
    "private-investment-completion": "345",
}


@pytest.mark.parametrize("name", COMPLETIONS)
def test_completion_rates_stand_as_published(name: str, sources: dict[str, str]) -> None:
    """As published, with a note that neither target nor method was published, and no bar."""
    (row,) = [row for row in INDICATORS if row["indicator"] == name]
    assert row["kind"] == Kind.COMPLETION
    page = sources[f"indicators/{name}/index.html"]
    text = content(page)
    assert f"{COMPLETIONS[name]}%" in text
    assert "年度目标原文未公布" in text
    assert "计算方法原文未说明" in text
    main = re.sub(r"<textarea.*?</textarea>", "", page.partition("<main")[2], flags=re.DOTALL)
    assert not re.search(r"<(figure|meter|progress)\b|chart-(?!reuse)|style=", main)


def test_no_bar_from_nought_to_a_hundred_stands_anywhere(sources: dict[str, str]) -> None:
    """No meter, no progress bar, on any page that prints a completion rate."""
    for path, source in sources.items():
        if any(f"|{name}|" in source for name in COMPLETIONS):
            assert not re.search(r"<(meter|progress)\b|role=\"(meter|progressbar)\"", source), path


def test_the_method_of_completion_rates_is_never_guessed(own: dict[str, Page]) -> None:
    """Growth over a target growth of 13, 15 or 11 % is an inference, never told as a fact."""
    for path, page in own.items():
        assert not re.search(r"(?<![\d.])1[135]%", page.text), path
        assert not re.search(r"目标增(速|幅|长)|超额完成|超计划|超出计划[\d.]", page.text), path
        assert not re.search(r"[\d.]+%?\s*[÷/]\s*1[135](?![\d./-])", page.text), path
    for row in [*OBSERVATIONS, *INDICATORS, *rows(DONGTOU, "targets")]:
        for cell in row.values():
            assert not re.search(r"(?<![\d.])1[135]%|目标增(速|幅|长)", cell), row
    assert not [row for row in rows(DONGTOU, "targets") if "completion" in row["indicator"]]


# 75 and 254 projects


def test_projects_of_two_lost_classes_are_not_added_or_drawn(
    public: Path, sources: dict[str, str]
) -> None:
    """No 329 in any file, no drawing on any page that has both, the note in the table."""
    names = ("government-projects-first", "government-projects-second")
    for path, data in files_of(public).items():
        if path.endswith((".html", ".xml", ".json", ".md", ".csv")):
            assert not re.search(r"(?<!\d)329\s*(个|项)", data.decode()), path
    for path, source in sources.items():
        if any(f"|{name}|" in source for name in names):
            for drawn in re.findall(r"<svg.*?</svg>", source, re.DOTALL):
                assert not re.search(r"政府投资计划项目|(?<![\d.])254(?![\d.])", drawn), path
    for name, value in zip(names, ("75", "254"), strict=True):
        row = observation(LUCHENG, name)
        assert row["obs_value"] == value
        assert row["nature"] == "planned"
        assert "不得相加" in row["editor_note"]
        page = content(sources[f"indicators/{name}/index.html"])
        assert f"{value}个计划" in page
        assert row["editor_note"] in page


# 100 % by mobile of tax payment, 96.3 % of items; 99.78 % against 92.9 % and 97.1 %

UNLIKE = [
    ("tax-mobile-rate", "items-mobile-rate"),
    ("one-network-rate", "online-acceptance-rate"),
    ("one-network-rate", "items-online-rate"),
]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike_rates_never_stand_in_one_table_or_chart(
    one: str, other: str, sources: dict[str, str]
) -> None:
    """Unlike denominators in unlike districts: apart on every page, but for the index by name."""
    for path, source in sources.items():
        if path == "indicators/index.html":
            continue
        for unit in units(source):
            assert not (f"|{one}|" in unit and f"|{other}|" in unit), path
    for name in (one, other):
        text = content(sources[f"indicators/{name}/index.html"])
        assert "只有一期数据，不作比较" in text
        assert not re.search(r"(高于|低于|领先|落后|超过)[\u4e00-\u9fff]{0,4}(洞头|鹿城)", text)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_an_index_that_lists_unlike_rates_names_the_district_of_each(
    one: str, other: str, sources: dict[str, str]
) -> None:
    """Where an index must list both, each row has its own name and district and no rank."""
    source = sources["indicators/index.html"]
    for name, area in ((one, "洞头区"), (other, "鹿城区")):
        (row,) = [
            row for row in re.findall(r"<tr.*?</tr>", source, re.DOTALL) if f"|{name}|" in row
        ]
        assert area in row
        assert not re.search(r"第\d+位|[↑↓▲▼]|向好|转差", row)


def test_districts_are_never_set_against_each_other(own: dict[str, Page]) -> None:
    """No page of the two districts compares them or puts them in order."""
    for path, page in own.items():
        assert not re.search(r"(洞头|鹿城)区?(高于|低于|优于|领先|落后)", page.text), path
    assert not [path for path in own if re.match(r"compare/(330305|\d+-\d+)/", path)]


# 95.3 %: promised against statutory time limits


def test_the_cut_of_time_limits_is_no_share_and_no_change(
    pages: dict[str, Page], sources: dict[str, str]
) -> None:
    """A reduction against the statutory limit: its base is named, no verb of time goes with it."""
    (row,) = [row for row in INDICATORS if row["indicator"] == "time-limit-reduction"]
    assert (row["kind"], row["denominator"]) == (Kind.REDUCTION, "法定期限")
    text = content(sources["indicators/time-limit-reduction/index.html"])
    assert "法定期限" in text
    assert "不是随时间的变化" in text
    assert not re.search(r"分母\s*法定期限", text)
    for path, page in pages.items():
        assert not re.search(r"(同比|比上年|下降|降低|缩短)[^，。；]{0,8}95\.3", page.text), path


# 182, 151 and 104; 240 and 20; 16


def test_three_lists_are_three_indicators(pages: dict[str, Page], own: dict[str, Page]) -> None:
    """182, 151 and 104 are of unlike lists: each its own row, no sum and no quotient."""
    lists = {"enterprise-service-items": "182", "online-items": "151"}
    lists["no-application-policies"] = "104"
    for name, value in lists.items():
        assert observation(DONGTOU, name)["obs_value"] == value
        assert figures_of(pages[f"indicators/{name}/index.html"]) == {name}
    for path, page in own.items():
        assert not re.search(r"(?<!\d)(437|333|286|255)(项|条|个)", page.text), path
        assert not re.search(r"(?<!\d)(82\.97|83\.0|82\.9|57\.1)%", page.text), path


def test_an_increase_to_182_has_no_base_and_no_change(
    pages: dict[str, Page], sources: dict[str, str]
) -> None:
    """增加至 is a level: nothing is printed of how much, by what, or since when."""
    assert len([row for row in OBSERVATIONS if row["indicator"] == "enterprise-service-items"]) == 1
    text = content(sources["indicators/enterprise-service-items/index.html"])
    assert "不能计算增量或增幅" in text
    assert not CHANGED.search(text)
    assert not ANY_CHANGE.search(text)
    for path, page in pages.items():
        assert not re.search(r"涉企服务事项[^，。；]{0,6}增加\d", page.text), path


def test_240_issues_include_the_20_hard_ones(public: Path, sources: dict[str, str]) -> None:
    """Part and whole: no 260, and the part says of what it is one."""
    for path, data in files_of(public).items():
        if path.endswith((".html", ".xml", ".json", ".md", ".csv")):
            assert not re.search(r"(?<!\d)260\s*(个|件|项)", data.decode()), path
    whole = content(sources["indicators/enterprise-issues-resolved/index.html"])
    part = content(sources["indicators/difficult-issues-resolved/index.html"])
    assert "包含疑难问题20个" in whole
    assert "240个涉企问题的一部分" in part


def test_sixteen_actions_are_one_observation(sources: dict[str, str]) -> None:
    """16项 and 16个 in two places are one fact: one row and one value in every table."""
    sixteen = [
        row
        for row in rows(DONGTOU, "observations")
        if row["obs_value"] == "16" and row["unit_mult"] == "0"
    ]
    assert [row["indicator"] for row in sixteen] == ["special-actions"]
    for path, source in sources.items():
        for unit in units(source):
            assert unit.count("|special-actions|") <= 1, path


# 75 % and the shared first place


def test_the_supervision_rate_has_no_period_and_no_judgement(
    pages: dict[str, Page], sources: dict[str, str]
) -> None:
    """口径待补, 原文未注明期间; the first quarter belongs to the rank alone."""
    row = observation(DONGTOU, "coordinated-supervision-rate")
    assert (row["time_period"], row["period_basis"]) == ("/", "")
    text = content(sources["indicators/coordinated-supervision-rate/index.html"])
    value = re.search(r"75\s*%\s*口径待补", text)
    assert value is not None
    assert "原文未注明期间" in text
    assert not re.search(r"2024年一季度|截至\d|向好|转差", text)
    for path, page in pages.items():
        assert not re.search(r"一季度[^，。；\n]{0,12}75%", page.text), path
        if "coordinated-supervision-rate" in figures_of(page):
            assert "口径待补" in page.text, path


def test_the_rank_keeps_its_tie_its_scope_and_its_doubt(
    pages: dict[str, Page], sources: dict[str, str]
) -> None:
    """并列 and 全市 stay with the place everywhere; the year is 推定, the number of places told."""
    text = content(sources["indicators/coordinated-supervision-rank/index.html"])
    assert re.search(r"2024年一季度\s*（推定）", text)
    assert "参评单位数未说明" in text
    for path, page in pages.items():
        for address, _, said in page.figures:
            if "|coordinated-supervision-rank|" in address:
                assert re.sub(r"\s", "", said) == "全市第1位（并列）", path


# stages: signed, credited, applied, selected, aimed at, expected, planned

STAGES = [
    ("entrepreneur-conference-projects", "31个", "签约"),
    ("entrepreneur-conference-investment", "超6亿元", "签约"),
    ("innovation-index-credit-amount", "3.3亿元", "授信"),
    ("innovation-index-credit-firms", "98家", "授信"),
    ("national-talent-applied", "5人", "申报"),
    ("provincial-talent-selected", "1人", "入选"),
    ("municipal-talent-selected", "4人", "入选"),
    ("no-application-payout", "565.7万元", "兑现"),
]


@pytest.mark.parametrize(("name", "value", "word"), STAGES)
def test_a_stage_is_said_on_its_page(
    name: str, value: str, word: str, sources: dict[str, str]
) -> None:
    """签约 is not 到位, 授信 not 放款, 申报 not 入选: the stage stands beside the definition."""
    text = re.sub(r"\s", "", content(sources[f"indicators/{name}/index.html"]))
    assert value in text
    assert re.search(f"阶段{word}", text)


@pytest.mark.parametrize(
    ("folder", "name", "word"),
    [
        (DONGTOU, "free-bookkeeping-savings", "预计"),
        (LUCHENG, "government-annual-investment", "计划"),
        (LUCHENG, "government-projects-investment", "计划"),
        (LUCHENG, "one-thing-items", "计划"),
        (DONGTOU, "practical-actions", "计划"),
    ],
)
def test_what_is_planned_or_expected_says_so_beside_the_number(
    folder: str, name: str, word: str, sources: dict[str, str]
) -> None:
    """Wherever the figure stands, its mark stands directly behind it."""
    nature = observation(folder, name)["nature"]
    assert nature == {"预计": "expected", "计划": "planned"}[word]
    seen = 0
    for path, source in sources.items():
        for found in re.finditer(
            rf"<data[^>]*\|{name}\|[^>]*>.*?</data>(?P<after>.{{0,60}})", source, re.DOTALL
        ):
            seen += 1
            after = re.sub(r"<[^>]*>?", "", found["after"]).strip()
            assert after.startswith(word), (path, after)
    assert seen >= 2


def test_twelve_firms_are_a_target(pages: dict[str, Page], sources: dict[str, str]) -> None:
    """A plan for the year is a target without an observation, and no target is called met."""
    (target,) = rows(DONGTOU, "targets")
    assert (target["indicator"], target["target_value"]) == ("clean-private-enterprises", "12")
    assert not [row for row in OBSERVATIONS if row["indicator"] == target["indicator"]]
    text = re.sub(r"\s", "", content(sources["indicators/clean-private-enterprises/index.html"]))
    assert "2024年目标：12家" in text
    assert "尚无公布的数值" in text
    assert "已达到" not in text
    for path, page in pages.items():
        assert not re.search(r"(已|共)(建成|完成)[^，。；]{0,10}12家", page.text), path


# thresholds


def test_thresholds_are_never_printed_as_observations(own: dict[str, Page]) -> None:
    """7小时, 500万 and 一年 are words of a definition, never a bound figure."""
    for path, page in own.items():
        for _, _, said in page.figures:
            assert not re.search(r"小时$|500万|^[一1]年$", re.sub(r"\s", "", said)), (path, said)
    assert not [row for row in OBSERVATIONS if (row["obs_value"], row["unit_mult"]) == ("500", "4")]
    seven = {row["indicator"] for row in OBSERVATIONS if row["obs_value"] == "7"}
    assert seven == {"platform-modules", "free-bookkeeping-savings", "six-lists-office-staff"}


# names without an explanation

NAMED = [
    ("issue-coordination-135", "135"),
    ("ten-hundred-thousand-method", "十百千"),
    ("one-network-services", "三化"),
]


@pytest.mark.parametrize(("name", "word"), NAMED)
def test_an_unexplained_name_is_not_explained(
    name: str, word: str, sources: dict[str, str], own: dict[str, Page]
) -> None:
    """Its page says that the report does not explain it, and no page spells it out."""
    (row,) = [row for row in rows(DONGTOU, "initiatives") if row["initiative"] == name]
    text = content(sources[f"initiatives/{name}/index.html"])
    assert row["summary"] in text
    unsaid = r"(原文|原报告)?(没有|未)(解释|说明|展开|作解释)"
    clauses = re.split("[，；。]", row["summary"])
    assert any(word in one and re.search(unsaid, one) for one in clauses)
    for path, page in own.items():
        spelt = rf"{word}”?(即|是指|指的是|就是|：|（(?!含义原报告未解释))"
        assert not re.search(spelt, page.text), path
    for part in ("标准化、", "规范化、", "1个工作日", "十个", "百名", "千家"):
        assert part not in text


# personnel discipline


def test_personnel_discipline_is_in_no_file(public: Path, own: dict[str, Page]) -> None:
    """Neither pages nor tables, Markdown, feeds or indexes carry it, nor ten visited officials."""
    for path, data in files_of(public).items():
        if path.endswith((".html", ".xml", ".json", ".md", ".csv", ".txt")):
            text = data.decode()
            for word in ("受处分", "处分处理", "回访教育", "能下干部", "联动联访", "容错纠错"):
                assert word not in text, (path, word)
    for path, page in own.items():
        assert not re.search(r"回访[^，。；]{0,14}10(人|名)", page.text), path


def test_fifteen_sources_of_issues_stand_among_the_shortcomings(
    pages: dict[str, Page], sources: dict[str, str]
) -> None:
    """No observation, no environment's figure: 15个 is told where the report admits a lack."""
    assert not [row for row in rows(DONGTOU, "observations") if row["obs_value"] == "15"]
    report = content(sources["reports/dongtou-2024/index.html"])
    before, _, after = report.partition("问题来源15个")
    assert after
    assert before.rfind("存在不足") > before.rfind("专项行动\n")
    assert "没有明确" in after[:40]
    for path, page in pages.items():
        if path.startswith(("environments/", "regions/", "indicators/")) or path == "index.html":
            assert "来源15个" not in page.text, path


# slips of the source


def test_slips_of_the_source_are_noted_and_not_mended(sources: dict[str, str]) -> None:
    """线下+线下 and 500万 stand as in the source, with a word that they do."""
    report = content(sources["reports/dongtou-2024/index.html"])
    assert "线下+线下" in report
    assert "疑似笔误" in report
    case = content(sources["cases/issue-closed-loop/index.html"])
    assert re.search("线下\\+线下[^。]*疑为笔误", case)
    definition = content(sources["indicators/free-bookkeeping-agreements/index.html"])
    assert "未写单位“元”" in definition
    for path, source in sources.items():
        assert "500万元" not in content(source), path


# periods and comparisons


def test_no_dongtou_figure_states_its_date(shipped: Checked) -> None:
    """None of its rows is stated: the publication date bounds them, or nothing does."""
    (package,) = [one for one in shipped.site.packages if one.name == "dongtou"]
    bases = [one.period_basis for one in package.observations]
    assert len(bases) >= 49
    assert PeriodBasis.STATED not in bases
    undated = [
        one
        for one in rows(DONGTOU, "observations")
        if not one["time_period"].startswith(("2024-01-01/", "2024-Q1"))
    ]
    assert len(undated) == 46
    for row in undated:
        assert row["time_period"] in ("/", "/2024-05-28", "2024-05-28")


def test_a_date_not_stated_is_not_printed_as_stated(own: dict[str, Page]) -> None:
    """截至报告时（不晚于…）, never 截至2024年5月28日."""
    for path, page in own.items():
        assert not re.search(r"截至20\d\d年", page.text), path
        if any(address.startswith("dongtou@") for address, _, _ in page.figures):
            assert re.search("不晚于2024年5月28日|原文未注明期间|推定", page.text), path


def test_no_change_is_printed_on_the_two_districts(
    own: dict[str, Page], sources: dict[str, str]
) -> None:
    """The two reports hold no comparable pair, so no words of a change computed here."""
    for path, page in own.items():
        if path in ("indicators/index.html", "methods/index.html"):
            continue
        if page.figures:
            text = re.sub(r"\d项[^。]{0,120}。?\s*（?本站计算", "", page.text)  # counts of rows
            assert "本站计算" not in text, path
        assert not CHANGED.search(page.text.replace("民间投资同比增速为", "")), path
    index = re.findall(r"<tr.*?</tr>", sources["indicators/index.html"], re.DOTALL)
    listed = [row for row in index if re.search("dongtou@|lucheng@", row)]
    assert len(listed) == len({row["indicator"] for row in OBSERVATIONS})
    for row in listed:
        assert not re.search("比上一版|同比|环比|向好|转差|[↑↓→]", row)


def test_the_honest_result_is_one_line(pages: dict[str, Page]) -> None:
    """Dongtou has one line in the comparison and no page of its own."""
    assert not [path for path in pages if path.startswith("compare/330305")]
    assert pages["compare/index.html"].text.count("洞头区的每项指标目前只有一期数据") == 1
    for name in {row["indicator"] for row in rows(DONGTOU, "observations")}:
        page = pages[f"indicators/{name}/index.html"]
        assert "不可比" not in page.text
        assert page.text.count("只有一期数据，不作比较") == 1


def test_not_comparable_is_folded(sources: dict[str, str]) -> None:
    """A wall of 不可比 serves nobody: one line says it, the reasons are folded behind it."""
    source = sources["compare/330302/2019-2020/index.html"]
    (folded,) = re.findall(r"<details[^>]*>.*?</details>", source, re.DOTALL)
    assert folded.startswith("<details>")
    assert "private-investment-growth" in folded
    assert "不可比" in source.partition("<details")[0]

"""Each figure in a text says where it comes from: a card beside it, a list at the end."""

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest

from site_builder.load import packages
from tests.conftest import run
from tests.pages import read_site

BODY = """---
title: 几个数（虚构案例）
slug: several
date: 2024-03-05 10:30
environment: government
area: "990001"
source: sample-bulletin
summary: '办件{{办件}}。'
figures:
  网办率: online-rate
  同一个数: online-rate
  从前: {indicator: online-rate, period: "2022"}
  办件: service-cases
---
## 情况

办理率{{网办率}}，又写一次{{同一个数}}和{{网办率.value}}，从前{{从前}}（{{从前.period}}）。

| 指标 | 数 |
| --- | --- |
| 办理率 | {{网办率}} |

见[办理率{{网办率}}](/about/)，{{网办率.source}}。
"""
LABELS = ["指标", "期间", "状态", "来源", "出处", "数据包"]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site with a text of several figures, built."""
    from tests.conftest import make_site

    site = make_site(tmp_path_factory.mktemp("several") / "site")
    (site / "content/cases/sample/several.md").write_text(BODY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return site / "public"


def prose(public: Path) -> Any:
    """Return the text of the page as a tree."""
    file = public / "cases/several/index.html"
    tree = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return tree.find('.//article[@class="prose"]')


def test_every_figure_in_the_text_has_its_card(public: Path) -> None:
    """Indicator and area, period, status, source, section, package and version, in that order."""
    cards = prose(public).findall('.//span[@class="traced"]/span[@class="provenance"]')
    assert len(cards) == 5
    for card, period, value in zip(
        cards,
        ("2023年", "2023年", "2023年", "2022年", "2023年"),
        ("91.2", "91.2", "91.2", "88.5", "91.2"),
        strict=True,
    ):
        lines = card.findall('span[@class="line"]')
        said = {line.find("b").text: line.find("b").tail for line in lines}
        assert list(said) == LABELS
        assert said == {
            "指标": "网上办理率，样例区",
            "期间": period,
            "状态": "正常（A）",
            "来源": "样例公报（虚构，仅供测试）",
            "出处": f"一：网上办理率{value}%",
            "数据包": "sample，版本2023.1.0",
        }


def test_cards_leave_the_figures_as_they_are(public: Path) -> None:
    """The `<data>` elements hold value and text of the observation alone, inside links too."""
    found = [
        (item.get("value"), item.get("data-observation"), "".join(item.itertext()))
        for item in prose(public).findall(".//data")
        if item.get("class") is None
    ]
    now = "sample@2023.1.0|online-rate|990001|2023|_Z"
    before = "sample@2023.1.0|online-rate|990001|2022|_Z"
    assert found == [
        ("91.2", now, "91.2%"),
        ("91.2", now, "91.2%"),
        ("91.2", now, "91.2"),
        ("88.5", before, "88.5%"),
        ("91.2", now, "91.2%"),
        ("91.2", now, "91.2%"),
    ]
    assert len(prose(public).findall(".//a//data")) == len(found)
    assert prose(public).findall(".//a//a") == []


def test_the_list_at_the_end_holds_each_observation_once(public: Path) -> None:
    """However often and under however many names a figure stands, it is listed once."""
    section = prose(public).find('.//section[@class="provenance-list"]')
    observations = [item.get("data-observation") for item in section.findall(".//data")]
    assert observations == [
        "sample@2023.1.0|online-rate|990001|2023|_Z",
        "sample@2023.1.0|online-rate|990001|2022|_Z",
        "sample@2023.1.0|service-cases|990001|2023|_Z",
    ]
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in section.findall(".//tbody/tr")
    ]
    assert [row[1:] for row in rows] == [
        [
            period,
            "正常（A）",
            locator,
        ]
        for period, locator in (
            ("2023年", "一：网上办理率91.2%"),
            ("2022年", "一：网上办理率88.5%"),
            ("2023年", "一：办件1200余件"),
        )
    ]
    head = " ".join("".join(section.find("p").itertext()).split())
    assert head == "出自《样例公报（虚构，仅供测试）》；数据包sample 2023.1.0。"
    pages = read_site(public)
    for link in section.findall(".//th/a"):
        path, _, anchor = link.get("href").partition("#")
        target = re.sub(r"^(\.\./)+", "", path) + "index.html"
        assert anchor in pages[target].ids


def test_a_text_without_figures_has_no_list(public: Path) -> None:
    """Nothing is bound on the page about the site, and nothing is listed."""
    html = (public / "about/index.html").read_text(encoding="utf-8")
    assert "provenance" not in html
    assert "本文数据的出处" not in html

"""A site with many synthetic cases, to be listed by environment, area, year, department and tag."""

from pathlib import Path

from tests.conftest import make_site

SETTINGS = """
[lists]
page_size = 3

[[tags]]
id = "one-thing"
title = "一件事"

[[tags]]
id = "night"
title = "夜间办理"

[[tags]]
id = "unused"
title = "没有案例的标签"

[[departments]]
id = "tax"
title = "税务局（虚构）"

[[departments]]
id = "courts"
title = "法院（虚构）"
"""
AREA = "990002,样例二区,Sample District Two,district,\n"
CASE = """---
title: 案例{number}（虚构）
slug: case-{number}
date: {year}-03-{number:02} 10:30
environment: {environment}
area: "{area}"
source: sample-bulletin
summary: 第{number}个虚构的案例。
departments: [{departments}]
tags: [{tags}]
---
## 情况

虚构的正文。
"""


def make_many(target: Path, count: int = 11) -> Path:
    """Make a site with `count` cases more than the minimal one; every facet divides them."""
    site = make_site(target)
    settings = site / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    areas = site / "data/sample/2023.1.0/areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8") + AREA, encoding="utf-8")
    for number in range(1, count + 1):
        text = CASE.format(
            number=number,
            year=2022 + number % 2,
            environment="market" if number % 3 else "government",
            area=f"99000{1 + number % 2}",
            departments="、".join(["税务局（虚构）"][: number % 2]),
            tags=", ".join(("one-thing", "夜间办理")[: number % 3]),
        )
        (site / f"content/cases/sample/case-{number}.md").write_text(text, encoding="utf-8")
    return site

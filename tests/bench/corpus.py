"""A site with many synthetic cases, and the same cases for Hugo: the ground of the benchmarks.

Everything in it is made up and says so. The texts are drawn by a seeded generator, so that equal
arguments give equal bytes. The bodies are the same for both builders but for what differs between
them: an address in a link, and figures, which stand as `{{…}}` with us and as plain text there.
"""

import argparse
import csv
import io
import json
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PACKAGE = "data/sample/2023.1.0"
_FIRST_DAY = date(2024, 2, 1)
_DAYS = 1000
_PAGE_SIZE = 20

_TOPICS = tuple(f"{one}{other}" for one in "甲乙丙丁戊己庚辛" for other in ("类", "型", "级", "项", "组"))
_WHO = ("窗口人员", "牵头单位", "联络专员", "运营团队", "审核小组", "街道专班", "园区平台", "行业代表")
_HOW = ("按周", "逐件", "集中", "同步", "分批", "当场", "线上", "提前", "全程", "定期")
_DID = ("登记", "复核", "梳理", "归并", "公开", "推送", "回访", "校对", "汇集", "更新", "试用", "改写")
_WHAT = (
    "申请材料", "办事指引", "流转环节", "政策条目", "反馈意见", "信用记录", "办结文书", "服务承诺",
    "数据目录", "排队信息", "收费说明", "告知单", "联审意见", "整改台账", "问答条目", "接口说明",
)  # fmt: skip
_TAIL = (
    "群众少跑一趟", "材料不再重复提交", "进度随时可查", "责任落到岗位", "口径前后一致", "流程写进指引",
    "意见有人回应", "结果对外公布",
)  # fmt: skip
_HEADINGS = ("起因", "做法", "步骤", "成效", "体会", "后续")
_FIGURES = (("网办率", "online-rate", "91.2%"), ("办件", "service-cases", "1200余件"))


def _sentence(draw: random.Random) -> str:
    text = f"{draw.choice(_WHO)}{draw.choice(_HOW)}{draw.choice(_DID)}{draw.choice(_WHAT)}"
    while draw.random() < 0.6:
        text += f"，{draw.choice(_HOW)}{draw.choice(_DID)}{draw.choice(_WHAT)}"
    return f"{text}，{draw.choice(_TAIL)}。" if draw.random() < 0.5 else f"{text}。"


def _sentences(draw: random.Random, fewest: int, most: int) -> str:
    return "".join(_sentence(draw) for _ in range(draw.randint(fewest, most)))


def body(number: int, total: int, link: Callable[[int], str], figure: Callable[[int], str]) -> str:
    """Return the text of a case: five or six sections with a list, a table, a quotation, a link."""
    draw = random.Random(f"body {number}")  # noqa: S311 - reproducible, guards nothing
    parts: list[str] = []
    for place, heading in enumerate(_HEADINGS[: draw.choice((5, 6, 6))]):
        text = _sentences(draw, 4, 6)
        parts.append(f"## {heading}")
        parts.append(f"**{text[:6]}**{text[6:]}" if place == 0 else text)
        if place == 1:
            lines = [f"- **{draw.choice(_DID)}{draw.choice(_WHAT)}**：{_sentence(draw)}"]
            lines += [f"- {_sentence(draw)}" for _ in range(draw.randint(2, 4))]
            parts.append("\n".join(lines))
        elif place == 2:
            parts.append("\n".join(f"{n}. {_sentence(draw)}" for n in range(1, draw.randint(4, 6))))
        elif place == 3:
            rows = ["| 年份 | 办理量 | 满意度 | 服务点 |", "| --- | ---: | ---: | ---: |"]
            rows += [
                f"| {year} | {draw.randint(2, 300)} | {draw.randint(80, 99)} | {draw.randint(1, 60)} |"
                for year in range(2018, 2024)
            ]
            parts.append("\n".join(rows))
            parts.append(f"网上办理率为{figure(0)}，办件量为{figure(1)}。")
        elif place == 4:
            other = draw.randrange(total)
            parts.append(f"> {_sentence(draw)}{_sentence(draw)}")
            parts.append(f"另见[案例{other + 1:06}]({link(other)})。{_sentence(draw)}")
    return "\n\n".join(parts) + "\n"


def _facts(number: int) -> dict[str, object]:
    draw = random.Random(f"facts {number}")  # noqa: S311
    day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
    tags = draw.sample(range(len(_TOPICS)), 3)
    return {
        "title": f"{_TOPICS[tags[0]]}事项改革的虚构案例（{number + 1:06}）",
        "day": day.isoformat(),
        "environment": draw.choice(("government", "market")),
        "tags": [_TOPICS[tag] for tag in tags],
        "summary": f"虚构的案例，仅供测试：{_sentence(draw)}",
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def slug(number: int) -> str:
    """Return the slug of a case."""
    return f"case-{number + 1:06}"


def case_path(number: int) -> str:
    """Return where a case stands, relative to our site."""
    return f"content/cases/sample/{slug(number)}.md"


def case_text(number: int, total: int) -> str:
    """Return a case as our editors write it."""
    facts = _facts(number)
    front = [
        "---",
        f"title: {facts['title']}",
        f"slug: {slug(number)}",
        f"date: {facts['day']} 09:00",
        f"environment: {facts['environment']}",
        f"tags: [{', '.join(facts['tags'])}]",  # type: ignore[arg-type]
        'area: "990001"',
        "source: sample-bulletin",
        f"summary: {facts['summary']}",
        "figures:",
        *(f"  {name}: {indicator}" for name, indicator, _ in _FIGURES),
        "---",
        "",
    ]
    text = body(number, total, lambda n: f"{slug(n)}.md", lambda n: f"{{{{{_FIGURES[n][0]}}}}}")
    return "\n".join(front) + text


def make_site(root: Path, cases: int, indicators: int = 0, charted: int = 0) -> None:
    """Make our site: the minimal one with so many cases, and a package of so many indicators.

    Of the indicators `charted` have several years, the others one.
    """
    shutil.copytree(_ROOT / "tests/sites/minimal", root)
    shutil.copytree(_ROOT / "templates", root / "templates")
    settings = (root / "site.toml").read_text(encoding="utf-8")
    tags = "".join(
        f'\n[[tags]]\nid = "t{place:02}"\ntitle = "{topic}"\n' for place, topic in enumerate(_TOPICS)
    )
    _write(root / "site.toml", f"{settings}\n[lists]\npage_size = {_PAGE_SIZE}\n{tags}")
    for number in range(cases):
        _write(root / case_path(number), case_text(number, cases))
    if indicators:
        _add_indicators(root, indicators, charted)


def _add_indicators(root: Path, indicators: int, charted: int) -> None:
    """Add rows to the tables of the package; what is not charted has a single year."""
    kinds = (("rate", "%", "办件"), ("flow", "件", ""), ("stock", "个", ""), ("cost", "元", ""))
    rows, values = [], []
    for number in range(indicators):
        draw = random.Random(f"indicator {number}")  # noqa: S311
        kind, unit, share = kinds[number % len(kinds)]
        name = f"made-up-{number + 1:04}"
        rows.append(
            (name, f"虚构指标{number + 1:04}", "", ("government", "market")[number % 2], kind, unit)
            + (share, "increase", "_Z", "_Z", "1", "", "", "", "false", "false")
        )
        for year in range(2015 if number < charted else 2023, 2024):
            value = f"{draw.uniform(40, 99):.1f}"
            values.append(
                (name, "990001", str(year), "_Z", "stated", value, "0", "A", "actual", "exact")
                + ("false", "", "", "", "sample-bulletin", f"一｜{value}{unit}", "")
            )
    _append(root / _PACKAGE / "indicators.csv", rows)
    _append(root / _PACKAGE / "observations.csv", values)


def _append(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_bytes(path.read_bytes() + text.getvalue().encode())


_HUGO = {
    "hugo.toml": """baseURL = "https://site.example/"
languageCode = "zh-CN"
title = "虚构站"
hasCJKLanguage = true
[pagination]
pagerSize = 20
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[taxonomies]
tag = "tags"
[services.rss]
limit = 20
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="alternate" type="application/rss+xml" href="/index.xml">
</head>
<body>
<header><a href="/">{{ .Site.Title }}</a>
<nav><a href="/cases/">案例</a> <a href="/tags/">标签</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>虚构的站点，仅供测试。</p></footer>
</body>
</html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<dl><dt>日期</dt><dd>{{ .Date.Format "2006-01-02" }}</dd>
<dt>环境</dt><dd>{{ .Params.environment }}</dd></dl>
<ul>{{ range .Params.tags }}<li><a href="/tags/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
{{ .Content }}</article>
<ul>{{ range first 4 (index .Site.Taxonomies.tags (index .Params.tags 0)).Pages -}}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $p := .Paginate .Pages }}<ul>{{ range $p.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Date.Format "2006-01-02" }} {{ .Params.summary }}</li>{{ end }}</ul>
<p>{{ if $p.HasPrev }}<a href="{{ $p.Prev.URL }}">上一页</a>{{ end }}
{{ $p.PageNumber }}/{{ $p.TotalPages }}
{{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">下一页</a>{{ end }}</p>{{ end }}
""",
    "layouts/_default/terms.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "layouts/index.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range first 20 .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}
""",
}


def hugo_case_path(number: int) -> str:
    """Return where a case stands, relative to Hugo's site."""
    return f"content/cases/{slug(number)}.md"


def make_hugo(root: Path, cases: int) -> None:
    """Make the same cases for Hugo: a page each, a list of all and one for each tag, a feed."""
    for name, text in _HUGO.items():
        _write(root / name, text)
    for number in range(cases):
        facts = _facts(number)
        front = {key: facts[key] for key in ("title", "summary", "environment", "tags")}
        lines = [f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in front.items()]
        text = body(number, cases, lambda n: f"/cases/{slug(n)}/", lambda n: _FIGURES[n][2])
        head = "\n".join(("---", f"date: {facts['day']}", *lines, "---", ""))
        _write(root / hugo_case_path(number), head + text)


def main() -> None:
    """Make a site, ours or Hugo's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--indicators", type=int, default=0)
    parser.add_argument("--charted", type=int, default=0)
    parser.add_argument("--hugo", action="store_true")
    asked = parser.parse_args()
    if asked.hugo:
        make_hugo(asked.root, asked.cases)
    else:
        make_site(asked.root, asked.cases, asked.indicators, asked.charted)


if __name__ == "__main__":
    main()

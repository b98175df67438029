"""`llms.txt`: the pages and the data, in plain words and links, for programs that read text.

The form is that of llmstxt.org: a title, a summary, lists of links under headings.
"""

from collections.abc import Iterable, Iterator

from site_builder.figures.evaluations import award_years
from site_builder.figures.linked_rows import DOCUMENTS, SERVICES
from site_builder.linked.coverage import LICENCE, shown_version
from site_builder.model.download import version_downloads
from site_builder.model.site import Routes, Site
from site_builder.outputs.api import ENDPOINTS
from site_builder.outputs.feeds import feeds
from site_builder.outputs.kind import Files, Output, Read

_Line = tuple[str, str, str]
"""A title, a path of the site, a note ("" for none)."""

_ABOUT = (
    "每个数都是数据包里的一个观测值，带期间、单位、口径、状态和出处；引用时请一并写明期间和来源。"
    "标为“不可比”的不要自行计算变化；“本站计算”的数由本站按所列公式算出。"
)


def _paths(site: Site) -> tuple[str, ...]:
    return ("llms.txt",)


def _make(site: Site, routes: Routes, read: Read) -> Files:
    """Return the file; it lists only what there is."""
    settings = site.settings
    known = routes.paths() | routes.files
    sections = (
        ("数据接口", _interface(site)),
        ("数据包", _packages(site)),
        ("指标", _indicators(site)),
        ("典型案例", ((item.title, item.address, "") for item in site.cases)),
        ("报告解读", ((item.title, item.address, "") for item in site.reports)),
        ("Optional", _others(site)),
    )
    parts = [f"# {settings.title}", f"> {' '.join(_said(settings.description, settings.notice))}"]
    parts += [_ABOUT, f"许可：{LICENCE}。内容截至{site.as_of}。"]
    for title, lines in sections:
        shown = [_link(settings.base_url, line) for line in lines if line[1] in known]
        if shown:
            parts += [f"## {title}", "\n".join(shown)]
    return (("llms.txt", ("\n\n".join(parts) + "\n").encode()),)


def _said(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _link(base_url: str, line: _Line) -> str:
    title, path, note = line
    name = title.replace("[", "［").replace("]", "］")
    said = f": {note}" if note else ""
    return f"- [{name}]({base_url}{path.lstrip('/')}){said}"


def _interface(site: Site) -> Iterator[_Line]:
    """Yield the endpoints that are one file each, and what describes the rest."""
    for item in ENDPOINTS:
        if "{" not in item.address:
            yield item.title, item.address, item.description
    yield "数据目录（DCAT-AP，JSON-LD）", "/catalog.jsonld", ""
    for feed in feeds(site.settings):
        form = "JSON Feed" if feed.path.endswith(".json") else "Atom"
        yield f"订阅：{feed.title}（{form}）", feed.path, ""


def _packages(site: Site) -> Iterator[_Line]:
    for package in site.packages:
        held = shown_version(site, package)
        yield f"{package.title}，版本{held.version}", held.path, package.description
        for item in version_downloads(held):
            if item.format in ("zip", "json", "sdmx.csv"):
                yield f"{package.title}：{item.title}", item.path, ""


def _indicators(site: Site) -> Iterator[_Line]:
    for slug, entry in site.entries.items():
        unit = entry.indicator.unit_measure
        yield entry.indicator.title, f"/indicators/{slug}/", f"单位{unit}" if unit else ""
        yield f"{entry.indicator.title}（JSON）", f"/api/indicators/{slug}.json", ""


def _others(site: Site) -> Iterable[_Line]:
    lists = (
        ("全部指标", "/indicators/"),
        ("指标晾晒", "/watch/"),
        ("体验官反馈", "/feedback/"),
        *((f"{year}年评选和评价", f"/awards/{year}/") for year in award_years(site)),
        ("年度比较", "/compare/"),
        ("地区", "/regions/"),
        ("改革举措", "/initiatives/"),
        ("文件与政策", DOCUMENTS),
        ("服务与办事入口", SERVICES),
        ("更正与修订", "/changes/"),
        ("术语", "/glossary/"),
        ("数据和方法", "/methods/"),
        ("发布日历", "/calendar/"),
        ("站点地图", "/sitemap/"),
    )
    pages = [(item.title, item.address, "") for item in site.pages]
    return [*((title, path, "") for title, path in lists), *pages]


LLMS = Output(paths=_paths, make=_make)

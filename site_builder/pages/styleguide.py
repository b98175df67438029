"""The page of components, in previews alone: each in every state, with made-up figures."""

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.chart import Chart, Sparkline
from site_builder.model.download import Download
from site_builder.model.figure import Comparison, Figure
from site_builder.model.figure_row import FigureGroup
from site_builder.model.site import Route, Site
from site_builder.model.version import Notice
from site_builder.model.view import (
    CaseCard,
    Fact,
    InitiativeCard,
    Link,
    PageMeta,
    Prose,
    TracedGroup,
)
from site_builder.pages import specimens
from site_builder.pages.differences import DiffView
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta
from site_builder.pages.specimen_charts import CHARTS

_INK = ("ink", "mist", "tide", "reef")
"""Tokens that text is set in; those of the environments are of their marks alone."""
_SURFACES = ("paper", "sand")
_NOTICE = Notice(
    date="2024-02-01", text="差错更正（虚构）", reason="虚构的更正理由。", path=specimens.PATH
)
_SECTIONS = (
    ("colours", "颜色"),
    ("type", "字号"),
    ("values", "数值"),
    ("changes", "变化"),
    ("figures", "数据卡和表"),
    ("lists", "列表"),
    ("notices", "提示"),
    ("article", "文章"),
    ("facts", "依据"),
    ("charts", "图"),
    ("forms", "控件"),
)
_SIZES = ("size-4", "size-3", "size-2", "size-1", "body", "note")


class StyleguideView(Struct, frozen=True, kw_only=True):
    """What the page shows; `inks` on `surfaces` are measured by its script as they are shown."""

    meta: PageMeta
    contents: tuple[Link, ...]
    inks: tuple[str, ...]
    surfaces: tuple[str, ...]
    sizes: tuple[str, ...]
    environments: tuple[Link, ...]
    qualified: tuple[Figure, ...]
    marked: tuple[Figure, ...]
    changes: tuple[tuple[str, Comparison], ...]
    group: FigureGroup
    cases: tuple[CaseCard, ...]
    initiatives: tuple[InitiativeCard, ...]
    facts: tuple[Fact, ...]
    downloads: tuple[Download, ...]
    difference: DiffView
    prose: Prose
    traced: tuple[TracedGroup, ...]
    charts: tuple[Chart, ...]
    sparks: tuple[Sparkline, ...]
    date: str = "2024-01-15 09:00"
    updated: str = "2024-02-01 10:30"
    held: str = "草稿"
    source: str = "虚构区人民政府（虚构）"
    reading: str = "阅读约3分钟（按每分钟400字）"


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("styleguide", specimens.PATH),) if site.preview else ()


def _view(site: Site, route: Route) -> StyleguideView:
    environments = tuple((item.id, item.title) for item in site.settings.environments)
    group = specimens.group()
    return StyleguideView(
        meta=replace(
            meta(
                site,
                kind="styleguide",
                path=route.path,
                title="组件样张",
                finding="每个组件的每种状态都在这里，只在预览里有；数都是虚构的。",
                section="about",
                crumbs=(Link(title="组件样张", path=route.path),),
            ),
            notices=(_NOTICE,),
        ),
        contents=tuple(Link(title=title, path=f"#{name}") for name, title in _SECTIONS),
        inks=_INK,
        surfaces=_SURFACES,
        sizes=_SIZES,
        environments=tuple(
            Link(title=title, path=specimens.PATH, note=name) for name, title in environments
        ),
        qualified=specimens.qualified(),
        marked=specimens.marked(),
        changes=specimens.CHANGES,
        group=group,
        cases=specimens.cases(environments[:3]),
        initiatives=specimens.initiatives(),
        facts=specimens.FACTS,
        downloads=(
            Download(format="csv", title="CSV（虚构）", path=specimens.PATH, media_type="text/csv"),
        ),
        difference=specimens.DIFFERENCE,
        prose=specimens.prose(),
        traced=specimens.traced(),
        charts=CHARTS,
        sparks=group.sparks,
    )


KINDS = (
    PageKind(name="styleguide", template="styleguide.html", routes=_routes, view=_view, once=True),
)

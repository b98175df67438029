"""How the figures are to be read: kinds, marks and rules explained, with examples of the site."""

from collections.abc import Iterable

from msgspec import Struct

from site_builder.compare.explained import marks, values
from site_builder.compare.explained.changes import COMPARISONS, REASONS, WORDINGS
from site_builder.figures.examples import Example, Examples, examples
from site_builder.model.explanation import METHODS, Explanation
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, no_documents, page
from site_builder.pages.parts import meta


class Rule(Struct, frozen=True, kw_only=True):
    """An explanation with its live example, if there is one; `count` values of the site bear it."""

    explained: Explanation
    example: Example | None
    count: int


class Chapter(Struct, frozen=True, kw_only=True):
    """Explanations under one heading."""

    anchor: str
    title: str
    text: str
    rules: tuple[Rule, ...]


class MethodsView(Struct, frozen=True, kw_only=True):
    """What the page shows."""

    meta: PageMeta
    chapters: tuple[Chapter, ...]


_CHAPTERS: tuple[tuple[str, str, str, tuple[Explanation, ...]], ...] = (
    (
        "kinds",
        phrase("数据有哪几类"),
        phrase("类型决定这个数能怎样比、变化怎样说。每个指标的类型写在它的“定义与口径”里。"),
        tuple(values.KINDS.values()),
    ),
    (
        "periods",
        phrase("期间怎样写"),
        phrase("一个数说的是哪一段时间，以来源的写法为准；来源没有写的，本站不补。"),
        tuple(values.BASES.values()),
    ),
    (
        "qualifiers",
        phrase("约数怎样写"),
        phrase("来源在数的前后加的字照样印出，不把“10余次”写成“10次”。"),
        tuple(values.QUALIFIERS.values()),
    ),
    (
        "natures",
        phrase("做到的、计划的和预计的"),
        phrase("计划数、预计数后面总跟着标记，不当作成绩。"),
        tuple(values.NATURES.values()),
    ),
    (
        "stages",
        phrase("事情办到哪一步"),
        phrase("签约、授信、兑现说的是不同的阶段，不能混为一谈。"),
        tuple(values.STAGES.values()),
    ),
    (
        "statuses",
        phrase("数的状态"),
        phrase(
            "括号里的字母是国际统计数据交换标准SDMX的观测状态代码（CL_OBS_STATUS），下载的表里用的是它。"
        ),
        tuple(values.STATUSES.values()),
    ),
    (
        "marks",
        phrase("其他标记"),
        phrase("来源少说了什么，标记就写什么。"),
        marks.OF_VALUES,
    ),
    (
        "comparisons",
        phrase("与什么相比"),
        phrase("变化前面的几个字说明是与哪一期相比。"),
        tuple(COMPARISONS.values()),
    ),
    (
        "wordings",
        phrase("变化怎样说"),
        phrase("同样的变化总用同样的说法；不说“下降−3%”“减少几倍”。"),
        tuple(item.explained for item in WORDINGS),
    ),
    (
        "own-calculations",
        phrase("本站计算与不可比"),
        phrase("能比的给出变化，并写明是本站计算；不能比的写“不可比”和理由。"),
        marks.OF_CHANGES,
    ),
    (
        "reasons",
        phrase("为什么不可比"),
        phrase(
            "下面任何一条都足以使两个数不可比。举的例子里，两个数的列出全部理由；"
            "只有一个数的，是它自己就不具备条件，与哪一期都不能比。"
        ),
        tuple(REASONS.values()),
    ),
)

ANCHORS = frozenset(
    (*(chapter[0] for chapter in _CHAPTERS), *(item.anchor for item in marks.EXPLANATIONS))
)
"""The ids of the page."""


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("methods", METHODS),)


def _view(site: Site, route: Route) -> MethodsView:
    found, say = examples(site), site.language.say
    return MethodsView(
        meta=meta(
            site,
            kind="methods",
            path=METHODS,
            title=site.language.say("数据怎么看"),
            finding=say(
                "页面上的类型、标记和“不可比”的理由都在这里解释。"
                "例子取自本站现有的数据，没有的写“暂无例子”。"
            ),
            section="about",
            crumbs=(Link(title=phrase("数据怎么看"), path=METHODS),),
            following=(
                Link(title=phrase("全部指标"), path="/indicators/"),
                Link(title=phrase("年度比较"), path="/compare/"),
                Link(title=phrase("数据下载"), path="/data/"),
            ),
        ),
        chapters=tuple(
            Chapter(
                anchor=anchor,
                title=say(title),
                text=say(text),
                rules=_rules((item.told(site.language) for item in explained), found),
            )
            for anchor, title, text, explained in _CHAPTERS
        ),
    )


def _rules(explained: Iterable[Explanation], found: Examples) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            explained=item,
            example=found.first.get(item.anchor),
            count=found.counts.get(item.anchor, 0),
        )
        for item in explained
    )


KINDS = (
    PageKind(
        name="methods", template="methods.html", routes=_routes, view=_view, reads=no_documents
    ),
)

"""The column's own systems: optional tables of a data package, one class a table.

Each class is the only declaration of its table: the columns with their titles, forms, codes
and references stand in its annotations, and readers, schemas, spreadsheets, differences and the
interface for machines all follow from `FORMS`.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.column import CellForm, Column
from site_builder.model.language import phrase
from site_builder.model.vocabulary import (
    AGGREGATION_WORDS,
    EVALUATION_STAGE_WORDS,
    FEEDBACK_STATUS_WORDS,
    FLOW_STEP_WORDS,
    FLOW_SUBSET_WORDS,
    NOT_APPLICABLE,
    OUTLET_LEVEL_WORDS,
    PAPER_KIND_WORDS,
    PROGRESS_WORDS,
    RECTIFICATION_WORDS,
    ROUND_KIND_WORDS,
    SHORTCOMING_KIND_WORDS,
    Aggregation,
    EvaluationStage,
    FeedbackStatus,
    FlowStep,
    FlowSubset,
    OutletLevel,
    PaperKind,
    Progress,
    Rectification,
    RoundKind,
    ShortcomingKind,
)

_SOURCE = Column("来源代码", needed=True, refers="sources")
_LOCATOR = Column(
    "出处", needed=True, told="章节和一小段能在原文里找到的话，如“三、（一）｜某某办法”"
)
_AREA = Column("地区代码", needed=True, refers="areas")
_INITIATIVE = Column("举措代码", refers="initiatives")
_INDICATOR = Column("指标代码", refers="indicators")
_CASE = Column("案例", refers="cases", told="案例的slug")
_DUE = Column(
    "期限", CellForm.WHEN, told="日、月或年，如2024-06-30、2024-06、2024；过了最后一天算逾期"
)

SourceName = Annotated[str, _SOURCE]
Locator = Annotated[str, _LOCATOR]
AreaCode = Annotated[str, _AREA]
InitiativeName = Annotated[str, _INITIATIVE]
IndicatorName = Annotated[str, _INDICATOR]
CaseName = Annotated[str, _CASE]
Deadline = Annotated[str, _DUE]


class SystemRow(Struct, frozen=True, kw_only=True):
    """A row of one of these tables: its package, and its number, the header being row 1."""

    package: str
    row: int


class EvaluationRound(SystemRow, frozen=True, kw_only=True):
    """A round of evaluating cases or reforms: its rules, and how to object while it is public.

    `publicity_from` and `publicity_to` are ISO dates or "".
    """

    round: Annotated[str, Column("轮次代码", CellForm.NAME, needed=True, key=True)]
    year: Annotated[str, Column("年份", CellForm.YEAR, needed=True)]
    title: Annotated[str, Column("名称", needed=True)]
    kind: Annotated[RoundKind, Column("类别", needed=True, words=ROUND_KIND_WORDS)]
    aggregation: Annotated[Aggregation, Column("计分办法", words=AGGREGATION_WORDS)]
    publicity_from: Annotated[str, Column("公示开始", CellForm.DAY)]
    publicity_to: Annotated[str, Column("公示结束", CellForm.DAY)]
    objection: Annotated[str, Column("异议办法", told="公示期内怎样提出异议，只写办公电话和地址")]
    summary: Annotated[str, Column("规则说明")]
    source: SourceName
    locator: Locator


class Evaluation(SystemRow, frozen=True, kw_only=True):
    """A case at a stage of a round.

    A row without a criterion (`_Z`) is about the case as a whole; `year` is the round's, `date` an
    ISO date or "".
    """

    round: Annotated[str, Column("轮次代码", needed=True, key=True, refers="evaluation_rounds")]
    year: Annotated[str, Column("年份", CellForm.YEAR, needed=True)]
    case: Annotated[str, Column("案例", needed=True, key=True, refers="cases", told=_CASE.told)]
    criterion: Annotated[str, Column("标准", needed=True, key=True, told="整体结果写_Z")]
    weight: Annotated[Decimal | None, Column("权重", CellForm.NUMBER)]
    score: Annotated[Decimal | None, Column("得分", CellForm.NUMBER)]
    stage: Annotated[
        EvaluationStage, Column("阶段", needed=True, key=True, words=EVALUATION_STAGE_WORDS)
    ]
    date: Annotated[str, Column("日期", CellForm.DAY)]
    source: SourceName
    locator: Locator


class Feedback(SystemRow, frozen=True, kw_only=True):
    """What an experience officer found, without a name, and what the department replied.

    `date` and `replied_on` are ISO dates, `due` a day, month or year; "" where not stated.
    """

    feedback: Annotated[str, Column("反馈编号", CellForm.NAME, needed=True, key=True)]
    date: Annotated[str, Column("体验日期", CellForm.DAY, needed=True)]
    ref_area: AreaCode
    step: Annotated[str, Column("体验环节", needed=True)]
    finding: Annotated[str, Column("发现的问题", needed=True, told="不写姓名、电话和证件号")]
    department: Annotated[str, Column("承办部门")]
    reply: Annotated[str, Column("答复", told="不写姓名、电话和证件号")]
    due: Deadline
    replied_on: Annotated[str, Column("答复日期", CellForm.DAY)]
    status: Annotated[FeedbackStatus, Column("状态", needed=True, words=FEEDBACK_STATUS_WORDS)]
    initiative: InitiativeName
    case: CaseName
    indicator: IndicatorName
    source: SourceName
    locator: Locator


class FlowRow(SystemRow, frozen=True, kw_only=True):
    """A step on the way of an enterprise's issue: what is done, and which indicator counts it.

    Counts by period are the observations of `indicator`, "" where no source counts the step.
    """

    ref_area: Annotated[str, Column("地区代码", needed=True, key=True, refers="areas")]
    step: Annotated[FlowStep, Column("环节", needed=True, key=True, words=FLOW_STEP_WORDS)]
    subset: Annotated[
        FlowSubset, Column("问题范围", needed=True, key=True, words=FLOW_SUBSET_WORDS)
    ]
    status: Annotated[Progress, Column("进展", needed=True, words=PROGRESS_WORDS)]
    summary: Annotated[str, Column("做法")]
    channel: Annotated[str, Column("渠道")]
    promise: Annotated[str, Column("服务承诺")]
    indicator: IndicatorName
    initiative: InitiativeName
    source: SourceName
    locator: Locator


class Milestone(SystemRow, frozen=True, kw_only=True):
    """A piece of an initiative that can be done or late; `date` is when it came to its status.

    `date` and `due` are days, months or years; "" where not stated.
    """

    milestone: Annotated[str, Column("节点代码", CellForm.NAME, needed=True, key=True)]
    initiative: Annotated[str, Column("举措代码", needed=True, refers="initiatives")]
    title: Annotated[str, Column("名称", needed=True)]
    date: Annotated[str, Column("进展日期", CellForm.WHEN, told="日、月或年")]
    status: Annotated[Progress, Column("进展", needed=True, words=PROGRESS_WORDS)]
    lead: Annotated[str, Column("牵头单位")]
    due: Deadline
    source: SourceName
    locator: Locator


class Paper(SystemRow, frozen=True, kw_only=True):
    """A document of the administration; `who` and `how` tell of a policy who gets it and how.

    `date` and `valid_until` are ISO dates or "".
    """

    document: Annotated[str, Column("文件代码", CellForm.NAME, needed=True, key=True)]
    title: Annotated[str, Column("名称", needed=True)]
    number: Annotated[str, Column("文号")]
    issuer: Annotated[str, Column("发布机关")]
    kind: Annotated[PaperKind, Column("类别", needed=True, words=PAPER_KIND_WORDS)]
    date: Annotated[str, Column("成文日期", CellForm.DAY)]
    valid_until: Annotated[str, Column("有效期至", CellForm.DAY)]
    url: Annotated[str, Column("网址", CellForm.WEB)]
    who: Annotated[str, Column("适用对象")]
    how: Annotated[str, Column("办理方式")]
    summary: Annotated[str, Column("简介")]
    source: SourceName
    locator: Locator


class DocumentLink(SystemRow, frozen=True, kw_only=True):
    """What a document is about: an initiative, a case, or both; one of them is never empty."""

    document: Annotated[str, Column("文件代码", needed=True, refers="documents")]
    initiative: InitiativeName
    case: CaseName


class Service(SystemRow, frozen=True, kw_only=True):
    """Where an enterprise is served: place, hours, telephone of the office, entry address."""

    service: Annotated[str, Column("服务代码", CellForm.NAME, needed=True, key=True)]
    title: Annotated[str, Column("名称", needed=True)]
    ref_area: AreaCode
    place: Annotated[str, Column("地点")]
    hours: Annotated[str, Column("开放时间")]
    telephone: Annotated[str, Column("办公电话", CellForm.TELEPHONE, told="不写个人手机")]
    url: Annotated[str, Column("办事入口", CellForm.WEB)]
    initiative: InitiativeName
    summary: Annotated[str, Column("简介")]
    source: SourceName
    locator: Locator


class Coverage(SystemRow, frozen=True, kw_only=True):
    """What the press told of the reform: medium, title, address, the case it tells of."""

    coverage: Annotated[str, Column("报道代码", CellForm.NAME, needed=True, key=True)]
    date: Annotated[str, Column("刊发日期", CellForm.DAY)]
    outlet: Annotated[str, Column("媒体", needed=True)]
    level: Annotated[OutletLevel, Column("级别", words=OUTLET_LEVEL_WORDS)]
    title: Annotated[str, Column("标题", needed=True)]
    url: Annotated[str, Column("网址", CellForm.WEB)]
    case: CaseName
    source: SourceName


class Shortcoming(SystemRow, frozen=True, kw_only=True):
    """What a report admits, or the congress finds wanting: the step promised, and what came of it.

    `due` is a day, month or year; `evidence` says what shows the state; "" where not stated.
    """

    shortcoming: Annotated[str, Column("问题代码", CellForm.NAME, needed=True, key=True)]
    kind: Annotated[ShortcomingKind, Column("类别", needed=True, words=SHORTCOMING_KIND_WORDS)]
    title: Annotated[str, Column("问题", needed=True)]
    ref_area: AreaCode
    step: Annotated[str, Column("整改措施")]
    due: Deadline
    state: Annotated[Rectification, Column("整改状态", needed=True, words=RECTIFICATION_WORDS)]
    evidence: Annotated[str, Column("整改依据")]
    initiative: InitiativeName
    indicator: IndicatorName
    report: Annotated[str, Column("报告", refers="reports", told="报告的slug")]
    source: SourceName
    locator: Locator


class Systems(Struct, frozen=True, kw_only=True):
    """The rows of all these tables; a table that a package does not have is empty."""

    evaluation_rounds: tuple[EvaluationRound, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    issue_flow: tuple[FlowRow, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    documents: tuple[Paper, ...] = ()
    document_links: tuple[DocumentLink, ...] = ()
    services: tuple[Service, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    shortcomings: tuple[Shortcoming, ...] = ()

    def table(self, name: str) -> tuple[SystemRow, ...]:
        """Return the rows of a table by its name."""
        rows: tuple[SystemRow, ...] = getattr(self, name)
        return rows

    def mapped(self, change: Callable[[SystemRow], SystemRow | None]) -> "Systems":
        """Return every row as `change` makes it, in its order, without those that become None."""
        made = {
            name: tuple(new for row in self.table(name) if (new := change(row)) is not None)
            for name in self.__struct_fields__
        }
        return Systems(**made)  # type: ignore[arg-type]  # a row stays one of its table


def joined(all_systems: Iterable[Systems]) -> Systems:
    """Return the rows of all of them, table by table, in their order."""
    held = tuple(all_systems)
    made = {
        name: tuple(row for one in held for row in one.table(name))
        for name in Systems.__struct_fields__
    }
    return Systems(**made)  # type: ignore[arg-type]  # rows stay in their tables


def row_name(row: SystemRow) -> tuple[str, ...]:
    """Return by what readers know a row, in parts: its title, else what it is about."""
    match row:
        case Evaluation():
            parts = (row.round, row.case, row.criterion, EVALUATION_STAGE_WORDS[row.stage])
            return tuple(part for part in parts if part != NOT_APPLICABLE)
        case Feedback():
            return (row.feedback, row.step)
        case FlowRow():
            return (FLOW_STEP_WORDS[row.step], FLOW_SUBSET_WORDS[row.subset])
        case DocumentLink():
            named = (row.document, row.initiative, row.case)
            return tuple(dict.fromkeys(part for part in named if part))
    title: str = getattr(row, "title")  # noqa: B009  # every other table has one
    return (title,)


class TableForm(Struct, frozen=True, kw_only=True):
    """A table as it is declared: name, titles, what its rows are, columns in order."""

    name: str
    title: str
    title_en: str
    row: type[SystemRow]
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart: those of the key, else all of them."""
        names = tuple(item.name for item in self.columns if item.key)
        return names or tuple(item.name for item in self.columns)


def _form(name: str, title: str, title_en: str, row: type[SystemRow]) -> TableForm:
    """Return the form that the annotations of a class declare."""
    columns = []
    for field, hint in get_type_hints(row, include_extras=True).items():
        held, *declared = get_args(hint) or (hint,)
        for column in (item for item in declared if isinstance(item, Column)):
            coded = isinstance(held, type) and issubclass(held, StrEnum)
            form = CellForm.CODE if coded else column.form
            columns.append(replace(column, name=field, form=form))
    return TableForm(name=name, title=title, title_en=title_en, row=row, columns=tuple(columns))


FORMS = (
    _form("evaluation_rounds", phrase("评价轮次"), "Rounds of evaluation", EvaluationRound),
    _form("evaluations", phrase("评选"), "Evaluations", Evaluation),
    _form("feedback", phrase("体验官反馈"), "Feedback of experience officers", Feedback),
    _form("issue_flow", phrase("涉企问题闭环"), "Flow of enterprises' issues", FlowRow),
    _form("milestones", phrase("任务节点"), "Milestones", Milestone),
    _form("documents", phrase("文件"), "Documents", Paper),
    _form("document_links", phrase("文件关联"), "Links of documents", DocumentLink),
    _form("services", phrase("服务"), "Services", Service),
    _form("coverage", phrase("报道"), "Press coverage", Coverage),
    _form("shortcomings", phrase("不足与整改"), "Shortcomings", Shortcoming),
)
"""The tables, in the order in which they are told; a table stands after those it refers to."""

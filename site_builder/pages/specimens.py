"""Made-up figures, changes and lists for the page of components: each state there is, once."""

from decimal import Decimal

from site_builder.compare.comparability import Reason, ReasonCode
from site_builder.compare.values import NATURE_WORDS, STATUS_WORDS, value_parts
from site_builder.compare.wording import reason_phrase, reason_text
from site_builder.model.document import Heading
from site_builder.model.figure import BoundFigure, Comparison, Figure
from site_builder.model.figure_row import FigureGroup, FigureRow
from site_builder.model.package import Indicator
from site_builder.model.view import (
    CaseCard,
    Fact,
    InitiativeCard,
    Link,
    Prose,
    TermLink,
    TracedGroup,
)
from site_builder.model.vocabulary import (
    INITIATIVE_STATUS_WORDS,
    Direction,
    Kind,
    Nature,
    Qualifier,
    Stage,
    Status,
)
from site_builder.pages.differences import DiffGroup, DiffLine, DiffView, FieldLine
from site_builder.pages.specimen_charts import SPARK

PATH = "/styleguide/"
_SOURCE = "样例公报（虚构）"


def figure(
    title: str = "网办率（虚构）",
    *,
    value: str = "91.2",
    kind: Kind = Kind.RATE,
    unit: str = "%",
    multiple: int = 0,
    qualifier: Qualifier = Qualifier.EXACT,
    status: Status = Status.NORMAL,
    marks: tuple[str, ...] = (),
    tied: bool = False,
) -> Figure:
    """Return a made-up figure, in the words that a real one would have."""
    number = Decimal(value)
    before, number_text, unit_text, after = value_parts(
        _indicator(title, kind, unit), number, multiple, qualifier, tied
    )
    return Figure(
        package="xugou",
        version="2023.1.0",
        indicator="xugou",
        title=title,
        area="990001",
        area_title="虚构区",
        time_period="2023",
        caliber="_Z",
        value=value,
        before=before,
        number=number_text,
        unit=unit_text,
        after=after,
        period="2023年",
        marks=marks,
        status=f"{STATUS_WORDS[status] or '正常'}（{status}）",
        notes=(),
        source_title=_SOURCE,
        source_published="2024-01-15",
        locator="一：虚构的一节",
        href=PATH,
        anchor="values",
    )


def _indicator(title: str, kind: Kind, unit: str) -> Indicator:
    return Indicator(
        indicator="xugou",
        title=title,
        title_en="",
        environment="government",
        kind=kind,
        unit_measure=unit,
        denominator="事项",
        direction=Direction.INCREASE,
        stage=Stage.NONE,
        price_basis="_Z",
        decimals=1,
        frequency="",
        definition="",
        department="",
        featured=False,
        watched=False,
        row=0,
    )


def qualified() -> tuple[Figure, ...]:
    """Return a figure with each qualifier, as an amount and as a rank."""
    amounts = (
        figure(f"数额，{item.value}（虚构）", value="6", unit="元", multiple=8, qualifier=item)
        for item in Qualifier
    )
    ranks = (
        figure(f"位次，{item.value}（虚构）", value="3", kind=Kind.RANK, unit="位", qualifier=item)
        for item in Qualifier
    )
    tied = figure("并列位次（虚构）", value="1", kind=Kind.RANK, unit="位", tied=True)
    return (*amounts, *ranks, tied)


def marked() -> tuple[Figure, ...]:
    """Return a figure with each mark that statuses, natures and gaps in the source give."""
    words = (
        *(STATUS_WORDS[item] for item in Status),
        *(NATURE_WORDS[item] for item in Nature),
        "期间为推定",
        "口径待补",
        "参评单位数未说明",
        "样本量未说明",
    )
    return tuple(figure(f"{word}（虚构）", marks=(word,)) for word in dict.fromkeys(words) if word)


def _change(
    text: str,
    arrow: str,
    judgement: str = "",
    *,
    footnote: str = "",
    marks: tuple[str, ...] = (),
    reasons: tuple[Reason, ...] = (),
) -> Comparison:
    return Comparison(
        lead="" if reasons else "比上年",
        text=text,
        arrow=arrow,
        judgement=judgement,
        footnote=footnote,
        marks=marks,
        reasons=tuple(reason_text(reason) for reason in reasons),
        codes=tuple(reason_phrase(reason) for reason in reasons),
    )


CHANGES = (
    ("向好", _change("提高2.7个百分点", "↑", "向好")),
    ("转差", _change("降低1.1个百分点", "↓", "转差")),
    ("不作好坏判断", _change("增加12件，增长8.0%", "↑")),
    ("没有变化", _change("持平", "→")),
    ("带说明", _change("提高0.4个百分点", "↑", "向好", marks=("初步",))),
    (
        "带脚注",
        _change("提高0.1个百分点", "↑", "向好", footnote="按未四舍五入数据计算"),
    ),
    ("不可比，一个原因", _change("", "", reasons=(Reason(code=ReasonCode.SPAN_DIFFERENT),))),
    (
        "不可比，几个原因",
        _change(
            "",
            "",
            reasons=(
                Reason(code=ReasonCode.BREAK_BETWEEN, detail="虚构的制度改变"),
                Reason(code=ReasonCode.DENOMINATOR_NOT_STATED),
                Reason(code=ReasonCode.PERIOD_NOT_STATED),
            ),
        ),
    ),
)
"""A change in each state, with what the state is called."""


def group() -> FigureGroup:
    """Return figures in cards and in a table."""
    rows = tuple(
        FigureRow(figure=one, comparison=change)
        for one, change in (
            (figure("大厅办件量（虚构）", value="1200", kind=Kind.FLOW, unit="件"), None),
            (figure("授信金额（虚构）", value="3.3", unit="元", multiple=8), CHANGES[2][1]),
            (figure("名称很长很长、要折成两行才放得下的一项虚构指标"), CHANGES[1][1]),
        )
    )
    cards = tuple(
        FigureRow(figure=one, comparison=change)
        for one, change in (
            (figure(), CHANGES[0][1]),
            (figure("节约成本（虚构）", value="7", unit="元", multiple=4, marks=("预计",)), None),
            (figure("满意率（虚构）", marks=("样本量未说明",)), CHANGES[6][1]),
        )
    )
    sparked = FigureRow(figure=figure("有走势的（虚构）"), spark=SPARK)
    return FigureGroup(title="虚构区", path=PATH, featured=(*cards, sparked), rows=(*rows, sparked))


def traced() -> tuple[TracedGroup, ...]:
    """Return where the figures of a text come from."""
    package = Link(title="xugou 2023.1.0", path=PATH)
    return (
        TracedGroup(source=_SOURCE, package=package, figures=(figure(), figure("满意率（虚构）"))),
    )


def cases(environments: tuple[tuple[str, str], ...]) -> tuple[CaseCard, ...]:
    """Return a case of each environment, the first held back."""
    return tuple(
        CaseCard(
            title=f"{title}的一个案例（虚构）",
            path=PATH,
            summary="一句话说清做了什么、结果如何：网办率91.2%（虚构）。",
            area="虚构区",
            environment=environment,
            environment_title=title,
            date="2024-01-15 09:00",
            held="" if place else "未到公布日",
        )
        for place, (environment, title) in enumerate(environments)
    )


def initiatives() -> tuple[InitiativeCard, ...]:
    """Return an initiative of each status."""
    return tuple(
        InitiativeCard(
            title=f"{words}的一项举措（虚构）",
            path=PATH,
            summary="一句话说明这项虚构的举措是什么。",
            kind="机制",
            status=words,
            state=status.value.replace(" ", "-"),
            area="虚构区",
        )
        for status, words in INITIATIVE_STATUS_WORDS.items()
    )


FACTS = (
    Fact(label="定义", text="原文未给出定义"),
    Fact(label="站内链接", text="虚构区", path=PATH),
    Fact(label="站外链接", text="样例公报（虚构）", path="https://source.example/"),
)

DIFFERENCE = DiffView(
    before="2023.1.0",
    after="2023.1.1",
    summary="改正1个数",
    metadata=(FieldLine(title="说明", before="旧的说明", after="新的说明", told=True),),
    groups=(
        DiffGroup(
            title="观测值",
            counts="改1条",
            lines=(
                DiffLine(
                    title="网办率（虚构），虚构区，2023年",
                    sort="改",
                    value="由91.2%改为91.4%",
                    fields=(FieldLine(title="正文", before="", after="", told=False),),
                ),
            ),
            more=3,
        ),
    ),
    files=("about.md",),
)
"""Two versions of a package that differ in each way."""

_BODY = """\
## 背景

正文一段：网办率达{{网办率}}，{{网办率.change}}；没有绑定的名称，按原样保留**着重**和`代码`。
术语如口径，第一次出现时连到解释。

> 引用原文的一句话（虚构）。

### 做法

1. 第一步，[站内链接](/styleguide/)；
2. 第二步，脚注[^1]。

| 项目 | 数值 |
| --- | --- |
| 办件 | 1200件 |

[^1]: 脚注的文字（虚构）。
"""


def prose() -> Prose:
    """Return a text with a bound figure, a change, a term of the glossary and a footnote."""
    from site_builder.markup.scan import scan  # heavy: where this page is asked for alone

    return Prose(
        html=scan(_BODY).html,
        figures=(BoundFigure(name="网办率", figure=figure(), comparison=CHANGES[0][1]),),
        headings=(
            Heading(level=2, text="背景", anchor="背景"),
            Heading(level=3, text="做法", anchor="做法"),
        ),
        documents=(),
        pictures=(),
        terms=(TermLink(names=("口径",), path=PATH, definition="一个数是怎样统计出来的。"),),
    )

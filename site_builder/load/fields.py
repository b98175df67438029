"""The fields of front matter, one model for each kind of document.

The titles are what editors call the fields; titles and descriptions also stand in the JSON Schemas
that editing programs complete and check by.
"""

import re
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from site_builder.load.field_causes import SLUG, matching, own_fault
from site_builder.model.document import DocumentKind
from site_builder.model.limits import LONGEST_NAME
from site_builder.model.review import Review, Signature, Step

_BOOLEANS = {"true": True, "false": False, "是": True, "否": False}
_CURLY = frozenset("“”‘’")
_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
"""What the JSON Schema can say of a date; whether there is such a day the validators say."""


def _moment(value: object) -> str:
    """Return a date with time, `YYYY-MM-DD HH:MM`; no time is ever added."""
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text, re.ASCII):
        raise own_fault("moment")
    try:
        datetime.fromisoformat(text)
    except ValueError as fault:
        raise own_fault("moment") from fault
    return text


def _day(value: object) -> str:
    text = str(value).strip()
    try:
        date.fromisoformat(text)
    except ValueError as fault:
        raise own_fault("day") from fault
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise own_fault("day")
    return text


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _BOOLEANS:
        raise own_fault("must-be-boolean")
    return _BOOLEANS[value]


def _straight(value: object) -> object:
    """Refuse a code in curly quotes: YAML knows only straight ones, and would keep them."""
    if isinstance(value, str) and value[:1] in _CURLY:
        raise own_fault("curly-quotes")
    return value


Text = Annotated[str, Field(min_length=1), matching(r"[\s\S]*\S[\s\S]*", "empty")]
Code = Annotated[str, BeforeValidator(_straight)]
NeededCode = Annotated[str, Field(min_length=1), BeforeValidator(_straight)]
Slug = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    BeforeValidator(_straight),
    matching(SLUG, "slug"),
]
SitePath = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    BeforeValidator(_straight),
    matching(r"/([a-z0-9]+([-.][a-z0-9]+)*/)+", "site-path"),
]
Moment = Annotated[str, Field(pattern=f"^{_DATE} {_TIME}$"), BeforeValidator(_moment)]
Day = Annotated[str, Field(pattern=f"^{_DATE}$"), BeforeValidator(_day)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
FigureName = Annotated[str, BeforeValidator(_straight), matching(r"[^{}.\s]+", "figure-name")]
Digest = Annotated[str, matching(r"[0-9a-f]{32}", "digest")]


class _Strict(BaseModel):
    # What checks a kind of document is put together where the first of its kind is read.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Binding(_Strict):
    """What a name in prose is bound to; empty fields take the document's defaults."""

    indicator: Slug = Field(title="指标代码", description="数据包 indicators.csv 里的代码")
    period: Code = Field("", title="期间", description='如 "2019"；不写取最新一期')
    area: Code = Field("", title="地区代码", description="不写取本文的地区")
    package: Code = Field("", title="数据包", description="不写取本文的数据包")
    caliber: Code = Field("", title="口径", description="不写取无特别口径的数")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"indicator": value} if isinstance(value, str) else value


class Cover(_Strict):
    """A picture for lists and shares."""

    image: Text = Field(title="图片文件", description="和本文放在一起的图片")
    alt: Text = Field(title="替代文字", description="看不到图片的人读到的文字")


class Signed(_Strict):
    """One step of the review."""

    role: Text = Field(title="职务", description="如 科室负责人")
    person: Text = Field(title="姓名", description="只用于审签，不会出现在网页上")
    date: Day = Field(title="日期", description="写成 YYYY-MM-DD")


class FinalSigned(Signed):
    """The final approval, bound to what was approved."""

    digest: Digest = Field(title="内容指纹", description="由 site-builder review 给出")


class ReviewFields(_Strict):
    """三审三校."""

    first: Signed | None = Field(None, title="初审", description="初审")
    second: Signed | None = Field(None, title="二审", description="二审")
    final: FinalSigned | None = Field(None, title="终审", description="终审")
    proofs: Annotated[tuple[Signed, ...], Field(max_length=3)] = Field(
        (), title="三校", description="三次校对，按先后列出"
    )

    def model(self) -> Review:
        """Return the same as the model has it."""
        named = ((Step.FIRST, self.first), (Step.SECOND, self.second), (Step.FINAL, self.final))
        proofs = zip((Step.PROOF_1, Step.PROOF_2, Step.PROOF_3), self.proofs, strict=False)
        return Review(
            signatures=tuple(
                Signature(step=step, role=signed.role, person=signed.person, date=signed.date)
                for step, signed in (*named, *proofs)
                if signed is not None
            ),
            digest=self.final.digest if self.final else "",
        )


class Fields(_Strict):
    """What every document has."""

    title: Text = Field(title="标题", description="网页的大标题，不能有花括号的数")
    slug: Slug = Field(title="网址名", description="小写英文字母、数字和连字符，公布后不再改")
    date: Moment = Field(title="发布日期", description="YYYY-MM-DD HH:MM，必须带时间")
    summary: Text = Field(title="摘要", description="一句话说清楚，可以用花括号的数")
    updated: Moment | None = Field(
        None, title="更新日期", description="内容改动的日期和时间，没有改过就不写"
    )
    draft: Boolean = Field(False, title="草稿", description="true 表示还不公布")
    publish_on: Day | None = Field(None, title="公布日", description="到这一天才公布")
    expires_on: Day | None = Field(None, title="下架日", description="从这一天起不再公布")
    aliases: tuple[SitePath, ...] = Field((), title="旧网址", description="如 /cases/old-name/")
    cover: Cover | None = Field(None, title="封面图", description="列表和分享用的图片")
    review: ReviewFields | None = Field(None, title="审签", description="三审三校的记录")
    figures: dict[FigureName, Binding] = Field(
        {}, title="数据绑定", description="短名: 指标代码；正文用花括号引用"
    )
    literals: dict[Text, Text] = Field({}, title="手写的数", description="不绑定数据的数: 理由")
    claims: dict[Text, Text] = Field(
        {}, title="有出处的说法", description="如“首次”: 在来源里的位置"
    )


class PageFields(Fields):
    """A plain page."""


class _Sourced(Fields):
    area: NeededCode = Field(title="地区", description='地区代码，加引号，如 "330305"')
    source: NeededCode = Field(title="来源", description="数据包 sources.csv 里的代码")
    locator: str = Field("", title="出处位置", description="在来源里的章节和短语")
    consent: str = Field("", title="名称公开依据", description="点名企业或个人的依据")


class ReportFields(_Sourced):
    """A report explained."""

    package: NeededCode = Field(title="数据包", description="data 文件夹里的数据包名")
    environment: Code = Field("", title="环境", description="site.toml 里的环境代码")


class CaseFields(_Sourced):
    """A case."""

    environment: NeededCode = Field(title="环境", description="site.toml 里的环境代码")
    departments: tuple[Text, ...] = Field((), title="部门", description="site.toml 里登记的部门")
    tags: tuple[Text, ...] = Field((), title="标签", description="site.toml 里登记的标签")
    initiatives: tuple[Slug, ...] = Field((), title="有关举措", description="举措代码的列表")


FIELDS: dict[DocumentKind, type[Fields]] = {
    DocumentKind.CASE: CaseFields,
    DocumentKind.REPORT: ReportFields,
    DocumentKind.PAGE: PageFields,
}
"""The model of each kind of document."""


def title_of(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    """Return what editors call the field at a place in front matter; "" where it has no name.

    An entry of a list or mapping is called as the field that holds it.
    """
    title = ""
    for depth, step in enumerate(location):
        holder = model_at(model, location[:depth])
        field = holder.model_fields.get(str(step)) if holder else None
        title = (field.title or "") if field else title
    return title


def model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the model of what stands at a place; None where no fields are to be found there."""
    found: Any = model
    for step in location:
        if get_origin(found) in (dict, tuple):
            found = _plain(next(one for one in reversed(get_args(found)) if one is not Ellipsis))
            continue
        field = found.model_fields.get(str(step)) if _is_model(found) else None
        if field is None:
            return None
        found = _plain(field.annotation)
    return found if _is_model(found) else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _plain(annotation: Any) -> Any:
    """Return an annotation without `None` and without what `Annotated` adds."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return next(one for one in get_args(annotation) if one is not type(None))
    return annotation

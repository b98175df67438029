"""A reply to an experience officer has its day and its status, and neither names a person."""

import re
from collections.abc import Iterator

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.systems import Feedback
from site_builder.model.vocabulary import WITH_REPLY

_FREE = ("step", "finding", "department", "reply")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴"
    "夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦史顾侯邵孟龙段漕钱汤尹黎易武乔贺赖龚庞樊殷施洪翁柯缪"
)
_NAME = re.compile(rf"[{_SURNAMES}](?:某某?|先生|女士|小姐|师傅|同志)")
"""A person as findings call one: a common surname with 某 or a form of address."""

_NUMBER = re.compile(r"(?<![0-9.])(?:0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{7,8}(?!元))(?![0-9.])")
"""A telephone: seven digits or eight, with or without area code."""


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return findings whose reply, day and status contradict each other, and who is named there."""
    return tuple(found for package in site.packages for found in check_package(package))


def check_package(package: Package) -> Iterator[Diagnostic]:
    """Yield the same for one package."""
    for row in package.systems.feedback:
        yield from _reply(row, cell(package, "feedback", row.row, "replied_on"))
        for name in _FREE:
            yield from _persons(getattr(row, name), cell(package, "feedback", row.row, name))


def _reply(row: Feedback, span: Span) -> Iterator[Diagnostic]:
    if bool(row.reply) != bool(row.replied_on):
        cause = "@reply-undated" if row.reply else "@reply-missing"
        yield error("row-inconsistent", span, cause=cause)
    elif bool(row.reply) != (row.status in WITH_REPLY):
        cause = f"@reply-status|{row.status.value}"
        yield error("row-inconsistent", span, cause=cause)


def _persons(text: str, span: Span) -> Iterator[Diagnostic]:
    for _ in _NAME.finditer(text):
        yield error("personal-data", span, kind="@personal-name", masked="某企业人员")
    for match in _NUMBER.finditer(text):
        masked = f"{match[0][:3]}****"
        yield error("personal-data", span, kind="@personal-telephone", masked=masked)

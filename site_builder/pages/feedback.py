"""What experience officers found and what came of it, and the empty form they fill in."""

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.deadlines import Standing, Timing, reply_days, standing
from site_builder.figures.feedback import form_paths
from site_builder.figures.flow import flows
from site_builder.figures.linked_rows import FEEDBACK
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.systems import Feedback
from site_builder.model.view import Link, PageMeta
from site_builder.model.vocabulary import FEEDBACK_STATUS_WORDS
from site_builder.pages.kind import PageKind, no_documents, page
from site_builder.pages.parts import meta

FORM = f"{FEEDBACK}form/"

_CRUMB = Link(title=phrase("体验官反馈"), path=FEEDBACK)

OFFICER_PART = (
    ("date", phrase("体验日期")),
    ("ref_area", phrase("体验的地区")),
    ("step", phrase("体验环节")),
    ("finding", phrase("发现的问题")),
)
OFFICE_PART = (
    ("feedback", phrase("反馈编号")),
    ("department", phrase("承办部门")),
    ("due", phrase("期限")),
    ("reply", phrase("答复")),
    ("replied_on", phrase("答复日期")),
    ("status", phrase("状态")),
)
"""The columns of the table that each part of the form asks for, with their words."""


class FindingLine(Struct, frozen=True, kw_only=True):
    """A finding with its reply; `department` and `reply` "" where there is none.

    `timing` says by the rows' dates how long the reply took or how late it is; `late`: overdue.
    """

    anchor: str
    step: str
    date: str
    area: str
    finding: str
    status: str
    state: str
    department: str
    reply: str
    timing: tuple[str, ...]
    computed: bool
    late: bool
    about: tuple[Link, ...]
    source: str


class FeedbackView(Struct, frozen=True, kw_only=True):
    """What the page shows: those that wait for a reply, the most urgent first, then the answered.

    `tally` are the counts of what is listed, by what they count.
    """

    meta: PageMeta
    tally: tuple[tuple[str, int], ...]
    as_of: str
    days: str
    waiting: tuple[FindingLine, ...]
    answered: tuple[FindingLine, ...]
    form: str


class FormView(Struct, frozen=True, kw_only=True):
    """What the empty form asks for, of the officer and of the office; `books` are workbooks."""

    meta: PageMeta
    officer: tuple[tuple[str, str], ...]
    office: tuple[tuple[str, str], ...]
    statuses: tuple[str, ...]
    books: tuple[Link, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("feedback", FEEDBACK),) if site.systems.feedback else ()


def _form_routes(site: Site) -> tuple[Route, ...]:
    return (page("feedback-form", FORM),) if site.systems.feedback else ()


def _view(site: Site, route: Route) -> FeedbackView:
    told = [(row, standing(row, site.as_of)) for row in site.systems.feedback]
    waiting = [item for item in told if item[1].timing is not Timing.DONE]
    waiting.sort(key=lambda item: (-item[1].days, item[0].due or "9", item[0].date))
    answered = [item for item in told if item[1].timing is Timing.DONE]
    answered.sort(key=lambda item: (item[0].replied_on, item[0].date), reverse=True)
    late = sum(_late(site, item) for _, item in waiting)
    return FeedbackView(
        meta=meta(
            site,
            kind="feedback",
            path=FEEDBACK,
            title=site.language.say("改革体验官反馈"),
            finding=_finding(site, len(told), len(answered), late),
            section="initiatives",
            crumbs=(_CRUMB,),
            based_on=package_links(site, tuple(row.package for row in site.systems.feedback)),
            following=(
                *(Link(title=phrase("涉企问题怎样办"), path=item.path) for item in flows(site)),
                Link(title=phrase("全部改革举措"), path="/initiatives/"),
            ),
        ),
        tally=(
            (phrase("反馈"), len(told)),
            (phrase("已答复"), len(answered)),
            (phrase("待答复"), len(waiting)),
            *(((phrase("其中逾期"), late),) if site.as_of else ()),
        ),
        as_of=site.as_of,
        days=_days(site, [row for row, _ in answered]),
        waiting=tuple(_line(site, *item) for item in waiting),
        answered=tuple(_line(site, *item) for item in answered),
        form=FORM,
    )


def _late(site: Site, item: Standing) -> bool:
    """Tell whether a reply is overdue; without the day of the build nothing is."""
    return bool(site.as_of) and item.timing is Timing.LATE


def _finding(site: Site, all_of_them: int, answered: int, late: int) -> str:
    say = site.language.say
    said = say("体验官反馈{n}条，已答复{done}条", n=all_of_them, done=answered)
    if late:
        return say("{said}；截至{date}，有{n}条逾期没有答复。", said=said, date=site.as_of, n=late)
    if site.as_of:
        return say("{said}；截至{date}，没有逾期的。", said=said, date=site.as_of)
    return say("{said}。", said=said)


def _days(site: Site, answered: list[Feedback]) -> str:
    """Return within how many days replies came; "" where there are none."""
    taken = sorted(days for row in answered if (days := reply_days(row)) is not None)
    if not taken:
        return ""
    return site.language.say(
        "从体验到答复，最短{least}天，最长{n}天。", least=taken[0], n=taken[-1]
    )


def _line(site: Site, row: Feedback, item: Standing) -> FindingLine:
    timing = _timing(site, row, item)
    source = site.sources[(row.package, row.source)]
    return FindingLine(
        anchor=row.feedback,
        step=row.step,
        date=row.date,
        area=site.areas[row.ref_area].title,
        finding=row.finding,
        status=site.language.say(FEEDBACK_STATUS_WORDS[row.status]),
        state=row.status.value,
        department=row.department,
        reply=row.reply,
        timing=timing,
        computed=reply_days(row) is not None or _late(site, item),
        late=_late(site, item),
        about=_about(site, row),
        source=site.language.clauses(
            (source.title, row.locator.replace("｜", site.language.say("：")))
        ),
    )


def _about(site: Site, row: Feedback) -> tuple[Link, ...]:
    """Return links to initiative, case and indicator of a finding; `note` says which each is."""
    say = site.language.say
    links = []
    for item in site.initiatives:
        if (item.package, item.initiative) == (row.package, row.initiative):
            path = f"/initiatives/{item.initiative}/"
            links.append(Link(title=item.title, path=path, note=say("举措")))
    links += [
        Link(title=item.title, path=item.address, note=say("案例"))
        for item in site.cases
        if (item.package, item.slug) == (row.package, row.case)
    ]
    entry = site.entries.get(row.indicator)
    if entry and (entry.observations or entry.targets):
        path = f"/indicators/{row.indicator}/"
        links.append(Link(title=entry.indicator.title, path=path, note=say("指标")))
    return tuple(links)


def _timing(site: Site, row: Feedback, item: Standing) -> tuple[str, ...]:
    """Return what the dates of a finding say, in clauses."""
    say = site.language.say
    said = [say("期限{due}", due=row.due) if row.due else say("期限未注明")]
    days = reply_days(row)
    if days is not None:
        said.append(say("{date}答复，用时{n}天", date=row.replied_on, n=days))
        if item.days:
            said.append(say("晚于期限{n}天", n=item.days))
    elif _late(site, item):
        said.append(say("截至{date}逾期{n}天", date=site.as_of, n=item.days))
    elif row.due and site.as_of:
        said.append(say("截至{date}未到期", date=site.as_of))
    return tuple(said)


def _form_view(site: Site, route: Route) -> FormView:
    say = site.language.say
    titles = {item.name: item.title for item in site.packages}
    title = say("改革体验反馈表")
    return FormView(
        meta=meta(
            site,
            kind="feedback-form",
            path=FORM,
            title=title,
            finding=say("一个问题填一张。打印出来手写，或者用电子表格填好交给编辑导入。"),
            section="initiatives",
            crumbs=(_CRUMB, Link(title=title, path=FORM)),
            following=(Link(title=phrase("体验官反馈"), path=FEEDBACK),),
        ),
        officer=OFFICER_PART,
        office=OFFICE_PART,
        statuses=tuple(say(words) for words in FEEDBACK_STATUS_WORDS.values()),
        books=tuple(
            Link(title=say("反馈表工作簿：{package}", package=titles[name]), path=path)
            for name, path in form_paths(site).items()
        ),
    )


KINDS = (
    PageKind(name="feedback", template="feedback.html", routes=_routes, view=_view),
    PageKind(
        name="feedback-form",
        template="feedback_form.html",
        routes=_form_routes,
        view=_form_view,
        reads=no_documents,
    ),
)

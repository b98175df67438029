"""A figure in prose resolves to one observation, or says where and why it does not.

All names and figures are made up.
"""

import re
from collections.abc import Iterable
from inspect import isabstract
from itertools import permutations
from typing import Any, TypeVar, get_origin

import pytest
from msgspec.structs import fields, replace

from site_builder.diagnostics import Diagnostic, Severity
from site_builder.figures.resolve import bind
from site_builder.figures.words import change_words, figure_words
from site_builder.model.document import Document, DocumentKind, FigureBinding, FigureUse
from site_builder.model.figure import BoundFigure
from site_builder.model.package import Area, Indicator, Observation, Package, Source
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry
from site_builder.model.vocabulary import AreaLevel, Kind, PeriodBasis, Qualifier, Status
from site_builder.reporters.catalogue import hint, message
from tests.test_comparability import BREAK, INDICATOR, observed

T = TypeVar("T")


def blank(kind: type[T], /, **given: Any) -> T:
    """Return a `Struct` with the given fields, and the others empty."""
    empty = {
        field.name: {} if isabstract(kind_of) else kind_of()
        for field in fields(kind)
        if field.name not in given and field.required
        for kind_of in (get_origin(field.type) or field.type,)
    }
    return kind(**empty, **given)


OWN, OTHER = "990001", "990002"
PACKAGE = blank(Package, name="invented", version="2024.1.0", title="虚构数据包")
SECOND = replace(PACKAGE, name="second", version="2023.2.0")
AREAS = {
    code: Area(ref_area=code, title=title, title_en=title, level=AreaLevel.DISTRICT, parent="")
    for code, title in ((OWN, "虚构区"), (OTHER, "邻区"))
}
SOURCES = {
    (package, "invented-report"): blank(
        Source, source="invented-report", title="虚构报告", published="2024-05-28"
    )
    for package in ("invented", "second")
}
RATE = replace(
    INDICATOR, indicator="invented-rate", kind=Kind.RATE, unit_measure="%", denominator="事项"
)


def row(period: str, value: str = "95", **changes: object) -> Observation:
    """Return an observation of the invented rate."""
    return observed(value, period, indicator="invented-rate", **changes)


def document(
    *uses: tuple[str, str, int, int],
    binding: dict[str, str] | None = None,
    date: str = "2024-05-28 09:00",
    **changes: Any,
) -> Document:
    """Return a case that binds 网办率 on line 6 and uses what is given."""
    bound = {"indicator": "invented-rate", **(binding or {})}
    return blank(
        Document,
        kind=DocumentKind.CASE,
        path="content/cases/invented/a.md",
        date=date,
        figures=(blank(FigureBinding, name="网办率", line=6, **bound),),
        uses=tuple(
            FigureUse(name=name, part=part, line=line, column=column)
            for name, part, line, column in uses or (("网办率", "", 12, 4),)
        ),
        **{"package": "invented", "area": OWN, **changes},
    )


def entry(*rows: Observation, indicator: Indicator = RATE, **changes: Any) -> Entry:
    """Return the invented rate with its observations."""
    return blank(
        Entry,
        indicator=indicator,
        package=PACKAGE,
        others=(SECOND,),
        observations=rows,
        **changes,
    )


def resolve(
    text: Document, known: Entry, set_aside: SetAside | None = None
) -> tuple[tuple[BoundFigure, ...], tuple[Diagnostic, ...]]:
    """Bind the figures of a document."""
    return bind(text, {"invented-rate": known}, AREAS, SOURCES, set_aside or SetAside())


def codes(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the codes of diagnostics."""
    return [item.code for item in diagnostics]


def chosen(text: Document, *rows: Observation) -> Observation | None:
    """Return the observation a document's figure is bound to, None where it is absent."""
    bound, diagnostics = resolve(text, entry(*rows))
    if not bound:
        assert codes(diagnostics) == ["figure-absent"]
        return None
    figure = bound[0].figure
    return next(
        item
        for item in rows
        if (item.package, *item.key)
        == (figure.package, "invented-rate", figure.area, figure.time_period, figure.caliber)
    )


LATEST = [
    # periods held, date of the document, period chosen (None: none is early enough)
    (["2022", "2023"], "2024-05-28 09:00", "2023"),
    (["2022", "2023", "2024"], "2024-05-28 09:00", "2023"),
    (["2023", "2024-Q1", "2024-S1"], "2024-05-28 09:00", "2024-Q1"),
    (["2023", "2024-05-28"], "2024-05-28 09:00", "2024-05-28"),
    (["2023", "2024-05-29"], "2024-05-28 23:59", "2023"),
    (["2024"], "2024-12-31 00:00", "2024"),
    (["2024"], "2024-12-30 23:59", None),
    (["2024-02"], "2024-02-29 08:00", "2024-02"),
    (["2024-02"], "2024-02-28 08:00", None),
    (["2019", "2020-01/2020-10"], "2021-02-07 10:00", "2020-01/2020-10"),
    (["2023-12-31", "/2024-05-28"], "2024-05-28 09:00", "/2024-05-28"),
    (["/"], "2024-05-28 09:00", "/"),
    (["/", "2023"], "2024-05-28 09:00", "2023"),
    ([], "2024-05-28 09:00", None),
]


@pytest.mark.parametrize(("periods", "date", "expected"), LATEST)
def test_the_latest_period_not_after_the_date_is_taken(
    periods: list[str], date: str, expected: str | None
) -> None:
    """Without a period the newest that had ended by the document's date, in whatever order."""
    for ordered in permutations(periods):
        found = chosen(document(date=date), *(row(period) for period in ordered))
        assert (found.time_period if found else None) == expected


HELD = (
    row("2022", "90"),
    row("2023", "95"),
    row("2023", "85", caliber="NEW"),
    row("2023", "75", ref_area=OTHER),
    row("2024-Q1", "76", ref_area=OTHER),
    row("2024-Q1", "55", package="second"),
)
ASKED = [
    # binding, the document's own fields, the value bound (None: absent)
    ({"period": "2022"}, {}, "90"),
    ({"period": "2023", "caliber": "NEW"}, {}, "85"),
    ({"period": "2023", "caliber": "_Z"}, {}, "95"),
    ({"caliber": "NEW"}, {}, "85"),
    ({"area": OTHER}, {}, "76"),
    ({"area": OTHER, "period": "2023"}, {}, "75"),
    ({}, {"area": OTHER}, "76"),
    ({"package": "second"}, {}, "55"),
    ({}, {"package": "second"}, "55"),
    ({"caliber": "_Z"}, {"area": OTHER}, "76"),
    # neither another area nor another package stands in for what is absent
    ({"period": "2024-Q1"}, {}, None),
    ({"period": "2022", "area": OTHER}, {}, None),
    ({"period": "2022", "caliber": "NEW"}, {}, None),
    ({"period": "2022", "package": "second"}, {}, None),
    ({"period": "2021"}, {}, None),
    ({"period": "2024-13"}, {}, None),
    ({"area": "990003"}, {}, None),
    ({"caliber": "OLD"}, {}, None),
]


@pytest.mark.parametrize(("binding", "own", "expected"), ASKED)
def test_what_is_asked_for_is_bound_and_nothing_like_it(
    binding: dict[str, str], own: dict[str, str], expected: str | None
) -> None:
    """Period, area, caliber and package as asked; area and package default to the document's."""
    found = chosen(document(binding=binding, **own), *HELD)
    assert (found.obs_value if found else None) == expected


@pytest.mark.parametrize("field", ["caliber", "ref_area", "package"])
def test_the_order_of_rows_never_decides(field: str) -> None:
    """The plain caliber goes first; where area or package is left open, it must be named."""
    other = {"caliber": "NEW", "ref_area": OTHER, "package": "second"}[field]
    rows = (row("2023", "95"), row("2023", "85", **{field: other}))
    page = document(area="", package="")
    for held in (rows, rows[::-1]):
        bound, diagnostics = resolve(page, entry(*held))
        if field == "caliber":
            assert [item.figure.value for item in bound] == ["95"]
        else:
            assert bound == ()
            assert codes(diagnostics) == ["figure-ambiguous"]


def test_a_bound_figure_is_complete() -> None:
    """Value as published, unit, period, source, version and address go with the figure."""
    bound, diagnostics = resolve(document(), entry(row("2023", "95.0")))
    assert diagnostics == ()
    (item,) = bound
    figure = item.figure
    assert (item.name, figure.text, figure.value, figure.period) == (
        "网办率",
        "95.0%",
        "95.0",
        "2023年",
    )
    assert (figure.package, figure.version, figure.area_title) == ("invented", "2024.1.0", "虚构区")
    assert figure.href == "/indicators/invented-rate/"
    assert "虚构报告" in figure_words(item, "source")
    assert (figure_words(item, ""), figure_words(item, "value")) == ("95.0%", "95.0")


def test_a_figure_of_another_package_carries_that_version() -> None:
    """A value says which version of which package it is from."""
    bound, _ = resolve(document(binding={"package": "second"}), entry(*HELD))
    assert (bound[0].figure.package, bound[0].figure.version) == ("second", "2023.2.0")


WRONG = [
    # what is used, code, line and column, what the message and hint name
    (("网办", "", 14, 7), "figure-unknown", (14, 7), ["网办", "网办率"]),
    (("网办率", "percent", 14, 7), "figure-part-unknown", (14, 7), ["网办率", "percent"]),
]


@pytest.mark.parametrize(("use", "code", "place", "named"), WRONG)
def test_wrong_names_are_errors_at_their_place(
    use: tuple[str, str, int, int], code: str, place: tuple[int, int], named: list[str]
) -> None:
    """An unknown name or part is an error with file, line, column and the nearest known name."""
    text = document(("网办率", "", 12, 4), use)
    _, (item,) = resolve(text, entry(row("2023")))
    assert (item.code, item.severity) == (code, Severity.ERROR)
    assert (item.span.path, item.span.line, item.span.column) == (text.path, *place)
    said = message(item, "zh") + hint(item, "zh")
    assert all(name in said for name in named)


def test_a_name_like_no_other_suggests_nothing() -> None:
    """A suggestion is made only where one is near."""
    _, (item,) = resolve(
        document(("网办率", "", 12, 4), ("完全无关", "", 14, 1)), entry(row("2023"))
    )
    assert item.code == "figure-unknown"
    assert dict(item.arguments)["nearest"] == ""


@pytest.mark.parametrize(
    ("name", "nearest"), [("invented-rat", "invented-rate"), ("zzz", ""), ("", "")]
)
def test_an_unknown_indicator_is_an_error_where_it_is_bound(name: str, nearest: str) -> None:
    """The line of the binding, and the nearest known code."""
    bound, (item,) = resolve(document(binding={"indicator": name}), entry(row("2023")))
    assert bound == ()
    assert (item.code, item.severity, item.span.line) == ("indicator-unknown", Severity.ERROR, 6)
    assert dict(item.arguments)["nearest"] == nearest


def test_an_absent_value_is_an_error_that_tells_what_is_held() -> None:
    """No value for the period asked for: the line of the binding, and the periods there are."""
    text = document(binding={"period": "2019"})
    bound, (item,) = resolve(text, entry(row("2022"), row("2023")))
    assert bound == ()
    assert (item.code, item.severity) == ("figure-absent", Severity.ERROR)
    assert (item.span.path, item.span.line) == (text.path, 6)
    said = message(item, "zh") + hint(item, "zh")
    assert "invented-rate" in said
    assert "2022" in said
    assert "2023" in said


def test_a_binding_that_is_not_used_is_a_warning() -> None:
    """What is declared and never printed is told, and does not stop the build."""
    text = replace(document(), uses=())
    bound, (item,) = resolve(text, entry(row("2023")))
    assert len(bound) == 1
    assert (item.code, item.severity, item.span.line) == ("figure-unused", Severity.WARNING, 6)


def test_every_fault_of_a_document_is_found_at_once() -> None:
    """One reading tells of unknown, absent and unused figures together."""
    text = document(("甲", "", 12, 1), ("网办率", "x", 12, 8), binding={"period": "2019"})
    spare = blank(FigureBinding, name="闲置", indicator="none-such", line=7)
    _, diagnostics = resolve(replace(text, figures=(*text.figures, spare)), entry(row("2023")))
    assert sorted(codes(diagnostics)) == [
        "figure-absent",
        "figure-part-unknown",
        "figure-unknown",
        "figure-unused",
        "indicator-unknown",
    ]


def test_nothing_is_said_twice_of_what_was_set_aside() -> None:
    """A figure missing only because its indicator's row was faulty is no fault of the text."""
    faulty = SetAside(items=frozenset({("indicator", "invented-rate")}))
    bound, diagnostics = resolve(document(binding={"period": "2019"}), entry(), faulty)
    assert (bound, diagnostics) == ((), ())


CHANGED = ("网办率", "change", 12, 9)


def test_a_permitted_change_is_said_and_not_otherwise_asked_for() -> None:
    """`.change` brings the change from the period before; without it none is made."""
    rows = (row("2022", "93"), row("2023", "95"))
    (item,), diagnostics = resolve(document(CHANGED), entry(*rows))
    assert diagnostics == ()
    assert change_words(item) == "比上年提高2个百分点（本站计算）"
    (plain,), _ = resolve(document(), entry(*rows))
    assert plain.comparison is None


def test_a_provisional_value_marks_the_change() -> None:
    """The mark of the value goes with the change made of it."""
    rows = (row("2022", "93"), row("2023", "95", obs_status=Status.PROVISIONAL))
    (item,), _ = resolve(document(CHANGED), entry(*rows))
    assert item.comparison is not None
    assert item.comparison.marks == ("初步",)
    assert "初步" in item.figure.marks


BEFORE = row("2022", "93")
FORBIDDEN = [
    # observations, breaks, indicator, the reasons in words (a part of each)
    ((row("2023"),), (), RATE, ["没有更早"]),
    ((BEFORE, row("2023", qualifier=Qualifier.OVER)), (), RATE, ["约数"]),
    ((BEFORE, row("2023", period_basis=PeriodBasis.INFERRED)), (), RATE, ["期间原文未注明"]),
    ((row("2022", "93", obs_status=Status.ESTIMATED), row("2023")), (), RATE, ["估计"]),
    ((BEFORE, row("2023-01/2023-10")), (), RATE, ["跨度"]),
    ((BEFORE, row("2023")), (), replace(RATE, denominator=""), ["分母"]),
    (
        (BEFORE, row("2023")),
        (replace(BREAK, indicator="invented-rate", time_period="2023"),),
        RATE,
        ["断点"],
    ),
    (
        (BEFORE, row("2023-01/2023-10", qualifier=Qualifier.ABOUT)),
        (replace(BREAK, indicator="invented-rate", time_period="2023-01/2023-10"),),
        RATE,
        ["跨度", "断点", "约数"],
    ),
]


@pytest.mark.parametrize(("rows", "breaks", "indicator", "reasons"), FORBIDDEN)
def test_a_forbidden_change_prints_not_comparable_and_warns(
    rows: tuple[Observation, ...],
    breaks: tuple[Any, ...],
    indicator: Indicator,
    reasons: list[str],
) -> None:
    """The page prints 不可比 with every reason; the editor gets a warning at each use."""
    text = document(CHANGED, ("网办率", "", 13, 1), ("网办率", "change", 20, 3))
    (item,), diagnostics = resolve(text, entry(*rows, indicator=indicator, breaks=breaks))
    assert item.comparison is not None
    assert item.comparison.comparable is False
    assert item.comparison.text == ""
    words = change_words(item)
    assert words.startswith("不可比（")
    assert len(item.comparison.reasons) == len(reasons)
    assert codes(diagnostics) == ["change-not-comparable"] * 2
    assert [(found.span.line, found.span.column) for found in diagnostics] == [(12, 9), (20, 3)]
    for found in diagnostics:
        assert found.severity is Severity.WARNING
        assert all(reason in message(found, "zh") for reason in reasons)
    assert all(reason in words for reason in reasons)


INTERLEAVED = {
    "another caliber": (
        row("2022", "93", caliber="NEW"),
        row("2022", "70"),
        row("2023", "95", caliber="NEW"),
        row("2023", "72"),
    ),
    "another package": (row("2022", "93"), row("2022", "70", package="second"), row("2023")),
    "parts of the year": (
        row("2022", "93"),
        row("2023-Q1", "91"),
        row("2023-Q2", "92"),
        row("2023-Q3", "94"),
        row("2023", "95"),
    ),
}


@pytest.mark.parametrize("name", INTERLEAVED)
def test_a_change_is_sought_within_its_own_series(name: str) -> None:
    """What may be compared is compared, whatever other series the table holds."""
    binding = {"period": "2023", "caliber": "NEW" if "caliber" in name else "_Z"}
    (item,), _ = resolve(document(CHANGED, binding=binding), entry(*INTERLEAVED[name]))
    assert change_words(item) == "比上年提高2个百分点（本站计算）"


def test_another_area_is_no_earlier_period() -> None:
    """A neighbour's value of the year before is nothing to compare with."""
    for neighbour in ("990000", OTHER):
        rows = (row("2022", "93", ref_area=neighbour), row("2023", "95"))
        (item,), _ = resolve(document(CHANGED), entry(*rows))
        assert re.fullmatch("不可比（没有更早.*）", change_words(item))

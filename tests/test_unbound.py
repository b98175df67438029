"""A number typed by hand is told, with bindings ready to paste; what is listed is not.

All names and figures are made up.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from site_builder.check.literals import check as check_literals
from site_builder.check.unbound import check
from site_builder.diagnostics import Diagnostic, Severity
from site_builder.figures.resolve import bind
from site_builder.load.fields import Binding
from site_builder.markup.scan import NO_HTML, scan
from site_builder.model.document import PLACE_PART, Document, FigureBinding
from site_builder.model.package import Indicator, Observation
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry, Routes, Site
from site_builder.model.text import Text
from site_builder.model.vocabulary import Status
from site_builder.reporters.catalogue import hint, message
from tests.conftest import Outcome, run
from tests.documents import loaded
from tests.test_comparability import INDICATOR
from tests.test_resolve import AREAS, OTHER, RATE, SOURCES, blank, document, entry, row

MONEY = replace(
    INDICATOR, indicator="invented-amount", title="虚构“金额”（全年）", unit_measure="元"
)
DAYS = replace(INDICATOR, indicator="invented-days", title="虚构时限", unit_measure="工作日")


def of(indicator: Indicator, *rows: Observation) -> Entry:
    """Return an indicator with its observations."""
    own = (replace(item, indicator=indicator.indicator) for item in rows)
    return entry(*own, indicator=indicator)


def site_of(case: Document, *known: Entry, text: str = "") -> Site:
    """Return a site of one case with this text."""
    entries = {item.indicator.indicator: item for item in known}
    bound, _ = bind(case, entries, AREAS, SOURCES, SetAside())
    return blank(
        Site,
        settings=None,
        entries=entries,
        areas=AREAS,
        sources=SOURCES,
        cases=(case,),
        texts={case.path: Text(body=text, body_line=12, head=(), html=NO_HTML)},
        bindings={case.path: bound},
        set_aside=None,
    )


def case_of(text: str, **changes: Any) -> Document:
    """Return a case with this body, which binds 网办率 to the invented rate."""
    found = scan(text, 12)
    given = {"date": "2025-05-28 09:00", **changes}
    return replace(document(**given), uses=found.uses, numerals=found.numerals)


def said(text: str, *known: Entry, **changes: Any) -> tuple[Diagnostic, ...]:
    """Return what is said of a body."""
    return check(site_of(case_of(text, **changes), *known), blank(Routes, anchors={}))


def test_a_number_is_told_with_its_place() -> None:
    """A warning at line and column, naming what was typed."""
    (item,) = said("甲乙\n共182项。")
    assert (item.code, item.severity) == ("figure-unbound", Severity.WARNING)
    assert (item.span.line, item.span.column) == (13, 2)
    assert "182项" in message(item, "zh")
    assert "literals" in hint(item, "zh")


EXCUSED = [
    # text listed, sentence, is it excused
    ("7小时", "办结时限7小时以内", True),
    ("时限7小时", "办结时限7小时以内", True),
    ("7", "办结时限7小时以内", False),
    ("小时", "办结时限7小时以内", False),
    ("2条", "惠企32条", False),
    ("32条", "惠企32条，共132条", False),
    ("6亿元", "投资超6亿元", True),
    ("3至5天", "需要3至5天", True),
    ("5天", "需要3至5天", False),
    ("惠企32条", "推动惠企32条兑现", True),
]


@pytest.mark.parametrize(("listed", "text", "excused"), EXCUSED)
@pytest.mark.parametrize("field", ["literals", "claims"])
def test_a_listed_text_excuses_what_it_covers(
    field: str, listed: str, text: str, excused: bool
) -> None:
    """A literal or claim must cover number and unit where they stand, not a part of them."""
    assert (said(text, **{field: ((listed, "虚构的理由"),)}) == ()) is excused


OFFERED = [
    # text, entries, what the hint offers in order
    (
        "金额565.7万元",
        (of(MONEY, row("2024", "565.7", unit_mult=4)),),
        ["虚构金额全年: invented-amount"],
    ),
    (
        "金额5657000元",
        (of(MONEY, row("2024", "565.7", unit_mult=4)),),
        ["虚构金额全年: invented-amount"],
    ),
    ("超6亿元", (of(MONEY, row("2024", "6", unit_mult=8)),), ["虚构金额全年: invented-amount"]),
    (
        "小于500万的",
        (of(MONEY, row("2024", "500", unit_mult=4)),),
        ["虚构金额全年: invented-amount"],
    ),
    ("五百万元", (of(MONEY, row("2024", "500", unit_mult=4)),), ["虚构金额全年: invented-amount"]),
    ("两成", (of(RATE, row("2024", "20")),), ["{{网办率}}"]),
    ("达９５％", (of(RATE, row("2024", "95.0")),), ["{{网办率}}"]),
    ("3个工作日", (of(DAYS, row("2024", "3")),), ["虚构时限: invented-days"]),
    # nothing fits: another unit, another value, no value, a range
    ("95件", (of(RATE, row("2024", "95")),), []),
    ("94%", (of(RATE, row("2024", "95")),), []),
    ("3天", (of(DAYS, row("2024", "3")),), []),
    ("90%至95%", (of(RATE, row("2024", "95")),), []),
    ("0%", (of(RATE, row("2024", None, obs_status=Status.MISSING)),), []),
    # what the short form would not lead to is named in full
    (
        "90%",
        (of(RATE, row("2023", "90"), row("2024", "95")),),
        ['虚构指标: {indicator: invented-rate, period: "2023"}'],
    ),
    (
        "90%",
        (of(RATE, row("2024", "95"), row("2024", "90", ref_area=OTHER)),),
        [f'虚构指标: {{indicator: invented-rate, area: "{OTHER}"}}'],
    ),
    # own area before another, newer before older, three at most
    (
        "95%",
        (
            of(
                RATE,
                row("2021", "95", ref_area=OTHER),
                *(row(str(year), "95") for year in range(2019, 2024)),
                row("2024", "90"),
            ),
        ),
        [
            f'虚构指标: {{indicator: invented-rate, period: "{year}"}}'
            for year in (2023, 2022, 2021)
        ],
    ),
    # other packages are not offered to a case
    ("90%", (of(RATE, row("2024", "90", package="second")),), []),
]


@pytest.mark.parametrize(("text", "known", "expected"), OFFERED)
def test_equal_values_are_offered(text: str, known: tuple[Entry, ...], expected: list[str]) -> None:
    """Equal in the base unit, of the document's package: the name declared, or a new binding."""
    (item,) = said(text, *known)
    advice = dict(item.arguments)["advice"].split("\n")
    offers = [line.split("|") for line in advice if not line.startswith("@unbound-unknown")]
    assert [
        f"{{{{{parts[1]}}}}}" if parts[0] == "@unbound-declared" else ": ".join(parts[1:])
        for parts in offers
    ] == expected
    assert "{0}" not in hint(item, "zh")


PASTED = [
    (row("2023", "90"), row("2024", "95")),
    (row("2024", "90", ref_area=OTHER), row("2024", "95")),
    (row("2024", "90"), row("2024", "95", caliber="0LD")),
    (row("2024", "95"), row("2024", "90", caliber="0LD")),
    (row("2023-01/2023-10", "90"), row("/2024-05-28", "95")),
]


@pytest.mark.parametrize("rows", PASTED)
@pytest.mark.parametrize("place", [{}, {"package": "", "area": ""}])
def test_a_binding_pasted_leads_to_the_observation(
    rows: tuple[Observation, ...], place: dict[str, str]
) -> None:
    """What the hint offers, written under `figures`, resolves to the very observation."""
    known = of(RATE, *rows)
    case = replace(case_of("共90%", **place), figures=())
    (item,) = check(site_of(case, known), blank(Routes, anchors={}))
    _, name, written = dict(item.arguments)["advice"].split("|")
    (given,) = yaml.load(f"{name}: {written}", yaml.BaseLoader).values()
    fields = Binding.model_validate(given).model_dump()
    pasted = replace(case, figures=(FigureBinding(name=name, line=2, **fields),))
    bound, _ = bind(pasted, {"invented-rate": known}, AREAS, SOURCES, SetAside())
    wanted = next(row for row in rows if row.obs_value == "90")
    assert [
        (one.figure.value, one.figure.area, one.figure.time_period, one.figure.caliber)
        for one in bound
    ] == [("90", wanted.ref_area, wanted.time_period, wanted.caliber)]


def test_a_name_already_taken_is_not_offered_again() -> None:
    """The new binding's name is free."""
    named = replace(RATE, title="网办率", indicator="another-rate")
    (item,) = said("共90%", of(RATE, row("2024")), of(named, row("2024", "90")))
    assert dict(item.arguments)["advice"] == "@unbound-new|网办率2|another-rate"


def write(site: Path, **changes: str) -> Path:
    """Change the sample case of a site."""
    file = site / "content/cases/sample/one-window.md"
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(f"{old}: ", f"{old}: {new}", 1)
    file.write_text(text, encoding="utf-8")
    return file


def built(site: Path, *options: str) -> Outcome:
    """Check a site."""
    return run("check", "--site", str(site), *options)


def test_title_and_summary_are_read_too(minimal: Path) -> None:
    """Front matter counts, with its own columns; a title is told to do without."""
    file = write(minimal, title="办结32项，", summary="共5件。")
    text = file.read_text(encoding="utf-8").replace("summary: 共5件。'", "summary: '共5件。")
    file.write_text(text, encoding="utf-8")
    documents, faults = loaded(minimal)
    assert faults == ()
    (case,) = (item for item in documents if item.slug == "one-window")
    assert [(item.text, item.line, item.column) for item in case.numerals] == [
        ("32项", 2, 10),
        ("5件", 9, 12),
    ]
    outcome = built(minimal)
    assert outcome.status == 0
    assert "one-window.md:2:10: 警告 [figure-unbound]" in outcome.text
    assert "标题" in outcome.text
    assert built(minimal, "--strict").status == 1


LISTED = [
    # text listed, body, is it there
    ("7小时", "时限7小时", True),
    ("7小时", "时限**7**小时", True),
    ("7小时", "时限7小\n时", True),
    ("7小时", "时限7天", False),
    ("虚构标题", "甲", True),
    ("虚构摘要", "甲", True),
]


@pytest.mark.parametrize(("text", "body", "there"), LISTED)
@pytest.mark.parametrize("field", ["literals", "claims"])
def test_a_listed_text_must_be_in_the_document(
    field: str, text: str, body: str, there: bool
) -> None:
    """A typing error in front matter is told at its line."""
    given = {
        field: ((text, "虚构的理由"),),
        "places": PLACE_PART.join((f"{field}.{text}", "7", "3")),
    }
    case = replace(case_of(body, **given), title="虚构标题", summary="虚构摘要")
    found = check_literals(site_of(case, text=body), blank(Routes, anchors={}))
    assert [(item.code, item.span.line) for item in found] == (
        [] if there else [("literal-unused", 7)]
    )

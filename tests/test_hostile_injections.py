"""Injection through any field: refused at its place, or shown as the text that it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from site_builder.charts.svg import drawn_svg
from site_builder.diagnostics import BuildFailed
from site_builder.known import Known
from site_builder.load.files import unseen
from site_builder.load.header import COLUMNS
from site_builder.load.setting_tables import settings_schema
from tests.browsing import Quiet, served
from tests.hostile.fields import Holds, holds
from tests.hostile.ground import PAGE, SETTINGS, VERSION, Field, ground, lay, picture, write
from tests.hostile.injections import ADDRESSES, TEXTS
from tests.hostile.judged import Judge
from tests.hostile.tried import (
    EVERY,
    Case,
    Tried,
    assert_said,
    built,
    cases_of_a_sample,
    cases_of_codes,
    cases_of_fields,
    cases_of_places,
    errors_of,
    tried,
)

PARTS = 30
"""Parts into which all texts in all places of Markdown are dealt."""
AS_IN_A_BROWSER = ("index.html", "about/index.html", "cases/one-window/index.html")


@dataclass
class Bench:
    """A site that is spoilt again and again, and what it is held against."""

    site: Path
    known: Known
    clean: dict[str, bytes]

    def judged(self, outcome: Tried) -> list[str]:
        """Return what is wrong with what was built, no more than can be read."""
        anywhere = (SETTINGS, f"{VERSION}/sources.csv")  # a source is cited wherever it is
        led = frozenset(case.said for case in outcome.shown if case.file in anywhere)
        judge = Judge(self.clean, led)
        return list(judge.faults(outcome.files, whole=AS_IN_A_BROWSER))[:20]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The site with something in every field, as nobody has tampered with it."""
    site, known = lay(tmp_path_factory.mktemp("hostile") / "site"), Known()
    write(site, ground().texts())
    return Bench(site, known, built(site, known))


@pytest.fixture(scope="module")
def spoilt(bench: Bench) -> Tried:
    """The site with a text in every field and some in the places of Markdown, as it is built."""
    cases = [*cases_of_a_sample(), *cases_of_places(PAGE, 0, PARTS)]
    return tried(bench.site, cases, bench.known)


def test_every_field_is_tried() -> None:
    """All columns, all settings, all fields of front matter; each text in enough of them."""
    fields = list(ground().fields())
    named = {one.named for one in fields}
    for table, columns in COLUMNS.items():
        if table != "corrections":  # rows that releases write, tried with these
            assert {f"{VERSION}/{table}.csv#1.{column}" for column in columns.split()} <= named
    said = {name for one in fields if one.file == SETTINGS for name in map(str, one.place)}
    assert _texts_of(settings_schema()) <= said
    assert len(cases_of_fields(0)) > 170
    assert len(cases_of_fields(0)) + len(cases_of_codes(0)) == len(fields)
    assert len(TEXTS) + len(ADDRESSES) == len(EVERY) > 100


def _texts_of(schema: dict[str, object]) -> set[str]:
    """Return the names of all settings that are texts."""
    tables = [schema, *schema["$defs"].values()]  # type: ignore[attr-defined]
    return {
        name
        for table in tables
        for name, one in table["properties"].items()  # type: ignore[index]
        if one.get("type") == "string"
    }


def test_a_text_in_every_field_is_refused_or_shown_as_text(bench: Bench, spoilt: Tried) -> None:
    """All fields that hold any text or an address at once, the refused ones taken out."""
    assert_shown(bench, spoilt)
    assert len(spoilt.shown) + len(spoilt.refused) > 250


def test_an_address_of_a_source_has_no_name_before_its_host(bench: Bench) -> None:
    """`https://site.example@evil.example/` leads elsewhere than it looks."""
    place = Field(f"{VERSION}/sources.csv", (1, "url"))
    case = Case(70000, "host-user", ADDRESSES["host-user"], place.file, place=place)
    assert [item.code for item in errors_of(bench.site, [case], bench.known)] == [
        "value-constraint"
    ]


@pytest.mark.thorough
@pytest.mark.hostile
@pytest.mark.parametrize("turn", range(len(EVERY)))
def test_every_text_in_every_field(turn: int, bench: Bench) -> None:
    """In so many turns each field meets each text."""
    assert_shown(bench, tried(bench.site, cases_of_fields(turn), bench.known))


def assert_shown(bench: Bench, outcome: Tried) -> None:
    """Nothing acts; what is refused may be; the rest is seen on pages."""
    assert bench.judged(outcome) == []
    for case in outcome.refused:
        if case.place and not _may_be_refused(case):  # blamed for what others did beside it
            alone = tried(bench.site, [case], bench.known)
            assert alone.shown == [case]
            assert bench.judged(alone) == []
    found = {int(one) for data in _pages(outcome.files) for one in re.findall(r"\b7\d{4}\b", data)}
    assert len([case for case in outcome.shown if case.number in found]) > 80
    hidden = [case for case in outcome.shown if case.place and "review" in case.place.place]
    assert not {case.number for case in hidden} & found


def _may_be_refused(case: Case) -> bool:
    """Tell whether a field that holds any text may refuse this one."""
    assert case.place is not None
    address = holds(case.place) is Holds.LINK or "locale" in case.place.place
    unlike = unseen(case.said.replace("\r", "\n")) or "{" in case.said or not case.said.strip()
    named = case.place.file.endswith(("en.po", "terms.csv", "glossary.csv"))
    return bool(address or unlike or named or "\n" in case.said or case.place.place[-1] == "title")


def _pages(files: dict[str, bytes]) -> Iterator[str]:
    return (data.decode() for name, data in files.items() if name.endswith(".html"))


@pytest.mark.thorough
@pytest.mark.hostile
@pytest.mark.parametrize("part", range(1, PARTS))
def test_every_text_in_every_place_of_markdown(part: int, bench: Bench) -> None:
    """Links, pictures, notes, tables, code, figures, and what looks like HTML."""
    cases = cases_of_places(PAGE, part, PARTS)
    outcome = tried(bench.site, cases, bench.known)
    assert bench.judged(outcome) == []
    assert len(outcome.shown) > len(cases) // 4


@pytest.mark.thorough
@pytest.mark.hostile
@pytest.mark.parametrize("turn", range(12))
def test_a_field_for_codes_and_days_refuses_what_is_none(turn: int, bench: Bench) -> None:
    """Each alone; what one does take, a page may show."""
    cases = cases_of_codes(turn)
    taken = [case for case in cases if not errors_of(bench.site, [case], bench.known)]
    for case in taken:
        outcome = Tried(_built(bench, case), [case], [])
        assert bench.judged(outcome) == [], case


def _built(bench: Bench, case: Case) -> dict[str, bytes]:
    return tried(bench.site, [case], bench.known).files


@pytest.mark.thorough
@pytest.mark.hostile
def test_a_name_of_a_file_is_text(bench: Bench) -> None:
    """Of pictures: a page shows them by names of their own, a message names them."""
    names = {
        number: text.replace("§", str(number)).replace("/", "∕").replace("\x00", "")[:60]
        for number, text in enumerate(TEXTS.values(), 71000)
        if unseen(text) is None and "\n" not in text and "\r" not in text
    }
    place = bench.site / Path(PAGE).parent
    sources = ground()
    body = sources.bodies[PAGE]
    refused = 0
    try:
        while True:
            for name in names.values():
                (place / f"{name}.png").write_bytes(picture())
            shown = (f"![{number}](<{quote(name)}.png>)\n" for number, name in names.items())
            sources.bodies[PAGE] = "\n".join((body, *shown))
            write(bench.site, sources.texts())
            try:
                files = built(bench.site, bench.known)
                break
            except BuildFailed as failed:
                assert_said(failed)
                said = " ".join(f"{one.span.path} {one.arguments}" for one in failed.diagnostics)
            wrong = {one for one, name in names.items() if str(one) in said or name in said}
            assert wrong, said
            refused += len(wrong)
            for one in wrong:
                (place / f"{names.pop(one)}.png").unlink()
        assert refused > 40  # no system of files takes all of them
        assert len(names) > 10
        assert bench.judged(Tried(files, [], [])) == []
    finally:
        for name in names.values():
            (place / f"{name}.png").unlink(missing_ok=True)


def test_a_chart_reads_nothing_from_anywhere(tmp_path: Path) -> None:
    """Whatever a specification asks of an address or a file, the renderer refuses; nobody asks."""
    asked: list[str] = []

    class Heard(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            asked.append(self.path)
            super().do_GET()

    (tmp_path / "data.json").write_text('[{"a": 1}]', encoding="utf-8")
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    with served(tmp_path, handler=Heard) as address:
        own = (tmp_path / "data.json").as_uri()
        for place in (f"{address}data.json", own, str(tmp_path / "data.json"), "data.json"):
            encoding = {"x": {"field": "a", "type": "quantitative"}}
            loaded = {"data": {"url": place}, "mark": "bar", "encoding": encoding}
            joined = {
                "data": {"values": [{"a": 1}]},
                "transform": [
                    {"lookup": "a", "from": {"data": {"url": place}, "key": "a", "fields": ["b"]}}
                ],
                "mark": "bar",
                "encoding": encoding,
            }
            for specification in (loaded, joined):
                with pytest.raises((PermissionError, ValueError)):
                    drawn_svg(specification)
        for picture_at in (f"{address}a.svg", (tmp_path / "a.svg").as_uri()):
            shown = {
                "data": {"values": [{"a": 1, "u": picture_at}]},
                "mark": {"type": "image", "width": 9, "height": 9},
                "encoding": {"url": {"field": "u"}},
            }
            led = {
                "data": {"values": [{"a": 1, "u": picture_at}]},
                "mark": "bar",
                "encoding": {"href": {"field": "u"}},
            }
            for specification in (shown, led):
                with pytest.raises((PermissionError, ValueError)):
                    drawn_svg(specification)
    assert asked == []


def test_no_specification_of_a_chart_names_an_address(bench: Bench) -> None:
    """Nothing in them is loaded, and all that they compute is the builder's own."""
    specifications = [name for name in bench.clean if name.endswith(".vl.json")]
    assert specifications
    judge = Judge({name: data for name, data in bench.clean.items() if name.endswith(".html")})
    found = [fault for name in specifications for fault in judge.loads(bench.clean[name])]
    assert found == []


IN_SHORT = (
    *("index.html", "about/index.html", "cases/index.html", "cases/one-window/index.html"),
    *("indicators/service-stations/index.html", "environments/market/index.html"),
    *("documents/index.html", "watch/index.html", "data/sample/2023.1.0/index.html"),
    *("en/index.html", "environments/market/multiples-990001.svg", "feed.xml"),
    *("embed/environments/market/index.html", "search/index.html"),
)
_TRACED = """
window.traced = [];
for (const name of ["ran", "alert", "confirm", "prompt"])
  Object.defineProperty(window, name, {value: (what) => window.traced.push(`${name}(${what})`)});
addEventListener("securitypolicyviolation", (event) =>
  window.traced.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`), true);
"""
"""Written before a page is read: what may not be called, and what a policy had to prevent."""


@pytest.mark.browser
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_a_browser_runs_and_fetches_nothing_of_it(
    whole: bool, spoilt: Tried, browser: Browser, tmp_path: Path
) -> None:
    """Pages, drawings and feeds: no function is called, no policy broken, nobody else asked.

    A policy that prevents something is a fault too: it would not hold in an old browser.
    """
    for name, data in spoilt.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    shown = [name for name in spoilt.files if name.endswith((".html", ".svg", ".xml"))]
    wrong: list[str] = []
    with served(tmp_path) as address:
        context = browser.new_context()
        context.add_init_script(_TRACED)
        page = context.new_page()
        page.on("request", lambda request: _note(request.url, address, wrong))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda other: wrong.append(other.url))
        for name in shown if whole else IN_SHORT:
            page.goto(f"{address}{name}")
            wrong += [f"{name}: {one}" for one in page.evaluate("window.traced")]
            assert page.url == f"{address}{name}"
        page.goto(f"{address}search/?q=ran")
        page.wait_for_function("document.querySelectorAll('main li a, main article a').length > 3")
        wrong += page.evaluate("window.traced")
        context.close()
    assert wrong == []


def _note(url: str, address: str, wrong: list[str]) -> None:
    if not url.startswith((address, "data:image/", "blob:")):
        wrong.append(url)

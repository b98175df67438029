"""Cases of injection: put into a site, those that are refused taken out, the rest built."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from site_builder.build import Config, build, check
from site_builder.cli.executors import SerialExecutor
from site_builder.diagnostics import BuildFailed, Diagnostic, Severity
from site_builder.known import Known
from site_builder.load.files import unseen
from tests.hostile.fields import Holds, holds
from tests.hostile.ground import SETTINGS, Field, Sources, ground, write
from tests.hostile.injections import ADDRESSES, PLACES, TEXTS
from tests.test_nasty_strings import Memory, assert_told

EVERY = {**TEXTS, **{f"address-{name}": text for name, text in ADDRESSES.items()}}
FIRST = 70000
"""The number of the first case; those of fields come first, then those of places in texts."""


class Case(Struct, frozen=True):
    """A text in a field (`place`), or in a place of the text of a document (`form`)."""

    number: int
    name: str
    text: str
    file: str
    place: Field | None = None
    form: str = ""

    @property
    def said(self) -> str:
        """The text with its number."""
        return self.text.replace("§", str(self.number))

    @property
    def block(self) -> str:
        """The piece of Markdown that holds the text."""
        return PLACES[self.form].format(t=self.said).replace("§", str(self.number))


def cases_of_fields(turn: int) -> list[Case]:
    """Return a case for every field that holds any text or an address.

    In as many turns as there are texts each field meets each of them.
    """
    names = sorted(EVERY)
    return [
        _of_field(place, one, names[(place * 7 + turn) % len(names)])
        for place, one in enumerate(ground().fields())
        if holds(one) is not Holds.CODE
    ]


def cases_of_a_sample() -> list[Case]:
    """Return the same for texts that most fields take: few are to be taken out again."""
    texts = [
        name for name in sorted(TEXTS) if not re.search("[{\\s]", TEXTS[name].replace(" ", ""))
    ]
    texts = [name for name in texts if unseen(TEXTS[name]) is None]
    links = [name for name in sorted(EVERY) if EVERY[name].startswith("https://site.example/")]
    return [
        _of_field(place, one, names[place % len(names)])
        for place, one in enumerate(ground().fields())
        for names in ([links] if holds(one) is Holds.LINK else [texts])
        if holds(one) is not Holds.CODE
    ]


def cases_of_codes(turn: int) -> list[Case]:
    """Return a case for every other field."""
    names = sorted(EVERY)
    return [
        _of_field(place, one, names[(place * 7 + turn) % len(names)])
        for place, one in enumerate(ground().fields())
        if holds(one) is Holds.CODE
    ]


def _of_field(place: int, one: Field, name: str) -> Case:
    return Case(FIRST + place, name, EVERY[name], one.file, place=one)


def cases_of_places(file: str, turn: int, turns: int) -> list[Case]:
    """Return one part in `turns` of every text in every place of Markdown, for one document."""
    pairs = [(form, name) for name in sorted(EVERY) for form in PLACES]
    return [
        Case(FIRST + 1000 + place, name, EVERY[name], file, form=form)
        for place, (form, name) in enumerate(pairs)
        if place % turns == turn
    ]


@dataclass
class Tried:
    """What became of cases: the files built, those shown, those refused with what was said."""

    files: dict[str, bytes]
    shown: list[Case]
    refused: list[Case]


def tried(site: Path, cases: Iterable[Case], known: Known) -> Tried:
    """Put all cases into the site at once; take out what is refused, then build the rest.

    Where messages name no case, because they tell what follows from one, it is looked for by
    halves.
    """
    left, refused = list(cases), list[Case]()
    while errors := errors_of(site, left, known):
        texts = _with(left).texts()
        wrong = {case for item in errors for case in _named(item, left, texts)}
        wrong = wrong or {_blamed(site, left, errors, known)}
        refused += wrong
        left = [case for case in left if case not in wrong]
    return Tried(built(site, known), left, refused)


def errors_of(site: Path, cases: list[Case], known: Known) -> list[Diagnostic]:
    """Return why the site with these cases in it is refused; none where it can be built."""
    write(site, _with(cases).texts())
    try:
        check(_config(site), known=known)
    except BuildFailed as failed:
        assert_said(failed)
        return [item for item in failed.diagnostics if item.severity is Severity.ERROR]
    return []


def _blamed(site: Path, cases: list[Case], errors: list[Diagnostic], known: Known) -> Case:
    """Return the first case with which the first of these errors comes up."""
    first = _sign(errors[0])
    same_file = [case for case in cases if case.file == errors[0].span.path]
    order = [*(case for case in cases if case not in same_file), *same_file]
    low, high = 0, len(order)  # with none of them all is well, with all of them it is not
    while high - low > 1:
        middle = (low + high) // 2
        found = errors_of(site, order[:middle], known)
        low, high = (low, middle) if first in map(_sign, found) else (middle, high)
    return order[high - 1]


def _stands(case: Case, line: int | None, texts: dict[str, bytes]) -> bool:
    """Tell whether a piece of Markdown stands on a line of its document."""
    text = texts[case.file].decode("utf-8", "replace")
    start = text.find(f"\n{case.block}\n")
    if line is None or start < 0:
        return False
    first = text.count("\n", 0, start) + 2
    return first <= line <= first + case.block.count("\n")


def _sign(item: Diagnostic) -> tuple[object, ...]:
    """Return what tells an error from others, wherever lines have moved to."""
    return (item.code, item.span.path, item.span.row, item.arguments)


def assert_said(failed: BuildFailed) -> None:
    """A refusal is of what was written, and can be told in every form."""
    if failed.status == 1:
        settings = all(item.span.path == SETTINGS for item in failed.diagnostics)
        if not settings:
            told = [item for item in failed.diagnostics if item.span.path != SETTINGS]
            assert_told(BuildFailed(tuple(told)))
    else:
        assert failed.status == 2, failed


def built(site: Path, known: Known) -> dict[str, bytes]:
    """Return the files of a site."""
    writer = Memory()
    build(_config(site), writer, SerialExecutor(), lambda *_: None, known=known)
    return writer.files


def _config(site: Path) -> Config:
    return Config(root=site, cache=site / ".cache", as_of="2024-03-31", strict=False, clean=True)


def _with(cases: Iterable[Case]) -> Sources:
    """Return the site with all these cases in it; renamed keys last, so that ways stay ways."""
    sources = ground()
    for case in sorted(cases, key=lambda case: case.number, reverse=True):
        if case.place is not None:
            sources.put(case.place, case.said)
        else:
            sources.bodies[case.file] += f"\n{case.block}\n"
    return sources


def _named(item: Diagnostic, cases: list[Case], texts: dict[str, bytes]) -> Iterator[Case]:
    """Yield the cases that a fault is about: those at its place, else those in its words."""
    here = [case for case in cases if case.file == item.span.path]
    said = " ".join(value for _, value in item.arguments)
    if said.startswith("@unseen"):
        yield from (case for case in here if unseen(case.said.replace("\r", "\n")))
        return
    lines = (
        texts.get(item.span.path, b"").decode("utf-8", "replace").replace("\r", "\n").split("\n")
    )
    near = "\n".join(lines[item.span.line - 1 : item.span.line]) if item.span.line else ""
    at_field = [
        case
        for case in here
        if case.place
        and (item.span.row or 0) - 1 == case.place.place[0]
        and item.span.field == case.place.place[-1]
    ]
    at_line = [case for case in here if near and str(case.number) in near]
    in_block = [case for case in here if case.form and _stands(case, item.span.line, texts)]
    yield from (
        at_field or in_block or at_line or [case for case in cases if str(case.number) in said]
    )

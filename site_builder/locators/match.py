"""Whether a locator's phrase, and the figure with it, stand in a document."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from site_builder.compare.values import places
from site_builder.load.source_documents import SourceDocument
from site_builder.locators.numbers import Number, numbers_of
from site_builder.locators.passage import Passage, plain
from site_builder.markup.numerals import COUNTERS, MEASURES
from site_builder.model.vocabulary import Kind

_PARTS = re.compile("[,、;；/]")
_MOMENTS = tuple("年月日号时点")
_PER = {"%": "%", "个百分点": "%", "百分点": "%", "‰": "‰"}


class Outcome(StrEnum):
    """What came of looking for a phrase and its figure.

    `OTHERWISE`: the same amount stands there, but written otherwise than it was published here.
    """

    FOUND = "found"
    NO_PHRASE = "no phrase"
    NO_FIGURE = "no figure"
    OTHERWISE = "otherwise"


class Sought(Struct, frozen=True, kw_only=True):
    """What is looked for: a phrase, and a figure where `value` is not None.

    `value` is as published, in units of ten to the `unit_mult` of `unit`. `about` holds what a row
    of a table may say of period, area and caliber, a tuple for each.
    """

    phrase: str
    value: Decimal | None = None
    unit_mult: int = 0
    unit: str = ""
    kind: Kind | None = None
    about: tuple[tuple[str, ...], ...] = ()


class Answer(Struct, frozen=True, kw_only=True):
    """What came of it; `shown` is the number that stands there written otherwise."""

    outcome: Outcome
    shown: str = ""


class Searchable:
    """A document in the form in which texts are compared."""

    def __init__(self, document: SourceDocument) -> None:
        self.name = document.name
        self._text = Passage(plain(document.text))
        self._rows = tuple(
            (Passage(plain(" ".join(cells))), tuple(map(plain, cells))) for cells in document.rows
        )

    def look_for(self, sought: Sought) -> Answer:
        """Return whether the phrase stands in the document, and the figure in it or beside it.

        In a text a phrase with a number in the figure's unit must hold the figure itself; beside
        another phrase it is looked for in the same sentence. In a table the parts of a phrase
        stand in the cells of one row, and so does the figure; of several such rows those count
        that are about the period, area and caliber, where any is.
        """
        phrase = plain(sought.phrase)
        near = list(
            self._near_in_rows(phrase, sought) if self._rows else self._near(phrase, sought)
        )
        if not near:
            return Answer(outcome=Outcome.NO_PHRASE)
        if sought.value is None:
            return Answer(outcome=Outcome.FOUND)
        otherwise = ""
        for number in (number for text in near for number in numbers_of(text)):
            if _same_amount(number, sought, sought.value, bare=bool(self._rows)):
                if _as_published(number, sought, sought.value):
                    return Answer(outcome=Outcome.FOUND)
                otherwise = otherwise or number.shown
        outcome = Outcome.OTHERWISE if otherwise else Outcome.NO_FIGURE
        return Answer(outcome=outcome, shown=otherwise)

    def _near(self, phrase: str, sought: Sought) -> Iterator[str]:
        alone = any(_of_that_unit(number, sought) for number in numbers_of(phrase))
        for begin, end in self._text.find(phrase):
            yield phrase if alone else self._text.around(begin, end)

    def _near_in_rows(self, phrase: str, sought: Sought) -> Iterator[str]:
        parts = [part for part in _PARTS.split(phrase) if part.strip()]
        rows = [
            cells
            for passage, cells in self._rows
            if parts and all(any(passage.find(part)) for part in parts)
        ]
        for words in sought.about:
            said = {plain(word) for word in words if word}
            rows = [cells for cells in rows if said & set(cells)] or rows
        for cells in rows:
            yield from cells


def _of_that_unit(number: Number, sought: Sought) -> bool:
    if sought.kind is Kind.RANK:
        return number.ordinal
    per = _PER.get(sought.unit, "")
    if per or number.per:
        return per == number.per
    return bool(sought.unit) and number.follows.startswith(sought.unit)


def _same_amount(number: Number, sought: Sought, value: Decimal, *, bare: bool) -> bool:
    """Tell whether a number says the amount; a `bare` one in a table may lack its unit."""
    if number.per != _PER.get(sought.unit, "") and (number.per or not bare):
        return False
    if number.follows.startswith(_MOMENTS) and not number.follows.startswith(
        sought.unit[:1] or "\0"
    ):
        return False
    if number.ordinal != (sought.kind is Kind.RANK) and (number.ordinal or number.in_words):
        return False
    if number.in_words and not (number.ordinal or number.per or _counts(number, sought)):
        return False
    amount, wanted = number.amount.scaleb(number.scale), value.scaleb(sought.unit_mult)
    if number.falls and amount > 0 and (wanted < 0 or sought.kind is Kind.GROWTH):
        amount = -amount
    return amount == wanted


def _counts(number: Number, sought: Sought) -> bool:
    """Tell whether a measure follows a number in words; 长三角 and 一季度 count nothing."""
    return number.follows.startswith((*COUNTERS, *MEASURES, "大", sought.unit or "大"))


def _as_published(number: Number, sought: Sought, value: Decimal) -> bool:
    if places(number.amount) != places(value):
        return False
    return number.in_words or number.scale == sought.unit_mult

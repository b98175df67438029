"""One thing drawn, and the words that drawings say of their own."""

from decimal import Decimal

from msgspec import Struct


class ChartWords(Struct, frozen=True, kw_only=True):
    """What a drawing says of its own, in the language of the chart: patterns and single words.

    `scales` are the multiples that large numbers of an axis are written in, as powers of ten, the
    greatest first.
    """

    comma: str = "，"
    said: str = "{place}：{text}"
    note: str = "（{text}）"
    broken: str = "断点"
    among: str = "其中{part}"
    scales: tuple[tuple[int, str], ...] = ((12, "{n}万亿"), (8, "{n}亿"), (4, "{n}万"))

    def noted(self, text: str, note: str) -> str:
        """Return a text with its note in brackets, if it has one."""
        return text + (self.note.format(text=note) if note else "")


CHINESE_CHART = ChartWords()
"""The words of charts in Chinese."""


class Mark(Struct, frozen=True, kw_only=True):
    """One thing drawn: of what series, at what place, which value, as it is printed with its unit.

    `note` is what must stay with the value (its status, part of a year, an estimate).
    """

    series: str
    label: str
    value: Decimal
    text: str
    note: str = ""
    words: ChartWords = CHINESE_CHART

    @property
    def said(self) -> str:
        """Return the mark in words, as it is read aloud and shown beside it."""
        place = self.words.comma.join(part for part in (self.series, self.label) if part)
        return self.words.noted(self.words.said.format(place=place, text=self.text), self.note)

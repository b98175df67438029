"""The cells of one row, converted.

Frictionless judges a table by its schema (`tablecheck`); here is judged what the model needs: cells
that a schema lets pass but that hold no number, no code, no period.
"""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from msgspec.structs import replace

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.limits import LONGEST_NAME
from site_builder.model.table_schema import WHEN

Code = TypeVar("Code", bound=StrEnum)

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"[0-9]{4}")
_MOST_DIGITS = 20
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NAME = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
# A name before an @ would pass for the host.
_WEB = re.compile(r"https?://[^\s/\"<>\\@\[\]]+(/[^\s\"<>\\]*)?")
_WHEN = re.compile(WHEN)
_TELEPHONE = re.compile(r"(0[0-9]{2,3}-)?[0-9]{5,8}(-[0-9]{1,6})?|400-?[0-9]{3}-?[0-9]{4}")
"""Office numbers: with or without area code, with an extension, or a service number as 12345."""
_BOOLEANS = {
    **dict.fromkeys(("true", "True", "TRUE", "1"), True),
    **dict.fromkeys(("false", "False", "FALSE", "0"), False),
}
"""The written forms of Table Schema's boolean."""


class Cells:
    """One row: typed access to its cells; faults are kept, not raised."""

    def __init__(self, row: dict[str, str], span: Span) -> None:
        self.row = row
        self.span = span
        self.faults: list[Diagnostic] = []

    def __getitem__(self, name: str) -> str:
        """Return a cell as text."""
        return self.row[name]

    def optional(self, name: str) -> str:
        """Return a cell as text, "" where the table has no such column, as older versions have."""
        return self.row.get(name, "")

    def _fault(self, name: str, cause: str, advice: str) -> None:
        span = Span(path=self.span.path, resource=self.span.resource, row=self.span.row, field=name)
        value = self.row[name]
        self.faults.append(error("value-type", span, value=value, cause=cause, advice=advice))

    def number(self, name: str) -> Decimal:
        """Return a cell as a number."""
        if not _NUMBER.fullmatch(self.row[name]):
            self._fault(name, "@type-number", "@hint-number")
            return Decimal(0)
        if self._too_long(name):
            return Decimal(0)
        return Decimal(self.row[name])

    def number_or_none(self, name: str) -> Decimal | None:
        """Return a cell as a number, None where it is empty."""
        return self.number(name) if self.row[name] else None

    def whole(self, name: str, most: int | None = None) -> int:
        """Return a cell as a whole number, not over `most` on either side of 0."""
        if not _WHOLE.fullmatch(self.row[name]):
            self._fault(name, "@type-integer", "@hint-number")
            return 0
        if self._too_long(name):
            return 0
        number = int(self.row[name])
        if most is not None and abs(number) > most:
            self._refuse(name, f"@maximum|{number}|{most}")
            return 0
        return number

    def _too_long(self, name: str) -> bool:
        """Tell whether a number has more digits than any published one, and say so."""
        long = len(self.row[name]) > _MOST_DIGITS
        if long:
            self._refuse(name, f"@too-many-digits|{_MOST_DIGITS}")
        return long

    def _refuse(self, name: str, cause: str) -> None:
        self.faults.append(error("value-constraint", replace(self.span, field=name), cause=cause))

    def whole_or_none(self, name: str) -> int | None:
        """Return a cell as a whole number, None where it is empty."""
        return self.whole(name) if self.row[name] else None

    def year(self, name: str) -> str:
        """Return a cell that must be a year; it stands in addresses."""
        if not _YEAR.fullmatch(self.row[name]):
            self._fault(name, "@type-year", "@hint-year")
        return self.row[name]

    def day(self, name: str) -> str:
        """Return a cell that must be a day of the calendar, or empty; days are compared as text."""
        text = self.row[name]
        try:
            if text and date.fromisoformat(text).isoformat() != text:
                raise ValueError(text)
        except ValueError:
            self._fault(name, "@type-date", "@hint-date")
        return text

    def when(self, name: str) -> str:
        """Return a cell that must be a day, a month, a quarter, a half or a year, or empty."""
        text = self.row[name]
        if text and not _WHEN.fullmatch(text):
            self._fault(name, "@type-when", "@hint-when")
            return ""
        try:
            if text:
                parse_period(text)
        except PeriodError:
            self._fault(name, "@type-when", "@hint-when")
            return ""
        return text

    def telephone(self, name: str) -> str:
        """Return a cell that must be the telephone number of an office, or empty."""
        text = self.row[name]
        if text and not _TELEPHONE.fullmatch(text):
            self._refuse(name, f"@telephone|{text}")
        return text

    def boolean(self, name: str) -> bool:
        """Return a cell as true or false."""
        if self.row[name] not in _BOOLEANS:
            self._fault(name, "@type-boolean", "@hint-boolean")
        return _BOOLEANS.get(self.row[name], False)

    def needed(self, name: str) -> str:
        """Return a cell that must not be empty: part of a key, or where a figure comes from."""
        if not self.row[name]:
            self._refuse(name, "@required")
        return self.row[name]

    def name(self, name: str) -> str:
        """Return a cell that becomes part of an address."""
        text = self.row[name]
        if len(text) > LONGEST_NAME or not _NAME.fullmatch(text):
            self._refuse(name, f"@name-in-address|{LONGEST_NAME}|{text}" if text else "@required")
        return text

    def web_address(self, name: str) -> str:
        """Return a cell that is the address of something on the web, or empty."""
        text = self.row[name]
        if text and not _WEB.fullmatch(text):
            self._refuse(name, f"@web-address|{text}")
        return text

    def code(self, name: str, codes: type[Code]) -> Code:
        """Return a cell as one of the codes of a list."""
        try:
            return codes(self.row[name])
        except ValueError:
            allowed = "、".join(code.value for code in codes)
            cause = f"@enum|{self.row[name]}|{allowed}" if self.row[name] else "@required"
            self._refuse(name, cause)
            return next(iter(codes))

    def period(self) -> str:
        """Return the cell `time_period`, which must be a period."""
        text = self.row["time_period"]
        try:
            parse_period(text)
        except PeriodError:
            span = replace(self.span, field="time_period")
            self.faults.append(error("period-invalid", span, value=text))
        return text

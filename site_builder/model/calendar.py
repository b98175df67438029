"""The release calendar: what editors have announced for a day."""

from msgspec import Struct

CALENDAR = "/calendar/"
"""The path of the page."""


class Due(Struct, frozen=True, kw_only=True):
    """A row of `calendar.csv`: what is to be published by a day, `due` (ISO).

    It is a version of a package, or the value of an indicator for a period; `version`, or
    `indicator` and `time_period`, are "" where the other is meant. `package` may be "" with an
    indicator.
    """

    due: str
    title: str
    package: str
    version: str
    indicator: str
    time_period: str
    note: str
    row: int

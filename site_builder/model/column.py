"""A column of a table of a data package, as everything that reads or makes the table needs it."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class CellForm(StrEnum):
    """What a cell holds; any but a key may be empty, where the source does not say it."""

    TEXT = "text"
    NAME = "name"
    DAY = "day"
    WHEN = "when"
    YEAR = "year"
    NUMBER = "number"
    CODE = "code"
    WEB = "web"
    TELEPHONE = "telephone"


class Column(Struct, frozen=True):
    """A column by its title in Chinese.

    `needed` cells are never empty; `key` cells are part of what tells rows apart. `refers` is the
    resource whose key a cell names, "cases" and "reports" being documents of the content and not
    tables. `words` are the codes a cell may hold, with their words. `told` says to editors what
    the title does not.
    """

    title: str
    form: CellForm = CellForm.TEXT
    needed: bool = False
    key: bool = False
    refers: str = ""
    words: Mapping[StrEnum, str] = field(default_factory=dict)
    told: str = ""
    name: str = ""

    @property
    def of_content(self) -> bool:
        """Whether a cell names a document of the content, which no foreign key can."""
        return self.refers in ("cases", "reports")

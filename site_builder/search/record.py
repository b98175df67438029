"""What can be found: a record for each thing with an address, and what results are narrowed by."""

from msgspec import Struct

from site_builder.model.language import phrase

KINDS = (
    ("indicator", phrase("指标")),
    ("case", phrase("典型案例")),
    ("initiative", phrase("改革举措")),
    ("award", phrase("评选和评价")),
    ("feedback", phrase("体验官反馈")),
    ("report", phrase("报告解读")),
    ("document", phrase("文件与政策")),
    ("service", phrase("服务")),
    ("coverage", phrase("媒体报道")),
    ("environment", phrase("环境")),
    ("region", phrase("地区")),
    ("comparison", phrase("年度比较")),
    ("page", phrase("说明")),
    ("term", phrase("术语")),
    ("package", phrase("数据包")),
)
"""Every kind of record with its title, a phrase, in the order in which readers are offered them."""


NARROWING = ("kind", "environment", "area", "year")
"""The names of what results can be narrowed by, in the order in which readers are offered them."""


class Choice(Struct, frozen=True, kw_only=True):
    """Something results can be narrowed by: its name, its title, ids of its values with titles."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...]


class Written(Struct, frozen=True, kw_only=True):
    """The body of a document, read from its file only where it is indexed.

    `path` is that of the file in the site, `digest` names all that the document was read from, and
    how. `figures` are those in its text as words, by (name, part).
    """

    path: str
    digest: str
    figures: tuple[tuple[tuple[str, str], str], ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """One thing that can be found.

    `path` is its address on the site, with an anchor where it stands on a page with others. `names`
    are what it may be called, its title first; `note` is printed with the result (value and period
    of an indicator). `held` says why it is not published, in a preview. Searched are the names,
    `lead`, the `text`, and `tail`, the words that do not stand in its text. `kind`, `environment`,
    `areas` and `years` are ids.
    """

    path: str
    kind: str
    names: tuple[str, ...]
    lead: str
    text: Written | None = None
    tail: tuple[str, ...] = ()
    note: str = ""
    held: str = ""
    environment: str = ""
    areas: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its heading in the list of results."""
        return self.names[0]

    def ids_of(self, choice: str) -> tuple[str, ...]:
        """Return the ids it has of a choice."""
        single = {"kind": self.kind, "environment": self.environment}
        if choice in single:
            return (single[choice],) if single[choice] else ()
        return {"area": self.areas, "year": self.years}[choice]


class Findable(Struct, frozen=True, kw_only=True):
    """All that can be found on a site, in the order of the paths, and what narrows results."""

    records: tuple[Record, ...]
    choices: tuple[Choice, ...]

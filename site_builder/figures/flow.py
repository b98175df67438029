"""The way of an enterprise's issue: which rows belong together, and on which page they stand."""

from collections import Counter

from msgspec import Struct

from site_builder.figures.linked_rows import WATCH
from site_builder.model.site import Site
from site_builder.model.systems import FlowRow
from site_builder.model.vocabulary import FlowStep, FlowSubset

_STEPS = tuple(FlowStep)
_SUBSETS = tuple(FlowSubset)


class Flow(Struct, frozen=True, kw_only=True):
    """The way in one area, its rows in the order of the steps, each whole before its part.

    It stands on the page of `initiative`, the one that most of its rows name; "" where none does.
    """

    package: str
    area: str
    initiative: str
    rows: tuple[FlowRow, ...]

    @property
    def path(self) -> str:
        """The address of its drawing; that of the watch list where it has no initiative."""
        if not self.initiative:
            return f"{WATCH}#{self.anchor}"
        return f"/initiatives/{self.initiative}/#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of its drawing."""
        return f"flow-{self.area}"


def flows(site: Site) -> tuple[Flow, ...]:
    """Return the ways that the rows tell of, one an area of a package, in their order."""
    found = []
    for package, area in dict.fromkeys(
        (row.package, row.ref_area) for row in site.systems.issue_flow
    ):
        rows = [
            row for row in site.systems.issue_flow if (row.package, row.ref_area) == (package, area)
        ]
        rows.sort(key=lambda row: (_STEPS.index(row.step), _SUBSETS.index(row.subset)))
        named = Counter(row.initiative for row in rows if row.initiative)
        chosen = max(named, key=named.__getitem__, default="")
        found.append(Flow(package=package, area=area, initiative=chosen, rows=tuple(rows)))
    return tuple(found)

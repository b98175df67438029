"""The cases of a package as a release holds them: a table, and the Markdown beside it."""

import csv
import io
from collections.abc import Callable

from site_builder.figures.words import plain_summary
from site_builder.load.public_text import without_field
from site_builder.model.site import Site

COLUMNS = ("case", "title", "date", "environment", "ref_area", "summary", "source", "body")
"""The columns of `cases.csv`; `body` is the path of the Markdown file inside the package."""


def snapshot_cases(
    site: Site, package: str, read: Callable[[str], bytes]
) -> tuple[tuple[str, bytes], ...]:
    """Return `cases.csv` and `cases/<case>.md` of a package; () where it has no cases.

    `read` returns the bytes of a file of `content/` by its path relative to the site. Summaries
    are written with their figures filled in, bodies as their authors wrote them, but for the
    record of the review: reviewers' names are not published.
    """
    cases = sorted(
        (case for case in site.cases if case.package == package), key=lambda case: case.slug
    )
    if not cases:
        return ()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for case in cases:
        writer.writerow(
            (
                case.slug,
                case.title,
                case.date,
                case.environment,
                case.area,
                plain_summary(case, site.bindings[case.path]),
                case.source,
                f"cases/{case.slug}.md",
            )
        )
    bodies = tuple(
        (f"cases/{case.slug}.md", without_field(read(case.path), "review")) for case in cases
    )
    return (("cases.csv", table.getvalue().encode()), *bodies)

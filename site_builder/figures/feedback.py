"""Where the forms of experience officers stand."""

from collections.abc import Mapping

from site_builder.model.site import Site
from site_builder.model.systems import FORMS

FEEDBACK_FORM = next(form for form in FORMS if form.name == "feedback")
"""The table that the forms fill."""


def form_paths(site: Site) -> Mapping[str, str]:
    """Return the paths of the empty workbooks, by the packages that have findings."""
    return {row.package: f"/feedback/{row.package}-feedback.xlsx" for row in site.systems.feedback}

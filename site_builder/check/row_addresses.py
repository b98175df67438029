"""An address in a row of the optional tables leads to a host on the list, as links in texts do."""

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.markup.targets import split_address
from site_builder.model.column import CellForm
from site_builder.model.site import Routes, Site
from site_builder.model.systems import FORMS


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return the cells with an address whose host is not on `[outside] hosts`."""
    return tuple(
        error("link-outside", cell(package, form.name, row.row, column.name), target=address)
        for package in site.packages
        for form in FORMS
        for column in form.columns
        if column.form is CellForm.WEB
        for row in package.systems.table(form.name)
        if (address := getattr(row, column.name))
        and split_address(address).netloc not in site.settings.outside_hosts
    )

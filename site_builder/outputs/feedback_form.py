"""The empty workbook that experience officers fill in, which `data import` reads."""

from msgspec import Struct

from site_builder.figures.feedback import FEEDBACK_FORM, form_paths
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.sheets.form_cells import Names, names_in
from site_builder.sheets.form_facts import FormFacts


class FormBook(Struct, frozen=True, kw_only=True):
    """What the workbook of a package is made from."""

    path: str
    package: str
    version: str
    title: str
    names: Names


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path.lstrip("/") for path in form_paths(site).values())


def _groups(site: Site) -> tuple[FileGroup, ...]:
    packages = {item.name: item for item in site.packages}
    found = []
    for name, path in form_paths(site).items():
        package = packages[name]
        documents = {
            resource: {item.slug: item.title for item in held if item.package == name}
            for resource, held in (("cases", site.cases), ("reports", site.reports))
        }
        view = FormBook(
            path=path.lstrip("/"),
            package=name,
            version=package.version,
            title=package.title,
            names=names_in(package, documents),
        )
        found.append(FileGroup(path=path, outputs=(view.path,), view=view, made_of=view))
    return tuple(found)


def _make(inputs: Inputs) -> Files:
    from site_builder.sheets.form_book import make_form  # heavy: only where a form is new

    view = inputs.view
    assert isinstance(view, FormBook)
    facts = FormFacts(package=view.package, version=view.version, bases={"feedback": {}})
    return ((view.path, make_form(view.title, [(FEEDBACK_FORM, ())], view.names, facts)),)


FEEDBACK_BOOK = FileKind(name="feedback-form", paths=_paths, groups=_groups, make=_make)

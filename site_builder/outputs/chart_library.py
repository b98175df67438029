"""The script of the live charts, made only where a page has a chart, loaded only on demand."""

from importlib.metadata import version

from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.traces import digest

_EXPORTED = "window.siteVega = {embed: vegaEmbed, changeset: vega.changeset};"
"""What `chart-view.js` takes of Vega. The embedding alone brings the interpreter of expressions, by
which a page need not allow `unsafe-eval`."""


def library_asset() -> tuple[str, str]:
    """Return the script's name for templates, and its file's, which no other content can bear.

    It is named for what it is made of, so that pages can name it before it is made.
    """
    made_of = digest(_EXPORTED, version("vl-convert-python"))
    return "vega.js", f"vega.{made_of[:10]}.js"


def _paths(site: Site) -> tuple[str, ...]:
    return ()  # no text leads to it, only the script of pages with charts


def _groups(site: Site) -> tuple[FileGroup, ...]:
    if not site.charts:
        return ()
    path = f"assets/{library_asset()[1]}"
    return (FileGroup(path=f"/{path}", outputs=(path,), view=path, made_of=path),)


def _make(inputs: Inputs) -> Files:
    from site_builder.charts.library import library  # heavy: only where it is stale

    assert isinstance(inputs.view, str)
    return ((inputs.view, library(_EXPORTED)),)


CHART_LIBRARY = FileKind(name="chart-library", paths=_paths, groups=_groups, make=_make)

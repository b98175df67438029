"""The Vega-Lite specification of each chart, beside its page."""

from site_builder.charted import all_charts
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs


def _paths(site: Site) -> tuple[str, ...]:
    return ()


def _groups(site: Site) -> tuple[FileGroup, ...]:
    return tuple(
        FileGroup(
            path=path,
            outputs=(path.lstrip("/"),),
            view=path.lstrip("/"),
            made_of=chart.drawn,
            charts=(chart.drawn,),
        )
        for chart in all_charts(site)
        for path in (f"{chart.page}{chart.name}.vl.json",)
    )


def _make(inputs: Inputs) -> Files:
    assert isinstance(inputs.view, str)
    (drawing,) = inputs.drawings
    return ((inputs.view, drawing.specification.encode()),)


CHART_SPECS = FileKind(name="chart-specs", paths=_paths, groups=_groups, make=_make)

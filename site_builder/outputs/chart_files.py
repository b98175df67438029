"""What is made of a chart beside its page: pictures, its definition, its numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from site_builder.exports.chart import marks_csv, marks_excel_csv, vega_lite
from site_builder.model.chart import Chart
from site_builder.model.download import chart_downloads
from site_builder.model.drawing import Imprint
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.posters.chart import chart_sheet
from site_builder.posters.lettering import made_with
from site_builder.posters.png import png

_SCALE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFiles:
    """A chart, what its files say of the site, and the files to make by format."""

    chart: Chart
    imprint: Imprint
    paths: tuple[tuple[str, str], ...]


def _outputs(site: Site, chart: Chart) -> tuple[tuple[str, str], ...]:
    found = chart_downloads(chart.page, chart.name, pictures=site.settings.pictures)
    return tuple((item.format, item.path.lstrip("/")) for item in found)


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for chart in site.every_chart for _, path in _outputs(site, chart))


def _groups(site: Site) -> tuple[FileGroup, ...]:
    imprint = Imprint.of(site.settings)
    letters = made_with() if site.settings.pictures else ()
    found = []
    for chart in site.every_chart:
        view = ChartFiles(chart=chart, imprint=imprint, paths=_outputs(site, chart))
        found.append(
            FileGroup(
                path=f"{chart.page}{chart.name}",
                outputs=tuple(path for _, path in view.paths),
                view=view,
                made_of=(view, letters),
                charts=(chart.drawn,),
            )
        )
    return tuple(found)


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, ChartFiles)
    chart, imprint = view.chart, view.imprint
    (drawing,) = inputs.drawings
    sheet = chart_sheet(chart, drawing, imprint)
    makers: dict[str, Callable[[], bytes]] = {
        "svg": sheet.encode,
        "png": lambda: png(sheet, _SCALE),
        "vl.json": lambda: vega_lite(chart, drawing, imprint),
        "csv": lambda: marks_csv(chart, imprint),
        "excel.csv": lambda: marks_excel_csv(chart, imprint),
    }
    return tuple((path, makers[form]()) for form, path in view.paths)


CHART_FILES = FileKind(name="chart-files", paths=_paths, groups=_groups, make=_make)

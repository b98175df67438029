"""What is made of a chart beside its page: pictures, its definition, its numbers."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from site_builder.exports.chart import marks_csv, marks_excel_csv, vega_lite
from site_builder.model.chart import Chart
from site_builder.model.download import chart_downloads
from site_builder.model.drawing import Imprint
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs, Pending
from site_builder.posters.chart import chart_sheet
from site_builder.posters.lettering import made_with
from site_builder.posters.png import png

_SCALE = 2


class ChartFiles(Struct, frozen=True, kw_only=True):
    """A chart, what its files say of the site, and the files to make by format."""

    chart: Chart
    imprint: Imprint
    paths: tuple[tuple[str, str], ...]


def _named(site: Site) -> Iterator[tuple[str, str]]:
    """Yield page and name of each chart."""
    for page, names in site.charts.names.items():
        for name, _ in names:
            yield page, name


def _outputs(site: Site, page: str, name: str) -> tuple[tuple[str, str], ...]:
    found = chart_downloads(page, name, pictures=site.settings.pictures)
    return tuple((item.format, item.path.lstrip("/")) for item in found)


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for named in _named(site) for _, path in _outputs(site, *named))


def _groups(site: Site) -> Iterator[Pending]:
    letters = made_with() if site.settings.pictures else ()
    for page, name in _named(site):
        read = (site.charts.read(page), site.ground.around, letters)
        group = partial(_group, site, page, name, letters)
        yield Pending(path=f"{page}{name}", read=read, group=group)


def _group(site: Site, page: str, name: str, letters: object) -> FileGroup:
    chart = site.charts.named(page, name)
    paths = _outputs(site, page, name)
    view = ChartFiles(chart=chart, imprint=Imprint.of(site.settings), paths=paths)
    return FileGroup(
        path=f"{page}{name}",
        outputs=tuple(path for _, path in view.paths),
        view=view,
        made_of=(view, letters),
        charts=(chart.drawn,),
    )


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

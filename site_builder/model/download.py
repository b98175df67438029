"""The names of the files that stand beside a page, for what links to them and what makes them."""

from msgspec import Struct

from site_builder.model.language import phrase
from site_builder.model.version import HeldVersion


class Download(Struct, frozen=True, kw_only=True):
    """A file beside a page: its format, what readers are told of it, its path, its media type."""

    format: str
    title: str
    path: str
    media_type: str


_TABLES = (
    ("csv", "CSV", "text/csv"),
    ("excel.csv", phrase("CSV（Excel 直接打开）"), "text/csv"),
    (
        "xlsx",
        phrase("Excel 工作簿"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("json", "JSON", "application/json"),
)


def table_downloads(page: str) -> tuple[Download, ...]:
    """Return the files of the table that a page shows; they bear the last part of its path."""
    stem = page.rstrip("/").rpartition("/")[2]
    return tuple(
        Download(format=ending, title=title, path=f"{page}{stem}.{ending}", media_type=media_type)
        for ending, title, media_type in _TABLES
    )


_OF_CHARTS = (
    ("svg", phrase("图（SVG）"), "image/svg+xml"),
    ("png", phrase("图（PNG）"), "image/png"),
    ("vl.json", phrase("图的定义（Vega-Lite）"), "application/vnd.vegalite.v6+json"),
    ("csv", phrase("图中的数（CSV）"), "text/csv"),
    ("excel.csv", phrase("图中的数（CSV，Excel 直接打开）"), "text/csv"),
)


def chart_downloads(page: str, name: str, *, pictures: bool) -> tuple[Download, ...]:
    """Return the files of a chart beside its page; a PNG only where the site makes `pictures`."""
    # A page's own table bears the last part of its path; a chart of that name makes way for it.
    stem = f"{name}-chart" if page.rstrip("/").endswith(f"/{name}") else name
    return tuple(
        Download(format=ending, title=title, path=f"{page}{stem}.{ending}", media_type=media_type)
        for ending, title, media_type in _OF_CHARTS
        if pictures or ending != "png"
    )


def embed_path(page: str, name: str) -> str:
    """Return the path of the page that shows a chart alone; `name` is "" for the page's first."""
    return f"/embed{page}{name}/" if name else f"/embed{page}"


def card_path(page: str) -> str:
    """Return the path of the picture that is shown for a page where it is shared."""
    return f"{page}card.png"


_MOST_ROWS = 50_000
"""Versions with more rows have no workbook: it would be slow to make and to open."""


def version_downloads(held: HeldVersion) -> tuple[Download, ...]:
    """Return what is made of a version beside its own files; () where it was withdrawn."""
    if held.contents is None:
        return ()
    tables = held.contents.package.resources
    workbook = sum(item.rows for item in tables) <= _MOST_ROWS
    stem = f"{held.path}{held.package}-{held.version}"
    found = [
        ("zip", phrase("整个数据包（zip）"), "application/zip"),
        *(item for item in _TABLES if item[0] == "json" or (item[0] == "xlsx" and workbook)),
        ("sdmx.csv", phrase("观测值（SDMX-CSV 2.0）"), "application/vnd.sdmx.data+csv"),
        (
            "structure.json",
            phrase("表结构（SDMX-JSON 2.0）"),
            "application/vnd.sdmx.structure+json",
        ),
        ("bib", phrase("引用信息（BibTeX）"), "application/x-bibtex"),
    ]
    made = [
        Download(format=ending, title=title, path=f"{stem}.{ending}", media_type=media_type)
        for ending, title, media_type in found
    ]
    path = f"{held.path}CITATION.cff"
    cff = Download(
        format="cff", title=phrase("引用信息（CFF）"), path=path, media_type="application/yaml"
    )
    return (*made, cff)


def excel_path(held: HeldVersion, table: str) -> str:
    """Return the path of a table of a version as CSV for Excel."""
    return f"{held.path}{table}.excel.csv"

"""The files of a table beside its page: CSV, CSV for Excel, a workbook, JSON."""

from msgspec import Struct

from site_builder.exports.csv import csv_bytes, excel_csv_bytes
from site_builder.exports.json import json_bytes
from site_builder.exports.xlsx import xlsx_bytes
from site_builder.model.download import table_downloads
from site_builder.model.table import Dataset
from site_builder.outputs.kind import FileGroup, Files, Inputs


class TableView(Struct, frozen=True, kw_only=True):
    """A dataset of one table, the page it stands beside, the day its workbook bears."""

    page: str
    dataset: Dataset
    day: str


def table_paths(page: str) -> tuple[str, ...]:
    """Return the paths of the files beside a page."""
    return tuple(item.path.lstrip("/") for item in table_downloads(page))


def group_path(page: str) -> str:
    """Return the path of the group of files beside a page."""
    return f"{page}table"


def table_group(page: str, dataset: Dataset, day: str) -> FileGroup:
    """Return the files of a dataset of one table."""
    view = TableView(page=page, dataset=dataset, day=day)
    return FileGroup(path=group_path(page), outputs=table_paths(page), view=view, made_of=view)


def make_tables(inputs: Inputs) -> Files:
    """Return the files."""
    view = inputs.view
    assert isinstance(view, TableView)
    (table,) = view.dataset.tables
    made = (
        csv_bytes(table),
        excel_csv_bytes(table),
        xlsx_bytes(view.dataset, view.day),
        json_bytes(view.dataset),
    )
    return tuple(zip(table_paths(view.page), made, strict=True))

"""The tables of a package as its CSV files hold them, typed as its schema says."""

from collections.abc import Mapping

from site_builder.load.header import parse_table
from site_builder.model.package import Package, Resource
from site_builder.model.table import Column, Table, typed


def package_tables(package: Package, files: Mapping[str, bytes]) -> tuple[Table, ...]:
    """Return every table of a package; `files` are the bytes of its files by path."""
    return tuple(package_table(item, files[item.path]) for item in package.resources)


def package_table(resource: Resource, data: bytes) -> Table:
    """Return a table from the bytes of its CSV file, which has passed the checks of packages."""
    types = {item.name: item for item in resource.fields}
    raw = parse_table(data.decode("utf-8-sig"))
    columns = tuple(
        Column(name=name, title=types[name].title, type=types[name].type) for name in raw.header
    )
    rows = tuple(
        tuple(typed(text, column.type) for text, column in zip(cells, columns, strict=True))
        for _, cells in raw.rows
    )
    return Table(name=resource.name, title=resource.title, columns=columns, rows=rows)

"""`/api/<table>.json`: the optional tables, each an endpoint whose shape its declaration gives."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any

from msgspec import Struct, defstruct

from site_builder.model.column import CellForm, Column
from site_builder.model.site import Routes, Site
from site_builder.model.systems import FORMS, SystemRow, TableForm
from site_builder.model.table_schema import WHEN
from site_builder.outputs.api.endpoint import DecimalText, Endpoint, Link, told
from site_builder.outputs.api.values import decimal_text

_DAY = r"\d{4}-\d{2}-\d{2}"
_NOT_STATED = "原文未注明为空。"


def _endpoint(form: TableForm) -> Endpoint:
    """Return the endpoint of a table; it has its file where there are rows."""
    path = f"api/{form.name}.json"
    columns = "、".join(column.title for column in form.columns)
    item = defstruct(
        f"{form.row.__name__}Item",
        [
            ("package", Annotated[str, told("数据包的名称。")]),
            *((column.name, _type(column)) for column in form.columns),
        ],
        frozen=True,
        kw_only=True,
    )
    items = Annotated[tuple[item, ...], told("各行，依数据包中的次序。")]  # type: ignore[valid-type]
    shape = defstruct(f"{form.row.__name__}List", [("items", items)], frozen=True, kw_only=True)

    def paths(site: Site) -> tuple[str, ...]:
        return (path,) if site.systems.table(form.name) else ()

    def make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
        rows = site.systems.table(form.name)
        told_rows = tuple(item(**_fields(form, row)) for row in rows)
        return ((path, shape(items=told_rows)),) if rows else ()

    return Endpoint(
        name=form.name,
        address=f"/{path}",
        title=form.title,
        title_en=form.title_en,
        description=f"数据包的{form.name}表：{columns}。",
        shape=shape,
        paths=paths,
        make=make,
    )


def _type(column: Column) -> Any:
    """Return the type of a field of the interface, with what its schema says of it."""
    described = partial(told, _description(column))
    match column.form:
        case CellForm.CODE:
            return Annotated[type(next(iter(column.words))), described()]
        case CellForm.NUMBER:
            return Annotated[DecimalText | None, described()]
        case CellForm.WEB:
            return Annotated[Link | None, described()]
        case CellForm.DAY:
            return Annotated[str, described(pattern=_pattern(_DAY, column))]
        case CellForm.WHEN:
            return Annotated[str, described(pattern=_pattern(WHEN, column))]
    return Annotated[str, described()]


def _pattern(form: str, column: Column) -> str:
    return f"^{form}$" if column.needed else f"^({form})?$"


def _description(column: Column) -> str:
    """Return what a field means: its title, how it is written, its codes, whether it may lack."""
    parts = [f"{column.title}。"]
    if column.words:
        codes = (f"{code.value or '（空）'} {word}" for code, word in column.words.items())
        parts = [f"{column.title}：{'，'.join(codes)}。"]
    elif column.told:
        parts.append(f"{column.told}。")
    if column.form is CellForm.NUMBER:
        parts.append("十进制字符串；没有为 null。")
    elif column.form is CellForm.WEB:
        parts.append("没有为 null。")
    elif not column.needed and not column.words:
        parts.append(_NOT_STATED)
    return "".join(parts)


def _fields(form: TableForm, row: SystemRow) -> dict[str, Any]:
    found: dict[str, Any] = {"package": row.package}
    for column in form.columns:
        value = getattr(row, column.name)
        match column.form:
            case CellForm.NUMBER:
                value = decimal_text(value)
            case CellForm.WEB:
                value = value or None
        found[column.name] = value.replace("｜", "：") if column.name == "locator" else value
    return found


SYSTEMS = tuple(_endpoint(form) for form in FORMS)
"""An endpoint a table."""

"""`data template`, `data export` and `data import`."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from site_builder.cli.exchange_text import asked, difference, understood
from site_builder.cli.options import LANG, SITE, cache_of
from site_builder.cli.report import text_report
from site_builder.cli.tables_text import told_tables
from site_builder.cli.terminal import on_terminal
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.exchange.observations import Request, export, prepare, write
from site_builder.exchange.tables import (
    TableRequest,
    brings_tables,
    export_tables,
    prepare_tables,
    write_tables,
)
from site_builder.load.spreadsheet import text_cell
from site_builder.lock import alone_in
from site_builder.model.systems import FORMS
from site_builder.sheets.answers import Answers, Question
from site_builder.sheets.headings import read_heading
from site_builder.sheets.labels import CODES

_PACKAGE = click.argument("package")
_OUTPUT = click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="要写的 xlsx 文件",
)


_ALL = "all"
_TABLES = click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice([*(form.name for form in FORMS), _ALL]),
    help="导出这张表而不是观测值；可以给多次，all 是全部",
)


def _code(name: str, column: str, words: str) -> Callable[[Any], Any]:
    """Return the option that gives a coded column its value."""
    return click.option(name, column, type=click.Choice(list(CODES[column])), help=words)


@click.command("export", help="把数据包的观测值或别的表导出为 Excel、WPS 可以填写的工作簿。")
@_PACKAGE
@click.option("--period", default="", help="只导出这个期间，例如 2024；不给则导出全部")
@_TABLES
@_OUTPUT
@SITE
@LANG
def export_command(
    package: str, period: str, tables: tuple[str, ...], output: Path, root: Path, language: str
) -> None:
    """Export observations, or other tables."""
    if tables:
        _export_tables(root, package, tables, period, output, language, template=False)
        return
    _export(root, package, _period(period), output, language, template=False)


@click.command(
    "template",
    help="导出空白工作簿等着填：--period 是一期的数，指标和地区与最近一期相同；--table 是别的表。",
)
@_PACKAGE
@click.option("--period", default="", help="要填的期间，例如 2025")
@_TABLES
@_OUTPUT
@SITE
@LANG
def template_command(
    package: str, period: str, tables: tuple[str, ...], output: Path, root: Path, language: str
) -> None:
    """Export an empty workbook."""
    if tables:
        _export_tables(root, package, tables, period, output, language, template=True)
        return
    if not period:
        raise WrongUsage("要给 --period 或 --table", "give --period or --table")
    _export(root, package, _period(period), output, language, template=True)


@click.command("import", help="把工作簿或任何表格导入数据包的草稿；先列出改了什么，再写入。")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--package", default="", help="数据包；工作簿自己记着，站点只有一个时也可不给")
@click.option("--sheet", default="", help="工作表的名字；文件里只有一张时可不给")
@click.option(
    "--table",
    type=click.Choice([form.name for form in FORMS]),
    help="导入的是这张表，而不是观测值；本程序导出的工作簿自己记着",
)
@click.option("--set", "settings", multiple=True, help="写成“列=值”：--table 的这一列全表都一样")
@click.option("--yes", is_flag=True, help="不再询问，直接写入")
@click.option("--dry-run", is_flag=True, help="只列出改了什么，不写入")
@click.option(
    "--map",
    "words",
    multiple=True,
    help="写成“列标题、名称或单元格=含义”：字段、指标代码、地区、期间、数，- 表示不用；可以给多次",
)
@click.option("--area", "ref_area", default="", help="全表所说的地区，名称或代码")
@click.option("--period", "time_period", default="", help="全表所说的期间")
@click.option("--caliber", default="", help="全表的口径")
@click.option("--unit", default="", help="全表的单位，例如 万元")
@_code("--status", "obs_status", "新数的状态，例如 A")
@_code("--nature", "nature", "新数的性质，例如 actual")
@_code("--qualifier", "qualifier", "新数的限定，例如 exact")
@_code("--basis", "period_basis", "新数的期间依据，例如 stated")
@click.option("--source", default="", help="新数的来源代码")
@click.option("--locator", default="", help="新数在来源里的出处")
@SITE
@LANG
def import_command(
    file: Path,
    package: str,
    sheet: str,
    table: str | None,
    settings: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    words: tuple[str, ...],
    root: Path,
    language: str,
    **fields: str | None,
) -> None:
    """Import a table into a package's draft."""
    answers = Answers(
        words=tuple(_word(text, "--map") for text in words),
        fields=(
            *((name, value) for name, value in fields.items() if value),
            *(_word(text, "--set") for text in settings),
        ),
    )
    if table or brings_tables(file, root):
        asked_of = TableRequest(
            root=root.resolve(),
            file=file,
            package=package,
            table=table or "",
            sheet=sheet,
            answers=answers,
        )
        _import_tables(asked_of, language, yes=yes, dry_run=dry_run)
        return
    request = Request(root=root.resolve(), file=file, package=package, sheet=sheet, answers=answers)
    person = on_terminal() and not yes

    def ask(question: Question) -> str:
        said, choices = asked(question, language)
        return str(click.prompt(said, type=click.Choice(choices) if choices else str))

    try:
        planned = prepare(request, ask if person else None)
        click.echo(understood(planned, language), nl=False)
        click.echo(difference(planned, language), nl=False)
        if planned.merged.changed and not dry_run and _agreed(yes, language):
            with alone_in(cache_of(root)):
                write(planned)
            _written(planned.current.shown, planned.diagnostics, root, language)
    except BuildFailed as fault:
        text_report(root, language).fail(fault)


def _import_tables(request: TableRequest, language: str, *, yes: bool, dry_run: bool) -> None:
    """Import optional tables into a package's draft."""
    try:
        planned = prepare_tables(request)
        click.echo(told_tables(planned, language), nl=False)
        if planned.changed and not dry_run and _agreed(yes, language):
            with alone_in(cache_of(request.root)):
                write_tables(planned)
            _written(planned.current.shown, planned.diagnostics, request.root, language)
    except BuildFailed as fault:
        text_report(request.root, language).fail(fault)


def _written(shown: str, diagnostics: tuple[Diagnostic, ...], root: Path, language: str) -> None:
    click.echo(f"written: {shown}" if language == "en" else f"已写入 {shown}")
    text_report(root, language).tell(diagnostics)


def _agreed(yes: bool, language: str) -> bool:
    """Tell whether to write: as said by --yes, or by the person at the terminal."""
    if yes:
        return True
    if not on_terminal():
        raise WrongUsage(
            "不在终端上运行时，要给 --yes（写入）或 --dry-run（只看）",
            "without a terminal, give --yes (write) or --dry-run (look only)",
        )
    return click.confirm("write this to the draft?" if language == "en" else "写入草稿吗？")


def _word(text: str, option: str) -> tuple[str, str]:
    name, equals, meaning = text.partition("=") if option == "--set" else text.rpartition("=")
    if not equals or not name.strip() or not meaning.strip():
        wanted = "列=值" if option == "--set" else "列标题=含义"
        raise WrongUsage(f"{option} 要写成“{wanted}”", f"{option} takes NAME=MEANING")
    return name.strip(), meaning.strip()


def _period(text: str) -> str:
    """Return the period that an option names, in the form of packages."""
    if not text:
        return ""
    heading = read_heading(text_cell(text))
    if heading is None or not heading.period:
        raise WrongUsage(
            "--period 写成 2024、2024-S1、2024-Q1、2024-05 或 2024-01/2024-10",
            "--period takes 2024, 2024-S1, 2024-Q1, 2024-05 or 2024-01/2024-10",
        )
    return heading.period


def _export(
    root: Path, package: str, period: str, output: Path, language: str, *, template: bool
) -> None:
    try:
        data, rows = export(root.resolve(), package, period, template=template)
    except BuildFailed as fault:
        text_report(root, language).fail(fault)
    if not rows:
        if template:
            raise WrongUsage(
                "--period 这个期间没有要填的行：数据包里已经有了，用 data export",
                "--period has no row to fill: the package holds it; use data export",
            )
        raise WrongUsage("没有 --period 这个期间的数据", "there is no data for --period")
    _save(data, rows, output, language)


def _export_tables(
    root: Path,
    package: str,
    tables: tuple[str, ...],
    period: str,
    output: Path,
    language: str,
    *,
    template: bool,
) -> None:
    if period:
        raise WrongUsage(
            "--period 和 --table 不能一起给", "--period and --table exclude each other"
        )
    chosen = [form.name for form in FORMS] if _ALL in tables else tables
    try:
        data, rows = export_tables(root.resolve(), package, chosen, template=template)
    except BuildFailed as fault:
        text_report(root, language).fail(fault)
    _save(data, rows, output, language)


def _save(data: bytes, rows: int, output: Path, language: str) -> None:
    """Write a workbook whole or not at all."""
    staged = output.with_name(f".{output.name}.new")
    try:
        staged.write_bytes(data)
        os.replace(staged, output)
    except OSError as fault:
        raise click.FileError(str(output), fault.strerror or "") from fault
    click.echo(f"{rows} rows: {output}" if language == "en" else f"{rows}行：{output}")

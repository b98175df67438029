"""Options that several commands take, and what they mean."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from site_builder.build import Config
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.reporters.json import as_json
from site_builder.reporters.text import as_text, summary

SITE = click.option(
    "--site",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="站点所在的文件夹（默认当前文件夹）",
)
AS_OF = click.option("--as-of", "as_of", help="构建日期 YYYY-MM-DD；不给则取最新发布日期")
CLEAN = click.option("--clean", is_flag=True, help="不用缓存，全部重做")
DRAFTS = click.option("--drafts", is_flag=True, help="连同草稿、未审和未到期的内容，印上“草稿”")
STRICT = click.option("--strict", is_flag=True, help="把警告当作错误")
LANG = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="提示用的语言"
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="报告的形式"
)


def config_of(
    root: Path,
    as_of: str | None,
    *,
    strict: bool = False,
    clean: bool = False,
    drafts: bool = False,
) -> Config:
    """Return what a command was asked, with the build's date worked out."""
    site = root.resolve()
    return Config(
        root=site,
        cache=site / ".cache",
        as_of=_as_of(as_of),
        strict=strict,
        clean=clean,
        drafts=drafts,
    )


def _as_of(text: str | None) -> str | None:
    """Return the build's date: the option, else SOURCE_DATE_EPOCH, else None; never the clock."""
    if text is not None:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise click.BadParameter("日期要写成 YYYY-MM-DD", param_hint="--as-of")
        return text
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    if not epoch.isdigit():
        raise click.BadParameter("SOURCE_DATE_EPOCH 要是整数秒", param_hint="SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d")


def report(diagnostics: tuple[Diagnostic, ...], form: str, language: str) -> None:
    """Print diagnostics on standard output in one of the forms."""
    if form == "json":
        click.echo(as_json(diagnostics, language), nl=False)
        return
    click.echo(as_text(diagnostics, language), nl=False)
    if diagnostics:
        click.echo(summary(diagnostics, language))


def fail(fault: BuildFailed, form: str, language: str) -> NoReturn:
    """Print why a command failed and end with the status of the fault."""
    report(fault.diagnostics, form, language)
    raise SystemExit(fault.status)

"""Options that several commands take, and what they mean."""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from site_builder.asked import Config
from site_builder.cli.report import Amount, Report, guide_of
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import Diagnostic
from site_builder.reporters.baseline import KnownWarning, as_baseline, read_baseline
from site_builder.reporters.forms import FORMS

_LAST_SECOND = 253_402_300_799
"""Of the year 9999, the last that dates can be of."""

SITE = click.option(
    "--site",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="站点所在的文件夹（默认当前文件夹）",
)
AS_OF = click.option(
    "--as-of",
    "as_of",
    help="构建日期 YYYY-MM-DD；不给则取环境变量 SOURCE_DATE_EPOCH 的那天，再没有就取最新发布日期",
)
CLEAN = click.option("--clean", is_flag=True, help="不用缓存，全部重做")
DRAFTS = click.option("--drafts", is_flag=True, help="连同草稿、未审和未到期的内容，印上“草稿”")
STRICT = click.option("--strict", is_flag=True, help="把警告当作错误")
LANG = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="提示用的语言"
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="text", help="报告的形式"
)
BASELINE = click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="已知警告的清单（check --write-baseline 写出的文件），其中的不再报告",
)
WRITE_BASELINE = click.option(
    "--write-baseline",
    "known",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把这次的警告写成清单，供 --baseline 使用",
)
QUIET = click.option("--quiet", is_flag=True, help="只报告错误和结果")
VERBOSE = click.option("--verbose", is_flag=True, help="另报告读了什么、各种提示的条数")


def reporting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how it tells what it found; it takes them as one `report`."""

    @wraps(command)
    def with_report(**arguments: Any) -> None:
        quiet, verbose = arguments.pop("quiet"), arguments.pop("verbose")
        if quiet and verbose:
            raise WrongUsage(
                "--quiet 和 --verbose 不能一起用", "--quiet and --verbose exclude each other"
            )
        language, file = arguments.pop("language"), arguments.pop("baseline")
        report = Report(
            form=arguments.pop("form"),
            language=language,
            amount=Amount.QUIET if quiet else Amount.VERBOSE if verbose else Amount.NORMAL,
            guide=guide_of(arguments.get("root", Path()), language),
            baseline=_baseline(file) if file else (),
        )
        command(report=report, **arguments)

    for option in (LANG, VERBOSE, QUIET, BASELINE, FORMAT):
        with_report = option(with_report)
    return with_report


_LARGEST = 100_000_000
"""Bytes of a list of known warnings."""


def refuse_baseline(*, strict: bool, report: Report) -> None:
    """Raise WrongUsage where the warnings to be listed are errors, or are left out."""
    if strict or report.baseline:
        raise WrongUsage(
            "--write-baseline 不能和 --strict、--baseline 一起用",
            "--write-baseline cannot go with --strict or --baseline",
        )


def write_baseline(known: Path, diagnostics: tuple[Diagnostic, ...], report: Report) -> None:
    """Write the warnings as known ones; raise WrongUsage where that cannot be."""
    try:
        known.write_text(as_baseline(diagnostics, report.language), encoding="utf-8")
    except OSError as fault:
        raise WrongUsage(f"写不了 {known}", f"{known} cannot be written") from fault
    report.say(f"@baseline-written|{known}")


def _baseline(file: Path) -> tuple[KnownWarning, ...]:
    from site_builder.load.files import read_limited  # only where there is one

    try:
        return read_baseline(read_limited(file, _LARGEST).decode())
    except (OSError, ValueError, RecursionError, MemoryError) as fault:
        raise WrongUsage(
            f"--baseline 的文件 {file} 不是已知警告的清单",
            f"the file of --baseline, {file}, is no list of known warnings",
        ) from fault


def config_of(
    root: Path,
    as_of: str | None,
    *,
    strict: bool = False,
    clean: bool = False,
    drafts: bool = False,
    baseline: tuple[KnownWarning, ...] = (),
) -> Config:
    """Return what a command was asked, with the build's date worked out."""
    site = root.resolve()
    return Config(
        root=site,
        cache=cache_of(root),
        as_of=_as_of(as_of),
        strict=strict,
        clean=clean,
        drafts=drafts,
        baseline=baseline,
    )


def cache_of(root: Path) -> Path:
    """Return the folder of what builds of a site remember; who writes into it holds its lock."""
    return root.resolve() / ".cache"


def _as_of(text: str | None) -> str | None:
    """Return the build's date: the option, else SOURCE_DATE_EPOCH, else None; never the clock."""
    if text is not None:
        if not _is_day(text):
            raise WrongUsage(
                "--as-of 的日期要写成 YYYY-MM-DD，并且是真有的一天，不早于 1970 年",
                "--as-of takes YYYY-MM-DD, a day that there is, not before 1970",
            )
        return text
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    if not re.fullmatch("[0-9]{1,12}", epoch) or int(epoch) > _LAST_SECOND:
        raise WrongUsage(
            "环境变量 SOURCE_DATE_EPOCH 要是整数秒，不晚于 9999 年",
            "SOURCE_DATE_EPOCH must be a whole number of seconds, not after the year 9999",
        )
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%d")


def _is_day(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return date.fromisoformat(text).year >= 1970
    except ValueError:
        return False

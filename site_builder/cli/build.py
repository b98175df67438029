"""`build` and `check`."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.asked import Config
from site_builder.cli.options import (
    AS_OF,
    CLEAN,
    DRAFTS,
    SITE,
    STRICT,
    config_of,
    reporting,
)
from site_builder.cli.report import Amount, Report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed
from site_builder.reporters.baseline import as_baseline
from site_builder.settled import settled

if TYPE_CHECKING:
    from site_builder.build import Built


@click.command("build", help="检查并生成站点；有错误时原来的站点不动。")
@SITE
@click.option("--output", type=click.Path(path_type=Path), help="输出文件夹（默认站点下的 public）")
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@click.option("--verify", is_flag=True, help="逐个核对生成的文件，不凭大小和时间认定没有变")
@click.option("--jobs", type=click.IntRange(1, 64), help="并行的进程数（默认处理器核数）")
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(["serial", "process"]),
    default="process",
    help="执行方式",
)
@reporting
def build_command(
    root: Path,
    output: Path | None,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    verify: bool,
    jobs: int | None,
    executor_name: str,
    report: Report,
) -> None:
    """Build a site."""
    config = config_of(
        root, as_of, strict=strict, clean=clean, drafts=drafts, baseline=report.baseline
    )
    target = (output or config.root / "public").resolve()
    config = replace(config, verify=verify)
    if not (clean or verify or report.amount is Amount.VERBOSE):
        standing = settled(config, target)
        if standing is not None:
            report.tell(standing.diagnostics)
            report.say(f"@built|{standing.pages}|0|{standing.files}|{target}")
            return
    done = _build(config, target, executor_name, jobs or os.cpu_count() or 1, report)
    report.tell(done.diagnostics)
    report.say(f"@built|{done.pages}|{done.rendered}|{done.files}|{target}")


def _build(config: Config, target: Path, executor_name: str, jobs: int, report: Report) -> "Built":
    """Build what is not settled; what that takes is loaded only now."""
    from site_builder.build import build
    from site_builder.cli.executors import collect_seldom, executor_named
    from site_builder.write import SiteWriter

    collect_seldom()

    try:
        with executor_named(executor_name, jobs) as executor:
            return build(config, SiteWriter(target), executor, _progress, report.hear)
    except BuildFailed as fault:
        report.fail(fault)


@click.command("check", help="只检查，不生成。")
@SITE
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@click.option(
    "--write-baseline",
    "known",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把这次的警告写成清单，供 --baseline 使用",
)
@reporting
def check_command(
    root: Path,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    known: Path | None,
    report: Report,
) -> None:
    """Check a site."""
    if known is not None and (strict or report.baseline):
        raise WrongUsage(
            "--write-baseline 不能和 --strict、--baseline 一起用",
            "--write-baseline cannot go with --strict or --baseline",
        )
    config = config_of(
        root, as_of, strict=strict, clean=clean, drafts=drafts, baseline=report.baseline
    )
    from site_builder.build import check
    from site_builder.cli.executors import executor_named

    try:
        with executor_named("process", os.cpu_count() or 1) as executor:
            checked = check(config, report.hear, executor=executor)
    except BuildFailed as fault:
        report.fail(fault)
    report.tell(checked.diagnostics)
    if known is not None:
        try:
            known.write_text(as_baseline(checked.diagnostics, report.language), encoding="utf-8")
        except OSError as fault:
            raise WrongUsage(f"写不了 {known}", f"{known} cannot be written") from fault
        report.say(f"@baseline-written|{known}")
    elif not checked.diagnostics:
        report.say("@no-faults")


def _progress(done: int) -> None:
    """Show how far rendering has come, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}", err=True, nl=False)

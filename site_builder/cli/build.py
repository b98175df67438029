"""`build` and `check`."""

import os
import sys
from pathlib import Path

import click

from site_builder.build import build, check
from site_builder.cli.executors import executor_named
from site_builder.cli.options import (
    AS_OF,
    CLEAN,
    DRAFTS,
    SITE,
    STRICT,
    config_of,
    reporting,
)
from site_builder.cli.outputs import writer_at
from site_builder.cli.report import Report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed
from site_builder.reporters.baseline import as_baseline


@click.command("build", help="检查并生成站点；有错误时原来的站点不动。")
@SITE
@click.option(
    "--output",
    help="输出文件夹（默认站点下的 public），或 s3://存储桶/前缀、file:///共享文件夹，由各进程直接写入",
)
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@click.option("--jobs", type=click.IntRange(1, 64), help="并行的进程数（默认处理器核数）")
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(["serial", "process", "dask"]),
    default="process",
    help="执行方式：serial 在本进程，process 用多个进程，dask 用 Dask 的工作进程",
)
@click.option(
    "--scheduler", help="Dask 调度器的地址，如 tcp://主机:8786（默认在本机起一个临时的集群）"
)
@reporting
def build_command(
    root: Path,
    output: str | None,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    jobs: int | None,
    executor_name: str,
    scheduler: str | None,
    report: Report,
) -> None:
    """Build a site."""
    if scheduler is not None and (executor_name != "dask" or jobs is not None):
        raise WrongUsage(
            "--scheduler 只和 --executor dask 一起用，且不能和 --jobs 一起用",
            "--scheduler goes with --executor dask alone, and not with --jobs",
        )
    config = config_of(
        root, as_of, strict=strict, clean=clean, drafts=drafts, baseline=report.baseline
    )
    writer = writer_at(output or str(config.root / "public"))
    try:
        with executor_named(executor_name, jobs or os.cpu_count() or 1, scheduler) as executor:
            done = build(config, writer, executor, _progress, report.hear)
    except BuildFailed as fault:
        report.fail(fault)
    report.tell(done.diagnostics)
    report.say(f"@built|{done.pages}|{done.rendered}|{done.files}|{writer.place}")


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
    try:
        checked = check(config, report.hear)
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


def _progress(done: int, total: int) -> None:
    """Show how far rendering has come, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}", err=True, nl=done == total)

"""`build` and `check`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from site_builder.asked import Config
from site_builder.cli.options import (
    AS_OF,
    CLEAN,
    DRAFTS,
    SITE,
    STRICT,
    WRITE_BASELINE,
    config_of,
    refuse_baseline,
    reporting,
    write_baseline,
)
from site_builder.cli.report import Report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed
from site_builder.settled import Settled, standing

if TYPE_CHECKING:
    from site_builder.build import Built


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
@click.option("--verify", is_flag=True, help="逐个核对生成的文件，不凭大小和时间认定没有变")
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
@click.option("--profile", "profiled", is_flag=True, help="报告时间用在哪里，另写进缓存文件夹")
@reporting
def build_command(
    root: Path,
    output: str | None,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    verify: bool,
    jobs: int | None,
    executor_name: str,
    scheduler: str | None,
    profiled: bool,
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
    config = replace(config, verify=verify)
    place = output or str(config.root / "public")
    if "://" not in place and not (clean or verify or profiled or report.verbose):
        place = str(Path(place).resolve())
        last = standing(config, Path(place))
        try:
            amended = _amended(config, Path(place), last) if last and last.changed else 0
        except BuildFailed as fault:
            report.fail(fault)
        if last and amended is not None:
            report.tell(last.diagnostics)
            report.say(f"@built|{last.pages}|{amended}|{last.files}|{place}")
            return
    workers = (executor_name, jobs or os.cpu_count() or 1, scheduler)
    done = _build(config, place, workers, profiled=profiled, report=report)
    report.tell(done.diagnostics)
    report.say(f"@built|{done.pages}|{done.rendered}|{done.files}|{place}")


def _amended(config: Config, place: Path, last: Settled) -> int | None:
    """Put in what little has changed; return how many pages were made, None where it is more."""
    from site_builder.amended import amend

    return amend(config, place, last)


def _build(
    config: Config,
    place: str,
    workers: tuple[str, int, str | None],
    *,
    profiled: bool,
    report: Report,
) -> "Built":
    """Build what is not settled; what that takes is loaded only now."""
    from site_builder.build import build
    from site_builder.cli.executors import executor_named
    from site_builder.cli.outputs import writer_at
    from site_builder.cli.profile_text import tell_profile
    from site_builder.profile import Profile

    profile = Profile() if profiled else None
    writer = writer_at(place)
    try:
        with executor_named(*workers) as executor:
            done = build(config, writer, executor, _progress, report.hear, profile=profile)
    except BuildFailed as fault:
        report.fail(fault)
    if done.rendered and sys.stderr.isatty():
        click.echo(err=True)  # the count of what was made stands on a line of its own
    if profile is not None:
        tell_profile(profile, config.cache / "profile.json", report.language)
    return done


@click.command("check", help="只检查，不生成。")
@SITE
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@WRITE_BASELINE
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
    if known is not None:
        refuse_baseline(strict=strict, report=report)
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
        write_baseline(known, checked.diagnostics, report)
    elif not checked.diagnostics:
        report.say("@no-faults")


def _progress(done: int) -> None:
    """Show how far rendering has come, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}", err=True, nl=False)

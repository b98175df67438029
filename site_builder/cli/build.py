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
    FORMAT,
    LANG,
    SITE,
    STRICT,
    config_of,
    fail,
    report,
)
from site_builder.diagnostics import BuildFailed
from site_builder.write import FolderWriter


@click.command("build", help="检查并生成站点；有错误时原来的站点不动。")
@SITE
@click.option("--output", type=click.Path(path_type=Path), help="输出文件夹（默认站点下的 public）")
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@click.option("--jobs", type=click.IntRange(1, 64), help="并行的进程数（默认处理器核数）")
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(["serial", "process"]),
    default="process",
    help="执行方式",
)
@FORMAT
@LANG
def build_command(
    root: Path,
    output: Path | None,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    jobs: int | None,
    executor_name: str,
    form: str,
    language: str,
) -> None:
    """Build a site."""
    config = config_of(root, as_of, strict=strict, clean=clean, drafts=drafts)
    target = (output or config.root / "public").resolve()
    try:
        with executor_named(executor_name, jobs or os.cpu_count() or 1) as executor:
            done = build(config, FolderWriter(target), executor, _progress)
    except BuildFailed as fault:
        fail(fault, form, language)
    report(done.diagnostics, form, language)
    if form == "text":
        if language == "en":
            said = f"{done.pages} pages ({done.rendered} made anew), {done.files} files: {target}"
        else:
            said = f"{done.pages}个页面（重做{done.rendered}个），{done.files}个文件：{target}"
        click.echo(said)


@click.command("check", help="只检查，不生成。")
@SITE
@DRAFTS
@AS_OF
@STRICT
@CLEAN
@FORMAT
@LANG
def check_command(
    root: Path,
    drafts: bool,
    as_of: str | None,
    strict: bool,
    clean: bool,
    form: str,
    language: str,
) -> None:
    """Check a site."""
    config = config_of(root, as_of, strict=strict, clean=clean, drafts=drafts)
    try:
        checked = check(config)
    except BuildFailed as fault:
        fail(fault, form, language)
    report(checked.diagnostics, form, language)
    if form == "text" and not checked.diagnostics:
        click.echo("no faults" if language == "en" else "没有发现问题")


def _progress(done: int, total: int) -> None:
    """Show how far rendering has come, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}", err=True, nl=done == total)

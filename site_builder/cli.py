"""The `site-builder` command."""

import os
import re
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NoReturn

import click

from site_builder import __version__
from site_builder.build import Config, build, check
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.reporters.json import as_json
from site_builder.reporters.text import as_text, summary


class SerialExecutor(Executor):
    """Runs each call at once in this process: the least work for small sites."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(fault)
        return future


def _executor(name: str, jobs: int) -> Executor:
    if name == "serial" or jobs == 1:
        return SerialExecutor()
    return ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"))


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


def _config(root: Path, as_of: str | None, *, strict: bool, clean: bool) -> Config:
    site = root.resolve()
    return Config(root=site, cache=site / ".cache", as_of=_as_of(as_of), strict=strict, clean=clean)


def _report(diagnostics: tuple[Diagnostic, ...], form: str, language: str) -> None:
    if form == "json":
        click.echo(as_json(diagnostics, language), nl=False)
        return
    click.echo(as_text(diagnostics, language), nl=False)
    if diagnostics:
        click.echo(summary(diagnostics, language))


def _fail(fault: BuildFailed, form: str, language: str) -> NoReturn:
    _report(fault.diagnostics, form, language)
    raise SystemExit(fault.status)


_SITE = click.option(
    "--site",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="站点所在的文件夹（默认当前文件夹）",
)
_AS_OF = click.option("--as-of", "as_of", help="构建日期 YYYY-MM-DD；不给则取最新发布日期")
_CLEAN = click.option("--clean", is_flag=True, help="不用缓存，全部重做")
_STRICT = click.option("--strict", is_flag=True, help="把警告当作错误")
_LANG = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", help="提示用的语言"
)
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="报告的形式"
)


@click.group(help="把带版本的数据包和 Markdown 案例做成静态的公开站点。")
@click.version_option(__version__, prog_name="site-builder")
def cli() -> None:
    """Group of the commands."""


@cli.command("build", help="检查并生成站点；有错误时原来的站点不动。")
@_SITE
@click.option("--output", type=click.Path(path_type=Path), help="输出文件夹（默认站点下的 public）")
@_AS_OF
@_STRICT
@_CLEAN
@click.option("--jobs", type=click.IntRange(1, 64), help="并行的进程数（默认处理器核数）")
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(["serial", "process"]),
    default="process",
    help="执行方式",
)
@_FORMAT
@_LANG
def build_command(
    root: Path,
    output: Path | None,
    as_of: str | None,
    strict: bool,
    clean: bool,
    jobs: int | None,
    executor_name: str,
    form: str,
    language: str,
) -> None:
    """Build a site."""
    config = _config(root, as_of, strict=strict, clean=clean)
    target = (output or config.root / "public").resolve()
    try:
        with _executor(executor_name, jobs or os.cpu_count() or 1) as executor:
            done = build(config, target, executor, _progress)
    except BuildFailed as fault:
        _fail(fault, form, language)
    _report(done.diagnostics, form, language)
    if form == "text":
        if language == "en":
            said = f"{done.pages} pages ({done.rendered} made anew), {done.files} files: {target}"
        else:
            said = f"{done.pages}个页面（重做{done.rendered}个），{done.files}个文件：{target}"
        click.echo(said)


@cli.command("check", help="只检查，不生成。")
@_SITE
@_AS_OF
@_STRICT
@_CLEAN
@_FORMAT
@_LANG
def check_command(
    root: Path, as_of: str | None, strict: bool, clean: bool, form: str, language: str
) -> None:
    """Check a site."""
    config = _config(root, as_of, strict=strict, clean=clean)
    try:
        checked = check(config)
    except BuildFailed as fault:
        _fail(fault, form, language)
    _report(checked.diagnostics, form, language)
    if form == "text" and not checked.diagnostics:
        click.echo("no faults" if language == "en" else "没有发现问题")


def _progress(done: int, total: int) -> None:
    """Show how far rendering has come, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total}", err=True, nl=done == total)


def main() -> NoReturn:
    """Run the command; a fault of the builder itself ends with status 3."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as fault:
        raise SystemExit(fault.exit_code) from None
    except click.Abort:
        raise SystemExit(4) from None
    except click.ClickException as fault:
        fault.show()
        raise SystemExit(2) from None
    except SystemExit:
        raise
    except Exception:  # noqa: BLE001 - the last resort: a fault of the builder
        import traceback

        traceback.print_exc()
        raise SystemExit(3) from None
    raise SystemExit(0)

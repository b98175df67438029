"""`serve`."""

import time
from pathlib import Path

import click
from msgspec.structs import replace

from site_builder.build import build
from site_builder.cli.executors import SerialExecutor
from site_builder.cli.options import SITE, config_of
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.known import Known
from site_builder.load.settings import FILE, load_settings
from site_builder.reporters.text import as_text, summary
from site_builder.serve.run import listen, serve
from site_builder.write import SiteWriter


@click.command("serve", help="在本机预览，连同草稿；存盘后网页自动更新。")
@SITE
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="端口（默认 8000）")
@click.option("--open", "opened", is_flag=True, help="同时打开浏览器")
def serve_command(root: Path, port: int, opened: bool) -> None:
    """Preview a site."""
    asked = config_of(root, None, drafts=True)
    if not (asked.root / FILE).is_file():
        click.echo(as_text(load_settings(asked.root)[1], "zh"), nl=False)
        raise SystemExit(2)
    try:
        listener = listen(port)
    except OSError:
        click.echo(f"端口{port}用不了，多半是已被占用；换一个，如 --port {port + 1}", err=True)
        raise SystemExit(4) from None
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    config = replace(asked, cache=asked.cache / "preview")
    executor, known = SerialExecutor(), Known()
    writer = SiteWriter(config.cache / "site")

    def rebuild() -> tuple[Diagnostic, ...]:
        started = time.perf_counter()
        try:
            done = build(config, writer, executor, lambda *_: None, known=known)
        except BuildFailed as fault:
            click.echo(as_text(fault.diagnostics, "zh") + summary(fault.diagnostics, "zh"))
            raise
        except Exception as fault:
            if not executor.stopped:
                click.echo(f"没有生成新的页面：{fault}", err=True)
            raise
        seconds = time.perf_counter() - started
        click.echo(f"已生成：{done.pages}个页面，重做{done.rendered}个，{seconds:.1f}秒")
        return done.diagnostics

    click.echo(f"预览：{address}（按 Ctrl-C 结束）")
    if opened:
        click.launch(address)
    serve(config.root, writer.output, listener, rebuild, executor.shutdown)
    click.echo("预览已结束")

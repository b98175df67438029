"""`schemas`."""

from pathlib import Path

import click

from site_builder.cli.options import LANG, SITE
from site_builder.cli.report import text_report
from site_builder.diagnostics import BuildFailed
from site_builder.reporters.catalogue import phrase
from site_builder.schemas import prepare_schemas, write_schemas
from site_builder.vscode import FILE


@click.command("schemas", help="写出编辑软件补全和检查信息区、site.toml 用的说明文件。")
@SITE
@LANG
def schemas_command(root: Path, language: str) -> None:
    """Write the schemas and the settings of VS Code."""
    site = root.resolve()
    try:
        prepared = prepare_schemas(site)
        changed = write_schemas(site, prepared)
    except BuildFailed as fault:
        text_report(root, language).fail(fault)
    for path in changed:
        click.echo(phrase(f"@schemas-written|{path}", language))
    if not changed:
        click.echo(phrase("@schemas-same", language))
    if prepared.refusal:
        cause = phrase(prepared.refusal, language)
        click.echo(phrase(f"@schemas-refused|{FILE}|{cause}", language), err=True)
        click.echo(prepared.ours, err=True, nl=False)
        raise SystemExit(2)

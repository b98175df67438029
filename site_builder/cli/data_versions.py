"""`data validate`."""

from pathlib import Path

import click

from site_builder.cli.options import SITE, reporting
from site_builder.cli.report import Report
from site_builder.diagnostics import BuildFailed
from site_builder.versions.validate import validate


@click.command("validate", help="检查数据包；不给名字就检查全部，连同各个版本和草稿。")
@click.argument("package", default="")
@click.option("--version", default="", help="只检查这个版本，例如 2024.1.0 或 draft")
@SITE
@reporting
def validate_command(package: str, version: str, root: Path, report: Report) -> None:
    """Check packages."""
    try:
        choices, found = validate(root.resolve(), package, version)
    except BuildFailed as fault:
        report.fail(fault)
    if found:
        report.fail(BuildFailed(found))
    report.tell(found)
    names = (", " if report.language == "en" else "、").join(item.name for item in choices)
    report.say(f"@validated|{len(choices)}|{names}")

"""`data verify-sources`: what packages take from their sources, held against the documents."""

import json
from pathlib import Path

import click
from msgspec.structs import asdict, replace

from site_builder.cli.options import DRAFTS, LANG, SITE
from site_builder.cli.report import put, text_report
from site_builder.diagnostics import BuildFailed, has_errors
from site_builder.markup.masked import masked
from site_builder.reporters.json import as_json
from site_builder.verify_sources import Verified, verify_sources


@click.command("verify-sources", help="对照来源的原文件，核对每处出处的短语和数。")
@click.argument("packages", nargs=-1)
@click.option(
    "--documents",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="放原文件的文件夹，连同里面的文件夹；按文件摘要（SHA-256）认文件，不看名字",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="结果的形式"
)
@DRAFTS
@SITE
@LANG
def verify_sources_command(
    packages: tuple[str, ...],
    documents: Path,
    form: str,
    drafts: bool,
    root: Path,
    language: str,
) -> None:
    """Hold packages against the documents they were made from."""
    report = replace(text_report(root, language), form=form)
    try:
        verified = verify_sources(root.resolve(), packages, documents.resolve(), drafts=drafts)
    except BuildFailed as fault:
        report.fail(fault)
    if form == "json":
        put(_json(verified, language), machine=True)
    else:
        for item in verified.passages:
            name = f"{item.package}@{item.version}|{item.source}"
            if item.document:
                report.say(f"@source-verified|{name}|{item.document}|{item.total}|{item.found}")
            else:
                report.say(f"@source-unverified|{name}|{item.total}")
        report.tell(verified.diagnostics)
    if has_errors(verified.diagnostics):
        raise SystemExit(1)


def _json(verified: Verified, language: str) -> str:
    """Return what was found of each source, with the diagnostics, as one document."""
    told = json.loads(as_json(masked(verified.diagnostics), language))
    sources = [asdict(item) for item in verified.passages]
    return json.dumps({"sources": sources, **told}, ensure_ascii=False, indent=1) + "\n"

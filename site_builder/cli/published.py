"""`verify` and `deploy`."""

from pathlib import Path

import click

from site_builder.cli.options import LANG, SITE
from site_builder.cli.report import Report, text_report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.published.copy import differences, listed
from site_builder.published.releases import Changes, deploy, roll_back
from site_builder.write import MANIFEST

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("verify", help="核对生成好的站点或它的拷贝：缺了、多了、改了哪些文件。")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--digest", default="", help="清单的摘要要是这一个（先前核对时印出的）")
@LANG
def verify_command(folder: Path, digest: str, language: str) -> None:
    """Verify a copy of a built site."""
    report = text_report(Path(), language)
    try:
        found = listed(folder)
        if digest and found.digest != digest.lower():
            other = error("copy-differs", Span(path=MANIFEST), cause="@copy-other")
            raise BuildFailed((other,))
        if wrong := differences(folder, found.files):
            raise BuildFailed(wrong)
    except BuildFailed as fault:
        report.fail(fault)
    report.say(f"@verified|{len(found.files) + 1}|{found.digest}")


@click.command(
    "deploy", help="把生成好的站点放进 DIR，DIR/current 一步换成新的；网站服务器的根目录设成它。"
)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@SITE
@click.option("--output", type=_FOLDER, help="生成好的站点（默认站点下的 public）")
@click.option("--keep", type=click.IntRange(2), default=5, help="留几个版本供退回（默认 5）")
@click.option("--rollback", is_flag=True, help="退回上一个版本")
@click.option("--dry-run", is_flag=True, help="只列出会变的文件，不动 DIR")
@LANG
def deploy_command(
    folder: Path,
    root: Path,
    output: Path | None,
    keep: int,
    rollback: bool,
    dry_run: bool,
    language: str,
) -> None:
    """Deploy a built site, or go back to the release before."""
    if rollback and output is not None:
        raise WrongUsage(
            "--rollback 不能和 --output 一起用", "--rollback and --output exclude each other"
        )
    report = text_report(root, language)
    place, built = folder.resolve(), (output or root / "public").resolve()
    try:
        if rollback:
            changes = roll_back(place, dry_run=dry_run)
        else:
            changes = deploy(place, built, keep, dry_run=dry_run)
    except BuildFailed as fault:
        report.fail(fault)
    _tell(changes, report, dry_run=dry_run)


def _tell(changes: Changes, report: Report, *, dry_run: bool) -> None:
    """Print what is served otherwise, in full where nothing has been done yet."""
    if not changes.release:
        report.say("@deploy-same")
        return
    named = (("+", changes.added), ("~", changes.altered), ("-", changes.gone))
    if dry_run:
        for mark, paths in named:
            for path in paths:
                click.echo(f"{mark} {path}")
    counts = "|".join(str(len(paths)) for _, paths in named)
    report.say(f"@deploy-{'would' if dry_run else 'done'}|{changes.release}|{counts}")

"""`review`."""

from pathlib import Path

import click

from site_builder.build import Checked, check
from site_builder.cli.options import AS_OF, SITE, config_of, reporting
from site_builder.cli.report import Report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed
from site_builder.model.document import Document
from site_builder.model.publication import Hold
from site_builder.model.review import Step
from site_builder.review.sheet import sheet
from site_builder.review.single import single_file
from site_builder.review.waiting import Waiting, waiting

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("review", help="三审三校：列出哪些内容在等哪一步，印审签单，做单页预览。")
@click.argument("slug", required=False)
@click.option("--sheet", "sheet_file", type=_FILE, help="把 SLUG 的审签单写成这个 HTML 文件")
@click.option("--preview", "preview_file", type=_FILE, help="把 SLUG 的网页写成一个 HTML 文件")
@AS_OF
@SITE
@reporting
def review_command(
    slug: str | None,
    sheet_file: Path | None,
    preview_file: Path | None,
    as_of: str | None,
    root: Path,
    report: Report,
) -> None:
    """Tell what waits for which step."""
    if (sheet_file or preview_file) and not slug:
        raise WrongUsage("--sheet 和 --preview 要写明 SLUG", "--sheet and --preview need a SLUG")
    config = config_of(root, as_of, drafts=True, baseline=report.baseline)
    try:
        checked = check(config, report.hear)
    except BuildFailed as fault:
        report.fail(fault)
    site = checked.site
    if slug is None:
        _list(waiting(site), report)
        return
    document = _named(slug, checked)
    if sheet_file:
        _write(sheet_file, sheet(site, document).encode(), report)
    if preview_file:
        page = single_file(config.root, site, checked.routes, document)
        _write(preview_file, page, report)
    if not sheet_file and not preview_file:
        found = tuple(item for item in waiting(site) if item.document is document)
        _list(found, report)


def _named(slug: str, checked: Checked) -> Document:
    site = checked.site
    for document in (*site.cases, *site.reports, *site.pages):
        if slug in (document.slug, document.path):
            return document
    raise WrongUsage(f"没有网址名是 {slug} 的内容", f"nothing has the slug {slug}")


def _day(item: Waiting) -> str:
    """Return the day a hold depends on."""
    document = item.document
    expired = item.hold is Hold.EXPIRED
    return document.expires_on if expired else max(document.publish_on, document.date[:10])


def _list(items: tuple[Waiting, ...], report: Report) -> None:
    if not items:
        report.say("@review-none")
    for item in items:
        document = item.document
        report.say(f"@review-item|{document.path}|{document.title}")
        if item.hold:
            report.say(f"@review-hold-{item.hold}|{_day(item)}")
        for step in item.missing:
            report.say(f"@review-step-{step}")
        if item.lapsed:
            report.say("@review-again")
        if item.lapsed or Step.FINAL in item.missing:
            report.say(f"@review-digest|{item.digest}")


def _write(path: Path, data: bytes, report: Report) -> None:
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise WrongUsage(f"写不了 {path}", f"{path} cannot be written") from fault
    report.say(f"@review-written|{path}")

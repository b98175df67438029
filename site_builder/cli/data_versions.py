"""`data validate`, `data diff`, `data release` and `data withdraw`."""

from collections.abc import Mapping
from pathlib import Path

import click
from msgspec.structs import replace

from site_builder.build import examine
from site_builder.cli.diff_text import diff_json, diff_text, effect_sentence
from site_builder.cli.options import LANG, SITE, cache_of, config_of, reporting
from site_builder.cli.report import Report, put, text_report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Diagnostic, has_errors
from site_builder.known import Known
from site_builder.load.survey import open_site
from site_builder.lock import alone_in
from site_builder.model.release import RevisionKind, Withdrawal
from site_builder.model.site import Site
from site_builder.model.vocabulary import CorrectionSeverity
from site_builder.plan import route
from site_builder.versions.choose import choose
from site_builder.versions.compare import Examine, compare_versions
from site_builder.versions.page import diff_page
from site_builder.versions.release import ReleaseRequest, plan_release, write_release
from site_builder.versions.validate import validate
from site_builder.versions.withdraw import WithdrawRequest, withdraw


def _examine(root: Path, as_of: str | None) -> Examine:
    """Return what reads the site with other versions of packages; what it reads is kept."""
    config, known = replace(config_of(root, None), as_of=as_of), Known()

    def with_versions(chosen: Mapping[str, Path]) -> tuple[Site, tuple[Diagnostic, ...]]:
        found = examine(replace(config, chosen=chosen), known=known)
        return found.site, found.diagnostics

    return with_versions


@click.command(
    "validate", help="检查数据包，给名字或文件夹；都不给就检查全部，连同各个版本和草稿。"
)
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
    if has_errors(found):
        report.fail(BuildFailed(found))
    report.tell(found)
    names = (", " if report.language == "en" else "、").join(item.name for item in choices)
    report.say(f"@validated|{len(choices)}|{names}")


@click.command("diff", help="比较数据包的两个版本，并看文中的数会怎样变。")
@click.argument("before")
@click.argument("after")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="结果的形式",
)
@SITE
@LANG
def diff_command(before: str, after: str, form: str, root: Path, language: str) -> None:
    """Compare two versions, each given as package@version, package@draft or a folder."""
    site = root.resolve()
    report = replace(text_report(root, language), form=form)
    try:
        settings = open_site(site)
        one, other = (choose(site, settings, text) for text in (before, after))
        if one.setting.name != other.setting.name:
            raise WrongUsage("要比较的是同一个数据包的两个版本", "name two versions of one package")
        examine_site = _examine(root, None)
        compared = compare_versions(site, one, other, examine_site)
        if form == "html":
            shown, _ = examine_site({})
            summary = effect_sentence(compared, language)
            page = diff_page(site, shown, route(shown), compared, summary)
    except BuildFailed as fault:
        report.fail(fault)
    if form == "html":
        click.echo(page, nl=False)
        return
    told = diff_json if form == "json" else diff_text
    put(told(compared, language), machine=form == "json")


@click.command("release", help="把草稿发布为正式版本，此后不再改动；同时建好下一个草稿。")
@click.argument("package")
@click.argument("version")
@click.option(
    "--revision",
    required=True,
    type=click.Choice([kind.value for kind in RevisionKind]),
    help="修订类型：首次发布、常规修订、普查修订、口径调整、差错更正",
)
@click.option("--reason", required=True, help="为什么发布这个版本，会公开")
@click.option("--date", "day", required=True, help="发布日期 YYYY-MM-DD")
@click.option(
    "--severity",
    default=CorrectionSeverity.MINOR.value,
    type=click.Choice([item.value for item in CorrectionSeverity]),
    help="有数更正时写明程度：一般（minor）、重大（major）",
)
@click.option("--overrule", default="", help="版本号不按规则递增的理由，会公开")
@SITE
@LANG
def release_command(
    package: str,
    version: str,
    revision: str,
    reason: str,
    day: str,
    severity: str,
    overrule: str,
    root: Path,
    language: str,
) -> None:
    """Release a version."""
    report = text_report(root, language)
    request = ReleaseRequest(
        root=root.resolve(),
        package=package,
        version=version,
        revision=RevisionKind(revision),
        reason=reason,
        date=day,
        overrule=overrule,
        severity=CorrectionSeverity(severity),
    )
    try:
        with alone_in(cache_of(root)):
            planned = plan_release(request, _examine(root, day))
            if planned.compared is not None:
                click.echo(diff_text(planned.compared, language), nl=False)
            write_release(planned)
    except BuildFailed as fault:
        report.fail(fault)
    report.say(f"@released|{planned.shown}/{version}")
    if planned.corrections:
        report.say(f"@corrected|{planned.corrections}")
    if planned.draft is not None:
        report.say(f"@release-draft|{planned.shown}/draft")
    report.tell(planned.warnings)


@click.command("withdraw", help="撤回一个版本：内容删去，原处只留说明。")
@click.argument("package")
@click.argument("version")
@click.option("--what", required=True, help="撤回的是什么（不要写出内容本身），会公开")
@click.option("--why", required=True, help="为什么撤回，会公开")
@click.option("--date", "day", required=True, help="撤回日期 YYYY-MM-DD")
@click.option("--force", is_flag=True, help="连最新的版本也撤回，站点改用再前一个版本")
@SITE
@LANG
def withdraw_command(
    package: str,
    version: str,
    what: str,
    why: str,
    day: str,
    force: bool,
    root: Path,
    language: str,
) -> None:
    """Withdraw a version."""
    report = text_report(root, language)
    request = WithdrawRequest(
        root=root.resolve(),
        package=package,
        version=version,
        withdrawal=Withdrawal(what=" ".join(what.split()), why=" ".join(why.split()), date=day),
        force=force,
    )
    try:
        with alone_in(cache_of(root)):
            shown, has_draft = withdraw(request)
    except BuildFailed as fault:
        report.fail(fault)
    report.say(f"@withdrawn|{shown}")
    if has_draft:
        report.say("@withdrawn-draft")
    report.say("@withdrawn-history")

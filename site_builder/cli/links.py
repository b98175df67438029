"""`links`: whether the addresses outside, to which the site leads, still answer."""

from pathlib import Path

import click

from site_builder import __version__
from site_builder.cli.options import (
    AS_OF,
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
from site_builder.diagnostics import BuildFailed, Span, error, has_errors
from site_builder.diagnostics import strict as made_strict
from site_builder.outward.addresses import addresses
from site_builder.outward.asking import State, Visitor
from site_builder.outward.hosts import Limits, Turns
from site_builder.outward.visits import as_failed, nobody_answers, read_failed, tell, visit
from site_builder.reporters.baseline import without_known
from site_builder.source_files import replace_file


def _before(file: Path) -> dict[str, int]:
    """Return how often each address had failed on end; none where nothing is remembered."""
    try:
        return read_failed(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


@click.command(
    "links", help="查站外的链接和来源网址还打不打得开；要上网，供定时任务用，构建从不做这件事。"
)
@click.option("--external", is_flag=True, help="逐个访问站外的网址；每个网站一次一个，只问不取")
@SITE
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    help="记住上次结果的文件（默认站点下的 .cache/links.json）",
)
@click.option(
    "--after", type=click.IntRange(1, 99), default=3, help="接连几次打不开才报告（默认 3）"
)
@click.option("--private", is_flag=True, help="内网和本机的地址也访问（平时拒绝）")
@AS_OF
@STRICT
@WRITE_BASELINE
@reporting
def links_command(
    external: bool,
    root: Path,
    memory: Path | None,
    after: int,
    private: bool,
    as_of: str | None,
    strict: bool,
    known: Path | None,
    report: Report,
) -> None:
    """Ask every address outside whether it still answers."""
    if not external:
        raise WrongUsage(
            "要写明 --external：这条命令会访问站外的网址；站内的链接由 check 检查",
            "--external must be given: this command asks hosts outside; check looks at other links",
        )
    if known is not None:
        refuse_baseline(strict=strict, report=report)
    from site_builder.build import check

    config = config_of(root, as_of)
    file = memory or config.cache / "links.json"
    try:
        site = check(config, report.hear).site
        places = addresses(site, config.root)
        limits = Limits(private=private)
        agent = f"site-builder/{__version__} (+{site.settings.base_url})"
        answers = visit(places, Visitor(agent=agent, limits=limits, turns=Turns(limits.pause)))
        if nobody_answers(answers):
            absent = error("network-absent", Span(path=str(config.root)), count=len(answers))
            raise BuildFailed((absent,), status=4)
        told = tell(answers, places, _before(file), after)
        replace_file(file, str(file), as_failed(told.failed).encode())
    except BuildFailed as fault:
        report.fail(fault)
    for address in told.waiting:
        report.hear(f"@link-waits|{told.failed[address]}|{after}|{address}")
    found, _ = without_known(told.diagnostics, report.baseline)
    if strict:
        found = made_strict(found)
    report.tell(found)
    if known is not None:
        write_baseline(known, found, report)
    fine = sum(answer.state in (State.FINE, State.MOVED) for answer in answers.values())
    report.say(f"@links-asked|{len(answers)}|{fine}|{len(told.waiting)}|{after}")
    if has_errors(found):
        raise SystemExit(1)

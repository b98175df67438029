"""`init`."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from msgspec.structs import replace

from site_builder.cli.options import LANG
from site_builder.cli.report import text_report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.load.files import Files, read_files
from site_builder.model.release import RevisionKind
from site_builder.new_site import RELEASED, VERSION, NewSite, area_of, starter, write_site
from site_builder.reporters.catalogue import phrase

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^/\s\"]+(/[^\s\"]*)?/")
_TITLE = re.compile(r"[^\x00-\x1f{}]*\S[^\x00-\x1f{}]*")


@click.command("init", help="在文件夹里新建一个可以生成的站点，带示例数据和案例。")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="示例站点", help="站名")
@click.option(
    "--area",
    default="990000=示例地区",
    help="地区，写成 代码=名称，代码按 GB/T 2260（默认 990000=示例地区，是占位的）",
)
@click.option("--package", default="sample", help="数据包的名字，用小写字母（默认 sample）")
@click.option(
    "--base-url", default="https://site.example/", help="站点对外的网址，以 / 结尾（默认是占位的）"
)
@LANG
def init_command(
    folder: Path, title: str, area: str, package: str, base_url: str, language: str
) -> None:
    """Begin a site."""
    _refuse(title, area, package, base_url)
    new = NewSite(title=title.strip(), area=area, package=package, base_url=base_url)
    try:
        write_site(folder, _whole(new))
    except BuildFailed as fault:
        text_report(folder, language).fail(fault)
    for said in (f"@init-written|{folder}", f"@init-next|{folder}"):
        click.echo(phrase(said, language))


def _refuse(title: str, area: str, package: str, base_url: str) -> None:
    """Raise WrongUsage for the first option that cannot be used."""
    for option, value, right, form in (
        ("--title", title, bool(_TITLE.fullmatch(title)), "@init-title"),
        ("--area", area, area_of(area) is not None, "@init-area"),
        ("--package", package, bool(_SLUG.fullmatch(package)), "@init-package"),
        ("--base-url", base_url, bool(_ADDRESS.fullmatch(base_url)), "@init-base-url"),
    ):
        if not right:
            said = f"@init-option|{option}|{value}\n{form}"
            raise WrongUsage(phrase(said, "zh"), phrase(said, "en"))


def _whole(new: NewSite) -> Files:
    """Return all files of the new site: put together elsewhere, so that a fault leaves nothing."""
    from site_builder.schemas import prepare_schemas, write_schemas

    with TemporaryDirectory() as place:
        root = Path(place).resolve()
        write_site(root, starter(new))
        _release(root, new.package)
        write_schemas(root, prepare_schemas(root))
        return tuple(
            (path, data) for path, data in read_files(root) if not path.startswith(".cache/")
        )


def _release(root: Path, package: str) -> None:
    """Release the sample's draft, as `data release` does."""
    from collections.abc import Mapping

    from site_builder.build import examine
    from site_builder.cli.options import config_of
    from site_builder.model.site import Site
    from site_builder.versions.release import ReleaseRequest, plan_release, write_release

    config = replace(config_of(root, None), as_of=RELEASED)

    def chosen(versions: Mapping[str, Path]) -> tuple[Site, tuple[Diagnostic, ...]]:
        found = examine(replace(config, chosen=versions))
        return found.site, found.diagnostics

    request = ReleaseRequest(
        root=root,
        package=package,
        version=VERSION,
        revision=RevisionKind.INITIAL,
        reason="示例：建站时带来的虚构数据",
        date=RELEASED,
        overrule="",
    )
    write_release(plan_release(request, chosen))

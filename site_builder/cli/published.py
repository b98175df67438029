"""`verify` and `deploy`."""

from importlib.util import find_spec
from pathlib import Path

import click

from site_builder.cli.options import LANG, SITE
from site_builder.cli.report import Report, text_report
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.published.compressed import LIBRARY
from site_builder.published.copy import differences, listed
from site_builder.published.releases import Changes, deploy, roll_back
from site_builder.published.upload import upload
from site_builder.store import LIBRARIES, Store
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


_DEPLOY_HELP = """把生成好的站点放到网站服务器上。

DIR 是这台机器上的文件夹：DIR/current 一步换成新的，网站服务器的根目录设成它。DIR 也可以是
s3://存储桶/前缀：只送变了的文件，次序是网页不比它要用的文件先到；钥匙和地址取自环境变量
（AWS_ACCESS_KEY_ID、AWS_ENDPOINT_URL 等）。

--recipe 不部署，只印出一份照着用的配置：nginx 是网站服务器的配置，rsync 是送到别的机器去的脚本，
container 是容器文件。
"""


@click.command("deploy", help=_DEPLOY_HELP)
@click.argument("target", metavar="DIR")
@SITE
@click.option("--output", type=_FOLDER, help="生成好的站点（默认站点下的 public）")
@click.option("--keep", type=click.IntRange(2), default=5, help="留几个版本供退回（默认 5）")
@click.option("--compress", is_flag=True, help="另存压缩好的文件（.gz、.br），给服务器直接发")
@click.option("--rollback", is_flag=True, help="退回上一个版本")
@click.option("--dry-run", is_flag=True, help="只列出会变的文件，不动 DIR")
@click.option(
    "--recipe", "recipe_name", type=click.Choice(["nginx", "rsync", "container"]), help="印出配置"
)
@LANG
@click.pass_context
def deploy_command(
    context: click.Context,
    target: str,
    root: Path,
    output: Path | None,
    keep: int,
    compress: bool,
    rollback: bool,
    dry_run: bool,
    recipe_name: str | None,
    language: str,
) -> None:
    """Deploy a built site, go back to the release before, or print how to serve it."""
    is_store = "://" in target
    _exclude(context, "rollback", ("output", "compress", "recipe_name"))
    _exclude(context, "recipe_name", ("keep", "compress", "dry_run"))
    if is_store:
        _exclude(context, "target", ("keep", "compress", "rollback", "recipe_name"))
    if compress:
        _need(LIBRARY, "compress", "--compress")
    report = text_report(root, language)
    place, built = Path(target).resolve(), (output or root / "public").resolve()
    try:
        if recipe_name:
            click.echo(recipe_text(recipe_name, root, built, place), nl=False)
            return
        if is_store:
            changes = upload(_store(target), built, dry_run=dry_run)
        elif rollback:
            changes = roll_back(place, dry_run=dry_run)
        else:
            changes = deploy(place, built, keep, dry_run=dry_run, compress=compress)
    except BuildFailed as fault:
        report.fail(fault)
    _tell(changes, report, "sent" if is_store else "done", dry_run=dry_run)


def _exclude(context: click.Context, one: str, others: tuple[str, ...]) -> None:
    """Raise WrongUsage where options stand with one that they mean nothing with."""
    default = click.core.ParameterSource.DEFAULT
    options = {option.name: option.opts[0] for option in context.command.params}
    if one != "target" and context.get_parameter_source(one) is default:
        return
    for other in others:
        if context.get_parameter_source(other) is not default:
            named = context.params[one] if one == "target" else options[one]
            raise WrongUsage(
                f"{named} 不能和 {options[other]} 一起用",
                f"{named} and {options[other]} exclude each other",
            )


def _store(target: str) -> Store:
    protocol, _, name = target.partition("://")
    if protocol != "s3" or not name.strip("/"):
        raise WrongUsage(
            f"不能部署到 {target}，只能是文件夹或 s3://存储桶/前缀",
            f"cannot deploy to {target}, only to a folder or s3://bucket/prefix",
        )
    _need(LIBRARIES[protocol], protocol, target)
    return Store(url=target.rstrip("/"))


def _need(library: str, extra: str, purpose: str) -> None:
    """Raise WrongUsage where what an option needs is not installed."""
    if find_spec(library) is None:
        raise WrongUsage(
            f"没有装 {library}：运行 pip install 'site-builder[{extra}]' 以后再用 {purpose}",
            f"{library} is not installed: pip install 'site-builder[{extra}]' before {purpose}",
        )


def recipe_text(name: str, root: Path, built: Path, place: Path) -> str:
    """Return a recipe for the site at `root`; old addresses are those of what is built of it.

    Raises BuildFailed where the settings cannot be read, WrongUsage where a recipe cannot hold
    them.
    """
    # Heavy, and only for a recipe.
    from site_builder.load.settings import load_settings
    from site_builder.published.moved import moved
    from site_builder.published.recipes import UnwritableRecipeError, recipe

    settings, faults = load_settings(root)
    if settings is None:
        raise BuildFailed(faults, status=2)
    known = moved(built, listed(built).files) if (built / MANIFEST).exists() else ()
    try:
        return recipe(name, settings, place, known)
    except UnwritableRecipeError as fault:
        raise WrongUsage(
            f"{fault} 里有配置文件写不了的字符，换一个只有英文字母、数字和 . _ - 的",
            f"{fault} has characters that a recipe cannot hold: letters, digits and . _ - can be",
        ) from fault


def _tell(changes: Changes, report: Report, done: str, *, dry_run: bool) -> None:
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
    phrase = {"done": "would", "sent": "would-send"}[done] if dry_run else done
    size = f"|{changes.size}" if done == "sent" else ""
    report.say(f"@deploy-{phrase}|{changes.release}|{counts}{size}")

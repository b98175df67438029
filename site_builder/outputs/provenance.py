"""What every download says of itself: versions, sources, licences, address, how to cite."""

from site_builder.model.package import Package
from site_builder.model.site import Site
from site_builder.model.version import HeldVersion


def dataset_metadata(
    site: Site, packages: tuple[str, ...], page: str
) -> tuple[tuple[str, str], ...]:
    """Return the lines of a download beside `page` that is made of these packages."""
    base = site.settings.base_url
    lines = [("网页", f"{base}{page.lstrip('/')}"), ("网站", site.settings.title)]
    for package in site.packages:
        if package.name not in packages:
            continue
        lines.append(("数据包", f"{package.title}，版本{package.version}"))
        lines.append(("永久网址", f"{base}data/{package.name}/{package.version}/"))
        lines += [("来源", f"{item.publisher}：{item.title}") for item in package.sources]
        lines += [("许可", f"{item.title} {item.path}".strip()) for item in package.licences]
    lines.append(("说明", "数值照来源录入；“与前一期比”由本站计算，不可比的写明原因。"))
    if site.settings.notice:
        lines.append(("提示", site.settings.notice))
    return tuple(lines)


def shown_version(site: Site, package: Package) -> HeldVersion:
    """Return the version of a package that the site shows."""
    held = site.versions[package.name]
    return next(item for item in held if item.version == package.version)


def dataset_day(site: Site, packages: tuple[str, ...]) -> str:
    """Return the newest day on which one of the packages was released, else its sources were."""
    days = [""]
    for package in site.packages:
        if package.name in packages:
            release = shown_version(site, package).release
            days += [release.date] if release else [item.published for item in package.sources]
    return max(days) or "1980-01-01"

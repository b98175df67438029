"""A diff of two versions as a page of its own, to be read by those who decide on a release."""

from pathlib import Path

from msgspec import Struct

from site_builder.load.templates import load_assets, load_templates
from site_builder.model.diff import Effects
from site_builder.model.job import Job, Setup
from site_builder.model.site import Routes, Site
from site_builder.model.view import PageMeta
from site_builder.pages.differences import DiffView, diff_view
from site_builder.pages.parts import meta
from site_builder.plan import chrome
from site_builder.render import render_alone
from site_builder.versions.compare import Compared


class DiffPage(Struct, frozen=True, kw_only=True):
    """What the page shows; `summary` says in a sentence what the later version does to the site."""

    meta: PageMeta
    difference: DiffView
    effects: Effects
    summary: str


def diff_page(root: Path, site: Site, routes: Routes, compared: Compared, summary: str) -> bytes:
    """Return the page as one file; its links lead to the site."""
    diff = compared.diff
    view = DiffPage(
        meta=meta(
            site,
            kind="diff",
            path=f"/data/{diff.package}/",
            title=f"{diff.title}：{diff.before}和{diff.after}的差别",
            finding=summary,
            section="data",
        ),
        difference=diff_view(diff, compared.after),
        effects=compared.effects,
        summary=summary,
    )
    job = Job(
        kind="diff", path=view.meta.path, output="", template="diff.html", view=view, digest=""
    )
    assets = {
        name: data for name, _, data in load_assets(root, site.settings, preview=site.preview)
    }
    setup = Setup(
        templates=load_templates(root, site.settings),
        assets=tuple((name, name) for name in assets),
        chrome=chrome(site, routes),
    )
    return render_alone(setup, job, assets)

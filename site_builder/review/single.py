"""One page as one file, to be sent to a reviewer's phone."""

from pathlib import Path

from site_builder.load.templates import load_assets, load_templates
from site_builder.model.document import Document
from site_builder.model.job import Setup
from site_builder.model.site import Routes, Site
from site_builder.pictures import encode
from site_builder.plan import chrome, page_job
from site_builder.prose.pictures import image_file
from site_builder.render import data_address, render_alone


def single_file(root: Path, site: Site, routes: Routes, document: Document) -> bytes:
    """Return a document's page with its styles and pictures inside; its links lead to the site."""
    assets = {
        name: data for name, _, data in load_assets(root, site.settings, preview=site.preview)
    }
    setup = Setup(
        templates=load_templates(root, site.settings),
        assets=tuple((name, name) for name in assets),
        chrome=chrome(site, routes),
    )
    job = page_job(site, routes, document.address)
    return render_alone(setup, job, assets, _pictures(root, site, document))


def _pictures(root: Path, site: Site, document: Document) -> dict[str, str]:
    """Return the document's pictures by their path on the site, as addresses that hold them."""
    found: dict[str, str] = {}
    for target in document.image_targets:
        file = image_file(site, document, target)
        for path, data in encode(file, (root / file.path).read_bytes()):
            found[f"/{path}"] = data_address("image/webp", data)
    return found

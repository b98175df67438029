"""One page as one file, to be sent to a reviewer's phone."""

import base64
from collections.abc import Callable
from pathlib import Path

from site_builder.load.templates import load_assets, load_templates
from site_builder.model.document import Document
from site_builder.model.image import ImageFile
from site_builder.model.job import Setup
from site_builder.model.site import Routes, Site
from site_builder.pages.pictures import image_file
from site_builder.pictures import encode
from site_builder.plan import chrome, page_job
from site_builder.render import render_page

_TYPES = {"css": "text/css", "svg": "image/svg+xml", "js": "text/javascript"}


def single_file(root: Path, site: Site, routes: Routes, document: Document) -> bytes:
    """Return a document's page with its styles and pictures inside; its links lead to the site."""
    assets = {name: data for name, _, data in load_assets(root, site.settings)}
    setup = Setup(
        templates=load_templates(root, site.settings),
        assets=tuple((name, name) for name in assets),
        chrome=chrome(site, routes),
    )
    return render_page(
        setup,
        page_job(site, routes, document.address),
        link=_linker(document.address, site.settings.base_url, _pictures(root, site, document)),
        asset=lambda name: _data(_TYPES[name.rpartition(".")[2]], assets[name]),
    )


def _pictures(root: Path, site: Site, document: Document) -> dict[str, str]:
    """Return the document's pictures by their path on the site, as addresses that hold them."""
    found: dict[str, str] = {}
    for target in document.image_targets:
        file: ImageFile = image_file(site, document, target)
        for path, data in encode(file, (root / file.path).read_bytes()):
            found[f"/{path}"] = _data("image/webp", data)
    return found


def _linker(own: str, base_url: str, held: dict[str, str]) -> Callable[[str], str]:
    def link(path: str) -> str:
        target, mark, anchor = path.partition("#")
        if target in held:
            return held[target]
        if target == own and mark:
            return f"#{anchor}"
        return f"{base_url}{path.lstrip('/')}"

    return link


def _data(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"

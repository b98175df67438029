"""The sheet that is printed and signed: 审签单."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.figures.words import plain_summary
from site_builder.model.document import Document
from site_builder.model.review import STEP_WORDS, Step
from site_builder.model.site import Site


def sheet(site: Site, document: Document) -> str:
    """Return the sheet of a document as one HTML file: what is to be signed, and by which steps.

    It names those who have signed, so it stays in the office: it is written where the caller says,
    never among the site's outputs.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    signed = {signature.step: signature for signature in document.review.signatures}
    figures = {item.figure.observation: item.figure for item in site.bindings[document.path]}
    return environment.get_template("sheet.html").render(
        site=site.settings.title,
        document=document,
        summary=plain_summary(document, site.bindings[document.path]),
        address=f"{site.settings.base_url}{document.address.lstrip('/')}",
        digest=site.digests[document.path],
        lapsed=bool(document.review.digest)
        and document.review.digest != site.digests[document.path],
        figures=tuple(figures.values()),
        steps=[(STEP_WORDS[step], signed.get(step)) for step in Step],
    )

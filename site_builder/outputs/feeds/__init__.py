"""What readers can subscribe to, each as Atom and as JSON Feed: texts, cases, data, documents."""

from site_builder.model.language import CHINESE, Language
from site_builder.model.settings import Settings
from site_builder.model.view import Link
from site_builder.outputs.feeds import changes, documents, papers


def feeds(settings: Settings, language: Language = CHINESE) -> tuple[Link, ...]:
    """Return the feeds there can be, the `note` of each the section of the site it is about."""
    found = (
        ("", settings.title, documents.ALL),
        ("cases", language.say("{site}：典型案例", site=settings.title), documents.CASES),
        ("data", language.say("{site}：数据变更", site=settings.title), changes.STEM),
        ("documents", language.say("{site}：文件与政策", site=settings.title), papers.STEM),
    )
    return tuple(
        Link(title=title, path=f"/{stem}.{form}", note=section)
        for section, title, stem in found
        for form in ("xml", "json")
    )

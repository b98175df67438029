"""How an error is reported and corrected, and whom to write to, as far as the settings say."""

from msgspec import Struct

from site_builder.model.language import phrase
from site_builder.model.settings import Contact
from site_builder.model.site import Route, Site
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.pages.changes import PATH as CHANGES
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta

CONTACT = "/contact/"

REQUEST = (
    phrase("页面网址"),
    phrase("有错的数或文字（数请连同指标、地区、期间一起写）"),
    phrase("错在哪里"),
    phrase("应当是什么"),
    phrase("依据（材料名称、位置、网址）"),
    phrase("怎样联系（可以不写）"),
)
"""What a request for correction names, line by line."""


class ContactView(Struct, frozen=True, kw_only=True):
    """What the page shows. `form` is the request to copy, its first line the page's address."""

    meta: PageMeta
    facts: tuple[Fact, ...]
    email: str
    consultation: str
    reply_days: int
    form: tuple[str, ...]
    changes: str
    notice_days: int


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("contact", CONTACT),)


def _view(site: Site, route: Route) -> ContactView:
    settings = site.settings
    contact = settings.contact
    return ContactView(
        meta=meta(
            site,
            kind="contact",
            path=CONTACT,
            title=site.language.say("找错与更正"),
            finding=site.language.say("发现页面上的数、出处或文字有错，怎样提出来，本站怎样改。"),
            section="about",
            crumbs=(Link(title=phrase("找错与更正"), path=CONTACT),),
        ),
        facts=_facts(contact),
        email=contact.email,
        consultation=contact.consultation,
        reply_days=contact.reply_days,
        form=tuple(site.language.say(line) for line in REQUEST),
        changes=CHANGES if site.releases else "",
        notice_days=settings.notice_days,
    )


def _facts(contact: Contact) -> tuple[Fact, ...]:
    """Return the lines that the settings give; what they do not say is left out."""
    lines = (
        Fact(label=phrase("受理单位"), text=contact.office),
        Fact(label=phrase("地址"), text=contact.address),
        Fact(label=phrase("电话"), text=contact.telephone),
        Fact(label=phrase("受理时间"), text=contact.hours),
    )
    return tuple(item for item in lines if item.text)


KINDS = (PageKind(name="contact", template="contact.html", routes=_routes, view=_view),)

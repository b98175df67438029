"""What stands at the foot of a government site, as far as its settings say it."""

from site_builder.model.government import Government
from site_builder.model.language import phrase
from site_builder.model.view import Fact, Link


def identity(government: Government) -> tuple[Fact, ...]:
    """Return who runs the site and under which numbers, each with the address it leads to."""
    portal = government.column_of
    code = portal.site_id_code if portal else government.site_id_code
    facts = (
        Fact(label=phrase("主办单位"), text=government.host),
        Fact(label=phrase("联系方式"), text=government.contact),
        Fact(label=phrase("ICP备案号"), text=government.icp, path=government.icp_address),
        Fact(label=phrase("公安备案号"), text=government.police, path=government.police_address),
        Fact(label=phrase("网站标识码"), text=code),
    )
    return tuple(item for item in facts if item.text)


def services(government: Government) -> tuple[Link, ...]:
    """Return where a reader can ask, get things done and report an error; absolute addresses."""
    portal = government.column_of
    links = [Link(title=phrase("网站找错"), path=government.report_error)]
    if portal is not None:
        links += [
            Link(title=phrase("咨询"), path=portal.consultation),
            Link(title=phrase("办事服务"), path=portal.services),
        ]
    return tuple(item for item in links if item.path)

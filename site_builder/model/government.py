"""What a government site says of itself: who runs it, under which numbers, below which portal."""

from msgspec import Struct


class Portal(Struct, frozen=True, kw_only=True):
    """The site of a government that this one is a column of; addresses are absolute.

    `consultation` and `services` are where the portal answers questions and handles affairs, ""
    where it is not said.
    """

    name: str
    domain: str
    site_id_code: str
    address: str
    consultation: str
    services: str


class Emblem(Struct, frozen=True, kw_only=True):
    """党政机关网站标识: an image among the assets of the templates, and the page it leads to."""

    image: str
    address: str


class Government(Struct, frozen=True, kw_only=True):
    """The table `[government]`; "" and None for what is not given, which is never made up.

    `icp` and `police` are the numbers of 备案, each with the address it leads to; `report_error`
    is where 找错 leads.
    """

    host: str = ""
    contact: str = ""
    site_id_code: str = ""
    icp: str = ""
    icp_address: str = ""
    police: str = ""
    police_address: str = ""
    report_error: str = ""
    emblem: Emblem | None = None
    column_of: Portal | None = None


NOT_STATED = Government()
"""Of a site that says nothing of it."""


class SecurityContact(Struct, frozen=True, kw_only=True):
    """Whom to tell of a weakness (RFC 9116): an address, and the day until which that holds."""

    contact: str
    expires: str

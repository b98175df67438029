"""What the fields of a site hold: any text, an address, or one of few values, a day, a number."""

import re
from enum import StrEnum

from tests.hostile.ground import Field


class Holds(StrEnum):
    """What a field may hold."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"


_LINKS = (
    r"#1\.url",
    r"government\.(icp_address|police_address|report_error|emblem\.address)",
    r"government\.column_of\.(address|consultation|services)",
    r"contact\.consultation|security\.contact",
    r"#homepage|#licenses\.0\.path",
)
_OF_DOCUMENTS = (
    r"\.md#(slug|date|updated|draft|publish_on|expires_on|environment|area|source|package)",
    r"\.md#(aliases|tags|departments|initiatives)\.\d",
    r"\.md#cover\.image|\.md#review\..*date|\.md#figures\..*",
)
_OF_SETTINGS = (
    r"site\.toml#site\.(base_url|language|official|builder|headlines\.\d)",
    r"site\.toml#(folders\..*|.*\.(id|addition|enabled|demonstration))",
    r"site\.toml#(packages\.\d\.name|outside\.hosts\.\d|security\.expires|contact\.email)",
    r"site\.toml#government\.(site_id_code|emblem\.image|column_of\.site_id_code)",
)
_OF_TABLES = (
    r"(areas|sources|indicators|targets|breaks|initiatives|observations)\.csv#1\.(ref_area|level"
    r"|parent|source|published|document_sha256|indicator|environment|kind|direction|stage"
    r"|price_basis|decimals|featured|watched|time_period|caliber|period_basis|obs_value|unit_mult"
    r"|obs_status|nature|qualifier|tied|rank_of|rank_scope|base_n|target_value|initiative|status"
    r"|announced)",
    r"(evaluation_rounds|evaluations|feedback|issue_flow|milestones|documents|document_links"
    r"|services|coverage|shortcomings|initiative_indicators)\.csv#1\.(round|year|kind|aggregation"
    r"|publicity_from|publicity_to|source|case|weight|score|stage|date|ref_area|due|replied_on"
    r"|status|initiative|indicator|subset|document|valid_until|service|telephone|coverage|level"
    r"|shortcoming|state|report|milestone|criterion)",
    r"feedback\.csv#1\.feedback|issue_flow\.csv#1\.step",
    r"glossary\.csv#1\.(term|source|see)|terms\.csv#1\.(term|severity|except)",
)
_OF_DESCRIPTORS = (
    r"datapackage\.json#(\$schema|name|version|created)",
    r"datapackage\.json#resources\.\d+\.(?!title|description|schema\.fields\.\d+\.title).*",
)
_OF_CATALOGUES = (r"\.po#\d+\.(msgid|msgctxt)",)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:.*(?:{pattern})$)" for pattern in patterns))


_CODE = _any((*_OF_DOCUMENTS, *_OF_SETTINGS, *_OF_TABLES, *_OF_DESCRIPTORS, *_OF_CATALOGUES))
_LINK = _any(_LINKS)


def holds(field: Field) -> Holds:
    """Return what a field may hold."""
    if _LINK.match(field.named):
        return Holds.LINK
    return Holds.CODE if _CODE.match(field.named) else Holds.TEXT

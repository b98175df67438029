"""The tables of `site.toml` by which a site says whose it is."""

from typing import Annotated

from pydantic import Field

from site_builder.load.field_causes import matching
from site_builder.load.fields import Day
from site_builder.load.setting_forms import ContactAddress, Strict, Text, WebAddress
from site_builder.model.government import Emblem, Government, Portal, SecurityContact

SiteCode = Annotated[
    str,
    matching(r"([0-9A-Za-z]{10})?", "site-code"),
    Field(json_schema_extra={"format": "site-code"}),
]


class _Emblem(Strict):
    image: Text = Field(description="图片的文件名，放在模板的 assets 文件夹里")
    address: WebAddress = Field(description="点击图片去的网址")


class _Portal(Strict):
    name: Text = Field(description="主站的全称（SiteName）")
    domain: Text = Field(description="主站的域名（SiteDomain）")
    site_id_code: SiteCode = Field(default="", description="主站的网站标识码（SiteIDCode）")
    address: WebAddress = Field(description="主站首页的网址，印在面包屑的最前面")
    consultation: WebAddress = Field(default="", description="主站的咨询页")
    services: WebAddress = Field(default="", description="主站的办事页")


class GovernmentTable(Strict):
    """`[government]`."""

    host: str = Field(default="", description="主办单位的全称")
    contact: str = Field(default="", description="联系方式，例如电话")
    site_id_code: SiteCode = Field(
        default="", description="网站标识码（SiteIDCode）；属于门户网站的栏目写在 column_of 里"
    )
    icp: str = Field(default="", description="ICP备案号")
    icp_address: WebAddress = Field(default="", description="ICP备案号链接的网址")
    police: str = Field(default="", description="公安备案号")
    police_address: WebAddress = Field(default="", description="公安备案号链接的网址")
    report_error: WebAddress = Field(default="", description="“网站找错”去的网址")
    emblem: _Emblem | None = Field(default=None, description="党政机关网站标识。")
    column_of: _Portal | None = Field(
        default=None, description="本站是哪个政府门户网站的栏目（专题）。"
    )

    def said(self) -> Government:
        """Return what the table says."""
        return Government(
            **self.model_dump(exclude={"emblem", "column_of"}),
            emblem=Emblem(**self.emblem.model_dump()) if self.emblem else None,
            column_of=Portal(**self.column_of.model_dump()) if self.column_of else None,
        )

    def texts(self) -> list[str]:
        """Return every text of the table and of those within it."""
        tables = (self, self.emblem, self.column_of)
        values = [value for table in tables if table for _, value in table]
        return [value for value in values if isinstance(value, str) and value]


class SecurityTable(Strict):
    """`[security]`."""

    contact: ContactAddress = Field(description="发现安全问题找谁：mailto:、https:// 或 tel: 开头")
    expires: Day = Field(description="上面的联系方式有效到哪一天，写成 2027-05-28 这样，不超过一年")

    def said(self) -> SecurityContact:
        """Return what the table says."""
        return SecurityContact(**self.model_dump())

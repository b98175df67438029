"""The table of `site.toml` that says where the checks draw their lines."""

from typing import Annotated

from pydantic import Field

from site_builder.load.setting_forms import Strict
from site_builder.model.limits import DEFAULT, Limits

_Megabytes = Annotated[int, Field(ge=1, le=10_000)]
_Count = Annotated[int, Field(ge=1, le=100_000_000)]


class LimitsTable(Strict):
    """The limits; what is larger is refused before it is read."""

    revision_factor: Annotated[int, Field(ge=2, le=1000)] = Field(
        default=5, description="草稿里的数是上一版的多少倍以上（或几分之一以下）就提醒"
    )
    text_megabytes: _Megabytes = Field(
        default=DEFAULT.text_megabytes,
        description="一篇文章或一个 JSON、TOML、PO、模板文件最多多少 MB（1 MB 是一百万字节）",
    )
    table_megabytes: _Megabytes = Field(
        default=DEFAULT.table_megabytes, description="一个 CSV 表格最多多少 MB"
    )
    image_megabytes: _Megabytes = Field(
        default=DEFAULT.image_megabytes, description="一张图片最多多少 MB"
    )
    file_megabytes: _Megabytes = Field(
        default=DEFAULT.file_megabytes,
        description="别的文件最多多少 MB，导入的表格和 Word 文件也是",
    )
    image_megapixels: _Count = Field(
        default=DEFAULT.image_megapixels, description="一张图片最多多少百万像素"
    )
    line_characters: _Count = Field(
        default=DEFAULT.line_characters, description="文章和表格里一行最多多少个字"
    )
    rows: _Count = Field(default=DEFAULT.rows, description="一个表格最多多少行")
    files: _Count = Field(default=DEFAULT.files, description="内容、数据和模板一共最多多少个文件")
    archive_members: _Count = Field(
        default=DEFAULT.archive_members, description="xlsx、ods、docx 里面最多多少个部件"
    )
    archive_megabytes: _Megabytes = Field(
        default=DEFAULT.archive_megabytes, description="xlsx、ods、docx 解开以后最多多少 MB"
    )
    archive_ratio: _Count = Field(
        default=DEFAULT.archive_ratio,
        description="xlsx、ods、docx 解开以后最多是原来的多少倍（不满 10 MB 的不看）",
    )

    def limits(self) -> Limits:
        """Return them without what is no limit of size."""
        return Limits(**{name: getattr(self, name) for name in Limits.__struct_fields__})

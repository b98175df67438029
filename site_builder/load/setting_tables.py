"""What `site.toml` says: its tables, and the settings of a site that they make."""

import tomllib
from typing import Annotated, Any

from msgspec.structs import replace
from pydantic import Field, ValidationError

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.field_causes import field_cause, field_name
from site_builder.load.files import SETTINGS, too_deep, unseen_within
from site_builder.load.government import GovernmentTable, SecurityTable
from site_builder.load.limits import LimitsTable
from site_builder.load.setting_forms import (
    Address,
    Email,
    Folder,
    LanguageTag,
    Slug,
    Strict,
    Text,
    Version,
    WebAddress,
)
from site_builder.load.setting_places import line_of, line_with, span_of, toml_place
from site_builder.load.upgrade import too_old
from site_builder.model.limits import DEEPEST
from site_builder.model.settings import (
    Column,
    Contact,
    Environment,
    Label,
    LanguageSetting,
    PackageSetting,
    Settings,
)


class _Site(Strict):
    title: Text = Field(description="站名，印在每页的页眉和标题里")
    subtitle: str = Field(default="", description="站名下面的一句话")
    description: Text = Field(description="一两句话说明本站是什么，印在首页和网页的描述里")
    language: LanguageTag = Field(default="zh-CN", description="网页的语言代码")
    base_url: Address = Field(description="站点对外的完整网址，可以带路径")
    official: bool = Field(
        default=False, description="是不是正式的政府站点；不是的话不让搜索引擎收录"
    )
    notice: str = Field(default="", description="印在每页上的提示，例如说明本站是演示")
    headlines: tuple[Slug, ...] = Field(default=(), description="首页要展示的指标代码，按顺序")
    builder: Version = Field(
        default="",
        description="站点照哪一版生成器做的；换了新版会提示要改什么，改好再换成新的版本号",
    )


class _Folders(Strict):
    content: Folder = Field(default="content", description="案例、报告和页面所在的文件夹")
    data: Folder = Field(default="data", description="数据包所在的文件夹")
    templates: Folder = Field(
        default="templates",
        description="本站自己的网页模板所在的文件夹，可以没有；里面的文件代替生成器自带的同名文件",
    )


class _Lists(Strict):
    page_size: Annotated[int, Field(ge=1, le=200)] = Field(default=12, description="列表每页的条数")


class _Changes(Strict):
    notice_days: Annotated[int, Field(ge=0, le=3650)] = Field(
        default=90, description="数据更正以后，受影响的页面提示多少天"
    )


class _Environment(Strict):
    id: Slug = Field(description="代码，用在网址、指标表和信息区里")
    title: Text = Field(description="全名")
    short: Text = Field(description="简称，用在窄的地方")
    description: Text = Field(description="一句话说明管哪些事")
    addition: bool = Field(default=False, description="是不是本站增设的，不属于原来的分类")
    note: str = Field(default="", description="印在它的数据下面的说明")


class _Package(Strict):
    name: Slug = Field(description="数据包的名字，就是 data 下的文件夹名")
    demonstration: bool = Field(
        default=False, description="是不是演示用的，单独展示，不进各环境和首页"
    )


class _Column(Strict):
    id: Slug = Field(description="栏目的代码")
    name: Text = Field(description="栏目名称（ColumnName）")
    description: Text = Field(description="栏目描述（ColumnDescription）")
    keywords: Text = Field(description="栏目关键词（ColumnKeywords），用逗号隔开")
    type: Text = Field(description="栏目类别（ColumnType）")


class _FooterLine(Strict):
    label: Text = Field(description="名目，例如“主办单位”")
    text: Text = Field(description="内容")


class _Links(Strict):
    hosts: tuple[str, ...] = Field(default=(), description="正文里可以链接到的站外网站，只写域名")


class _Label(Strict):
    id: Slug = Field(description="网址里用的代码，公布后不再改")
    title: Text = Field(description="页面上的名称，案例里也写它")


class _Language(Strict):
    id: Slug = Field(description="语言代码，例如 en；也是网址的开头（/en/）")
    name: Text = Field(description="这种语言自己的名称，例如 English")
    locale: str = Field(default="", description="社交平台认的地区写法，例如 en_GB")


class _Contact(Strict):
    office: str = Field(default="", description="受理意见和更正的单位或科室")
    address: str = Field(default="", description="通信地址")
    telephone: str = Field(default="", description="办公电话，不写个人手机")
    email: Email = Field(default="", description="电子邮箱")
    hours: str = Field(default="", description="受理时间")
    consultation: WebAddress = Field(
        default="", description="网上咨询的网址；它的域名也要登记在 outside.hosts 里"
    )
    reply_days: Annotated[int, Field(ge=0, le=90)] = Field(
        default=0, description="多少个工作日内答复；没有规定的写0，页面上不说"
    )


class _Freshness(Strict):
    type: Text = Field(description="栏目类别（ColumnType）")
    days: Annotated[int, Field(ge=1, le=3650)] = Field(description="多少天没有更新就提醒")


class _Review(Strict):
    required: bool = Field(default=False, description="没有走完三审三校的内容是否一律不公布")


class _Pictures(Strict):
    enabled: bool = Field(
        default=False,
        description="是否另作 PNG 图和分享卡片；要先装附加包 pictures（字体）",
    )


class _Search(Strict):
    enabled: bool = Field(default=False, description="是否做站内搜索")


_FRESHNESS = (
    _Freshness(type="动态信息", days=14),
    _Freshness(type="工作动态", days=14),
    _Freshness(type="政策文件", days=183),
    _Freshness(type="政策解读", days=183),
)
"""How long columns may rest where the settings do not say: two weeks for news, half a year."""


class _File(Strict):
    site: _Site = Field(description="站点本身。")
    folders: _Folders = Field(
        default=_Folders(), description="各类文件放在哪里；都是站点文件夹内的路径。"
    )
    lists: _Lists = Field(default=_Lists(), description="列表页。")
    changes: _Changes = Field(default=_Changes(), description="数据的更正。")
    limits: LimitsTable = Field(
        default=LimitsTable(), description="检查的界限；超过的在读之前就报错。"
    )
    environments: tuple[_Environment, ...] = Field(description="各个环境，按展示的顺序。")
    packages: tuple[_Package, ...] = Field(description="要展示的数据包，按顺序。")
    columns: tuple[_Column, ...] = Field(description="政府网站要求的栏目标签，印在网页的 meta 里。")
    footer: tuple[_FooterLine, ...] = Field(default=(), description="页脚的各行。")
    government: GovernmentTable = Field(
        default=GovernmentTable(),
        description="政府网站的身份，印在页脚和网页的 meta 里；没有的不写。",
    )
    security: SecurityTable | None = Field(
        default=None, description="安全问题的联系人；写了才有 .well-known/security.txt。"
    )
    outside: _Links = Field(default=_Links(), description="站外链接。")
    tags: tuple[_Label, ...] = Field(default=(), description="案例可用的标签，按展示的顺序。")
    departments: tuple[_Label, ...] = Field(
        default=(), description="案例可写的部门，按展示的顺序。"
    )
    languages: tuple[_Language, ...] = Field(
        default=(),
        description="中文以外的语言；译文在模板和内容文件夹的 languages 下，按代码取名（en.po）。",
    )
    contact: _Contact = Field(
        default=_Contact(), description="找错和更正时联系谁；没有写的，页面上如实说没有登记。"
    )
    freshness: tuple[_Freshness, ...] = Field(
        default=_FRESHNESS,
        description="哪类栏目多少天没有更新就提醒；不写时动态信息、工作动态14天，政策文件、政策解读183天。只是提醒，不等于符合有关要求。",
    )
    review: _Review = Field(default=_Review(), description="三审三校。")
    pictures: _Pictures = Field(default=_Pictures(), description="给人转用的图片。")
    search: _Search = Field(default=_Search(), description="站内搜索。")


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of `site.toml`, with descriptions in Chinese."""
    return _File.model_json_schema()


def understood(text: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings that a text holds, or the diagnostics that say why it holds none."""
    try:
        data = tomllib.loads(text)
    except RecursionError:
        return None, (error("nested-too-deep", Span(path=SETTINGS), most=DEEPEST),)
    except ValueError as fault:  # of TOML, or of a number with thousands of digits
        line, column = toml_place(str(fault))
        span = Span(path=SETTINGS, line=line, column=column)
        return None, (error("settings-invalid", span, field="TOML", cause="@toml"),)
    if too_deep(data):
        return None, (error("nested-too-deep", Span(path=SETTINGS), most=DEEPEST),)
    hidden = unseen_within(data)
    if hidden:
        return None, (error("settings-unreadable", Span(path=SETTINGS), cause=hidden),)
    if outdated := too_old(data):
        return None, (replace(outdated, span=span_of(text, ("site", "builder"))),)
    try:
        parsed = _File.model_validate(data)
    except ValidationError as fault:
        return None, tuple(
            error(
                "settings-invalid",
                span_of(text, item["loc"]),
                field=field_name(item["loc"]),
                cause=field_cause(item),
            )
            for item in fault.errors()
        )
    faults = tuple(_repeated(parsed, text))
    return (None, faults) if faults else (_settings(parsed, text), ())


def _repeated(file: _File, text: str) -> list[Diagnostic]:
    found = []
    for table, names in (
        ("packages", [item.name for item in file.packages]),
        ("environments", [item.id for item in file.environments]),
        ("columns", [item.id for item in file.columns]),
        ("tags", [item.id for item in file.tags]),
        ("departments", [item.id for item in file.departments]),
        ("languages", [item.id for item in file.languages]),
    ):
        for place, name in enumerate(names):
            if name in names[:place]:
                location = (table, place, "name" if table == "packages" else "id")
                span = span_of(text, location)
                cause = f"@repeated|{name}"
                found.append(error("settings-invalid", span, field=table, cause=cause))
    return found


def _settings(file: _File, text: str) -> Settings:
    limits = file.limits.limits()
    names = [*file.site.headlines, *(item.name for item in file.packages), *_texts(file)]
    return Settings(
        title=file.site.title,
        subtitle=file.site.subtitle,
        description=file.site.description,
        language=file.site.language,
        base_url=file.site.base_url,
        official=file.site.official,
        content=file.folders.content,
        data=file.folders.data,
        templates=file.folders.templates,
        page_size=file.lists.page_size,
        notice_days=file.changes.notice_days,
        revision_factor=file.limits.revision_factor,
        limits=limits,
        environments=tuple(Environment(**item.model_dump()) for item in file.environments),
        packages=tuple(
            PackageSetting(**item.model_dump(), limits=limits) for item in file.packages
        ),
        headlines=file.site.headlines,
        builder=file.site.builder,
        columns=tuple(Column(**item.model_dump()) for item in file.columns),
        footer=tuple((item.label, item.text) for item in file.footer),
        notice=file.site.notice,
        government=file.government.said(),
        security=file.security.said() if file.security else None,
        outside_hosts=file.outside.hosts,
        tags=tuple(Label(**item.model_dump()) for item in file.tags),
        departments=tuple(Label(**item.model_dump()) for item in file.departments),
        languages=tuple(LanguageSetting(**item.model_dump()) for item in file.languages),
        review_required=file.review.required,
        pictures=file.pictures.enabled,
        search=file.search.enabled,
        contact=Contact(**file.contact.model_dump()),
        freshness=tuple((item.type, item.days) for item in file.freshness),
        lines=(
            *((name, line_with(text, name)) for name in dict.fromkeys(names)),
            *(
                (f"columns.{item.id}", line_of(text, ("columns", place, "id")))
                for place, item in enumerate(file.columns)
            ),
            *(
                (f"folders.{key}", line_of(text, ("folders", key)))
                for key in sorted(file.folders.model_fields_set)
            ),
            ("contact.consultation", line_of(text, ("contact", "consultation"))),
            ("pictures", line_of(text, ("pictures", "enabled"))),
            ("official", line_of(text, ("site", "official"))),
            ("security", line_of(text, ("security", "expires"))),
            ("search", line_of(text, ("search", "enabled"))),
        ),
    )


def _texts(file: _File) -> list[str]:
    """Return the words of the settings that readers see."""
    shown = (file.site, *file.environments, *file.columns, *file.footer)
    texts = [value for item in shown for _, value in item if isinstance(value, str) and value]
    return [*texts, *file.government.texts()]

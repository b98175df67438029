"""The README inside a download: what the data are, how to read, check, cite and use them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from site_builder.compare.values import NATURE_WORDS, STATUS_WORDS
from site_builder.exports.citation import Citable, citation_text
from site_builder.model.package import Package, Resource, Source
from site_builder.model.systems import FORMS
from site_builder.model.vocabulary import NOT_APPLICABLE, Nature, PeriodBasis, Qualifier, Status

_QUALIFIERS = {
    Qualifier.EXACT: "确数",
    Qualifier.OVER: "余、超、逾：比这个数多",
    Qualifier.AT_LEAST: "以上、不少于：等于或者多于这个数",
    Qualifier.ABOUT: "约、左右",
    Qualifier.NEARLY: "近：接近而没有达到",
    Qualifier.UNDER: "不足：比这个数少",
    Qualifier.AT_MOST: "以内：等于或者少于这个数",
}
_BASES = {
    PeriodBasis.STATED: "来源写明",
    PeriodBasis.BOUNDED: "只知道不晚于来源公布之日",
    PeriodBasis.INFERRED: "推定",
}
_READING = (
    "数值照来源公布的写法，不换算、不补齐、不推算；位数也照公布的，95.0和95不是一回事。",
    "`unit_measure`是基本单位，`unit_mult`是10的幂：数值5、倍数4、单位元，就是5万元。",
    "空着：来源没有写明。空着不等于0，0就是0。",
    f"`{NOT_APPLICABLE}`：不适用；口径一列里指没有特别的口径。",
    "期间：`2024`年，`2024-S1`上半年，`2024-Q1`第一季度，`2024-05`月，`2024-05-28`截至这一天；"
    "`/`两边是起止，一边空着是来源没有写明。",
    "`tied`为true：排名并列。",
)
_EDITIONS = "本数据包的期间是出版物的版次，不是数据所属的年份。"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")

_LINK = re.compile(r"https?://[^\s<>\\]+")


def readme_bytes(package: Package, item: Citable) -> bytes:
    """Return README.md of a version: Chinese, then what matters most in English.

    It says how the digest of the version is made anew; `item.digest` is "" where the version has
    none, and that is then said.
    """
    editions = (_EDITIONS,) if package.edition_periods else ()
    sections = (
        _head(package, item),
        ("## 表", *(_table(one) for one in package.resources)),
        ("## 怎么读", _bullets((*_READING, *editions)), *_codes(package)),
        ("## 来源", _bullets(_source(one) for one in package.sources)),
        ("## 许可", _licences(item)),
        ("## 怎么核对", _checking(item)),
        (
            "## 怎么引用",
            f"    {citation_text(item)}",
            "`CITATION.cff`和`citation.bib`可以导入文献软件。",
        ),
        ("## In English", *_english(item)),
    )
    return ("\n\n".join(part for section in sections for part in section) + "\n").encode()


def _head(package: Package, item: Citable) -> tuple[str, ...]:
    facts = (
        ("数据包", f"{item.name} {item.version}"),
        ("发布日期", item.date),
        ("编制", "、".join(item.authors)),
        ("发布", item.publisher),
    )
    lines = [f"{label}：{_plain(text)}" for label, text in facts if text]
    told = _bullets((*lines, f"网址：{_address(item.url)}"))
    notice = "数据在上一级文件夹里，和发布时一字不差；本文件夹（`about/`）是下载时附上的说明。"
    parts = (f"# {_plain(item.title)}", _plain(package.description), told, notice)
    return tuple(part for part in parts if part)


def _table(resource: Resource) -> str:
    rows = "\n".join(
        f"| `{item.name}` | {_plain(item.title)} | {item.type} |" for item in resource.fields
    )
    title = f"### {_plain(resource.title)}（`{resource.path}`，{resource.rows}行）"
    return f"{title}\n\n| 列 | 名称 | 类型 |\n| --- | --- | --- |\n{rows}"


def _codes(package: Package) -> tuple[str, ...]:
    statuses = {code: STATUS_WORDS[code] or "正常" for code in Status}
    natures = {code: NATURE_WORDS[code] or "实际" for code in Nature}
    return (
        _dictionary("obs_status", "观测状态（SDMX的CL_OBS_STATUS）", statuses),
        _dictionary("nature", "性质", natures),
        _dictionary("qualifier", "限定", _QUALIFIERS),
        _dictionary("period_basis", "期间依据", _BASES),
        *(
            _dictionary(f"{form.name}.{column.name}", column.title, _stated(column.words))
            for form in FORMS
            if any(one.name == form.name for one in package.resources)
            for column in form.columns
            if column.words
        ),
    )


def _stated(words: Mapping[Any, str]) -> dict[Any, str]:
    """Return codes with their words, without the empty cell, of which is told apart."""
    return {code: word for code, word in words.items() if code}


def _dictionary(column: str, title: str, words: Mapping[Any, str]) -> str:
    rows = "\n".join(f"| `{code}` | {word} |" for code, word in words.items())
    return f"`{column}`，{title}：\n\n| 代码 | 意思 |\n| --- | --- |\n{rows}"


def _source(source: Source) -> str:
    parts = (*map(_plain, (source.publisher, source.title, source.published)), _address(source.url))
    said = "，".join(part for part in parts if part)
    digest = f"，SHA-256：`{source.document_sha256}`" if source.document_sha256 else ""
    return f"`{source.source}`：{said}{digest}"


def _licences(item: Citable) -> str:
    if not item.licences:
        return "数据包没有写明许可。"
    return _bullets(
        "，".join(
            part for part in (_plain(one.title), _plain(one.name), _address(one.path)) if part
        )
        for one in item.licences
    )


def _checking(item: Citable) -> str:
    digest = item.digest.removeprefix("sha256:")
    made = f"应为`{digest}`" if digest else "这个版本没有登记摘要"
    return _numbered(
        (
            "各文件没有改动：在`datapackage.json`所在的文件夹里运行"
            "`sha256sum -c about/SHA256SUMS`。",
            f"这个版本的摘要：运行`sha256sum about/SHA256SUMS`，{made}。",
            "数据合乎自己的结构：运行`frictionless validate datapackage.json`。",
            f"和网站上的版本一样：运行`site-builder data diff {item.name}@{item.version} 文件夹`。",
        )
    )


def _english(item: Citable) -> tuple[str, ...]:
    digest = item.digest.removeprefix("sha256:")
    made = f" (`{digest}`)" if digest else ""
    return (
        f"A Data Package (v2), `{item.name}` version {item.version}. Values are given as "
        "published: nothing is converted, filled in or derived. An empty cell means not stated, "
        f"`{NOT_APPLICABLE}` not applicable; a zero is a zero. Multiply by 10 to the power of "
        "`unit_mult`. `obs_status` holds SDMX codes (CL_OBS_STATUS).",
        "Check: `sha256sum -c about/SHA256SUMS`; `sha256sum about/SHA256SUMS` gives the digest of "
        f"the version{made}; `frictionless validate datapackage.json`. For licence and citation "
        "see `LICENSE.txt` and `CITATION.cff` beside this file.",
    )


def _plain(text: str) -> str:
    """Return a text as Markdown prints it, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _address(url: str) -> str:
    """Return an address as Markdown links it, unescaped so that it can be copied as it stands."""
    return f"<{url}>" if _LINK.fullmatch(url) else _plain(url)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _numbered(lines: tuple[str, ...]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))

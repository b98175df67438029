"""`new case` and `new report`."""

from difflib import get_close_matches
from pathlib import Path

import click
from msgspec import Struct

from site_builder.cli.options import LANG, SITE
from site_builder.cli.report import text_report
from site_builder.cli.terminal import ask, choose, on_terminal, pick
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.load.choices import Choice
from site_builder.load.suggest import suggestion
from site_builder.model.document import DocumentKind
from site_builder.new import (
    Desk,
    NewDocument,
    create,
    free_slug,
    is_moment,
    open_desk,
    place_of,
    slug_fault,
)
from site_builder.reporters.catalogue import one_line, phrase
from site_builder.word.pandoc import ConverterMissing, converter
from site_builder.word.read import WordDocument, read_word

_KINDS = {"case": DocumentKind.CASE, "report": DocumentKind.REPORT}
_MOST_SHOWN = 12


@click.command("new", help="新建案例（case）或报告解读（report）的草稿，也可以从 Word 文件带过来。")
@click.argument("kind", type=click.Choice(list(_KINDS)))
@click.argument("slug")
@click.option(
    "--from",
    "word_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="从这个 Word 文件（docx）带来文字、表格和图片",
)
@click.option("--package", default="", help="数据包；站点只有一个时可不给")
@click.option("--title", default="", help="标题")
@click.option("--environment", default="", help="环境，代码或名称")
@click.option("--area", default="", help="地区，代码或名称")
@click.option("--source", default="", help="来源，代码或名称")
@click.option("--locator", default="", help="在来源里的章节和短语")
@click.option("--date", default="", help="发布日期和时间，YYYY-MM-DD HH:MM")
@click.option("--summary", default="", help="一句话的摘要；不给则留着待写")
@click.option("--tags", default="", help="标签，用逗号隔开")
@click.option("--departments", default="", help="部门，用逗号隔开")
@SITE
@LANG
def new_command(
    kind: str, slug: str, word_file: Path | None, root: Path, language: str, **given: str
) -> None:
    """Write a new document."""
    try:
        asked = _Asked(
            desk=open_desk(root.resolve()),
            kind=_KINDS[kind],
            given={name: one_line(text).strip() for name, text in given.items()},
            language=language,
        )
        chosen = asked.slug(slug)
        package = asked.package()
        shown = place_of(asked.desk, asked.kind, package, chosen)
        _refuse_existing(asked.desk.root, shown, with_folder=word_file is not None)
        word = _from_word(word_file, chosen) if word_file else None
        new = asked.document(chosen, package, word.title if word else "")
        shown, found = create(asked.desk, new, word)
        click.echo(phrase(f"@new-written|{shown}", language))
        if found:
            text_report(root, language).tell(found)
        site = "" if root == Path() else f" --site {root}"
        click.echo(phrase(f"@new-next|{site}", language))
    except BuildFailed as fault:
        text_report(root, language).fail(fault)


class _Asked(Struct, frozen=True, kw_only=True):
    """What the command line gives, and asks a person for the rest where there is one."""

    desk: Desk
    kind: DocumentKind
    given: dict[str, str]
    language: str

    def slug(self, text: str) -> str:
        """Return a slug that is free: the one given, or one made from it that is agreed to."""
        fault = slug_fault(self.desk, self.kind, text)
        if not fault:
            return text
        offer = free_slug(self.desk, self.kind, text)
        if offer and on_terminal():
            click.echo(phrase(fault, self.language))
            asks = f"use {offer}?" if self.language == "en" else f"改用 {offer} 吗？"
            if click.confirm(asks, default=True):
                return offer
        advice = f"\n@new-slug-offer|{offer}" if offer else ""
        raise _refused(f"{fault}{advice}")

    def package(self) -> str:
        """Return the package: named, or the only one of the site, or the one chosen."""
        choices = tuple(
            Choice(code=item.name, title=item.title) for item in self.desk.choices.packages
        )
        if not self.given["package"] and len(choices) == 1:
            return choices[0].code
        return self._code("package", choices)

    def document(self, slug: str, package: str, title: str) -> NewDocument:
        """Return the document to be written; `title` is that of the Word file."""
        named = self.desk.choices.package(package)
        assert named is not None
        choices, case = self.desk.choices, self.kind is DocumentKind.CASE
        return NewDocument(
            kind=self.kind,
            slug=slug,
            package=package,
            title=self._title(title),
            date=self._moment(),
            environment=self._code("environment", choices.environments, needed=case),
            area=self._code("area", named.areas),
            source=self._code("source", named.sources),
            locator=self.given["locator"],
            summary=self._summary(),
            tags=self._labels("tags", choices.tags),
            departments=self._labels("departments", choices.departments),
        )

    def _title(self, title: str) -> str:
        text = self.given["title"] or title
        if text or not on_terminal():
            if fault := _title_fault(text):
                raise _refused(fault)
            return text
        return ask(self._name("title"), self.language, lambda said: self._said(_title_fault(said)))

    def _summary(self) -> str:
        if "{{" in self.given["summary"]:
            raise _refused("@new-braces|--summary")
        return self.given["summary"]

    def _moment(self) -> str:
        text = self.given["date"]
        if text or not on_terminal():
            if fault := _date_fault(text):
                raise _refused(fault)
            return text
        name = f"{self._name('date')} YYYY-MM-DD HH:MM"
        return ask(name, self.language, lambda said: self._said(_date_fault(said)))

    def _code(self, option: str, choices: tuple[Choice, ...], *, needed: bool = True) -> str:
        """Return the code that an option means, else the one a person chooses."""
        text = self.given[option]
        if not text and not needed:
            return ""
        if not text and on_terminal() and choices:
            return choose(self._name(option), choices, self.language)
        if not text:
            named = f"@new-missing-choice|--{option}|{_shown(choices)}"
            raise _refused(named if choices else f"@new-missing|--{option}")
        picked = pick(choices, text)
        if not picked:
            near = get_close_matches(text, [item.code for item in choices], 1, 0.5)
            nearest = f"\n@new-nearest|{near[0]}" if near else ""
            raise _refused(f"@new-unknown|--{option}|{text}|{_shown(choices)}{nearest}")
        return picked

    def _labels(self, option: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        """Return the names of the tags or departments that an option lists."""
        words = self.given[option].replace("，", ",").replace("、", ",").split(",")
        if any(words) and self.kind is not DocumentKind.CASE:
            raise _refused(f"@new-case-only|--{option}")
        titles = {item.code: item.title for item in choices}
        found = []
        for word in filter(None, map(str.strip, words)):
            picked = pick(choices, word)
            if not picked:
                raise _refused(f"@new-unregistered|--{option}|{word}|{option}")
            found.append(titles[picked])
        return tuple(dict.fromkeys(found))

    def _name(self, option: str) -> str:
        return phrase(f"@new-{option}", self.language)

    def _said(self, fault: str) -> str:
        return phrase(fault, self.language) if fault else ""


def _refused(fault: str) -> WrongUsage:
    """Return the wrong usage that a phrase tells, in both languages."""
    return WrongUsage(phrase(fault, "zh"), phrase(fault, "en"))


def _refuse_existing(root: Path, shown: str, *, with_folder: bool) -> None:
    folder = shown.removesuffix(".md")
    for name in (shown, folder) if with_folder else (shown,):
        if (root / name).exists():
            raise _refused(f"@new-exists|{name}")


def _title_fault(text: str) -> str:
    if not text:
        return "@new-missing|--title"
    return "@new-braces|--title" if "{{" in text else ""


def _date_fault(text: str) -> str:
    if not text:
        return "@new-missing|--date"
    if is_moment(text):
        return ""
    near = suggestion("own-moment", text)
    return f"@new-moment|{text}" + (f"\n@new-nearest|{near}" if near else "")


def _shown(choices: tuple[Choice, ...]) -> str:
    """Return the first of the choices, as a line."""
    more = " …" if len(choices) > _MOST_SHOWN else ""
    return ", ".join(item.code for item in choices[:_MOST_SHOWN]) + more


def _from_word(path: Path, slug: str) -> WordDocument:
    try:
        converter()
        word = read_word(path, str(path), slug)
    except ConverterMissing as fault:
        raise _refused("@word-missing") from fault
    if isinstance(word, Diagnostic):
        raise BuildFailed((word,))
    return word

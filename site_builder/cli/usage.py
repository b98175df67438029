"""Wrong usage in words: what is wrong with a command line, in Chinese and English."""

import re
from collections.abc import Sequence
from itertools import pairwise

import click


class WrongUsage(click.UsageError):
    """Wrong usage that this program found itself, in both languages."""

    def __init__(self, zh: str, en: str, ctx: click.Context | None = None) -> None:
        super().__init__(en, ctx)
        self.zh = zh


def language_of(arguments: Sequence[str]) -> str:
    """Return the language a command line asks for, `zh` where it asks for none."""
    english = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if english else "zh"


def usage_text(fault: click.UsageError, language: str) -> str:
    """Return what is wrong and where help is found, as two lines."""
    command = fault.ctx.command_path if fault.ctx else "site-builder"
    if language == "en":
        return f"wrong usage: {fault.format_message()}\nsee: {command} --help\n"
    return f"用法错误：{_chinese(fault)}\n用法见：{command} --help\n"


def _chinese(fault: click.UsageError) -> str:
    """Return what is wrong; what click alone knows is quoted as it says it."""
    match fault:
        case WrongUsage():
            return fault.zh
        case click.NoSuchOption():
            near = "、".join(sorted(fault.possibilities or ()))
            return f"没有选项 {fault.option_name}" + (f"，相近的有 {near}" if near else "")
        case click.BadOptionUsage():
            return f"选项 {fault.option_name} 后面要写值，或者不该写值"
        case click.MissingParameter():
            return f"缺少 {_name(fault)}"
        case click.BadParameter():
            return f"{_name(fault)} 的值不对，{_wanted(fault)}"
    extra = re.search(r"extra arguments? \((.+)\)", fault.message)
    return f"多了 {extra[1]}" if extra else f"“{fault.format_message()}”"


def _name(fault: click.BadParameter) -> str:
    if fault.param is None:
        return str(fault.param_hint or "")
    return fault.param.opts[0] if isinstance(fault.param, click.Option) else fault.param.opts[-1]


def _wanted(fault: click.BadParameter) -> str:
    kind = fault.param.type if fault.param is not None else None
    match kind:
        case click.Choice():
            return f"只能是 {'、'.join(map(str, kind.choices))}"
        case click.IntRange():
            return f"要写{kind.min}到{kind.max}的整数"
        case click.Path():
            return "没有这个文件夹" if not kind.file_okay else "没有这个文件"
    return f"“{fault.message}”"

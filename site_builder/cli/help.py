"""Help in Chinese, its frame included, which click says in English."""

from collections.abc import Iterable

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_ARGUMENTS = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
_WORDS = {
    "Show this message and exit.": "显示这份说明",
    "Show the version and exit.": "显示版本",
}


class Formatter(click.HelpFormatter):
    """Writes the frame of a help text in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        for english, chinese in _ARGUMENTS.items():
            args = args.replace(english, chinese)
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str | None]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of names and what they mean."""
        chinese = [(name, _chinese(words or "")) for name, words in rows]
        super().write_dl(chinese, col_max, col_spacing)


def _chinese(words: str) -> str:
    return _WORDS.get(words, words).replace("[required]", "[必填]")


class Context(click.Context):
    """The context of a command whose help is in Chinese."""

    formatter_class = Formatter

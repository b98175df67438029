"""Help in Chinese: every command, every option, the frame included."""

import re
from collections.abc import Iterator

import click
import pytest

from site_builder.cli import cli
from tests.conftest import run


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command, groups included."""
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", sorted(commands(cli)))
def test_help_is_in_chinese(path: tuple[str, ...]) -> None:
    """No English words but names: commands, options, metavariables, forms."""
    outcome = run(*path, "--help")
    assert outcome.status == 0
    assert outcome.text.startswith("用法：")
    assert not re.search(r"Usage|Options|Commands|Show |and exit|required", outcome.text)
    for line in outcome.text.splitlines():
        option = re.match(
            r"  (--?[a-z-]+)(?:, --[a-z-]+)?(?: [A-Z\[\]a-z|<>=…]+)?(?:  +(.*))?$", line
        )
        if option and option[2]:
            assert re.search("[一-鿿]", option[2]), line

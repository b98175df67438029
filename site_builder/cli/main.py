"""The group of commands, each loaded only when it is called for."""

import errno
import io
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from site_builder import __version__
from site_builder.cli.collector import collect_seldom
from site_builder.cli.help import Context
from site_builder.cli.usage import WrongUsage, language_of, usage_text

COMMANDS = {
    "init": "site_builder.cli.init:init_command",
    "build": "site_builder.cli.build:build_command",
    "check": "site_builder.cli.build:check_command",
    "serve": "site_builder.cli.serve:serve_command",
    "verify": "site_builder.cli.published:verify_command",
    "deploy": "site_builder.cli.published:deploy_command",
    "links": "site_builder.cli.links:links_command",
    "new": "site_builder.cli.new:new_command",
    "review": "site_builder.cli.review:review_command",
    "schemas": "site_builder.cli.schemas:schemas_command",
    "data": "site_builder.cli.data:data",
}
"""Every command of the group: where it stands."""


_MACHINE = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE),
    *(errno.ENOMEM, errno.EIO, errno.EPIPE),
)
"""Faults of the system that no program can mend, wherever they are met."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called for."""

    def __init__(self, *, places: Mapping[str, str], **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.context_class = Context
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in their order."""
        return list(self._places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, None where there is none."""
        if name not in self._places:
            return None
        module, _, attribute = self._places[name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        command.context_class = Context
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; raise WrongUsage where there is none."""
        if args[0] not in self._places:
            known = ", ".join(self._places)
            raise WrongUsage(
                f"没有命令 {args[0]}，可用的有 {known}",
                f"there is no command {args[0]}, only {known}",
                ctx,
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup, places=COMMANDS, help="把带版本的数据包和 Markdown 案例做成静态的公开站点。"
)
@click.version_option(__version__, prog_name="site-builder")
def cli() -> None:
    """Group of the commands."""


def main() -> NoReturn:
    """Run the command; a fault of the builder itself ends with status 3."""
    collect_seldom()
    _bear_every_text()
    try:
        cli.main(sys.argv[1:] or ["--help"], standalone_mode=False)
    except click.exceptions.Exit as fault:
        raise SystemExit(fault.exit_code) from None
    except click.Abort:
        raise SystemExit(4) from None
    except click.UsageError as fault:
        click.echo(usage_text(fault, language_of(sys.argv[1:])), err=True, nl=False)
        raise SystemExit(2) from None
    except click.ClickException as fault:
        fault.show()
        raise SystemExit(2) from None
    except SystemExit:
        raise
    except Exception as fault:  # noqa: BLE001 - the last resort: a fault of the builder
        if isinstance(fault, OSError) and fault.errno in _MACHINE:
            _tell_of_machine(fault)
            raise SystemExit(4) from None
        import traceback

        traceback.print_exc()
        raise SystemExit(3) from None
    raise SystemExit(0)


def _bear_every_text() -> None:
    """Let no character end a command: where the console lacks one, its code is printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _tell_of_machine(fault: OSError) -> None:
    """Print what the machine lacks, on the stream for faults; nothing where that lacks too."""
    from site_builder.load.causes import system_cause
    from site_builder.reporters.catalogue import one_line, phrase

    cause = phrase(system_cause(fault), language_of(sys.argv[1:]))
    with suppress(OSError):
        click.echo(one_line(f"{fault.filename or 'site-builder'}: {cause}"), err=True)

"""How a command tells what it found: in which form and language, how much, what is known."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import click
from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Diagnostic, Severity
from site_builder.markup.masked import masked
from site_builder.reporters.baseline import KnownWarning
from site_builder.reporters.catalogue import one_line, phrase
from site_builder.reporters.forms import FORMS
from site_builder.reporters.json import as_json
from site_builder.reporters.text import as_text, by_code, summary

_MANY = 10
_LISTED = 200
"""More than so many are not read by anybody from a terminal or a log; machine forms hold all."""
_GUIDES = {"zh": "content/diagnostics.md", "en": "content/diagnostics.en.md"}
"""The reference of codes, where a site keeps one."""


class Amount(StrEnum):
    """How much is told: errors and the result; warnings too; also what was read."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


class Report(Struct, frozen=True, kw_only=True):
    """Tells diagnostics on standard output, all in one form; what is read goes to the other one.

    `guide` is the file that explains the codes, "" where there is none; `baseline` holds the
    warnings not to be told again.
    """

    form: str
    language: str
    amount: Amount
    guide: str
    baseline: tuple[KnownWarning, ...]

    @property
    def verbose(self) -> bool:
        """Tell whether what is read is to be told, too."""
        return self.amount is Amount.VERBOSE

    def tell(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Print the diagnostics, personal numbers masked.

        As text with how many there are, and of very many the first, errors before warnings.
        """
        diagnostics = masked(diagnostics)
        errors = tuple(item for item in diagnostics if item.severity is Severity.ERROR)
        shown = errors if self.amount is Amount.QUIET else diagnostics
        if self.form == "json":
            put(as_json(shown, self.language, diagnostics), machine=True)
            return
        if self.form != "text":
            put(FORMS[self.form](shown, self.language), machine=True)
            return
        if not diagnostics:
            return
        verbose = self.amount is Amount.VERBOSE
        listed = shown if verbose else _first(shown)
        inked = coloured()
        click.echo(as_text(listed, self.language, coloured=inked), nl=False, color=inked)
        if len(listed) < len(shown):
            click.echo(f"\n{phrase(f'@more-found|{len(shown) - len(listed)}', self.language)}")
        if verbose or (len(diagnostics) > _MANY and self.amount is Amount.NORMAL):
            click.echo(f"\n{by_code(diagnostics, self.language)}")
        if self.guide and shown:
            click.echo(phrase(f"@guide|{self.guide}", self.language))
        click.echo(summary(diagnostics, self.language))

    def fail(self, fault: BuildFailed) -> NoReturn:
        """Print why a command failed and end with the status of the fault."""
        self.tell(fault.diagnostics)
        raise SystemExit(fault.status)

    def say(self, value: str) -> None:
        """Print a phrase of the result; machine forms have none."""
        if self.form == "text":
            click.echo(one_line(phrase(value, self.language)))

    def hear(self, value: str) -> None:
        """Print a phrase of what is being done, for those who asked for it."""
        if self.amount is Amount.VERBOSE:
            click.echo(one_line(phrase(value, self.language)), err=True)


def coloured() -> bool:
    """Tell whether standard output takes colours: a terminal does, a log or a file does not.

    NO_COLOR and FORCE_COLOR have their say before that, as no-color.org and others agreed.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _first(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return as many as are read, in their order; warnings where errors leave room."""
    if len(found) <= _LISTED:
        return found
    by_gravity = sorted(range(len(found)), key=lambda at: found[at].severity is Severity.WARNING)
    return tuple(found[at] for at in sorted(by_gravity[:_LISTED]))


def put(text: str, *, machine: bool) -> None:
    """Print a text: to machines in UTF-8 whatever the console's encoding, to people in that."""
    click.echo(text.encode() if machine else text, nl=False)


def text_report(root: Path, language: str) -> Report:
    """Return the report of a command that talks to a person alone."""
    return Report(
        form="text",
        language=language,
        amount=Amount.NORMAL,
        guide=guide_of(root, language),
        baseline=(),
    )


def guide_of(root: Path, language: str) -> str:
    """Return the path of the reference of codes inside a site, "" where it has none."""
    name = _GUIDES[language]
    return name if (root / name).is_file() else ""

"""How a command tells what it found: in which form and language, how much, what is known."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import click

from site_builder.diagnostics import BuildFailed, Diagnostic, Severity
from site_builder.markup.masked import masked
from site_builder.reporters.baseline import KnownWarning
from site_builder.reporters.catalogue import phrase
from site_builder.reporters.forms import FORMS
from site_builder.reporters.text import by_code, summary

_MANY = 10
_GUIDES = {"zh": "content/diagnostics.md", "en": "content/diagnostics.en.md"}
"""The reference of codes, where a site keeps one."""


class Amount(StrEnum):
    """How much is told: errors and the result; warnings too; also what was read."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
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
        """Print the diagnostics, personal numbers masked; as text with how many there are."""
        diagnostics = masked(diagnostics)
        errors = tuple(item for item in diagnostics if item.severity is Severity.ERROR)
        shown = errors if self.amount is Amount.QUIET else diagnostics
        put(FORMS[self.form](shown, self.language), machine=self.form != "text")
        if self.form != "text" or not diagnostics:
            return
        verbose = self.amount is Amount.VERBOSE
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
            click.echo(phrase(value, self.language))

    def hear(self, value: str) -> None:
        """Print a phrase of what is being done, for those who asked for it."""
        if self.amount is Amount.VERBOSE:
            click.echo(phrase(value, self.language), err=True)


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

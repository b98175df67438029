"""The editors' list of words not to be used."""

from dataclasses import dataclass

from site_builder.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedTerm:
    """A word not to be used, what to write instead ("": write it otherwise), and why.

    `contexts` are longer texts in which the word is right.
    """

    term: str
    replacement: str
    severity: Severity
    reason: str
    contexts: tuple[str, ...]

"""The editors' list of words not to be used."""

from msgspec import Struct

from site_builder.diagnostics import Severity


class AvoidedTerm(Struct, frozen=True, kw_only=True):
    """A word not to be used, what to write instead ("": write it otherwise), and why.

    `contexts` are longer texts in which the word is right.
    """

    term: str
    replacement: str
    severity: Severity
    reason: str
    contexts: tuple[str, ...]

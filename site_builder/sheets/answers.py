"""What an editor has said of a table, and what is still to be asked."""

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic
from site_builder.sheets.widths import normal

PERCENT = "%"
"""The word under which it is said how percentages are written: `value` (95.3) or `fraction`."""

IGNORED = "-"
"""The answer that a column is of no use."""


class Answers(Struct, frozen=True, kw_only=True):
    """Options of an import and answers to its questions.

    `words` says what a heading, a name, a column (`C`) or a cell (`C7`) means: a column of
    observations, an indicator, an area, a period, a number, `-`. `fields` holds what is true of
    all of a table: values of columns that it does not have, and its `unit`.
    """

    words: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def word(self, *names: str) -> str:
        """Return what was said of the first of these names of which anything was said, or ""."""
        if not self.words:
            return ""
        said = {normal(name): meaning for name, meaning in self.words}
        return next((said[normal(name)] for name in names if name and normal(name) in said), "")

    def field(self, column: str) -> str:
        """Return the value given for a column, or ""."""
        return dict(self.fields).get(column, "")

    def with_answer(self, question: "Question", answer: str) -> "Answers":
        """Return these answers and one more."""
        if question.field:
            return replace(self, fields=(*self.fields, (question.field, answer)))
        return replace(self, words=(*self.words, (question.name, answer)))


class Question(Struct, frozen=True, kw_only=True):
    """Something unclear, said as a diagnostic.

    On a terminal it is asked: the answer is for the column `field`, or for the word `name`; where
    both are empty nothing can be answered. `choices` are the only answers, where there are any.
    """

    diagnostic: Diagnostic
    name: str = ""
    field: str = ""
    choices: tuple[str, ...] = ()

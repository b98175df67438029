"""Diagnostics without the numbers of persons."""

from collections.abc import Iterable

from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic
from site_builder.markup.personal import without_personal_numbers


def masked(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics that quote no personal number, in paths, fields or arguments."""
    return tuple(
        replace(
            item,
            span=replace(
                item.span,
                path=without_personal_numbers(item.span.path),
                field=item.span.field and without_personal_numbers(item.span.field),
            ),
            arguments=tuple(
                (name, without_personal_numbers(value)) for name, value in item.arguments
            ),
        )
        for item in diagnostics
    )

"""A round of evaluation has one year, one weight a criterion, and weights that make a whole."""

from collections.abc import Iterator
from decimal import Decimal

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Package
from site_builder.model.site import Routes, Site
from site_builder.model.systems import Evaluation, EvaluationRound
from site_builder.model.vocabulary import NOT_APPLICABLE, Aggregation

_WHOLE = (Decimal(1), Decimal(100))


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return where the rows of a round contradict it or each other."""
    return tuple(found for package in site.packages for found in check_package(package))


def check_package(package: Package) -> Iterator[Diagnostic]:
    """Yield the same for one package."""
    for one in package.systems.evaluation_rounds:
        yield from _round(package, one)


def _round(package: Package, one: EvaluationRound) -> Iterator[Diagnostic]:
    rows = [row for row in package.systems.evaluations if row.round == one.round]
    for row in rows:
        if row.year != one.year:
            yield _fault(package, row, "year", f"@round-year|{one.title}|{one.year}|{row.year}")
    if one.aggregation is Aggregation.WEIGHTED_MEAN:
        yield from _weights(package, one, rows)


def _weights(
    package: Package, one: EvaluationRound, rows: list[Evaluation]
) -> Iterator[Diagnostic]:
    """Yield criteria without a weight or with two, and, where none is at fault, a wrong sum."""
    weights: dict[str, Decimal] = {}
    sound = True
    for row in rows:
        if row.criterion == NOT_APPLICABLE:
            continue
        if row.weight is None:
            yield _fault(package, row, "weight", f"@weight-missing|{row.criterion}")
            sound = False
        elif weights.setdefault(row.criterion, row.weight) != row.weight:
            cause = f"@weight-differs|{row.criterion}|{row.weight}|{weights[row.criterion]}"
            yield _fault(package, row, "weight", cause)
            sound = False
    total = sum(weights.values(), Decimal(0))
    if sound and weights and total not in _WHOLE:
        span = cell(package, "evaluation_rounds", one.row, "aggregation")
        yield error("row-inconsistent", span, cause=f"@weights-sum|{total}")


def _fault(package: Package, row: Evaluation, field: str, cause: str) -> Diagnostic:
    return error("row-inconsistent", cell(package, "evaluations", row.row, field), cause=cause)

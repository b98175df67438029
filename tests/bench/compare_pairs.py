"""How long the comparison of a million pairs takes on one core.

`make bench` runs it. The observations are synthetic: areas with yearly values over thirty years,
some provisional, some approximate, some of another caliber, with one break, as a province's
package might hold them.
"""

import argparse
import itertools
import time
from decimal import Decimal

from site_builder.compare.change import Change, compare
from site_builder.compare.comparability import natural_type
from site_builder.model.package import Break, Indicator, Observation
from site_builder.model.vocabulary import (
    Direction,
    Kind,
    Nature,
    PeriodBasis,
    Qualifier,
    Stage,
    Status,
)


def indicator() -> Indicator:
    """Return a synthetic indicator."""
    return Indicator(
        indicator="synthetic-amount",
        title="虚构指标",
        title_en="",
        environment="general",
        kind=Kind.FLOW,
        unit_measure="件",
        denominator="",
        direction=Direction.INCREASE,
        stage=Stage.NONE,
        price_basis="_Z",
        decimals=1,
        frequency="A",
        definition="",
        department="",
        featured=False,
        watched=False,
        row=2,
    )


def observations(areas: int, years: int) -> list[list[Observation]]:
    """Return a list of yearly observations for each area."""
    return [
        [
            Observation(
                package="synthetic",
                indicator="synthetic-amount",
                ref_area=f"{area:06}",
                time_period=str(1990 + year),
                caliber="_Z" if (area + year) % 11 else "NEW",
                period_basis=PeriodBasis.STATED,
                obs_value=f"{1000 + area * 7 + year * 13}.{year % 10}",
                value=Decimal(f"{1000 + area * 7 + year * 13}.{year % 10}"),
                unit_mult=0,
                obs_status=Status.PROVISIONAL if year == years - 1 else Status.NORMAL,
                nature=Nature.ACTUAL,
                qualifier=Qualifier.OVER if (area * year) % 17 == 5 else Qualifier.EXACT,
                tied=False,
                rank_of=None,
                rank_scope="",
                base_n=None,
                source="synthetic",
                locator="",
                editor_note="",
                row=2,
            )
            for year in range(years)
        ]
        for area in range(areas)
    ]


def main() -> None:
    """Compare the pairs and print wall time, CPU time and the numbers of both results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    wanted = parser.parse_args().pairs
    years = 30
    areas = -(-wanted // (years * (years - 1) // 2))
    one = indicator()
    series = observations(areas, years)
    breaks = {
        f"{area:06}": (
            Break(
                package="synthetic",
                indicator="synthetic-amount",
                ref_area=f"{area:06}",
                time_period="2005",
                caliber="_Z",
                reason="虚构的口径调整",
                source="synthetic",
                row=2,
            ),
        )
        for area in range(0, areas, 2)
    }
    changes = refused = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for own in series:
        for earlier, later in itertools.combinations(own, 2):
            if changes + refused == wanted:
                break
            kind = natural_type(earlier, later, one, edition=False)
            result = compare(earlier, later, one, breaks.get(later.ref_area, ()), (), kind)
            if isinstance(result, Change):
                changes += 1
            else:
                refused += 1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"{changes + refused} pairs: {wall:.2f} s wall, {cpu:.2f} s CPU, "
        f"{changes} changes, {refused} not comparable"
    )


if __name__ == "__main__":
    main()

"""A plugin for the mutation run (`make test-mutation`): each test reads periods for itself.

What one test has made a process remember would hide a fault from the next one, and from those who
ask which tests reach a function.
"""

import pytest

from site_builder.compare import comparability, periods

REMEMBERING = (periods.parse_period, periods.relate, comparability._parted)


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Forget every period and every pair of periods."""
    for function in REMEMBERING:
        function.cache_clear()

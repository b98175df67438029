"""The collector of cyclic garbage, which a build has little use for."""

import gc

_MADE_BETWEEN = 100_000
"""Objects between two looks of the collector; the interpreter's own number is 700."""


def collect_seldom() -> None:
    """Let the collector of cyclic garbage look seldom: a build makes much, and little of that."""
    gc.set_threshold(_MADE_BETWEEN, 20, 100)

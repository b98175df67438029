"""Patterns of packages: those that could take for ever are known before any cell is read."""

import re

import pytest

from site_builder.load.patterns import is_quick

QUICK = (
    "[0-9]{4}(-([0-9]{2}(-[0-9]{2})?|Q[1-4]|S[12]))?",
    "[0-9a-f]{64}",
    "[a-z0-9]+(-[a-z0-9]+)*",
    r"\d{6}",
    "https?://.+",
    "[A-Z]+[0-9]+",
    "甲|乙|丙",
    "",
)
SLOW = (
    *("(a+)+", "(a|a)*b", "(a|aa)+", "(.*)*", "(a?){60}a{60}", "a*a*a*b", "(a+){10,}", ".*x.*y"),
    *(
        r"(\w+\s?)+",
        r"(a)\1*",
        "(?=(a+)+)b",
        "a+[ab]+",
        "[",
        "\\",
        "x" * 2000,
        "(" * 500 + ")" * 500,
    ),
)


@pytest.mark.parametrize("pattern", QUICK)
def test_what_packages_ask_for_is_quick(pattern: str) -> None:
    """The patterns of published packages, and ordinary ones."""
    assert is_quick(pattern)
    assert re.fullmatch(pattern, "字" * 100_000) is None or pattern == ""


@pytest.mark.parametrize("pattern", SLOW)
def test_what_may_take_for_ever_is_refused(pattern: str) -> None:
    """Repetitions of repetitions, references back, what is no pattern."""
    assert not is_quick(pattern)

"""Periods, comparability, change and its wording: pure functions in Decimal."""

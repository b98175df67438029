"""Benchmarks: measured on demand, never part of a test's verdict."""

"""Whether Frictionless surely takes a file for plain CSV with its header in the first row."""

import csv
from itertools import chain, islice
from pathlib import Path

_SAMPLE = 100
"""Lines and records that Frictionless looks at to guess the dialect and the header."""


class NotUnderstood(Exception):  # noqa: N818 - no fault: the file is left to Frictionless
    """The file is not one of which it is certain how Frictionless reads it."""


def look_at_head(path: Path, columns: tuple[str, ...]) -> None:
    """Make sure that Frictionless takes the file for plain CSV with its header in the first row.

    It guesses what the descriptor does not say, as done here: the dialect by `csv.Sniffer` from the
    first hundred lines, the place of the header from the widths of the first hundred records.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(islice(file, _SAMPLE))
            rows = list(islice(csv.reader(chain(lines, file)), _SAMPLE))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise NotUnderstood from fault
    try:
        guess: type[csv.Dialect] = csv.Sniffer().sniff("".join(lines), ",\t;|")
    except csv.Error:
        guess = csv.excel
    usual = guess.delimiter == "," and not guess.skipinitialspace and not guess.escapechar
    if not usual or guess.quotechar not in ('"', "'"):
        raise NotUnderstood
    if not rows or tuple(rows[0]) != columns:
        raise NotUnderstood
    width = round(sum(map(len, rows)) / len(rows))
    if abs(len(columns) - width) > max(round(width * 0.1), 1):
        raise NotUnderstood

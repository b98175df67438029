"""The fast check of tables: a sieve in front of Frictionless.

Of a package that is not very large `plain` tells first, in Python alone, whether it is sound.

Polars finds the rows that may be faulty; Frictionless alone says whether they are, and why. What is
let through must be sound beyond doubt, so every test here is a sufficient one: a cell it does not
settle is read by Frictionless' own reader of the field, and a table whose schema or file is not
wholly understood is left to Frictionless as a whole.

Heavy but for `plain`, `head` and `understood`: import the rest only where a table is large.
"""

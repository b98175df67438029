"""The fast check of large tables: a sieve in front of Frictionless.

Polars finds the rows that may be faulty; Frictionless alone says whether they are, and why. What is
let through must be sound beyond doubt, so every test here is a sufficient one: a cell it does not
settle is read by Frictionless' own reader of the field, and a table whose schema or file is not
wholly understood is left to Frictionless as a whole.

Heavy: import it only where a table is large.
"""

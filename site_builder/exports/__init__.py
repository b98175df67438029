"""Packages and tables in the formats others read, one a file."""

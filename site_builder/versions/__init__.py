"""The recipes of versions of packages: validate, compare, release, withdraw."""

"""The `site-builder` command: one file for each group of commands."""

from site_builder.cli.main import cli, main

__all__ = ["cli", "main"]

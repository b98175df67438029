"""Readers of source files: the only code that knows how settings, tables and Markdown are written."""

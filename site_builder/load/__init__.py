"""Readers of source files: only this code knows how settings, tables and Markdown are written."""

"""Markdown as Chinese editors write it: CommonMark, tables, footnotes, figures in prose."""

"""The recipes of spreadsheets: packages to workbooks, tables of editors to a package's draft."""

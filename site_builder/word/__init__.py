"""Documents of Word, read through pandoc, to the Markdown that editors go on with."""

"""What the search of the site knows: its records, their words in pairs, the index."""

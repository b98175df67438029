"""The pages of the site, one kind a file."""

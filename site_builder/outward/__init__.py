"""Addresses outside the site: which there are, and whether they still answer. Never in a build."""

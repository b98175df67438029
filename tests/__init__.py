"""Tests of the builder and of the site that ships."""

"""Releases of data packages: pure functions from a site to the files of a version."""

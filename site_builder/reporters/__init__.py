"""Diagnostics in words, for people and machines, in Chinese and English."""

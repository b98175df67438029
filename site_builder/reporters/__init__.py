"""Diagnostics as text and JSON, in Chinese and English."""
